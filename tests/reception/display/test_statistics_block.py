import re

import pytest

from plugins.reception.data.catalogue import QueryError
from plugins.reception.data.model import Source
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.embeds.block import EXAMPLES, BlockProblem, parse_block
from tests.reception.sample import CARRIED_OVER, DEFAULT, PROVINCE, REGULAR, VISITS, seen

LINE = "biểu-đồ: đường\nchỉ-tiêu: lượt công dân\nkỳ: {}"


def block_of(catalogue, text, default=DEFAULT):
    return statistics_of(catalogue, parse_block(text), default, "so-lieu-1")


def pieces(found, series=0):
    return re.sub(r"[\d ]", "", found["line"]["series"][series]["path"])


@pytest.mark.parametrize(("title", "text"), EXAMPLES, ids=[title for title, _ in EXAMPLES])
def test_every_example_of_the_manual_is_drawn(examples, title, text):
    found = block_of(examples, text)
    assert title
    assert found["table"]["rows"]
    assert (found["line"] is not None) == (found["drawing"] == "line") == ("đường" in text)


def test_the_standard_block_has_all_a_reader_needs_to_trust_it(examples):
    found = block_of(examples, "khối: chuẩn\ntiêu-đề: Minh hoạ\nghi-chú: Chưa gồm cấp xã.")
    assert found == {
        **found, "id": "so-lieu-1", "title": "Minh hoạ", "period": "quý III năm 2017", "unit": "lượt, người", "drawing": "bars",
        "line": None, "notes": ["Chưa gồm cấp xã."], "source": {"text": "Số liệu minh hoạ, 10/10/2017", "href": None, "files": []},
        "as_of": "15/9/2017", "revision": None, "sample": True,
    }  # fmt: skip
    folder = "/so-lieu/tiep-cong-dan/tiep-cong-dan"
    assert [file["href"] for file in found["downloads"]] == [f"{folder}.csv", f"{folder}.xlsx", f"{folder}.json"]


def test_a_correction_and_several_sources_are_reported(filled):
    rows = [
        seen(VISITS, "2017-Q3", 9, revision=3, source=Source("Báo cáo A"), note="Đã sửa."),
        seen(REGULAR, "2017-Q3", 5, source=Source("Báo cáo B", href="/b/"), note="Đã sửa."),
    ]
    found = block_of(filled(rows), "khối: chuẩn")
    assert found["revision"] == "đính chính lần 2"
    assert found["source"] == {"text": "Báo cáo A; Báo cáo B", "href": None, "files": []}
    assert found["notes"] == ["Đã sửa."]


@pytest.mark.parametrize(("others", "said"), [("chinh_thuc", "Có số sơ bộ"), ("so_bo", "Số sơ bộ")])
def test_provisional_numbers_say_so(filled, others, said):
    rows = [seen(VISITS, "2017-Q3", 9, status="so_bo"), seen(REGULAR, "2017-Q3", 5, status=others)]
    assert block_of(filled(rows), "khối: chuẩn")["notes"] == [f"{said}, có thể còn được sửa."]


def test_a_single_source_is_linked(filled):
    found = block_of(filled([seen(VISITS, "2017-Q3", 9, source=Source("Bài", href="/bai/"))]), "khối: chuẩn")
    assert found["source"] == {"text": "Bài", "href": "/bai/", "files": []}


def test_a_table_without_a_drawing_has_no_bars(examples):
    found = block_of(examples, "bảng: [lượt công dân, lượt tiếp thường xuyên]")
    assert found["drawing"] == "table"
    assert [row["label"] for row in found["table"]["rows"]] == ["Lượt công dân", "Lượt tiếp thường xuyên"]


