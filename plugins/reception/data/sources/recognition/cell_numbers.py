"""Turns a cell into a count or an amount, by the number format that the source declares; nothing is guessed.

A whole float is a count, because spreadsheets store every number as a float. A fraction in a column of counts is an error: an
English Excel stores a typed "1.647" as one and a bit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from plugins.reception.data.sources.number_text import NumberFormat, read_number_text
from plugins.reception.data.sources.spreadsheets.grid import Appearance, Place, Value, text_of
from plugins.reception.data.sources.spreadsheets.number_formats import displayed, names, shows_text
from plugins.vietnamese.numbers import NumberError, format_decimal, format_number

Number = int | Decimal

_MEND = "Đổi định dạng ô về số nguyên (0), xem lại số rồi lưu."
_BLANK = frozenset({"", "-", "–", "—", "−"})


class CellError(Exception):
    """What is wrong with a cell and what to do, in Vietnamese."""


def is_blank(value: Value | None) -> bool:
    """Whether the cell is empty or has a dash: not counted, which is not zero."""
    return value is None or (isinstance(value, str) and text_of(value) in _BLANK)


def is_number(value: Value | None) -> bool:
    """Whether the cell is meant as a number: it is one, or a text that begins with a digit."""
    if isinstance(value, int | float):
        return not isinstance(value, bool)
    return isinstance(value, str) and text_of(value)[:1].isdigit()


def read_number(value: Value, number_format: NumberFormat, fractional: bool) -> Number:
    """The number in a cell that is not blank; counts are int, money and land Decimal. Raises CellError."""
    number = _stored(value, fractional) if isinstance(value, int | float) else _typed(value, number_format, fractional)
    if number < 0:
        raise CellError(f"“{text_of(value)}” là số âm; số liệu báo cáo không thể âm. Sửa ô này.")
    return number


def _stored(value: float, fractional: bool) -> Number:
    if isinstance(value, bool):
        raise CellError("ô là TRUE/FALSE, không phải số. Sửa ô này.")
    if fractional:
        return Decimal(f"{value:.15g}")  # as many digits as spreadsheets know: 0.1 + 0.2 is 0.3
    if not float(value).is_integer():
        text = format_decimal(Decimal(repr(value)))
        raise CellError(
            f"ô đang là số thập phân {text}, ở đây cần số nguyên. Nếu đã gõ dấu chấm ngăn hàng nghìn, gõ lại liền các chữ số."
        )
    return int(value)


def _typed(value: str | date, number_format: NumberFormat, fractional: bool) -> Number:
    text = text_of(value)
    if isinstance(value, date):
        raise CellError(f"ô là ngày {text}, không phải số. Đổi kiểu ô về số rồi gõ lại.")
    try:
        return read_number_text(text, number_format, fractional)
    except NumberError as error:
        raise CellError(_complaint(text, number_format, fractional, error)) from error


def _complaint(text: str, number_format: NumberFormat, fractional: bool, error: NumberError) -> str:
    if number_format == "en":
        kind = "số kiểu Anh (1,647 hoặc 1,647.5)" if fractional else "số nguyên kiểu Anh (1,647)"
        return f"“{text}” không phải {kind}, như nguon.toml đã khai. Sửa ô này hoặc sửa dinh-dang-so."
    if not fractional and "," in text and _is_english(text):
        right = text.replace(",", ".")
        return f'“{text}” không phải số kiểu Việt Nam ({right}). Sửa ô này hoặc khai dinh-dang-so = "en" trong nguon.toml.'
    return f"{error} Sửa ô này."


def _is_english(text: str) -> bool:
    try:
        read_number_text(text, "en", fractional=True)
    except NumberError:
        return False
    return True


def shown_otherwise(look: Appearance, place: Place, value: Value, *, fractional: bool) -> str:
    """Why the cell may show something else, and what to do; "" where it surely shows the value. Not for negative numbers."""
    if place in look.unproven:
        return look.unproven[place]
    code = look.formats.get(place, "General")
    if isinstance(value, int | float):
        return _number_otherwise(code, look.texts.get(place), Decimal(f"{value:.15g}"), fractional)
    return "" if shows_text(code) else f"ô ghi “{text_of(value)}” nhưng định dạng “{code}” hiện chữ khác. {_MEND}"


def _number_otherwise(code: str, text: str | None, value: Decimal, fractional: bool) -> str:
    seen = displayed(code, value)
    if seen is None:
        return f"ô chứa {format_number(value)} với định dạng “{code}”, không hiện đúng số ấy. {_MEND}"
    for each in (seen, text):
        if each is not None and not names(each, value, fractional=fractional) and (value or each.strip()):
            return f"ô chứa {format_number(value)} nhưng trang tính hiện “{each.strip()}”. {_MEND}"
    return ""
