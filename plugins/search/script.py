"""The script as browsers get it. No minifier: it would save little more than this, and we would have to trust it."""

from __future__ import annotations

import re

COMMENT_OR_INDENT = re.compile(r"^(?:[ \t]*//.*\n?|[ \t]+|\n)", re.MULTILINE)


def sent(source: str) -> str:
    """Without lines of comments, indents and empty lines; no string in the script may span lines."""
    return COMMENT_OR_INDENT.sub("", source)
