"""Texts of any make are held to the data in bounded work: what would take longer is refused, and runs are looked at once."""

import pytest

from plugins.manuscript import parse_manuscript
from plugins.reception.embeds.inline import LONGEST, SyntaxProblem, parse_embed
from plugins.reception.typed_numbers.check import MOST_NUMBERS
from plugins.reception.typed_numbers.passages import EMBED_MARK, passages
from tests.newsroom.checks.test_endurance import within
from tests.reception.typed_numbers.test_check import problems

pytestmark = pytest.mark.slow  # texts at the limits of size

SIZE = 200_000


def article(body: str):
    return parse_manuscript(f"Title: Bài\nDate: 2024-03-01 08:00\n\n{body}\n", "content/bai.md")


def sentences(body: str) -> list[object]:
    return [passage.sentences for passage in passages(article(body))]


@pytest.mark.parametrize("run", ["a", ".", "…", "a.", EMBED_MARK, "a@", "@a.", "{{ a }}", "] (", "](", "1.", " "])
@pytest.mark.parametrize("end", ["", "x"])
def test_a_long_run_of_signs_without_a_space_is_read_in_one_go(run, end):
    assert within(4.0, lambda: sentences(run * (SIZE // len(run)) + end))


@pytest.mark.parametrize("inside", ["“", '"', "| a ", "x=", " =", " ", "a"])
def test_what_is_called_up_is_no_longer_than_anybody_writes(inside):
    with pytest.raises(SyntaxProblem, match=str(LONGEST)):
        parse_embed("lượt" + inside * LONGEST)


def test_an_address_of_mail_is_blanked_as_before():
    (_, passage) = passages(article("Thư: thu_1@langson.gov.vn, tiếp 5 lượt. Hết."))
    assert "langson" not in passage.text
    assert "tiếp 5 lượt" in passage.text


RUNS = (
    *("huyện Cao Lộc ", "quý II ", "xã ", "Cao ", "trong đó ", "so với cùng kỳ ", "cao nhất ", "gấp đôi cùng kỳ ", "mười nghìn "),
    *("nhiều lượt công dân nhất ", "lượt công dân ", "số lượt công dân trong quý ", "17.668 ", "17.668 lượt công dân là số "),
    "| lượt công dân | 17.668 ",
)


@pytest.mark.parametrize("run", RUNS)
def test_a_sentence_without_end_is_judged_in_bounded_work(run):
    text = run * (min(SIZE // len(run), MOST_NUMBERS) - 1)
    assert within(6.0, lambda: problems(f"{text}17.668 lượt công dân, cao nhất, gấp đôi so với cùng kỳ."))


def test_an_article_of_more_numbers_than_can_be_looked_up_is_refused_and_the_same_number_is_asked_once():
    assert within(4.0, lambda: problems("tiếp 12 lượt, " * (MOST_NUMBERS - 1)))
    (problem,) = problems("tiếp 12 lượt, " * (MOST_NUMBERS + 1))
    assert (problem.severity, problem.line) == ("error", 2)
    assert str(MOST_NUMBERS) in problem.message
