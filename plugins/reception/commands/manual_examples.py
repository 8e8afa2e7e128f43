"""The made-up numbers behind every example of the editors' manual, in the manual and in the tests alike.

The units have the names that the examples use; no number is real.
"""

from __future__ import annotations

from datetime import date

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.law.period_days import window
from plugins.reception.data.model import Dataset, Observation, Origin, Source, Value
from plugins.reception.data.store import IN_MEMORY, ObservationStore
from plugins.reception.data.units.register import BoundaryDay, Register, Unit
from plugins.vietnamese.periods import parse_period

SCOPE = "tiep-cong-dan/2017-Q3"
"""What the examples' article has in its field So-lieu."""
PROVINCE = "tinh-lang-son"
VISITS, PEOPLE, REGULAR = "tcd.tong.luot", "tcd.tong.nguoi", "tcd.tx.luot"
DATASET = Dataset("tiep-cong-dan", "Tiếp công dân", "Số liệu minh hoạ.", PROVINCE, sample=True)
DISTRICTS_END = date(2025, 7, 1)
REGISTER = Register(
    units=(
        Unit(PROVINCE, "Tỉnh Lạng Sơn", "tinh", "tinh"),
        Unit("huyen-cao-loc", "Huyện Cao Lộc", "huyen", "huyen", PROVINCE, None, DISTRICTS_END),
        Unit("huyen-chi-lang", "Huyện Chi Lăng", "huyen", "huyen", PROVINCE, None, DISTRICTS_END),
        Unit("huyen-loc-binh", "Huyện Lộc Bình", "huyen", "huyen", PROVINCE, None, DISTRICTS_END),
        Unit("xa-yen-trach", "Xã Yên Trạch", "xa", "xa", "huyen-cao-loc", None, DISTRICTS_END),
        Unit("xa-cao-loc-2025", "Xã Cao Lộc", "xa", "xa", PROVINCE, DISTRICTS_END, None),
        Unit("so-tu-phap", "Sở Tư pháp", "so", "tinh", PROVINCE),
    ),
    boundary_days=(BoundaryDay(date(2020, 1, 1), 11, 200), BoundaryDay(DISTRICTS_END, 0, 65)),
)
QUARTERS = {"2016-Q3": 1200, "2017-Q1": 1000, "2017-Q2": 1400, "2017-Q3": 1264}  # a gap, for the line to break at
DISTRICTS = {"huyen-cao-loc": (250, 300), "huyen-chi-lang": (220, 200), "huyen-loc-binh": (480, 500)}


def made_up(measure: str, period: str, value: Value, unit: str = PROVINCE, line: int = 0) -> Observation:
    """An observation of the unit's whole area over the period, as if from that line of quan-sat.csv."""
    when = parse_period(period)
    start, end = window(when, known_forms().regimes)
    return Observation(
        id=f"minh-hoa-{line}", dataset=DATASET.id, unit=unit, scope="toan_dia_ban", period=when, start=start, end=end,
        measure=measure, value=value, status="bao_chi", source=Source("Số liệu minh hoạ", date(2017, 10, 10)),
        origin=Origin("quan-sat.csv", line),
    )  # fmt: skip


def example_observations() -> list[Observation]:
    """The numbers, the same each time."""
    rows = [
        *((VISITS, period, value, PROVINCE) for period, value in QUARTERS.items()),
        *((PEOPLE, period, value + 100, PROVINCE) for period, value in QUARTERS.items()),
        (REGULAR, "2017-Q3", 799, PROVINCE),
        *((VISITS, "2016-Q3", before, unit) for unit, (before, _) in DISTRICTS.items()),
        *((VISITS, "2017-Q3", now, unit) for unit, (_, now) in DISTRICTS.items()),
    ]
    return [made_up(*row, line=line) for line, row in enumerate(rows, start=2)]


def example_catalogue() -> Catalogue:
    """The numbers in a database in memory."""
    store = ObservationStore(IN_MEMORY)
    store.fill(example_observations())
    return Catalogue({DATASET.id: DATASET}, known_forms().measures, REGISTER, store)
