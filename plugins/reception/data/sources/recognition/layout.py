"""The layout of a table: numbered columns, columns of names and remarks, and the rows of units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.reception.data.law.form import FEWEST, Form
from plugins.reception.data.sources.recognition.cell_numbers import is_blank, is_number
from plugins.reception.data.sources.recognition.column_numbers import NOTE_TITLE, UNIT_TITLE, LabelRow, is_words
from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.spreadsheets.grid import Grid, text_of
from plugins.vietnamese.folding import plain

HEADING_ROWS = 12

_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|tong hop)|thu truong|(?:pho )?(?:chanh thanh tra|giam doc|chu tich|truong phong|truong ban)"
    r"|(?:kt|tm|tl|tuq)\. ?|noi nhan|\(?ky,|ghi chu ?:).*|(?:.*, )?ngay .*thang .*nam.*"
)
_PAGE = re.compile(r"\(?(?:trang|to)(?: so)?:? ?[0-9]+(?: ?/ ?[0-9]+)?\)?|\(?tiep theo(?: trang [0-9]+)?[).…]*")
_FORMULA = re.compile(r"\(?[0-9]*\)?\s*=?[\s0-9()+]*\+[\s0-9()+=]*")
_CHECK_TITLE = re.compile(r"\(?(?:cot )?(?:kiem tra|doi chieu|chenh lech|so sanh)")
_COMPARISON_TITLE = re.compile(
    r"\(?(?:t[yi] le|so voi|cung ky|(?:so )?(?:ky|quy|nam|thang) truoc|tang(?!\w)|giam(?! doc|\w)"
    r"|ma (?:so|don vi|dvhc|dinh danh)|%)"
)


@dataclass(frozen=True)
class Layout:
    """The grid columns of the form's columns by number, those of names and remarks, and the rows of the table.

    `aside` are columns whose heading says that they are no part of the form: remarks, checks, comparisons. `titles` are the plain
    texts above the table if its heading is repeated, as on printed pages.
    """

    value_columns: dict[int, int]
    unit: int
    note: int | None
    rows: tuple[int, ...]
    aside: frozenset[int] = frozenset()
    titles: frozenset[str] = frozenset()

    def is_repeated(self, name: str) -> bool:
        """Whether a name only repeats what stands above the table, or numbers a printed page."""
        return plain(name) in self.titles or _PAGE.fullmatch(plain(name)) is not None


def find_layout(grid: Grid, labels: list[LabelRow], form: Form, findings: Findings) -> Layout | None:
    """The layout; None, with a problem, if columns are missing or doubled, or if there is no column of names."""
    first = labels[0]
    if not (_columns_agree(first, form, findings) and _one_table(labels, findings)):
        return None
    value_columns = {number: first.columns[number] for number in form.columns}
    free = set(range(max(column for _, column in grid.cells) + 1)) - set(value_columns.values())
    titles = _titles(grid, first.row, free - {first.columns.get(form.note, -1)})
    note = first.columns.get(form.note) or next((c for c, text in titles if NOTE_TITLE.fullmatch(text)), None)
    unit = next((c for c, text in titles if UNIT_TITLE.fullmatch(text)), None)
    if unit is None:
        unit = _text_column(grid, first.row, value_columns, free - ({note} if note is not None else set()))
    if unit is None:
        findings.add(f"không thấy cột tên đơn vị cạnh hàng số cột (hàng {first.row + 1}). Cần một cột chữ có tiêu đề “Đơn vị”.")
        return None
    end = _end(grid, labels[0].row, value_columns, note)
    _report_rows_below(grid, end, value_columns, unit, findings)
    rows = tuple(_table_rows(grid, labels, value_columns, unit, end))
    aside = {c for c, text in titles if NOTE_TITLE.fullmatch(text) or _CHECK_TITLE.match(text)}
    compared = {c for c, text in titles if _COMPARISON_TITLE.match(text)}
    filled = [row for row in rows if has_numbers(grid, row, value_columns)]
    aside |= {column for column in compared if _mostly_filled(grid, filled, column)}
    above = grid.texts(row for row in grid.rows if row < first.row and len(labels) > 1)
    return Layout(value_columns, unit, note, rows, frozenset(aside), frozenset(plain(text) for _, text in above))


def _mostly_filled(grid: Grid, rows: list[int], column: int) -> bool:
    """Whether most rows fill the column: then the office calculates it. A number that slipped there stands alone."""
    return 2 * sum((row, column) in grid.cells or (row, column) in grid.faults for row in rows) > len(rows)


def is_title(text: str) -> bool:
    """Whether a name cell only repeats the heading "Đơn vị"."""
    return UNIT_TITLE.fullmatch(plain(text)) is not None


def has_numbers(grid: Grid, row: int, value_columns: dict[int, int]) -> bool:
    """Whether the row holds a number, or text meant as one, under a numbered column."""
    cells = grid.rows.get(row, {})
    return any(is_number(cells.get(column)) for column in value_columns.values())


def _columns_agree(first: LabelRow, form: Form, findings: Findings) -> bool:
    where = f"Hàng số cột (hàng {first.row + 1}) của biểu {form.number}, Thông tư {form.regime.circular}"
    missing = sorted(set(form.columns) - set(first.columns))
    unknown = sorted(set(first.columns) - set(form.columns) - {form.note})
    if missing:
        findings.add(f"{where} thiếu cột {', '.join(map(str, missing))}. Biểu có các cột 1–{max(form.columns)}. Bổ sung cột.")
    if unknown:
        place = (first.row, first.columns[unknown[0]])
        findings.add(f"{where} có cột {', '.join(map(str, unknown))} không có trong biểu. Kiểm tra lại số biểu và số cột.", place)
    for number, places in first.repeated.items():
        findings.add(f"{where} ghi số {number} hai lần. Sửa lại số cột.", places[-1])
    return not (missing or unknown or first.repeated)


def _one_table(labels: list[LabelRow], findings: Findings) -> bool:
    different = [label for label in labels if label.columns != labels[0].columns]
    for label in different:
        findings.add(
            f"hàng {label.row + 1} là một hàng số cột khác: trang có hai bảng. Tách mỗi bảng sang một trang tính.",
            (label.row, min(label.columns.values())),
        )
    return not different


def _titles(grid: Grid, label_row: int, columns: set[int]) -> list[tuple[int, str]]:
    """The headings of the unnumbered columns, nearest to the numbers first."""
    rows = range(label_row, max(label_row - HEADING_ROWS, -1), -1)
    return [(column, plain(text)) for (_, column), text in grid.texts(iter(rows)) if column in columns]


def _text_column(grid: Grid, label_row: int, value_columns: dict[int, int], columns: set[int]) -> int | None:
    words: Counter[int] = Counter()
    for row, cells in grid.rows.items():
        if row > label_row and has_numbers(grid, row, value_columns):
            words.update(column for column, value in cells.items() if column in columns and is_words(text_of(value)))
    most = max(words.values(), default=0)
    return min((column for column, count in words.items() if count == most), default=None)


def _table_rows(grid: Grid, labels: list[LabelRow], value_columns: dict[int, int], unit: int, end: int) -> Iterator[int]:
    """The rows of the table: up to the last one with numbers above the signatures, then named rows without a gap."""
    label_rows = {label.row for label in labels}
    below = [row for row in grid.rows if row > labels[0].row]
    last = max((row for row in below if row < end and has_numbers(grid, row, value_columns)), default=labels[0].row)
    while last + 1 < end and not is_blank(grid.rows.get(last + 1, {}).get(unit)):
        last += 1
    for row in below:
        if row <= last and row not in label_rows and not _repeats_formulas(grid, row, value_columns, unit):
            yield row


def _end(grid: Grid, label_row: int, value_columns: dict[int, int], note: int | None) -> int:
    """The row where the signatures begin, or the one after the last."""
    below = [row for row in grid.rows if row > label_row]
    return next((row for row in below if _closes(grid, row, value_columns, note)), max(below, default=0) + 1)


def _report_rows_below(grid: Grid, end: int, value_columns: dict[int, int], unit: int, findings: Findings) -> None:
    """Report units under the signatures, which would silently be left out; a few numbers there may be something else."""
    for row in (row for row in grid.rows if row > end):
        count = sum(is_number(grid.rows[row].get(column)) for column in value_columns.values())
        if count > 1 and is_words(text_of(grid.rows[row].get(unit, ""))):
            message = (
                f"hàng có số nhưng đứng dưới phần ký (hàng {end + 1}) nên không được đọc. Đưa lên trên phần ký, hoặc xoá hàng."
            )
            findings.add(message, (row, unit), severity="error" if count >= FEWEST else "warning")


def _closes(grid: Grid, row: int, value_columns: dict[int, int], note: int | None) -> bool:
    """A unit's remark ("Ghi chú: không phát sinh") is no signature."""
    texts = (text for (_, column), text in grid.texts(iter([row])) if column != note)
    signed = any(_SIGNATURE.fullmatch(plain(text)) for text in texts)
    return signed and not has_numbers(grid, row, value_columns)


def _repeats_formulas(grid: Grid, row: int, value_columns: dict[int, int], unit: int) -> bool:
    """Some copies print the sums ("4+13+22") on a row of their own under the column numbers."""
    cells = grid.rows[row]
    texts = [text_of(cells[column]) for column in value_columns.values() if column in cells]
    return is_blank(cells.get(unit)) and bool(texts) and all(_FORMULA.fullmatch(text) for text in texts)
