"""The register of units over time: who existed when, who came after whom, and which unit a name in a report means.

A number belongs to the unit as it was in its period. Periods are first and last day, both inside, as reports print them; units
live in half-open intervals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from plugins.problems import Problem, ProblemsFound, suggest
from plugins.reception.data.units.checks import REGISTER_AGREES, check_register
from plugins.reception.data.units.counts import UnitCount, read_counts
from plugins.reception.data.units.names import (
    UNIT_TYPES,
    Key,
    WrittenName,
    is_unmarked,
    marked_key,
    read_name,
    readings,
    unmarked_key,
)
from plugins.reception.data.units.tables import UNITS, BoundaryDay, Succession, Unit, ancestors, read_tables
from plugins.reception.data.units.unknown_names import SEE_NAMES, none_of_the_name, several_of_the_name
from plugins.vietnamese.collation import collation_key

__all__ = ["BoundaryDay", "Register", "Succession", "Unit", "UnitError", "load_register"]


class UnitError(ValueError):
    """A name that means no unit of the period, or several: `namesakes`. The message says in Vietnamese which units there are."""

    def __init__(self, message: str, namesakes: tuple[Unit, ...] = ()) -> None:
        super().__init__(message)
        self.namesakes = namesakes


@dataclass(frozen=True)
class Register:
    """All units of now and before, with their successions and the days on which borders changed."""

    units: tuple[Unit, ...] = ()
    successions: tuple[Succession, ...] = ()
    boundary_days: tuple[BoundaryDay, ...] = ()
    counts: tuple[UnitCount, ...] = ()

    def get(self, unit_id: str) -> Unit:
        """The unit of that id. Raises UnitError with the nearest id."""
        if unit_id in self._by_id:
            return self._by_id[unit_id]
        raise UnitError(f"không có đơn vị mã “{unit_id}”. {suggest(unit_id, self._by_id, SEE_NAMES)}")

    def named(self, name: str, on_or_period: date | tuple[date, date]) -> list[Unit]:
        """The units that the name may mean, of those that existed on the day or in the period; in reading order.

        A place after a comma or in brackets narrows it: "Xã Hồng Phong (Bình Gia)".
        """
        start, end = (on_or_period, on_or_period) if isinstance(on_or_period, date) else on_or_period
        for written in readings(name):
            if found := [unit for unit in self.of_name(written) if unit.exists_within(start, end)]:
                return found
        return []

    def resolve(self, name: str, start: date, end: date, within: str | None = None) -> Unit:
        """The one unit that the name means in the period. Raises UnitError when there is none, or more than one.

        Units that existed for the whole period win over those of its last day, and these over the rest, because whoever exists at
        the end writes the report. Rule V06 (`exists_whole`) is up to the caller. `within` is the id of a unit above.
        """
        namesakes = self.named(name, (start, end))
        found = [unit for unit in namesakes if within is None or within in self.ids_above(unit)]
        if within and namesakes and not found:
            labels = "; ".join(self.label(unit) for unit in namesakes)
            raise UnitError(f"{self.label(self.get(within))} không có “{name}”; trong kỳ này chỉ có {labels}.")
        whole = [unit for unit in found if exists_whole(unit, start, end)]
        units = whole or [unit for unit in found if unit.exists_on(end)] or found
        if len(units) == 1:
            return units[0]
        if units:
            raise UnitError(several_of_the_name(self, name, units), tuple(units))
        raise UnitError(none_of_the_name(self, name, start, end))

    def ancestors(self, unit: Unit) -> tuple[Unit, ...]:
        """The units above, the nearest first."""
        return tuple(ancestors(unit, self._by_id))

    def ids_above(self, unit: Unit) -> tuple[str, ...]:
        """The ids of the units above, the nearest first."""
        return tuple(above.unit_id for above in self.ancestors(unit))

    def successors(self, unit_id: str) -> tuple[Unit, ...]:
        """The units that directly succeeded this one, or its parts where it has no successor itself (a district)."""
        direct = {link.new for link in self.successions if link.old == unit_id and link.new}
        unit = self.get(unit_id)
        parts = [part for part in self.units if part.parent == unit_id and part.until == unit.until]
        found = direct or {heir.unit_id for part in parts for heir in self.successors(part.unit_id)}
        return self.in_order(self._by_id[each] for each in found)

    def predecessors(self, unit_id: str) -> tuple[Unit, ...]:
        """The units that this one directly succeeded."""
        self.get(unit_id)
        return self.in_order({self._by_id[link.old] for link in self.successions if link.new == unit_id and link.old})

    def heirs_on(self, unit_id: str, day: date) -> tuple[Unit, ...]:
        """The units of the day that came from this one; itself if it still exists."""
        unit = self.get(unit_id)
        if unit.exists_on(day) or (unit.until is None or unit.until > day):
            return (unit,) if unit.exists_on(day) else ()
        return self.in_order({heir for after in self.successors(unit_id) for heir in self.heirs_on(after.unit_id, day)})

    def forebears_on(self, unit_id: str, day: date) -> tuple[Unit, ...]:
        """The units of the day that this one came from; itself if it existed."""
        unit = self.get(unit_id)
        if unit.start is None or unit.start <= day:
            return (unit,) if unit.exists_on(day) else ()
        return self.in_order({old for gone in self.predecessors(unit_id) for old in self.forebears_on(gone.unit_id, day)})

    def changes_between(self, start: date, end: date) -> tuple[date, ...]:
        """The days after the first, up to the last, on which borders changed: there a chart breaks its line."""
        return tuple(sorted(change.day for change in self.boundary_days if start < change.day <= end))

    def uncounted_types(self, area: str, day: date) -> tuple[str, ...]:
        """The types of the area's direct units that nobody counted against an official text for that day.

        Districts and communes are counted on the boundary days, other units in don-vi-doi-chieu.csv.
        """
        counted = {count.kind for count in self.counts if count.parent == area and count.holds_on(day)}
        borders = any(boundary.day <= day for boundary in self.boundary_days)
        parts = [unit for unit in self.units if unit.parent == area and unit.exists_on(day)]
        open_types = {unit.kind for unit in parts if unit.kind not in counted and not (borders and unit.level in ("huyen", "xa"))}
        return tuple(kind for kind in UNIT_TYPES if kind in open_types)

    def in_order(self, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """By bare name, then type, then the unit above: Cao Lộc (huyện), Cao Lộc (thị trấn), Chi Lăng …."""
        return tuple(
            sorted(units, key=lambda unit: (collation_key(unit.bare), UNIT_TYPES.index(unit.kind), unit.parent, unit.unit_id))
        )

    def label(self, unit: Unit) -> str:
        """The name with what distinguishes it from namesakes: "Xã Hồng Phong (huyện Bình Gia)"."""
        above = self._by_id.get(unit.parent)
        if above is None or above.level == "tinh":
            return unit.name
        return f"{unit.name} ({above.name[0].lower()}{above.name[1:]})"

    @cached_property
    def _by_id(self) -> dict[str, Unit]:
        return {unit.unit_id: unit for unit in self.units}

    @cached_property
    def ids_by_name(self) -> dict[str, tuple[str, ...]]:
        """The ids of the units of each name in small letters, with and without its type: namesakes, one unit before and after."""
        ids: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for unit in self.units:
            for name in {unit.name.lower(), unit.bare.lower()}:
                ids[name] += (unit.unit_id,)
        return dict(ids)

    @cached_property
    def _by_key(self) -> dict[Key, list[Unit]]:
        """The units by every spelling of their names, with and without diacritics."""
        found: defaultdict[Key, list[Unit]] = defaultdict(list)
        for unit in self.units:
            for each in {key(text) for text in self._spellings(unit) for key in (marked_key, unmarked_key)}:
                found[each].append(unit)
        return dict(found)

    def _spellings(self, unit: Unit) -> Iterator[str]:
        """The province and its city are also called by their type alone (UBND tỉnh), its organs with its name."""
        yield unit.bare
        yield from (read_name(name).bare for name in unit.other_names)
        above = self._by_id.get(unit.parent)
        if unit.kind in ("tinh", "thanh_pho"):
            yield ""
        elif above and above.kind == "tinh" and unit.level == "tinh":
            yield from (f"{unit.bare} {word}" for word in ("tỉnh", above.bare, above.name))

    def of_name(self, written: WrittenName) -> tuple[Unit, ...]:
        """Every unit that the name may mean, whenever it existed."""
        if not written.bare and not written.kind:
            return ()
        holders = {unit.unit_id for unit in self.of_name(read_name(written.place))} if written.place else set()
        for key in (marked_key, unmarked_key) if is_unmarked(written.bare) else (marked_key,):
            if found := [unit for unit in self._by_key.get(key(written.bare), ()) if written.kind in (None, unit.kind)]:
                return self.in_order(unit for unit in found if not written.place or holders.intersection(self.ids_above(unit)))
        return ()


def exists_whole(unit: Unit, start: date, end: date) -> bool:
    """Rule V06: the unit was there on every day from first to last, both inside."""
    return unit.exists_on(start) and unit.exists_on(end)


def load_register(folder: Path, display_path: str) -> Register:
    """Read don-vi.csv and its companions. Raises ProblemsFound with every line that is wrong.

    `display_path` is the folder as editors know it. Without the files the register has no units. If only the units are missing,
    that is the only message, not one for every line that names a unit.
    """
    tables = read_tables(folder, display_path)
    if not tables.units and not tables.problems and (tables.successions or tables.boundary_days):
        raise ProblemsFound([no_units(display_path)])
    counts, count_problems = read_counts(folder, display_path, (unit for _, unit in tables.units))
    if problems := tables.problems or check_register(tables, display_path) or count_problems:
        raise ProblemsFound(problems)
    return Register(
        tuple(unit for _, unit in tables.units),
        tuple(link for _, link in tables.successions),
        tuple(change for _, change in tables.boundary_days),
        counts,
    )


def no_units(display_path: str) -> Problem:
    """The message for a missing or empty don-vi.csv where units are needed."""
    message = "không có tệp này, hoặc tệp không có đơn vị nào; số liệu nào cũng cần danh mục đơn vị. Khôi phục tệp từ bản trước."
    return REGISTER_AGREES.problem(f"{display_path}/{UNITS}", message=message)
