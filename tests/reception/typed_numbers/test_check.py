"""Typed numbers are compared with the data: right ones pass, a slip stops the build, real articles raise no alarm."""

from __future__ import annotations

import pytest

from plugins.manuscript import parse_manuscript
from plugins.problems import Problem, errors_of
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.typed_numbers.check import numbers_are_those_of_the_data, reconcile
from plugins.reception.typed_numbers.shares import shares_are_recomputed
from plugins.rules import Rule
from tests.reception.sample import CARRIED_OVER, MATTERS, MONEY, PEOPLE, VISITS, catalogue_of, seen

LETTERS = "don_thu.tiep_nhan.luot"
CONFERENCE = "2014-07-01..2017-07-01"


def example_catalogue() -> Catalogue:
    """The two numbers of the conference, and made-up ones around them."""
    return catalogue_of(
        [
            seen(VISITS, CONFERENCE, 17668),
            seen(LETTERS, CONFERENCE, 9626),
            seen(PEOPLE, CONFERENCE, 20914),
            seen(MATTERS, CONFERENCE, 1990),
            seen(CARRIED_OVER, CONFERENCE, 33),
            seen(MONEY.id, CONFERENCE, "16880.12"),
            seen(VISITS, "2016-Q3", 1200),
            seen(VISITS, "2017-Q1", 259, "huyen-cao-loc"),
            seen(VISITS, "2017-Q2", 17669, status="rut"),
        ]
    )


NUMBERS = example_catalogue()


def problems(
    text: str, header: str = "", scope: str = f"tiep-cong-dan/{CONFERENCE}", catalogue: Catalogue = NUMBERS
) -> list[Problem]:
    """What the check says of a text under a title."""
    title = "" if header.startswith("Title:") else "Title: Tin thử\n"
    return reconcile(parse_manuscript(f"{title}{header}So-lieu: {scope}\n\n{text}\n", "bai.md"), catalogue)


def severities(text: str) -> list[str]:
    return [problem.severity for problem in problems(text)]


FINE = """
Đã tiếp 17.668 lượt công dân, tiếp nhận 9.626 lượt đơn thư.
Đã tiếp 17668 lượt công dân.
Đã tiếp **17.668** lượt công dân.
Đã tiếp 17.668[^1] lượt công dân[^2], **17.668**[^3] lượt công dân.
Đã tiếp **17.668 lượt** công dân.
Đã tiếp 17.668&nbsp;lượt công dân.
Đã tiếp 17.668\u00a0lượt\u00a0công\u00a0dân.
Đã tiếp 17.668 lượt\\ncông dân.
17.668 lượt tiếp công dân; 20.914 người được tiếp.
Đã tiếp 17.668 lượt với 20.914 lượt người.
Tiếp 20.914 công dân và nhận 9.626 đơn thư.
Số lượt công dân: 17.668. Số người được tiếp là 20.914.
| Lượt công dân | 17.668 |
[Xem 17.668 lượt công dân](/so-lieu/tiep-cong-dan/)
Quý III năm 2016 tiếp 1.200 lượt công dân.
Huyện Cao Lộc tiếp 259 lượt công dân.
Còn 33 đơn kỳ trước chuyển sang, thu hồi 16.880,12 triệu đồng.
Thu hồi 16.880,1 triệu đồng.
Đã tiếp hơn 17.000 lượt công dân.
Đã tiếp gần 18.000 lượt công dân, khoảng 9.500 lượt đơn thư.
Đã tiếp trên 17 nghìn lượt công dân.
Đã tiếp 17,7 nghìn lượt công dân.
Đã tiếp {{ lượt công dân }}, trong đó {{ tay 12 "theo phát biểu" }} lượt công dân ở xa.
""".strip().splitlines()

