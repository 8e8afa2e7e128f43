"""Decides whose number a line of totals is: a whole area's only if the rows cover the area, or if somebody says so.

To a machine, a total over a few departments looks like the province's; published as such, it would be a wrong number that nobody
notices. So a total that leaves out units without explanation is checked against its rows and not published. A letterhead proves
nothing: every department's sheet begins with the name of the province.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plugins.reception.data.sources.declarations import FILE
from plugins.reception.data.sources.recognition.report import ReportRow
from plugins.reception.data.sources.recognition.row_kinds import area_words
from plugins.reception.data.units.register import Register, Unit
from plugins.reception.data.units.tables import LEVELS
from plugins.rules import Rule, stated
from plugins.vietnamese.folding import plain

TOTALS_ARE_OF_AN_AREA = stated(
    "totals_are_of_an_area",
    """Hàng “Tổng cộng” là số toàn địa bàn khi các hàng của trang có đủ đơn vị của địa bàn theo don-vi.csv, hoặc tên hàng nói rõ
    (“Toàn tỉnh”), hoặc nguon.toml khai tong-cua. Nếu không, hàng ấy chỉ để kiểm tra. Hàng tổng đứng một mình, hay tổng rộng hơn
    đơn vị ghi ở đầu trang, chỉ được công bố khi khai tong-cua. “Cộng khối sở” và các hàng cộng từng phần không bao giờ là số
    công bố.

    Sai: Sở Tài chính, Sở Tư pháp, “Tổng cộng”
    Đúng: Sở Tài chính, Sở Tư pháp, “Cộng khối sở”, các huyện, “Tổng cộng toàn tỉnh”
    """,
    "V11",
    "warning",
)
NAMED_AREAS_HOLD_THE_ROWS = stated(
    "named_areas_hold_the_rows",
    """Đơn vị mà hàng “Tổng cộng” hoặc tong-cua nêu tên bao gồm mọi đơn vị của trang.

    Sai: hàng “Cộng huyện Cao Lộc” dưới các hàng của cả tỉnh
    Đúng: hàng “Cộng toàn tỉnh” dưới các hàng của cả tỉnh
    """,
    "V11",
)
RULES = (TOTALS_ARE_OF_AN_AREA, NAMED_AREAS_HOLD_THE_ROWS)
UNCOUNTED = "Cộng các đơn vị có trong danh mục; chưa đối chiếu đủ đơn vị."
NAMES_SHOWN = 5
KINDS = {"tinh": "tinh", "huyen": "huyen", "thanh pho": "thanh_pho", "thi tran": "thi_tran", "xa": "xa", "phuong": "phuong"}
ANY_AREA = ("dia ban", "nganh", "")


@dataclass(frozen=True, slots=True)
class Area:
    """`unit` is whose area the total may be, `sure` whether it is; `message`, if any, says what to do, under its `rule`.

    `note` is what readers of the total have to know.
    """

    unit: Unit | None
    sure: bool
    message: str = ""
    rule: Rule = TOTALS_ARE_OF_AN_AREA
    note: str = ""


@dataclass(frozen=True, slots=True)
class Areas:
    """Finds the area of a total among the units of the period.

    `top` is the unit of the data set, `sender` the one that the letterhead names, if it names one below the province; `stranger`
    is a department of the letterhead that the register lacks.
    """

    register: Register
    top: str
    start: date
    end: date
    sender: Unit | None = None
    stranger: str = ""

    def of_total(self, total: ReportRow, rows: Sequence[Unit], declared: str = "") -> Area:
        """Decide by the declared unit, else by the area that the row names, else by what the rows cover."""
        above = self.above(rows)
        if declared:
            return self._declared(total, above, declared)
        named = self._named(total, above)
        if not rows:
            return self._single(total, named or above[0])
        if named:
            return self.stated(total, named, rows)
        if plain(words := area_words(total.unit)) not in ANY_AREA:
            message = (
                f"hàng “{total.unit}”: trong kỳ này không có “{words}” bao gồm mọi đơn vị của trang. Sửa tên hàng, hoặc tách trang."
            )
            return Area(None, False, message, NAMED_AREAS_HOLD_THE_ROWS)
        return self._covered(total, above[0] if above else None, rows)

    def stated(self, row: ReportRow, unit: Unit, rows: Sequence[Unit]) -> Area:
        """A row that says it is the unit's total; units left out are only mentioned."""
        if refused := self.wider_than_sender(row, unit):
            return refused
        missing = self.missing(unit, rows) if rows else ()
        if not missing:
            return Area(unit, True)
        message = (
            f"hàng “{row.unit}” được lấy làm số toàn địa bàn của {unit.name} dù không có hàng của {_listed(missing)}. Nếu các đơn "
            f'vị ấy có số thì thêm hàng; nếu đã tính đủ thì khai tong-cua = "{unit.unit_id}" cho tệp này trong {FILE}.'
        )
        return Area(unit, True, message)

    def above(self, rows: Sequence[Unit]) -> list[Unit]:
        """The units that hold, or are, all of these; the nearest first. Without rows, those of the data set."""
        lines = [self.line(unit) for unit in rows] or [self.line(self.register.get(self.top))]
        return [unit for unit in lines[0] if all(unit in line for line in lines)]

    def line(self, unit: Unit) -> list[Unit]:
        """The unit and those above it, upwards."""
        return [unit, *self.register.ancestors(unit)]

    def missing(self, area: Unit, rows: Sequence[Unit]) -> tuple[Unit, ...]:
        """The direct parts of the area at the end of the period that have no row; by level, then by name.

        A district's own offices are no units of the register, so the district needs its own row beside its communes.
        """
        parts = [unit for unit in self.register.units if unit.parent == area.unit_id and unit.exists_on(self.end)]
        own = [] if any(part.level == area.level for part in parts) else [area]
        absent = self.register.in_order(unit for unit in (*own, *parts) if unit not in rows)
        return tuple(sorted(absent, key=lambda unit: LEVELS.index(unit.level)))

    def wider_than_sender(self, row: ReportRow, unit: Unit) -> Area | None:
        """A refusal where the letterhead names a part of the unit: a department has no number of the whole province."""
        if self.sender is None and self.stranger and unit.kind == "tinh":
            return self._of_stranger(row, unit)
        if self.sender is None or unit not in self.line(self.sender)[1:]:
            return None
        message = (
            f"hàng “{row.unit}” là số của {unit.name}, nhưng đầu trang ghi {self.sender.name}, nên không được công bố. Sửa tên "
            f"hàng, hoặc sửa đầu trang. Nếu {self.sender.name} báo cáo thay, khai "
            f'tong-cua = "{unit.unit_id}" cho tệp này trong {FILE}.'
        )
        return Area(unit, False, message)

    def _of_stranger(self, row: ReportRow, unit: Unit) -> Area:
        message = (
            f"hàng “{row.unit}” là số của {unit.name}, nhưng đầu trang ghi “{self.stranger}”, đơn vị chưa có trong danh mục, nên "
            f"không được công bố. Thêm đơn vị ấy vào don-vi.csv và sửa tên hàng; nếu đúng là số của {unit.name}, khai "
            f'tong-cua = "{unit.unit_id}" cho tệp này trong {FILE}.'
        )
        return Area(unit, False, message)

    def _declared(self, total: ReportRow, above: list[Unit], declared: str) -> Area:
        unit = next((unit for unit in above if unit.unit_id == declared), None)
        if unit is None:
            message = f"tong-cua trong {FILE} ghi “{declared}”, không phải mã đơn vị bao gồm mọi hàng của trang này. Sửa tong-cua."
            return Area(None, False, message, NAMED_AREAS_HOLD_THE_ROWS)
        return Area(unit, True)

    def _named(self, total: ReportRow, above: list[Unit]) -> Unit | None:
        words = area_words(total.unit)
        kind = KINDS.get(plain(words).removeprefix("dia ban "))
        if kind:
            return next((unit for unit in above if unit.kind == kind), None)
        if plain(words) == "dia ban":
            return above[0] if above else None
        meant = self.register.named(words, (self.start, self.end)) if words else []
        return next((unit for unit in above if unit in meant), None)

    def _single(self, total: ReportRow, unit: Unit) -> Area:
        """A total without the rows that it adds up: nothing shows whose number it is."""
        name = self.sender.name if self.sender else ""
        message = (
            f"hàng “{total.unit}” đứng một mình, không có hàng của đơn vị nào để đối chiếu, nên không được công bố. "
            + (f"Đầu trang ghi {name}: nếu là số của {name}, đổi tên hàng thành “{name}”. " if name else "")
            + f'Nếu là số của cả {unit.name[:1].lower()}{unit.name[1:]}, khai tong-cua = "{unit.unit_id}" cho tệp này trong {FILE}.'
        )
        return Area(unit, False, message)

    def _covered(self, total: ReportRow, unit: Unit | None, rows: Sequence[Unit]) -> Area:
        if unit is None:
            message = f"hàng “{total.unit}” không nói là số của đơn vị nào nên không được công bố. Ghi rõ, ví dụ “Toàn tỉnh”."
            return Area(unit, False, message)
        if refused := self.wider_than_sender(total, unit):
            return refused
        missing = self.missing(unit, rows)
        if not missing:
            return Area(unit, True, note=UNCOUNTED if self.register.uncounted_types(unit.unit_id, self.end) else "")
        name = f"{unit.name[:1].lower()}{unit.name[1:]}"
        message = (
            f"hàng “{total.unit}” chỉ dùng để kiểm tra, chưa được lấy làm số toàn địa bàn của {unit.name}: không có hàng của "
            f"{_listed(missing)}. Thêm hàng cho các đơn vị ấy (không phát sinh thì ghi 0). Nếu hàng này đã là số của cả địa bàn, "
            f'đổi tên hàng thành “Tổng cộng {name}”, hoặc khai tong-cua = "{unit.unit_id}" cho tệp này trong {FILE}.'
        )
        return Area(unit, False, message)


def _listed(units: Sequence[Unit]) -> str:
    names = ", ".join(unit.name for unit in units[:NAMES_SHOWN])
    return f"{len(units)} đơn vị ({names}{', …' if len(units) > NAMES_SHOWN else ''})"
