"""Rules for an article's text. Each is a generator whose docstring is the rule, with a wrong (Sai) and a right (Đúng) text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import FENCE, Manuscript
from plugins.newsroom.header import HIDDEN_CHARACTERS, Kind, Rule
from plugins.problems import Problem
from plugins.vietnamese.folding import fold

OPENED = re.compile(r"(?<!\\)\{\{(?!.*?\}\})")
TCVN3 = re.compile(r"[®§][a-zA-Zµ¸¶·¹Þßáâãäåæ]|[a-zA-Z][Õ×ÖÌÐÑÒÓÔÙÚÛÜÝ](?=[a-zA-Z\s,.;:]|$)(?<=[a-z].)")
VNI = re.compile(r"[aAeE][äáàåãâ]|[oO][âä]|[öÖ][ïøùûõa-z]|ñ[a-zòóöøï]")


def embeds_are_closed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    r"""Chỗ gọi số liệu mở bằng {{ thì đóng bằng }} trên cùng một dòng.

    Sai:
        Title: Hội nghị
        Date: 2017-10-10

        Đã tiếp {{ lượt công dân.
    Đúng:
        Title: Hội nghị
        Date: 2017-10-10

        Dấu \{{ đứng một mình thì thêm gạch chéo ngược phía trước.
    """
    for line, text in manuscript.prose():
        if OPENED.search(text):
            yield Problem(
                manuscript.path,
                line,
                message="có “{{” mà không có “}}” trên cùng dòng. Đóng lại, hoặc viết \\{{ nếu không gọi số liệu.",
            )


def fences_are_closed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Khối mở bằng ba dấu ``` (như khối so-lieu) phải có một dòng ``` để đóng.

    Sai:
        Title: Hội nghị
        Date: 2017-10-10

        ```so-lieu
        khối: chuẩn
    Đúng:
        Title: Hội nghị
        Date: 2017-10-10

        ```so-lieu
        khối: chuẩn
        ```
    """
    for number, text in enumerate(manuscript.lines[manuscript.body_start :], start=manuscript.body_start + 1):
        fence = FENCE.match(text)
        if fence and fold(fence["info"]).startswith("so lieu "):
            message = f"sau “```so-lieu” không ghi gì thêm (đang có “{fence['info'].strip()}”). Đưa phần đó xuống dòng dưới."
            yield Problem(manuscript.path, number, message=message)
    line = manuscript.open_fence()
    if line:
        yield Problem(manuscript.path, line, message="khối mở ở dòng này chưa đóng. Thêm một dòng ``` ở cuối khối.")


def text_is_unicode(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Chữ Việt gõ bằng bảng mã Unicode dựng sẵn, không dán chữ TCVN3 (phông .Vn…) hay VNI.

    Sai:
        Title: Hội nghị
        Date: 2017-10-10

        QuyÕt ®Þnh vÒ viÖc tiÕp c«ng d©n
    Đúng:
        Title: Hội nghị
        Date: 2017-10-10

        Quyết định về việc tiếp công dân
    """
    for line, text in manuscript.prose():
        if any(len(pattern.findall(text)) > 2 for pattern in (TCVN3, VNI)):  # one or two may be foreign names
            yield Problem(
                manuscript.path, line, message="chữ ở dòng này dùng bảng mã cũ (TCVN3/VNI). Chuyển sang Unicode rồi dán lại."
            )
        if HIDDEN_CHARACTERS.search(text.replace("\t", "")):
            yield Problem(
                manuscript.path, line, message="dòng có ký tự ẩn (thường do dán từ Word hoặc trang mạng). Gõ lại dòng này."
            )


RULES: tuple[Rule, ...] = (embeds_are_closed, fences_are_closed, text_is_unicode)


def check_body(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Run every rule over one manuscript."""
    for rule in RULES:
        yield from rule(manuscript, kind)
