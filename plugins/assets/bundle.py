"""The theme's CSS as the one text that stands inside <style>, and its hash.

The text is inlined because an extra request costs a slow phone more than the bytes do; the Content-Security-Policy then
names the sha256 of exactly these bytes, so nothing may be added around them in a template.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import rcssmin

# Later layers win over earlier ones, whatever the specificity of their selectors; their first appearance sets the order.
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")

# Components that only pages with statistics carry; every other component is on all pages.
STATISTICS_COMPONENTS = frozenset({"chart", "observation", "statistics"})
KINDS = ("site", "statistics")


class UnknownKindError(ValueError):
    """A template asked for a style sheet that does not exist."""


def bundle(theme_dir: Path, kind: str) -> str:
    """The minified style sheet of a kind of page ("site" or "statistics"), the same text on every machine."""
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
    return kind == "statistics" or component not in STATISTICS_COMPONENTS


def csp_source(css: str) -> str:
    """The source expression that lets a browser apply this text inside <style> (CSP level 2)."""
    digest = hashlib.sha256(css.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def content_security_policy(theme_dir: Path) -> str:
    """The whole header value for every page without scripts: nothing is allowed but our styles, images and audio."""
    styles = " ".join(csp_source(bundle(theme_dir, kind)) for kind in KINDS)
    return (
        f"default-src 'none'; style-src {styles}; img-src 'self'; media-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
