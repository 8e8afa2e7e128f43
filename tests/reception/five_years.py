"""Five years of sound reports with the office's own register: how many lines of warnings does a clerk read?

`python -m tests.reception.five_years` counts them for all districts. Every number is made up, no two rows are equal, and a unit's
numbers grow slowly. Here and there fewer people than visits are counted, which V09 doubts. Three circulars were in force: the form
of reception changes twice.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from plugins.messages import lines
from plugins.project import CONTENT
from plugins.reception.data.catalogue import load_data
from plugins.reception.data.law.form import Form
from plugins.reception.data.law.period_days import days_of
from plugins.reception.data.units.register import Register, Unit, load_register
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.periods import Period
from tests.reception.data.sources.recognition.sheets import FORMS, Page, table, write
from tests.reception.data.sources.recognition.sound_sheets import sound_row
from tests.reception.report_trees import DATASETS

QUARTERS = [Period("quarter", 2020 + (number + 2) // 4, (number + 2) % 4 + 1) for number in range(20)]  # III/2020 to II/2025
REGISTER = ("don-vi.csv", "don-vi-quan-he.csv", "don-vi-moc.csv")


def five_years(folder: Path, districts: int) -> Path:
    """A content tree: each quarter a sheet of the province's offices, and one of each of so many districts with its communes."""
    data = folder / "content/so-lieu"
    (data / "bao-cao").mkdir(parents=True)
    for file in REGISTER:
        shutil.copy(CONTENT / "so-lieu" / file, data)
    (data / "nguon.toml").write_text(DATASETS, encoding="utf-8")
    register = load_register(data, "")
    for quarter in QUARTERS:
        _write_quarter(data / "bao-cao", register, quarter, districts)
    return folder / "content"


def _write_quarter(folder: Path, register: Register, quarter: Period, districts: int) -> None:
    _, last = days_of(quarter, FORMS)
    form = next(form for form in FORMS.forms.values() if form.regime.holds_on(last) and form.number in ("2a", "01/TCD"))
    numbered = [(number, unit) for number, unit in enumerate(register.units) if unit.exists_on(last)]
    for _, district in [each for each in numbered if each[1].level == "huyen"][:districts]:
        own = [each for each in numbered if district.unit_id in (each[1].unit_id, each[1].parent)]
        _write(folder, district.unit_id, f"UBND {district.name.upper()}", _rows(own, quarter, form, "Tổng cộng"), quarter, form)
    offices = [each for each in numbered if each[1].level == "tinh" and each[1].kind != "tinh"]
    _write(folder, "tinh", "THANH TRA TỈNH LẠNG SƠN", _rows(offices, quarter, form, "Cộng khối sở"), quarter, form)


def _rows(units: list[tuple[int, Unit]], quarter: Period, form: Form, total: str) -> dict[str, dict[int, int]]:
    rows = {unit.name: _row(form, 1000 + 20 * number + QUARTERS.index(quarter)) for number, unit in units}
    return {**rows, total: {column: sum(row[column] for row in rows.values()) for column in form.columns}}


def _row(form: Form, times: int) -> dict[int, int]:
    """A sound row; every third one has fewer people than visits, as in offices where the same people come again."""
    row = sound_row(form, times)
    whole, visits, people = (2, 1, 2) if form.number == "2a" else (2, 4, 5)
    if times % 3 == 0:
        fewer = row[people] - row[visits] * 2 // 3
        row |= {column: row[column] - fewer for column in {whole, people}}
    return row


def _write(folder: Path, name: str, sender: str, rows: Mapping[str, dict[int, int]], quarter: Period, form: Form) -> None:
    first, last = days_of(quarter, FORMS)
    page: Page = table(form, dict(rows))
    page.cells |= {(1, 0): sender, (1, 3): f"Thông tư số {form.regime.circular}"}
    page.cells[2, 0] = f"Số liệu tính từ ngày {format_official_date(first)} đến ngày {format_official_date(last)}"
    path = folder / f"{quarter.year}/quy-{quarter.number}/{name}-{form.number.replace('/', '-')}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, page)


def warnings_of(content: Path) -> tuple[int, list[str]]:
    """How many warnings `make check` finds in the data, and the lines that it prints of them."""
    catalogue = load_data(content, "content", None)
    catalogue.store.close()
    warnings = [problem for problem in catalogue.warnings if problem.severity == "warning"]
    return len(warnings), lines(warnings)


def main() -> int:
    """Count, and print the lines."""
    with tempfile.TemporaryDirectory() as folder:
        content = five_years(Path(folder), 11)
        reports = len(list(content.glob("so-lieu/bao-cao/**/*.csv")))
        count, printed = warnings_of(content)
    print("\n".join([*printed, f"{reports} reports, {count} warnings, {len(printed)} lines"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
