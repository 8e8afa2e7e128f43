"""What must hold for any piece of HTML of the theme and what axe does not look at."""

from __future__ import annotations

from itertools import pairwise

from bs4 import BeautifulSoup, Tag


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def words(element: Tag) -> str:
    """The text as read, white space folded."""
    return " ".join(element.get_text().split())


def complaints(soup: BeautifulSoup) -> list[str]:
    """Empty for good markup; every line names the element."""
    return [*_policy(soup), *_tables(soup), *_drawings(soup), *_identities(soup), *_headings(soup), *_addresses(soup)]


def _policy(soup: BeautifulSoup) -> list[str]:
    styled = [f"style=: {tag.name}" for tag in soup.find_all(style=True)]
    others = [tag for tag in soup.find_all("script") if tag.get("type") != "application/ld+json"]
    scripts = [f"script: {tag}" for tag in others if tag.text or not tag.get("src", "").startswith("/tim-kiem/")]
    handlers = [f"handler: {tag.name}" for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]
    return styled + scripts + handlers


def _tables(soup: BeautifulSoup) -> list[str]:
    found = []
    for table in soup.find_all("table"):
        if table.caption is None or not words(table.caption):
            found.append("table without caption")
        found += [f"th without scope: {words(cell)}" for cell in table.find_all("th") if not cell.get("scope")]
        found += [f"row without a header: {words(row)}" for row in table.find_all("tr") if row.th is None]
        if table.thead is None or any(cell.name != "th" for cell in table.thead.tr.find_all(["th", "td"])):
            found.append(f"table without column headers: {words(table.caption)}")
    return found


def _drawings(soup: BeautifulSoup) -> list[str]:
    found = []
    for svg in soup.find_all("svg"):
        named = svg.get("role") == "img" and svg.find("title") and svg.find("desc")
        if not named and svg.get("aria-hidden") != "true":
            found.append(f"svg neither hidden nor described: {str(svg)[:80]}")
    found += [
        f"img without alt or size: {tag}" for tag in soup.find_all("img") if not all(map(tag.get, ("alt", "width", "height")))
    ]
    return found


def _identities(soup: BeautifulSoup) -> list[str]:
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    found = [f"id twice: {name}" for name in set(ids) if ids.count(name) > 1]
    named = [(tag, name) for tag in soup.find_all() for name in tag.get("aria-labelledby", "").split()]
    return found + [f"label of nothing: {tag.name} {name}" for tag, name in named if name not in ids]


def _headings(soup: BeautifulSoup) -> list[str]:
    levels = [int(tag.name[1]) for tag in soup.find_all(["h1", "h2", "h3", "h4"])]
    return [f"h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]


def _addresses(soup: BeautifulSoup) -> list[str]:
    allowed = ("/", "#", "http://", "https://", "tel:+84", "mailto:")
    links = [tag.get("href", "") for tag in soup.find_all("a")]
    return [f"address: {href!r}" for href in links if not href.startswith(allowed) or href.startswith("//")]
