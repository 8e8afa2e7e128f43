"""How people write periods: "Quý III-2022", "6 tháng đầu năm 2022", "từ ngày 15/6 đến ngày 14/9/2022".

The patterns are for words as `plain_words` gives them. A year is always written: what lacks it is no period.
"""

from __future__ import annotations

import re
from datetime import date

from plugins.vietnamese.dates import DateError, parse_official_date
from plugins.vietnamese.folding import plain

ROMAN = ("", "I", "II", "III", "IV")

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"))
_NUMBER_WORDS = {"mot": 1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4}
_YEAR = r"(?:\s*[/,.(-]\s*|\s+)(?:nam\s+)?(?P<year>19[4-9][0-9]|20[0-9]{2}|2100)(?![0-9])"
QUARTER = re.compile(
    rf"(?<!\w)(?:qu[yi]\s*|q\s*\.?\s*)(?:0?(?P<digit>[1-4])|(?P<roman>iv|i{{1,3}})|(?P<word>{'|'.join(_NUMBER_WORDS)})){_YEAR}"
)
SPAN = re.compile(
    r"(?<![\w/.])(?:(?:0?(?P<digit>[69])|(?P<word>sau|chin))\s+thang|0?(?P<short>[69])\s*t)"
    rf"(?:\s+(?P<part>dau|cuoi))?{_YEAR}"
)
_PARTS = (
    r"\bqu[yi]\s+(?:0?(?P<digit>[1-4])|(?P<roman>iv|i{1,3}))(?!\w)|(?<![\w/.])(?:0?(?P<months>[69])|(?P<word>sau|chin))\s+thang\b"
)
WITHOUT_YEAR = re.compile(rf"(?:{_PARTS})(?!(?:\s+(?:dau|cuoi))?{_YEAR}|\s*[0-9])")
_DAY = r"(?P<day{0}>[0-9]{{1,2}})(?:\s*[/.-]\s*|\s+thang\s+)(?P<month{0}>[0-9]{{1,2}})"
_OF_YEAR = r"(?:\s*[/.-]\s*|,?\s+nam\s+)(?P<year{0}>[0-9]{{4}})"
_TO = r"\s*(?:,?\s*(?:cho\s+)?(?:den|toi)(?:\s+het)?|-)\s*(?:ngay)?[\s:]*"
_LAST = _DAY.format(2) + _OF_YEAR.format(2) + r"(?![0-9])"
DAYS = re.compile(
    rf"(?:(?<!\w)tu(?:\s+ngay)?[\s:]*{_DAY.format(1)}(?:{_OF_YEAR.format(1)})?{_TO}{_LAST}"
    rf"|(?:(?<!\w)ngay[\s:]*|(?<![\w/.-])){_DAY.format(3)}{_OF_YEAR.format(3)}{_TO}{_LAST.replace('2>', '4>')})"
)


def plain_words(text: str) -> str:
    """Without marks and capitals, white space single, every dash a hyphen."""
    return plain(text.translate(_DASHES))


def quarter_number(match: re.Match[str]) -> int:
    """1 to 4, of a QUARTER."""
    if match["roman"]:
        return ROMAN.index(match["roman"].upper())
    return int(match["digit"]) if match["digit"] else _NUMBER_WORDS[match["word"]]


def part_of_year(match: re.Match[str]) -> tuple[str, int]:
    """Kind and number of a WITHOUT_YEAR, as a Period has them."""
    if match["months"] or match["word"]:
        return ("nine-months", 0) if match["months"] == "9" or match["word"] == "chin" else ("half", 1)
    return "quarter", quarter_number(match)


def is_nine_months(match: re.Match[str]) -> bool:
    """Whether a SPAN is of nine months; else it is half a year."""
    return "9" in (match["digit"], match["short"]) or match["word"] == "chin"


def first_and_last_day(match: re.Match[str]) -> tuple[date, date]:
    """Both days of DAYS. A year written once is of both. Raises DateError."""
    first, last = ("1", "2") if match["day1"] else ("3", "4")
    end = _day(match, last, match[f"year{last}"])
    start = _day(match, first, match[f"year{first}"] or match[f"year{last}"])
    if start > end and not match[f"year{first}"]:
        raise DateError(f"{match['day1']}/{match['month1']}", "ghi cả năm của ngày đầu, vì hai ngày thuộc hai năm.")
    return start, end


def _day(match: re.Match[str], number: str, year: str) -> date:
    return parse_official_date(f"{match[f'day{number}']}/{match[f'month{number}']}/{year}")
