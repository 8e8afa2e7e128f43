"""Lines for editors: what stops the build has one each, habits have one with their count."""

from __future__ import annotations

from dataclasses import replace

from plugins.messages import MOST_LINES, line, lines, warning_lines
from plugins.problems import Problem


def warning(path: str, cell: str, rule: str = "V09") -> Problem:
    return Problem(f"bao-cao/{path}", sheet="01-TCD", cell=cell, message="ít hơn.", severity="warning", rule=rule)


def test_each_error_and_each_question_has_its_line() -> None:
    stops = [Problem("bai.md", 4, message="sai."), Problem("bai.md", 5, message="sai.")]
    asks = [Problem("bai.md", number, message="hỏi.", severity="unconfirmed", rule="V17") for number in (6, 7)]
    assert lines([*asks, *stops]) == [
        "bai.md:4: sai.",
        "bai.md:5: sai.",
        "bai.md:6: cần xác nhận: hỏi. (V17)",
        "bai.md:7: cần xác nhận: hỏi. (V17)",
    ]


def test_the_warnings_of_a_file_and_rule_share_a_line() -> None:
    found = [
        warning("a.xlsx", "C7"),
        warning("a.xlsx", "C8"),
        warning("a.xlsx", "C9"),
        warning("a.xlsx", "D1", "V19"),
        warning("b.xlsx", "C7"),
    ]
    assert lines(found) == [
        'bao-cao/a.xlsx, "01-TCD", ô C7: cảnh báo: ít hơn. (V09, cùng 2 chỗ nữa trong tệp này)',
        'bao-cao/a.xlsx, "01-TCD", ô D1: cảnh báo: ít hơn. (V19)',
        'bao-cao/b.xlsx, "01-TCD", ô C7: cảnh báo: ít hơn. (V09)',
    ]


def test_a_habit_of_many_files_has_one_line() -> None:
    found = [warning(f"{number}.xlsx", cell) for number in range(1, 6) for cell in ("C7", "C8")]
    assert lines(found) == [
        'bao-cao/1.xlsx, "01-TCD", ô C7: cảnh báo: ít hơn. (V09, cùng 9 chỗ nữa trong 5 tệp của thư mục này)'
    ]  # fmt: skip
    assert lines(found[:1]) == [line(found[0])]


def test_a_habit_of_many_folders_of_reports_has_one_line() -> None:
    found = [warning(f"{year}/quy-1/{number}.xlsx", "C7") for year in range(2020, 2024) for number in (1, 2)]
    moved = [replace(problem, path=f"content/so-lieu/{problem.path}") for problem in found]
    assert lines(moved) == [
        'content/so-lieu/bao-cao/2020/quy-1/1.xlsx, "01-TCD", ô C7: cảnh báo: ít hơn. '
        "(V09, cùng 7 chỗ nữa trong 8 tệp của content/so-lieu/bao-cao)"
    ]
    assert len(lines(moved[:6])) == 6


def test_articles_of_other_years_keep_their_lines() -> None:
    found = [Problem(f"content/tin-tuc/{year}/bai.md", 1, message="nên xem.", severity="warning") for year in range(2010, 2020)]
    assert len(lines(found)) == 10


def test_a_build_shows_few_warnings_and_no_notes() -> None:
    many = [Problem(f"{number}/bai.md", 1, message="nên xem.", severity="warning") for number in range(10, 10 + MOST_LINES + 2)]
    note = Problem("1/bai.md", 1, message="ghi chú.", severity="note")
    assert warning_lines([note, *many[:2]]) == ["10/bai.md:1: cảnh báo: nên xem.", "11/bai.md:1: cảnh báo: nên xem."]
    assert len(warning_lines(many)) == MOST_LINES + 1
    assert warning_lines(many)[-1] == "Còn 2 dòng cảnh báo nữa. Xem: make check"
