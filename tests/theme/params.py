"""Whether values are what a component declares: unknown, missing and wrongly typed ones, each named by its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from plugins.assets.examples import Param, read_components
from plugins.project import THEME

COMPONENTS = read_components(THEME)
MACROS = {macro: params for component in COMPONENTS for macro, params in component.params.items()}
SCALARS = {"str": str, "int": int, "bool": bool, "datetime": datetime}
TYPES = {*SCALARS, "object", "pair", "any"}


def found(place: str) -> tuple[Param, ...]:
    """The fields declared at "statistics_table.table.rows"."""
    macro, *names = place.split(".")
    params = MACROS[macro]
    for name in names:
        params = fields_of(next(param for param in params if param.name == name))
    return params


def fields_of(param: Param) -> tuple[Param, ...]:
    return found(param.params) if isinstance(param.params, str) else param.params


def base_of(param: Param) -> tuple[str, bool, bool]:
    """("object", is it a list, may it be none) of "list[object] | none"."""
    name = param.type.removesuffix(" | none")
    return name.removeprefix("list[").removesuffix("]"), name.startswith("list["), name != param.type


def faults(params: Iterable[Param], values: Any, place: str = "") -> Iterator[str]:
    """What is wrong with a mapping or a dataclass; other objects have more to them and are asked for the declared fields only."""
    declared = {param.name: param for param in params}
    if is_dataclass(values) and not isinstance(values, type):
        values = asdict(values)
    if not isinstance(values, Mapping):
        values = {name: getattr(values, name) for name in declared if hasattr(values, name)}
    yield from (f"{place}{name}: unknown" for name in values if name not in declared)
    for name, param in declared.items():
        if name in values:
            yield from _type_faults(param, values[name], f"{place}{name}")
        elif param.required:
            yield f"{place}{name}: missing"


def _type_faults(param: Param, value: Any, place: str) -> Iterator[str]:
    base, listed, nullable = base_of(param)
    if value is None and nullable:
        return
    if not listed:
        yield from _one(param, base, value, place)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _one(param, base, item, f"{place}[{number}]")
    else:
        yield f"{place}: {type(value).__name__} is no {param.type}"


def _one(param: Param, base: str, value: Any, place: str) -> Iterator[str]:
    fields = fields_of(param)
    if base == "pair":
        names = [field.name for field in fields]
        paired = isinstance(value, list | tuple) and len(value) == len(names)
        yield from faults(fields, dict(zip(names, value, strict=True)), f"{place}.") if paired else [f"{place}: no pair"]
    elif base == "object":
        scalar = value is None or isinstance(value, (*SCALARS.values(), list))
        yield from [f"{place}: no object"] if scalar else faults(fields, value, f"{place}.") if fields else ()
    elif base != "any" and type(value) is not SCALARS[base]:
        yield f"{place}: {type(value).__name__} is no {base}"
