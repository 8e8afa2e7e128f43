"""The messages for a name that means no unit of the period, or several: when they lived, what follows them, what is near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from plugins.problems import did_you_mean
from plugins.reception.data.units.names import WrittenName, readings
from plugins.reception.data.units.tables import Unit
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.folding import nearest

if TYPE_CHECKING:
    from plugins.reception.data.units.register import Register

GUESSES = 3
NAMES_SHOWN = 6
SEE_NAMES = "Xem tên các đơn vị trong don-vi.csv; đơn vị nào còn thiếu thì thêm vào đó."
ALIKE, VERY_ALIKE = 0.6, 0.75
ONE_DAY = date.resolution


def several_of_the_name(register: Register, name: str, units: list[Unit]) -> str:
    """The message for namesakes of one period."""
    labels = [f"{register.label(unit)}, mã {unit.unit_id}" for unit in units]
    advice = f"Ghi rõ loại và nơi, ví dụ “{register.label(units[0])}”."
    return f"“{name}” là tên của {len(units)} đơn vị trong kỳ này: {'; '.join(labels)}. {advice}"


def none_of_the_name(register: Register, name: str, start: date, end: date) -> str:
    """The message for a name of no unit of the period: those of other days with that name, or the nearest names."""
    days = f"{format_official_date(start)} – {format_official_date(end)}"
    opening = f"trong kỳ {days} không có đơn vị “{name}”."
    other_days = next((found for written in readings(name) if (found := register.of_name(written))), ())
    if other_days:
        lives = (_lifetime(register, unit, start, end) for unit in other_days[:NAMES_SHOWN])
        return " ".join([opening, *lives, "Sửa tên đơn vị hoặc sửa kỳ."])
    *_, written = readings(name)
    there = [unit for unit in register.units if unit.exists_within(start, end) and written.kind in (None, unit.kind)]
    advice = did_you_mean(*_nearest(register, written, there), otherwise=SEE_NAMES)
    first = min((change.day for change in register.boundary_days), default=None)
    if first and start < first:
        advice += f" Danh mục chỉ đủ từ {format_official_date(first)}; đơn vị cũ hơn phải thêm vào don-vi.csv trước."
    return f"{opening} {advice}"


def _nearest(register: Register, written: WrittenName, units: Iterable[Unit]) -> list[str]:
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units:
        labels[unit.bare].append(register.label(unit))
    guesses: list[str] = []
    while len(guesses) < GUESSES and (
        guess := nearest(written.bare, labels, ALIKE if written.kind and not guesses else VERY_ALIKE)
    ):
        guesses += labels.pop(guess)
    return guesses[:GUESSES]


def _lifetime(register: Register, unit: Unit, start: date, end: date) -> str:
    if unit.until and unit.until <= start:
        last = format_official_date(unit.until - ONE_DAY)
        heirs = [register.label(heir) for heir in register.heirs_on(unit.unit_id, start)]
        now = f", sau đó thuộc {'; '.join(heirs)}" if heirs else ""
        return f"{register.label(unit)} chỉ có đến hết {last}{now}."
    first = format_official_date(unit.start) if unit.start else ""
    before = [register.label(old) for old in register.forebears_on(unit.unit_id, end)]
    return f"{register.label(unit)} chỉ có từ {first}" + (f", trước đó là {'; '.join(before)}." if before else ".")
