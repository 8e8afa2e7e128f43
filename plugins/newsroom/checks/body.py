"""Rules for an article's text: embeds, blocks of code and of numbers, photos, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import FENCE, Manuscript
from plugins.markup.addresses import classify
from plugins.newsroom.checks.header import WITH_EMBEDS, Kind
from plugins.newsroom.checks.links import TARGET
from plugins.problems import Problem
from plugins.rules import rule
from plugins.vietnamese.folding import fold, nearest

OPENED = re.compile(r"(?<!\\)\{\{(?!.*?\}\})")
UNEVEN = re.compile(r"(?<!\\)\{\{[^{}]*\}(?!\})|(?<![{\\])\{[^{}]*\}\}")
BEHIND_A_MARK = re.compile(r"^[\s>]*(?P<mark>[-*+]|[0-9]{1,3}[.)])[\s>]*(?:`{3,}|~{3,})(?P<info>[^`]*)$")
PHOTO = re.compile(rf"!\[(?P<alt>(?:[^\[\]]|\[[^\]]*\])*)\]\(\s*{TARGET}(?:\s+(?:\".*?\"|'.*?'))?\s*\)")
BLOCK, ALIKE = "so-lieu", 0.75
TAGS = (
    "a|abbr|article|audio|b|big|blockquote|body|br|button|caption|center|code|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font"
    "|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|o:p|object|ol|p|pre|q|s|script"
    "|section|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video"
)
TAG = re.compile(rf"(?<!\\)<(?:/?(?:{TAGS})(?:\s[^<>]*)?/?>)", re.IGNORECASE)


@rule()
def embeds_are_closed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    r"""Chỗ gọi số liệu mở bằng {{ thì đóng bằng }} trên cùng một dòng.

    Sai:
        Đã tiếp {{ lượt công dân.
    Đúng:
        Dấu \{{ đứng một mình thì thêm gạch chéo ngược phía trước.
    """
    header = ((field.line, field.value) for field in manuscript.fields if field.key.lower() in WITH_EMBEDS)
    for line, text in (*header, *manuscript.prose()):
        found = "{" in text and (OPENED.search(text) or UNEVEN.search(text))
        if found and found[0].startswith("{{"):
            message = "có “{{” mà không có “}}” trên cùng dòng. Đóng lại, hoặc viết \\{{ nếu không gọi số liệu."
            yield manuscript.problem(line, message)
        elif found:
            yield manuscript.problem(line, f"“{found[0]}” mở một ngoặc mà đóng hai. Mở bằng “{{{{”.")


@rule()
def fences_are_closed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Khối mở bằng ba dấu ``` (như khối so-lieu) phải có một dòng ``` để đóng.

    Sai:
        ```so-lieu
        khối: chuẩn
    Đúng:
        ```so-lieu
        khối: chuẩn
        ```
    """
    for number, text in enumerate(manuscript.lines[manuscript.body_start :], start=manuscript.body_start + 1):
        fence = FENCE.match(text)
        if fence and fold(fence["info"]).startswith("so lieu "):
            message = f"sau “```so-lieu” không ghi gì thêm (đang có “{fence['info'].strip()}”). Đưa phần đó xuống dòng dưới."
            yield manuscript.problem(number, message)
        elif fence and fold(fence["info"]) != fold(BLOCK) and nearest(fence["info"], [BLOCK], ALIKE):
            yield manuscript.problem(number, f"khối mang tên “{fence['info'].strip()}” sẽ hiện như mã. Có phải “```{BLOCK}”?")
    line = manuscript.open_fence()
    if line and not _behind_marks(manuscript):
        yield manuscript.problem(line, "khối mở ở dòng này chưa đóng. Thêm một dòng ``` ở cuối khối.")


@rule()
def blocks_stand_alone(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Khối so-lieu đứng riêng trên các dòng của nó, không viết ngay sau dấu đầu mục danh sách.

    Sai:
        - ```so-lieu
          khối: chuẩn
          ```
    Đúng:
        - Số liệu trong kỳ:

            ```so-lieu
            khối: chuẩn
            ```
    """
    for number, mark in _behind_marks(manuscript):
        message = (
            f"khối so-lieu không đặt ngay sau dấu đầu mục “{mark}” được. "
            "Viết chữ cho mục, để một dòng trống, rồi đặt cả khối ở các dòng dưới, lùi vào bốn dấu cách."
        )
        yield manuscript.problem(number, message)


def _behind_marks(manuscript: Manuscript) -> list[tuple[int, str]]:
    """The lines where a block begins behind the mark of a list, each with that mark."""
    found = (
        (number, BEHIND_A_MARK.match(text))
        for number, text in enumerate(manuscript.lines, start=1)
        if number > manuscript.body_start
    )
    return [(number, match["mark"]) for number, match in found if match and fold(match["info"]).startswith("so lieu")]


@rule()
def missing_photos_stand_alone(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Chú thích của ảnh không còn, `![](chưa-có-ảnh "…")`, đứng riêng một đoạn; trong [ ] để trống.

    Sai:
        Quang cảnh ![](chưa-có-ảnh "Quang cảnh hội nghị") buổi sáng.
    Đúng:
        Quang cảnh buổi sáng.

        ![](chưa-có-ảnh "Quang cảnh hội nghị")
    """
    if not any("![" in line for line in manuscript.lines):
        return
    lines = dict(manuscript.prose())
    for number, text in lines.items():
        photos = PHOTO.finditer(text) if "![" in text else ()
        photo = next((found for found in photos if classify(found["target"].strip("<>")).kind == "missing-photo"), None)
        beside = [lines.get(number + step, "").strip(" >\t") for step in (-1, 1)]
        if photo and (text.strip(" >\t") != photo[0] or any(line and not line.startswith("#") for line in beside)):
            message = f"“{photo[0]}” phải đứng riêng một đoạn. Đưa nó xuống dòng riêng, để một dòng trống ở trên và ở dưới."
            yield manuscript.problem(number, message)
        elif photo and photo["alt"].strip():
            message = f"“{photo['alt'][:40]}” tả ảnh không còn nên không hiện. Để trống giữa [ ], viết chữ ấy vào chú thích."
            yield manuscript.problem(number, message)


@rule(severity="warning")
def text_has_no_tags(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Thân bài không dùng thẻ HTML: người đọc sẽ thấy đúng các dấu đã gõ. Dùng Markdown; muốn hiện thẻ thì đặt giữa hai dấu `.

    Sai:
        Nội dung <b>quan trọng</b>.
    Đúng:
        Nội dung **quan trọng**. Thẻ `<b>` không có tác dụng.
    """
    for line, text in manuscript.prose():
        found = None if text.startswith(("    ", "\t")) else TAG.search(text)  # an indented line may be code
        if found:
            message = (
                f"“{found[0][:40]}” là mã HTML, người đọc sẽ thấy đúng các dấu này. Xoá đi và dùng Markdown, "
                "ví dụ **chữ đậm**; muốn hiện nguyên thẻ thì đặt nó giữa hai dấu `."
            )
            yield manuscript.problem(line, message)


RULES = (embeds_are_closed, fences_are_closed, blocks_stand_alone, missing_photos_stand_alone, text_has_no_tags)
