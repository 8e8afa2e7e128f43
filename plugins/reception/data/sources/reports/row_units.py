"""Which unit each row of a sheet means. What stands around namesakes parts them: “Xã Tân Thành” under “Huyện Cao Lộc”.

Every sign around the row has to point to one district, and none to another; else the row is refused with all its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from plugins.reception.data.sources.recognition.report import ReportRow, SheetReport
from plugins.reception.data.sources.recognition.row_kinds import area_words
from plugins.reception.data.units.register import Register, Unit, UnitError

Seen = dict[tuple[str, date, date], Unit | UnitError]
Found = list[tuple[ReportRow, Unit | UnitError]]


def units_of_rows(sheet: SheetReport, register: Register, sender: Unit | None, seen: Seen) -> Found:
    """Each unit's row with its unit, or the reason why there is none; `seen` shares names between sheets."""
    days = (sheet.start, sheet.end)
    found = [(row, _by_name(register, row.unit, days, seen)) for row in sheet.units]
    known = {row.address: unit for row, unit in found if isinstance(unit, Unit)}
    around = _Surroundings(sheet, register, known, sender)
    settled = [(row, around.settle(row, unit) if isinstance(unit, UnitError) else unit) for row, unit in found]
    return list(_without_doubles(settled))


def _by_name(register: Register, name: str, days: tuple[date, date], seen: Seen) -> Unit | UnitError:
    key = (name, *days)
    if key not in seen:
        try:
            seen[key] = register.resolve(*key)
        except UnitError as error:
            seen[key] = error
    return seen[key]


def _without_doubles(found: Found) -> Iterator[tuple[ReportRow, Unit | UnitError]]:
    first: dict[str, str] = {}
    for row, unit in found:
        if isinstance(unit, Unit) and unit.unit_id in first:
            yield row, UnitError(f"“{row.unit}” là {unit.name}, đã có ở ô {first[unit.unit_id]}. Giữ lại một hàng.")
            continue
        if isinstance(unit, Unit):
            first[unit.unit_id] = row.address
        yield row, unit


@dataclass(frozen=True)
class _Surroundings:
    """The rows whose names mean one unit each, by their cells, and who sent the sheet."""

    sheet: SheetReport
    register: Register
    known: dict[str, Unit]
    sender: Unit | None

    def settle(self, row: ReportRow, error: UnitError) -> Unit | UnitError:
        """The namesake in the one district that the surroundings point to; the error where they do not."""
        if not error.namesakes:
            return error
        districts = {unit.unit_id for unit in self._said(row)} or {unit.unit_id for unit in self._districts_of(self.known)}
        if len(districts) != 1:
            return error
        try:
            return self.register.resolve(row.unit, self.sheet.start, self.sheet.end, *districts)
        except UnitError:
            return error

    def _said(self, row: ReportRow) -> Iterator[Unit]:
        """The districts that the letterhead, a sub-total, a heading or a district's row names for this row."""
        if self.sender and self.sender.level == "huyen":
            yield self.sender
        for subtotal in self.sheet.subtotals:
            if row.address in subtotal.members:
                yield from self._named(area_words(subtotal.row.unit), list(subtotal.members))
        same = [other.address for other in self.sheet.units if other.under == row.under]
        for name in row.under:
            yield from self._named(name, same)
        if not row.under:
            yield from self._above(row)

    def _named(self, name: str, members: list[str]) -> Iterator[Unit]:
        """The districts of that name, and those where its members surely lie: a heading that they belie settles nothing."""
        meant = self.register.named(name, (self.sheet.start, self.sheet.end)) if name else []
        if districts := [unit for unit in meant if unit.level == "huyen"]:
            yield from (*districts, *self._districts_of(members))

    def _above(self, row: ReportRow) -> Iterator[Unit]:
        """The district whose own row comes before, and those where the communes of its block surely lie."""
        units = self.sheet.units
        place = units.index(row)
        before = [each for each in range(place) if self._is_district(units[each])]
        if not before:
            return
        block = [each.address for each in takewhile(lambda each: not self._is_district(each), units[before[-1] + 1 :])]
        if any(address in self.known for address in block):
            yield from (self.known[units[before[-1]].address], *self._districts_of(block))

    def _is_district(self, row: ReportRow) -> bool:
        unit = self.known.get(row.address)
        return unit is not None and unit.level == "huyen"

    def _districts_of(self, addresses: Iterable[str]) -> Iterator[Unit]:
        """The districts of the communes in these cells."""
        units = [self.known[address] for address in addresses if address in self.known]
        yield from (
            above for unit in units if unit.level == "xa" for above in self.register.ancestors(unit) if above.level == "huyen"
        )
