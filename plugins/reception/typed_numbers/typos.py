"""Whether one number is likely a slip of the hand for another."""

from __future__ import annotations

from decimal import Decimal

from plugins.reception.data.model import Value

POWERS = ((1, "10"), (2, "100"), (3, "1.000"))


def near_miss(written: Value, right: Value) -> str:
    """What went wrong, in Vietnamese: a digit, a swap of neighbours, a digit too many or too few, a power of ten.

    "" for equal numbers, for 0, and for numbers too far apart. Symmetrical: it names a slip exactly when the numbers trade
    places too.
    """
    typed, meant = Decimal(written), Decimal(right)
    if typed == meant or not typed or not meant:
        return ""
    for power, word in POWERS:
        if typed == meant.scaleb(power):
            return f"gấp {word} lần"
        if meant == typed.scaleb(power):
            return f"nhỏ đi {word} lần"
    places = max(0, *(-int(number.normalize().as_tuple().exponent) for number in (typed, meant)))
    return _by_digits(str(int(typed.scaleb(places))), str(int(meant.scaleb(places))))


def _by_digits(typed: str, meant: str) -> str:
    if len(typed) == len(meant):
        other = [place for place, (one, two) in enumerate(zip(typed, meant, strict=True)) if one != two]
        if len(other) == 1:
            return "sai một chữ số"
        swapped = (
            len(other) == 2 and other[1] == other[0] + 1 and typed[other[0] : other[1] + 1] == meant[other[0] : other[1] + 1][::-1]
        )
        return "đảo hai chữ số liền nhau" if swapped else ""
    short, long = sorted((typed, meant), key=len)
    if len(long) - len(short) == 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long))):
        return "thừa một chữ số" if long == typed else "thiếu một chữ số"
    return ""
