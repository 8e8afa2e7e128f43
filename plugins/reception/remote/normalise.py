"""Turns a source's rows into the table of a snapshot: the columns of quan-sat.csv in a fixed order, under the same controls."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.problems import did_you_mean
from plugins.reception.data.controls.run import check_rows
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.model import Dataset, Observation
from plugins.reception.data.sources.number_text import NumberFormat, read_number_text
from plugins.reception.data.sources.quoted_figures import BY_CALENDAR, BY_CIRCULAR, CALENDAR, COLUMNS, REQUIRED, read_observations
from plugins.reception.data.sources.snapshots.remote_sources import RemoteSource
from plugins.reception.data.units.register import Register
from plugins.reception.remote.raw_rows import RawRow
from plugins.reception.remote.refusal import SourceRefused, excerpt, listed, refuse_if_any
from plugins.vietnamese.dates import format_date, format_official_date
from plugins.vietnamese.folding import as_meant, nearest
from plugins.vietnamese.numbers import NumberError
from plugins.vietnamese.periods import calendar_days, format_period

ORDER = ("unit_id", "chi_tieu_id", "ky", "pham_vi", "lan", "so_lieu_id")
KEY = ("pham_vi", "unit_id", "ky", "chi_tieu_id", "lan")
LARGEST = 10**12
LARGEST_EXACT_FLOAT = 2**53
NAMES: dict[NumberFormat, str] = {"vi": "kiểu Việt Nam (17.668)", "en": "kiểu Anh (17,668)", "may": "viết liền (17668)"}
LONGEST_CELL = 1000
UNREADABLE = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The names that a row may use."""

    datasets: Mapping[str, Dataset]
    forms: Forms
    register: Register


def snapshot_table(source: RemoteSource, rows: list[RawRow], known: Catalogues, today: date) -> tuple[bytes, list[Observation]]:
    """The bytes of a snapshot of these rows, and the observations in them. Raises SourceRefused, which names every wrong row."""
    if not rows:
        if not source.allow_empty:
            raise SourceRefused("nguồn không có dòng nào. Kiểm tra ở nguồn; nếu nguồn có thể rỗng thật, ghi cho-rong = true.")
        return _csv([]), []
    _check_columns(source, rows)
    messages: list[str] = []
    numbered = [(number, _normalised(source, row, number, messages)) for number, row in enumerate(rows, 1)]
    refuse_if_any(messages)
    numbered.sort(key=lambda pair: [pair[1][column] for column in ORDER])
    content = _csv([cells for _, cells in numbered])
    observations = _controlled(content, [number for number, _ in numbered], known, today)
    if not source.states_calendar:
        _refuse_ambiguous_days(observations)
    return content, observations


def _refuse_ambiguous_days(observations: list[Observation]) -> None:
    for row in observations:
        days = {BY_CIRCULAR: (row.start, row.end), BY_CALENDAR: calendar_days(row.period)}
        if days[BY_CIRCULAR] != days[BY_CALENDAR]:
            written = {name: " – ".join(map(format_official_date, pair)) for name, pair in days.items()}
            raise SourceRefused(
                f"nguồn ghi {format_period(row.period)} mà chưa khai tính theo lịch nào: theo thông tư là {written[BY_CIRCULAR]}, "
                f"theo dương lịch là {written[BY_CALENDAR]}. "
                f'Thêm {CALENDAR} = "{BY_CIRCULAR}" hoặc "{BY_CALENDAR}" vào co-dinh.'
            )


def _check_columns(source: RemoteSource, rows: list[RawRow]) -> None:
    messages = []
    for number, row in enumerate(rows, 1):
        for column in source.columns.values():
            if column not in row:
                guess = nearest(column, row)
                advice = did_you_mean(guess and excerpt(guess), otherwise=f"Nguồn có: {listed(row)}.")
                messages.append(f"dòng {number} không có cột “{column}”. {advice} Sửa cot trong nguon.toml.")
        if number == 1:
            refuse_if_any(messages)
    refuse_if_any(messages)


def _normalised(source: RemoteSource, row: RawRow, number: int, messages: list[str]) -> dict[str, str]:
    cells = {**dict.fromkeys(COLUMNS, ""), **source.fixed, "bo_so_lieu": source.dataset}
    for column, theirs in source.columns.items():
        try:
            cells[column] = _cell(source, column, row[theirs])
        except ValueError as error:
            messages.append(f"dòng {number}, cột “{theirs}”: {error}")
    cells["so_lieu_id"] = ":".join([source.id, *(cells[column] for column in KEY)])
    return cells


