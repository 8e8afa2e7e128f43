"""Finds the statements of change in a passage: “tăng …”, “giảm …”, what each compares with and which number it may be about.

A statement is about a number only where nothing else can be its subject: “{{ lượt công dân }}, đơn thư tăng …” is about petitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.reception.typed_numbers.compared_period import COMPARED
from plugins.reception.typed_numbers.context import Context, StatedNumber
from plugins.reception.typed_numbers.numerals import NUMBER

DIRECTION = re.compile(
    r"(?<!\w)(?:(?P<not>không|chưa) +)?(?P<word>tăng|giảm|(?:không (?:có )?(?:sự )?thay đổi|không đổi|giữ nguyên))(?!\w)"
    r"(?! +(?:cường|trưởng|tốc|ca|nghèo|thiểu|tải|án|giá|lương|biên)\b)(?! *[,/]? *(?:(?:hoặc|hay) +)?(?:tăng|giảm)\b)",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?:tăng|giảm) *[,/]? *(?:(?:hoặc|hay) +)?$", re.IGNORECASE)
_QUALIFIER = r"(?P<about>khoảng|hơn|gần|trên|xấp xỉ|ngót)?"
FIRST_AMOUNT = re.compile(rf" *(?:lên|xuống|thêm|bớt|đi)? *{_QUALIFIER} *(?P<number>{NUMBER})(?P<percent> ?%)?", re.IGNORECASE)
_ANY_PERCENT = re.compile(rf"{NUMBER} ?%")
SECOND_AMOUNT = re.compile(
    rf" *[(,]? *(?:(?:tương ứng|tương đương|hay|bằng|tức|=) *)*(?:tăng|giảm)? *{_QUALIFIER} *(?P<number>{NUMBER})(?P<percent> ?%)?",
    re.IGNORECASE,
)
_FILLER = (
    r"đã|có|được|là|và|cũng|đều|vẫn|này|con số|số|trong|quý|đầu|cuối|năm|tháng|tiếp tục|[0-9/IVX]+"
    r"|với|mức|tổng số|của"
)


def _only(words: str) -> re.Pattern[str]:
    """Matches a text that holds nothing but these words."""
    return re.compile(rf"(?:[\s,():–-]|(?:{words})(?!\w))*", re.IGNORECASE)


_NO_SUBJECT = _only(_FILLER)
_NO_SUBJECT_YET = _only(_FILLER + r"|lượng|kết quả|công tác|việc|tiếp|nhìn chung|so|ước tính|ước")
_LEADS_TO_NUMBER = _only(
    _FILLER + r"|đạt|gồm|tổng cộng|cả|toàn|tỉnh|các|cơ quan|đơn vị|địa phương|ngành|trên địa bàn|tiếp nhận|tiếp|ghi nhận|lên|còn"
    r"|xuống|đến|tới|kỳ"
)
_WHERE_AND_WHEN = re.compile(
    r"(?:trong )?kỳ (?:này|báo cáo)(?!\w)|trong kỳ(?!\w)|(?:trên )?(?:địa bàn )?(?:toàn )?tỉnh(?: Lạng Sơn)?(?!\w)", re.IGNORECASE
)
_UP_TO = re.compile(r"(?:lên|còn|xuống|đạt|đến|tới)(?: đến| còn| tới)? *$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A direction word, what it is compared with in the editor's words, and the numbers it may be about, the likeliest first.

    `certain`: the sentence can be about nothing else.
    """

    direction: re.Match[str]
    compared: str
    numbers: tuple[StatedNumber, ...]
    certain: bool

    @property
    def written(self) -> str:
        """The editor's words, shortened to the statement."""
        return f"{self.direction[0].lower()} {self.compared[:1].lower()}{self.compared[1:]}"


