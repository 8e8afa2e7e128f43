"""What is typed beside an embed: "{{ lượt công dân | số }} người" would print a number of visits as a number of people.

The words of the number's own measure, or of a whole that it is a part of, are right. Full embeds print their words themselves:
beside them only repeated words, or a bare unit of something else, are wrong; "{{ lượt đơn thư }} công dân gửi" is fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from plugins.manuscript import Manuscript
from plugins.problems import Problem, Severity
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.data.law.measures import UNITS, Measure
from plugins.reception.display.stat import WHOLE
from plugins.reception.embeds.inline import TOTAL, Ask, SyntaxProblem, parse_embed
from plugins.reception.typed_numbers.measure_names import MeasureWords, measure_words
from plugins.reception.typed_numbers.numerals import TIMES
from plugins.reception.typed_numbers.passages import EMBED_MARK, READ_FIELDS, Embed, passages
from plugins.rules import rule
from plugins.vietnamese.folding import fold, stroked_d

TIME = "kỳ"  # “17.668 kỳ này”: beside a number this unit is nearly always the period
_ASIDE = re.compile(r" *(?:\([^()0-9%]{0,80}\) *)?")
_PERCENT = re.compile(r" *%")
_TIMES = re.compile(rf" *(?P<word>{'|'.join(TIMES)})(?!\w)", re.IGNORECASE)
_LEADS_TO_EMBED = re.compile(rf" *(?:[:=|(]|là|đạt) *(?={EMBED_MARK})", re.IGNORECASE)
_ENDS = re.compile(r" *(?:[.,;:!?|)…]|$)")

_MARKS = r"[*~_]*"
_WITHOUT_SPACE = re.compile(
    rf"(?P<before>[^\W_]{_MARKS}|[0-9][.,]{_MARKS}|\}}\}}{_MARKS})(?<!\\)\{{\{{[^{{}}]*\}}\}}"
    rf"|(?<!\\)\{{\{{[^{{}}]*\}}\}}(?P<after>{_MARKS}(?:[^\W_]|[.,][0-9]))"
)
_SINGLE = re.compile(r"(?<![{\\$%])\{\s*(?P<name>[^{}|=:#%]+?)\s*(?:[|=][^{}]*)?\}(?!\})")
_DIRECTION_BEFORE = re.compile(r"\b(?P<word>tăng|giảm)(?:\s+(?:thêm|đi|được|là))?\s*\{\{(?P<text>[^{}]*)\}\}", re.IGNORECASE)
_SAYS_DIRECTION = ("so voi", "chenh lech")
Finding = tuple[Severity, str]


@dataclass(frozen=True, slots=True)
class _Printed:
    """An embed that prints a count: of which measure, and whether without words."""

    embed: Embed
    measure: Measure
    plain: bool

    def __str__(self) -> str:
        return f"{{{{ {self.embed.text.strip()} }}}}"


@rule("V17")
def words_beside_embeds_fit(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[Problem]:
    """Chữ cạnh chỗ gọi số là chữ của đúng chỉ tiêu ấy, và không lặp chữ mà chỗ gọi tự in.

    Sai: {{ lượt công dân | số }} người
    Đúng: {{ lượt công dân | số }} lượt công dân, hoặc {{ lượt công dân }}
    """
    # the resolver reports embeds that cannot be read
    words = measure_words(tuple(catalogue.measures.values()))
    for passage in passages(manuscript):
        for embed in passage.embeds:
            if _PERCENT.match(passage.text, embed.end) and _prints_percent(embed):
                message = f"“{{{{ {embed.text.strip()} }}}}%”: chỗ gọi đã in cả dấu %. Bỏ dấu % ở ngoài."
                yield manuscript.problem(passage.line_at(embed.start), message)
        for printed in filter(None, (_printed(embed, catalogue) for embed in passage.embeds)):
            found = _after(passage.text, printed, words, catalogue) or _before(passage.text, printed, words, catalogue)
            if found:
                line = passage.line_at(printed.embed.start)
                yield manuscript.problem(line, found[1], severity=found[0])


def _printed(embed: Embed, catalogue: Catalogue) -> _Printed | None:
    try:
        asked = parse_embed(embed.text)
        if not isinstance(asked, Ask) or (asked.reading and asked.reading.name != TOTAL):
            return None
        return _Printed(embed, catalogue.measure(asked.name), asked.plain)
    except (SyntaxProblem, QueryError):
        return None


def _prints_percent(embed: Embed) -> bool:
    try:
        asked = parse_embed(embed.text)
    except SyntaxProblem:
        return False
    return isinstance(asked, Ask) and asked.reading is not None and asked.reading.name == WHOLE


def _after(text: str, printed: _Printed, words: MeasureWords, catalogue: Catalogue) -> Finding | None:
    place = printed.embed.end
    if _PERCENT.match(text, place):
        return "error", f"“{printed}%”: đây là một số đếm, không phải tỷ lệ. Bỏ dấu %, hoặc gọi bằng “| tỷ-lệ”."
    aside = _ASIDE.match(text, place)
    found = words.pattern.match(text, aside.end() if aside else place)
    if found is None:
        times = _TIMES.match(text, place) if printed.plain else None
        return ("error", f"“{printed} {times['word']}”: số in ra đã đủ, chữ này làm nó gấp lên. Bỏ chữ này.") if times else None
    if found[0].lower() == TIME:
        return None
    return _as_number(printed, found[0], words, catalogue) if printed.plain else _as_phrase(text, printed, found)


def _as_number(printed: _Printed, typed: str, words: MeasureWords, catalogue: Catalogue) -> Finding | None:
    meant, named = words.meant(typed)
    if printed.measure.unit not in {measure.unit for measure in meant}:
        return "error", f"“{printed} {typed}”: {_own(printed)}. Sửa chữ “{typed}”, hoặc gọi đúng chỉ tiêu."
    if named and not set(meant) & {printed.measure, *catalogue.wholes(printed.measure)}:
        return (
            "warning",
            f"“{printed} {typed}”: {_own(printed)}, không phải của “{meant[0].name}”. Sửa chữ, hoặc gọi đúng chỉ tiêu.",
        )
    return None


def _as_phrase(text: str, printed: _Printed, found: re.Match[str]) -> Finding | None:
    typed, phrase = " ".join(found[0].lower().split()), printed.measure.phrase.lower()
    repeats = phrase == typed or phrase.endswith(f" {typed}") or phrase.startswith(f"{typed} ")
    if repeats or (typed in UNITS and _ENDS.match(text, found.end())):
        return (
            "error",
            f"“{printed} {found[0]}”: chỗ gọi đã in cả chữ “{printed.measure.phrase}”. Bỏ chữ “{found[0]}”, hoặc thêm “| số”.",
        )
    return None


def _before(text: str, printed: _Printed, words: MeasureWords, catalogue: Catalogue) -> Finding | None:
    """“Số người được tiếp: {{ lượt công dân | số }}”, also in neighbouring cells of a table."""
    if not printed.plain or words.right_after(text, printed.embed.end):
        return None
    for found in words.before_number.finditer(text, max(0, printed.embed.start - 120), printed.embed.start):
        leads = _LEADS_TO_EMBED.match(text, found.end())
        meant, _ = words.meant(found[0])
        if leads and leads.end() == printed.embed.start and not set(meant) & {printed.measure, *catalogue.wholes(printed.measure)}:
            severity: Severity = "warning" if meant[0].unit == printed.measure.unit else "error"
            return severity, f"“{found[0]}” đứng trước “{printed}”: {_own(printed)}. Sửa chữ, hoặc gọi đúng chỉ tiêu."
    return None


def _own(printed: _Printed) -> str:
    return f"số in ra là của “{printed.measure.name}” ({printed.measure.unit})"


@rule("V17")
def embeds_stand_apart(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[Problem]:
    """Chỗ gọi số có hai ngoặc nhọn, và không dính liền chữ, số hay chỗ gọi khác.

    Sai: 12{{ lượt công dân | số }}
    Đúng: 12 và {{ lượt công dân | số }}
    """
    fields = (manuscript.field(key) for key in READ_FIELDS)
    header = ((field.line, field.value) for field in fields if field)
    for line, text in (*header, *manuscript.prose()):
        if "{" not in text:
            continue
        for found in _WITHOUT_SPACE.finditer(text):
            message = f"“{found[0]}”: chỗ gọi số dính liền chữ hoặc số bên cạnh nên sẽ đọc sai. Thêm dấu cách."
            yield manuscript.problem(line, message)
        for found in _SINGLE.finditer(text):
            with suppress(QueryError):  # other braces
                catalogue.measure(found["name"])
                yield manuscript.problem(line, f"“{found[0]}” sẽ hiện nguyên chữ. Gọi số liệu bằng hai ngoặc: {{{found[0]}}}.")


@rule("V13")
def directions_are_said_once(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[Problem]:
    """Chỗ gọi số so với kỳ khác tự ghi “tăng” hay “giảm”; không gõ thêm chữ ấy ở trước.

    Sai: Giảm {{ lượt công dân | so-với cùng-kỳ }}
    Đúng: Lượt công dân {{ lượt công dân | so-với cùng-kỳ }}
    """
    header = enumerate(manuscript.lines[: manuscript.body_start], start=1)
    for number, line in (*header, *manuscript.prose()):
        for found in _DIRECTION_BEFORE.finditer(stroked_d(line)):
            if any(fold(part).startswith(_SAYS_DIRECTION) for part in found["text"].split("|")[1:]):
                message = f"chữ “{found['word']}” đứng trước chỗ gọi số đã tự ghi tăng hay giảm. Bỏ chữ “{found['word']}”."
                yield manuscript.problem(number, message)
