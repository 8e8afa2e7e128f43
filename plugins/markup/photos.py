"""Pictures with captions: an image that is a paragraph by itself is a photograph of the article.

`![mô tả](anh.jpg "Chú thích")` becomes `<figure>`, `<img>` and `<figcaption>`. The address `chưa-có-ảnh` says that there is no
photograph: the caption stays, without a picture.
"""

from __future__ import annotations

from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from plugins.markup.addresses import NO_PHOTO

MISSING_NOTE = "Ảnh gốc của bài hiện không còn."


def photographs(root: Element) -> None:
    """Turn every paragraph that holds one image and nothing else into a `<figure>`, in place."""
    for paragraph in root.iter("p"):
        picture = paragraph.find("img")
        if picture is not None and len(paragraph) == 1 and not f"{paragraph.text or ''}{picture.tail or ''}".strip():
            _to_photograph(paragraph, picture)


def _to_photograph(paragraph: Element, picture: Element) -> None:
    caption = picture.attrib.pop("title", "")
    paragraph.tag = "figure"
    paragraph.text = picture.tail = None
    if unquote(picture.get("src", "")).removeprefix("{static}") == NO_PHOTO:  # the editor says that there is none to show
        paragraph.set("class", "photo photo--missing")
        paragraph.remove(picture)
        note = SubElement(paragraph, "p", {"class": "photo__note"})
        note.text = MISSING_NOTE
    else:
        paragraph.set("class", "photo")
    if caption:
        SubElement(paragraph, "figcaption").text = caption
