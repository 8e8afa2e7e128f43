"""What is documented exists, and what exists is documented."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from plugins import manual
from plugins.newsroom.checks import header
from tests.architecture.syntax import tree_of
from tests.conftest import ROOT, SLOW_FOLDERS, run_make

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs/viet-bai.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE)
INTERNAL = {"machine"}


def test_every_make_target_has_its_help_line():
    targets = set(TARGETS) - INTERNAL
    shown = re.findall(r"^([a-z-]+) ", run_make("help").stdout, flags=re.MULTILINE)
    assert targets
    assert targets - set(shown) == set()


def test_every_command_the_documents_name_is_there():
    named = {name for path in documents() for name in re.findall(r"`make ([a-z][a-z-]*)", path.read_text(encoding="utf-8"))}
    assert len(named) > 10
    assert named - set(TARGETS) == set()


def test_every_module_the_documents_run_is_there():
    named = {name for path in documents() for name in re.findall(r"python -m ([\w.]+)", path.read_text(encoding="utf-8"))}
    ours = {name for name in named if (ROOT / name.split(".")[0]).is_dir()}
    assert ours
    assert [name for name in sorted(ours) if not (ROOT / f"{name.replace('.', '/')}.py").is_file()] == []


@pytest.mark.parametrize(("page", "text"), manual.pages().items(), ids=lambda each: getattr(each, "name", ""))
def test_a_generated_page_is_what_the_code_says_today(page, text):
    assert page.read_text(encoding="utf-8") == text, "run `make docs`"


def test_every_header_key_is_explained_to_editors():
    assert [key for key in header.KEYS if f"`{key}`" not in MANUAL] == []


def test_no_entry_of_the_changelog_stands_twice():
    entries = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert len(entries) > 100
    assert [entry for entry, times in Counter(entries).items() if times > 1] == []


def test_every_module_says_what_it_is_for():
    modules = sorted(path for room in ("plugins", "deploy") for path in (ROOT / room).rglob("*.py"))
    assert modules
    assert [path for path in modules if not ast.get_docstring(tree_of(path))] == []


def documents() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [
        ROOT / name for name in listed.splitlines() if not name.startswith(("content/", "tests/demo/")) and (ROOT / name).is_file()
    ]


def test_every_link_between_documents_leads_to_a_file():
    links = [(path, target) for path in documents() for target in links_of(path)]
    assert links
    assert [(path, target) for path, target in links if not (path.parent / target).exists()] == []


def links_of(path: Path) -> list[str]:
    """The targets inside the project; what stands between backquotes is no link."""
    text = re.sub(r"(?ms)^(`{3,}).*?^\1$|`[^`\n]*`", "", path.read_text(encoding="utf-8"))
    return [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]


def test_make_unit_leaves_out_what_is_slow_and_nothing_else():
    (unit,) = re.findall(r"^unit:.*\n\t(.*)$", MAKEFILE, flags=re.MULTILINE)
    assert unit.endswith('-m "not slow"')
    assert "--ignore" not in unit
    assert [name for name in SLOW_FOLDERS if not (ROOT / "tests" / name).is_dir()] == []


def test_every_path_that_a_document_names_is_there():
    """“Where is …?” is right at the first try."""
    named = [
        (path.relative_to(ROOT), place)
        for path in documents()
        for place in re.findall(r"`((?:plugins|deploy|theme|tests|bench|docs)/[\w./-]+)`", path.read_text(encoding="utf-8"))
    ]
    assert len(named) > 20
    assert [(str(path), place) for path, place in named if not (ROOT / place).exists()] == []
