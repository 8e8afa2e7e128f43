"""What a template can read, found in its source: the templates it is put together from, and every name it leaves to the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jinja2 import BytecodeCache, Environment, meta, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import Frame

from plugins.builder.cache.store import Store
from plugins.builder.digests import combined


@dataclass(frozen=True, slots=True)
class Reads:
    """`source`: digest of all the templates' text. `names`: variables and globals. `whole_texts`: False when nothing in them
    could reach an article's body.
    """

    source: bytes
    names: tuple[str, ...]
    filters: tuple[str, ...]
    tests: tuple[str, ...]
    whole_texts: bool


class _Names(meta.TrackingCodeGenerator):
    """Jinja's own search for names that a template does not set itself, globals among them."""

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        self.undeclared_identifiers |= {name for action, name in frame.symbols.loads.values() if action == "resolve" and name}


class UnknownReads(Exception):
    """A template that names another one by a variable: it may read anything."""


class KeptTemplates(BytecodeCache):
    """Compiled templates, by their source; `version` names the settings and libraries that they were compiled with."""

    def __init__(self, store: Store, version: bytes) -> None:
        self._store, self._version = store, version

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._store.get(self._key(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put_later(bucket.bytecode_to_string(), self._key(bucket))

    def remembered(self, name: str, source: str, work: Callable[[], str]) -> str:
        """What was found in the template of this name and source, or what `work` finds."""
        return self._store.remembered(combined(b"reads", self._version, name.encode()), source, work)

    def _key(self, bucket: Bucket) -> bytes:
        return combined(b"template", self._version, bucket.key.encode(), bucket.checksum.encode())


def reads_of(environment: Environment, name: str) -> Reads:
    """Follow extends, include and import from one template. Raises UnknownReads."""
    parts: dict[str, _Part] = {}
    pending = [name]
    while pending:
        current = pending.pop()
        if current not in parts:
            source = environment.loader.get_source(environment, current)[0] if environment.loader else ""
            parts[current] = _part_of(environment, current, source)
            pending += parts[current].others
    return Reads(
        combined(*(text.encode() for current in sorted(parts) for text in (current, parts[current].source))),
        tuple(sorted({name for part in parts.values() for name in part.names})),
        tuple(sorted({name for part in parts.values() for name in part.filters})),
        tuple(sorted({name for part in parts.values() for name in part.tests})),
        any(part.whole_texts for part in parts.values()),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One template file."""

    source: str
    others: tuple[str, ...]
    names: tuple[str, ...]
    filters: tuple[str, ...]
    tests: tuple[str, ...]
    whole_texts: bool


def _part_of(environment: Environment, name: str, source: str) -> _Part:
    """Read one template; most are part of many pages, so each is read once an environment, and once for many builds."""
    known: dict[str, _Part] = environment.__dict__.setdefault("builder_parts", {})
    if name not in known:
        keeper: Any = environment.bytecode_cache

        def found() -> str:
            return json.dumps(_found_in(environment, name, source))

        told = json.loads(keeper.remembered(name, source, found) if isinstance(keeper, KeptTemplates) else found())
        others, names, filters, tests = map(tuple, told[:4])
        known[name] = _Part(source, others, names, filters, tests, told[4])
    return known[name]


def _found_in(environment: Environment, name: str, source: str) -> tuple[list[str], list[str], list[str], list[str], bool]:
    tree = environment.parse(source, name)
    return (
        list(_others(tree, name)),
        sorted(_names_of(environment, tree)),
        sorted({node.name for node in tree.find_all(nodes.Filter)}),
        sorted({node.name for node in tree.find_all(nodes.Test)}),
        _reads_whole_texts(tree),
    )


def _names_of(environment: Environment, tree: nodes.Template) -> set[str]:
    search = _Names(environment)
    search.visit(tree)
    return search.undeclared_identifiers


def _others(tree: nodes.Template, current: str) -> Iterable[str]:
    for other in meta.find_referenced_templates(tree):
        if other is None:
            raise UnknownReads(current)
        yield other


def _reads_whole_texts(tree: nodes.Template) -> bool:
    """Whether any attribute, or any constant by which a filter could name one, is a text's; unknown subscripts count too."""
    if any(_is_text(node.attr) for node in tree.find_all(nodes.Getattr)):
        return True
    if any(not isinstance(node.arg, nodes.Const | nodes.Slice) for node in tree.find_all(nodes.Getitem)):
        return True
    if any(not isinstance(argument, nodes.Const) for argument in _attribute_arguments(tree)):
        return True
    constants = (str(node.value) for node in tree.find_all(nodes.Const))
    return any(_is_text(name) for constant in constants for name in constant.split("."))


def _is_text(attribute: str) -> bool:
    """Whether a whole text can be had by this attribute: the text itself, and whatever works something out of it."""
    return attribute == "content" or attribute.startswith(("get_", "_"))


def _attribute_arguments(tree: nodes.Template) -> Iterable[nodes.Node]:
    for node in tree.find_all(nodes.Filter):
        yield from (argument.value for argument in node.kwargs if argument.key == "attribute")
        if node.name in {"attr", "groupby", "selectattr", "rejectattr"}:
            yield from node.args[:1]