def test_sums_over_units_and_over_quarters_are_those_of_the_numbers(examples):
    by_unit = block_of(examples, "bảng: theo đơn-vị\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\nkỳ: [2016-Q3, 2017-Q3]\ncộng: có")
    assert [cell["text"] for cell in by_unit["table"]["rows"][-1]["cells"]] == ["950", "1.000"]
    by_period = block_of(examples, "bảng: theo kỳ\nchỉ-tiêu: [lượt công dân, người được tiếp]\nkỳ: 2017-Q1..2017-Q3\ncộng: có")
    assert [cell["text"] for cell in by_period["table"]["rows"][-1]["cells"]] == ["3.664", "3.964"]


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ("2017-Q3", "quý III năm 2017"),
        ("[2016-Q3, 2017-Q3]", "quý III năm 2016 và quý III năm 2017"),
        ("2017-Q1..2017-Q3", "quý I năm 2017 – quý III năm 2017"),
    ],
)
def test_two_periods_are_not_shown_as_all_that_lies_between_them(examples, periods, words):
    assert block_of(examples, f"bảng: theo kỳ\nchỉ-tiêu: lượt công dân\nkỳ: {periods}")["period"] == words


def test_the_line_has_a_gap_where_a_quarter_is_missing(examples):
    found = block_of(examples, LINE.format("2016-Q3..2017-Q3"))
    assert pieces(found) == "MMLL"
    assert [label["text"] for label in found["line"]["series"][0]["labels"]] == ["1.200", "1.000", "1.400", "1.264"]
    assert found["line"]["id"] == "so-lieu-1-duong"
    assert found["title"] == "Lượt công dân theo kỳ"


def test_the_line_is_not_joined_over_a_quarter_left_out(filled):
    catalogue = filled(seen(VISITS, period, 100) for period in ("2017-Q1", "2017-Q2", "2017-Q4"))
    assert pieces(block_of(catalogue, LINE.format("[2017-Q1, 2017-Q2, 2017-Q4]"))) == "MLM"


def test_the_description_states_the_finding(examples):
    assert block_of(examples, LINE.format("2016-Q3..2017-Q3"))["line"]["description"] == (
        "Lượt công dân: tăng từ 1.200 (quý III năm 2016) lên 1.264 (quý III năm 2017); cao nhất 1.400 (quý II năm 2017). "
        "Chưa có số liệu: quý IV năm 2016."
    )


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ((9, 5), "giảm từ 9 (quý II năm 2017) xuống 5 (quý III năm 2017)"),
        ((5, 5), "đầu và cuối bằng nhau, 5 (quý II năm 2017) và 5 (quý III năm 2017)"),
        ((5, None), "chỉ có 5 (quý II năm 2017)"),
    ],
)
def test_a_fall_a_standstill_and_a_lone_number_are_reported_as_such(filled, values, finding):
    rows = [seen(VISITS, f"2017-Q{number}", value) for number, value in enumerate(values, 2) if value is not None]
    assert finding in block_of(filled(rows), LINE.format("2017-Q2..2017-Q3"))["line"]["description"]


def test_the_line_breaks_where_the_circular_changes_and_says_why(filled):
    catalogue = filled(seen(VISITS, period, 100) for period in ("2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2"))
    found = block_of(catalogue, LINE.format("2020-Q3..2021-Q2"))
    reason = "(1) từ 15/12/2020 số liệu theo Thông tư 02/2021/TT-TTCP, trước đó theo Thông tư 03/2013/TT-TTCP."
    assert pieces(found) == "MLML"
    assert [mark["text"] for mark in found["line"]["breaks"]] == ["(1)"]
    assert found["notes"] == [reason]
    assert found["line"]["description"].endswith(f"không so sánh trực tiếp được; cao nhất 100 (quý III năm 2020). {reason}")
    assert found["table"]["rows"][2]["label"] == "Quý I năm 2021 (1)"


def test_the_line_breaks_where_borders_change(filled):
    catalogue = filled(seen(VISITS, period, 100) for period in ("2025-Q1", "2025-Q2", "2025-Q3"))
    found = block_of(catalogue, LINE.format("2025-Q1..2025-Q3"))
    assert pieces(found) == "MLM"
    assert found["notes"] == ["(1) từ 01/7/2025 địa giới đơn vị hành chính thay đổi."]


