"""Excel writes a whole column in its own way: days as 01/07/2025, codes without their zeros. That is one message, not one a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from plugins.problems import Problem

FEW = 3  # rows that each get their own message where no machine can mend them
DAYS = ("tu_ngay", "den_ngay", "ngay", "ngay_doi_chieu")
MENDED = (*DAYS, "ma_dvhc", "ty_le")


def one_a_habit(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, those of many rows in one column as one at the first row; `make units` is named where it mends them."""
    columns: defaultdict[str, list[Problem]] = defaultdict(list)
    found: list[Problem] = []
    for problem in problems:
        column = problem.message.partition(":")[0].removeprefix("cột ") if problem.message.startswith("cột ") else ""
        (columns[column] if column else found).append(problem)
    for column, alike in columns.items():
        most, advice = (1, f" Máy sửa giúp được: make units FILE={alike[0].path}") if column in MENDED else (FEW, "")
        more = f" Còn {len(alike) - 1} dòng như vậy.{advice}"
        found += [replace(alike[0], message=alike[0].message + more)] if len(alike) > most else alike
    return found


def saved_by_excel(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of a file that could not be read at all, with the command that may mend it."""
    return [
        replace(problem, message=f"{problem.message} Tệp do Excel lưu thì máy sửa giúp được: make units FILE={problem.path}")
        for problem in problems
    ]
