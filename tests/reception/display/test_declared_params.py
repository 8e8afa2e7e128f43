"""What Python gives to components is what they declare in examples.yaml: nothing unknown, nothing missing, no other type."""

from dataclasses import replace

import pytest

from plugins.agency.agency import read_agency
from plugins.project import CONTENT
from plugins.reception.commands.manual_examples import DATASET
from plugins.reception.data.model import Source
from plugins.reception.display.offered_files import data_files
from plugins.reception.display.stat import stat
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.embeds.block import EXAMPLES, parse_block
from plugins.reception.embeds.inline import FILTERS, OPTIONS, parse_embed
from plugins.reception.open_data.dataset_page import dataset_page, featured
from plugins.vietnamese.periods import parse_period
from tests.reception.sample import DEFAULT, REGULAR, VISITS, catalogue_of, seen
from tests.theme.params import MACROS, faults

SUM = "bảng: theo đơn-vị\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\nkỳ: [2016-Q3, 2017-Q3]\ncộng: có"
AGENCIES = [(macro, param) for macro, params in MACROS.items() for param in params if param.name == "agency"]


@pytest.mark.parametrize("text", [*(text for _, text in EXAMPLES), SUM])
def test_a_block_s_number_its_table_and_its_line_are_as_declared(examples, text):
    block = statistics_of(examples, parse_block(text), DEFAULT, "so-lieu-1")
    assert list(faults(MACROS["statistics"], {"block": block})) == []


def test_a_corrected_linked_and_incomplete_number_is_as_declared():
    rows = [
        seen(VISITS, "2017-Q3", 9, revision=3, source=Source("Bài", href="/bai/"), note="Đã sửa."),
        seen(REGULAR, "2017-Q2", 5, status="so_bo", source=Source("Bài", href="/bai/")),
    ]
    text = "bảng: theo kỳ\nchỉ-tiêu: [lượt công dân, lượt tiếp thường xuyên]\nkỳ: 2017-Q2..2017-Q3"
    block = statistics_of(catalogue_of(rows), parse_block(text), DEFAULT, "so-lieu-1")
    assert (block["source"]["href"], None) == ("/bai/", block["table"]["rows"][0]["cells"][0]["value"])
    assert list(faults(MACROS["statistics"], {"block": block})) == []


@pytest.mark.parametrize("example", [*(row.example for row in (*OPTIONS, *FILTERS)), '{{ tay 1.200 "theo phát biểu" }}'])
def test_a_number_in_a_sentence_is_as_declared(examples, example):
    answer = stat(examples, parse_embed(example.strip("{} ")), DEFAULT)
    assert list(faults(MACROS["stat"], answer)) == []


def test_a_data_set_s_page_is_as_declared(examples):
    old = replace(seen(VISITS, "2017-Q3", 1246), status="dinh_chinh", received=None, note="")
    new = replace(seen(VISITS, "2017-Q3", 1264), revision=2, replaces=old.id)
    page = dataset_page(catalogue_of([old, new]), DATASET, {new.id: [{"title": "Bài", "url": "bai/"}]})
    (corrected,) = page["statistics"]
    assert corrected["revisions"]
    assert corrected["used_in"]
    statistics = [corrected, *dataset_page(examples, DATASET, {})["statistics"]]
    assert [line for statistic in statistics for line in faults(MACROS["observation"], {"statistic": statistic})] == []
    assert list(faults(MACROS["file_groups"], {"groups": page["files"]})) == []


def test_the_home_page_s_numbers_and_the_files_are_as_declared():
    declared = replace(DATASET, featured_period=parse_period("2017-Q3"), featured=("lượt công dân",))
    numbers = featured(replace(catalogue_of([seen(VISITS, "2017-Q3", 9)]), datasets={DATASET.id: declared}))
    assert numbers
    assert list(faults(MACROS["featured_statistics"], {"statistics": numbers})) == []
    assert list(faults(MACROS["downloads"], {"files": data_files(DATASET)})) == []


@pytest.mark.parametrize(("macro", "param"), AGENCIES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_agency_has_every_field_that_a_component_declares(macro, param):
    assert list(faults([param], {"agency": read_agency(CONTENT)})) == []


def test_what_is_no_longer_declared_would_be_named(examples):
    block = statistics_of(examples, parse_block("khối: chuẩn"), DEFAULT, "so-lieu-1")
    del block["as_of"]
    block["table"]["rows"][0]["colour"] = "red"
    assert list(faults(MACROS["statistics"], {"block": block})) == [
        "block.table.rows[0].colour: unknown",
        "block.as_of: missing",
    ]
