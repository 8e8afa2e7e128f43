"""A block can be taken away whole: its numbers, its chart as a picture that stands alone, words to cite it, code to show it."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest

from plugins.manuscript import parse_manuscript
from plugins.reception.display.block_files import BlockPlace, block_path
from plugins.reception.display.chart_file import LONGEST_BAR, MARGIN, chart_file
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.embeds.block import parse_block
from plugins.reception.open_data.block_downloads import block_paths, write_block
from tests.reception.sample import DEFAULT
from tests.theme.conftest import environment
from tests.theme.params import MACROS, faults

__all__ = ["environment"]
PLACE = BlockPlace("https://vi-du.example", "2017/10/bai/", "Cơ quan mẫu")
ADDRESS = "https://vi-du.example/2017/10/bai/#so-lieu-1"
BARS = 'biểu-đồ: cột\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\ntiêu-đề: Theo "huyện"'
LINE = "biểu-đồ: đường\nchỉ-tiêu: lượt công dân\nkỳ: 2016-Q3..2017-Q3"
TABLE = "bảng: theo kỳ\nchỉ-tiêu: lượt công dân\nkỳ: 2016-Q3..2017-Q3"


def block(catalogue, text):
    return statistics_of(catalogue, parse_block(text), DEFAULT, "so-lieu-1", PLACE)


@pytest.mark.parametrize("text", [BARS, LINE, TABLE], ids=["bars", "line", "table"])
def test_a_block_with_a_place_is_as_declared(examples, text):
    assert list(faults(MACROS["statistics"], {"block": block(examples, text)})) == []


def test_all_files_hold_the_numbers_of_the_block_and_no_others(examples, tmp_path):
    found = block(examples, TABLE)
    write_block(found, ADDRESS, "so-lieu-1", tmp_path)
    expected = [cell["value"] for row in found["table"]["rows"] for cell in row["cells"]]
    _, *lines = csv.reader((tmp_path / "so-lieu-1.csv").read_text(encoding="utf-8").splitlines())
    as_json = json.loads((tmp_path / "so-lieu-1.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(tmp_path / "so-lieu-1.xlsx")
    assert None in expected
    assert [number or None for _, number in lines] == expected
    assert [row["gia_tri"][0] for row in as_json["hang"]] == [value and int(value) for value in expected]
    assert [row[1] for row in list(book["Số liệu"].values)[1:]] == [value and int(value) for value in expected]
    assert dict(list(book["Nguồn"].values))["Địa chỉ"] == as_json["dia_chi"] == ADDRESS
    assert "Số liệu minh hoạ." in as_json["ghi_chu"]


def test_a_chart_has_a_picture_and_a_table_has_none(examples):
    labels = {text: [file["label"] for file in block(examples, text)["downloads"]] for text in (BARS, LINE, TABLE)}
    assert labels == {BARS: ["CSV", "XLSX", "JSON", "SVG"], LINE: ["CSV", "XLSX", "JSON", "SVG"], TABLE: ["CSV", "XLSX", "JSON"]}


def test_bars_of_a_picture_compare_as_the_numbers_and_stay_inside(examples):
    found = block(examples, BARS)
    chart = chart_file(found, "Cơ quan mẫu", ADDRESS)
    values = [int(row["cells"][0]["value"]) for row in found["table"]["rows"]]
    assert [bar["width"] for bar in chart["bars"]] == pytest.approx([LONGEST_BAR * value / max(values) for value in values], abs=1)
    assert all(line["y"] < chart["height"] for line in chart["texts"])
    assert all(bar["x"] == MARGIN for bar in chart["bars"])


@pytest.mark.parametrize("text", [BARS, LINE], ids=["bars", "line"])
def test_a_picture_names_title_period_source_agency_and_address_and_is_sound_xml(examples, environment, text):
    found = block(examples, text)
    library = environment.get_template("components/chart-file/chart-file.html").module
    arguments = {"chart": chart_file(found, PLACE.agency, ADDRESS)}
    assert list(faults(MACROS["chart_file"], arguments)) == []
    words = " ".join(fromstring(str(library.chart_file(**arguments))).itertext())
    for part in (found["title"], found["period"], found["source"]["text"], PLACE.agency, ADDRESS, "Số liệu minh hoạ."):
        assert part in words


def test_the_code_for_other_sites_is_one_frame_whatever_the_title_holds(examples):
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))
    parser.feed(block(examples, BARS)["reuse"]["inset"])
    ((tag, attributes),) = tags
    assert (tag, attributes["title"]) == ("iframe", 'Theo "huyện"')
    assert attributes["src"] == f"https://vi-du.example/{block_path('2017/10/bai/', 'so-lieu-1')}.html"


def test_a_citation_names_agency_title_period_day_and_address(examples):
    found = block(examples, LINE)
    citation = found["reuse"]["citation"]
    for part in (PLACE.agency, found["title"], found["period"], found["as_of"], ADDRESS):
        assert part in citation


def test_the_files_of_a_text_s_blocks_are_known_without_building_it():
    text = "Title: T\n\n```so-lieu\nkhối: chuẩn\n```\n\n```text\nkhối\n```\n\n~~~ so-lieu\nkhối: chuẩn\n~~~\n"
    paths = block_paths("2017/10/bai/", parse_manuscript(text, "bai.md"))
    assert paths == ["so-lieu/nhung/2017/10/bai/so-lieu-1", "so-lieu/nhung/2017/10/bai/so-lieu-2"]
