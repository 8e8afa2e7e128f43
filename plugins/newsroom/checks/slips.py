"""Rules for slips of the hand that a page shows but that do not make it wrong: they warn, and stop nothing.

Doubled words are a list of those that no sentence doubles; others are doubled rightly: “luôn luôn”, “hiện tại tại tỉnh”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import WITH_EMBEDS, Kind
from plugins.problems import Problem
from plugins.rules import rule

MARK = re.compile("[\u0300-\u036f]")
NEVER_DOUBLED = "của|và|các|những|với|đã|sẽ|cho|nhằm|hoặc|nhưng|khi"
DOUBLED = re.compile(rf"(?<![\w-])(?P<word>{NEVER_DOUBLED})[ \xa0]+(?P=word)(?![\w-])")
HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<words>\S.*)")
LINK = re.compile(r"(?<![!\\])\[(?P<text>[^\[\]]{1,40})\]\(")
SAYS_NOTHING = {
    f"{before}{place}".strip()
    for before in ("", "xem ", "xem chi tiết ", "bấm ", "nhấn ", "nhấp ", "click ")
    for place in ("đây", "tại đây", "ở đây", "vào đây")
}


def _published(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    header = ((field.line, field.value) for field in manuscript.fields if field.key.lower() in WITH_EMBEDS)
    return chain(header, manuscript.prose())


@rule(severity="warning")
def letters_are_composed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Chữ Việt gõ dựng sẵn (NFC), không dán chữ có dấu rời (NFD): máy tìm chữ không ra, dấu có thể lệch khỏi chữ.

    Sai:
        Thanh tra ti\u0309nh Lạng Sơn
    Đúng:
        Thanh tra tỉnh Lạng Sơn
    """
    if not MARK.search("\n".join(manuscript.lines)):
        return  # nearly every text
    for line, text in _published(manuscript):
        words = [word for word in text.split() if MARK.search(word) and not unicodedata.is_normalized("NFC", word)]
        if words:
            found = unicodedata.normalize("NFC", words[0])[:40]
            message = f"“{found}” gõ dấu rời (NFD), dòng này có {len(words)} chữ như vậy. Gõ lại bằng Unicode dựng sẵn (NFC)."
            yield manuscript.problem(line, message)


@rule(severity="warning")
def words_are_not_doubled(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Những chữ như “của”, “và”, “các” không viết hai lần liền nhau.

    Sai:
        Kết luận của của Thanh tra tỉnh.
    Đúng:
        Kết luận của Thanh tra tỉnh luôn luôn được công khai.
    """
    for line, text in _published(manuscript):
        if found := DOUBLED.search(text):
            yield manuscript.problem(line, f"“{found[0]}” viết hai lần một chữ. Xoá một chữ “{found['word']}”.")


@rule(severity="warning")
def headings_skip_no_level(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Đề mục xuống từng cấp một: dưới ## là ###, không phải ####, để người nghe máy đọc không tưởng là sót một phần.

    Sai:
        ## Kết quả

        #### Cấp tỉnh
    Đúng:
        ## Kết quả

        ### Cấp tỉnh
    """
    above = 6  # nothing stands above the first
    for line, text in manuscript.prose() if "\n###" in manuscript.body else ():
        if not (found := HEADING.match(text)):
            continue
        level = len(found["marks"])
        if level > above + 1:
            right = f"{'#' * (above + 1)} {found['words'][:40]}"
            message = f"đề mục “{found[0][:40]}” nhảy qua một cấp. Viết “{right}”."
            yield manuscript.problem(line, message)
        above = max(level, 2)  # the page's own title is above all


@rule(severity="warning")
def links_say_where_they_lead(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Chữ của liên kết nói rõ dẫn tới đâu, không phải “tại đây”: máy đọc có khi chỉ đọc riêng các liên kết.

    Sai:
        Xem lịch tiếp công dân [tại đây](https://langson.gov.vn/lich).
    Đúng:
        Xem [lịch tiếp công dân](https://langson.gov.vn/lich).
    """
    for line, text in manuscript.prose():
        for found in LINK.finditer(text) if "](" in text else ():
            if unicodedata.normalize("NFC", found["text"]).strip(" *_.").casefold() in SAYS_NOTHING:
                message = f"liên kết “{found['text']}” không nói dẫn tới đâu. Đặt liên kết vào tên của trang hay tệp ấy."
                yield manuscript.problem(line, message)


RULES = (letters_are_composed, words_are_not_doubled, headings_skip_no_level, links_say_where_they_lead)
