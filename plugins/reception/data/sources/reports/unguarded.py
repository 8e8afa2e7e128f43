"""Names the columns that nothing holds: in a report without a line of totals, a wrong number there passes every check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plugins.problems import Problem
from plugins.reception.data.law.form import Form
from plugins.reception.data.sources.recognition.report import SheetReport
from plugins.vietnamese.numbers import format_integer


@dataclass
class Unguarded:
    """The files with such a sheet, by form."""

    _files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _forms: dict[str, Form] = field(default_factory=dict)

    def add(self, display_path: str, sheet: SheetReport, form: Form) -> None:
        """Take note of the sheet if it has no line of totals over several units, and its form leaves columns unguarded."""
        if form.unguarded and (sheet.total is None or len(sheet.units) == 1):
            self._files[form.id].add(display_path)
            self._forms[form.id] = form

    def notes(self, display_path: str) -> Iterator[Problem]:
        """One note a form, however many files; `display_path` is content/so-lieu/bao-cao."""
        for identifier, files in sorted(self._files.items()):
            form, count = self._forms[identifier], format_integer(len(files))
            message = (
                f"biểu {form.number} theo Thông tư {form.regime.circular}: {count} tệp không có hàng tổng của nhiều đơn vị, "
                f"nên gõ nhầm ở cột {_spans(form.unguarded)} thì không công thức nào chắc chắn báo. Đọc lại các cột ấy bằng mắt."
            )
            yield Problem(display_path, message=message, severity="note")


def _spans(numbers: Sequence[int]) -> str:
    """Write 1, 2, 3, 5 as "1–3, 5"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
