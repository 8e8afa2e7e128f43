"""Rules of time: days of a label (V05), units in their time (V06), periods that add up (V10, V12), forms in force (V20)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from plugins.problems import Problem
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.law.period_days import WindowUnknown, agrees, days_of
from plugins.reception.data.model import Observation
from plugins.reception.data.store import document, equal, from_millionths, observation
from plugins.reception.data.units.register import Unit, UnitError, exists_whole
from plugins.rules import rule
from plugins.vietnamese.dates import format_official_date
from plugins.vietnamese.numbers import format_number
from plugins.vietnamese.periods import calendar_days, format_period, parse_period

_DAY = r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?(?![0-9/])"
_SPAN = re.compile(rf"(?<![0-9/]){_DAY}\s*(?:[-–]|đến(?: hết)?)(?: ngày)?\s*{_DAY}")
ONE_DAY = timedelta(days=1)
EARLY = timedelta(days=31)  # reports are signed up to some weeks before their period closes
CUMULATIVE = {"____-H1": ("-Q1", "-Q2"), "____-9T": ("-Q1", "-Q2", "-Q3"), "____": ("-Q1", "-Q2", "-Q3", "-Q4")}
CARRIED_OVER, RECEIVED, HANDLED = "xld.ky_truoc.don", "xld.trong_ky.don", "xld.da_xu_ly"


@rule("V05")
def days_agree_with_labels(known: ControlContext) -> Iterator[Problem]:
    """Ngày đầu không sau ngày cuối; nhãn kỳ khớp ngày chốt số liệu của thông tư đang có hiệu lực, hoặc dương lịch nếu đã khai.

    Sai: quý I năm 2022 tính từ 01/01/2022 đến 30/3/2022
    Đúng: quý I năm 2022 tính từ 15/12/2021 đến 14/3/2022
    """
    columns = (observation.c.period, observation.c.start_day, observation.c.end_day)
    for code, start, end in known.store.connection.execute(select(*columns).distinct().order_by(*columns)).all():
        period = parse_period(code)
        try:
            right = start <= end and agrees(period, start, end, known.forms.regimes)
        except WindowUnknown:
            right = (start, end) == days_of(period, known.forms)
        right = right or (start, end) == calendar_days(period)  # declared by `lich`; a report with such days has no label
        if not right:
            row = known.store.first(*equal(columns, (code, start, end)))
            first, last = (format_official_date(day) for day in days_of(period, known.forms))
            found = f"{format_official_date(start)} – {format_official_date(end)}"
            yield row.origin.problem(
                f"{format_period(period)} phải tính từ {first} đến {last}, ở đây là {found}. Sửa ngày hoặc nhãn kỳ."
            )


@rule("V05")
def days_agree_with_quotes(known: ControlContext) -> Iterator[Problem]:
    """Trích dẫn có ghi ngày đầu và ngày cuối thì đó là hai ngày của kỳ. Số tính theo dương lịch thì khai lich = duong-lich.

    Sai: ky = 2023-Q1 (theo thông tư là 15/12/2022 – 14/3/2023), trich_dan = “… từ 01/01 đến 31/3/2023 …”
    Đúng: ky = 2023-Q1, lich = duong-lich, trich_dan = “… từ 01/01 đến 31/3/2023 …”
    """
    columns = (observation.c.period, observation.c.start_day, observation.c.end_day, observation.c.quote)
    quoted = select(*columns).distinct().where(observation.c.quote.like("%/%"), observation.c.cell == "")
    for code, start, end, quote in known.store.connection.execute(quoted.order_by(*columns)).all():
        spans = [(span, *_day_and_month(span, start, end)) for span in _SPAN.finditer(quote)]
        if spans and not any(first == start and last == end for _, first, last in spans):
            row = known.store.first(*equal(columns, (code, start, end, quote)))
            by_calendar = " – ".join(map(format_official_date, calendar_days(row.period)))
            found = f"{format_official_date(start)} – {format_official_date(end)}"
            yield row.origin.problem(
                f"trích dẫn ghi “{spans[0][0][0]}”, nhưng {format_period(row.period)} ở đây tính {found}. Nếu số tính theo dương "
                f"lịch ({by_calendar}) thì ghi lich = duong-lich; hoặc ghi ky bằng hai ngày, dạng 2023-01-01..2023-03-31."
            )


def _day_and_month(span: re.Match[str], start: date, end: date) -> tuple[date | None, date | None]:
    """The two days of a span; the year, where it is left out, is that of the period's own day."""
    found: list[date | None] = []
    for (day, month, year), usual in ((span.group(1, 2, 3), start.year), (span.group(4, 5, 6), end.year)):
        try:
            found.append(date(int(year or usual), int(month), int(day)))
        except ValueError:
            found.append(None)
    return found[0], found[1]


