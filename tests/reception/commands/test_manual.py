"""Every example of the editors' manual goes the whole way, from Markdown to what a reader sees."""

import re

import pytest

from plugins.reception.commands.manual import code, page, statistics_lines, table
from plugins.reception.commands.manual_examples import SCOPE, example_catalogue
from plugins.reception.display.resolve import Resolver
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.embeds.block import EXAMPLES, KEYS, parse_block
from plugins.reception.embeds.inline import EMBEDS, FILTERS, OPTIONS
from plugins.reception.embeds.markdown import PLACEHOLDER
from tests.markup.conversion import convert

CATALOGUE = example_catalogue()
ROWS = [*EMBEDS, *OPTIONS, *FILTERS]


class Words:
    """Components without tags."""

    def stat(self, value, text, href):
        return text

    def statistics(self, block):
        return "\n".join(statistics_lines(block))


def read(text: str) -> str:
    """What a reader reads of a paragraph."""
    resolver = Resolver(CATALOGUE, Words(), "bai.md", SCOPE)
    html = resolver.html(convert(text))
    assert resolver.problems == []
    return re.sub(r"<[^>]+>", "", html).strip()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_an_example_reads_as_the_manual_says(row):
    assert read(row.example) == row.reads


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_the_manual_shows_an_example_beside_what_it_reads(row):
    wanted = table((), [(code(row.example), row.reads)]).splitlines()[-1] if row in EMBEDS else f"| {row.reads} |"
    assert any(wanted.removesuffix(" |") in line and table((), [(code(row.example),)]).splitlines()[-1][2:-2] in line
               for line in page().splitlines())  # fmt: skip


@pytest.mark.parametrize(("title", "text"), EXAMPLES, ids=[title for title, _ in EXAMPLES])
def test_the_manual_shows_a_block_with_the_number_it_becomes(title, text):
    block = statistics_of(CATALOGUE, parse_block(text), SCOPE, "so-lieu-1")
    section = page().partition(f"### {title}\n")[2].partition("\n###")[0]
    assert f"```so-lieu\n{text}\n```" in section
    shown = [line.removeprefix(">").strip() for line in section.splitlines() if line.startswith(">")]
    assert shown == statistics_lines(block)
    for row in block["table"]["rows"]:
        assert any(row["label"] in line and all(cell["text"] in line for cell in row["cells"]) for line in shown)


def test_a_number_in_the_manual_has_its_title_period_bars_notes_source_and_files():
    text = "khối: chuẩn\nchỉ-tiêu: [lượt công dân, lượt tiếp thường xuyên]\nghi-chú: Chưa gồm số của cấp xã."
    assert statistics_lines(statistics_of(CATALOGUE, parse_block(text), SCOPE, "a")) == [
        "**Tiếp công dân** (Số liệu minh hoạ)", "", "quý III năm 2017 · lượt", "",
        "| Chỉ tiêu | Số lượng (lượt) |", "| --- | --- |",
        "| Lượt công dân | 1.264 ████████████████████ |", "| Lượt tiếp thường xuyên | 799 █████████████ |", "",
        "Chưa gồm số của cấp xã.", "", "Nguồn: Số liệu minh hoạ, 10/10/2017. Số liệu đến ngày 15/9/2017.", "",
        "Tải về: CSV, XLSX, JSON",
    ]  # fmt: skip


def test_every_key_of_a_block_is_used_by_an_example():
    assert {key for _, text in EXAMPLES for key in parse_block(text).lines} == {key.name for key in KEYS}


def test_a_block_s_placeholder_leaves_nothing_behind():
    assert not PLACEHOLDER.search(read(f"```so-lieu\n{EXAMPLES[0][1]}\n```"))


def test_a_bar_in_a_cell_does_not_split_it():
    assert table(("a",), [("“| tổng”",), ("`x \\| y`",)]).splitlines()[2:] == ["| “\\| tổng” |", "| `x \\| y` |"]
