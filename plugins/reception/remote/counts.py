"""A cell of a source as a whole number, read by the number format that nguon.toml declares for the source.

Reception counts people and papers, so no format allows decimals. That also catches a format declared wrongly: 17.668 read as
English, or 17,668 read as Vietnamese, is an error and not another number.
"""

from __future__ import annotations

from decimal import Decimal

from plugins.reception.data.sources.number_text import NumberFormat, read_number_text
from plugins.reception.remote.refusal import excerpt
from plugins.vietnamese.numbers import NumberError

LARGEST = 10**12
LARGEST_EXACT_FLOAT = 2**53
NAMES: dict[NumberFormat, str] = {"vi": "kiểu Việt Nam (17.668)", "en": "kiểu Anh (17,668)", "may": "viết liền (17668)"}


def read_count(cell: object, number_format: NumberFormat) -> int:
    """The number in a cell, 0 or more. Raises ValueError with a Vietnamese sentence."""
    value = _read_text(cell.strip(), number_format) if isinstance(cell, str) else _read_typed(cell)
    if value < 0:
        raise ValueError(f"“{excerpt(cell, 30)}” nhỏ hơn 0. Số đếm không âm.")
    if value > LARGEST:
        raise ValueError(f"“{excerpt(cell, 30)}” lớn quá mức có thể. Kiểm tra ở nguồn.")
    return value


def _read_text(text: str, number_format: NumberFormat) -> int:
    if not text:
        raise ValueError("ô trống. Viết 0 nếu đã đếm và không có; bỏ dòng nếu chưa đếm.")
    if len(text) > 30:
        raise ValueError(f"“{excerpt(text, 30)}” không phải số. Sửa ở nguồn.")
    try:
        return int(read_number_text(text, number_format))
    except NumberError as error:
        advice = "Sửa ở nguồn, hoặc khai lại dinh-dang-so nếu cả nguồn viết kiểu khác."
        raise ValueError(f"“{excerpt(text, 30)}” không phải số nguyên {NAMES[number_format]}. {advice}") from error


def _read_typed(cell: object) -> int:
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
