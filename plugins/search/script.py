"""The script as it travels. No minifier: what it would save more than this is less than what it would have to be trusted with."""

from __future__ import annotations

import re

COMMENT_OR_INDENT = re.compile(r"^(?:[ \t]*//.*\n?|[ \t]+|\n)", re.MULTILINE)


def sent(source: str) -> str:
    """Without the lines that are comments, without indents and empty lines: so no text in the script may span lines."""
    return COMMENT_OR_INDENT.sub("", source)
