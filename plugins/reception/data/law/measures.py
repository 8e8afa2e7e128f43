"""The catalogue of measures: what can be counted, under the one name that editors write and readers see."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from plugins.toml_files import Strict, read_toml
from plugins.vietnamese.folding import fold

Unit = Literal["lượt", "người", "vụ việc", "đoàn", "đơn", "kỳ", "văn bản", "triệu đồng", "m²"]
UNITS: tuple[Unit, ...] = get_args(Unit)
FRACTIONAL: frozenset[str] = frozenset({"triệu đồng", "m²"})


class FormError(Exception):
    """The forms or measures contradict themselves: a mistake of their maintainers, not of a clerk."""


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid", strict=False))
class Measure:
    """One thing that is counted.

    Embeds call it `name`; `phrase` is printed after the number. `of` is the measure that this one is a part of ("trong đó"):
    the two are never added. A stock is what is left at the end of a period, so it is never added over periods.
    """

    id: str
    name: str
    unit: Unit
    definition: str
    aliases: tuple[str, ...] = ()
    phrase: str = ""
    kind: Literal["flow", "stock", "share"] = "flow"
    adds_over_periods: bool = True
    adds_over_units: bool = True
    of: str | None = Field(default=None)

    def __post_init__(self) -> None:
        if not self.phrase:
            object.__setattr__(self, "phrase", self.name)

    @property
    def fractional(self) -> bool:
        """Whether values may have decimals: only money and land do, everything else is counted."""
        return self.unit in FRACTIONAL


class _MeasuresFile(Strict, strict=False):
    measure: list[Measure]


def load_measures(path: Path) -> dict[str, Measure]:
    """Read measures.toml, in its order.

    Raises ProblemsFound for unknown keys, FormError for ids or names used twice and a missing parent.
    """
    measures = read_toml(path, f"{path.parent.name}/{path.name}", _MeasuresFile)[0].measure
    by_id = {measure.id: measure for measure in measures}
    if len(by_id) != len(measures):
        raise FormError(f"{path.name}: an id is used twice")
    for measure in measures:
        if measure.of is not None and measure.of not in by_id:
            raise FormError(f"{path.name}: {measure.id} is part of {measure.of}, which does not exist")
        if measure.kind == "stock" and measure.adds_over_periods:
            raise FormError(f"{path.name}: {measure.id} is a stock, which cannot add over periods (rule V11)")
    _refuse_shared_names(path, measures)
    return by_id


def _refuse_shared_names(path: Path, measures: list[Measure]) -> None:
    owners: dict[str, str] = {}
    for measure in measures:
        for name in (measure.name, *measure.aliases):
            owner = owners.setdefault(fold(name), measure.id)
            if owner != measure.id:
                raise FormError(f"{path.name}: “{name}” names both {owner} and {measure.id}")
