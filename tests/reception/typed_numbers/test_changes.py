"""“Tăng”, “giảm” and printed percentages are recomputed from the data."""

from __future__ import annotations

import pytest

from plugins.manuscript import parse_manuscript
from plugins.problems import Problem
from plugins.reception.typed_numbers.check import reconcile
from tests.reception.sample import PEOPLE, REGULAR, VISITS, catalogue_of, seen

DATA = catalogue_of(
    [
        seen(VISITS, "2017-Q3", 1264),
        seen(VISITS, "2016-Q3", 1200),
        seen(VISITS, "2015-Q3", 1300),
        seen(VISITS, "2017-Q2", 1400),
        seen(VISITS, "2017-Q1", 1000),
        seen(PEOPLE, "2017-Q3", 1364),
        seen(PEOPLE, "2016-Q3", 1500),
        seen(REGULAR, "2017-Q3", 799),
        seen(REGULAR, "2016-Q3", 799),
        seen(VISITS, "2014-07-01..2017-07-01", 17668),
    ]
)


def problems(text: str, scope: str = "2017-Q3") -> list[Problem]:
    return reconcile(parse_manuscript(f"Title: Tin thử\nSo-lieu: tiep-cong-dan/{scope}\n\n{text}\n", "bai.md"), DATA)


TRUE = [
    "Tiếp {{ lượt công dân }}, tăng so với cùng kỳ.",
    "Tiếp {{ lượt công dân }}, tăng 5,3% so với cùng kỳ năm 2016.",
    "Tiếp {{ lượt công dân }}, tăng 5,33% so với cùng kỳ năm trước.",
    "Tiếp 1.264 lượt công dân (tăng 64 lượt, 5,3% so với cùng kỳ).",
    "Tiếp 1.264 lượt công dân, tăng 5,3% (64 lượt) so với cùng kỳ.",
    "Tiếp {{ lượt công dân }}, giảm 2,8% so với cùng kỳ năm 2015.",
    "Tiếp {{ lượt công dân }}, giảm 136 lượt so với quý trước.",
    "Tiếp {{ lượt công dân }}, giảm 9,7% so với quý II/2017.",
    "Tiếp {{ lượt công dân }}, giảm 9,7% so với quý II.",
    "Tiếp {{ lượt công dân }}, bằng 105,3% so với cùng kỳ năm 2016.",
    "Tiếp 1.264 lượt công dân (bằng 105,33% cùng kỳ).",
    "Tiếp {{ lượt công dân }}, đạt 120% kế hoạch.",
    "Tiếp {{ lượt công dân }}, không giảm so với cùng kỳ.",
    "Tiếp {{ lượt tiếp thường xuyên }}, không thay đổi so với cùng kỳ.",
    "Tiếp {{ lượt công dân }}, tăng khoảng 5% so với cùng kỳ.",
    "So với cùng kỳ, lượt công dân tăng 5,3%, đạt {{ lượt công dân }}.",
    "Tiếp {{ lượt công dân }} (tăng 5,3%), {{ người được tiếp }} (giảm 9,1%) so với cùng kỳ.",
    "Tiếp {{ lượt công dân kỳ=2017-Q2 }}, tăng 40% so với quý trước.",
    "Tiếp {{ lượt công dân | so-với cùng-kỳ }}; công việc giảm nhiều.",
    "Tiếp {{ lượt công dân }}, đơn thư giảm so với cùng kỳ.",
    "Tiếp {{ lượt công dân }}, tăng cường phối hợp so với cùng kỳ.",
    "Tiếp {{ lượt công dân }}, mức tăng, giảm so với cùng kỳ xem bảng dưới.",
    "Tiếp {{ lượt công dân }}. Chi phí giảm so với cùng kỳ.",
    "Tiếp {{ lượt công dân }}, giảm phiền hà cho người dân.",
    "Tiếp 799 lượt tiếp thường xuyên, chiếm 63,2% tổng số.",
    "Giải quyết {{ lượt tiếp thường xuyên | số }}/{{ lượt công dân | số }} lượt, đạt 63,2%.",
    "Tiến hành 272/263 cuộc, đạt 103,4% kế hoạch.",
    "Ngày 05/10, tỷ lệ hài lòng đạt 98%.",
    "Tăng 5,3% so với cùng kỳ, với {{ lượt công dân }}.",
    "Tăng 64 lượt (5,3%) so với cùng kỳ, với {{ lượt công dân }}.",
    "Chi phí tăng 99% so với cùng kỳ, với {{ lượt công dân }}.",
    "Đơn thư tăng 99% so với cùng kỳ, đã tiếp {{ lượt công dân }}.",
    "Số người đến tăng 20% so với cùng kỳ, đã tiếp {{ lượt công dân }}.",
    "Tăng 99% so với cùng kỳ về thu ngân sách, đã tiếp {{ lượt công dân }}.",
    "Tăng 99% so với cùng kỳ, với {{ lượt công dân }} và {{ người được tiếp }}.",
    "Thu ngân sách tăng 12% so với cùng kỳ; đã tiếp {{ lượt công dân }}.",
    "Đạt 67,1% (1.336/1.990 hồ sơ).",
    "Hài lòng đạt 98% (05/10), 97% (9/2017).",
    "Đạt 63,2% ({{ lượt tiếp thường xuyên | số }}/{{ lượt công dân | số }} lượt).",
]

