"""All rules over the stored observations, run together so that people see every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from plugins.problems import Problem, errors_of
from plugins.reception.data.controls import areas, between, periods, references, values
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.store import MILLIONTH, ObservationStore
from plugins.reception.data.units.register import Register
from plugins.rules import stated
from plugins.vietnamese.numbers import format_number

VALUES_CAN_BE_STORED = stated(
    "values_can_be_stored",
    """Giá trị không quá chín nghìn tỷ, nhiều nhất sáu chữ số thập phân.

    Sai: 0,1234567
    Đúng: 0,123457
    """,
    "V03",
)
STORE_RULES = (*references.RULES, *values.RULES, *periods.RULES, *between.RULES, *areas.RULES)
RULES = (*STORE_RULES, VALUES_CAN_BE_STORED)
MOST = 9_000_000_000_000  # in whole millionths, databases store no more


def check_store(known: ControlContext) -> list[Problem]:
    """Every problem of the filled store, by place."""
    return sorted(problem for rule in STORE_RULES for problem in rule(known))


def check_rows(
    observations: Iterable[Observation], datasets: Mapping[str, Dataset], forms: Forms, register: Register
) -> list[Problem]:
    """The errors among rows that are not accepted yet; warnings wait for the build, which reports them with the others."""
    problems: list[Problem] = []
    with ObservationStore() as store:
        store.fill(storable(observations, problems))
        problems += check_store(ControlContext(store, datasets, forms.measures, register, forms))
    return errors_of(problems)


def storable(observations: Iterable[Observation], problems: list[Problem]) -> Iterator[Observation]:
    """Leave out, with a problem, numbers that the store cannot hold exactly, so that sums are exact on every database."""
    for row in observations:
        value = row.value
        if not -MOST <= value <= MOST or (isinstance(value, Decimal) and value * MILLIONTH != int(value * MILLIONTH)):
            origin = row.origin
            message = f"giá trị {format_number(value)} quá lớn hoặc quá nhiều chữ số thập phân. Sửa giá trị này."
            problem = VALUES_CAN_BE_STORED.problem(origin.path, origin.line, message, sheet=origin.sheet, cell=origin.cell)
            problems.append(problem)
        else:
            yield row
