"""Build a content tree with Pelican into a fresh folder, which takes the place of the output only when all of it succeeded.

Pelican logs many failures and exits 0; here every warning is fatal, every plugin must have loaded, and what was written is
inspected before it is let in.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from plugins.assets.bundle import content_security_policy
from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.swift.inspection import inspect_output
from plugins.swift.replace import take_place_of

THEME = Path(__file__).resolve().parents[2] / "theme"


class BuildFailed(Exception):
    """The build stopped for a reason that is not an editor's mistake; the message says which."""


def build(settings_file: Path, content: Path, output: Path, overrides: dict[str, Any] | None = None) -> int:
    """Build and let in; returns the number of pages. Raises ProblemsFound or BuildFailed and leaves `output` as it was."""
    if not content.is_dir():
        raise ProblemsFound([Problem(str(content), message="không có thư mục này. Kiểm tra lại CONTENT=….")])
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        sources = run_pelican(settings_file, content.resolve(), fresh, overrides or {})
        problems = inspect_output(fresh, sources, content.resolve().parent)
        if errors_of(problems):
            raise ProblemsFound(problems)
        pages = sum(1 for _ in fresh.rglob("*.html"))
        fresh.chmod(0o755)
        policy_file(output).write_text(content_security_policy(THEME) + "\n", encoding="utf-8")
        take_place_of(fresh, output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return pages


def policy_file(output: Path) -> Path:
    """Where the page policy of a built folder lies: beside it, never in it, for the server's configuration to take."""
    return output.with_name(f"{output.name}.csp")


def run_pelican(settings_file: Path, content: Path, fresh: Path, overrides: dict[str, Any]) -> dict[str, str]:
    """One strict Pelican run from `content` into `fresh`; returns which source each page was made from."""
    init_logging(level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler(sys.stderr))
    console.quiet = True
    settings = read_settings(str(settings_file), override={"PATH": str(content), "OUTPUT_PATH": str(fresh), **overrides})
    wanted = list(settings["PLUGINS"])
    sources: dict[str, str] = {}

    def note_sources(generators: list[Any]) -> None:
        for path, item in generators[0].context["generated_content"].items():
            sources[item.save_as] = f"{content.name}/{path}"

    signals.all_generators_finalized.connect(note_sources)
    try:
        site = Pelican(settings)
        loaded = [plugin.__name__ for plugin in site.plugins]
        if loaded != wanted:
            raise BuildFailed(f"plugins that did not load: {sorted(set(wanted) - set(loaded))}")
        site.run()
        return sources
    except (ProblemsFound, BuildFailed):
        raise
    except SystemExit as stop:
        raise BuildFailed(f"something called exit({stop.code}) during the build") from stop
    except Exception as error:
        if os.environ.get("DEBUG"):
            raise
        raise BuildFailed(f"{type(error).__name__}: {error} (DEBUG=1 shows where)") from error


def main(arguments: list[str] | None = None) -> int:
    """The command behind `make`; prints in Vietnamese what went wrong, or where to look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--output", type=Path, default=Path("output"))
    parsed = parser.parse_args(arguments)
    try:
        pages = build(parsed.settings, parsed.content, parsed.output)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        print(
            f"\nKhông dựng được trang: {len(errors_of(found.problems))} lỗi ở trên. {parsed.output}/ vẫn như cũ.", file=sys.stderr
        )
        return 1
    except BuildFailed as failure:
        print(f"Không dựng được trang: {failure}\n{parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 1
    print(f"Đã dựng {pages} trang vào {parsed.output}/. Xem: make serve, rồi mở http://127.0.0.1:8000/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
