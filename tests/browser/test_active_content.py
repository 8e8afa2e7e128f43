"""Nothing that an attacker types, in any place, becomes active: two parsers judge, one of them a browser without the policy."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from lxml import etree

from tests.active_content import HTML, VECTORS
from tests.active_parts import active_parts
from tests.browser.active_parts import observed
from tests.browser.typed_everywhere import PAIRS, PLACES, Pair, refused, write_site
from tests.conftest import run_build
from tests.site.pages import html_of

pytestmark = pytest.mark.browser
OWN = "http://127.0.0.1:8000"  # as canonical links name the site
AT_ONCE = 30
SEARCH = "/tim-kiem/index.html"
INERT = {  # harmless as markup; the release refuses it as what no page of ours has
    '<script type="application/ld+json">alert(1)</script>', '<noscript><p title="</noscript>">x</p></noscript>',
    '<p title="</title>">x</p>', "<!-- ghi chú nội bộ -->", "<blink>x</blink>", "<![CDATA[<script>alert(1)</script>]]>",
}  # fmt: skip
ONLY_IN_A_BROWSER = {
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',  # whose scripts run
    "<body onload=alert(1)>",  # whose second <body> adds to the first
}


class Typed(NamedTuple):
    """All pairs, parted into what the check refuses and what the site in the folder was built of."""

    folder: Path
    refused: set[Pair]
    built: set[Pair]


@pytest.fixture(scope="module")
def typed(tmp_path_factory) -> Typed:
    place = tmp_path_factory.mktemp("typed")
    stopped = refused(place / "each")
    built = set(PAIRS) - stopped
    write_site(place / "content", built)
    result = run_build(place / "content", place / "output")
    assert result.returncode == 0, result.stderr
    return Typed(place / "output", stopped, built)


def quoted_in_feeds(folder: Path) -> list[str]:
    """The HTML of every text in every feed."""
    feeds = [etree.parse(path) for path in folder.rglob("*.xml") if path.name in {"rss.xml", "atom.xml"}]
    return [element.text or "" for feed in feeds for element in feed.iter("{*}content", "{*}description", "{*}summary")]


def open_all(window, addresses):
    starts = range(0, len(addresses), AT_ONCE)
    return [part for start in starts for part in window.open(*addresses[start : start + AT_ONCE])]


def test_each_pair_is_refused_or_there_to_be_read(typed):
    assert (len(VECTORS) >= 100, len(PLACES), len(PAIRS)) == (True, 8, len(VECTORS) * 8)
    assert {pair.place for pair in typed.refused} == {pair.place for pair in typed.built} == set(PLACES)
    readable = "".join(path.read_text(encoding="utf-8") for path in typed.folder.rglob("*") if path.suffix in {".html", ".xml"})
    assert len(typed.built) > 700
    assert [pair for pair in typed.built if pair.mark not in readable] == []


def test_lxml_finds_nothing_active_in_pages_and_feeds(typed):
    texts = {path: (typed.folder / path).read_text(encoding="utf-8") for path in html_of(typed.folder)}
    texts |= {f"feeds, {number}": text for number, text in enumerate(quoted_in_feeds(typed.folder))}
    assert len(texts) > len(VECTORS) + 50
    assert {path: parts for path, text in texts.items() if (parts := active_parts(text, OWN))} == {}


def test_a_browser_without_the_policy_runs_and_loads_nothing(browser, typed):
    with observed(browser, typed.folder) as window:
        assert open_all(window, [f"/{path}" for path in html_of(typed.folder)]) == []
        page = "".join(quoted_in_feeds(typed.folder))
        (typed.folder / "feeds.html").write_text(f"<!doctype html><meta charset=utf-8><main>{page}</main>", encoding="utf-8")
        assert window.open("/feeds.html") == []


def test_nothing_typed_into_the_search_runs(browser, typed):
    with observed(browser, typed.folder) as window:
        active, results = window.search(SEARCH, VECTORS)
        assert (active, results > 1000) == ([], True)
        assert open_all(window, [f"{SEARCH}?tu-khoa={quote(vector)}" for vector in VECTORS[::10]]) == []


def test_both_judges_report_what_is_active(browser, typed):
    """The same page, with each vector as markup; those that run are seen to run."""
    page = (typed.folder / "gioi-thieu/index.html").read_text(encoding="utf-8")
    spoilt = {f"/spoilt-{number}.html": vector for number, vector in enumerate(HTML) if vector not in INERT}
    for address, vector in spoilt.items():
        (typed.folder / address[1:]).write_text(page.replace("</main>", f"{vector}</main>"), encoding="utf-8")
    with observed(browser, typed.folder) as window:
        found = open_all(window, list(spoilt))
    assert [vector for address, vector in spoilt.items() if not any(part.startswith(f"{address}: ") for part in found)] == []
    assert found.count("ran: 1") > 40
    assert any(part.startswith("asked for http://la.example/") for part in found)
    missed = {vector for vector in spoilt.values() if not active_parts(page.replace("</main>", f"{vector}</main>"), OWN)}
    assert missed == ONLY_IN_A_BROWSER
