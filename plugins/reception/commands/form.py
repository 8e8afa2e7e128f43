"""`python -m plugins.reception.commands.form content mau.xlsx [bieu/ten.toml]` (the target `make form`): drafts a form.

The draft holds what the workbook itself prints: numbers of columns, the words above them, equations in the row of numbers. What
a column counts is left to people, and nothing that exists is overwritten.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.problems import ProblemsFound, refusal
from plugins.reception.commands.form_text import FormDraft, file_text
from plugins.reception.data.catalogue import FOLDER
from plugins.reception.data.law.forms import OFFICE_FOLDER, Forms, known_forms, office_forms
from plugins.reception.data.law.formulas import FormulaError, parse_equation
from plugins.reception.data.law.regimes import regime_id
from plugins.reception.data.sources.recognition.column_headings import headings_above
from plugins.reception.data.sources.recognition.column_numbers import NOTE_TITLE, LabelRow, label_rows
from plugins.reception.data.sources.recognition.heading import any_number, find_circular, heading_lines
from plugins.reception.data.sources.recognition.read_report import open_grids
from plugins.reception.data.sources.spreadsheets.grid import Grid, text_of
from plugins.vietnamese.folding import plain

USAGE = 'Cho biết tệp mẫu: make form FILE=mau.xlsx (TO=… để đặt tên tệp). Không có hàng số cột thì thêm HEADING=8 RANGE="C-K".'
_COLUMNS = re.compile(r"([A-Z]{1,2})\s*[-:]\s*([A-Z]{1,2})")


@dataclass(frozen=True)
class Answers:
    """What the office says of a sheet without column numbers: the last row of its heading and its first and last column."""

    heading: str = ""
    columns: str = ""

    def labels(self, display_path: str) -> LabelRow | None:
        """The row of headings as a row of numbers; None if nothing was said. Raises ProblemsFound."""
        if not (self.heading or self.columns):
            return None
        match = _COLUMNS.fullmatch(self.columns.strip().upper())
        if not self.heading.isdigit() or int(self.heading) < 1 or not match:
            raise refusal(
                display_path, 'HEADING là số hàng cuối của tiêu đề, RANGE là cột đầu và cột cuối, dạng HEADING=8 RANGE="C-K".'
            )
        first, last = _column(match[1]), _column(match[2])
        return LabelRow(int(self.heading) - 1, {number: first + number - 1 for number in range(1, last - first + 2)}, {})


def draft_form(content: Path, workbook: Path, to: str = "", answers: Answers | None = None) -> Path:
    """Write the draft and return its path. Raises ProblemsFound where there is nothing to draft, or a file in the way."""
    if not workbook.is_file():
        raise refusal(str(workbook), "không có tệp này. Kiểm tra lại FILE=….")
    forms = _forms_there(content)
    answered = (answers or Answers()).labels(workbook.name)
    found = [_draft(grid, labels, answered) for grid, labels in _tables(workbook, answered)]
    drafts = _not_known(workbook.name, found, forms)
    path = Path(to) if to else content / FOLDER / OFFICE_FOLDER / f"{_name(drafts)}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(file_text(workbook.name, drafts, forms))
    except FileExistsError as error:
        raise refusal(str(path), "đã có tệp này nên không ghi đè. Sửa tệp ấy, hoặc đặt tên khác bằng TO=….") from error
    return path


def _forms_there(content: Path) -> Forms:
    """The forms that are known; while another draft is unfinished, those of the program."""
    try:
        return office_forms(content / FOLDER, f"{content.name}/{FOLDER}")
    except ProblemsFound:
        return known_forms()


def _tables(workbook: Path, answered: LabelRow | None) -> list[tuple[Grid, LabelRow]]:
    grids = open_grids(workbook, workbook.name, lambda grid: label_rows(grid) or ([answered] if answered else []))
    found = [(grid, labels[0]) for grid in grids if (labels := label_rows(grid))]
    if not found and answered:
        found = [(grids[0], answered)]
    if not found:
        message = (
            "không thấy hàng số cột (1, 2, 3, … hoặc (1), [1], Cột 1). Biểu không in số cột thì cho biết hàng cuối của tiêu đề và "
            f'các cột số liệu: make form FILE={workbook.name} HEADING=8 RANGE="C-K".'
        )
        raise refusal(workbook.name, message)
    return found


def _draft(grid: Grid, labels: LabelRow, answered: LabelRow | None) -> FormDraft:
    lines = heading_lines(grid.texts(row for row in grid.rows if row < labels.row))
    by_headings = labels is answered
    above = headings_above(grid, labels.row - (not by_headings), range(max(column for _, column in grid.cells) + 1))
    headings = {number: above.get(column, "") for number, column in sorted(labels.columns.items())}
    note = next((number for number, text in headings.items() if NOTE_TITLE.fullmatch(plain(text))), 0)
    headings.pop(note, None)
    circular = next(iter(find_circular(lines) or find_circular(heading_lines(grid.texts(iter(grid.rows))))), "")
    return FormDraft(circular, any_number(lines, grid.sheet), headings, note, tuple(_equations(grid, labels)), by_headings)


def _equations(grid: Grid, labels: LabelRow) -> list[str]:
    """What the row of numbers prints: “(1)=(4)+(13)” as 1=4+13, if it speaks of columns that are there."""
    found = []
    for column in labels.columns.values():
        text = re.sub(r"[\s()\[\]]|cột", "", text_of(grid.cells.get((labels.row, column), "")), flags=re.IGNORECASE).rstrip(".")
        try:
            equation = parse_equation(text)
        except FormulaError:
            continue
        found += [text] if equation.columns <= set(labels.columns) else []
    return found


def _not_known(name: str, drafts: Sequence[FormDraft], forms: Forms) -> list[FormDraft]:
    known = {(form.regime.circular, form.number) for form in forms.forms.values()}
    new = [draft for draft in drafts if (draft.circular, draft.number) not in known]
    if not new:
        names = ", ".join(f"{draft.number} của Thông tư {draft.circular}" for draft in drafts)
        raise refusal(
            name, f"biểu {names} đã khai rồi, không cần khai nữa. Chép báo cáo vào {FOLDER}/bao-cao/ rồi chạy make check."
        )
    return new


def _name(drafts: Sequence[FormDraft]) -> str:
    """A file's name: tt06-2025-01-tcd, or without the number for a workbook of several forms."""
    circular = next((regime_id(draft.circular).lower() for draft in drafts if draft.circular), "bieu-moi")
    number = drafts[0].number.lower().replace("/", "-") if len(drafts) == 1 else ""
    return "-".join(filter(None, (circular, number)))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Print what was written and what is left to do; 1 with the reason if nothing was."""
    if len(arguments) < 2 or not arguments[1]:
        print(USAGE, file=sys.stderr)
        return 1
    content, workbook, to = Path(arguments[0]), Path(arguments[1]), arguments[2] if len(arguments) > 2 else ""
    try:
        path = draft_form(content, workbook, to, Answers(environment.get("HEADING", ""), environment.get("RANGE", "")))
    except ProblemsFound as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Đã viết bản nháp {path}. Mở tệp, điền tên chỉ tiêu cho từng cột và can-cu, rồi chạy: make check FILES={path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
