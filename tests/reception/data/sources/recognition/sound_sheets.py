"""Sheets of every form in which every rule holds and no number is zero; every number is made up."""

from __future__ import annotations

from plugins.reception.data.law.form import Form
from tests.reception.data.sources.recognition.sheets import FORMS, Page, dated, table

DAYS = {
    "TT03-2013": "Số liệu tính từ ngày 16/6/2017 đến ngày 15/9/2017",
    "TT02-2021": "Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022",
    "TT01-2024": "Số liệu tính từ ngày 15/6/2024 đến ngày 14/9/2024",
}
UNITS = {"Sở Tài chính": 1, "Sở Tư pháp": 2, "Huyện Cao Lộc": 3}
_TCD = {
    1: 36, 2: 52, 3: 24, 4: 20, 5: 30, 6: 9, 7: 4, 8: 2, 9: 11, 10: 1, 11: 1, 12: 3, 13: 10, 14: 14, 15: 5, 16: 2, 17: 1, 18: 6,
    19: 1, 20: 1, 21: 2, 22: 6, 23: 8, 24: 3, 25: 1, 26: 1, 27: 5, 28: 1, 29: 1,
}  # fmt: skip
_SOUND = {
    "2a": {
        1: 20, 2: 30, 3: 9, 4: 4, 5: 2, 6: 11, 7: 1, 8: 1, 9: 10, 10: 14, 11: 5, 12: 2, 13: 1, 14: 6, 15: 1, 16: 1, 17: 5, 18: 2,
        19: 1, 20: 1, 21: 1, 22: 1, 23: 2, 24: 1, 25: 1, 26: 5, 27: 9, 28: 5, 29: 4, 30: 2,
    },
    "01/TCD": _TCD,
    "02/TCD": {1: 20, 2: 16, 3: 9, 4: 7, 5: 3, 6: 2, 7: 8, 8: 7, 9: 12, 10: 10, 11: 8, 12: 6, 13: 3, 14: 2, 15: 1, 16: 4},
    "01/XLD of 2021": {
        1: 30, 2: 1, 3: 2, 4: 3, 5: 4, 6: 15, 7: 5, 8: 6, 9: 24, 10: 7, 11: 10, 12: 4, 13: 10, 14: 8, 15: 6, 16: 5, 17: 5, 18: 14,
        19: 4, 20: 5, 21: 5, 22: 10, 23: 4, 24: 3, 25: 3, 26: 2,
    },
    "01/XLD of 2024": {
        1: 30, 2: 6, 3: 24, 4: 25, 5: 5, 6: 24, 7: 3, 8: 10, 9: 4, 10: 10, 11: 8, 12: 6, 13: 10, 14: 14, 15: 4, 16: 5, 17: 5,
        18: 10, 19: 4, 20: 3, 21: 3, 22: 2,
    },
}  # fmt: skip


def sound_row(form: Form, times: int = 1) -> dict[int, int]:
    """A unit's numbers, or so many times as many."""
    name = form.number if form.number in _SOUND else f"{form.number} of {form.regime.id[-4:]}"
    return {column: value * times for column, value in _SOUND[name].items()}


def sheet_of_one(form: Form) -> Page:
    """A unit's own report."""
    return dated(table(form, {"Sở Tài chính": sound_row(form)}), DAYS[form.regime.id])


def sheet_of_all(form: Form, total: str = "Tổng cộng") -> Page:
    """Three units and their total."""
    rows = {unit: sound_row(form, times) for unit, times in UNITS.items()}
    return dated(table(form, {**rows, total: sound_row(form, sum(UNITS.values()))}), DAYS[form.regime.id])


EVERY_FORM = list(FORMS.forms.values())
