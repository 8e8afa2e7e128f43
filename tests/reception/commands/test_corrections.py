"""`make corrections` says what it wrote, what waits for a reason, and refuses a reason that it may not publish."""

from __future__ import annotations

import pytest

from plugins.reception.commands import corrections
from tests.reception.report_trees import report, tree

FOLDER = "content/so-lieu/bao-cao"


@pytest.fixture
def content(tmp_path, monkeypatch):
    """Two reports that were published, and changed afterwards."""
    monkeypatch.setattr(corrections, "REPORTS_CACHE", None)
    content = tree(tmp_path)
    for unit, name in (("Sở Tài chính", "a.csv"), ("Sở Tư pháp", "b.csv")):
        report(content, name, {unit: 12})
    assert corrections.main([str(content)]) == 0
    for unit, name in (("Sở Tài chính", "a.csv"), ("Sở Tư pháp", "b.csv")):
        report(content, name, {unit: 15})
    return content


def ledger(content):
    return {path.name: path.read_bytes() for path in (content / "so-lieu/da-cong-bo").iterdir()}


def test_without_a_reason_it_lists_every_number_old_and_new_and_accepts_none(content, capsys):
    before = ledger(content)
    assert corrections.main([str(content), "", " "]) == 1
    said = capsys.readouterr()
    assert said.out.count("12 → 15") == 8
    assert said.err.count("make corrections FILE=") == 2
    assert ledger(content) == before


def test_a_reason_accepts_the_numbers_of_one_file(content, capsys):
    assert corrections.main([str(content), f"{FOLDER}/a.csv", "cộng thiếu"]) == 1
    said = capsys.readouterr()
    assert (said.out.count("Đã nhận đính chính"), said.out.count("Chưa nhận")) == (4, 4)
    assert corrections.main([str(content), "", "cộng thiếu"]) == 0  # one file is left: no need to name it
    assert corrections.main([str(content)]) == 0
    assert capsys.readouterr().out.endswith("Sổ công bố đã đủ; không có số nào bị đổi.\n")


@pytest.mark.parametrize(
    ("file", "reason", "words"),
    [
        ("", "cộng thiếu", "2 tệp có số bị đổi"),
        (f"{FOLDER}/aa.csv", "cộng thiếu", f"Có phải “{FOLDER}/a.csv”?"),
        (f"{FOLDER}/a.csv", "ông Nguyễn Văn Mẫu gõ nhầm", "Lý do được đăng công khai"),
    ],
)
def test_a_bad_file_or_reason_changes_nothing(content, capsys, file, reason, words):
    before = ledger(content)
    capsys.readouterr()
    assert corrections.main([str(content), file, reason]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "Chưa ghi gì" in said
    assert ledger(content) == before


def test_data_that_no_build_accepts_are_not_recorded(content, capsys):
    before = ledger(content)
    (content / "so-lieu/quan-sat.csv").write_text("sai\n", encoding="utf-8")
    assert corrections.main([str(content)]) == 1
    assert ledger(content) == before


def test_a_ledger_that_two_people_wrote_is_read_in_any_order_and_one_that_is_broken_stops(content, capsys):
    (book,) = (content / "so-lieu/da-cong-bo").iterdir()
    head, *lines = book.read_text(encoding="utf-8").splitlines(keepends=True)
    book.write_text("".join([head, *reversed(lines), *lines[:3]]), encoding="utf-8")
    assert corrections.main([str(content), f"{FOLDER}/a.csv", "cộng thiếu"]) == 1
    assert len(book.read_text(encoding="utf-8").splitlines()) == 1 + len(lines) + 4
    book.write_text("".join([head, *lines, lines[0].replace(",12,", ",13,")]), encoding="utf-8")
    assert corrections.main([str(content)]) == 1
    assert "hai dòng cùng lan" in capsys.readouterr().err
    book.write_text("".join([head, "<<<<<<< HEAD\n", *lines]), encoding="utf-8")
    capsys.readouterr()
    assert corrections.main([str(content)]) == 1
    assert f"{book.name}:2: sổ công bố bị sửa tay hoặc hỏng" in capsys.readouterr().err
