"""Tables that editors write say what they are, and what each row and column holds."""

import pytest
from bs4 import BeautifulSoup

from tests.markup.conversion import convert

TABLE = "| Đơn vị | Số đơn |\n|---|--:|\n| Sở Tư pháp | 21 |\n| Sở Tài chính | 5 |"


def soup(text):
    return BeautifulSoup(convert(text), "html.parser")


@pytest.mark.parametrize("line", ["Bảng: Đơn của **quý I**", "Bảng 2. Đơn của **quý I**", "BẢNG 12: Đơn của **quý I**"])
def test_a_line_that_names_the_table_above_it_is_its_caption(line):
    found = soup(f"Kết quả như sau.\n\n{line}\n\n{TABLE}")
    assert found.table.caption.text == line.replace("**", "")
    assert found.table.caption.strong
    assert [paragraph.text for paragraph in found.find_all("p")] == ["Kết quả như sau."]
    assert found.table.find().name == "caption", "HTML wants it first"


def test_the_caption_of_a_wide_table_scrolls_with_it():
    region = soup("Bảng: Rộng\n\n| A | B | C | D |\n|---|---|---|---|\n| a | 2 | 3 | 4 |").find(class_="scroll")
    assert region.table.caption.text == "Bảng: Rộng"


@pytest.mark.parametrize(
    "text",
    [f"Kết quả như sau:\n\n{TABLE}", f"Bảng:\n\n{TABLE}", f"Bảng: Đơn\n\nMột đoạn khác.\n\n{TABLE}", f"{TABLE}\n\nBảng: Đơn"],
)
def test_other_paragraphs_stay_paragraphs(text):
    found = soup(text)
    assert found.caption is None
    assert found.p


def test_a_first_column_of_names_heads_the_rows():
    rows = soup(TABLE).select("tbody tr")
    assert [(row.th["scope"], row.th.text, row.td.text) for row in rows] == [
        ("row", "Sở Tư pháp", "21"),
        ("row", "Sở Tài chính", "5"),
    ]


@pytest.mark.parametrize("firsts", [("1", "2"), ("Sở", "Sở"), ("Sở", ""), ("17.668", "Sở"), ("2025", "2026")])
def test_ordinals_numbers_gaps_and_repeated_words_head_nothing(firsts):
    first, second = firsts
    found = soup(f"| A | B |\n|---|---|\n| {first} | x |\n| {second} | y |")
    assert found.tbody.find("th") is None
    assert len(found.tbody.find_all("td")) == 4
