"""Proves that the value of a cell is what a person sees in it."""

from __future__ import annotations

from decimal import Decimal

from plugins.reception.data.sources.spreadsheets.appearance import Appearance
from plugins.reception.data.sources.spreadsheets.grid import Place, Value, text_of
from plugins.reception.data.sources.spreadsheets.number_formats import displayed, names, shows_text
from plugins.vietnamese.numbers import format_number

_MEND = "Đổi định dạng ô về số nguyên (0), xem lại số rồi lưu."


def shown_otherwise(look: Appearance, place: Place, value: Value, *, fractional: bool) -> str:
    """Why the cell may show something else, and what to do; "" where it surely shows the value. Not for negative numbers."""
    if place in look.unproven:
        return look.unproven[place]
    code = look.formats.get(place, "General")
    if isinstance(value, int | float):
        return _number_otherwise(code, look.texts.get(place), Decimal(f"{value:.15g}"), fractional)
    return "" if shows_text(code) else f"ô ghi “{text_of(value)}” nhưng định dạng “{code}” hiện chữ khác. {_MEND}"


def shown_blank(look: Appearance, place: Place, value: Value | None) -> bool:
    """Whether the cell holds a zero that is shown as nothing, as "#,###" does."""
    if value is None or isinstance(value, str | bool) or value != 0:
        return False
    seen = displayed(look.formats.get(place, "General"), Decimal(0))
    return look.hides_zeros or (seen is not None and not seen.strip())


def _number_otherwise(code: str, text: str | None, value: Decimal, fractional: bool) -> str:
    seen = displayed(code, value)
    if seen is None:
        return f"ô chứa {format_number(value)} với định dạng “{code}”, không hiện đúng số ấy. {_MEND}"
    for each in (seen, text):
        if each is not None and not names(each, value, fractional=fractional) and (value or each.strip()):
            return f"ô chứa {format_number(value)} nhưng trang tính hiện “{each.strip()}”. {_MEND}"
    return ""