@rule("V05")
def periods_are_over(known: ControlContext) -> Iterator[Problem]:
    """Kỳ đã hết vào ngày nhận số liệu (ngay_nhan; nếu trống thì hôm nay). Nhận trước khi hết kỳ không quá 31 ngày chỉ cảnh báo.

    Sai: số quý III năm 2017 có ngay_nhan = 2017-05-01
    Đúng: số quý III năm 2017 có ngay_nhan = 2017-09-20
    """
    columns = (observation.c.period, observation.c.start_day, observation.c.end_day, document.c.received)
    latest = func.coalesce(document.c.received, known.today)
    query = select(*columns).join(document, observation.c.document == document.c.id).distinct().order_by(*columns)
    for code, start, end, received in known.store.connection.execute(query.where(or_(
        observation.c.end_day > latest, document.c.received > known.today
    ))).all():  # fmt: skip
        row = known.store.first(*equal(columns[:3], (code, start, end)), document.c.received == received)
        day = min(received or known.today, known.today)
        if received and received > known.today:
            yield row.origin.problem(f"ngày nhận {format_official_date(received)} chưa tới. Sửa ngay_nhan.")
        elif start > day:
            yield row.origin.problem(f"{_on(day, received)} {format_period(row.period)} chưa bắt đầu. Sửa kỳ hoặc ngay_nhan.")
        else:
            found = f"{_on(day, received)} {format_period(row.period)} chưa hết (đến {format_official_date(end)})"
            yield row.origin.problem(f"{found}. Kiểm tra kỳ, hoặc chờ số của cả kỳ.", end - day <= EARLY)


def _on(day: date, received: date | None) -> str:
    return f"{'ngày nhận' if received else 'hôm nay'} {format_official_date(day)},"


@rule("V06")
def units_exist_in_the_period(known: ControlContext) -> Iterator[Problem]:
    """Đơn vị có trong kỳ của số liệu.

    Sai: số quý IV năm 2025 của Huyện Cao Lộc (không còn cấp huyện từ 01/7/2025).
    Đúng: số quý I năm 2025 của Huyện Cao Lộc.
    """
    for unit, same in _with_strange_units(known):
        row = known.store.first(*same)
        if not unit.exists_within(row.start, row.end):
            yield row.origin.problem(_not_there(known, row))


@rule("V06", "warning")
def units_exist_all_through_the_period(known: ControlContext) -> Iterator[Problem]:
    """Đơn vị chỉ có trong một phần của kỳ thì phải có ghi_chu giải thích.

    Sai: số cả năm 2025 của Huyện Cao Lộc, ghi_chu trống.
    Đúng: ghi_chu = đến hết 30/6/2025
    """
    for unit, same in _with_strange_units(known):
        for row in known.store.observations(*same, observation.c.note == "", limit=1):
            if unit.exists_within(row.start, row.end):
                found = f"{known.register.label(unit)} chỉ có trong một phần của {format_period(row.period)}"
                yield row.origin.problem(f"{found}. Giải thích ở ghi_chu.")


def _with_strange_units(known: ControlContext) -> Iterator[tuple[Unit, list[Any]]]:
    """Units with numbers of a period during which they did not exist every day, and the conditions of these rows."""
    units = {unit.unit_id: unit for unit in known.register.units}
    columns = (observation.c.unit, observation.c.start_day, observation.c.end_day)
    for unit_id, start, end in known.store.connection.execute(select(*columns).distinct().order_by(*columns)).all():
        if unit_id in units and not exists_whole(units[unit_id], start, end):
            yield units[unit_id], equal(columns, (unit_id, start, end))


def _not_there(known: ControlContext, row: Observation) -> str:
    name = known.register.get(row.unit).name
    try:
        other = known.register.resolve(name, row.start, row.end)
    except UnitError as error:
        return str(error)
    return f"“{row.unit}” không có trong {format_period(row.period)}; khi đó {name} là “{other.unit_id}”. Sửa unit_id hoặc kỳ."


