"""A year of the circular begins in mid-December, one of the calendar in January: a source says which of them it counts."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.reception.data.catalogue import QueryError, load_catalogue
from plugins.reception.data.queries.select import selection_of, value
from plugins.reception.display.stat import stat
from plugins.reception.embeds.inline import parse_embed
from tests.reception.remote.conftest import Office
from tests.reception.remote.servers import Server, answer

CSV = "don_vi,ky,chi_tieu,so\ntinh-lang-son,{},tcd.tong.luot,1.647\n"


def declare(office: Office, server: Server, period: str, calendar: str) -> None:
    server.behaviour = answer(CSV.format(period))
    office.declare_http(server)
    text = (office.folder / "nguon.toml").read_text(encoding="utf-8")
    said = f', lich = "{calendar}"' if calendar else ""
    (office.folder / "nguon.toml").write_text(text.replace(', lich = "thong-tu"', said), encoding="utf-8")


@pytest.mark.parametrize("period", ["2023", "2023-Q1", "2023-6T"])
def test_a_source_that_does_not_say_its_calendar_is_refused_with_both_meanings(office: Office, server: Server, period: str) -> None:
    declare(office, server, period, "")
    assert office.pull() == 1
    assert "theo thông tư là 15/12/2022" in office.said
    assert "theo dương lịch là 01/01/2023" in office.said
    assert 'Thêm lich = "thong-tu" hoặc "duong-lich" vào co-dinh' in office.said


@pytest.mark.parametrize("period", ["2023-10", "2023-01-01..2023-03-31"])
def test_a_month_or_two_days_mean_one_thing_only(office: Office, server: Server, period: str) -> None:
    declare(office, server, period, "")
    assert office.pull() == 0, office.said


@pytest.mark.parametrize(
    ("calendar", "days"),
    [("thong-tu", (date(2022, 12, 15), date(2023, 12, 14))), ("duong-lich", (date(2023, 1, 1), date(2023, 12, 31)))],
)
def test_the_year_has_the_days_of_the_calendar_that_is_declared(
    office: Office, server: Server, calendar: str, days: tuple[date, date]
) -> None:
    declare(office, server, "2023", calendar)
    assert office.pull() == 0, office.said
    catalogue = load_catalogue(office.folder.parent)
    row = value(catalogue, selection_of(catalogue, "tiep-cong-dan/2023"), catalogue.measure("lượt công dân"))
    assert (row.start, row.end) == days


def test_years_of_two_calendars_are_not_compared(office: Office, server: Server) -> None:
    declare(office, server, "2023", "duong-lich")
    server.behaviour = answer("don_vi,ky,chi_tieu,so,lich\n" + "".join(
        f"tinh-lang-son,{year},tcd.tong.luot,{number},{calendar}\n"
        for year, number, calendar in (("2021", 900, "thong-tu"), ("2022", 1000, "duong-lich"), ("2023", 1200, "duong-lich"))
    ))  # fmt: skip
    text = (office.folder / "nguon.toml").read_text(encoding="utf-8").replace(', lich = "duong-lich"', "")
    (office.folder / "nguon.toml").write_text(text.replace('gia_tri = "so"', 'gia_tri = "so", lich = "lich"'), encoding="utf-8")
    assert office.pull() == 0, office.said
    catalogue = load_catalogue(office.folder.parent)
    embed = parse_embed("lượt công dân | so-với cùng-kỳ")
    assert stat(catalogue, embed, "tiep-cong-dan/2023").text == "tăng 20% so với năm 2022"
    with pytest.raises(QueryError, match="hai kỳ tính theo hai lịch khác nhau"):
        stat(catalogue, embed, "tiep-cong-dan/2022")
