"""The little language inside {{ … }}: a name, options, a pinned number, filters; or a number by hand with its reason.

EMBEDS, OPTIONS and FILTERS are what editors may write, each with an example and what it `reads` on the sample numbers of
commands/manual_examples.py: the manual prints these rows, and the tests run every example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.problems import suggest
from plugins.vietnamese.folding import fold, nearest

QUOTED = r'"[^"]*"|“[^”]*”'
OPTION = re.compile(rf'(?P<key>[^\s="“”|]+)=(?P<value>{QUOTED}|[^\s"“”|]+)')
PINNED = re.compile(r"\s=\s*(?P<number>[^=]*)$")
BY_HAND = re.compile(rf"tay\s+(?P<number>\S+)(?:\s+(?P<reason>{QUOTED}))?\s*")
OUTSIDE_QUOTES_BAR = re.compile(rf"((?:{QUOTED}|[^|])*)(?:\||$)")
NAME_WORDS = 2
LONGEST = 1000  # characters; what follows looks at them more than once


@dataclass(frozen=True, slots=True)
class EmbedRow:
    """One kind of embed, with what an editor has to know about it."""

    example: str
    reads: str
    help: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option; `field` is its name in queries."""

    name: str
    field: str
    help: str
    example: str
    reads: str


@dataclass(frozen=True, slots=True)
class FilterRow:
    """One filter: `takes` says in Vietnamese what follows its name, "" for nothing."""

    name: str
    takes: str
    help: str
    example: str
    reads: str


EMBEDS = (
    EmbedRow("{{ lượt công dân }}", "1.264 lượt công dân", "con số kèm chữ"),
    EmbedRow("{{ luot cong dan }}", "1.264 lượt công dân", "viết không dấu cũng được"),
    EmbedRow("{{ lượt công dân = 1.264 }}", "1.264 lượt công dân", "số ghim: trang không dựng được nếu số liệu nói khác"),
    EmbedRow('{{ tay 12 "theo phát biểu tại hội nghị" }}', "12", "số ghi tay, không đối chiếu; phải kèm lý do"),
    EmbedRow("\\{{ không gọi số }}", "{{ không gọi số }}", "thêm gạch chéo ngược thì là chữ thường"),
    EmbedRow("`{{ lượt công dân }}`", "{{ lượt công dân }}", "trong mã thì giữ nguyên chữ"),
)  # fmt: skip
OPTIONS = (
    OptionRow("đơn-vị", "units", "đơn vị khác với đơn vị của bộ số liệu; nhiều đơn vị cách nhau bằng “;”, hoặc “tất cả”, "
              "“cấp tỉnh”, “cấp huyện”, “cấp xã”", '{{ lượt công dân đơn-vị="Huyện Cao Lộc" }}', "300 lượt công dân"),
    OptionRow("kỳ", "periods", "kỳ khác với kỳ của bài: một kỳ, một khoảng hoặc nhiều kỳ cách nhau bằng “;”",
              "{{ lượt công dân kỳ=2017-Q2 }}", "1.400 lượt công dân"),
    OptionRow("bộ", "dataset", "bộ số liệu khác với bộ của bài", "{{ lượt công dân bộ=tiep-cong-dan }}",
              "1.264 lượt công dân"),
    OptionRow("phạm-vi", "scope", "“toàn địa bàn” hoặc “riêng đơn vị”, khi đơn vị có cả hai số",
              '{{ lượt công dân phạm-vi="toàn địa bàn" }}', "1.264 lượt công dân"),
)  # fmt: skip
FILTERS = (
    FilterRow("số", "", "chỉ hiện con số, không kèm chữ; đứng sau “| tổng” cũng được", "{{ lượt công dân | số }}", "1.264"),
    FilterRow("so-với", "cùng-kỳ hoặc một kỳ cùng loại", "tăng, giảm bao nhiêu phần trăm; nếu kỳ trước bằng 0 thì ghi số tăng thêm",
              "{{ lượt công dân | so-với cùng-kỳ }}", "tăng 5,3% so với cùng kỳ năm 2016"),
    FilterRow("chênh-lệch", "cùng-kỳ hoặc một kỳ cùng loại", "tăng, giảm bao nhiêu, bằng số",
              "{{ lượt công dân | chênh-lệch 2017-Q2 }}", "giảm 136 lượt so với quý II năm 2017"),
    FilterRow("tỷ-lệ", "tên chỉ tiêu chứa nó", "chiếm bao nhiêu phần trăm của chỉ tiêu “trong đó”",
              "{{ lượt tiếp thường xuyên | tỷ-lệ lượt công dân }}", "63,2%"),
    FilterRow("hạng", "", "thứ bậc giữa các đơn vị cùng cấp, từ nhiều đến ít", '{{ lượt công dân đơn-vị="Huyện Cao Lộc" | hạng }}',
              "đứng thứ 2 trong 3 đơn vị"),
    FilterRow("tổng", "", "cộng nhiều kỳ liền nhau của một đơn vị, hoặc nhiều đơn vị trong một kỳ; từ chối nếu sẽ tính hai lần",
              "{{ lượt công dân kỳ=2017-Q1..2017-Q3 | tổng }}", "3.664 lượt công dân"),
)  # fmt: skip
PLAIN_NUMBER, TOTAL = "số", "tổng"


