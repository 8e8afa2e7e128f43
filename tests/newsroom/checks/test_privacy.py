"""What points to one person waits for the editor's word, in every place that readers see."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.privacy import details_of_people_are_confirmed, people_who_complain_are_not_named

RULES = (details_of_people_are_confirmed, people_who_complain_are_not_named)
DETAILS = {
    "số căn cước 020085001234": "020…34", "số CMND 082123456": "082…56", "căn cước 020 085 001 234": "020…34",
    "gọi 0912 345 678": "091…78", "gọi +84.912.345.678": "+84…78", "thư binh.nv@gmail.com": "bin…@gmail.com",
    "thư BINH@yahoo.com.vn": "BIN…@yahoo.com.vn",
    "tài khoản số 0101000123456": "010…56", "STK: 0101 0001 2345": "010…45",
}  # fmt: skip
PLACES = {
    "Title": "Title: {}\nDate: 2024-03-07\n\nChữ.\n", "Summary": "Summary: {}\nDate: 2024-03-07\n\nChữ.\n",
    "a paragraph": "Title: T\n\n{}\n", "a cell": "Title: T\n\n| a |\n|---|\n| {} |\n",
    "a caption": 'Title: T\n\n![a](/anh/x.jpg "{}")\n',
    "an alt": "Title: T\n\n![{}](/anh/x.jpg)\n", "code": "Title: T\n\n`{}`\n", "a comment": "Title: T\n\n<!-- {} -->\n",
}  # fmt: skip


def found(text, confirmed=""):
    header = f"Da-xac-nhan: {confirmed}\n" if confirmed else ""
    return [problem for rule in RULES for problem in rule(parse_manuscript(header + text, "bai.md"), "article")]


@pytest.mark.parametrize("place", PLACES)
def test_a_detail_is_found_in_each_place_at_its_line_without_its_digits(place):
    for words, quote in DETAILS.items():
        text = PLACES[place].format(words)
        (problem,) = found(text)
        assert problem.severity == "unconfirmed"
        assert text.split("\n")[problem.line - 1].count(words) == 1
        assert f"“{quote}”" in problem.message
        assert words.split(" ", 1)[1] not in problem.message
        assert found(text, confirmed=quote) == []


def test_the_name_of_an_attachment_is_looked_at():
    assert [problem.line for problem in found("Title: T\n\n[Đơn](/tep/don-020085001234.pdf)\n")] == [3]


@pytest.mark.parametrize(
    "words",
    [
        "Điện thoại (025) 3.812.273, 0205 3812 273", "thanhtra@langson.gov.vn", "<thanhtra@example.vn>", "a@mail.langson.vn",
        "120 000 000 đồng", "120000000 đồng",
        "1.200.000.000",
        "tài khoản có 120.000.000 đồng", "https://a.vn/020085001234", "ngày 03/11/2025, số 17/2021/TT-TTCP",
    ],
)  # fmt: skip
def test_numbers_of_offices_money_and_papers_are_nobody_s_own(words):
    assert found(f"Title: T\n\n{words}\n") == []


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("Ông Nguyễn Văn Bình tố cáo cán bộ xã.", 3, "Ông Nguyễn Văn Bình"),
        ("Đơn khiếu nại\ncủa bà Hoàng Thị Én về đất.", 4, "bà Hoàng Thị Én"),
        ("Bị tố giác, ông Bình đã làm việc.", 3, "ông Bình"),
    ],
)
def test_a_name_in_a_sentence_about_a_complaint_is_found_over_line_ends(text, line, name):
    (problem,) = found(f"Title: T\n\n{text}\n")
    assert (problem.line, problem.quote) == (line, name)
    assert found(f"Title: T\n\n{text}\n", confirmed=name) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn Bình, Chánh Thanh tra tỉnh, nói về khiếu nại.",
        "Ông Bình - Phó Chủ tịch UBND tỉnh đối thoại về khiếu nại.",
        "Ông Chủ tịch UBND tỉnh giải quyết khiếu nại.",
        "Có 12 đơn tố cáo. Ông Nguyễn Văn Bình dự họp.", "Công dân xã Bà Rịa khiếu nại.",
    ],
)  # fmt: skip
def test_holders_of_a_post_and_other_sentences_may_be_named(text):
    assert found(f"Title: T\n\n{text}\n") == []


def test_a_long_text_of_such_words_takes_bounded_steps():
    text = "Title: T\n\ntố cáo " + "ông Bình " * 3_000 + "\n"
    assert {problem.line for problem in found(text)} == {3}
