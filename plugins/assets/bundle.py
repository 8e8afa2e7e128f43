"""The theme's CSS as the one text that stands inside <style>, and its hash.

The text is inlined because an extra request costs a slow phone more than the bytes do; the Content-Security-Policy then
names the sha256 of exactly these bytes, so nothing may be added around them in a template.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

import rcssmin

# Later layers win over earlier ones, whatever the specificity of their selectors; their first appearance sets the order.
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")

# Components that only one kind of page has; every other component may be on any page.
OWN_COMPONENTS = {
    "site": frozenset[str](),
    "statistics": frozenset({"chart", "observation", "statistics"}),
    "search": frozenset({"search"}),
}
KINDS = tuple(OWN_COMPONENTS)
SEARCH = "/tim-kiem/"  # the one place with a script
INSETS = "/so-lieu/nhung/"  # the one place that other sites may show in a frame


class UnknownKindError(ValueError):
    """A template asked for a style sheet that does not exist."""


def bundle(theme_dir: Path, kind: str) -> str:
    """The minified style sheet of a kind of page ("site", "statistics" or "search"), the same text on every machine."""
    if kind not in KINDS:
        raise UnknownKindError(f'no style sheet "{kind}": the kinds are {", ".join(KINDS)}')
    parts = []
    for layer in LAYERS:
        css = "".join(path.read_text(encoding="utf-8") for path in _files(theme_dir, layer, kind))
        parts.append(f"@layer {layer}{{{css}}}")
    return str(rcssmin.cssmin("".join(parts)))


def _files(theme_dir: Path, layer: str, kind: str) -> list[Path]:
    if layer != "components":
        return [theme_dir / "css" / f"{layer}.css"]
    return [path for path in sorted(theme_dir.glob("components/*/*.css")) if _belongs(path.parent.name, kind)]


def _belongs(component: str, kind: str) -> bool:
    return component in OWN_COMPONENTS[kind] or not any(component in own for own in OWN_COMPONENTS.values())


def csp_source(css: str) -> str:
    """The source expression that lets a browser apply this text inside <style> (CSP level 2)."""
    digest = hashlib.sha256(css.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def content_security_policy(theme_dir: Path) -> str:
    """The header's values, one a line: that of every page, then "<address> <value>" for pages below another address.

    It allows only our styles, images and audio; the search page may also run our script, which fetches the index. Other sites may
    show the pages of single blocks in a frame, and no others.
    """
    pages = _policy(theme_dir, ("site", "statistics"), "")
    search = _policy(theme_dir, ("search",), "script-src 'self'; connect-src 'self'; ")
    insets = _policy(theme_dir, ("statistics",), "", framed_by="*")
    return f"{pages}\n{SEARCH} {search}\n{INSETS} {insets}"


def policy_for(policies: str, address: str) -> str:
    """The header's value for an address of the site ("/tim-kiem/?tu-khoa=…"), from the text of `content_security_policy`."""
    pages, *others = policies.strip().splitlines()
    for line in others:
        place, policy = line.split(" ", 1)
        if address.startswith(place):
            return policy
    return pages


def policies_of_both(first: str, second: str) -> str:
    """Policies under which the pages of both work, for the moment in which one replaces the other."""
    allowed: dict[str, dict[str, dict[str, None]]] = {}
    for line in f"{first}\n{second}".split("\n"):
        place, policy = line.split(" ", 1) if line.startswith("/") else ("", line)
        for name, *sources in filter(None, map(str.split, policy.split(";"))):
            allowed.setdefault(place, {}).setdefault(name, {}).update(dict.fromkeys(sources))
    lines = {place: "; ".join(" ".join((name, *sources)) for name, sources in found.items()) for place, found in allowed.items()}
    return "\n".join(f"{place} {policy}".strip() for place, policy in lines.items())


def _policy(theme_dir: Path, kinds: Iterable[str], scripts: str, framed_by: str = "'none'") -> str:
    styles = " ".join(csp_source(bundle(theme_dir, kind)) for kind in kinds)
    return (
        f"default-src 'none'; style-src {styles}; {scripts}img-src 'self'; media-src 'self'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {framed_by}"
    )
