"""On which days offices are open, and for which years that is certain."""

from datetime import date, timedelta

import pytest

from plugins.check import check
from plugins.problems import ProblemsFound
from plugins.working_days.day_table import OF_LAW, last_decided
from plugins.working_days.days_off_file import FILE_NAME, read_day_table
from plugins.working_days.show import main

HEADER = "ngay,loai,can-cu\n"
# For public servants: days off from Monday to Friday, and weekends that are worked.
KNOWN = {
    2025: (
        "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
        "04-26",
    ),
    2026: (
        "01-01 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "08-22",
    ),
}
PROPOSED = {date(2026, 1, 2), date(2026, 1, 10)}  # a swap that the library lacks; whether it was decided is not known here
OF_2027 = (
    "01-01 02-08 04-16 04-30 05-03 09-02 11-24"  # whatever the Government decides: Tết from 6 to 8 February, Giỗ Tổ on 16 April
)


def days(year, text):
    return {date.fromisoformat(f"{year}-{day}") for day in text.split()}


@pytest.fixture
def content(tmp_path):
    (tmp_path / "content/so-bo").mkdir(parents=True)

    def note(text):
        (tmp_path / "content" / FILE_NAME).write_text(text, encoding="utf-8")
        return tmp_path / "content"

    return note


@pytest.mark.parametrize("year", KNOWN)
def test_days_are_those_that_were_announced(year):
    off, worked = (days(year, text) for text in KNOWN[year])
    all_days = [day for number in range(365) if (day := date(year, 1, 1) + timedelta(days=number)) not in PROPOSED]
    assert {day for day in all_days if day.weekday() < 5 and not OF_LAW.is_working_day(day)} == off
    assert {day for day in all_days if day.weekday() >= 5 and OF_LAW.is_working_day(day)} == worked
    assert OF_LAW.undecided_years(all_days[0], all_days[-1]) == []


def test_a_year_to_come_has_the_days_of_the_law_and_is_not_certain():
    assert [day for day in days(2027, OF_2027) if OF_LAW.is_working_day(day)] == []
    assert last_decided() < 2100
    assert OF_LAW.undecided_years(date(2026, 12, 20), date(2028, 1, 5)) == [year for year in (2027, 2028) if year > last_decided()]


def test_the_offices_own_file_corrects_and_completes_a_year(content):
    table = read_day_table(
        content(f"{HEADER}2096,đủ,Thông báo mẫu\n2096-03-01,nghỉ,Thông báo mẫu\n2096-03-03,làm việc,Thông báo mẫu\n")
    )
    thursday, saturday = date(2096, 3, 1), date(2096, 3, 3)
    assert (table.is_working_day(thursday), OF_LAW.is_working_day(thursday)) == (False, True)
    assert (table.is_working_day(saturday), OF_LAW.is_working_day(saturday)) == (True, False)
    assert table.working_days_between(date(2096, 2, 29), date(2096, 3, 5)) == 2  # Friday and Saturday
    assert table.undecided_years(date(2095, 12, 1), date(2097, 1, 1)) == [2095, 2097]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2096-13-01,nghỉ,Thông báo", "không có tháng 13"),
        ("1/3/2096,nghỉ,Thông báo", "viết năm-tháng-ngày: 2096-03-01"),
        ("2096-03-01,nghi,Thông báo", "không có loại “nghi”. Có phải “nghỉ”?"),
        ("2096-03-01,đủ,Thông báo", "“đủ” đi với một năm"),
        ("2096-03-01,nghỉ,", "thiếu can-cu"),
        ("2096-02-29,làm việc,Thông báo", "có hai dòng"),
        ("2096-03-01,nghỉ", "dòng có 2 ô, cần 3"),
    ],
)
def test_a_slip_is_reported_at_its_line_by_make_check_too(content, line, says):
    place = content(f"{HEADER}2096-02-29,nghỉ,Thông báo\n{line}\n")
    with pytest.raises(ProblemsFound) as found:
        read_day_table(place)
    (problem,) = found.value.problems
    assert str(problem).startswith(f"content/{FILE_NAME}:3: ")
    assert says in problem.message
    assert problem in check(place)


def test_an_editor_sees_what_is_known_of_a_year(content, capsys):
    place = str(content(f"{HEADER}2096-03-03,làm việc,Thông báo mẫu\n"))
    assert main(["--content", place, "2096"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "03/03/2096: làm việc (theo so-bo/ngay-nghi.csv)" in lines
    assert lines[0] == "02/01/2096: nghỉ (Tết Dương lịch (nghỉ bù))"  # 1 January is a Sunday
    assert lines[-1].startswith("Năm 2096 chưa chắc")
    assert main(["--content", place, "năm nay"]) == 1
    assert "Viết make days-off YEAR=2027" in capsys.readouterr().err
