"""What a template can read, found in its source: the templates that it consists of, and every name that it does not set itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jinja2 import BytecodeCache, Environment, meta, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import Frame

from plugins.builder.cache.store import Store
from plugins.builder.digests import UnknownValue, checksum, combined


@dataclass(frozen=True, slots=True)
class Reads:
    """`source`: digest of all the templates' text. `others`: the templates that it names. `names`: variables and globals.
    `whole_texts`: whether something in them may reach an article's text.
    """

    source: bytes
    others: tuple[str, ...]
    names: tuple[str, ...]
    filters: tuple[str, ...]
    tests: tuple[str, ...]
    whole_texts: bool


class _Names(meta.TrackingCodeGenerator):
    """Jinja's own search for names that a template does not set itself, globals among them."""

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        self.undeclared_identifiers |= {name for action, name in frame.symbols.loads.values() if action == "resolve" and name}


class TemplateCache(BytecodeCache):
    """Caches compiled templates by source. `version` names the settings and libraries that compiled them."""

    def __init__(self, store: Store, version: bytes) -> None:
        self._store, self._version = store, version

    def load_bytecode(self, bucket: Bucket) -> None:
        bytecode = self._store.get(self._key(bucket))
        if bytecode is not None:
            bucket.bytecode_from_string(bytecode)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put_later(bucket.bytecode_to_string(), self._key(bucket))

    def cached(self, name: str, source: str, work: Callable[[], str]) -> str:
        """The cached result of `work` for the template of this name and source."""
        return self._store.cached(combined(b"reads", self._version, name.encode()), source, work)

    def _key(self, bucket: Bucket) -> bytes:
        return combined(b"template", self._version, bucket.key.encode(), bucket.checksum.encode())


def reads_of(environment: Environment, name: str) -> Reads:
    """Follow extends, include and import from one template. Raises UnknownValue if one names another by a variable."""
    parts: dict[str, Reads] = {}
    pending = [name]
    while pending:
        current = pending.pop()
        if current not in parts:
            source = environment.loader.get_source(environment, current)[0] if environment.loader else ""
            parts[current] = _part_of(environment, current, source)
            pending += parts[current].others
    return Reads(
        combined(*(part for current in sorted(parts) for part in (current.encode(), parts[current].source))),
        tuple(sorted(parts)),
        tuple(sorted({name for part in parts.values() for name in part.names})),
        tuple(sorted({name for part in parts.values() for name in part.filters})),
        tuple(sorted({name for part in parts.values() for name in part.tests})),
        any(part.whole_texts for part in parts.values()),
    )


def _part_of(environment: Environment, name: str, source: str) -> Reads:
    """Read one template without the others, once an environment and once for many builds: most are part of many pages."""
    known: dict[str, Reads] = environment.__dict__.setdefault("builder_parts", {})
    if name not in known:
        cache: Any = environment.bytecode_cache

        def read() -> str:
            return json.dumps(_read(environment, name, source))

        *lists, whole_texts = json.loads(cache.cached(name, source, read) if isinstance(cache, TemplateCache) else read())
        others, names, filters, tests = map(tuple, lists)
        known[name] = Reads(checksum(source.encode()), others, names, filters, tests, whole_texts)
    return known[name]


def _read(environment: Environment, name: str, source: str) -> tuple[list[str], list[str], list[str], list[str], bool]:
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
            raise UnknownValue(current)
        yield other


def _reads_whole_texts(tree: nodes.Template) -> bool:
    """Whether an attribute, or a constant by which a filter may name one, is a text's. Unknown subscripts count too."""
    if any(_is_text(node.attr) for node in tree.find_all(nodes.Getattr)):
        return True
    if any(not isinstance(node.arg, nodes.Const | nodes.Slice) for node in tree.find_all(nodes.Getitem)):
        return True
    if any(not isinstance(argument, nodes.Const) for argument in _attribute_arguments(tree)):
        return True
    constants = (str(node.value) for node in tree.find_all(nodes.Const))
    return any(_is_text(name) for constant in constants for name in constant.split("."))


def _is_text(attribute: str) -> bool:
    """Whether the attribute is a text, or derives from one."""
    return attribute == "content" or attribute.startswith(("get_", "_"))


def _attribute_arguments(tree: nodes.Template) -> Iterable[nodes.Node]:
    for node in tree.find_all(nodes.Filter):
        yield from (argument.value for argument in node.kwargs if argument.key == "attribute")
        if node.name in {"attr", "groupby", "selectattr", "rejectattr"}:
            yield from node.args[:1]
