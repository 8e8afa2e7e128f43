"""How plugins hand the warnings of a build to whoever started it: `make` prints them, the preview shows them over the page.

Plain Pelican has nobody to hand them to, so they are printed at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from plugins.messages import warning_lines
from plugins.problems import Problem

WARNINGS = "BUILD_WARNINGS"  # a setting: the list that gathers them


def warn(settings: dict[str, Any], problems: Iterable[Problem]) -> None:
    """Hand over the warnings among the problems."""
    warnings = [problem for problem in problems if problem.severity == "warning"]
    gathered: list[Problem] | None = settings.get(WARNINGS)
    if gathered is not None:
        gathered += warnings
    elif warnings:
        print("\n".join(warning_lines(warnings)), file=sys.stderr)
