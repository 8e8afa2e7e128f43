"""A citizen's name, papers and phone are found in the ways people write them; offices, posts and plain numbers are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.numbers import format_integer
from plugins.vietnamese.personal_data import personal_data

PERSONAL = [
    ("ông Nguyễn Văn Mẫu khiếu nại nhiều lần", "ông Nguyễn Văn Mẫu"),
    ("gồm Bà Đỗ Thị Ví Dụ", "Bà Đỗ Thị Ví Dụ"),
    ("ÔNG ÂN", "ÔNG ÂN"),
    ("bà Thanh vắng mặt", "bà Thanh"),
    ("ông Triệu Văn Mẫu", "ông Triệu Văn Mẫu"),
    ("ông Đại", "ông Đại"),
    ("CCCD 024089001234", "024089001234"),
    ("số 024 089 001 234", "024 089 001 234"),
    ("CMND: 082123456.", "082123456"),
    ("gọi 0912345678", "0912345678"),
    ("0912.345.678", "0912.345.678"),
    ("+84 912 345 678", "+84 912 345 678"),
]
HARMLESS = [
    "đã tiếp 17.668 lượt công dân, tiếp nhận 9.626 lượt đơn thư",
    "123.456.789 đồng",
    "Bà Rịa - Vũng Tàu",
    "ông Chủ tịch Ủy ban nhân dân tỉnh",
    "bà con nhân dân",
    "Bà Giám đốc Sở Ví Dụ",
    "đường Bà Triệu, phố Ông Ích Khiêm",
    "Đ/c Chánh Thanh tra tỉnh",
    "Điện thoại: 0205.3812.273",
    "Trích báo cáo số 84/BC-TTT ngày 09/6/2020",
    "Từ 01/7/2014 – 01/7/2017",
]


@pytest.mark.parametrize(("text", "found"), PERSONAL)
def test_what_points_to_one_person_is_found(text, found):
    assert [what for what in personal_data(text) if f"“{found}”" in what]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_points_to_nobody_is_left_alone(text):
    assert list(personal_data(text)) == []


@given(st.integers(0, 10**15))
def test_no_number_in_vietnamese_writing_is_taken_for_papers_or_a_phone(number):
    assert list(personal_data(f"đã tiếp {format_integer(number)} lượt")) == []


@given(st.text())
def test_any_text_can_be_looked_at(text):
    assert all("“" in what for what in personal_data(text))
