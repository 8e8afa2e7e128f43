"""Reads the text around a table: the form's number, the circular, the period. Wording and place may vary, facts may not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins.reception.data.sources.recognition.findings import Findings
from plugins.reception.data.sources.spreadsheets.grid import Place
from plugins.rules import stated
from plugins.vietnamese.dates import DateError
from plugins.vietnamese.folding import plain
from plugins.vietnamese.period_words import (
    DAYS,
    QUARTER,
    SPAN,
    WITHOUT_YEAR,
    first_and_last_day,
    is_nine_months,
    part_of_year,
    plain_words,
    quarter_number,
)
from plugins.vietnamese.periods import Period

SHEETS_STATE_ONE_PERIOD = stated(
    "sheets_state_one_period",
    """Trang báo cáo ghi đúng một kỳ, đủ hai ngày; ngày đầu không sau ngày cuối; tên kỳ, nếu ghi, khớp với hai ngày ấy.

    Sai: “Số liệu tính từ ngày … đến ngày …”
    Đúng: “Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022”
    """,
    "V05",
)
RULES = (SHEETS_STATE_ONE_PERIOD,)
_UNFILLED = re.compile(r"so lieu tinh tu ngay|tu ngay[ .…_]+den ngay")
_WHOLE_YEAR = re.compile(r"(?:ky bao cao\s*:?\s*(?:ca\s+)?|\bca\s+|\b12\s+thang\s+)nam\s+((?:19|20)[0-9]{2})(?![0-9])")
_CIRCULAR = re.compile(r"(?<![0-9])([0-9]{1,2})\s*/\s*([0-9]{4})\s*/\s*tt\s*[-–]?\s*ttcp")
_LEGACY_FONT = re.compile(r"[a-zà-ỹ][µ¸¶¹¨¾¼½©®ª¬]|[µ¸¶¹¨¾¼½©®ª¬][a-zà-ỹ]", re.IGNORECASE)
_ANY_NUMBER = re.compile(r"\b(?:bieu|mau)(?:\s+mau)?(?:\s+so)?[\s:.]*([0-9]{1,2}\s*[/–-]?\s*[a-z]{1,6})\b")


@dataclass(frozen=True, slots=True)
class HeadingText:
    """A cell's text, without marks and in lower case."""

    place: Place
    text: str


def heading_lines(texts: Iterable[tuple[Place, str]]) -> list[HeadingText]:
    """The cells as lines of text."""
    return [HeadingText(place, plain_words(text)) for place, text in texts]


def find_number(lines: list[HeadingText], sheet: str, numbers: Iterable[str], findings: Findings) -> str | None:
    """The form's number from "Biểu số: …", else a cell or at last the sheet's name that is just the number."""
    patterns = {number: _number_pattern(number) for number in numbers}
    titled: dict[str, Place] = {}
    for line in lines:
        for number, pattern in patterns.items():
            if re.search(rf"\b(?:bieu|mau)(?:\s+mau)?(?:\s+so)?[\s:.]*{pattern}", line.text):
                titled.setdefault(number, line.place)
    alone = {number: line.place for line in lines for number in numbers if re.fullmatch(patterns[number], line.text)}
    named = {number: (0, 0) for number in numbers if re.fullmatch(patterns[number], _bare(sheet))}
    found = titled or alone or named
    if len(found) > 1:
        findings.add(f"trang ghi nhiều số biểu: {', '.join(sorted(found))}. Chỉ để một.", max(found.values()))
    elif not found:
        _report_number_missing(lines, numbers, findings)
    return next(iter(found)) if len(found) == 1 else None


def any_number(lines: list[HeadingText], sheet: str) -> str:
    """The number that a sheet has, known or not: "01/TCD" of “Biểu số: 01/TCD” or of a sheet BC_01_TCD; "" without one."""
    written = [match[1] for line in lines if (match := _ANY_NUMBER.search(line.text))]
    match = re.fullmatch(r"(?:([0-9]{1,2})[\s/_–-]*([a-z]{2,8})|([0-9]{1,2}[a-z]))", written[0] if written else _bare(sheet))
    return (match[3] or f"{int(match[1]):02d}/{match[2].upper()}") if match else ""


def _bare(sheet: str) -> str:
    return re.sub(r"^bc[\s_-]+", "", plain(sheet))