FALSE = [
    ("Tiếp {{ lượt công dân }}, giảm so với cùng kỳ.", "error", "tăng 5,3%"),
    ("Tiếp 1.264 lượt công dân, giảm 5,3% so với cùng kỳ năm 2016.", "error", "1.264 so với 1.200"),
    ("Tiếp {{ lượt công dân }}, tăng so với cùng kỳ năm 2015.", "error", "giảm 2,8%"),
    ("Tiếp {{ lượt công dân }}, tăng so với quý trước.", "error", "so-với 2017-Q2"),
    ("Tiếp {{ lượt công dân }}, so với quý II năm 2017 tăng mạnh.", "error", "giảm 9,7%"),
    ("Tiếp {{ lượt công dân }} trong kỳ báo cáo, giảm so với cùng kỳ.", "error", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }} trên địa bàn tỉnh trong quý III năm 2017, giảm so với cùng kỳ.", "error", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }}, không tăng so với cùng kỳ.", "error", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }}, không thay đổi so với cùng kỳ.", "error", "tăng 5,3%"),
    ("Tiếp {{ lượt tiếp thường xuyên }}, tăng so với cùng kỳ.", "error", "không thay đổi"),
    ("So với cùng kỳ, lượt công dân giảm, còn {{ lượt công dân }}.", "error", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }} (tăng 5,3%), {{ người được tiếp }} (tăng 9,1%) so với cùng kỳ.", "error", "người được tiếp"),
    ("Tiếp {{ lượt công dân }} và {{ người được tiếp }}, tăng so với cùng kỳ.", "unconfirmed", "người được tiếp"),
    ("Tiếp {{ lượt công dân }}, trong đó việc khó giảm so với cùng kỳ.", "warning", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }}, tăng 5,5% so với cùng kỳ.", "unconfirmed", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }}, tăng 6.4% so với cùng kỳ.", "unconfirmed", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }}, tăng 46 lượt so với cùng kỳ.", "unconfirmed", "là 64"),
    ("Tiếp 1.264 lượt công dân (tăng 64 lượt, 6,3%) so với cùng kỳ.", "unconfirmed", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân }}, tăng khoảng 8% so với cùng kỳ.", "unconfirmed", "tăng 5,3%"),
    ("Tiếp {{ lượt công dân kỳ=2017-Q1 }}, tăng so với cùng kỳ.", "note", "chưa có số liệu"),
    ("Tiếp {{ lượt tiếp thường xuyên }}, chiếm 65% tổng số.", "unconfirmed", "63,2%"),
    ("Giải quyết {{ lượt tiếp thường xuyên | số }}/{{ lượt công dân | số }} lượt, đạt 65,2%.", "unconfirmed", "63,2%"),
    ("Giải quyết 1.336/1.990 hồ sơ, đạt 68,5%.", "unconfirmed", "67,1%"),
    ("Tiến hành 272/263 cuộc, đạt 141,44%.", "unconfirmed", "103,4%"),
    ("Kết thúc 1.430/1.447 hồ sơ (97%).", "unconfirmed", "98,8%"),
    ("Tăng 99% so với cùng kỳ, với {{ lượt công dân }}.", "unconfirmed", "tăng 5,3%"),
    ("Trong quý III, tăng 99% so với cùng kỳ, với {{ lượt công dân }}.", "unconfirmed", "tăng 5,3%"),
    ("Công tác tiếp công dân tăng 99% so với cùng kỳ, các đơn vị đã tiếp {{ lượt công dân }}.", "unconfirmed", "tăng 5,3%"),
    ("Với mức tăng 99% so với cùng kỳ, lượt công dân đạt {{ lượt công dân | số }}.", "warning", "tăng 5,3%"),
    ("Tăng 99 lượt so với cùng kỳ, với {{ lượt công dân }}.", "unconfirmed", "là 64"),
    ("Tăng 64 lượt (6,3%) so với cùng kỳ, với 1.264 lượt công dân.", "unconfirmed", "tăng 5,3%"),
    ("Giảm 4% so với cùng kỳ ({{ lượt công dân }}).", "error", "tăng 5,3%"),
    ("Đạt 68,5% (1.336/1.990 hồ sơ).", "unconfirmed", "67,1%"),
    ("Tiếp {{ lượt công dân }}, tăng so với quý II.", "error", "so-với 2017-Q2"),
    ("Tiếp {{ lượt công dân kỳ=2017-Q1 }}, tăng so với quý III.", "error", "so-với 2016-Q3"),
    ("Tiếp {{ lượt công dân }}, bằng 150,3% so với cùng kỳ năm 2016.", "unconfirmed", "bằng 105,3%"),
    ("Tiếp 1.264 lượt công dân (bằng 103,5% cùng kỳ).", "unconfirmed", "bằng 105,3%"),
    ("Đạt 65,2% ({{ lượt tiếp thường xuyên | số }}/{{ lượt công dân | số }} lượt).", "unconfirmed", "63,2%"),
]


@pytest.mark.parametrize("text", TRUE)
def test_a_true_statement_passes_in_silence(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(("text", "severity", "words"), FALSE)
def test_a_false_statement_is_reported_with_what_is_true(text: str, severity: str, words: str) -> None:
    (problem,) = problems(text)
    assert problem.severity == severity
    assert words in problem.message
    assert problem.rule in ("V13", "V14")
    assert problem.line == 4


def test_a_period_longer_than_a_year_has_no_year_before() -> None:
    (problem,) = problems("Tiếp {{ lượt công dân }}, tăng so với cùng kỳ.", "2014-07-01..2017-07-01")
    assert problem.severity == "note"
    assert "dài hơn một năm" in problem.message


def test_an_embed_that_cannot_be_answered_is_left_to_the_resolver() -> None:
    assert problems("Tiếp {{ lượt côn dân }}, tăng so với cùng kỳ.") == []
