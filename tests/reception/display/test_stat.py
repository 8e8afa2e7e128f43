from decimal import Decimal

import pytest

from plugins.reception.data.catalogue import QueryError
from plugins.reception.display.stat import Stat, machine_form, stat
from plugins.reception.embeds.inline import FILTERS, OPTIONS, parse_embed
from plugins.vietnamese.numbers import parse_decimal
from tests.reception.sample import DEFAULT, MATTERS, MONEY, VISITS, seen


def reported(catalogue, text, default=DEFAULT):
    return stat(catalogue, parse_embed(text), default)


@pytest.mark.parametrize("row", [*OPTIONS, *FILTERS], ids=lambda row: row.name)
def test_every_example_of_the_manual_reads_as_the_manual_says(examples, row):
    assert reported(examples, row.example.strip("{} ")).text == row.reads


def test_a_number_has_its_words_its_machine_form_and_its_source(filled):
    row = seen(VISITS, "2014-07-01..2017-07-01", 17668)
    catalogue = filled([row])
    answer = reported(catalogue, "lượt công dân", "tiep-cong-dan/2014-07-01..2017-07-01")
    assert answer == Stat("17668", "17.668 lượt công dân", f"/so-lieu/tiep-cong-dan/#{row.id}")


@pytest.mark.parametrize("row", FILTERS, ids=lambda row: row.name)
def test_the_machine_number_is_the_one_the_words_state(examples, row):
    answer = reported(examples, row.example.strip("{} "))
    printed = next(word.rstrip("%") for word in answer.text.split() if word[0].isdigit())
    assert abs(Decimal(answer.value)) == parse_decimal(printed)


def test_a_fall_has_a_negative_machine_number(examples):
    assert reported(examples, "lượt công dân | so-với 2017-Q2").value == "-9.7"


def test_a_number_by_hand_is_shown_as_it_is_written(examples):
    assert reported(examples, 'tay 1.200 "theo phát biểu"') == Stat("1200", "1.200")
    with pytest.raises(QueryError, match="không phải số kiểu Việt Nam"):
        reported(examples, 'tay 1,200 "theo phát biểu"')


def test_a_right_pin_holds_whatever_the_words(examples):
    assert reported(examples, "lượt công dân = 1.264").text == "1.264 lượt công dân"
    assert reported(examples, "lượt công dân = 1.264 | so-với cùng-kỳ").value == "5.3"
    assert reported(examples, "lượt công dân kỳ=2017-Q1..2017-Q3 = 3.664 | tổng | số").text == "3.664"


def test_a_wrong_pin_is_reported_with_the_right_number(examples):
    with pytest.raises(
        QueryError, match=r"bài ghi “lượt công dân = 1.246” nhưng số liệu là 1.264 \(quan-sat.csv:\d+\). Sửa thành 1.264"
    ):
        reported(examples, "lượt công dân = 1.246")
    with pytest.raises(QueryError, match=r"nhưng số liệu là 3.664 \(tổng trong bộ “tiep-cong-dan”\)"):
        reported(examples, "lượt công dân kỳ=2017-Q1..2017-Q3 = 1 | tổng")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lượt côn dân", "không có chỉ tiêu “lượt côn dân”. Có phải “lượt công dân”?"),
        ("lượt công dân kỳ=2015-Q1", "chưa có số liệu “lượt công dân” của Tỉnh Lạng Sơn trong quý I năm 2015"),
        ("lượt công dân kỳ=2017-Q2 | so-với cùng-kỳ", "không có gì để so sánh"),
        ("lượt công dân | so-với hôm-qua", "Hoặc ghi “cùng-kỳ”"),
        ("lượt công dân | chênh-lệch 2017-6T", "không so quý III năm 2017 với 6 tháng đầu năm 2017: hai kỳ dài ngắn khác nhau"),
        ("lượt công dân | tỷ-lệ người được tiếp", "không phải một phần của “người được tiếp”"),
        ("lượt công dân | tỷ-lệ lượt côn dân", "Có phải “lượt công dân”?"),
        ("lượt công dân | hạng", "không có đơn vị cùng cấp nào khác"),
        ("lượt công dân | tổng", "chỉ có một số"),
        ("lượt công dân kỳ=2017-Q1..2017-Q2", "Nếu muốn cộng, thêm “| tổng”"),
    ],
)
def test_what_cannot_be_answered_is_reported_with_a_way_out(examples, text, message):
    with pytest.raises(QueryError) as error:
        reported(examples, text)
    assert message in str(error.value)


