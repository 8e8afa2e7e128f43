"""Number formats of an .ods, written as those of .xlsx are, and its rows without height: styles by name, from both of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.reception.data.sources.spreadsheets.xml_events import attribute, ends, local

_DAYS = "dd/mm/yyyy"
_NUMBERS = frozenset({"number-style", "currency-style", "percentage-style"})
_OTHERS = {"date-style": _DAYS, "time-style": _DAYS, "boolean-style": _DAYS, "text-style": "@"}
_CONDITION = re.compile(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?[0-9.]+)")
_SIZE = re.compile(r"([0-9]*\.?[0-9]+)(cm|mm|in|pt|pc|px)?")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72, "pt": 1, "pc": 12, "px": 0.75, None: 1}
_LOW = 3  # points: nobody reads a number in a row or column of less


@dataclass(slots=True)
class Styles:
    """`codes` are formats by the name of the number style, `cells` (parent, number style) by the name of the cell's style.

    `marked` are styles that raise, lower or strike through a part of a text; `struck` says of cells' styles whether they strike
    through, where they say either.
    """

    codes: dict[str, str] = field(default_factory=dict)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    flat: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)
    struck: dict[str, bool] = field(default_factory=dict)

    def code(self, name: str) -> str:
        """The number format of a cell's style, its own or that of a style above it."""
        numbers = (self.cells[each][1] for each in self._upwards(name))
        return self.codes.get(next(filter(None, numbers), ""), "")

    def strikes(self, name: str) -> bool:
        """Whether a cell's style, or the nearest one above it that says so, strikes its text through."""
        return next((self.struck[each] for each in self._upwards(name) if each in self.struck), False)

    def _upwards(self, name: str) -> Iterator[str]:
        for _ in range(len(self.cells)):
            if name not in self.cells:
                return
            yield name
            name = self.cells[name][0]


def read_styles(parts: Mapping[str, bytes]) -> Styles:
    """All styles of the workbook."""
    styles = Styles()
    maps: dict[str, list[tuple[str, str]]] = {}
    for name in ("styles.xml", "content.xml"):
        for element in ends(parts.get(name) or b"<none/>"):
            tag = local(element)
            if tag in _NUMBERS or tag in _OTHERS:
                number = attribute(element, "name")
                styles.codes[number] = _OTHERS.get(tag) or _code(element)
                maps[number] = list(_maps(element))
            elif tag == "style":
                _add_style(styles, element)
            elif tag == "table-row":
                element.clear()
    plain = dict(styles.codes)
    for number, conditions in maps.items():
        if conditions:
            sections = [f"{condition}{plain.get(other, '')}" for condition, other in conditions]
            styles.codes[number] = ";".join([*sections, plain[number]])
    return styles


def _add_style(styles: Styles, element: Element) -> None:
    name, family = attribute(element, "name"), attribute(element, "family")
    if family == "table-cell":
        styles.cells[name] = attribute(element, "parent-style-name"), attribute(element, "data-style-name")
        said = [line for child in element if (line := _lines_through(child))]
        styles.struck |= {name: said != ["none"]} if said else {}
    sizes = [attribute(child, "row-height") or attribute(child, "column-width") for child in element]
    if family in ("table-row", "table-column") and any(_is_low(size) for size in sizes):
        styles.flat.add(name)
    if family == "text" and any(_marks(child) for child in element):
        styles.marked.add(name)


def _is_low(size: str) -> bool:
    match = _SIZE.fullmatch(size)
    return match is not None and float(match[1]) * _POINTS[match[2]] < _LOW


def _marks(properties: Element) -> bool:
    raised = attribute(properties, "text-position").split()[:1] not in ([], ["0%"])
    return raised or _lines_through(properties) not in ("", "none")


def _lines_through(properties: Element) -> str:
    """The line through a text that the properties ask for: "none", another word, or "" where they do not say."""
    lines = [attribute(properties, f"text-line-through-{each}") for each in ("style", "type")]
    return next((line for line in lines if line not in ("", "none")), "none" if "none" in lines else "")


def _maps(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        condition = _CONDITION.fullmatch(attribute(child, "condition")) if local(child) == "map" else None
        if condition:
            sign = "<>" if condition[1] == "!=" else condition[1]
            yield f"[{sign}{condition[2]}]", attribute(child, "apply-style-name")


def _code(element: Element) -> str:
    code = "".join(_piece(child) for child in element) or '""'
    return code.replace('"%"', "%") if local(element) == "percentage-style" else code


def _piece(child: Element) -> str:
    tag = local(child)
    if tag in ("text", "currency-symbol"):
        return '"{}"'.format((child.text or "").replace('"', "”"))
    if tag == "number":
        return _number(child)
    return {"fraction": "# ?/?", "scientific-number": "0E+0", "text-content": "@"}.get(tag, "")


def _number(element: Element) -> str:
    least, most = attribute(element, "min-decimal-places"), attribute(element, "decimal-places")
    whole = attribute(element, "min-integer-digits")
    grouped = attribute(element, "grouping") == "true"
    if not most and not grouped:
        return "General"
    digits = "0" * min(int(whole or 0), 20) or "#"
    code = f"#,{digits.rjust(3, '#')}" if grouped else digits
    places = min(int(most or 0), 20)
    kept = min(int(least or places), places)
    decimals = f".{'0' * kept}{'#' * (places - kept)}" if places else ""
    factor = float(attribute(element, "display-factor") or 1)
    scale = "," * (len(f"{factor:.0f}") // 3)
    texts = any(local(child) == "embedded-text" for child in element)
    return code + decimals + scale + ("?/?" if texts else "")
