"""The catalogue of measures: what can be counted, under the one name that editors write and readers see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol, get_args

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from plugins.problems import Problem, ProblemsFound, suggest
from plugins.toml_files import Strict, line_of, read_toml
from plugins.vietnamese.folding import fold

Unit = Literal["lượt", "người", "vụ việc", "đoàn", "đơn", "kỳ", "văn bản", "triệu đồng", "m²"]
UNITS: tuple[Unit, ...] = get_args(Unit)
FRACTIONAL: frozenset[str] = frozenset({"triệu đồng", "m²"})
TABLE = "chi-tieu"


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


class MeasureTable(Strict):
    """One [[chi-tieu]] of a file."""

    id: str = Field(
        alias="ma", pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$", description='mã chữ thường không dấu, dạng "tcd.truc_tuyen.luot"'
    )
    name: str = Field(alias="ten", min_length=1)
    unit: Unit = Field(alias="don-vi")
    definition: str = Field(alias="dinh-nghia", min_length=1)
    aliases: list[str] = Field(alias="ten-khac", default_factory=list)
    phrase: str = Field(alias="in-la", default="")
    kind: Literal["phat-sinh", "ton"] = Field(alias="loai", default="phat-sinh")
    adds_over_periods: bool = Field(alias="cong-cac-ky", default=True)
    adds_over_units: bool = Field(alias="cong-cac-don-vi", default=True)
    of: str = Field(alias="trong-do-cua", default="")


class MeasureSource(Protocol):
    """A file with measures, and its way to report a problem at a key."""

    def problem(self, message: str, *keys: str | int) -> Problem:
        """A problem at the line of the key."""


def measure_named(word: str, measures: Mapping[str, Measure]) -> Measure | None:
    """The measure of that id, name or other name, with or without diacritics."""
    if word in measures:
        return measures[word]
    folded = fold(word)
    return next((each for each in measures.values() if folded in {fold(name) for name in (each.name, *each.aliases)}), None)


def suggest_measure(word: str, measures: Mapping[str, Measure]) -> str:
    """Advice for a name that no measure has."""
    names = [name for each in measures.values() for name in (each.name, *each.aliases)]
    return suggest(word, [*names, *measures], "Khai chỉ tiêu ấy ở một bảng [[chi-tieu]].")


class _MeasuresFile(Strict):
    measures: list[MeasureTable] = Field(alias="chi-tieu")


def load_measures(path: Path) -> dict[str, Measure]:
    """Read measures.toml, in its order. Raises ProblemsFound with everything that is wrong."""
    display_path = f"{path.parent.name}/{path.name}"
    file, text = read_toml(path, display_path, _MeasuresFile)

    class Source:
        def problem(self, message: str, *keys: str | int) -> Problem:
            return Problem(display_path, line_of(text, keys), message=message)

    problems: list[Problem] = []
    measures = joined({}, [(Source(), file.measures)], problems)
    if problems:
        raise ProblemsFound(problems)
    return measures


def joined(
    known: Mapping[str, Measure], files: Iterable[tuple[MeasureSource, Sequence[MeasureTable]]], problems: list[Problem]
) -> dict[str, Measure]:
    """The known measures and those of more files; problems are added to the list, and measures that have one are left out."""
    measures = dict(known)
    tables = [(source, index, table) for source, each in files for index, table in enumerate(each)]
    parents = {*known, *(table.id for _, _, table in tables)}
    for source, index, table in tables:
        found = list(_problems(source, index, table, measures, parents))
        problems += found
        if not found:
            measures[table.id] = _measure(table)
    return measures


def _measure(table: MeasureTable) -> Measure:
    kind: Literal["flow", "stock"] = "stock" if table.kind == "ton" else "flow"
    return Measure(
        table.id, table.name, table.unit, table.definition, tuple(table.aliases), table.phrase, kind,
        table.adds_over_periods, table.adds_over_units, table.of or None,
    )  # fmt: skip


def _problems(
    source: MeasureSource, index: int, table: MeasureTable, measures: Mapping[str, Measure], parents: set[str]
) -> Iterator[Problem]:
    place = (TABLE, index)
    if table.id in measures:
        message = f"mã chỉ tiêu “{table.id}” đã dùng cho “{measures[table.id].name}”. Đặt mã khác, hoặc dùng chỉ tiêu có sẵn."
        yield source.problem(message, *place, "ma")
    for name in (table.name, *table.aliases):
        if other := measure_named(name, measures):
            key = "ten" if name == table.name else "ten-khac"
            message = f"“{name}” đã là tên của chỉ tiêu {other.id} (“{other.name}”). Dùng chỉ tiêu ấy, hoặc đặt tên khác."
            yield source.problem(message, *place, key)
    if table.of and table.of not in parents:
        message = (
            f"trong-do-cua: không có mã chỉ tiêu “{table.of}”. {suggest(table.of, sorted(parents), 'Ghi mã của chỉ tiêu chung.')}"
        )
        yield source.problem(message, *place, "trong-do-cua")
    if table.kind == "ton" and table.adds_over_periods:
        message = "số tồn cuối kỳ không cộng các kỳ được (V11). Thêm dòng “cong-cac-ky = false”."
        yield source.problem(message, *place, "loai")
