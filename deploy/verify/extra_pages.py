"""Pages that no manifest has: what the served pages, feeds and site maps link to is followed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from deploy.verify.client import Client, SiteAnswer
from deploy.verify.examine import MOVED, REPAIR
from deploy.verify.expected import Expected
from deploy.verify.findings import Finding
from deploy.verify.readers import PHONE_FROM_SEARCH
from deploy.verify.signs import signs_of, unpack

MOST = 200  # addresses that are followed in one run
ATTRIBUTES = ("href", "src", "action", "data")
_PLAIN = re.compile(r"https?://[^\s<>\"']+")


def unknown_addresses(expected: Expected, address: str, body: bytes) -> set[str]:
    """The addresses of this site in a page, a feed or robots.txt that the release does not have."""
    text = body.decode(errors="replace")
    found = _in_markup(text) if "<html" in text[:2000].lower() or "<body" in text[:2000].lower() else _PLAIN.findall(text)
    return {place for link in set(found) if (place := _here(expected, address, link)) and not _is_known(expected, place)}


def _in_markup(text: str) -> Iterator[str]:
    document = LexborHTMLParser(text)
    for name in ATTRIBUTES:
        yield from (node.attributes[name] or "" for node in document.css(f"[{name}]"))


def _here(expected: Expected, address: str, link: str) -> str:
    """The link as an address of this site; "" for another host or another kind of address."""
    try:
        parts = urlsplit(urljoin(f"{expected.site}{address}", link.strip()))
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() != expected.portal.host:
        return ""
    return (unquote(parts.path) or "/") + (f"?{parts.query}" if parts.query else "")


def _is_known(expected: Expected, place: str) -> bool:
    path = place.partition("?")[0]
    return path in expected.addresses or f"{path}/" in expected.addresses


def follow(expected: Expected, client: Client, start: Iterable[str]) -> list[Finding]:
    """What is there though it should not be, and what that links to in turn."""
    waiting, seen, findings = deque(sorted(start)), set[str](), list[Finding]()
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        if address in seen:
            continue
        seen.add(address)
        answer = client.ask(address, {**PHONE_FROM_SEARCH.headers, "Accept-Encoding": "identity"}, most=1 << 20)
        if finding := _extra(expected, address, answer):
            findings.append(finding)
            waiting.extend(sorted(unknown_addresses(expected, address, answer.body) - seen))
    return findings


def _extra(expected: Expected, address: str, answer: SiteAnswer) -> Finding | None:
    if answer.status in MOVED:
        leads_to = urljoin(f"{expected.site}{address}", answer.headers.get("Location", ""))
        if leads_to.startswith(f"{expected.site}/"):
            return None
        return Finding(address, f"chuyển hướng sang {leads_to[:120]}", "404", REPAIR)
    if answer.status in {404, 410}:
        return None
    body = unpack(answer.body, answer.headers.get("Content-Encoding", "identity"))
    signs = signs_of(body, b"", expected.known_hosts)
    return Finding(address, f"trang lạ, không có trong bản đăng: trả lời {answer.status}{signs}", "404", REPAIR)
