"""The words typed beside an embed belong to its number."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.reception.commands.manual_examples import example_catalogue
from plugins.reception.typed_numbers.check import reconcile
from plugins.reception.typed_numbers.words_beside_embeds import words_beside_embeds_fit

DATA = example_catalogue()


def problems(text, header=""):
    return list(words_beside_embeds_fit(parse_manuscript(f"Title: Tin thử\n{header}\n{text}\n", "bai.md"), DATA))


RIGHT = """
Tiếp {{ lượt công dân | số }} lượt.
Tiếp {{ lượt công dân | số }} lượt công dân.
Tiếp {{ lượt công dân | số }} **lượt tiếp** công dân.
Tiếp {{ lượt công dân | số }} (số liệu minh hoạ) lượt công dân.
Tiếp {{ lượt công dân | số }} công dân, {{ người được tiếp | số }} người.
Trong đó tiếp thường xuyên {{ lượt tiếp thường xuyên | số }} lượt công dân.
Tăng từ {{ lượt công dân kỳ=2017-Q2 | số }} kỳ trước lên {{ lượt công dân | số }} kỳ này.
Số người được tiếp: {{ người được tiếp | số }}; lượt công dân: {{ lượt công dân | số }}.
| Người được tiếp | {{ người được tiếp \\| số }} |
Người được tiếp ({{ lượt công dân | số }} lượt) ở nhiều nơi.
Người được tiếp, {{ lượt công dân | số }}.
{{ lượt đơn thư }} công dân gửi đến.
Tiếp {{ lượt công dân }}, người dân hài lòng.
Tiếp {{ lượt công dân }} người dân gửi gắm.
Chiếm {{ lượt tiếp thường xuyên | tỷ-lệ lượt công dân }} lượt công dân.
Tiếp {{ tay 12 "theo phát biểu" }} người, {{ tay 3 "theo phát biểu" }} nghìn.
Tiếp {{ lượt côn dân | số }} người, {{ lượt | xx }} người.
Viết `{{ lượt công dân | số }} người` là sai.
Tiếp {{ lượt công dân | số }} trong kỳ.
""".strip().splitlines()

WRONG = [
    ("{{ lượt công dân | số }} người", "error", "số in ra là của “lượt công dân” (lượt). Sửa chữ “người”"),
    ("{{ lượt công dân | số }} **người**", "error", "“người”"),
    ("**{{ lượt công dân | số }}** người được tiếp", "error", "“người được tiếp”"),
    ("{{ lượt công dân | số }}&nbsp;đơn", "error", "“đơn”"),
    ("{{ lượt công dân kỳ=2017-Q1..2017-Q3 | tổng | số }} vụ việc", "error", "“vụ việc”"),
    ("| {{ lượt công dân \\| số }} người |", "error", "“người”"),
    ("{{ lượt đơn thư | số }} lượt công dân", "warning", "không phải của “lượt công dân”"),
    ("{{ lượt công dân | số }} lượt tiếp thường xuyên", "warning", "không phải của “lượt tiếp thường xuyên”"),
    ("{{ lượt công dân | số }} nghìn lượt", "error", "làm nó gấp lên"),
    ("{{ lượt công dân | số }}%", "error", "không phải tỷ lệ"),
    ("{{ lượt công dân }} %", "error", "không phải tỷ lệ"),
    ("{{ lượt công dân }} lượt", "error", "đã in cả chữ “lượt công dân”. Bỏ chữ “lượt”, hoặc thêm “| số”"),
    ("{{ lượt công dân }} lượt công dân", "error", "Bỏ chữ “lượt công dân”"),
    ("{{ lượt công dân }} công dân", "error", "Bỏ chữ “công dân”"),
    ("{{ lượt công dân }} người", "error", "Bỏ chữ “người”"),
    ("Số người được tiếp: {{ lượt công dân | số }}", "error", "“Số người được tiếp” đứng trước"),
    ("| Người được tiếp | {{ lượt công dân | số }} |", "error", "đứng trước"),
    ("Lượt đơn thư là {{ lượt công dân | số }}", "warning", "đứng trước"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_words_pass_in_silence(text):
    assert problems(text) == []


@pytest.mark.parametrize(("text", "severity", "words"), WRONG)
def test_words_of_another_number_are_reported_with_the_line(text, severity, words):
    (problem,) = problems(f"Đoạn đầu.\n\n{text}" if text.startswith("|") else f"Đoạn đầu.\n\nĐã ghi {text}.")
    assert (problem.severity, problem.line, problem.rule) == (severity, 5, "V17")
    assert words in problem.message


def test_title_and_summary_are_read_without_the_field_of_the_data_set_too():
    header = "Summary: Tiếp {{ lượt công dân bộ=tiep-cong-dan | số }} người.\n"
    assert [(problem.line, problem.severity) for problem in problems("Chữ.", header)] == [(2, "error")]


def test_all_slips_around_embeds_are_reported_together_whether_or_not_the_article_has_a_data_set():
    text = (
        "Title: T\n\nGiảm {{ lượt công dân | so-với cùng-kỳ }}.\nTiếp {{ lượt công dân | số }} người.\n12{{ lượt công dân | số }}\n"
    )
    assert [problem.line for problem in reconcile(parse_manuscript(text, "bai.md"), DATA)] == [3, 4, 5]
    assert list(reconcile(parse_manuscript("Title: T\n\nChữ.\n", "bai.md"), DATA)) == []


def test_a_percent_sign_after_a_share_would_be_printed_twice():
    (problem,) = problems("Chiếm {{ lượt tiếp thường xuyên | tỷ-lệ lượt công dân }}%.")
    assert "Bỏ dấu % ở ngoài" in problem.message
    assert problems("Chiếm {{ lượt tiếp thường xuyên | tỷ-lệ lượt công dân }}, tức 63,2%.") == []