NO_CLAIMS = r"""
Sáng 05/10/2017, Hội nghị tổng kết 03 năm thực hiện Luật Tiếp công dân khai mạc lúc 15:25.
Từ 01/7/2014 – 01/7/2017, lãnh đạo UBND 226 xã, phường, thị trấn của 11 huyện, thành phố tham dự.
(Trích báo cáo số 84/BC-TTT ngày 09/6/2020 của Thanh tra tỉnh.)
Điện thoại: (025) 3.812.273; số 04 đường Hoàng Văn Thụ.
Theo Điều 5, khoản 2 Luật Tiếp công dân; biểu 01/TCD.
Năm 2017 đoàn thanh tra làm việc tại 05 đơn vị.
Trong tháng 10/2017 đơn thư được phân loại; quý III/2017 đoàn đông người không có.
Giai đoạn 2014-2017 đơn thư được số hoá.
Có 05 đoàn kiểm tra, 12 đoàn thanh tra, 15 đơn vị, 03 kỳ họp.
Trang có 17.688 lượt xem, 17.688 lượt truy cập.
Bình quân mỗi tháng tiếp 491 lượt công dân.
Khoảng 491 lượt/tháng, tức 16 lượt công dân/ngày.
Đoàn đông người là đoàn có từ 5 người trở lên.
Xem https://example.vn/17688-luot-cong-dan và [bài trước](/2017/10/17688 "Ảnh").
Viết `17.688 lượt công dân` để thử.
Đạt 98% đơn, xếp thứ 2, lần 3.
Tiếp từ 10 - 15 lượt công dân.
Số lượt công dân: 2017 là năm cuối.
Đơn thư tăng 17.688 lượt; giảm thêm 12 vụ việc; nhiều hơn 54 lượt.
<span data-luot="17.688 lượt công dân">chữ</span>
17.688. Lượt công dân được ghi vào sổ.
Có 02 người, 03 vụ việc.
""".strip().splitlines()

SLIPS = {
    "17.688 lượt công dân": "17.668",
    "17.686 lượt công dân": "17.668",
    "1.768 lượt công dân": "17.668",
    "176.668 lượt công dân": "17.668",
    "176.680 lượt công dân": "17.668",
    "17.668.000 lượt công dân": "17.668",
    "17668000 lượt công dân": "17.668",
    "17,668 lượt công dân": "17.668",
    "17,688 lượt công dân": "17.668",
    "17 668 lượt công dân": "17.668",
    "17.66 lượt công dân": "17.668",
    "9.266 lượt đơn thư": "9.626",
    "9.626 lượt đơn thư và 17.688 lượt": "17.668",
    "17.688 công dân": "17.668",
    "9.625 đơn thư": "9.626",
    "20.941 người được tiếp": "20.914",
    "16.808,12 triệu đồng": "16.880,12",
    "17.688 lượt\ncông dân": "17.668",
    "**17.688** lượt công dân": "17.668",
    "17.688[^1] lượt công dân": "17.668",
    "17.688 [^hai] lượt công dân": "17.668",
    "17.688 (mười bảy nghìn) lượt công dân": "17.668",
    "17\\.688 lượt công dân": "17.668",
    "số lượt tiếp công dân: 17.688": "17.668",
    "| lượt công dân | 17.688 |": "17.668",
    "[17.688 lượt công dân](/so-lieu/)": "17.668",
    "17.669 lượt công dân": "17.668",  # that one was withdrawn
}

OTHERS = [
    ("12.345 lượt công dân", "17.668"),
    ("17.668 lượt đơn thư", "lượt công dân"),
    ("hơn 18.000 lượt công dân", "17.668"),
    ("hơn 17.668 lượt công dân", "17.668"),
    ("dưới 17.000 lượt công dân", "17.668"),
    ("khoảng 12.000 lượt công dân", "17.668"),
    ("19 nghìn lượt công dân", "17.668"),
    ("38 đơn kỳ trước chuyển sang", "33"),
    ("1.336/1.998 vụ việc", "1.990"),
]


