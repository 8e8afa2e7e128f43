"""“Tăng”, “giảm” and by how much, recomputed from the data (rules V13 and V14).

A statement is compared with a number only where nothing else can be its subject: “{{ lượt công dân }}, đơn thư tăng …” is about
petitions. Where the subject is uncertain, a contradiction is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plugins.problems import Problem
from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.model import Observation
from plugins.reception.data.queries.comparison import Change, change
from plugins.reception.display.comparison_words import change_in_percent
from plugins.reception.display.stat import SAME_PERIOD
from plugins.reception.typed_numbers.claims import NUMBER, read_value
from plugins.reception.typed_numbers.compared_period import COMPARED, compared_observation
from plugins.reception.typed_numbers.context import POINT, Context, StatedNumber, read_percent
from plugins.reception.typed_numbers.shares import shares_are_recomputed
from plugins.rules import rule
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import format_code, year_earlier

DIRECTION = re.compile(
    r"(?<!\w)(?:(?P<not>không|chưa) +)?(?P<word>tăng|giảm|(?:không (?:có )?(?:sự )?thay đổi|không đổi|giữ nguyên))(?!\w)"
    r"(?! +(?:cường|trưởng|tốc|ca|nghèo|thiểu|tải|án|giá|lương|biên)\b)(?! *[,/]? *(?:(?:hoặc|hay) +)?(?:tăng|giảm)\b)",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?:tăng|giảm) *[,/]? *(?:(?:hoặc|hay) +)?$", re.IGNORECASE)
_QUALIFIER = r"(?P<about>khoảng|hơn|gần|trên|xấp xỉ|ngót)?"
_FIRST_AMOUNT = re.compile(rf" *(?:lên|xuống|thêm|bớt|đi)? *{_QUALIFIER} *(?P<number>{NUMBER})(?P<percent> ?%)?", re.IGNORECASE)
_ANY_PERCENT = re.compile(rf"{NUMBER} ?%")
_SECOND_AMOUNT = re.compile(
    rf" *[(,]? *(?:(?:tương ứng|tương đương|hay|bằng|tức|=) *)*(?:tăng|giảm)? *{_QUALIFIER} *(?P<number>{NUMBER})(?P<percent> ?%)?",
    re.IGNORECASE,
)
_FILLER = (
    r"đã|có|được|là|và|cũng|đều|vẫn|này|con số|số|trong|quý|đầu|cuối|năm|tháng|tiếp tục|[0-9/IVX]+"
    r"|với|mức|tổng số"
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


@rule("V13")
def changes_are_recomputed(context: Context) -> Iterator[Problem]:
    """“Tăng”, “giảm” so với cùng kỳ được tính lại từ hai số liệu; không chắc câu nói về số nào, hay chỉ sai mức, thì cảnh báo.

    Sai: {{ lượt công dân }}, tăng so với cùng kỳ, khi số liệu giảm
    Đúng: {{ lượt công dân }}, {{ lượt công dân | so-với cùng-kỳ }}
    """
    for start, end in context.passage.sentences:
        directions = [
            found for found in DIRECTION.finditer(context.passage.text, start, end) if not _is_either(context.passage.text, found)
        ]
        if directions and COMPARED.search(context.passage.text, start, end):
            for number, direction in enumerate(directions):
                since = directions[number - 1].end() if number else start
                until = directions[number + 1].start() if number + 1 < len(directions) else end
                statement = _statement(context, direction, (start, end), (since, until))
                if statement:
                    yield from _check(context, statement)


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
    if not after:
        return None
    if _UP_TO.search(text, direction.end(), after[0].start):
        certain = _certain(context, after[0], text[since : direction.start()])
        named = context.words.pattern.search(text, since, direction.start()) is not None
        return None if certain is None else Statement(direction, compared[0], (after[0],), named)
    only = context.within(start, end) == after[:1]
    return (
        Statement(direction, compared[0], (after[0],), True) if only and _announces(context, after[0], direction, since) else None
    )


def _announces(context: Context, number: StatedNumber, direction: re.Match[str], since: int) -> bool:
    """“Tăng 99% so với cùng kỳ, với {{ lượt công dân }}”: whether the sentence names no subject but this number."""
    text = context.passage.text
    amount = _FIRST_AMOUNT.match(text, direction.end())
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


def _check(context: Context, statement: Statement) -> Iterator[Problem]:
    place = statement.direction.start()
    nearest = statement.numbers[0]
    if not nearest.rows:
        return
    changes, why = _changes(context, nearest, statement.compared)
    if not changes:
        if why:
            yield context.problem(place, f"chưa kiểm tra được “{statement.written}”: {why}", "warning")
        return
    right = [each for each in changes if _agrees(statement.direction, each)]
    if right:
        yield from _check_amounts(context, statement, right)
        return
    others = [each for number in statement.numbers[1:] for each in _changes(context, number, statement.compared)[0]]
    doubtful = not statement.certain or any(_agrees(statement.direction, each) for each in others)
    yield context.problem(place, _wrong_sign(context, statement, changes[0]), "warning" if doubtful else "error")


def _changes(context: Context, number: StatedNumber, compared: str) -> tuple[list[Change], str]:
    """The change of each observation that the number may be, and why there is none."""
    found, why = [], ""
    for row in number.rows:
        try:
            before = compared_observation(context.catalogue, context.selection(row), row, compared)
            found += [change(row, before)] if before else []
        except QueryError as error:
            why = str(error)
    return found, why


def _agrees(direction: re.Match[str], found: Change) -> bool:
    word = direction["word"].lower()
    meant = {"tăng": "up", "giảm": "down"}.get(word, "same")
    return (found.direction != meant) if direction["not"] else (found.direction == meant)


def _in_words(context: Context, found: Change) -> str:
    """“giảm 5,3% so với cùng kỳ năm 2016 (1.323 so với 1.400)”."""
    words = change_in_percent(found, context.catalogue.measures[found.now.measure].unit)[1]
    return f"{words} ({format_number(found.now.value)} so với {format_number(found.before.value)})"


def _named(context: Context, row: Observation) -> str:
    return f"“{context.catalogue.measures[row.measure].name}”"


def _wrong_sign(context: Context, statement: Statement, found: Change) -> str:
    name = context.catalogue.measures[found.now.measure].name
    then = SAME_PERIOD if found.before.period == year_earlier(found.now.period) else format_code(found.before.period)
    return (
        f"bài ghi “{statement.written}” nhưng theo số liệu “{name}” {_in_words(context, found)}. "
        f"Sửa lại, tốt nhất là viết {{{{ {name} | so-với {then} }}}}."
    )


def _check_amounts(context: Context, statement: Statement, changes: list[Change]) -> Iterator[Problem]:
    """“tăng 54 lượt (4,3%)”: check each amount given, in either order."""
    text, place = context.passage.text, statement.direction.end()
    for pattern in (_FIRST_AMOUNT, _SECOND_AMOUNT):
        amount = pattern.match(text, place)
        unit = context.words.right_after(text, amount.end()) if amount and not amount["percent"] else None
        if amount is None or not (amount["percent"] or unit):
            return
        message = _wrong_percent(context, amount, changes) if amount["percent"] else _wrong_difference(context, amount, changes)
        if message:
            code = shares_are_recomputed.code if amount["percent"] else ""
            yield context.problem(amount.start("number"), message, "warning", code)
        place = unit.end() if unit else amount.end()


def _wrong_percent(context: Context, amount: re.Match[str], changes: list[Change]) -> str:
    printed = read_percent(amount["number"])
    known = [each for each in changes if each.percent is not None]
    if printed is None or any(abs(printed - (each.percent or 0)) <= _leeway(amount, each.percent or Decimal(0)) for each in known):
        return ""
    if not known:
        return (
            f"“{amount['number']}%”: kỳ trước của {_named(context, changes[0].now)} bằng 0 nên không có tỷ lệ. Viết số tăng thêm."
        )
    again = f"{_named(context, known[0].now)} {_in_words(context, known[0])}"
    return f"“{amount['number']}%” không khớp số liệu: tính lại, {again}. Kiểm tra lại tỷ lệ."


def _wrong_difference(context: Context, amount: re.Match[str], changes: list[Change]) -> str:
    printed = Decimal(read_value(amount["number"], fractional=False)[0])
    if any(abs(printed - each.difference) <= _leeway(amount, Decimal(each.difference), Decimal(0)) for each in changes):
        return ""
    found = changes[0]
    again = f"{format_number(found.difference)}; {_named(context, found.now)} {_in_words(context, found)}"
    return f"“{amount['number']}” không khớp số liệu: chênh lệch tính lại là {again}. Kiểm tra lại."


def _leeway(amount: re.Match[str], exact: Decimal, least: Decimal = POINT) -> Decimal:
    return max(least, abs(exact) / 10) if amount["about"] else least