def _cell(source: RemoteSource, column: str, found: object) -> str:
    if column == "gia_tri":
        return str(_read_count(found, source.number_format))
    if column == "lan":
        return str(_read_count(found, "may"))
    text = _text(found)
    if not text and column in REQUIRED:
        raise ValueError("còn trống (NULL). Số liệu nào cũng phải có mục này.")
    translations = source.translations.get(column)
    if translations is None or not text:
        return text
    if text not in translations:
        raise ValueError(f"“{excerpt(text)}” không có trong doi.{column}. Thêm vào nguon.toml.")
    return translations[text]


def _read_count(cell: object, number_format: NumberFormat) -> int:
    """The number in a cell, 0 or more. Raises ValueError with a Vietnamese sentence.

    Reception counts people and papers, so no format allows decimals. That also catches a format declared wrongly: 17.668 read as
    English, or 17,668 read as Vietnamese, is an error and not another number.
    """
    value = _count_in_text(cell.strip(), number_format) if isinstance(cell, str) else _typed_count(cell)
    if value < 0:
        raise ValueError(f"“{excerpt(cell, 30)}” nhỏ hơn 0. Số đếm không âm.")
    if value > LARGEST:
        raise ValueError(f"“{excerpt(cell, 30)}” lớn quá mức có thể. Kiểm tra ở nguồn.")
    return value


def _count_in_text(text: str, number_format: NumberFormat) -> int:
    if not text:
        raise ValueError("ô trống. Viết 0 nếu đã đếm và không có; bỏ dòng nếu chưa đếm.")
    if len(text) > 30:
        raise ValueError(f"“{excerpt(text, 30)}” không phải số. Sửa ở nguồn.")
    try:
        return int(read_number_text(text, number_format))
    except NumberError as error:
        advice = "Sửa ở nguồn, hoặc khai lại dinh-dang-so nếu cả nguồn viết kiểu khác."
        raise ValueError(f"“{excerpt(text, 30)}” không phải số nguyên {NAMES[number_format]}. {advice}") from error


def _typed_count(cell: object) -> int:
    if cell is None:
        raise ValueError("ô trống (NULL). Viết 0 nếu đã đếm và không có; bỏ dòng nếu chưa đếm.")
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, Decimal) and _is_whole(cell):
        return int(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_EXACT_FLOAT:
        return int(cell)
    raise ValueError(f"“{excerpt(cell, 30)}” không phải số nguyên. Sửa ở nguồn; trong SQL có thể viết CAST(… AS BIGINT).")


def _is_whole(number: Decimal) -> bool:
    """Whether it is a plain number: 17668 and 17668.0 are; 17.000 may be a Vietnamese seventeen thousand."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and -1 <= exponent <= 0 and number == number.to_integral_value()


def _text(found: object) -> str:
    """One line of composed letters. Raises ValueError for anything but text, and for invisible characters."""
    if found is None:
        return ""
    if isinstance(found, datetime | bool) or not isinstance(found, str | int | date):
        raise ValueError(f"“{excerpt(found, 30)}” không phải chữ, số nguyên hay ngày. Sửa ở nguồn.")
    text = as_meant(found.isoformat() if isinstance(found, date) else str(found).strip())
    if len(text) > LONGEST_CELL:
        raise ValueError(f"dài {len(text)} ký tự, quá {LONGEST_CELL}. Sửa ở nguồn.")
    if hidden := next((char for char in text if unicodedata.category(char) in UNREADABLE), None):
        raise ValueError(f"có ký tự không nhìn thấy (U+{ord(hidden):04X}). Sửa ở nguồn.")
    return text


def _csv(rows: list[dict[str, str]]) -> bytes:
    table = io.StringIO(newline="")
    columns = (*COLUMNS, CALENDAR) if any(CALENDAR in row for row in rows) else COLUMNS
    writer = csv.DictWriter(table, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue().encode("utf-8")


def _controlled(content: bytes, numbers: list[int], known: Catalogues, today: date) -> list[Observation]:
    """The observations that a build will read back. Raises SourceRefused with the source's own row numbers."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "anh-chup.csv"
        path.write_bytes(content)
        observations, problems = read_observations(path, path.name, known.forms)
    problems += check_rows(observations, known.datasets, known.forms, known.register)
    messages = [
        f"dòng {numbers[problem.line - 2]}: {problem.message}" if problem.line > 1 else problem.message for problem in problems
    ]
    messages += [
        f"dòng {numbers[row.origin.line - 2]}: kỳ bắt đầu ngày {format_date(row.start)}, chưa tới. Kiểm tra ở nguồn."
        for row in observations
        if row.start > today
    ]
    refuse_if_any(messages)
    return observations
