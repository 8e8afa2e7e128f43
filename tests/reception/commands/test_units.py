"""`make units`: an office keeps the register as a spreadsheet; the build reads what it always read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from plugins.problems import ProblemsFound
from plugins.project import CONTENT
from plugins.reception.commands.units import main, take_in, write_workbook
from plugins.reception.data.units.register import load_register
from tests.reception.report_trees import tree

FILES = ("don-vi.csv", "don-vi-quan-he.csv", "don-vi-moc.csv")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tree(tmp_path)


def units(content: Path) -> str:
    return (content / "so-lieu/don-vi.csv").read_text(encoding="utf-8")


def as_csv(tmp_path: Path, content: Path, change: Callable[[str], str], encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "danh-muc.csv"
    path.write_bytes(change(units(content)).encode(encoding))
    return path


def refused(content: Path, path: Path) -> list[str]:
    before = units(content)
    with pytest.raises(ProblemsFound) as found:
        take_in(content, path)
    assert units(content) == before
    return [str(problem) for problem in found.value.problems]


@pytest.mark.slow
def test_the_office_s_own_register_comes_back_to_the_byte(tmp_path: Path) -> None:
    content, book = tmp_path / "content", tmp_path / "a.xlsx"
    (content / "so-lieu").mkdir(parents=True)
    for file in FILES:
        shutil.copy(CONTENT / "so-lieu" / file, content / "so-lieu")
    assert write_workbook(content, book) == len(load_register(content / "so-lieu", "").units) > 300
    assert take_in(content, book) == [f"{file}: không có gì thay đổi." for file in FILES]
    assert all((content / "so-lieu" / file).read_bytes() == (CONTENT / "so-lieu" / file).read_bytes() for file in FILES)
    assert sorted(path.name for path in (content / "so-lieu").iterdir()) == sorted(FILES)


@pytest.mark.slow
def test_a_unit_added_in_the_workbook_is_in_the_register(tmp_path: Path, content: Path) -> None:
    write_workbook(content, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book["don-vi"]
    sheet.append(["xa-moi", "Xã Mới", "Xã", "xã", 123, "tinh-lang-son", "01/7/2025", None, "Minh hoạ"])
    book.save(tmp_path / "a.xlsx")
    lines = take_in(content, tmp_path / "a.xlsx")
    assert "xa-moi,Xã Mới,xa,xa,00123,tinh-lang-son,2025-07-01,,Minh hoạ,,\n" in units(content)
    assert "thêm hoặc sửa 1, bỏ hoặc thay 0" in "\n".join(lines)
    assert [line.partition(": ")[2].partition(":")[0] for line in lines[:3]] == [
        "ngày viết kiểu ngày/tháng/năm",
        "loại, cấp, kiểu viết bằng chữ có dấu (2 ô)",
        "mã hành chính mất số 0 ở đầu",
    ]


def as_excel_saves(text: str) -> str:
    return text.replace(",", ";").replace("2025-07-01", "01/07/2025").replace("\n", "\r\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_csv_as_excel_saves_it_is_read_with_one_note_a_habit(tmp_path: Path, content: Path, encoding: str) -> None:
    before = load_register(content / "so-lieu", "")
    lines = take_in(content, as_csv(tmp_path, content, as_excel_saves, encoding))
    assert load_register(content / "so-lieu", "") == before
    assert sum("ngày viết kiểu ngày/tháng/năm (4 ô)" in line for line in lines) == 1
    assert sum("“;”" in line for line in lines) == 1
    assert sum("BOM" in line for line in lines) == (encoding == "utf-8-sig")
    assert len(lines) == 3 + (encoding != "utf-8")


def test_a_file_that_excel_saved_over_the_register_is_one_message_that_names_the_cure(content: Path) -> None:
    path = content / "so-lieu/don-vi.csv"
    for text, words in ((as_excel_saves(units(content)), "“;”"), ("\ufeff" + units(content), "BOM")):
        path.write_text(text.replace("\r", ""), encoding="utf-8", newline="")
        with pytest.raises(ProblemsFound) as found:
            load_register(content / "so-lieu", "content/so-lieu")
        (problem,) = found.value.problems
        assert words in problem.message
        assert problem.message.endswith("make units FILE=content/so-lieu/don-vi.csv")
        take_in(content, path)
        assert load_register(content / "so-lieu", "content/so-lieu").units


def test_a_column_of_days_in_another_order_is_one_message(content: Path) -> None:
    path = content / "so-lieu/don-vi.csv"
    path.write_text(units(content).replace("2025-07-01", "01/07/2025"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_register(content / "so-lieu", "content/so-lieu")
    messages = [str(problem) for problem in found.value.problems]
    assert len(messages) == 2  # three units that ended, one that began
    take_in(content, path)
    assert "2025-07-01" in units(content)


WRONG = {
    "month-first": (lambda text: text.replace("2025-07-01", "07/31/2025"), ["ô H5", "(và 2 ô nữa ở cột này)"]),
    "unknown-type": (lambda text: text.replace(",phuong,", ",phường mới,"), ["cột loai"]),
    "no-such-parent": (lambda text: text.replace(",tinh-lang-son,", ",tinh-lang-xon,"), ["tinh-lang-son"]),
    "no-header": (lambda text: text.partition("\n")[2], ["không thấy bảng nào"]),
    "other-column": (lambda text: text.replace("ghi_chu", "ghi_chep"), ["ghi_chep", "thiếu cột ghi_chu"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_mended_is_refused_and_nothing_is_written(tmp_path: Path, content: Path, case: str) -> None:
    change, words = WRONG[case]
    problems = "\n".join(refused(content, as_csv(tmp_path, content, change)))
    assert problems.startswith("danh-muc.csv")
    assert all(word in problems for word in words)


def test_the_command_says_what_it_did_and_overwrites_nothing(
    tmp_path: Path, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = str(tmp_path / "a.xlsx")
    assert main([str(content), "", book]) == 0
    assert "7 đơn vị" in capsys.readouterr().out
    assert main([str(content), "", book]) == 1
    assert "không ghi đè" in capsys.readouterr().err
    assert main([str(content), str(tmp_path / "khong-co.xlsx")]) == 1
    assert "không có tệp này" in capsys.readouterr().err
