"""Builds one project again and again, each time in a fresh child that has the project's code as it is by then.

A script, not a test: it reads one JSON line for each build and answers with one. What a child had to import is imported here
for the children that follow; when the project's code changes, the script begins anew.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

LIBRARIES = (
    "pelican", "pelican.generators", "pelican.settings", "markdown", "pymdownx.superfences", "pymdownx.highlight", "lxml.html",
    "pydantic", "jinja2.ext", "nh3", "babel.numbers", "rcssmin", "yaml", "sqlite3", "python_calamine", "sqlalchemy",
)  # fmt: skip


def build_here(order: dict[str, str]) -> dict[str, Any]:
    """In the child: one build with the project's own code."""
    os.chdir(order["project"])
    os.environ["BUILD_PROCESSES"] = order["processes"]
    from plugins.builder import parallel as workers
    from plugins.builder.build import build
    from plugins.builder.pelican.strict import BuildFailed
    from plugins.problems import ProblemsFound

    workers.FEWEST, failed = 2, ""
    try:
        build(Path("pelicanconf.py"), Path("content"), Path(order["output"]), Path(order["cache"]))
    except (ProblemsFound, BuildFailed) as failure:
        failed = f"{type(failure).__name__}: {failure}"
    return {"failure": failed, "modules": [name for name in sys.modules if name.startswith("plugins.")]}


def in_a_child(order: dict[str, str]) -> dict[str, Any]:
    """The answer of a child of this moment."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        code = 1
        try:
            with os.fdopen(writer, "w") as answer:
                json.dump(build_here(order), answer)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as written:
        text = written.read()
    os.waitpid(child, 0)
    return dict(json.loads(text)) if text else {"failure": "the build ended without an answer", "modules": []}


def is_outdated() -> bool:
    """Whether code of the project was saved after it was imported here."""
    from plugins.builder import STARTED_NS
    from plugins.builder.cache.inputs import code_saved_since

    return bool(code_saved_since(STARTED_NS))


def main() -> None:
    """Serve until the input ends. Writes no compiled code: Python would not notice two edits within a second."""
    sys.dont_write_bytecode = True
    for name in LIBRARIES:
        importlib.import_module(name)
    line = sys.argv[1] if sys.argv[1:] else sys.stdin.readline()
    while line:
        order = json.loads(line)
        if "plugins" not in sys.modules:
            sys.path.insert(0, order["project"])
        elif is_outdated():
            os.execv(sys.executable, [sys.executable, __file__, line])
        answer = in_a_child(order)
        for name in answer.pop("modules"):
            importlib.import_module(name)
        print(json.dumps(answer), flush=True)
        line = sys.stdin.readline()


if __name__ == "__main__":
    main()
