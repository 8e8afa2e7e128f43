"""Numbers are found, read and held against the text whatever letter was typed for Đ: eth, African D or the right one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript
from plugins.reception.data.queries.select import selection_of
from plugins.reception.data.sources.recognition.row_kinds import area_words, kind_of
from plugins.reception.data.units.names import is_unmarked, read_name
from plugins.reception.embeds.block import EXAMPLES, parse_block
from plugins.reception.embeds.inline import EMBEDS, FILTERS, OPTIONS, Ask, parse_embed
from plugins.reception.typed_numbers.check import reconcile
from plugins.reception.typed_numbers.words_beside_embeds import directions_are_said_once
from plugins.vietnamese.folding import plain
from tests.reception.data.sources.recognition.sheets import FORMS, Page, dated, filled, only, read, table
from tests.reception.typed_numbers.test_check import NUMBERS
from tests.vietnamese.strategies import ALL_ALIKE, mistyped

SENTENCES = (
    "Đã tiếp 17.686 lượt công dân, tiếp nhận 9.626 lượt đơn thư.",
    "Đã nhận 9.662 đơn thư, đạt 33 đơn kỳ trước chuyển sang.",
    "Tổng số đơn thư đạt 9.622 lượt đơn thư.",
    "17.668 lượt công dân, giảm 5% so với cùng kỳ; có 05 đơn vị.",
    "Điều 33 đơn; đợt 5 đoàn đông người.",
)
NAMES = ("Tổng cộng toàn địa bàn", "Cộng các đơn vị", "TỔNG SỐ (2 đơn vị)", "Xã Đồng Đăng", "Cộng khối sở", "Đơn vị khác")
FORM = next(form for form in FORMS.forms.values() if form.number == "01/TCD" and "02-2021" in form.id.upper())


def problems_of(sentence: str) -> list[tuple[str, int, str]]:
    found = reconcile(parse_manuscript(f"Title: T\nSo-lieu: tiep-cong-dan/2014-07-01..2017-07-01\n\n{sentence}\n", "b.md"), NUMBERS)
    return [(problem.message, problem.line, problem.severity) for problem in found]


@settings(max_examples=200)
@given(st.data())
def test_a_number_typed_in_an_article_is_held_to_the_same_number(data):
    sentence = data.draw(st.sampled_from(SENTENCES))
    assert problems_of(data.draw(mistyped(sentence))) == problems_of(sentence)


def test_the_sentences_above_say_something_to_hold():
    assert [bool(problems_of(sentence)) for sentence in SENTENCES[:3]] == [True, True, True]


def test_a_direction_said_twice_is_reported():
    text = "Title: T\n\nTăng {} {{{{ lượt công dân | so-với cùng-kỳ }}}}.\n"
    for word in ("đi", "ði"):
        (problem,) = directions_are_said_once(parse_manuscript(text.format(word), "b.md"), NUMBERS)
        assert problem.line == 3


@settings(max_examples=200)
@given(st.data())
def test_an_embed_asks_for_the_same(data):
    row = data.draw(st.sampled_from([*EMBEDS[:3], *OPTIONS, *FILTERS]))
    written = row.example.strip("{} ").replace("công dân", "đơn thư")
    asked, expected = parse_embed(data.draw(mistyped(written))), parse_embed(written)
    assert isinstance(asked, Ask)
    assert isinstance(expected, Ask)
    assert NUMBERS.measure(asked.name) == NUMBERS.measure(expected.name)
    selections = [selection_of(NUMBERS, "tiep-cong-dan/2017-Q3", **each.options) for each in (asked, expected)]
    assert selections[0] == selections[1]
    assert (asked.reading and asked.reading.name, asked.plain) == (expected.reading and expected.reading.name, expected.plain)


@pytest.mark.parametrize("letters", ALL_ALIKE)
@pytest.mark.parametrize("written", [text for _, text in EXAMPLES])
def test_a_block_is_read_with_right_letters_so_that_its_title_is_published_with_them(written, letters):
    assert parse_block(written.translate(letters)) == parse_block(written)


@settings(max_examples=200)
@given(st.data())
def test_the_names_of_units_and_totals_mean_the_same(data):
    name = data.draw(st.sampled_from(NAMES))
    typed = data.draw(mistyped(name))
    for same in (read_name, plain, kind_of, area_words, is_unmarked):
        assert same(typed) == same(name), same.__name__


@pytest.mark.parametrize("letters", ALL_ALIKE)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_a_workbook_typed_with_them_is_the_same_report(tmp_path, suffix, letters):
    rows = {"Xã Đồng Đăng": filled(FORM, 3), "Đội Cấn": filled(FORM, 4), "Tổng cộng (2 đơn vị)": filled(FORM, 7)}
    page = dated(table(FORM, rows, top=6), "Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022")
    typed = {place: value.translate(letters) if isinstance(value, str) else value for place, value in page.cells.items()}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    found = only(read(tmp_path / "a", Page(page.name, typed), suffix=suffix))
    assert found == only(read(tmp_path / "b", page, suffix=suffix))
    assert [row.unit for row in found.rows][:2] == ["Xã Đồng Đăng", "Đội Cấn"]
