"""Every plugin of pelicanconf.py must load: without one, Pelican would log a line and build a poorer site."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from runpy import run_path
from typing import Any

from plugins.problems import Problem, ProblemsFound, suggest
from plugins.project import ROOT

SETTINGS = ROOT / "pelicanconf.py"


def problems_of_plugins(names: Iterable[str] | None = None) -> Iterator[Problem]:
    """Loads the named plugins, or those of pelicanconf.py; one problem for each that does not load."""
    for name in names or run_path(str(SETTINGS))["PLUGINS"]:
        try:
            if not hasattr(import_module(name), "register"):
                yield Problem(_file_of(name), message=f"plugin “{name}” không có hàm register(). Thêm hàm ấy.")
        except Exception as error:  # whatever the module's code raises
            yield _problem(name, error)


def refuse_unloadable(names: Iterable[str]) -> None:
    """Raises ProblemsFound with all plugins that do not load."""
    if problems := list(problems_of_plugins(names)):
        raise ProblemsFound(problems)


def refuse_unregistered(pelican: Any) -> None:
    """For plain `pelican`, when it has started: raises ProblemsFound if it left out a plugin of PLUGINS_NEEDED."""
    left_out = [name for name in pelican.settings.get("PLUGINS_NEEDED", ()) if name not in pelican.settings["PLUGINS"]]
    if left_out:
        refuse_unloadable(left_out)
        message = "plugin “{}” không chạy được hàm register(). Sửa mã của hàm ấy."
        raise ProblemsFound(Problem(_file_of(name), message=message.format(name)) for name in left_out)


def _problem(name: str, error: Exception) -> Problem:
    if isinstance(error, ModuleNotFoundError) and error.name and f"{name}.".startswith(f"{error.name}."):
        known = [f"plugins.{path.parent.name}.plugin" for path in sorted(ROOT.glob("plugins/*/plugin.py"))]
        message = f"không có plugin “{name}”. {suggest(name, known)}"
        return Problem(SETTINGS.name, _line_with(f'"{name}"'), message=message)
    path, line = _place_of(name, error)
    if isinstance(error, ModuleNotFoundError):
        return Problem(
            path, line, message=f"plugin “{name}” không nạp được: chưa cài “{error.name}”. Chạy make, hoặc sửa dòng import."
        )
    return Problem(path, line, message=f"plugin “{name}” không nạp được ({type(error).__name__}: {error}). Sửa mã ở chỗ này.")


def _place_of(name: str, error: Exception) -> tuple[str, int]:
    """Where in the project's own code the error arose."""
    places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno or 0))
    own = [(Path(file), line) for file, line in places if Path(file).is_relative_to(ROOT / "plugins")]
    own = [place for place in own if place[0] != Path(__file__)]
    return (own[-1][0].relative_to(ROOT).as_posix(), own[-1][1]) if own else (_file_of(name), 0)


def _file_of(name: str) -> str:
    return f"{name.replace('.', '/')}.py"


def _line_with(words: str) -> int:
    lines = SETTINGS.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if words in line), 0)
