"""A small catalogue for tests of questions: the manual's made-up numbers, or the rows a test gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any

from plugins.reception.commands import manual_examples as examples
from plugins.reception.commands.manual_examples import DATASET, PEOPLE, PROVINCE, REGISTER, REGULAR, VISITS, example_observations
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.model import Observation, Scope
from plugins.reception.data.store import IN_MEMORY, ObservationStore

__all__ = ["PEOPLE", "PROVINCE", "REGISTER", "REGULAR", "VISITS", "example_observations"]
DEFAULT = examples.SCOPE
MATTERS, CARRIED_OVER = "tcd.tong.vu_viec", "xld.ky_truoc.don"
MONEY = Measure("minh_hoa.tien", "số tiền thu hồi", "triệu đồng", "Số liệu minh hoạ.")
MEASURES = {**known_forms().measures, MONEY.id: MONEY}
FORMS = replace(known_forms(), measures=MEASURES)
DISTRICTS_END = examples.DISTRICTS_END
_NUMBERS = count(1)


def seen(
    measure: str, period: str, value: int | str, unit: str = PROVINCE, scope: Scope = "toan_dia_ban", **more: Any
) -> Observation:
    """An observation over the period's window; a text is a Decimal."""
    number = Decimal(value) if isinstance(value, str) else value
    return replace(examples.made_up(measure, period, number, unit, next(_NUMBERS)), scope=scope, **more)


def catalogue_of(rows: Iterable[Observation], store: ObservationStore | None = None) -> Catalogue:
    """A catalogue of the rows, in a database in memory unless one is given."""
    store = store or ObservationStore(IN_MEMORY)
    store.fill(rows)
    return Catalogue(datasets={DATASET.id: DATASET}, measures=MEASURES, register=REGISTER, store=store)
