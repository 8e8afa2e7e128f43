"""What in a text points to one person: numbers of papers, mobile phones, names after ông or bà.

Better a false alarm than a citizen's name: the one who made it shortens the cell. Titles and places that begin like a name are
known; office phones (02…) are nobody's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from plugins.vietnamese.identity import PAPER

PHONE = re.compile(r"(?<![\d.,/])(?:\+84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?![\d/]|[.,]\d)")
ADDRESSED = re.compile(r"(?<!\w)(?:ông|bà)\s+(?=([^\W\d_]+(?:\s+[^\W\d_]+)*))", re.IGNORECASE)
POST = re.compile(
    r"(?:Chủ|Phó|Giám đốc|Bí thư|Chánh|Trưởng|Bộ trưởng|Thủ trưởng|Thủ tướng|Đại biểu|Đại diện|Viện trưởng|Thanh tra|Ủy viên"
    r"|Uỷ viên|Cục trưởng|Tổng|Nguyên Chủ|Nguyên Phó|Hiệu trưởng)(?!\w)",
    re.IGNORECASE,
)
PLACES = frozenset({"Rịa", "Triệu", "Trưng", "Đen", "Nà", "Ích Khiêm"})


def personal_data(text: str) -> Iterator[str]:
    """What was found, in Vietnamese, each with its words."""
    phones = [match.span() for match in PHONE.finditer(text)]
    for match in PHONE.finditer(text):
        yield f"số điện thoại “{match[0]}”"
    for match in PAPER.finditer(text):
        if not any(start <= match.start() < end for start, end in phones):
            yield f"số giống số giấy tờ tuỳ thân “{match[0]}”"
    for match in ADDRESSED.finditer(text):
        name = " ".join(takewhile(lambda word: word[0].isupper(), match[1].split()))
        if name and name not in PLACES and not POST.match(match[1]):
            yield f"họ tên “{match[0]}{name}”"
