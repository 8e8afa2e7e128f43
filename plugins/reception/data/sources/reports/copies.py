"""Finds reports that repeat another: last quarter's workbook under a new date, or one office's row pasted into another's.

Equal numbers happen by chance where they are few and small, so only rows with several different numbers are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.problems import Problem
from plugins.reception.data.sources.recognition.report import ReportRow, SheetReport
from plugins.rules import stated
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.folding import plain

REPORTS_DIFFER = stated(
    "reports_differ",
    """Báo cáo của hai kỳ, hay của hai đơn vị, không giống hệt nhau ở mọi ô.

    Sai: báo cáo quý IV chép nguyên các số của quý III
    Đúng: báo cáo quý IV có số của quý IV
    """,
    "V19",
    "warning",
)
RULES = (REPORTS_DIFFER,)
FEWEST_DIFFERENT = 5
NAMES_SHOWN = 3

Numbers = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    display_path: str
    sheet: SheetReport
    row: ReportRow

    def where(self) -> str:
        return Problem(self.display_path, sheet=self.sheet.sheet, cell=self.row.address).where()

    def days(self) -> str:
        return f"{format_official_date(self.sheet.start)} – {format_official_date(self.sheet.end)}"

    def may_be_equal(self, other: _Place) -> bool:
        """Whether equal numbers are to be expected: a file and its correction, or a total and what it adds up or repeats."""
        same_days = (self.sheet.start, self.sheet.end) == (other.sheet.start, other.sheet.end)
        return same_days and (plain(self.row.unit) == plain(other.row.unit) or self.row.is_total or other.row.is_total)


@dataclass
class Copies:
    """Collects the rows of all sheets; a row is compared with the first of its kind, so a long series of copies is no long list."""

    _first: dict[Numbers, _Place] = field(default_factory=dict)
    _found: dict[tuple[str, str], list[tuple[_Place, _Place]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, display_path: str, sheet: SheetReport) -> None:
        """Compare the rows of a sheet with all before."""
        for row in sheet.rows:
            values = tuple(cell.value for cell in row.cells.values())
            if len({value for value in values if value}) < FEWEST_DIFFERENT:
                continue
            here = _Place(display_path, sheet, row)
            first = self._first.setdefault((sheet.form_id, *values), here)
            if first is not here and not here.may_be_equal(first):
                self._found[display_path, sheet.sheet].append((here, first))

    def problems(self) -> Iterator[Problem]:
        """One warning a sheet."""
        for (display_path, sheet), pairs in self._found.items():
            here, first = pairs[0]
            names = ", ".join(f"“{place.row.unit}”" for place, _ in pairs[:NAMES_SHOWN])
            names += f" và {len(pairs) - NAMES_SHOWN} hàng nữa" if len(pairs) > NAMES_SHOWN else ""
            whole = len(pairs) == len(here.sheet.rows) > 1
            message = (
                f"{'cả trang' if whole else f'hàng {names}'} giống hệt số liệu {first.days()} của {first.where()}, hàng "
                f"“{first.row.unit}”{' trở đi' if len(pairs) > 1 else ''}. Kiểm tra có chép nhầm báo cáo khác không."
            )
            yield REPORTS_DIFFER.problem(display_path, message=message, sheet=sheet, cell=here.row.address)
