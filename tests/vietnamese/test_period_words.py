"""A period is read however offices spell it, and what lacks its year is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.recognition.heading import find_days, find_label, heading_lines
from plugins.vietnamese.folding import without_marks
from plugins.vietnamese.periods import Period, PeriodError, custom_period, parse_period_text

YEARS = st.integers(1990, 2060)
DASHES = st.sampled_from(["-", " - ", "–", " – ", "—", " — ", "‑", "−", " ‒ "])
BEFORE_YEAR = st.sampled_from(["/", " / ", " năm ", ", năm ", " (năm ", ". năm ", " "]) | DASHES
CASES = st.sampled_from([str, str.upper, without_marks])
NUMBERS = {1: ["I", "1", "01", "một"], 2: ["II", "2", "02", "hai"], 3: ["III", "3", "03", "ba"], 4: ["IV", "4", "04", "tư"]}


@st.composite
def quarters(draw: st.DrawFn) -> tuple[str, Period]:
    number, year = draw(st.integers(1, 4)), draw(YEARS)
    word = draw(st.sampled_from(["quý ", "Quý ", "quí ", "Qúy "]))
    return f"{word}{draw(st.sampled_from(NUMBERS[number]))}{draw(BEFORE_YEAR)}{year}", Period("quarter", year, number)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, Period]:
    nine, year = draw(st.booleans()), draw(YEARS)
    length = draw(
        st.sampled_from(["9 tháng", "09 tháng", "chín tháng", "9T"] if nine else ["6 tháng", "06 tháng", "Sáu tháng", "6T"])
    )
    period = Period("nine-months", year) if nine else Period("half", year, 1)
    return f"{length}{draw(st.sampled_from(['', ' đầu']))}{draw(BEFORE_YEAR)}{year}", period


@st.composite
def days(draw: st.DrawFn) -> tuple[str, Period]:
    year = draw(YEARS)
    first, last = sorted(draw(st.tuples(*[st.dates(date(year, 1, 1), date(year, 12, 31))] * 2)))
    sign, once = draw(st.sampled_from([*"/.-", " tháng "])), draw(st.booleans())
    of_year = " năm " if sign == " tháng " else sign
    start = f"{first.day}{sign}{first.month}{'' if once else f'{of_year}{year}'}"
    to = draw(DASHES | st.sampled_from([" đến ", " đến ngày ", " đến hết ngày ", " tới ngày ", ", đến ngày "]))
    opening = draw(st.sampled_from(["từ ngày ", "Từ ", "Số liệu tính từ ngày ", "số liệu từ ngày: "]))
    return f"{opening}{start}{to}{last.day}{sign}{last.month}{of_year}{year}", custom_period(first, last)


@given(quarters() | spans() | days(), CASES)
def test_every_spelling_is_the_period(written: tuple[str, Period], change: object) -> None:
    text, period = written
    assert parse_period_text(change(text)) == period  # type: ignore[operator]


@given(quarters() | spans(), CASES)
def test_a_report_names_its_period_in_every_spelling(written: tuple[str, Period], change: object) -> None:
    text, period = written
    lines = heading_lines([((0, 0), f"KẾT QUẢ TIẾP CÔNG DÂN {change(text)}")])  # type: ignore[operator]
    assert find_label(lines) == period


@given(days(), CASES)
def test_a_report_gives_its_days_in_every_spelling(written: tuple[str, Period], change: object) -> None:
    text, period = written
    findings = Findings("a.xlsx", "Trang")
    assert find_days(heading_lines([((0, 0), f"({change(text)})")]), findings) == (period.start, period.end)  # type: ignore[operator]
    assert findings.problems == []


TWO_PERIODS = [
    "Quý III và 9 tháng năm 2022",
    "Quý III, 9 tháng đầu năm 2022",
    "Quý I và quý II năm 2022",
    "9 tháng và quý III/2022",
]


@pytest.mark.parametrize("text", TWO_PERIODS)
def test_two_periods_with_one_year_name_none(text: str) -> None:
    assert find_label(heading_lines([((0, 0), "BÁO CÁO"), ((1, 0), text)])) is None


def test_a_period_to_compare_with_changes_nothing() -> None:
    lines = heading_lines([((0, 0), "Báo cáo quý III năm 2022 (so với quý II năm 2022), ngày 6 tháng 9 năm 2022")])
    assert find_label(lines) == Period("quarter", 2022, 3)


WITHOUT_YEAR = [
    "Quý III",
    "quý 3/22",
    "6 tháng đầu năm",
    "9 tháng",
    "từ 15/6 đến 14/9",
    "từ 15/6/22 đến 14/9/22",
    "15/6 - 14/9/2022",
]
OTHER_WORDS = ["ngày 6 tháng 9 năm 2022", "ngày 15 tháng 6 năm 2022", "16 tháng năm 2022", "quý vị 2022", "6 tháng cuối năm 2022"]


@pytest.mark.parametrize("text", WITHOUT_YEAR + OTHER_WORDS)
def test_what_is_not_surely_a_period_is_none(text: str) -> None:
    lines = heading_lines([((0, 0), text)])
    findings = Findings("a.xlsx", "Trang")
    assert (find_label(lines), find_days(lines, findings), findings.problems) == (None, None, [])


@pytest.mark.parametrize("text", WITHOUT_YEAR)
def test_words_without_a_year_are_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_period_text(text)


def test_a_year_given_once_is_never_guessed_across_new_year() -> None:
    findings = Findings("a.xlsx", "Trang")
    assert find_days(heading_lines([((2, 0), "Từ ngày 15/12 đến ngày 14/3/2022")]), findings) is None
    (problem,) = findings.problems
    assert (problem.cell, "ghi cả năm của ngày đầu" in problem.message) == ("A3", True)
