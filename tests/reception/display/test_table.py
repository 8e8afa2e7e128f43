from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.queries.select import selection_of
from plugins.reception.display.crosstab import crosstab_of
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.display.table import MISSING, MISSING_NOTE, SCALES_NOTE, bar_length, table_of
from plugins.reception.embeds.block import BlockProblem, parse_block
from tests.reception.sample import DEFAULT, MEASURES, PEOPLE, PROVINCE, REGULAR, VISITS, catalogue_of, seen

REGULAR_PEOPLE = "tcd.tx.nguoi"


def laid_out(catalogue, measures=(VISITS,), rows="", **options):
    return crosstab_of(catalogue, selection_of(catalogue, DEFAULT, **options), [MEASURES[name] for name in measures], rows)


def table(catalogue, bars=True, totals=(), **options):
    return table_of(catalogue, laid_out(catalogue, **options), "Minh hoạ", bars, totals)


def labels(found):
    return [row["label"] for row in found["rows"]]


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_larger_number_never_has_a_shorter_bar(one, other, longest):
    small, large = sorted((min(one, longest), min(other, longest)))
    assert 0 <= float(bar_length(small, longest)) <= float(bar_length(large, longest)) <= 100


def test_the_longest_bar_fills_the_row_and_zero_has_none():
    assert bar_length(500, 500) == "100.0"
    assert bar_length(0, 500) == bar_length(0, 0) == "0.0"


def test_a_table_by_unit_has_a_row_a_unit_in_reading_order(examples):
    found = table(examples, units="cấp huyện")
    assert found["columns"] == ["Đơn vị", "Lượt công dân"]
    assert labels(found) == ["Huyện Cao Lộc", "Huyện Chi Lăng", "Huyện Lộc Bình"]
    assert [row["cells"][0]["bar"] for row in found["rows"]] == ["60.0", "40.0", "100.0"]


def test_a_cell_leads_to_where_its_number_comes_from(filled):
    row = seen(VISITS, "2017-Q3", 17668)
    cell = table(filled([row]))["rows"][0]["cells"][0]
    assert cell == {"text": "17.668", "value": "17668", "href": f"/so-lieu/tiep-cong-dan/#{row.id}", "bar": "100.0"}


def test_a_missing_number_is_a_dash_with_a_note_and_never_a_zero(examples):
    found = table(examples, periods="2016-Q3..2017-Q1")
    assert found["rows"][1]["label"] == "Quý IV năm 2016"
    assert (found["rows"][1]["cells"][0]["text"], found["rows"][1]["cells"][0]["value"]) == (MISSING, None)
    assert found["notes"] == [MISSING_NOTE] == ["Dấu – là chưa có số liệu."]


def test_a_counted_zero_stays_a_zero(filled):
    cell = table(filled([seen(VISITS, "2017-Q3", 0)]))["rows"][0]["cells"][0]
    assert (cell["text"], cell["value"], cell["bar"]) == ("0", "0", "0.0")


def test_without_bars_no_cell_has_one(examples):
    assert {cell["bar"] for row in table(examples, bars=False, periods="2016-Q3..2017-Q1")["rows"] for cell in row["cells"]} == {
        None
    }


def test_two_series_share_one_scale_and_keep_their_places(filled):
    rows = [seen(VISITS, "2017-Q3", 200), seen(VISITS, "2017-Q2", 100), seen(REGULAR, "2017-Q3", 50)]
    found = table(filled(rows), measures=(REGULAR, VISITS), periods="2017-Q2..2017-Q3", rows="periods")
    assert [[cell["bar"] for cell in row["cells"]] for row in found["rows"]] == [["0.0", "50.0"], ["25.0", "100.0"]]


def test_only_things_counted_alike_have_bars_and_a_lone_one_has_none(examples):
    found = table(examples, measures=(VISITS, PEOPLE, REGULAR))
    assert found["unit"] == "lượt, người"
    assert found["columns"] == ["Chỉ tiêu", "Số lượng"]
    assert labels(found) == ["Lượt công dân (lượt)", "Người được tiếp (người)", "Lượt tiếp thường xuyên (lượt)"]
    assert [row["cells"][0]["bar"] for row in found["rows"]] == ["100.0", None, "63.2"]


def test_things_counted_alike_name_the_unit_once(examples):
    found = table(examples, measures=(VISITS, REGULAR))
    assert found["columns"] == ["Chỉ tiêu", "Số lượng (lượt)"]
    assert labels(found) == ["Lượt công dân", "Lượt tiếp thường xuyên"]


def test_a_last_row_holds_the_sums(examples):
    last = table(examples, units="cấp huyện", totals=(1000,))["rows"][-1]
    assert last == {"label": "Cộng", "cells": [{"text": "1.000", "value": "1000", "href": None, "bar": None}], "total": True}


