"""Drawings paint themselves where no style sheet of ours comes along, as in feed readers, and follow the theme where it does."""

import re
from html import unescape

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ARTICLE = "/2025/06/ket-qua-quy-hai/"
BLACK = "rgb(0, 0, 0)"
SHAPES = """[...document.querySelectorAll('svg :is(rect, circle, path)')].map(shape => {
  const style = getComputedStyle(shape);
  return [shape.closest('svg').getAttribute('class'), shape.tagName, style.fill, style.stroke];
})"""
BOXES = """[...document.querySelectorAll('svg')].map(svg => {
  const box = svg.getBoundingClientRect();
  return [svg.getAttribute('class'), box.width, box.height];
})"""


def as_a_feed_reader_shows_it(page: Page, demo: str) -> None:
    """The article's content of the Atom feed, in a page without any style."""
    feed = page.request.get(f"{demo}/atom.xml").text()
    entry = next(entry for entry in feed.split("<entry>") if f"{ARTICLE}</id>" in entry or f'{ARTICLE}"' in entry)
    content = unescape(re.search(r"<content[^>]*>(.*)</content>", entry, flags=re.DOTALL)[1])
    page.set_content(f"<!doctype html><html lang=vi><title>x</title><body>{content}</body></html>")


def test_the_feed_s_drawings_are_lines_and_bars_and_no_black_boxes(page: Page, demo):
    as_a_feed_reader_shows_it(page, demo)
    shapes, boxes = page.evaluate(SHAPES), page.evaluate(BOXES)
    assert {shape[1] for shape in shapes} == {"rect", "circle", "path"}
    assert [shape for shape in shapes if BLACK in (shape[2], shape[3])] == []
    assert {shape[2] for shape in shapes if shape[1] == "path"} == {"none"}
    assert {(width, height) for name, width, height in boxes if name == "chart"} == {(360, 240)}
    bars = [(width, height) for name, width, height in boxes if name != "chart"]
    assert bars
    assert all(width <= 160 and height <= 16 for width, height in bars)


@pytest.mark.parametrize("colours", ["black on white", "white on black"])
def test_the_feed_s_words_in_drawings_are_the_reader_s_own_colour(page: Page, demo, colours):
    ink, paper = colours.split(" on ")
    as_a_feed_reader_shows_it(page, demo)
    page.evaluate("([ink, paper]) => Object.assign(document.body.style, {color: ink, background: paper})", [ink, paper])
    labels = page.evaluate("[...document.querySelectorAll('svg > g[text-anchor] text')].map(text => getComputedStyle(text).fill)")
    assert set(labels) == {BLACK if ink == "black" else "rgb(255, 255, 255)"}
    assert set(page.evaluate("[...document.querySelectorAll('svg text')].map(text => getComputedStyle(text).stroke)")) == {"none"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_on_the_site_the_theme_s_colours_and_sizes_win(page: Page, demo, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(demo + ARTICLE)
    tokens = page.evaluate(
        """Object.fromEntries(['accent', 'second', 'line', 'paper'].map(name => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = `var(--${name})`;
        return [name, getComputedStyle(probe).color];
        }))"""
    )
    shapes = page.evaluate(SHAPES)
    for name, _, fill, _ in shapes:
        if "bar--1" in name:
            assert fill == tokens["accent"]
        elif "bar--2" in name:
            assert fill == tokens["paper"]
    assert {tokens["accent"], tokens["second"], tokens["line"]} <= {stroke for *_, stroke in shapes}
    for name, wide, high in page.evaluate(BOXES):
        if name == "chart":
            assert abs(wide * 240 / 360 - high) < 1, "the drawing keeps its shape"
        elif "key" not in name:
            assert 0 < high < 20
            assert wide > 40
