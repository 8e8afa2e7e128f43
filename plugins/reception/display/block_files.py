"""What readers take away from one block: its files, its inset (a page for the frames of other sites), words to cite it by."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

from plugins.reception.data.model import Dataset
from plugins.reception.display.offered_files import MEDIA_TYPES, OfferedFile

FOLDER = "so-lieu/nhung"
CHART_TYPE = "image/svg+xml"
INSET_HEIGHT = 600  # CSS pixels; a frame cannot grow with what is in it without a script


class BlockPlace(NamedTuple):
    """Where a block stands: the address before the page's, the page's own ("2017/10/bai/"), and who publishes it."""

    site: str
    page: str
    agency: str


def block_id(number: int) -> str:
    """The id of a page's block, which others link to: its number among the blocks of the page."""
    return f"so-lieu-{number}"


def block_path(page: str, identifier: str) -> str:
    """The path of a block's files without their endings: so-lieu/nhung/2017/10/bai/so-lieu-1."""
    return f"{FOLDER}/{page}{identifier}"


def block_files(path: str, has_chart: bool) -> list[OfferedFile]:
    """The numbers of the block, and its chart if it has one."""
    files = [{"label": ending.upper(), "href": f"/{path}.{ending}", "type": kind} for ending, kind in MEDIA_TYPES.items()]
    return [*files, *([{"label": "SVG", "href": f"/{path}.svg", "type": CHART_TYPE}] if has_chart else [])]


def reuse_of(place: BlockPlace, dataset: Dataset, block: dict[str, Any]) -> dict[str, Any]:
    """How to cite a block, show it on another site, and get all numbers behind it."""
    inset = f"{place.site}/{block_path(place.page, block['id'])}.html"
    days, address = f"số liệu đến ngày {block['as_of']}", f"{place.site}/{place.page}#{block['id']}"
    return {
        "citation": f"{place.agency}, “{block['title']}, {block['period']}”, {days}, {address}",
        "inset": f'<iframe src="{inset}" title="{escape(block["title"])}" width="100%" height="{INSET_HEIGHT}"></iframe>',
        "dataset": {"text": dataset.title, "href": f"/so-lieu/{dataset.id}/"},
    }
