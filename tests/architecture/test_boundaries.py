"""Who may import whom. The table is the design; the test walks the import statements of every file."""

import ast
import importlib
import re
import runpy
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from plugins.build_cache import DECLARED
from tests.architecture.syntax import nodes_of
from tests.conftest import ROOT

PLUGINS, DEPLOY = ROOT / "plugins", ROOT / "deploy"
# plugins/check.py, plugins/manual.py and plugins/all_rules.py may import every room
SHARED = (
    "plugins.files",
    "plugins.problems",
    "plugins.project",
    "plugins.toml_files",
    "plugins.build_warnings",
    "plugins.confirmations",
    "plugins.manuscript",
    "plugins.messages",
    "plugins.rules",
    "plugins.strict_csv",
    "plugins.build_cache",
    "plugins.child_process",
    "plugins.vietnamese",
)
FRAMEWORKS = ("pelican",)
MAY_IMPORT = {
    "preview": ("plugins.builder", "plugins.assets.bundle", "plugins.check", "plugins.markup.plain_text"),
    "vietnamese": (),
    "markup": (),
    "newsroom": (
        "plugins.markup.addresses",
        "plugins.markup.ids",
        "plugins.markup.plain_text",
        "plugins.markup.trial",
        "plugins.images",
    ),
    "agency": ("plugins.working_days",),
    "working_days": (),
    "assets": (),
    "images": ("plugins.markup.addresses", "plugins.builder.parallel"),
    "reception": (),
    "search": ("plugins.markup.plain_text",),
    "builder": (
        "plugins.assets.bundle",
        "plugins.check",
        "plugins.loading",
        "plugins.markup.addresses",
        "plugins.markup.plain_text",
    ),
}
PELICAN_ROOM = "builder/pelican"  # besides every plugin.py, the one place that knows Pelican
DATA_MAY_IMPORT = (
    "plugins.child_process",
    "plugins.problems",
    "plugins.project",
    "plugins.rules",
    "plugins.strict_csv",
    "plugins.toml_files",
    "plugins.vietnamese",
    "plugins.reception.data",
)
PRIVATE = re.compile(r"\b(?:article|content|page)\._(?!content\b|summary\b)\w+")
PURE_DATA = ("pelican", "jinja2", "markdown", "markupsafe")


@cache
def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def files() -> list[Path]:
    return sorted(PLUGINS.rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def starts_with(name: str, modules: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def offences(paths: Iterable[Path], offends: Callable[[Path, str], bool]) -> list[str]:
    """Every import that breaks a rule, as "file imports module"."""
    return [f"{named(path)} imports {name}" for path in paths for name in sorted(imports_of(path)) if offends(path, name)]


def none_of(found: list[str]) -> None:
    """Fail with all of them; pytest alone would show the first."""
    assert not found, "\n".join(found)


def is_ours(name: str) -> bool:
    return name.startswith("plugins.")


def hooks_into_pelican(path: Path) -> bool:
    return path.name == "plugin.py"


def test_only_plugin_py_and_one_room_know_pelican():
    others = [path for path in files() if not (hooks_into_pelican(path) or path.is_relative_to(PLUGINS / PELICAN_ROOM))]
    assert others
    none_of(offences(others, lambda _, name: starts_with(name, FRAMEWORKS)))


def test_data_code_is_pure():
    data = [path for path in files() if path.is_relative_to(PLUGINS / "reception/data")]
    assert data
    none_of(offences(data, lambda _, name: starts_with(name, PURE_DATA)))
    none_of(offences(data, lambda _, name: is_ours(name) and not starts_with(name, DATA_MAY_IMPORT)))


def test_a_plugin_imports_only_what_its_room_may():
    in_rooms = [path for path in files() if path.parent != PLUGINS]
    none_of(offences(in_rooms, lambda path, name: is_ours(name) and not starts_with(name, allowed_in(path))))


def allowed_in(path: Path) -> tuple[str, ...]:
    room = path.relative_to(PLUGINS).parts[0]
    return ("plugins.vietnamese",) if room == "vietnamese" else (f"plugins.{room}", *SHARED, *MAY_IMPORT[room])


def test_vietnamese_needs_nothing_of_ours_and_no_template_engine():
    letters = set((PLUGINS / "vietnamese").glob("*.py")) - {PLUGINS / "vietnamese/plugin.py"}
    assert letters
    none_of(offences(letters, lambda _, name: starts_with(name, ("jinja2", "markdown", "sqlalchemy", "pydantic"))))


def test_every_room_is_in_the_table():
    rooms = {path.name for path in PLUGINS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms == set(MAY_IMPORT)


def test_deploy_builds_on_plugins_and_plugins_know_nothing_of_it():
    """Whatever takes pages to servers can go, and the pages stay the same."""
    ours = sorted(DEPLOY.rglob("*.py"))
    assert any(is_ours(name) for path in ours for name in imports_of(path))
    none_of(offences(files(), lambda _, name: starts_with(name, ("deploy",))))
    none_of(offences(ours, lambda _, name: starts_with(name, (*FRAMEWORKS, "bench", "tests"))))


def test_every_plugin_of_the_portal_records_what_articles_depend_on():
    """One that does not is right, but makes every build slow."""
    names = runpy.run_path(str(ROOT / "pelicanconf.py"))["PLUGINS"]
    assert names
    assert [name for name in names if getattr(importlib.import_module(name), DECLARED, False) is not True] == []


def test_a_plugin_keeps_nothing_private_on_articles():
    """But Pelican's own text and summary: what is to come back from the cache goes through plugins/build_cache.py."""
    others = [path for path in files() if not path.is_relative_to(PLUGINS / "builder")]
    assert [(named(path), found) for path in others for found in PRIVATE.findall(path.read_text(encoding="utf-8"))] == []


def test_only_project_py_counts_folders():
    """A file that moves must not lose its way: everybody else asks plugins/project.py."""
    others = [*DEPLOY.rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    counting = [path for path in [*files(), *others] if ".parents[" in path.read_text(encoding="utf-8")]
    assert counting == [PLUGINS / "project.py"]


def test_words_are_made_of_html_in_one_place():
    """plugins/markup/plain_text.py; taking the tags away glues what they kept apart."""
    found = [path for folder in ("plugins", "theme") for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".html"}]
    assert len(found) > 100
    assert [named(path) for path in found if "striptags" in path.read_text(encoding="utf-8")] == []


def test_every_plugin_py_registers():
    plugins = [path for path in files() if hooks_into_pelican(path)]
    assert plugins
    none_of([named(path) for path in plugins if "\ndef register() -> None:" not in path.read_text(encoding="utf-8")])
