import time
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_datetime as babel_format
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.dates import (
    TIMEZONE,
    DateError,
    format_date,
    format_datetime,
    format_month,
    format_official_date,
    parse_iso_date,
    parse_iso_datetime,
    parse_official_date,
    weekday_name,
)

DAYS = st.dates(date(1945, 1, 1), date(2100, 12, 31))


def test_the_conference_article_carries_its_printed_date():
    moment = parse_iso_datetime("2017-10-10 15:25")
    assert format_datetime(moment) == "Thứ Ba, 10/10/2017 - 15:25"
    assert moment.isoformat() == "2017-10-10T15:25:00+07:00"


@given(st.datetimes(datetime(1945, 1, 1), datetime(2100, 12, 31)))
def test_printed_moments_look_as_the_unicode_locale_data_says(moment):
    assert format_datetime(moment) == babel_format(moment, "EEEE, dd/MM/yyyy - HH:mm", locale="vi")


@given(DAYS)
def test_days_are_read_back_as_they_were_written(day):
    assert parse_official_date(format_official_date(day)) == day
    assert parse_official_date(format_date(day)) == day
    assert parse_iso_date(day.isoformat()) == day
    assert parse_iso_datetime(day.isoformat()).date() == day


@given(DAYS)
def test_weekdays_follow_one_another(day):
    week = [weekday_name(day + timedelta(days=shift)) for shift in range(8)]
    assert len(set(week)) == 7
    assert week[0] == week[7]


@pytest.mark.parametrize(
    ("day", "official"),
    [
        (date(2014, 7, 1), "01/7/2014"),
        (date(2021, 2, 15), "15/02/2021"),
        (date(2026, 1, 9), "09/01/2026"),
        (date(2026, 3, 9), "09/3/2026"),
        (date(2017, 10, 10), "10/10/2017"),
    ],
)
def test_official_days_pad_days_below_ten_and_the_first_two_months(day, official):
    assert format_official_date(day) == official


def test_months_are_named_with_their_year():
    assert format_month(date(2017, 10, 10)) == "tháng 10 năm 2017"
    assert format_month(date(2018, 2, 1)) == "tháng 02 năm 2018"


def test_a_moment_of_another_zone_is_shown_as_vietnam_lives_it():
    late = datetime(2017, 10, 31, 23, 30, tzinfo=UTC)
    assert format_datetime(late) == "Thứ Tư, 01/11/2017 - 06:30"
    assert format_date(late) == "01/11/2017"
    assert format_month(late) == "tháng 11 năm 2017"


def test_the_machines_time_zone_changes_nothing(monkeypatch):
    for zone in ("UTC", "Pacific/Kiritimati"):
        with monkeypatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            assert parse_iso_datetime("2017-10-10 15:25") == datetime(2017, 10, 10, 15, 25, tzinfo=TIMEZONE)
            assert format_datetime(datetime(2017, 10, 10, 15, 25)) == "Thứ Ba, 10/10/2017 - 15:25"
    time.tzset()


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("05/03/2026", "viết năm-tháng-ngày: 2026-03-05 (nếu là ngày 5 tháng 3 năm 2026)."),
        ("Thứ Ba, 10/10/2017 - 15:25", "2017-10-10"),
        ("12/31/2017", "ví dụ 2017-10-10"),
        ("2026-02-31", "tháng 2 năm 2026 chỉ có các ngày từ 01 đến 28."),
        ("2026-04-00", "chỉ có các ngày từ 01 đến 30."),
        ("2026-13-01", "không có tháng 13"),
        ("2026-3-5", "đủ hai chữ số"),
        ("20260305", "viết năm-tháng-ngày"),
        ("2026-W10-4", "viết năm-tháng-ngày"),
        ("２０２６-03-05", "viết năm-tháng-ngày"),
        ("1944-12-31", "năm phải từ 1945 đến 2100."),
        ("2101-01-01", "năm phải từ 1945 đến 2100."),
        ("", "ví dụ 2017-10-10"),
    ],
)
@pytest.mark.parametrize("parse", [parse_iso_date, parse_iso_datetime])
def test_front_matter_days_are_refused_with_the_way_to_write_them(parse, text, advice):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert advice in str(refused.value)
    assert str(refused.value).startswith(f"“{text}” không phải ngày hợp lệ: ")


@pytest.mark.parametrize("text", ["2017-10-10T15:25", "2017-10-10 15:25:00", "2017-10-10 3:25", "2017-10-10 15:25+07:00"])
def test_moments_have_one_writing(text):
    with pytest.raises(DateError, match="ví dụ 2017-10-10 15:25"):
        parse_iso_datetime(text)


@pytest.mark.parametrize("text", ["2017-10-10 24:00", "2017-10-10 15:60"])
def test_an_hour_that_is_not_on_the_clock_is_refused(text):
    with pytest.raises(DateError, match="giờ chỉ từ 00:00 đến 23:59"):
        parse_iso_datetime(text)


def test_a_day_alone_takes_no_hour():
    with pytest.raises(DateError, match="ví dụ 2017-10-10"):
        parse_iso_date("2017-10-10 15:25")


@pytest.mark.parametrize("text", ["01/07/2014", "01/7/2014", "1/7/2014", " 01/7/2014\u00a0"])
def test_official_days_are_read_padded_or_not(text):
    assert parse_official_date(text) == date(2014, 7, 1)


@pytest.mark.parametrize("text", ["2014-07-01", "01/7/14", "01-7-2014", "31/6/2014", "7/13/2014", "01/7/2014."])
def test_other_official_days_are_refused(text):
    with pytest.raises(DateError):
        parse_official_date(text)
