"""Finds the numbers that an editor typed together with words for a measure: “17.668 lượt công dân”, “Số lượt công dân: 17.668”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.reception.typed_numbers.measure_names import MeasureWords
from plugins.reception.typed_numbers.numerals import NUMBER, START, TIMES, is_year
from plugins.vietnamese.number_words import LARGE_WORDS, NUMBER_WORDS, parse_number_words
from plugins.vietnamese.numbers import format_integer

_NUMBERS = re.compile(
    rf"{START}(?:(?P<part>{NUMBER}) ?/ ?)?(?P<number>{NUMBER})(?![0-9/])(?: +(?P<times>{'|'.join(TIMES)})(?!\w))?"
)
_ASIDE = re.compile(r" *(?:\([^()0-9]{0,80}\) *)?(?:(?:chính +)?là +(?:tổng +)?(?:con +)?số +)?", re.IGNORECASE)
_RATE = re.compile(r" */ *(?:ngày|tuần|tháng|quý|năm|buổi|kỳ|giờ|người|cán bộ|đợt)(?!\w)| +trở (?:lên|xuống)", re.IGNORECASE)
_TIME_LABEL = re.compile(r"(?<!\w)(?:năm|tháng|ngày|quý|tuần|giờ|lúc) *$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?<!\w)(?:điều|khoản|mục|chương|lần|thứ|kho[aá]|khóa|đợt|bài|trang|biểu|mẫu|tầng|phòng|nhóm) *$", re.IGNORECASE
)
_RANGE = re.compile(r"[0-9] *[-–] *$")
_NORM = re.compile(
    r"(?:bình quân|trung bình|mỗi|(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm|buổi|kỳ)|phấn đấu|dự kiến|kế hoạch|mục tiêu)"
    r"[^.,;]{0,40}$"
    r"|(?:không quá|tối đa|tối thiểu|ít nhất|từ|cho) *$",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"(?<!\w)(?:(?:tăng|giảm)(?: thêm| bớt| đi)?|(?:nhiều|ít|cao|thấp) hơn|chênh lệch)(?: khoảng| hơn| gần| trên)?"
    rf"(?: +{NUMBER} ?%,? *\(?(?: *(?:tương ứng|tương đương|hay|tức))?)? *$",
    re.IGNORECASE,
)
_TIME = (
    r"(?:quý (?:[1-4]|I{1,3}|IV)|(?:0?[69]|sáu|chín) tháng(?: đầu| cuối)?|tháng [0-9]{1,2})(?:(?: ?/ ?|,? (?:của )?năm )[0-9]{4})?"
    r"|năm [0-9]{4}|đầu năm|cả năm"
)
_FILLER = (
    r"được|đã|tiếp nhận|tiếp|ghi nhận|đến|trong|kỳ|quý|này|báo cáo|vừa qua|cả|toàn|tỉnh(?: Lạng Sơn)?|trên|địa bàn|của|mà"
    r"|các|cơ quan|đơn vị|địa phương|hành chính|tổng cộng|tổng số|tổng|cộng|chung"
)
_STATES = r"là|đạt|có|gồm|lên|còn|khoảng|hơn|gần|ước tính|ước đạt|ước|bằng|với|xấp xỉ|chừng|tới"
_UNIT = r"\((?:lượt|người|đơn|vụ việc|vụ|đoàn|kỳ|lượt người)\)"
_LEAD = re.compile(
    rf"(?:(?P<states>[:=|]|(?:{_STATES})(?!\w))|(?:{_TIME}|{_FILLER})(?!\w)|{_UNIT}|[\s,(–-])*+"
    rf"(?:[^0-9.,;:|()]{{0,40}}+(?P<colon>:) *)?"
    rf"{START}(?P<number>{NUMBER})(?![0-9/%])",
    re.IGNORECASE,
)
_ENDS = re.compile(r" *(?:[.,;:|)(–]|$)| +(?:và|so|tăng|giảm|trong|bằng|với|của|trên|toàn|cả)\b", re.IGNORECASE)
_ROUND = ("nghìn", "ngàn", "triệu", "trăm")
_LONG = 4  # digits: “Lượt công dân 17.668” needs no word between


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the words for what it counts, before they are weighed; `written` is how the whole reads."""

    start: int
    end: int
    number: str
    words: str
    written: str
    times: str = ""
    doubtful: bool = False