def statements(context: Context) -> Iterator[Statement]:
    """All of a passage in reading order."""
    text = context.passage.text
    for start, end in context.passage.sentences:
        directions = [found for found in DIRECTION.finditer(text, start, end) if not _is_either(text, found)]
        if directions and COMPARED.search(text, start, end):
            for number, direction in enumerate(directions):
                since = directions[number - 1].end() if number else start
                until = directions[number + 1].start() if number + 1 < len(directions) else end
                if statement := _statement(context, direction, (start, end), (since, until)):
                    yield statement


def _is_either(text: str, direction: re.Match[str]) -> bool:
    return bool(_EITHER.search(text, max(0, direction.start() - 20), direction.start()))


def _statement(context: Context, direction: re.Match[str], sentence: tuple[int, int], room: tuple[int, int]) -> Statement | None:
    text, (start, end), (since, until) = context.passage.text, sentence, room
    compared = COMPARED.search(text, direction.end(), until) or COMPARED.search(text, direction.end(), end)
    before = list(COMPARED.finditer(text, start, direction.start()))
    compared = compared or (before[-1] if before else None)
    if compared is None:
        return None
    numbers = context.within(since, direction.start())
    if numbers:
        certain = _certain(context, numbers[-1], text[numbers[-1].end : direction.start()])
        return None if certain is None else Statement(direction, compared[0], tuple(reversed(numbers)), certain)
    after = context.within(direction.end(), until)
    if after and _UP_TO.search(text, direction.end(), after[0].start):
        certain = _certain(context, after[0], text[since : direction.start()])
        named = context.words.pattern.search(text, since, direction.start()) is not None
        return None if certain is None else Statement(direction, compared[0], (after[0],), named)
    only = bool(after) and context.within(start, end) == after[:1]
    if only and _announces(context, after[0], direction, since):
        return Statement(direction, compared[0], (after[0],), True)
    about = number_before(context, (start, since), direction.start())
    return Statement(direction, compared[0], (about,), True) if about else None


def number_before(context: Context, since: tuple[int, int], place: int) -> StatedNumber | None:
    """What the words before a place are about, where nothing else can be meant: a number or the name of a measure, or else the
    last number of the sentence before. `since` is where the sentence and where its statement begins.
    """
    text, (start, own_start) = context.passage.text, since
    near = [*context.within(own_start, place), *context.named(own_start, place)]
    if near:
        last = max(near, key=lambda number: number.start)
        return last if _certain(context, last, text[last.end : place]) else None
    earlier = context.within(context.passage.sentence_at(start - 1)[0], start) if start else []
    begins = own_start == start and _NO_SUBJECT_YET.fullmatch(COMPARED.sub(" ", text[start:place]))
    return earlier[-1] if len(earlier) == 1 and begins else None


def _announces(context: Context, number: StatedNumber, direction: re.Match[str], since: int) -> bool:
    """“Tăng 99% so với cùng kỳ, với {{ lượt công dân }}”: whether the sentence names no subject but this number."""
    text = context.passage.text
    amount = FIRST_AMOUNT.match(text, direction.end())
    ahead, between = text[since : direction.start()], text[amount.end() if amount else direction.end() : number.start]
    between = _ANY_PERCENT.sub(" ", between)
    sides = ((ahead, _NO_SUBJECT_YET), (between, _LEADS_TO_NUMBER))
    return all(_certain(context, number, words, allowed) for words, allowed in sides)


def _certain(context: Context, number: StatedNumber, between: str, allowed: re.Pattern[str] = _NO_SUBJECT) -> bool | None:
    """Whether the words between can hold no other subject; None if they name one."""
    own = {context.catalogue.measures[row.measure] for row in number.rows}
    rest = _WHERE_AND_WHEN.sub(" ", COMPARED.sub(" ", between))
    for words in context.words.pattern.finditer(rest):
        meant, named = context.words.meant(words[0])
        if not (own.intersection(meant) if named else any(words[0].lower() in measure.phrase for measure in own)):
            return None
    return bool(allowed.fullmatch(context.words.pattern.sub(" ", rest)))
