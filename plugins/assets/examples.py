"""The components' params and examples: one file each, used as documentation, as fixture of tests and on the style page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where available: a tenth of the time
ADDRESS = re.compile(r'href="/[^"]*"')
PAGE_EVERY_TREE_HAS = "/so-do-trang/"


@dataclass(frozen=True, slots=True)
class Example:
    """One call of a macro; `shown` is False for parts of the page's own frame, which a page can have only once."""

    name: str
    macro: str
    arguments: dict[str, Any] = field(default_factory=dict)
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Param:
    """One argument of a macro, or one field of such an argument.

    `type` is "str", "int", "bool", "datetime", "object", "pair", "any" or "list[…]" of one of them, perhaps with " | none".
    `params` are the fields of an object, the members of a pair, or those of each item of a list; a text says where they are
    declared: "statistics_table.table".
    """

    name: str
    type: str
    meaning: str
    required: bool
    params: tuple[Param, ...] | str = ()

    def rows(self, parent: str = "") -> Iterator[tuple[str, Param]]:
        """The param and its fields, each with its whole name ("table.rows")."""
        name = f"{parent}.{self.name}" if parent else self.name
        yield name, self
        for param in self.params if isinstance(self.params, tuple) else ():
            yield from param.rows(name)


@dataclass(frozen=True, slots=True)
class Component:
    """A folder under theme/components with the params of its macros and its examples."""

    name: str
    template: str
    params: dict[str, tuple[Param, ...]]
    examples: tuple[Example, ...]


def read_components(theme_dir: Path) -> list[Component]:
    """Every component of the theme by name; a folder without its examples raises FileNotFoundError."""
    folders = sorted(path for path in (theme_dir / "components").iterdir() if path.is_dir())
    return [_read_component(folder) for folder in folders]


def with_working_links(html: str) -> str:
    """Lead every address inside the site to its site map: trees with a style page need not have the pages of its examples."""
    return ADDRESS.sub(f'href="{PAGE_EVERY_TREE_HAS}"', html)


def _read_component(folder: Path) -> Component:
    file = yaml.load((folder / "examples.yaml").read_text(encoding="utf-8"), LOADER)  # noqa: S506  # safe, both of them
    default = folder.name.replace("-", "_")
    params = {macro: _params(rows) for macro, rows in file["params"].items()}
    examples = tuple(Example(**{"macro": default, **row}) for row in file["examples"])
    return Component(folder.name, f"components/{folder.name}/{folder.name}.html", params, examples)


def _params(rows: list[dict[str, Any]]) -> tuple[Param, ...]:
    return tuple(Param(**{**row, "params": _fields(row.get("params", []))}) for row in rows)


def _fields(declared: list[dict[str, Any]] | str) -> tuple[Param, ...] | str:
    return declared if isinstance(declared, str) else _params(declared)