@rule("V10", "warning")
def quarters_add_up(known: ControlContext) -> Iterator[Problem]:
    """Các quý cộng lại bằng số 6 tháng, 9 tháng, cả năm, với số phát sinh của một đơn vị, một chế độ báo cáo, một lần báo cáo.

    Sai: quý I là 10, quý II là 12, 6 tháng là 23
    Đúng: quý I là 10, quý II là 12, 6 tháng là 22
    """
    flows = [measure.id for measure in known.measures.values() if measure.kind == "flow" and measure.adds_over_periods]
    whole, part = observation.alias(), observation.alias()
    keys = [part.c[name] == whole.c[name] for name in ("dataset", "measure", "unit", "scope", "revision", "live")]
    for pattern, suffixes in CUMULATIVE.items():
        names = [func.substr(whole.c.period, 1, 4) + suffix for suffix in suffixes]
        query = (
            select(whole.c.id, func.sum(part.c.millionths))
            .join(part, part.c.period.in_(names) & and_(*keys))
            .where(whole.c.period.like(pattern), whole.c.live, whole.c.measure.in_(flows))
            .group_by(whole.c.id, whole.c.millionths, whole.c.start_day, whole.c.end_day)
            .having(func.count() == len(suffixes), func.sum(part.c.millionths) != whole.c.millionths)
            .having(func.min(part.c.start_day) == whole.c.start_day, func.max(part.c.end_day) == whole.c.end_day)
        )
        for identifier, added in known.store.connection.execute(query).all():
            row = known.store.first(observation.c.id == identifier)
            total = format_number(from_millionths(int(added), isinstance(row.value, int)))
            found = f"{format_period(row.period)} ghi {format_number(row.value)}, cộng {len(suffixes)} quý được {total}"
            yield row.origin.problem(f"{found}. Kiểm tra số của các quý, hoặc giải thích ở ghi_chu.")


@rule("V12", "warning")
def stocks_carry_over(known: ControlContext) -> Iterator[Problem]:
    """Đơn kỳ trước chuyển sang bằng đơn chuyển sang của kỳ trước cộng đơn tiếp nhận trừ đơn đã xử lý của kỳ ấy.

    Sai: quý I chuyển sang 5, tiếp nhận 20, xử lý 18; quý II ghi kỳ trước chuyển sang 9
    Đúng: quý II ghi kỳ trước chuyển sang 7
    """
    series: dict[tuple[str, ...], dict[tuple[str, object], Observation]] = defaultdict(dict)
    measures = (CARRIED_OVER, RECEIVED, HANDLED)
    for row in known.store.observations(observation.c.measure.in_(measures), observation.c.live):
        series[row.dataset, row.unit, row.scope, row.period.kind][row.measure, row.start] = row
    for rows in series.values():
        for (measure, start), handled in rows.items():
            before, received = rows.get((CARRIED_OVER, start)), rows.get((RECEIVED, start))
            after = rows.get((CARRIED_OVER, handled.end + ONE_DAY))
            if measure != HANDLED or before is None or received is None or after is None:
                continue
            expected = before.value + received.value - handled.value
            if after.value != expected:
                terms = " + ".join(format_number(row.value) for row in (before, received))
                sum_text = f"{terms} - {format_number(handled.value)} = {format_number(expected)}"
                found = f"kỳ trước chuyển sang là {format_number(after.value)}, theo số của {format_period(before.period)} phải là"
                yield after.origin.problem(f"{found} {sum_text}. Kiểm tra hai kỳ.")


@rule("V20")
def forms_are_in_force(known: ControlContext) -> Iterator[Problem]:
    """Biểu mẫu của số liệu đang có hiệu lực trong kỳ.

    Sai: biểu 2a của Thông tư 03/2013 cho quý III năm 2022
    Đúng: biểu 01/TCD của Thông tư 02/2021 cho quý III năm 2022
    """
    columns = (document.c.form, observation.c.end_day)
    join = select(*columns).join(document, observation.c.document == document.c.id).where(document.c.form != "").distinct()
    for form_id, end in known.store.connection.execute(join.order_by(*columns)).all():
        form = known.forms.forms.get(form_id)
        if form is None or not form.regime.holds_on(end):
            row = known.store.first(document.c.form == form_id, observation.c.end_day == end)
            yield row.origin.problem(f"biểu {form_id} không có hiệu lực vào {format_official_date(end)}. Kiểm tra số biểu và kỳ.")


RULES = (
    days_agree_with_labels,
    days_agree_with_quotes,
    periods_are_over,
    units_exist_in_the_period,
    units_exist_all_through_the_period,
    quarters_add_up,
    stocks_carry_over,
    forms_are_in_force,
)
