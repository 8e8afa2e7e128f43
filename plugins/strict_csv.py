"""Tables kept by hand in the repository, read in one way only: UTF-8 without BOM, composed letters (NFC), LF line ends.

Nothing is repaired: two spellings of one letter in an id would be two ids, and nobody could see why.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.problems import Problem, suggest
from plugins.rules import stated
from plugins.vietnamese.folding import nearest

TABLES_ARE_STRICT = stated(
    "tables_are_strict",
    """Tệp bảng viết bằng UTF-8 không BOM, chữ Việt dựng sẵn (NFC), xuống dòng kiểu LF; dòng đầu là tên các cột, dòng nào cũng đủ ô.

    Sai: lưu bằng Excel kiểu “CSV (Comma delimited)”
    Đúng: lưu bằng trình soạn thảo văn bản, UTF-8, LF
    """,
    "V01",
)
RULES = (TABLES_ARE_STRICT,)
NOT_UTF8 = "tệp không viết bằng UTF-8. Lưu lại dạng “CSV UTF-8”."


class UnreadableLine(Exception):
    """A line that is not written in the one way in which tables are read; the arguments are its number and the message."""


@dataclass(frozen=True, slots=True)
class Row:
    """Stripped cells by column, and the 1-based line on which the row ends."""

    line: int
    cells: dict[str, str]


def read_table(
    path: Path, display_path: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> tuple[list[Row], list[Problem]]:
    """Read all rows; a missing file has none. The header must hold `columns`, may hold `optional`, and no others, in any order.

    A table with wrong letters or a wrong header gives no rows, so that one mistake does not produce a message for every line.
    """
    if not path.is_file():
        return [], []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(strict_lines(file), strict=True)
        try:
            lines = [(reader.line_num, cells) for cells in reader]
        except UnicodeDecodeError:
            return [], [_problem(display_path, 0, NOT_UTF8)]
        except UnreadableLine as error:
            return [], [_problem(display_path, *error.args)]
        except csv.Error:
            message = "dấu ngoặc kép mở mà không đóng, hoặc đóng giữa ô. Sửa dòng này."
            return [], [_problem(display_path, reader.line_num, message)]
    if header_problems := _header_problems(lines[0][1] if lines else [], display_path, columns, optional):
        return [], header_problems
    return _rows(lines, display_path)


def strict_lines(lines: Iterable[str]) -> Iterator[str]:
    """The same lines. Raises UnreadableLine for the first with other letters or line ends."""
    for number, line in enumerate(lines, 1):
        if number == 1 and line.startswith("\ufeff"):
            raise UnreadableLine(1, "tệp có dấu BOM ở đầu. Lưu lại dạng UTF-8 không BOM.")
        if "\r" in line:
            raise UnreadableLine(number, "dòng kết thúc kiểu Windows (CRLF). Lưu lại với kiểu xuống dòng LF.")
        if not unicodedata.is_normalized("NFC", line):
            raise UnreadableLine(number, "chữ Việt gõ dấu rời (NFD). Gõ lại bằng Unicode dựng sẵn (NFC).")
        yield line


def uneven(found: int, wanted: int) -> str:
    """The message for a row of so many cells under a header of so many."""
    return f"dòng có {found} ô, cần {wanted}. Ô có dấu phẩy phải đặt trong ngoặc kép."


def _header_problems(header: list[str], display_path: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> list[Problem]:
    for sign, word in ((";", "“;”"), ("\t", "tab")):
        if len(header) == 1 and sign in header[0]:
            return [_problem(display_path, 1, f"các ô cách nhau bằng {word}, phải là dấu phẩy. Lưu lại dạng CSV có dấu phẩy.")]
    problems, misspelt = [], []
    usable = (*columns, *optional)
    for column in header:
        if column not in usable:
            misspelt.append(nearest(column, usable))
            problems.append(_problem(display_path, 1, f"không có cột tên “{column}”. {suggest(column, usable)}"))
    if missing := [column for column in columns if column not in header and column not in misspelt]:
        problems.append(_problem(display_path, 1, f"thiếu cột {', '.join(missing)}. Dòng đầu phải là: {','.join(columns)}."))
    if twice := sorted({column for column in header if header.count(column) > 1}):
        problems.append(_problem(display_path, 1, f"cột {', '.join(twice)} có hai lần. Bỏ bớt một."))
    return problems


def _rows(lines: list[tuple[int, list[str]]], display_path: str) -> tuple[list[Row], list[Problem]]:
    header = lines[0][1]
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in lines[1:]:
        if len(cells) == len(header):
            rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
        else:
            problems.append(_problem(display_path, line, uneven(len(cells), len(header))))
    return rows, problems


def _problem(display_path: str, line: int, message: str) -> Problem:
    return TABLES_ARE_STRICT.problem(display_path, line, message)
