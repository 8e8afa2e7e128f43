"""How the rows of the register must fit together; every breach becomes a message with its line.

A register that names a dissolved parent, or a merger on the wrong day, would give numbers to units that did not exist.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from plugins.problems import Problem, suggest
from plugins.reception.data.units.tables import BOUNDARY_DAYS, SUCCESSIONS, UNITS, Succession, Tables, Unit, ancestors
from plugins.rules import stated
from plugins.vietnamese.dates import format_official_date

REGISTER_AGREES = stated(
    "the_register_agrees",
    """Danh bạ đơn vị không mâu thuẫn: mã không dùng lại, đơn vị cấp trên và đơn vị kế tục có thật, ngày và số lượng khớp nhau.

    Sai: cột thuoc ghi tinh-lang-xon
    Đúng: cột thuoc ghi tinh-lang-son
    """,
    "V01",
)
RULES = (REGISTER_AGREES,)
ENDS_OLD_UNIT = ("nhap_toan_bo", "doi_ten", "giai_the")


def check_register(tables: Tables, display_path: str) -> list[Problem]:
    """Everything wrong between rows: ids, references, parents, days of succession, counts on boundary days."""
    units = {unit.unit_id: unit for _, unit in tables.units}
    checks = (
        (UNITS, _twice(tables)),
        (UNITS, _parents(tables, units)),
        (SUCCESSIONS, _successions(tables, units)),
        (SUCCESSIONS, _shares(tables)),
        (BOUNDARY_DAYS, _counts(tables)),
    )
    return [REGISTER_AGREES.problem(f"{display_path}/{file}", line, message) for file, found in checks for line, message in found]


Found = Iterator[tuple[int, str]]


def _twice(tables: Tables) -> Found:
    first: dict[str, int] = {}
    for line, unit in tables.units:
        if unit.unit_id in first:
            yield line, f"unit_id “{unit.unit_id}” đã có ở dòng {first[unit.unit_id]}. Đặt mã khác; mã không bao giờ dùng lại."
        first.setdefault(unit.unit_id, line)


def _parents(tables: Tables, units: dict[str, Unit]) -> Found:
    yield from _strangers(((line, "thuoc", unit.parent) for line, unit in tables.units), units)
    for line, unit in tables.units:
        if unit.parent not in units:
            continue
        if _in_circle(unit, units):
            yield line, f"cột thuoc: “{unit.unit_id}” thuộc chính nó qua một vòng các đơn vị. Sửa cột thuoc."
        elif (end := units[unit.parent].until) is not None and (unit.until is None or unit.until > end):
            yield line, f"cột den_ngay: còn sau khi “{unit.parent}” kết thúc ngày {end}. Sửa một trong hai."


def _strangers(named: Iterable[tuple[int, str, str]], units: dict[str, Unit]) -> Found:
    """Every unknown id, at its first line only: a removed unit is one mistake, however many lines name it."""
    lines: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line, column, unit_id in named:
        if unit_id and unit_id not in units:
            lines[unit_id].append((line, column))
    for unit_id, places in lines.items():
        (line, column), *others = places
        rest = f" (và {len(others)} chỗ nữa)" if others else ""
        advice = suggest(unit_id, units, "Thêm đơn vị ấy trước.")
        yield line, f"cột {column}: không có unit_id “{unit_id}” trong {UNITS}. {advice}{rest}"


def _in_circle(unit: Unit, units: dict[str, Unit]) -> bool:
    seen = {unit.unit_id}
    for above in ancestors(unit, units):
        if above.unit_id in seen:
            return True
        seen.add(above.unit_id)
    return False


def _successions(tables: Tables, units: dict[str, Unit]) -> Found:
    links = ((line, each) for line, link in tables.successions for each in (("tu_unit", link.old), ("den_unit", link.new)))
    yield from _strangers(((line, *each) for line, each in links), units)
    seen: dict[tuple[object, ...], int] = {}
    for line, link in tables.successions:
        key = (link.old, link.new, link.day)
        if key in seen:
            yield line, f"quan hệ này đã có ở dòng {seen[key]}. Bỏ một dòng."
        seen.setdefault(key, line)
        yield from ((line, message) for message in _wrong_days(link, units.get(link.old), units.get(link.new)))


def _wrong_days(link: Succession, old: Unit | None, new: Unit | None) -> Iterator[str]:
    day = format_official_date(link.day)
    if old and link.kind in ENDS_OLD_UNIT and old.until != link.day:
        yield f"cột ngay: “{old.unit_id}” có den_ngay {old.until}, khác ngày {link.kind} {link.day}. Sửa cho trùng."
    elif old and old.until and old.until < link.day:
        yield f"cột ngay: đến {day} “{old.unit_id}” đã không còn (den_ngay {old.until})."
    if new and not new.exists_on(link.day):
        yield f"cột ngay: ngày {day} chưa có hoặc không còn “{new.unit_id}”. Sửa ngày hoặc den_unit."


def _shares(tables: Tables) -> Found:
    total: defaultdict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    for line, link in tables.successions:
        key = (link.old, link.day)
        before, after = total[key], total[key] + (link.share or 0)
        total[key] = after
        if before <= 1 < after:
            yield line, f"cột ty_le: các phần của “{link.old}” cộng lại là {after}, quá 1. Sửa hoặc để trống phần chưa biết."


def _counts(tables: Tables) -> Found:
    for line, boundary in tables.boundary_days:
        living: Counter[str] = Counter(unit.level for _, unit in tables.units if unit.exists_on(boundary.day))
        for column, expected, level in (("so_huyen", boundary.districts, "huyen"), ("so_xa", boundary.communes, "xa")):
            if living[level] != expected:
                yield line, f"cột {column} ghi {expected} nhưng ngày {boundary.day} {UNITS} có {living[level]} đơn vị."
