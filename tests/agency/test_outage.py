"""A planned outage is announced on every page, early enough, by the office's own file."""

from datetime import date

import pytest

from plugins.agency.agency import parse_agency
from plugins.problems import ProblemsFound
from plugins.working_days.day_table import OF_LAW, DayTable
from tests.conftest import ROOT, run_build
from tests.site.pages import pages_of, read_page, words

GOOD = (ROOT / "content/co-quan.toml").read_text(encoding="utf-8")
TABLE = '\n[tam-ngung]\nbao-tu = "2026-07-20"\ntu = "2026-08-01 22:00"\nden = "2026-08-02 06:00"\nly-do = "nâng cấp máy chủ"\n'


def test_the_example_in_the_file_is_right():
    start = GOOD.index("# [tam-ngung]")
    example = GOOD[start : GOOD.index("\n\n", start)].replace("\n# ", "\n").removeprefix("# ")
    outage = parse_agency(f"{GOOD}\n{example}\n").outage
    assert outage
    assert outage == parse_agency(GOOD + TABLE).outage


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-07-20", "2026-07-30", 7),  # Tuesday 21 to Wednesday 29
        ("2026-07-20", "2026-07-29", 6),
        ("2026-08-24", "2026-09-03", 4),  # from 31 August to 2 September is off
        ("2026-08-01", "2026-08-01", 0),
        ("2026-08-02", "2026-08-01", 0),
    ],
)
def test_weekends_holidays_and_both_ends_do_not_count(first, last, days):
    assert OF_LAW.working_days_between(date.fromisoformat(first), date.fromisoformat(last)) == days


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("2026-07-20", "2026-07-23", "bao-tu", "chỉ có 6 ngày làm việc ở giữa; phải báo trước ít nhất 7 ngày làm việc"),
        ("2026-07-20", "2026-08-09", "bao-tu", "chỉ có 0 ngày làm việc"),
        ("2026-08-02 06:00", "2026-08-01 22:00", "den", "không sau giờ ngừng"),
        ("2026-08-01 22:00", "2026-02-30 22:00", "tu", "ngày giờ có thật"),
        ("2026-07-20", "20/7/2026", "bao-tu", "dạng “2026-07-20”"),
        ("nâng cấp máy chủ", "", "ly-do", "không để trống"),
    ],
)
def test_a_slip_is_reported_at_its_line(old, new, key, message):
    text = (GOOD + TABLE).replace(f'"{old}"', f'"{new}"')
    with pytest.raises(ProblemsFound) as found:
        parse_agency(text)
    (problem,) = found.value.problems
    assert text.splitlines()[problem.line - 1].startswith(f"{key} = ")
    assert message in problem.message


TET = (GOOD + TABLE).replace("2026-07-20", "2027-01-28").replace("2026-08-0", "2027-02-2")


def test_days_of_a_year_that_nobody_decided_are_not_guessed():
    with pytest.raises(ProblemsFound) as found:
        parse_agency(TET)
    (problem,) = found.value.problems
    assert TET.splitlines()[problem.line - 1].startswith("bao-tu = ")
    assert "chưa ai ghi lịch nghỉ lễ, Tết năm 2027. Có thông báo rồi thì thêm dòng “2027,đủ,<số thông báo>”" in problem.message


def test_a_year_that_the_office_noted_is_counted():
    decided = frozenset({2027})
    assert parse_agency(TET, days=DayTable(decided=decided)).outage
    days_off = {date(2027, 2, day): False for day in range(11, 20)}
    with pytest.raises(ProblemsFound, match="chỉ có 4 ngày làm việc"):
        parse_agency(TET, days=DayTable(days_off, decided))


@pytest.mark.slow
def test_every_page_says_it_above_its_text(tree, output):
    (tree / "co-quan.toml").write_text(GOOD + TABLE, encoding="utf-8")
    result = run_build(tree, output)
    assert result.returncode == 0, result.stderr
    pages = pages_of(output)
    assert len(pages) > 10
    for page in pages:
        banner = read_page(output, page).find("section", attrs={"aria-label": "Thông báo tạm ngừng"})
        assert "từ Thứ Bảy, 01/08/2026 - 22:00 , dự kiến hoạt động lại vào Chủ Nhật, 02/08/2026 - 06:00" in words(banner)
        assert banner.find_next("main")
