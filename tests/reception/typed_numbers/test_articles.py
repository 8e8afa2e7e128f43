"""Whole articles against the data: the conference article with its numbers typed, and every article of both trees."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript, read_manuscript
from plugins.problems import errors_of
from plugins.project import ROOT
from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.typed_numbers.check import reconcile
from tests.reception.typed_numbers.test_check import problems

SENTENCE = "các cơ quan, đơn vị trên địa bàn tỉnh đã tiếp {visits} lượt công dân, tiếp nhận {letters} lượt đơn thư."


def conference_article() -> str:
    """The article as it was first published, its numbers typed."""
    source = (ROOT / "tests/site/conference-2017.txt").read_text(encoding="utf-8")
    return "\n\n".join(line.strip() for line in source.replace("\u00a0", " ").splitlines() if line.strip())


def test_the_conference_article_with_plain_numbers_passes() -> None:
    text = conference_article()
    assert "17.668 lượt công dân" in text
    assert problems(text) == []


@pytest.mark.parametrize("number", ["17.668", "9.626"])
@given(data=st.data())
def test_no_changed_digit_gets_through(number: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place, char in enumerate(number) if char.isdigit()]))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    changed = number[:place] + digit + number[place + 1 :]
    assert errors_of(problems(conference_article().replace(number, changed)))


@given(
    visits=st.text("0123456789.,", min_size=1, max_size=8).filter(lambda text: text[0].isdigit() and text[-1].isdigit()),
)
def test_whatever_is_typed_is_never_taken_for_the_right_number(visits: str) -> None:
    """Anything but a writing of a number of the data is at least reported."""
    found = problems(SENTENCE.format(visits=visits, letters="9.626"))
    right = {"17.668", "1.200", "17668", "1200", "259"}
    if not found:
        assert re.sub(r"^0+|,0+$", "", visits) in right


def test_the_articles_of_both_trees_raise_no_false_alarm() -> None:
    for tree in ("content", "tests/demo"):
        catalogue = load_catalogue(ROOT / tree)
        paths = sorted((ROOT / tree).rglob("*.md"))
        assert paths
        for path in paths:
            assert reconcile(read_manuscript(path, path.name), catalogue) == [], path


def test_no_article_of_the_demo_would_be_stopped_if_it_named_a_data_set() -> None:
    catalogue = load_catalogue(ROOT / "tests/demo")
    for path in sorted((ROOT / "tests/demo").rglob("*.md")):
        header, _, body = path.read_text(encoding="utf-8").partition("\n\n")
        named = header if "So-lieu:" in header else f"{header}\nSo-lieu: tiep-cong-dan-mau/2025-Q4"
        assert errors_of(reconcile(parse_manuscript(f"{named}\n\n{body}", path.name), catalogue)) == [], path
