"""`make due`: has something become due since the last release? For a timer, which then publishes the same commit again.

Run as `python -m deploy.release.due`. Exit 0: yes, one line each. 1: nothing. 2: it cannot be said; a message says why.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from deploy.release.manifest import read_manifest
from deploy.release.origin import Moment, due_since
from plugins.builder.build import DEFAULT_OUTPUT
from plugins.problems import ProblemsFound
from plugins.project import CONTENT
from plugins.vietnamese.dates import TIMEZONE

DUE, NOTHING, UNKNOWN = 0, 1, 2


def line(moment: Moment) -> str:
    """For a person who reads the timer's log."""
    return f"{moment.path}: {moment.what} {datetime.fromtimestamp(moment.time, TIMEZONE):%d/%m/%Y %H:%M}"


def main(arguments: list[str] | None = None) -> int:
    """Print what is due; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--last", type=Path, default=DEFAULT_OUTPUT, help="the folder of the last release, or of its manifest")
    given = parser.parse_args(arguments)
    try:
        due = due_since(read_manifest(given.last), given.content)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return UNKNOWN
    print("\n".join(map(line, due)) or "Chưa có gì đến giờ đăng hay hết hạn.")
    return DUE if due else NOTHING


if __name__ == "__main__":
    sys.exit(main())
