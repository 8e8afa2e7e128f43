"""A small catalogue for tests of questions, with the numbers that the examples of FILTERS are made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count

from plugins.reception.data.catalogue import FORMS, Catalogue
from plugins.reception.data.forms.measures import Measure, load_measures
from plugins.reception.data.forms.regimes import window
from plugins.reception.data.queries.breaks import known_regimes
from plugins.reception.data.records import Dataset, Observation, Origin, Scope, Source
from plugins.reception.data.store import IN_MEMORY, Store
from plugins.reception.data.units.register import BoundaryDay, Register, Unit
from plugins.vietnamese.periods import parse_period

DEFAULT = "tiep-cong-dan/2017-Q3"
PROVINCE = "tinh-lang-son"
VISITS, PEOPLE, MATTERS = "tcd.tong.luot", "tcd.tong.nguoi", "tcd.tong.vu_viec"
REGULAR, CARRIED_OVER = "tcd.tx.luot", "xld.ky_truoc.don"
MONEY = Measure("minh_hoa.tien", "số tiền thu hồi", "triệu đồng", "Số liệu minh hoạ.")
MEASURES = {**load_measures(FORMS / "measures.toml"), MONEY.id: MONEY}
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
_NUMBERS = count(1)


def seen(
    measure: str, period: str, value: int | str, unit: str = PROVINCE, scope: Scope = "toan_dia_ban", **more: object
) -> Observation:
    """An observation over the period's window; a text is a Decimal."""
    when = parse_period(period)
    number = next(_NUMBERS)
    start, end = window(when, known_regimes())
    fields: dict[str, object] = {
        "id": f"minh-hoa-{number}", "dataset": "tiep-cong-dan", "unit": unit, "scope": scope, "period": when, "start": start,
        "end": end, "measure": measure, "value": Decimal(value) if isinstance(value, str) else value, "status": "bao_chi",
        "source": Source("Số liệu minh hoạ", date(2017, 10, 10)), "origin": Origin("quan-sat.csv", number),
    }  # fmt: skip
    return Observation(**{**fields, **more})  # type: ignore[arg-type]


def example_figures() -> list[Observation]:
    """Every number made up. 2016-Q4 is missing, so that a series of quarters has a gap."""
    quarters = {"2016-Q3": 1200, "2017-Q1": 1000, "2017-Q2": 1400, "2017-Q3": 1264}
    districts = {"huyen-cao-loc": (250, 300), "huyen-chi-lang": (220, 200), "huyen-loc-binh": (480, 500)}
    return [
        *(seen(VISITS, period, value) for period, value in quarters.items()),
        *(seen(PEOPLE, period, value + 100) for period, value in quarters.items()),
        seen(REGULAR, "2017-Q3", 799),
        *(seen(VISITS, "2016-Q3", before, unit) for unit, (before, _) in districts.items()),
        *(seen(VISITS, "2017-Q3", now, unit) for unit, (_, now) in districts.items()),
    ]


def catalogue_of(rows: Iterable[Observation], store: Store | None = None) -> Catalogue:
    """A catalogue of the rows, in a database in memory unless one is given."""
    store = store or Store(IN_MEMORY)
    store.fill(rows)
    dataset = Dataset("tiep-cong-dan", "Tiếp công dân", "Số liệu minh hoạ.", PROVINCE, sample=True)
    return Catalogue(datasets={dataset.id: dataset}, measures=MEASURES, register=REGISTER, store=store)