class SyntaxProblem(ValueError):
    """A mistake in an embed, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What follows a "|": a name of FILTERS, and its value."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """A number that the editor answers for, with the reason."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A number asked for.

    `options` has the `field`s of OPTIONS; `pinned` is the number that the editor expects. `reading` is the filter that says
    something else about it (a change, a share, a rank); `plain` asks for the number without words.
    """

    name: str
    options: dict[str, str] = field(default_factory=dict)
    pinned: str = ""
    reading: Filter | None = None
    plain: bool = False


def parse_embed(text: str) -> Ask | ByHand:
    """Read the text between the braces. Raises SyntaxProblem."""
    if len(text) > LONGEST:
        raise SyntaxProblem(f"chỗ gọi “{{{{{text[:40]}…” dài quá {LONGEST} ký tự. Đóng }}}} ngay sau tên chỉ tiêu và các lựa chọn.")
    parts = [part.strip() for part in OUTSIDE_QUOTES_BAR.findall(text)]
    while parts and not parts[-1]:
        parts.pop()
    if not parts:
        raise SyntaxProblem("“{{ }}” còn trống. Ghi tên chỉ tiêu, ví dụ {{ lượt công dân }}.")
    if re.match(r"tay\b", parts[0]):
        return _by_hand(parts)
    head, options = _take_options(parts[0])
    pinned = PINNED.search(f" {head}")
    name = (f" {head}"[: pinned.start()] if pinned else head).strip()
    if pinned and not pinned["number"].strip():
        raise SyntaxProblem("sau dấu “=” phải có số, ví dụ {{ lượt công dân = 17.668 }}.")
    if not name:
        raise SyntaxProblem(f"“{{{{{text}}}}}” chưa có tên chỉ tiêu, ví dụ {{{{ lượt công dân }}}}.")
    reading, plain = _reading([_filter(part) for part in parts[1:]])
    return Ask(name, options, pinned["number"].strip() if pinned else "", reading, plain)


def _by_hand(parts: list[str]) -> ByHand:
    match = BY_HAND.fullmatch(parts[0])
    if len(parts) > 1 or not match or not (match["reason"] or "").strip('"“” '):
        raise SyntaxProblem('số ghi tay phải kèm lý do, ví dụ {{ tay 12 "theo phát biểu tại hội nghị" }}.')
    return ByHand(match["number"], match["reason"].strip('"“”'))


def _take_options(head: str) -> tuple[str, dict[str, str]]:
    options: dict[str, str] = {}
    for match in OPTION.finditer(head):
        if match["value"].startswith("'"):
            raise SyntaxProblem(f"“{match[0]}”: dùng ngoặc kép, ví dụ {OPTIONS[0].example}.")
        field = _option(match)
        if field in options:
            raise SyntaxProblem(f"“{match['key']}” ghi hai lần. Chỉ giữ một.")
        options[field] = match["value"].strip('"“”')
    _refuse_split_value(head)
    return OPTION.sub(" ", head).strip(), options


def _option(match: re.Match[str]) -> str:
    """The field of an option; “kì” is “kỳ” too."""
    known = {_same_i(option.name): option.field for option in OPTIONS}
    field = known.get(_same_i(match["key"]))
    if field:
        return field
    names = [option.name for option in OPTIONS]
    if match["value"][0].isdigit() and not nearest(match["key"], names):
        raise SyntaxProblem(f"“{match[0]}”: số ghim phải cách dấu bằng, ví dụ {{{{ lượt công dân = {match['value']} }}}}.")
    advice = suggest(match["key"], names, f"Có phải “{names[0]}”?")
    raise SyntaxProblem(f"không có lựa chọn “{match['key']}”. {advice} Dùng được: {', '.join(names)}.")


def _same_i(name: str) -> str:
    return fold(name).replace("y", "i")


def _refuse_split_value(head: str) -> None:
    """Refuse a value of several words without quotes: “đơn-vị=Huyện Cao Lộc” would leave “Cao Lộc” behind."""
    name_stands = ""
    for match in OPTION.finditer(head):
        name_stands = name_stands or head[: match.start()].strip()
        rest = PINNED.sub("", " " + OPTION.split(head[match.end() :])[0]).strip()
        if name_stands and rest:
            value = f"{match['value']} {rest}"
            raise SyntaxProblem(f'“{match["key"]}={value}”: giá trị có dấu cách đặt trong ngoặc kép, {match["key"]}="{value}".')
        name_stands = name_stands or rest


def _filter(text: str) -> Filter:
    words = text.split()
    names = ", ".join(row.name for row in FILTERS)
    if not words:
        raise SyntaxProblem(f"sau dấu “|” phải có tên cách hiện: {names}.")
    known = {fold(row.name): row for row in FILTERS}
    for count in range(NAME_WORDS, 0, -1):  # "so với" is so-với before it is số
        row = known.get(fold(" ".join(words[:count])))
        if row:
            return _checked(row, " ".join(words[count:]))
    raise SyntaxProblem(f"không có cách hiện “{words[0]}”. {suggest(words[0], (row.name for row in FILTERS))}")


def _checked(row: FilterRow, words: str) -> Filter:
    if words and not row.takes:
        raise SyntaxProblem(f"“| {row.name}” không nhận thêm chữ “{words}”. Viết như {row.example}.")
    if row.takes and not words:
        raise SyntaxProblem(f"sau “| {row.name}” phải ghi {row.takes}, ví dụ {row.example}.")
    return Filter(row.name, words)


def _reading(filters: list[Filter]) -> tuple[Filter | None, bool]:
    """Allow one filter that says something else, and "số" only alone or after a total."""
    plain = bool(filters) and filters[-1].name == PLAIN_NUMBER
    readings = filters[:-1] if plain else filters
    if len(readings) > 1:
        names = " ".join(f"| {each.name}" for each in filters)
        raise SyntaxProblem(f"chỉ dùng một cách hiện một lúc, đang có “{names}”. Chỉ giữ một.")
    reading = readings[0] if readings else None
    if plain and reading and reading.name != TOTAL:
        raise SyntaxProblem(f"“| {reading.name}” đã là chữ trọn vẹn. Bỏ “| số”.")
    return reading, plain
