"""No-break spaces where a line must not break: between a number and its unit, a title and a name, the ends of a period.

Only plain spaces become U+00A0, one for one, so that a text keeps its length and every other character.
"""

from __future__ import annotations

import re
from typing import Final

from plugins.vietnamese.folding import stroked_d

NO_BREAK: Final = "\u00a0"

UNITS: Final = (
    *("lượt", "người", "công dân", "vụ", "việc", "đoàn", "đơn", "kỳ", "buổi", "cuộc", "văn bản", "hồ sơ"),
    *("kết luận", "quyết định", "ý kiến", "trường hợp", "tổ chức", "cá nhân", "tập thể", "đồng chí"),
    *("đại biểu", "cơ quan", "xã", "phường", "thị trấn", "huyện", "tỉnh", "điểm", "trang", "giờ", "phút", "ngày"),
    *("tuần", "tháng", "quý", "năm", "nghìn", "triệu", "tỷ", "tỉ", "đồng", "m", "m²", "m2", "km", "km²", "ha"),
    *("kg", "tấn", "%", "₫"),
)
"""What follows a number and belongs to it; "lượt công dân" and "triệu đồng" are found by how they begin."""

_GAP = f"[ {NO_BREAK}]"
_WORD_END = r"(?![\w\u0300-\u036f])"  # combining marks are no \w: "ha" is not the start of an NFD "hà"
_CAPITAL = f"[{''.join(char for char in map(chr, range(0x1F00)) if char.isupper())}]"
_ROMAN = rf"[IVX]+{_WORD_END}"
_DAY = r"(?:[0-9]{1,2}/)?(?:[0-9]{1,2}/)?[0-9]{4}"

_UNIT = "|".join(re.escape(unit).replace(r"\ ", _GAP) for unit in UNITS)
_RULES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # a number and its unit, but not "năm 2017 | đoàn thanh tra …"
        rf"(?<![Nn]ăm{_GAP})(?<![\w.,])(?<![0-9]/)[0-9][0-9.,/]*(?<![.,/]) (?=(?i:{_UNIT}){_WORD_END})",
        rf"(?<!\w)(?:[Đđ]/c|[Ôô]ng|[Bb]à) (?={_CAPITAL})",
        rf"(?<!\w)(?:[Đđ]iều|[Kk]hoản|[Cc]hương|[Mm]ục|[Pp]hần|[Qq]uý|[Kk]ỳ) (?=[0-9]|{_ROMAN})",
        r"(?<!\w)(?:[Nn]gày|[Tt]háng|[Nn]ăm|[Ss]ố) (?=[0-9])",
        rf"(?<!\w)(?:UBND|HĐND|ĐBQH) (?=(?:tỉnh|huyện|thành|xã|phường|thị){_WORD_END})",
        rf"(?<![\w/]){_DAY}{_GAP}–{_GAP}(?={_DAY}(?![\w/]))",
    )
)


def bind(text: str) -> str:
    """Bind the spaces of a plain text (not of HTML source) that must not end a line; binding twice changes nothing."""
    bound = meant = stroked_d(text)
    for rule in _RULES:
        bound = rule.sub(lambda match: match[0].replace(" ", NO_BREAK), bound)
    if meant == text:
        return bound
    return "".join(new if new == NO_BREAK else old for old, new in zip(text, bound, strict=True))  # its letters stay
