"""`python -m plugins.reception.commands.units content [file] [to]` (the target `make units`): the register as a spreadsheet.

Without a file it writes the register as a workbook; with one it checks what the office made of it, and only if all of it is sound
writes the CSV files that the build reads.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from plugins.problems import Problem, ProblemsFound, refusal
from plugins.reception.commands.units_sheet import TABLES, UnitSheets, UnitTable, read_unit_sheets
from plugins.reception.data.catalogue import FOLDER
from plugins.reception.data.units.habits import DAYS
from plugins.reception.data.units.register import load_register
from plugins.reception.data.units.tables import UNITS
from plugins.reception.open_data.file_writers import XlsxFile
from plugins.strict_csv import read_table

WORKBOOK = "danh-muc-don-vi.xlsx"
NAMED = 20


def write_workbook(content: Path, to: Path) -> int:
    """Write the register as a workbook, a sheet for each file; return the number of units. Raises ProblemsFound."""
    if to.exists():
        raise refusal(str(to), "đã có tệp này nên không ghi đè. Đặt tên khác bằng TO=…, hoặc đọc tệp ấy: make units FILE=….")
    folder, display = content / FOLDER, f"{content.name}/{FOLDER}"
    register = load_register(folder, display)
    book = XlsxFile(to)
    for file, columns in TABLES.items():
        book.sheet(Path(file).stem, columns)
        rows, problems = read_table(folder / file, f"{display}/{file}", (), columns)
        if problems:
            raise ProblemsFound(problems)
        for row in rows:
            book.add([_cell(column, row.cells.get(column, "")) for column in columns])
    book.close()
    return len(register.units)


def _cell(column: str, text: str) -> str | date:
    return date.fromisoformat(text) if text and column in DAYS else text


def take_in(content: Path, path: Path) -> list[str]:
    """Write the office's file into the register; return lines for people. Raises ProblemsFound, and then nothing was written."""
    if not path.is_file():
        raise refusal(str(path), "không có tệp này. Kiểm tra lại FILE=….")
    sheets, folder = read_unit_sheets(path), content / FOLDER
    with tempfile.TemporaryDirectory() as scratch:
        for file in TABLES:
            if (folder / file).is_file():
                shutil.copy(folder / file, scratch)
        for table in sheets.tables:
            (Path(scratch) / table.file).write_text(_csv(table), encoding="utf-8", newline="")
        try:
            load_register(Path(scratch), "")
        except ProblemsFound as found:
            raise ProblemsFound([_in_sheet(problem, sheets) for problem in found.problems]) from found
        return [*sheets.notes(), *_replaced(Path(scratch), folder, sheets)]


def _csv(table: UnitTable) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([table.columns, *table.rows])
    return text.getvalue()


def _in_sheet(problem: Problem, sheets: UnitSheets) -> Problem:
    """The problem at the row of the office's own file; one of a file that it does not hold stays there."""
    table = next((table for table in sheets.tables if f"/{table.file}" == problem.path), None)
    if table is None:
        return replace(problem, path=problem.path.lstrip("/"))
    if 2 <= problem.line < len(table.lines) + 2:
        line = table.lines[problem.line - 2]
        return replace(problem, path=sheets.path, line=0, sheet=table.sheet, cell=f"A{line}")
    return replace(problem, path=sheets.path, line=0, sheet=table.sheet)


def _replaced(scratch: Path, folder: Path, sheets: UnitSheets) -> Iterator[str]:
    for table in sheets.tables:
        new, old = scratch / table.file, folder / table.file
        if not table.rows and not old.is_file():
            continue
        if old.is_file() and old.read_bytes() == new.read_bytes():
            yield f"{table.file}: không có gì thay đổi."
            continue
        yield from _differences(table, old)
        part = old.with_name(f".{old.name}.part")
        shutil.copyfile(new, part)
        part.replace(old)


def _differences(table: UnitTable, old: Path) -> Iterator[str]:
    before = {tuple(row) for row in _rows_of(old, table.columns)}
    after = {tuple(row) for row in table.rows}
    yield f"Đã ghi {table.file}: {len(table.rows)} dòng, thêm hoặc sửa {len(after - before)}, bỏ hoặc thay {len(before - after)}."
    if table.file == UNITS:
        gone = sorted({row[0] for row in before} - {row[0] for row in after})
        if gone:
            more = f"; và {len(gone) - NAMED} mã nữa" if len(gone) > NAMED else ""
            yield f"Không còn trong danh mục: {', '.join(gone[:NAMED])}{more}."


def _rows_of(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    rows, _ = read_table(path, path.name, (), columns)
    return [[row.cells.get(column, "") for column in columns] for row in rows]


def main(arguments: list[str]) -> int:
    """Print what was written; 1 with every problem if nothing was."""
    content, file, to = (*arguments, "", "")[:3]
    try:
        if file:
            print("\n".join([*take_in(Path(content), Path(file)), "Xem lại bằng git diff, rồi chạy make check."]))
        else:
            path = Path(to or WORKBOOK)
            count = write_workbook(Path(content), path)
            print(f"Đã ghi {path}: {count} đơn vị. Sửa xong thì chạy: make units FILE={path}")
    except ProblemsFound as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
