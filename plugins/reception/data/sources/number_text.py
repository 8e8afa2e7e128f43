"""A number kept as text, read by the number format that is declared for its source (dinh-dang-so); nothing is guessed.

A format declared wrongly is an error and not another number: 17.668 is no whole number in English, nor 17,668 in Vietnamese.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plugins.vietnamese.numbers import NumberError, parse_decimal, parse_integer

NumberFormat = Literal["vi", "en", "may"]  # 1.647,5 or 1,647.5 or 1647
_TO_VIETNAMESE = str.maketrans(",.", ".,")


def read_number_text(text: str, number_format: NumberFormat, fractional: bool = False) -> int | Decimal:
    """A count, or with `fractional` an amount. Raises NumberError, which knows the Vietnamese format alone."""
    if number_format == "may" and not text.strip().removeprefix("-").isdigit():
        raise NumberError(text, "chỉ viết liền các chữ số.")
    if number_format == "en":
        text = text.translate(_TO_VIETNAMESE)
    return parse_decimal(text) if fractional else parse_integer(text)