def counted_numbers(text: str, words: MeasureWords) -> Iterator[Counted]:
    """All of a passage, each once, in reading order."""
    found = {each.start: each for each in (*_in_words(text, words), *_before(text, words))}
    for other in _after(text, words):
        if other.start not in found or words.meant(other.words)[1]:
            found[other.start] = other
    for start in sorted(found):
        yield found[start]


def _after(text: str, words: MeasureWords) -> Iterator[Counted]:
    """“17.668 lượt công dân”, “17,7 nghìn lượt”, “19/33 vụ việc”, “17.668 là số lượt công dân”."""
    for match in _NUMBERS.finditer(text):
        times = match["times"] or ""
        unit = unit_after(text, match.end(), words)
        if unit is None and times:  # “16.880 triệu đồng”: this unit begins like a multiple
            times, unit = "", unit_after(text, match.start("times") - 1, words)
        if unit is None or _RATE.match(text, unit.end()) or _counts_nothing(text, match):
            continue
        written = f"{text[match.start() : match.end('times' if times else 'number')]} {unit[0]}"
        doubtful = bool(match["part"]) or (is_year(match["number"]) and not words.meant(unit[0])[1])
        yield Counted(match.start("number"), unit.end(), match["number"], unit[0], written, times, doubtful)
        if match["part"]:
            whole = words.meant(unit[0])[0][0].unit
            yield Counted(match.start("part"), match.end("part"), match["part"], whole, written, "", True)


def _before(text: str, words: MeasureWords) -> Iterator[Counted]:
    """“Số lượt công dân được tiếp trong quý: 17.668 lượt”, also in neighbouring cells of a table."""
    for name in words.before_number.finditer(text):
        match = _LEAD.match(text, name.end())
        if match is None or is_year(match["number"]):
            continue
        stated = match["states"] or match["colon"] or sum(map(str.isdigit, match["number"])) >= _LONG
        end, unit = match.end(), words.right_after(text, match.end())
        if unit and {each.unit for each in words.meant(unit[0])[0]} & {each.unit for each in words.meant(name[0])[0]}:
            end = unit.end()
        elif unit or not _ENDS.match(text, end):
            continue
        if stated:
            yield Counted(match.start("number"), end, match["number"], name[0], text[name.start() : end])


def _in_words(text: str, words: MeasureWords) -> Iterator[Counted]:
    """“mười bảy nghìn sáu trăm sáu mươi tám lượt công dân”; numbers below ten are too common to mean anything."""
    for match in NUMBER_WORDS.finditer(text) if LARGE_WORDS.search(text) else ():
        if text.startswith(")", match.end()) and match[0].lower().endswith(_ROUND):
            continue  # “17.668 (mười bảy nghìn)” is meant roughly
        unit = words.right_after(text, match.end() + text.startswith(")", match.end())) if " " in match[0] else None
        value = parse_number_words(match[0]) if unit else None
        if unit and value and not _NORM.search(text, max(0, match.start() - 60), match.start()):
            written = f"{match[0]} {unit[0]}"
            yield Counted(match.start(), unit.end(), format_integer(value), unit[0], written)


def unit_after(text: str, place: int, words: MeasureWords) -> re.Match[str] | None:
    """The words for a measure that follow a number, perhaps after a remark in brackets."""
    aside = _ASIDE.match(text, place)
    return words.pattern.match(text, aside.end() if aside else place)


def _counts_nothing(text: str, match: re.Match[str]) -> bool:
    """A date, a number in a row of numbers, an average, a limit, a range, or by how much something grew."""
    before, number = text[max(0, match.start() - 80) : match.start()], match["number"]
    if any(pattern.search(before) for pattern in (_RANGE, _NORM, _DIFFERENCE)):
        return True
    if before.endswith("/") and is_year(number):
        return True
    plain = number.isdigit()
    if _TIME_LABEL.search(before):
        return bool(match["part"]) or (plain and (int(number) <= 31 or is_year(number)))
    return plain and bool(_LABEL.search(before))
