"""Builds one project again and again, or runs its commands, each in a fresh child that has the project's code as it is by then.

A script, not a test: it reads one JSON line for each order and answers with one. What a child had to import is imported here
for the children that follow; when the project's code changes, the script begins anew.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

LIBRARIES = (
    "pelican", "pelican.generators", "pelican.settings", "markdown", "pymdownx.superfences", "pymdownx.highlight", "lxml.html",
    "pydantic", "jinja2.ext", "nh3", "babel.numbers", "rcssmin", "yaml", "sqlite3", "python_calamine", "sqlalchemy",
)  # fmt: skip


def build_here(order: dict[str, Any]) -> dict[str, Any]:
    """In the child: one build with the project's own code."""
    os.environ["BUILD_PROCESSES"] = order["processes"]
    from plugins.builder import parallel as workers
    from plugins.builder.build import build
    from plugins.builder.pelican.strict import BuildFailed
    from plugins.problems import ProblemsFound

    workers.FEWEST = 2
    try:
        build(Path("pelicanconf.py"), Path("content"), Path(order["output"]), Path(order["cache"]))
    except (ProblemsFound, BuildFailed) as failure:
        return {"failure": f"{type(failure).__name__}: {failure}"}
    return {"failure": ""}


def run_here(order: dict[str, Any]) -> dict[str, Any]:
    """In the child: one command with its arguments, as `python -m` runs it; what it prints goes to files."""
    for stream, name in ((sys.stdout, "stdout"), (sys.stderr, "stderr")):
        with Path(order[name]).open("wb") as file:
            os.dup2(file.fileno(), stream.fileno())
    try:
        code = importlib.import_module(order["command"]).main(order["arguments"])
    except SystemExit as end:
        code = end.code
    except Exception:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    return {"returncode": code}


def preview_here(order: dict[str, Any]) -> dict[str, Any]:
    """In the child: one build as the preview's worker does it."""
    from plugins.preview.worker import build_site

    return dict(build_site(order["preview"]))


WORK = {"command": run_here, "preview": preview_here, "output": build_here}


def in_a_child(order: dict[str, Any]) -> dict[str, Any]:
    """The answer of a child of this moment."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        code = 1
        try:
            os.chdir(order["project"])
            answer = next(work for key, work in WORK.items() if key in order)(order)
            with os.fdopen(writer, "w") as written:
                json.dump({**answer, "modules": [name for name in sys.modules if name.startswith("plugins.")]}, written)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as written:
        text = written.read()
    os.waitpid(child, 0)
    return dict(json.loads(text)) if text else {"failure": "the child ended without an answer", "modules": []}


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