def test_units_go_down_and_periods_across_where_there_are_several_of_both(examples):
    found = table(examples, units="cấp huyện", periods="2016-Q3; 2017-Q3")
    assert found["columns"] == ["Đơn vị", "Quý III năm 2016", "Quý III năm 2017"]
    assert [cell["text"] for cell in found["rows"][0]["cells"]] == ["250", "300"]
    turned = table(examples, units="cấp huyện", periods="2016-Q3; 2017-Q3", rows="periods")
    assert turned["columns"] == ["Kỳ", "Huyện Cao Lộc", "Huyện Chi Lăng", "Huyện Lộc Bình"]


def test_a_period_that_does_not_continue_the_last_bears_a_mark(filled):
    crosstab = laid_out(filled([seen(VISITS, "2020-Q4", 1), seen(VISITS, "2021-Q1", 2)]), periods="2020-Q4..2021-Q1")
    assert [str(mark) for mark in crosstab.marks] == [
        "(1) từ 15/12/2020 số liệu theo Thông tư 02/2021/TT-TTCP, trước đó theo Thông tư 03/2013/TT-TTCP."
    ]


def test_marks_stand_at_the_head_of_row_or_column(filled):
    rows = [seen(VISITS, period, 5, unit) for period in ("2020-Q4", "2021-Q1") for unit in (PROVINCE, "huyen-cao-loc")]
    catalogue = filled(rows)
    options = {"periods": "2020-Q4..2021-Q1", "units": f"{PROVINCE}; huyen-cao-loc"}
    assert table(catalogue, rows="periods", **options)["rows"][1]["label"] == "Quý I năm 2021 (1)"
    assert table(catalogue, rows="units", **options)["columns"] == ["Đơn vị", "Quý IV năm 2020", "Quý I năm 2021 (1)"]


def test_a_mark_spans_missing_periods(filled):
    crosstab = laid_out(filled([seen(VISITS, "2020-Q3", 1), seen(VISITS, "2021-Q1", 2)]), periods="2020-Q3..2021-Q1")
    assert [(mark.before, mark.after) for mark in crosstab.marks] == [(0, 2)]


def test_namesakes_differ_by_where_they_are(examples):
    assert labels(table(examples, units="Huyện Cao Lộc; Huyện Chi Lăng")) == ["Huyện Cao Lộc", "Huyện Chi Lăng"]


def test_three_lists_do_not_fit_one_table(examples):
    with pytest.raises(QueryError, match="một bảng không chứa cả"):
        laid_out(examples, (VISITS, PEOPLE), units="cấp huyện", periods="2016-Q3; 2017-Q3")


def test_what_was_named_and_has_no_number_at_all_is_an_error(examples):
    with pytest.raises(QueryError, match="chưa có số liệu “lượt tiếp thường xuyên” nào trong quý I năm 2017 và quý II năm 2017"):
        laid_out(examples, (VISITS, REGULAR), periods="2017-Q1..2017-Q2")
    with pytest.raises(QueryError, match="cột “năm 2010” chưa có số liệu nào"):
        laid_out(examples, units="Huyện Cao Lộc; Huyện Chi Lăng", periods="2010; 2017-Q3")


@pytest.mark.parametrize(
    ("measures", "notes"), [((VISITS, REGULAR), []), ((VISITS, REGULAR, PEOPLE), [SCALES_NOTE]), ((VISITS, PEOPLE), [])]
)
def test_numbers_without_a_bar_beside_others_say_why(filled, measures, notes):
    assert table(filled([seen(name, "2017-Q3", 10) for name in measures]), measures=measures)["notes"] == notes


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(MEASURES)), st.integers(0, 10**6)), min_size=1, max_size=12, unique_by=itemgetter(0))
)
def test_the_lengths_of_all_bars_of_a_table_compare_as_their_numbers_do(drawn):
    """So nobody reads 12 groups as long as 1.200 visits; the number stands in every row all the same."""
    found = table(catalogue_of([seen(name, "2017-Q3", value) for name, value in drawn]), measures=[name for name, _ in drawn])
    cells = {name: row["cells"][0] for (name, _), row in zip(drawn, found["rows"], strict=True)}
    barred = {name: cell for name, cell in cells.items() if cell["bar"] is not None}
    longest = max((int(cell["value"]) for cell in barred.values()), default=0)
    assert len({MEASURES[name].unit for name in barred}) <= 1
    assert all(cell["bar"] == bar_length(int(cell["value"]), longest) for cell in barred.values())
    assert [int(cell["value"]) for cell in cells.values()] == [value for _, value in drawn]


@pytest.mark.parametrize("asked", ["chỉ-tiêu: [lượt công dân, người được tiếp]", "bảng: [lượt công dân, người được tiếp]"])
def test_a_chart_that_mixes_units_is_reported_at_the_line_that_mixes_them(examples, asked):
    with pytest.raises(BlockProblem, match="không vẽ chung lượt và người") as problem:
        statistics_of(examples, parse_block(f"biểu-đồ: cột\n{asked}"), DEFAULT, "so-lieu-1")
    assert problem.value.offset == 2
