"""Rules for single values: as printed (V02), of their kind (V03), with a source (V04), and about nobody in person (V18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from plugins.problems import Problem
from plugins.reception.data.controls.context import ControlContext
from plugins.reception.data.law.measures import Measure
from plugins.reception.data.store import MILLIONTH, document, observation
from plugins.rules import rule
from plugins.vietnamese.folding import as_meant
from plugins.vietnamese.numbers import NumberError, format_number, parse_number
from plugins.vietnamese.personal_data import personal_data

NUMBER = r"(?<![\d.,/])(\d[\d.,]*)(?![\d/])"


@rule("V02")
def values_are_as_printed(known: ControlContext) -> Iterator[Problem]:
    """Số ở cột gia_tri bằng số ở cột nguyen_van (dấu chấm ngăn hàng nghìn, dấu phẩy thập phân), nếu tệp có cột này.

    Sai: gia_tri = 17686, nguyen_van = 17.668 lượt công dân
    Đúng: gia_tri = 17668, nguyen_van = 17.668 lượt công dân
    """
    for row in known.store.observations(observation.c.verbatim != ""):
        printed = re.search(NUMBER, row.verbatim)
        number = _number(printed[1]) if printed else None
        if number is None:
            yield row.origin.problem(f"nguyen_van “{row.verbatim}” không có số kiểu Việt Nam (1.647). Chép lại đúng như nguồn in.")
        elif number != row.value:
            found = f"gia_tri là {format_number(row.value)}, nguyen_van ghi “{row.verbatim}”"
            yield row.origin.problem(f"{found}. Sửa số nào sai.")


@rule("V02", "warning")
def values_are_in_their_quote(known: ControlContext) -> Iterator[Problem]:
    """Số nêu trong trích dẫn ngay trước tên chỉ tiêu nên bằng gia_tri.

    Sai: gia_tri = 17686, trich_dan = đã tiếp 17.668 lượt công dân
    Đúng: gia_tri = 17668, trich_dan = đã tiếp 17.668 lượt công dân
    """
    quotes = select(observation.c.quote, observation.c.measure).distinct().where(observation.c.quote != "", observation.c.live)
    for quote, measure in known.store.connection.execute(quotes).all():
        stated = _stated(quote, known.measures[measure]) if measure in known.measures else set()
        if not stated:
            continue
        others = observation.c.millionths.not_in([int(number * MILLIONTH) for number in stated])
        same = (observation.c.quote == quote, observation.c.measure == measure, observation.c.live)
        for row in known.store.observations(*same, others):
            numbers = ", ".join(format_number(number) for number in sorted(stated))
            yield row.origin.problem(f"gia_tri là {format_number(row.value)}, trích dẫn ghi {numbers}. Kiểm tra lại.")


@rule("V03")
def values_are_of_their_kind(known: ControlContext) -> Iterator[Problem]:
    """Số đếm là số nguyên từ 0 trở lên; tỷ lệ từ 0 đến 100.

    Sai: lượt công dân = 12,5
    Đúng: lượt công dân = 12
    """
    shares = [measure.id for measure in known.measures.values() if measure.kind == "share"]
    counted = [measure.id for measure in known.measures.values() if not measure.fractional and measure.kind != "share"]
    wrong: tuple[tuple[Any, str], ...] = (
        (observation.c.millionths < 0, "số liệu không thể âm"),
        (observation.c.measure.in_(shares) & (observation.c.millionths > 100 * MILLIONTH), "tỷ lệ không quá 100"),
        (observation.c.measure.in_(counted) & (observation.c.is_count.is_(False)), "chỉ tiêu này đếm bằng số nguyên"),
    )
    for condition, reason in wrong:
        for row in known.store.observations(condition):
            yield row.origin.problem(f"giá trị {format_number(row.value)}: {reason}. Sửa giá trị này.")


@rule("V04")
def values_have_a_source(known: ControlContext) -> Iterator[Problem]:
    """Số liệu nào cũng có nguồn, và có trích dẫn hoặc ô của báo cáo để tìm lại.

    Sai: cột nguon hoặc trich_dan còn trống.
    Đúng: nguon = Hội nghị tổng kết 03 năm Luật Tiếp công dân
    """
    unnamed = select(document.c.id).where(document.c.title == "")
    unquoted = (observation.c.quote == "") & (observation.c.cell == "")
    for row in known.store.observations(or_(observation.c.document.in_(unnamed), unquoted)):
        missing = "trích dẫn" if row.source.title else "nguồn"
        yield row.origin.problem(f"số liệu này thiếu {missing}. Ghi rõ lấy ở đâu, câu nào.")


@rule("V18")
def nobody_is_named(known: ControlContext) -> Iterator[Problem]:
    """Không ghi họ tên, số giấy tờ (9 hoặc 12 chữ số), số điện thoại di động của công dân ở bất kỳ ô nào.

    Sai: ghi_chu = ông Nguyễn Văn Mẫu khiếu nại nhiều lần
    Đúng: ghi_chu = một công dân khiếu nại nhiều lần
    """
    columns = (observation.c.quote, observation.c.note, observation.c.verbatim)
    for column in columns:
        for text in known.store.connection.scalars(select(column).distinct().where(column != "")).all():
            for what in personal_data(text):
                row = known.store.first(column == text)
                yield row.origin.problem(f"ô có {what}. Xoá, chỉ giữ số liệu.")
    counted = [measure.id for measure in known.measures.values() if not measure.fractional]
    large = (observation.c.millionths >= 100_000_000 * MILLIONTH, observation.c.measure.in_(counted))
    for row in known.store.observations(*large):
        if len(str(row.value)) in (9, 12):
            yield row.origin.problem(f"“{row.value}” giống số giấy tờ tuỳ thân, không giống số đếm. Sửa ô này.")


def _stated(quote: str, measure: Measure) -> set[Any]:
    """Numbers that stand right before a name of the measure."""
    names = "|".join(re.escape(as_meant(name)) for name in (measure.name, *measure.aliases, measure.phrase))
    found = re.findall(rf"{NUMBER}\s+(?:{names})(?!\w)", as_meant(quote), flags=re.IGNORECASE)
    return {number for text in found if (number := _number(text)) is not None}


def _number(text: str) -> Any:
    try:
        return parse_number(text.rstrip(".,"))
    except NumberError:
        return None


RULES = (values_are_as_printed, values_are_in_their_quote, values_are_of_their_kind, values_have_a_source, nobody_is_named)