def test_units_of_count_follow_a_difference(filled):
    catalogue = filled([seen(MATTERS, "2016-Q3", 9), seen(MATTERS, "2017-Q3", 12)])
    assert reported(catalogue, "vụ việc | chênh-lệch cùng-kỳ").text == "tăng 3 vụ việc so với cùng kỳ năm 2016"


def test_money_keeps_its_decimals_in_words_and_machine_form(filled):
    catalogue = filled([seen(MONEY.id, "2016-Q3", "16000.5"), seen(MONEY.id, "2017-Q3", "16880.12")])
    assert reported(catalogue, "số tiền thu hồi | số").text == "16.880,12"
    assert reported(catalogue, "số tiền thu hồi | chênh-lệch cùng-kỳ").text == "tăng 879,62 triệu đồng so với cùng kỳ năm 2016"


def test_a_share_stays_in_the_scope_of_its_part(filled):
    own = {"scope": "rieng_don_vi"}
    rows = [seen(VISITS, "2017-Q3", 100), seen(VISITS, "2017-Q3", 20, **own), seen("tcd.tx.luot", "2017-Q3", 5, **own)]
    assert reported(filled(rows), "lượt tiếp thường xuyên | tỷ-lệ lượt công dân").text == "25%"


def test_machine_forms_have_no_separators_and_no_exponents():
    assert [machine_form(number) for number in (17668, Decimal("16880.12"), Decimal("1E+3"))] == ["17668", "16880.12", "1000"]


PROVISIONAL = {"status": "so_bo"}
READ_WHEN_PROVISIONAL = {
    "lượt công dân": "90 lượt công dân (số sơ bộ)",
    "lượt công dân | số": "90 (số sơ bộ)",
    "lượt công dân | so-với cùng-kỳ": "tăng 50% so với cùng kỳ năm 2016 (số sơ bộ)",
    "lượt công dân | chênh-lệch cùng-kỳ": "tăng 30 lượt so với cùng kỳ năm 2016 (số sơ bộ)",
    "lượt tiếp thường xuyên | tỷ-lệ lượt công dân": "50% (số sơ bộ)",
    "lượt công dân kỳ=2017-Q2..2017-Q3 | tổng": "100 lượt công dân (số sơ bộ)",
    'lượt công dân đơn-vị="Huyện Cao Lộc" phạm-vi="riêng đơn vị" | hạng': "đứng thứ nhất trong 2 đơn vị có số liệu (số sơ bộ)",
}


@pytest.mark.parametrize("text", READ_WHEN_PROVISIONAL)
def test_a_sentence_says_that_its_number_is_provisional(filled, text):
    own = {"scope": "rieng_don_vi"}
    districts = [
        seen(VISITS, "2017-Q3", 9, "huyen-cao-loc", **own),
        seen(VISITS, "2017-Q3", 4, "huyen-chi-lang", **own, **PROVISIONAL),
    ]
    before = [seen(VISITS, "2016-Q3", 60), seen(VISITS, "2017-Q2", 10)]
    part = seen("tcd.tx.luot", "2017-Q3", 45)
    catalogue = filled([*before, seen(VISITS, "2017-Q3", 90, **PROVISIONAL), part, *districts])
    assert reported(catalogue, text).text == READ_WHEN_PROVISIONAL[text]
    assert "sơ bộ" not in reported(catalogue, "lượt tiếp thường xuyên").text


def test_a_provisional_number_of_last_year_makes_the_change_provisional(filled):
    catalogue = filled([seen(VISITS, "2016-Q3", 60, **PROVISIONAL), seen(VISITS, "2017-Q3", 90)])
    assert reported(catalogue, "lượt công dân | so-với cùng-kỳ").text.endswith("(số sơ bộ)")
    assert reported(catalogue, "lượt công dân").text == "90 lượt công dân"


def test_a_change_over_new_borders_names_their_day(filled):
    rows = [seen(VISITS, "2024-Q3", 60), seen(VISITS, "2025-Q3", 90), seen(VISITS, "2023-Q3", 60)]
    catalogue = filled(rows)
    across = reported(catalogue, "lượt công dân kỳ=2025-Q3 | so-với cùng-kỳ").text
    assert "(địa giới thay đổi từ 01/7/2025)" in across
    assert "địa giới" not in reported(catalogue, "lượt công dân kỳ=2024-Q3 | so-với cùng-kỳ").text
