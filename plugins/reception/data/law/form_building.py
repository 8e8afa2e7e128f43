"""Turns the tables of form files into forms, and says of each line that does not fit what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from plugins.problems import Problem, suggest
from plugins.reception.data.law.form import FEWEST, Column, Derived, Form
from plugins.reception.data.law.form_files import FormSource, FormTable
from plugins.reception.data.law.formulas import (
    Equation,
    FormulaError,
    Limit,
    Strictness,
    circle,
    parse_equation,
    parse_limit,
    parse_sum,
)
from plugins.reception.data.law.measures import Measure, measure_named, suggest_measure
from plugins.reception.data.law.regimes import Regime, regime_id
from plugins.vietnamese.folding import fold

TABLE = "bieu"

Parsed = TypeVar("Parsed")


def build_forms(
    sources: Sequence[FormSource], regimes: Mapping[str, Regime], measures: Mapping[str, Measure], problems: list[Problem]
) -> dict[str, Form]:
    """Every form by its id, in order of coming into force; what is wrong is added to the problems."""
    entries = [
        _Entry(source, index, table, measures, problems) for source in sources for index, table in enumerate(source.file.forms)
    ]
    named: dict[str, _Entry] = {}
    for entry in entries:
        other = named.setdefault(entry.name, entry)
        if other is not entry:
            entry.say(_twice(entry, other), "so")
    forms = []
    for entry in named.values():
        regime = regimes.get(entry.source.file.circular.number)
        if regime and (form := entry.form(regime, named)):
            forms.append(form)
    return {form.id: form for form in sorted(forms, key=lambda form: form.regime.in_force)}


def _twice(entry: _Entry, other: _Entry) -> str:
    name = f"biểu {entry.table.number} của Thông tư {entry.source.file.circular.number}"
    if other.source.origin == "program":
        return f"{name} đã có sẵn trong chương trình. Bỏ bảng này; biểu có chỗ sai thì báo người quản trị."
    return f"{name} đã khai ở {other.source.problem('', TABLE, other.index).where()}. Giữ một nơi."


@dataclass(frozen=True)
class _Entry:
    """One [[bieu]] of a file."""

    source: FormSource
    index: int
    table: FormTable
    measures: Mapping[str, Measure]
    problems: list[Problem]

    @property
    def name(self) -> str:
        return f"{self.table.number}, {self.source.file.circular.number}"

    def say(self, message: str, *keys: str | int) -> None:
        self.problems.append(self.source.problem(f"biểu {self.table.number}: {message}", TABLE, self.index, *keys))

    def form(self, regime: Regime, named: Mapping[str, _Entry]) -> Form | None:
        """The form, or None with problems."""
        before = len(self.problems)
        if self.source.origin == "office":
            self._check_sources()
        model = self._model(named)
        if model is None:
            return None
        rules = model if model is self else replace(model, problems=[])  # which are reported where the model stands
        columns = rules.columns()
        equations, limits, derived = rules.equations(), rules.limits(), rules.derived(columns)
        headings = rules.headings(columns)
        self._check_rules(columns, equations, limits, derived)
        if len(self.problems) > before:
            return None
        return Form(
            f"{regime_id(regime.circular)}/{self.table.number.replace('/', '-')}", self.table.number, model.table.title, regime,
            columns, model.table.note, equations, limits, derived, self.table.checked is not False, headings,
        )  # fmt: skip

    def _check_sources(self) -> None:
        """Where an office's form comes from, and who compared it with the text."""
        if not self.table.basis:
            self.say('thiếu can-cu. Thêm dòng can-cu = "…": biểu này chép từ đâu (phụ lục, công văn, ngày).')
        if self.table.checked is None:
            self.say(
                "thiếu da-doi-chieu. Thêm dòng da-doi-chieu = false; đổi thành true khi đã so từng cột với văn bản của thông tư."
            )
        if self.table.checked and not (self.table.checked_by and self.table.checked_on):
            message = 'đã đối chiếu thì ghi ai và ngày nào: nguoi-doi-chieu = "…" và ngay-doi-chieu = 2025-12-31.'
            self.say(message, "da-doi-chieu")

    def _model(self, named: Mapping[str, _Entry]) -> _Entry | None:
        """The entry whose columns and rules hold for this form: itself, or the one that it is said to be the same as."""
        if not self.table.same_as:
            return self
        if self.table.columns:
            self.say("có cả “nhu” và bảng cột. Giữ một.", "nhu")
        model = named.get(self.table.same_as)
        if model is None or model.table.same_as:
            known = [name for name, entry in named.items() if entry.table.columns and entry is not self]
            self.say(f"nhu: không có biểu “{self.table.same_as}” nào có cột. {suggest(self.table.same_as, known)}", "nhu")
            return None
        return model

    def columns(self) -> dict[int, Column]:
        """The columns by number."""
        found: dict[int, Column] = {}
        owners: dict[str, int] = {}
        for key, name in self.table.columns.items():
            number = int(key) if key.isascii() and key.isdigit() else 0
            if not 1 <= number <= 99 or key != str(number):
                self.say(f"“{key}” không phải số cột. Ghi 1, 2, 3… như hàng số cột của biểu.", "cot", key)
                continue
            measure = measure_named(name, self.measures) if name else None
            if name and measure is None:
                self.say(f"cột {key}: không có chỉ tiêu “{name}”. {suggest_measure(name, self.measures)}", "cot", key)
            elif measure and (other := owners.setdefault(measure.id, number)) != number:
                self.say(f"cột {other} và cột {key} cùng là chỉ tiêu “{name}”. Mỗi chỉ tiêu một cột.", "cot", key)
            found[number] = Column(number, measure.id if measure else None, bool(measure and measure.fractional))
        self._check_columns(found)
        return found

    def _check_columns(self, columns: Mapping[int, Column]) -> None:
        if not self.table.columns:
            self.say('chưa có cột nào. Thêm bảng [bieu.cot], mỗi cột một dòng, dạng 1 = "lượt công dân".')
        elif not any(self.table.columns.values()):
            self.say("mọi cột đều để trống nên không số nào được công bố. Ghi tên chỉ tiêu cho ít nhất một cột.", "cot")
        elif not self.table.headings and len(columns) + bool(self.table.note) < FEWEST:
            self.say(
                f"biểu có {len(columns)} cột; trang tính chỉ được nhận ra khi có từ {FEWEST} cột đánh số. Khai đủ các cột.", "cot"
            )
        if self.table.note in columns:
            self.say(f"cột {self.table.note} vừa là cột số liệu vừa là cột ghi chú. Bỏ một.", "cot-ghi-chu")

    def equations(self) -> tuple[Equation, ...]:
        """Those of the form, then those that only warn."""
        return tuple(self._parsed(parse_equation, "cong-thuc"))

    def limits(self) -> tuple[Limit, ...]:
        """Those of the form, then those that only warn."""
        return tuple(self._parsed(parse_limit, "gioi-han"))

    def derived(self, columns: Mapping[int, Column]) -> tuple[Derived, ...]:
        """The measures that add up columns."""
        found = []
        published = {column.measure: number for number, column in columns.items() if column.measure}
        for name, text in self.table.sums.items():
            measure = measure_named(name, self.measures)
            if measure is None:
                self.say(f"cong-lai: không có chỉ tiêu “{name}”. {suggest_measure(name, self.measures)}", "cong-lai", name)
            elif measure.id in published:
                self.say(f"cong-lai: “{name}” đã là cột {published[measure.id]}. Bỏ một.", "cong-lai", name)
            else:
                try:
                    found.append(Derived(measure.id, parse_sum(text)))
                except FormulaError as error:
                    self.say(f"cong-lai: {error}", "cong-lai", name)
        return tuple(found)

    def headings(self, columns: Mapping[int, Column]) -> dict[int, str]:
        """The words above each column, of a form that prints no column numbers."""
        owners: dict[str, str] = {}
        for key, text in self.table.headings.items():
            if key not in map(str, columns):
                self.say(f"tieu-de: không có cột {key} trong [bieu.cot]. Sửa số cột.", "tieu-de", key)
            elif (other := owners.setdefault(fold(text), key)) != key:
                message = f"cột {other} và cột {key} cùng tiêu đề nên không phân biệt được. Ghi đủ các tầng tiêu đề."
                self.say(message, "tieu-de", key)
        if self.table.headings and (missing := [str(number) for number in columns if str(number) not in self.table.headings]):
            self.say(f"tieu-de: thiếu cột {', '.join(missing)}. Biểu không có hàng số cột thì ghi tiêu đề của mọi cột.", "tieu-de")
        return {int(key): text for key, text in self.table.headings.items() if key.isdigit()}

    def _parsed(self, parse: Callable[[str, Strictness, str], Parsed], key: str) -> Iterator[Parsed]:
        for text, severity, reason, place in self._written(key):
            try:
                yield parse(text, severity, reason)
            except FormulaError as error:
                self.say(str(error), *place)

    def _written(self, key: str) -> Iterator[tuple[str, Strictness, str, tuple[str | int, ...]]]:
        yield from ((text, "error", "", (key,)) for text in (self.table.equations if key == "cong-thuc" else self.table.limits))
        for index, doubt in enumerate(self.table.doubts):
            texts = doubt.equations if key == "cong-thuc" else doubt.limits
            yield from ((text, "warning", doubt.reason, ("nghi-van", index, key)) for text in texts)

    def _check_rules(
        self, columns: Mapping[int, Column], equations: Iterable[Equation], limits: Iterable[Limit], derived: Iterable[Derived]
    ) -> None:
        equations = tuple(equations)
        rules = [("cong-thuc", each.text, each.columns) for each in equations]
        rules += [("gioi-han", each.text, each.columns) for each in limits]
        rules += [("cong-lai", "+".join(map(str, each.columns)), frozenset(each.columns)) for each in derived]
        for key, text, spoken_of in rules:
            if columns and (missing := sorted(spoken_of - set(columns))):
                self.say(
                    f"“{text}” nói đến cột {', '.join(map(str, missing))} mà bảng cột không có. Sửa số cột, hoặc thêm cột.", key
                )
        if round_trip := circle(equations):
            way = " → ".join(map(str, round_trip))
            self.say(f"công thức đi vòng: cột {way}. Một cột không thể là tổng của chính nó. Xem lại công thức.", "cong-thuc")
