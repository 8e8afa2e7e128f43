"""Builds one project again and again, each time in a fresh child that imports the project's code as it is by then.

A script, not a test: reads one JSON line for each build, answers with one. The libraries are loaded once, before any fork.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

LIBRARIES = (
    "pelican", "pelican.generators", "pelican.settings", "markdown", "pymdownx.superfences", "pymdownx.highlight", "lxml.html",
    "pydantic", "jinja2.ext", "nh3", "babel.numbers", "rcssmin", "yaml", "sqlite3", "python_calamine", "sqlalchemy",
)  # fmt: skip


def build_here(order: dict[str, str]) -> dict[str, str]:
    """In the child: one build with the project's own code."""
    os.chdir(order["project"])
    sys.path.insert(0, order["project"])
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


def main() -> None:
    """Serve until the input ends. Compiled code is not left lying: it is known by the second, and an edit may be quicker."""
    sys.dont_write_bytecode = True
    for name in LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            code = 1
            try:
                os.write(writer, json.dumps(build_here(json.loads(line))).encode())
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        os.close(writer)
        with os.fdopen(reader) as answer:
            text = answer.read()
        os.waitpid(child, 0)
        print(text or json.dumps({"failure": "the build ended without an answer"}), flush=True)


if __name__ == "__main__":
    main()