def test_bars_over_periods_bear_the_mark_too(filled):
    catalogue = filled(seen(VISITS, period, 100) for period in ("2020-Q4", "2021-Q1"))
    found = block_of(catalogue, "biểu-đồ: cột\nchỉ-tiêu: lượt công dân\nkỳ: 2020-Q4..2021-Q1")
    assert found["table"]["rows"][1]["label"] == "Quý I năm 2021 (1)"
    assert found["notes"][0].startswith("(1) từ 15/12/2020")


def test_cumulative_periods_year_after_year_are_one_line(filled):
    catalogue = filled(seen(VISITS, f"{year}-9T", year) for year in (2015, 2016, 2017))
    found = block_of(catalogue, LINE.format("2015-9T..2017-9T"))
    assert pieces(found) == "MLL"
    assert [label["text"] for label in found["line"]["x_labels"]] == ["9T/15", "9T/16", "9T/17"]


@pytest.mark.parametrize(("second", "drawn"), [("2016-07-02..2017-07-01", "ML"), ("2016-08-01..2017-07-01", "MM")])
def test_periods_from_day_to_day_are_joined_only_when_they_meet(filled, second, drawn):
    first = "2015-07-01..2016-07-01"
    found = block_of(filled([seen(VISITS, first, 5), seen(VISITS, second, 6)]), LINE.format(f"[{first}, {second}]"))
    assert pieces(found) == drawn
    assert [label["text"] for label in found["line"]["x_labels"]] == ["7/2016", "7/2017"]


def test_two_units_are_two_lines_of_different_shapes(examples):
    found = block_of(
        examples, "biểu-đồ: đường\nchỉ-tiêu: lượt công dân\nkỳ: [2016-Q3, 2017-Q3]\nđơn-vị: [Huyện Cao Lộc, Huyện Chi Lăng]"
    )
    assert [(series["name"], series["shape"]) for series in found["line"]["series"]] == [
        ("Huyện Cao Lộc", "circle"),
        ("Huyện Chi Lăng", "square"),
    ]
    assert pieces(found) == pieces(found, 1) == "ML"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("khối: chuẩn\nkỳ: 2017-Q1..2017-Q3", "khối chuẩn chỉ nhận một kỳ và một đơn vị", 2),
        ("khối: chuẩn\nđơn-vị: cấp huyện", "khối chuẩn chỉ nhận một kỳ và một đơn vị", 2),
        ("khối: chuẩn\nchỉ-tiêu: lượt côn dân", "Có phải “lượt công dân”?", 2),
        ("bảng: [lượt côn dân]", "Có phải “lượt công dân”?", 1),
        ("khối: chuẩn\nbộ: tiep-cong-dann", "Có phải “tiep-cong-dan”?", 2),
        ("khối: chuẩn\n\nkỳ: 2017-Q9", "không phải kỳ số liệu hợp lệ", 3),
        ("khối: chuẩn\nkỳ: 2017-Q3\nđơn-vị: Huyện Cao Lôc", "không có đơn vị “Huyện Cao Lôc”", 3),
        ("khối: chuẩn\nphạm-vi: tất", "không có phạm vi “tất”", 2),
        ("bảng: theo đơn-vị\nđơn-vị: cấp huyện", "chưa ghi chỉ tiêu. Thêm dòng", 0),
        ("biểu-đồ: đường\nkỳ: 2017-Q1..2017-Q2", "chưa ghi chỉ tiêu. Thêm dòng", 0),
        ("biểu-đồ: cột-nhóm\nchỉ-tiêu: lượt công dân", "vẽ 2 cột số, đang có 1. Dùng “biểu-đồ: cột”", 1),
        ("chỉ-tiêu: lượt công dân\nbiểu-đồ: cột\nđơn-vị: cấp huyện\nkỳ: [2016-Q3, 2017-Q3]", "Dùng “biểu-đồ: cột-nhóm”", 2),
        (
            "biểu-đồ: cột\nbảng: theo kỳ\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\nkỳ: [2016-Q3, 2017-Q3]",
            "tách thành nhiều khối",
            1,
        ),
        ("bảng: theo đơn-vị\nbiểu-đồ: đường\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện", "biểu đồ đường vẽ theo kỳ", 2),
        ("biểu-đồ: đường\nchỉ-tiêu: [lượt công dân, người được tiếp]\nkỳ: 2017-Q1..2017-Q3", "không vẽ chung lượt và người", 2),
        ("khối: chuẩn\ncộng: có", "không cộng các chỉ tiêu với nhau", 2),
        ("bảng: theo kỳ\nchỉ-tiêu: lượt công dân\nkỳ: 2016-Q3..2017-Q3\ncộng: có", "chưa có số liệu của quý IV năm 2016", 4),
    ],
)
def test_what_cannot_be_drawn_is_reported_with_its_line(examples, text, message, line):
    with pytest.raises(BlockProblem) as problem:
        block_of(examples, text)
    assert message in str(problem.value)
    assert problem.value.offset == line


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LINE.format("2017-Q3"), "cần từ 2 đến 40 kỳ, đang có 1"),
        (LINE.format("2001-Q3..2017-Q3"), "cần từ 2 đến 40 kỳ, đang có 65"),
        (
            LINE.format("[2016-Q3, 2017-Q3]\nđơn-vị: cấp huyện"),
            "chỉ vẽ được 2 đường, đang có 3. Dùng “bảng: theo kỳ” hoặc nhiều khối",
        ),
        (LINE.format("2012-Q1..2012-Q4"), "chưa có số liệu “lượt công dân” nào trong quý I năm 2012 – quý IV năm 2012"),
        ("khối: chuẩn\nkỳ: 2012-Q1", "chưa có số liệu nào của Tỉnh Lạng Sơn trong quý I năm 2012"),
    ],
)
def test_a_chart_of_nothing_or_of_too_much_is_refused(examples, text, message):
    with pytest.raises(QueryError, match=re.escape(message)):
        block_of(examples, text)