def find_circular(lines: list[HeadingText]) -> dict[str, Place]:
    """Circulars of the Government Inspectorate that the text names ("02/2021/TT-TTCP"), with the cell."""
    return {f"{int(match[1]):02d}/{match[2]}/TT-TTCP": line.place for line in lines for match in _CIRCULAR.finditer(line.text)}


def find_days(lines: list[HeadingText], findings: Findings) -> tuple[date, date] | None:
    """The two days of "từ ngày … đến ngày …", also when they stand in several cells; None when there are none.

    Days that do not exist, run backwards or differ between two places become problems.
    """
    text, starts = "", []
    for line in lines:
        starts.append(len(text))
        text += line.text + " "
    found: dict[tuple[date, date], Place] = {}
    for match in DAYS.finditer(text):
        place = lines[bisect_right(starts, match.start()) - 1].place
        try:
            first, last = first_and_last_day(match)
        except DateError as error:
            findings.add(f"{error} Sửa ngày của kỳ số liệu.", place)
            return None
        if first > last:
            findings.add("ngày đầu kỳ sau ngày cuối kỳ. Sửa lại hai ngày này.", place, SHEETS_STATE_ONE_PERIOD.code)
            return None
        found[first, last] = place
    if len(found) > 1:
        findings.add("trang ghi hai kỳ số liệu khác nhau. Chỉ để một kỳ.", max(found.values()), SHEETS_STATE_ONE_PERIOD.code)
    return next(iter(found)) if len(found) == 1 else None


def find_label(lines: list[HeadingText]) -> Period | None:
    """The first "quý III/2017", "6 tháng đầu năm 2017" or "kỳ báo cáo: năm 2017" that the text names.

    None where the text names another one too without its year, as “quý III và 9 tháng năm 2022” does: nobody knows which it is.
    """
    label = _first_label(lines)
    if label is None or label.kind == "year":
        return label
    named = {part_of_year(match) for line in lines for match in WITHOUT_YEAR.finditer(line.text)}
    return None if named - {(label.kind, label.number)} else label


def _first_label(lines: list[HeadingText]) -> Period | None:
    for line in lines:
        if match := QUARTER.search(line.text):
            return Period("quarter", int(match["year"]), quarter_number(match))
        if (match := SPAN.search(line.text)) and match["part"] != "cuoi":
            return Period("nine-months" if is_nine_months(match) else "half", int(match["year"]), int(not is_nine_months(match)))
        if match := _WHOLE_YEAR.search(line.text):
            return Period("year", int(match[1]))
    return None


def report_period_missing(lines: list[HeadingText], findings: Findings) -> None:
    """Report what is missing, and where the days were left blank if that can be seen."""
    place = next((line.place for line in lines if _UNFILLED.search(line.text)), None)
    findings.add(
        "không đọc được kỳ số liệu. Cần dòng “Số liệu tính từ ngày 15/6/2022 đến ngày 14/9/2022” "
        "(đủ ngày, tháng, năm) ở phần trên của bảng." + _font_advice(lines),
        place,
        SHEETS_STATE_ONE_PERIOD.code,
    )


def _report_number_missing(lines: list[HeadingText], numbers: Iterable[str], findings: Findings) -> None:
    known = ", ".join(sorted(numbers))
    for line in lines:
        if match := _ANY_NUMBER.search(line.text):
            findings.add(f"chưa biết biểu “{match[1].upper()}”. Các biểu đã khai: {known}.", line.place)
            return
    findings.add(
        f"có hàng số cột nhưng không thấy số biểu. Cần dòng như “Biểu số: 01/TCD”. Các biểu đã khai: {known}." + _font_advice(lines)
    )


def _font_advice(lines: list[HeadingText]) -> str:
    """Report text in the fonts of the 1990s: a machine reads other letters, so it finds no word."""
    legacy = any(_LEGACY_FONT.search(line.text) for line in lines)
    return " Chữ trong trang giống phông TCVN3 (.VnTime): chuyển sang Unicode rồi lưu lại." if legacy else ""


def _number_pattern(number: str) -> str:
    """Matches "01/TCD" also as "1-TCD", "01 TCD", "01TCD"; never as part of a longer number."""
    parts = re.findall(r"[0-9]+|[a-z]+", number.lower())
    loose = r"\s*[/._–-]?\s*".join(part.lstrip("0") if part.isdigit() else part for part in parts)
    return rf"(?<![0-9a-z/])0?{loose}(?![0-9a-z/])"
