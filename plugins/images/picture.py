"""Writes a photo into a text: `<img>` becomes `<picture>` with the derived files, its place on the page stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote

from plugins.images.photo import Photo
from plugins.markup.addresses import inside_content

IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*) ?/?>')
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
SIZES = "(min-width: 46rem) 42rem, 92vw"  # the width of the text: theme/css/layout.css
STATIC = "{static}"
Find = Callable[[str], Photo | None]


def with_pictures(html: str, folder: str, find: Find, with_avif: bool = True) -> str:
    """The HTML with every photo that `find` knows (by path from the content root) as a picture.

    `folder` is the text's own, from the content root. All but the first load when the reader comes near.
    """
    seen: list[Photo] = []

    def written(found: re.Match[str]) -> str:
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(found[1])}
        path = _path_of(attributes.get("src", ""), folder)
        photo = find(path) if path else None
        if photo is None:
            return found[0]
        seen.append(photo)
        return _picture(photo, attributes, is_first=len(seen) == 1, with_avif=with_avif)

    return IMAGE.sub(written, html) if "<img" in html else html


def address_of(photo: Photo) -> str:
    """The file that every browser, feed reader and social network can show, by address."""
    return f"/{photo.names()[-1]}"


def _path_of(reference: str, folder: str) -> str | None:
    return inside_content(unquote(reference.removeprefix(STATIC)), folder) if reference.startswith(STATIC) else None


def _picture(photo: Photo, attributes: dict[str, str], is_first: bool, with_avif: bool) -> str:
    width, height = photo.sizes()[-1]
    attributes = {**attributes, "src": address_of(photo), "width": str(width), "height": str(height)}
    if not is_first:
        attributes["loading"] = "lazy"
    *better, plainest = photo.endings(with_avif)
    if len(photo.sizes()) > 1:
        attributes |= _choice(photo, plainest)
    sources = "".join(_tag("source", {"type": "image/avif", **_choice(photo, ending)}) for ending in better)
    image = _tag("img", attributes)
    return f"<picture>{sources}{image}</picture>" if sources else image


def _choice(photo: Photo, ending: str) -> dict[str, str]:
    """The files among which a browser chooses."""
    names = {width: f"/{photo.name(width, ending)}" for width, _ in photo.sizes()}
    if len(names) == 1:
        return {"srcset": next(iter(names.values()))}
    return {"srcset": ", ".join(f"{name} {width}w" for width, name in names.items()), "sizes": SIZES}


def _tag(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"