def test_an_article_without_a_data_set_is_reported_at_its_block(examples):
    with pytest.raises(BlockProblem, match="chưa biết lấy số liệu nào") as problem:
        block_of(examples, "khối: chuẩn", "")
    assert problem.value.offset == 0


def test_quarters_and_half_years_share_no_drawing_but_may_share_a_table(filled):
    catalogue = filled([seen(VISITS, "2017-Q1", 5), seen(VISITS, "2017-6T", 9)])
    with pytest.raises(BlockProblem, match="không vẽ chung các kỳ dài ngắn khác nhau"):
        block_of(catalogue, LINE.format("[2017-Q1, 2017-6T]"))
    assert len(block_of(catalogue, "bảng: theo kỳ\nchỉ-tiêu: lượt công dân\nkỳ: [2017-Q1, 2017-6T]")["table"]["rows"]) == 2


def test_the_whole_area_and_one_office_are_no_one_series(filled):
    catalogue = filled([seen(VISITS, "2017-Q1", 5), seen(VISITS, "2017-Q2", 9, scope="rieng_don_vi")])
    with pytest.raises(BlockProblem, match="phạm vi khác nhau"):
        block_of(catalogue, LINE.format("2017-Q1..2017-Q2"))


def test_a_sum_that_would_count_twice_is_refused_at_its_line(filled):
    rows = [seen(CARRIED_OVER, "2017-Q1", 5), seen(CARRIED_OVER, "2017-Q2", 6), seen(VISITS, "2017-Q3", 6, "huyen-cao-loc")]
    catalogue = filled([*rows, seen(VISITS, "2017-Q3", 9)])
    with pytest.raises(BlockProblem, match="là số tại một thời điểm") as problem:
        block_of(catalogue, "bảng: theo kỳ\nchỉ-tiêu: đơn kỳ trước chuyển sang\nkỳ: 2017-Q1..2017-Q2\ncộng: có")
    assert problem.value.offset == 4
    with pytest.raises(BlockProblem, match="đã gồm Huyện Cao Lộc"):
        block_of(catalogue, f"bảng: theo đơn-vị\nchỉ-tiêu: lượt công dân\nđơn-vị: [{PROVINCE}, Huyện Cao Lộc]\ncộng: có")