@pytest.mark.parametrize("text", FINE)
def test_a_right_number_passes_in_silence(text: str) -> None:
    assert problems(text.replace("\\n", "\n")) == []


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_numbers_that_count_no_reception_are_left_alone(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(("text", "right"), SLIPS.items())
def test_a_slip_is_an_error_that_shows_the_right_number_and_the_line(text: str, right: str) -> None:
    (error,) = errors_of(problems(f"Đoạn đầu.\n\nĐã ghi {text}." if not text.startswith("|") else f"Đoạn đầu.\n\n{text}"))
    assert error.line == 6
    assert right in error.message
    assert "\n" not in error.message


@pytest.mark.parametrize(("text", "words"), OTHERS)
def test_what_is_probably_wrong_waits_until_it_is_corrected_or_confirmed(text: str, words: str) -> None:
    (problem,) = problems(f"Đã ghi {text}.")
    assert problem.severity == "unconfirmed"
    assert errors_of([problem]) == [problem]
    assert words in problem.message
    assert problem.message.endswith(f"thêm vào phần đầu bài dòng “Da-xac-nhan: {problem.quote}”.")
    assert problems(f"Đã ghi {text}.", f"Da-xac-nhan: số khác; {problem.quote}\n") == []


@pytest.mark.parametrize("text", ["1.336/1.990 vụ việc", "45 đoàn đông người"])
def test_what_the_data_cannot_know_passes(text: str) -> None:
    assert problems(f"Đã ghi {text}.") == []


def test_the_message_offers_the_embed_and_a_way_out() -> None:
    (error,) = problems("Đã tiếp 17.688 lượt công dân.")
    assert str(error).startswith("bai.md:4: bài ghi “17.688 lượt công dân”")
    assert "{{ lượt công dân }}" in error.message
    assert '{{ tay 17.688 "lý do" }}' in error.message
    assert error.rule == "V17"
    assert problems('Đã tiếp {{ tay 17.688 "theo phát biểu" }} lượt công dân.') == []


def test_title_and_summary_are_read_too() -> None:
    header = "Title: Tiếp 17.686 lượt công dân\nSummary: Đã tiếp\n    17.688 lượt công dân\n"
    assert [(problem.line, problem.severity) for problem in problems("Chữ.", header)] == [(1, "error"), (2, "error")]


def test_the_line_is_that_of_the_number_within_a_paragraph() -> None:
    (error,) = problems("Dòng một có chữ,\ndòng hai có chữ,\ndòng ba ghi 17.688\nlượt công dân.")
    assert error.line == 6


def test_code_blocks_are_examples() -> None:
    assert problems("```\nĐã tiếp 17.688 lượt công dân.\n```") == []


def test_an_article_without_the_field_is_asked_for_it_unless_the_data_have_its_number() -> None:
    without_field = "Title: T\n\nĐã tiếp {} lượt công dân.\n"
    (problem,) = reconcile(parse_manuscript(without_field.format("17.688"), "bai.md"), NUMBERS)
    assert (problem.line, problem.severity) == (3, "unconfirmed")
    assert "So-lieu: tiep-cong-dan/" in problem.message
    assert reconcile(parse_manuscript(without_field.format("17.668"), "bai.md"), NUMBERS) == []


@pytest.mark.parametrize("scope", ["tiep-cong-dam/2017-Q3", "tiep-cong-dan/2017-Q9"])
def test_a_field_that_names_nothing_is_an_error_on_its_line(scope: str) -> None:
    (error,) = problems("Chữ.", scope=scope)
    assert (error.line, error.severity) == (2, "error")


def test_a_set_without_a_period_still_knows_its_numbers() -> None:
    assert problems("Đã tiếp 17.668 lượt công dân.", scope="tiep-cong-dan") == []
    assert [problem.severity for problem in problems("Đã tiếp 17.688 lượt công dân.", scope="tiep-cong-dan")] == ["note"]


def test_a_bare_word_among_many_rivals_is_only_asked_about() -> None:
    catalogue = catalogue_of(
        [seen(measure, CONFERENCE, 1000 + 7 * place) for place, measure in enumerate(sorted(matter_measures()))]
    )
    assert {problem.severity for problem in problems("Có 1.008 vụ việc.", catalogue=catalogue)} == {"unconfirmed"}


def matter_measures() -> list[str]:
    return [measure.id for measure in NUMBERS.measures.values() if measure.unit == "vụ việc"][:20]


@pytest.mark.parametrize(
    "text",
    [
        "Đã tiếp17.686 lượt công dân.",
        "Đã tiếp {{ lượt công dân }}/20.941 người.",
        "Đã tiếp {{ lượt công dân | số }} lượt/20.941 người.",
    ],
)
def test_a_number_without_space_before_a_word_or_an_embed_is_held_to_the_data_too(text: str) -> None:
    assert severities(text) == ["error"]


def test_codes_that_end_in_a_number_are_no_numbers() -> None:
    assert problems("Theo mẫu A4, NĐ42, QĐ-TTg12 và mp3 người nghe.") == []


@pytest.mark.parametrize("rule", [numbers_are_those_of_the_data, shares_are_recomputed], ids=lambda rule: rule.id)
def test_the_examples_of_rules_are_run(rule: Rule) -> None:
    assert [{problem.rule for problem in problems(f"{text}.")} >= {rule.code} for text in (rule.wrong, rule.right)] == [True, False]
