"""The components' examples: one file each that is documentation, fixture of the tests and content of the style page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where it was built in: a tenth of the time
ADDRESS = re.compile(r'href="/[^"]*"')
PAGE_EVERY_TREE_HAS = "/so-do-trang/"


@dataclass(frozen=True, slots=True)
class Example:
    """One call of a macro; `shown` is False for parts of the page's own frame, which a page can hold only once."""

    name: str
    macro: str
    arguments: dict[str, Any] = field(default_factory=dict)
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Component:
    """A folder under theme/components with its examples."""

    name: str
    template: str
    examples: tuple[Example, ...]


def read_components(theme_dir: Path) -> list[Component]:
    """Every component of the theme by name; a folder without its examples raises FileNotFoundError."""
    folders = sorted(path for path in (theme_dir / "components").iterdir() if path.is_dir())
    return [_read_component(folder) for folder in folders]


def with_working_links(html: str) -> str:
    """Lead every address inside the site to its site map: the style page stands in trees that have none of the pages its
    examples speak of.
    """
    return ADDRESS.sub(f'href="{PAGE_EVERY_TREE_HAS}"', html)


def _read_component(folder: Path) -> Component:
    rows = yaml.load((folder / "examples.yaml").read_text(encoding="utf-8"), LOADER)  # noqa: S506  # safe, both of them
    default = folder.name.replace("-", "_")
    examples = tuple(Example(**{"macro": default, **row}) for row in rows)
    return Component(folder.name, f"components/{folder.name}/{folder.name}.html", examples)
