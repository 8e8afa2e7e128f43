"""Numbers as Vietnamese print has them: dot between thousands, comma before decimals.

Reading is strict and never guesses: "1,647" is an error to ask about, because offices send English workbooks too.
"""

from __future__ import annotations

import re
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

from plugins.vietnamese.errors import WritingError

_SIGN = r"[-\u2212]?"
_WHOLE = r"(?:0?[0-9]|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)"  # "06 tháng" is official style; "0912" is a phone
_INTEGER = re.compile(rf"{_SIGN}{_WHOLE}")
_DECIMAL = re.compile(rf"{_SIGN}{_WHOLE}(?:,[0-9]+)?")
_ENGLISH_THOUSANDS = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?")
_SPACED_THOUSANDS = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:[\s'’][0-9]{{3}})+")
_ENGLISH_DECIMAL = re.compile(rf"{_SIGN}[0-9]+\.[0-9]+")
_SWAP = str.maketrans(",.", ".,")
_EXACT = Context(prec=MAX_PREC)  # rounding to places must not meet a limit of digits


class NumberError(WritingError):
    """Not a number in Vietnamese writing."""

    kind = "số kiểu Việt Nam"


def format_integer(n: int) -> str:
    """17668 -> "17.668"; the minus is the plain hyphen-minus, as keyboards and offices write it."""
    return f"{n:,d}".translate(_SWAP)


def format_decimal(d: Decimal, places: int | None = None) -> str:
    """Decimal("1234.5") -> "1.234,5".

    `places` fixes the number of decimals, halves rounding away from zero; None keeps the decimals `d` was made with.
    Raises ValueError for NaN and infinities, which have no Vietnamese writing.
    """
    if not d.is_finite():
        raise ValueError(f"{d} has no Vietnamese writing")
    if places is not None:
        d = d.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_EXACT)
    return f"{d if d else d.copy_abs():,f}".translate(_SWAP)


def format_number(n: int | Decimal) -> str:
    """Either kind; a Decimal keeps its own decimals."""
    return format_decimal(n) if isinstance(n, Decimal) else format_integer(n)


def format_percent(d: Decimal, places: int = 1) -> str:
    """Decimal("5.3") -> "5,3%": the value is already in hundredths, and no space comes before the sign."""
    return f"{format_decimal(d, places)}%"


def parse_integer(text: str) -> int:
    """Read "17.668", "17668", "06" or "-1.647" (also with U+2212); raises NumberError for everything else."""
    return int(_machine_form(text.strip(), _INTEGER))


def parse_decimal(text: str) -> Decimal:
    """Read "1.234,5"; here "1,647" is one and a bit, since the caller knows that decimals are meant."""
    return Decimal(_machine_form(text.strip(), _DECIMAL))


def parse_number(text: str) -> int | Decimal:
    """An int when there is no comma, else a Decimal.

    Raises NumberError for "1,647" too: its kind unknown, it may be an English 1647. "0,647" and "1.234,567" are clear.
    """
    found = text.strip()
    if _ENGLISH_THOUSANDS.fullmatch(found):
        or_decimal = f" Nếu là số thập phân, viết {_other_decimals(found)}." if _DECIMAL.fullmatch(found) else ""
        raise NumberError(found, _english_thousands_advice(found) + or_decimal)
    return parse_decimal(found) if "," in found else parse_integer(found)


def _other_decimals(found: str) -> str:
    """The same decimal with other than three decimals, so that it is no longer read as English: "1,2" and "1,6470"."""
    short = found.rstrip("0").rstrip(",")
    return short if short != found else f"{found}0"


def _machine_form(found: str, expected: re.Pattern[str]) -> str:
    if not expected.fullmatch(found):
        raise NumberError(found, _advice(found))
    return found.replace("\u2212", "-").replace(".", "").replace(",", ".")


def _advice(found: str) -> str:
    if not found:
        return "ô trống; viết 0 nếu đã đếm và không có."
    if _ENGLISH_THOUSANDS.fullmatch(found):
        return _english_thousands_advice(found)
    if _SPACED_THOUSANDS.fullmatch(found):
        dotted = re.sub(r"[\s'’]", ".", found)
        return f"dấu ngăn hàng nghìn phải là dấu chấm; viết {dotted}."
    if _DECIMAL.fullmatch(found):
        return f"ở đây cần số nguyên, không có phần thập phân, ví dụ {found.partition(',')[0]}."
    if _ENGLISH_DECIMAL.fullmatch(found):
        return f"dấu chấm chỉ ngăn từng nhóm ba chữ số; nếu là số thập phân, viết {found.translate(_SWAP)}."
    return "chỉ viết chữ số 0–9, dấu chấm ngăn hàng nghìn và dấu phẩy thập phân, ví dụ 1.647 hoặc 1.234,5."


def _english_thousands_advice(found: str) -> str:
    return f"giống dấu phẩy ngăn hàng nghìn kiểu tiếng Anh; viết {found.translate(_SWAP)}."
