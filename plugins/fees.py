"""`make fees`: the articles first published in a month as CSV, a row an article, for whoever pays their authors.

Run as `python -m plugins.fees content 2026-11`. An article belongs to the first month in which readers had it: that of
its date or of an earlier address. So neither a new address nor a correction counts it twice.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import splitext
from typing import NamedTuple

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.addresses import FIRST_SECTION, names_of
from plugins.newsroom.checks.aliases import aliases_in
from plugins.newsroom.checks.check_tree import kind_of
from plugins.newsroom.checks.encoding import read_or_explain
from plugins.newsroom.checks.site import this_minute
from plugins.newsroom.checks.tree import PICTURES, walk
from plugins.problems import ProblemsFound
from plugins.vietnamese.dates import DateError, parse_iso_datetime

MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
OF_ADDRESS = re.compile(r"/([0-9]{4})/([0-9]{2})/")
PHOTO = re.compile(r"!\[[^\]]*\]\(\s*([^\s)]+)")
NOT_READ = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)")  # photos, and where links lead
WORD = re.compile(r"\S*\w\S*")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet program would run


class PaidArticle(NamedTuple):
    """A row; the names of fields are the columns. `so_tieng` counts syllables of the body, as Vietnamese counts length."""

    tac_gia: str
    chuyen_muc: str
    ngay: str
    so_tieng: int
    so_anh: int
    ten_bai: str
    tep: str


def articles_of(content: Path, month: str, now: str) -> list[PaidArticle]:
    """The month's articles that are published at `now`, by author and date. Raises ProblemsFound for a file nobody can read."""
    tree, _ = walk(content, content.name)
    read = [read_or_explain(content / path, tree.display_path(path)) for path in tree.texts() if kind_of(path) == "article"]
    texts = [text for text in read if isinstance(text, Manuscript)]
    if len(texts) < len(read):
        raise ProblemsFound(text for text in read if not isinstance(text, Manuscript))
    return sorted(row for text in texts if _first_month(text, now) == month for row in _rows(text))


def _first_month(text: Manuscript, now: str) -> str:
    """As "2026-11"; "" for what is not published."""
    try:
        date = parse_iso_datetime(text.value("Date")).strftime("%Y-%m-%d %H:%M")
    except DateError:
        return ""
    if text.value("Status").lower() == "draft" or date > now:
        return ""
    earlier = ["-".join(found.groups()) for alias in aliases_in(text.value("Aliases")) if (found := OF_ADDRESS.match(alias))]
    return min(date[:7], *earlier) if earlier else date[:7]


def _rows(text: Manuscript) -> Iterator[PaidArticle]:
    prose = "\n".join(line for _, line in text.prose())
    photos = {target for target in PHOTO.findall(prose) if splitext(target)[1] in PICTURES}
    authors = names_of("Authors", text.value("Authors")) or names_of("Author", text.value("Author"))
    section = text.value("Category") or FIRST_SECTION
    words = len(WORD.findall(NOT_READ.sub("", prose)))
    yield PaidArticle("; ".join(authors), section, text.value("Date"), words, len(photos), text.value("Title"), text.path)


def as_csv(rows: list[PaidArticle]) -> str:
    """UTF-8 with a mark that Excel knows it by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(PaidArticle._fields)
    writer.writerows([f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def main(arguments: list[str]) -> int:
    """Print the CSV; 1 with a message in Vietnamese where there is none."""
    content, month = Path(arguments[0]).resolve(), arguments[1]
    if not MONTH.fullmatch(month):
        print(f"“{month}” không phải tháng. Viết năm-tháng: make fees MONTH=2026-11 > nhuan-but.csv", file=sys.stderr)
        return 1
    try:
        rows = articles_of(content, month, this_minute())
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return 1
    sys.stdout.write(as_csv(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
