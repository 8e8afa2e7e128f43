"""What is documented exists, and what exists is documented."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from plugins.newsroom import header
from plugins.newsroom import manual as newsroom
from plugins.reception import manual as reception
from tests.conftest import ROOT, run_make

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs/viet-bai.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE)
INTERNAL = {"machine"}


@pytest.mark.parametrize("target", sorted(set(TARGETS) - INTERNAL))
def test_every_make_target_has_its_help_line(target):
    assert re.search(rf"^{target}:.*##", MAKEFILE, flags=re.MULTILINE)
    shown = run_make("help").stdout
    assert re.search(rf"^{target} ", shown, flags=re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`make ([a-z]+)", README + MANUAL))))
def test_every_command_the_documents_name_is_there(command):
    assert command in TARGETS


@pytest.mark.parametrize("manual", [newsroom, reception], ids=lambda manual: manual.PAGE.name)
def test_a_generated_page_is_what_the_code_says_today(manual):
    assert manual.PAGE.read_text(encoding="utf-8") == manual.page(), "run `make docs`"


@pytest.mark.parametrize("key", header.KEYS)
def test_every_header_key_is_explained_to_editors(key):
    assert f"`{key}`" in MANUAL


@pytest.mark.parametrize("path", sorted((ROOT / "plugins").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def documents() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [
        ROOT / name for name in listed.splitlines() if not name.startswith(("content/", "tests/demo/")) and (ROOT / name).is_file()
    ]


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_between_documents_leads_to_a_file(path):
    text = re.sub(r"(?ms)^(`{3,}).*?^\1$|`[^`\n]*`", "", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target
