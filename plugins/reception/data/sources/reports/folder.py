"""content/so-lieu/bao-cao/: every workbook there, at any depth, as observations.

A corrected workbook does not overwrite: where a number differs, the earlier one stays with its status, and the new one names it.
So corrections are read first, and each number of the other files is compared with them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from plugins.problems import Problem, errors_of
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.sources.declarations import ReportTable
from plugins.reception.data.sources.recognition.form_checks import FORMS_ADD_UP, blank_problem, equation_problems
from plugins.reception.data.sources.reports.cache import ReportCache
from plugins.reception.data.sources.reports.copies import Copies
from plugins.reception.data.sources.reports.observations import SheetRows, Withheld
from plugins.reception.data.sources.reports.settings import is_correction, settings_for
from plugins.reception.data.sources.reports.statistic_ids import statistic_id
from plugins.reception.data.sources.reports.unguarded import Unguarded
from plugins.reception.data.units.register import Register, Unit, UnitError
from plugins.rules import stated
from plugins.vietnamese.numbers import format_number

CORRECTIONS_CORRECT = stated(
    "corrections_correct",
    """Tệp đính chính có báo cáo cùng biểu, đơn vị, kỳ để đính chính: tệp cũ được giữ lại. Ô để trống trong tệp đính chính không bỏ
    số cũ: có cảnh báo nêu số nào vẫn được dùng.

    Sai: chỉ có 01-TCD-quy-3-dinh-chinh.xlsx
    Đúng: 01-TCD-quy-3.xlsx và 01-TCD-quy-3-dinh-chinh.xlsx
    """,
    "V16",
    "warning",
)
RULES = (CORRECTIONS_CORRECT,)
FOLDER = "bao-cao"
NAMED = 3
LEFT_BEHIND = re.compile(r"(?:^|/)(?:~\$|\.|(?:thumbs\.db|desktop\.ini)(?:/|$))", re.IGNORECASE)  # by programs and systems

Subject = tuple[object, ...]


@dataclass
class Reports:
    """The reports of a content tree; reading them adds to `problems` and `withheld`. `display_path` is content/so-lieu/bao-cao."""

    folder: Path
    display_path: str
    tables: Mapping[str, ReportTable]
    datasets: Mapping[str, Dataset]
    register: Register
    forms: Forms
    cache: ReportCache
    problems: list[Problem] = field(default_factory=list)
    withheld: Withheld = field(default_factory=dict)
    unguarded: Unguarded = field(default_factory=Unguarded)
    _units: dict[tuple[str, date, date], Unit | UnitError] = field(default_factory=dict)
    _copies: Copies = field(default_factory=Copies)

    def files(self) -> list[str]:
        """The paths inside the folder, except what office programs and systems leave behind."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        names = sorted(path.relative_to(self.folder).as_posix() for path in paths)
        return [name for name in names if not LEFT_BEHIND.search(name)]

    def observations(self) -> Iterator[Observation]:
        """Every number of every workbook; numbers of a file with an error are left out."""
        files = self.files()
        corrections: dict[Subject, list[Observation]] = defaultdict(list)
        correcting = [file for file in files if is_correction(file, self.tables)]
        last: dict[Subject, str] = {}
        for file in correcting:
            for row in self._file(file):
                corrections[_subject(row)].append(row)
                last[_place(row)] = row.origin.path
        corrected: set[str] = set()
        blanked: dict[str, list[Observation]] = defaultdict(list)
        for file in files:
            for row in self._file(file) if file not in correcting else ():
                later = corrections.pop(_subject(row), [])
                corrected |= {each.origin.path for each in later}
                live = (row, *later)[-1]
                if (path := last.get(_place(row), live.origin.path)) != live.origin.path:
                    blanked[path].append(live)
                yield from _chain(row, later)
        for first, *later in corrections.values():
            yield from _chain(first, later)
        for file in correcting:
            self._report_useless(file, corrected)
        self.problems += [*self._copies.problems(), *(self._blanked(path, rows) for path, rows in blanked.items())]

    def read_only(self) -> None:
        """Collect the problems of the files themselves when the catalogues that they need are unusable."""
        for file in self.files():
            number_format = settings_for(file, self.tables).number_format
            self.problems += self.cache.read(self.folder / file, f"{self.display_path}/{file}", self.forms, number_format).problems

    def _file(self, file: str) -> Iterator[Observation]:
        settings, display_path = settings_for(file, self.tables), f"{self.display_path}/{file}"
        report = self.cache.read(self.folder / file, display_path, self.forms, settings.number_format)
        self.problems += report.problems
        if errors_of(report.problems):
            return
        for sheet in report.sheets:
            for problem in equation_problems(self.forms.forms[sheet.form_id], sheet, display_path):
                softer = problem.rule == FORMS_ADD_UP.code and settings.status != "chinh_thuc"
                self.problems.append(replace(problem, severity="warning") if softer else problem)
            if blank := blank_problem(self.forms.forms[sheet.form_id], sheet, display_path):
                self.problems.append(blank)
            self._copies.add(display_path, sheet)
            self.unguarded.add(display_path, sheet, self.forms.forms[sheet.form_id])
            known = (self.datasets, self.register, self.forms, self._units)
            rows = SheetRows(display_path, sheet, settings.status, *known, total_of=settings.total_of)
            yield from rows.observations()
            self.problems += rows.problems
            self.withheld |= rows.withheld

    def _blanked(self, path: str, rows: list[Observation]) -> Problem:
        """That a correction leaves cells blank which the report before it fills: unknown is no number, so that one stays."""
        named = [
            f"“{self.forms.measures[row.measure].name}” của {self.register.get(row.unit).name} vẫn là {format_number(row.value)} "
            f"({PurePosixPath(row.origin.path).name}, ô {row.origin.cell})"
            for row in rows[:NAMED]
        ]
        more = f"; và {len(rows) - NAMED} số nữa" if len(rows) > NAMED else ""
        message = (
            f"{len(rows)} ô để trống mà báo cáo trước có số, nên số trước vẫn được dùng: {'; '.join(named)}{more}. "
            "Không phát sinh thì ghi 0; muốn bỏ hẳn số ấy thì xóa ô ở báo cáo trước rồi chạy make corrections."
        )
        return CORRECTIONS_CORRECT.problem(path, message=message)

    def _report_useless(self, file: str, corrected: set[str]) -> None:
        display_path = f"{self.display_path}/{file}"
        if display_path not in corrected and not any(problem.path == display_path for problem in self.problems):
            message = "tệp đính chính nhưng không thấy báo cáo nào cùng biểu, đơn vị, kỳ để đính chính. Giữ lại cả tệp cũ."
            self.problems.append(CORRECTIONS_CORRECT.problem(display_path, message=message))


def _place(row: Observation) -> Subject:
    """The row of a form that a number stands in."""
    return row.dataset, row.unit, row.scope, row.start, row.end, row.form


def _subject(row: Observation) -> Subject:
    return row.dataset, row.unit, row.scope, row.start, row.end, row.measure


def _chain(first: Observation, later: list[Observation]) -> Iterator[Observation]:
    """The first number with its corrections, each of which must differ; only the last one is live."""
    for row in later:
        if row.value != first.value:
            yield replace(first, status="dinh_chinh")
            revision = first.revision + 1
            identifier = statistic_id(row.dataset, row.unit, row.scope, row.period, row.measure, revision)
            first = replace(row, id=identifier, revision=revision, replaces=first.id)
    yield first
