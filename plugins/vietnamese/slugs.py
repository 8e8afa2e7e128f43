"""Addresses and ids from Vietnamese words.

Everything but letters and digits separates words: Pelican's stock rules turn "Quý I/2017" into "quy-i2017".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from plugins.vietnamese.folding import without_marks

PELICAN_SUBSTITUTIONS: Final[list[tuple[str, str]]] = [(r"[^a-z0-9]+", "-"), (r"\A-+|-+\Z", "")]
"""For Pelican's SLUG_REGEX_SUBSTITUTIONS: its own slugs then equal `slugify`."""

_LETTERS = str.maketrans("đ", "d", "\u00ad\u2060\ufeff")  # Word leaves invisible marks


def slugify(text: str) -> str:
    """Turn "Quý I/2017" into "quy-i-2017": only a–z, 0–9 and single inner hyphens; "" when nothing is left.

    "Tố cáo" and "Tổ cáo" give one slug; whoever makes addresses must refuse the second.
    """
    compatible = unicodedata.normalize("NFKC", text)  # ² is a 2, … is three dots, as in Pelican
    bare = without_marks(compatible).lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def heading_id(text: str, separator: str = "-") -> str:
    """Python-Markdown's toc `slugify`: its own turns "Điều 1" into "ieu-1"."""
    return slugify(text).replace("-", separator)
