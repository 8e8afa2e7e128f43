"""Links of articles to other sites, once a month and slowly: a domain that expired may now sell bets under the office's link."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from deploy.verify.client import Client, SiteAnswer, Unreachable
from deploy.verify.findings import Finding
from deploy.verify.readers import PHONE_FROM_SEARCH
from deploy.verify.report import Verdict
from deploy.verify.signs import BETTING, unpack
from plugins.manuscript import read_manuscript
from plugins.markup.addresses import classify
from plugins.newsroom.checks.check_tree import kind_of
from plugins.newsroom.checks.links import links_of
from plugins.newsroom.checks.site import Publication, publication_of, this_minute
from plugins.newsroom.checks.tree import walk

RATE = 0.5  # requests a second, to all sites together
MOST_REDIRECTS, MOST_BYTES = 3, 1 << 18
FOR_SALE = re.compile(
    r"domain (?:name )?(?:is |may be )?for sale|buy this domain|parked (?:free|domain)|bán tên miền", re.IGNORECASE
)
CHANGE = "Sửa hoặc bỏ liên kết này trong bài."
Open = Callable[[str], Client]


def outward_links(content: Path) -> dict[str, list[str]]:
    """By address, the places that link to it: "content/tin-tuc/bai.md:12". Nobody visits what only a text leads to that is a
    draft or still to come: the visit itself would tell of it.
    """
    places: dict[str, list[str]] = defaultdict(list)
    tree, _ = walk(content, content.name)
    for path in tree.texts():
        kind = kind_of(path)
        try:
            manuscript = read_manuscript(content / path, tree.display_path(path))
        except UnicodeDecodeError:
            continue  # `make check` reports it
        publication = publication_of(manuscript, kind, ()) if kind else Publication()
        if not publication.address or publication.date > this_minute():
            continue
        for link in links_of(manuscript):
            address = classify(link.target)
            if address.kind == "outside" and address.path.startswith("http"):
                places[address.path].append(f"{manuscript.path}:{link.line}")
    return dict(places)


def verify_outward(
    content: Path, site: str, open_client: Open = lambda site: Client(site, rate=RATE), rate: float = RATE
) -> Verdict:
    """Ask each address once; `open_client` is for tests, which leave no machine."""
    started, links = time.monotonic(), outward_links(content)
    findings = list(_findings(links, open_client, rate))
    return Verdict(site, findings, asked=len(links), seconds=time.monotonic() - started)


def _findings(links: Mapping[str, list[str]], open_client: Open, rate: float) -> Iterator[Finding]:
    for address, places in links.items():
        if found := _look(address, open_client, rate):
            yield Finding(
                places[0],
                f"liên kết tới {address[:120]}: {found}",
                "trang mà bài viết nói tới",
                CHANGE,
                "warning",
                "",
                tuple(places[1:]),
            )


def _look(address: str, open_client: Open, rate: float) -> str:
    """What became of the place; "" if nothing seems wrong."""
    here = address
    for _ in range(MOST_REDIRECTS + 1):
        parts = urlsplit(here)
        client = open_client(f"{parts.scheme}://{parts.netloc}")
        time.sleep(1 / rate if rate else 0)
        try:
            answer = client.ask(f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", _headers(), MOST_BYTES)
        except Unreachable as error:
            return str(error)
        finally:
            client.close()
        where = answer.headers.get("Location", "")
        if not (answer.status in range(300, 400) and where):
            return _judge(address, here, answer)
        here = urljoin(here, where)
    return "chuyển hướng mãi không thôi"


def _headers() -> dict[str, str]:
    return {**PHONE_FROM_SEARCH.headers, "Accept-Encoding": "identity"}


def _judge(address: str, here: str, answer: SiteAnswer) -> str:
    moved = "" if _domain(address) == _domain(here) else f" (đã chuyển sang {_domain(here)})"
    text = unpack(answer.body, answer.headers.get("Content-Encoding", "identity")).decode(errors="replace")
    if word := BETTING.search(text):
        return f"nay là trang có chữ “{word[0].lower()}”{moved}"
    if FOR_SALE.search(text):
        return f"tên miền đang rao bán{moved}"
    if answer.status in {404, 410}:
        return f"không còn trang này ({answer.status}){moved}"
    return moved.strip(" ()")


def _domain(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
