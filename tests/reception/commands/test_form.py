"""`make form` drafts what a workbook prints of its form, leaves to people what a column counts, and overwrites nothing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from plugins.problems import ProblemsFound
from plugins.project import DOCS
from plugins.reception.commands.form import Answers, draft_form, main
from plugins.reception.data.law.forms import office_forms
from plugins.reception.data.sources.recognition.read_report import read_report
from tests.reception.data.sources.recognition.sheets import SUFFIXES, Page, write
from tests.reception.office_report import page_of
from tests.reception.report_trees import tree

UNITS = ["Sở Tài chính", "Sở Tư pháp"]
MANUAL = (DOCS / "bieu-mau.md").read_text(encoding="utf-8")
WRITTEN = ["({})", "[{}]", "{}.", "Cột {}", "C{}", "0{}", "/{}/", "-{}-"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tree(tmp_path)


def numbered(text: str) -> Page:
    page = page_of(UNITS)
    page.cells |= {(8, number + 1): text.format(number) for number in range(1, 9)}
    return page


def filled(draft: Path) -> None:
    """As the manual says: a name for each column, and where the form comes from."""
    text = draft.read_text(encoding="utf-8").replace('can-cu = ""', 'can-cu = "Minh hoạ"')
    names = [
        "lượt công dân",
        "người được tiếp",
        "lượt tiếp thường xuyên",
        "đoàn đông người tiếp thường xuyên",
        "lượt lãnh đạo tiếp",
    ]
    for number, name in enumerate(names, 1):
        text = re.sub(rf'(?m)^{number} = ""', f'{number} = "{name}"', text)
    draft.write_text(text, encoding="utf-8")


def refused(content: Path, workbook: Path, **more: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        draft_form(content, workbook, more.pop("to", ""), Answers(**more))
    return str(found.value)


def test_the_draft_is_the_manual_s(content: Path, tmp_path: Path) -> None:
    path = draft_form(content, write(tmp_path / "bao-cao-quy-4.xlsx", page_of(UNITS)))
    assert path == content / "so-lieu/bieu/tt06-2025-01-tcd.toml"
    shown = MANUAL.split("```text\n")[1].split("```")[0]
    assert path.read_text(encoding="utf-8").endswith("\n\n" + shown)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_that_is_read_can_be_drafted_from(content: Path, tmp_path: Path, suffix: str) -> None:
    draft = tomllib.loads(draft_form(content, write(tmp_path / f"mau{suffix}", page_of(UNITS))).read_text(encoding="utf-8"))
    (form,) = draft["bieu"]
    assert (form["so"], form["cot-ghi-chu"], form["cong-thuc"]) == ("01/TCD", 8, ["1=3+5+6"])
    assert form["cot"] == dict.fromkeys("1234567", "")


@pytest.mark.parametrize("written", WRITTEN)
def test_column_numbers_are_read_however_they_are_written(content: Path, tmp_path: Path, written: str) -> None:
    workbook = write(tmp_path / "mau.csv", numbered(written))
    filled(draft_form(content, workbook))
    forms = office_forms(content / "so-lieu", "so-lieu")
    (sheet,) = read_report(workbook, "mau.csv", forms).sheets
    assert [row.unit for row in sheet.units] == UNITS
    assert [cell.value for cell in sheet.units[0].cells.values()] == [page_of(UNITS).cells[10, column] for column in range(2, 9)]


def test_an_unfinished_draft_is_refused_with_what_is_left(content: Path, tmp_path: Path) -> None:
    draft_form(content, write(tmp_path / "mau.csv", page_of(UNITS)))
    with pytest.raises(ProblemsFound) as found:
        office_forms(content / "so-lieu", "content/so-lieu")
    assert {problem.message.split(".")[0] for problem in found.value.problems} == {
        "biểu 01/TCD: thiếu can-cu",
        "biểu 01/TCD: mọi cột đều để trống nên không số nào được công bố",
    }


def test_nothing_is_overwritten(content: Path, tmp_path: Path) -> None:
    workbook = write(tmp_path / "mau.csv", page_of(UNITS))
    draft = draft_form(content, workbook)
    draft.write_text("# của cơ quan\n", encoding="utf-8")
    assert "đã có tệp này nên không ghi đè" in refused(content, workbook)
    assert draft.read_text(encoding="utf-8") == "# của cơ quan\n"
    assert draft_form(content, workbook, str(content / "so-lieu/bieu/khac.toml")).is_file()


def test_a_form_that_is_written_down_already_is_not_drafted_again(content: Path, tmp_path: Path) -> None:
    workbook = write(tmp_path / "mau.csv", page_of(UNITS))
    filled(draft_form(content, workbook))
    assert "01/TCD của Thông tư 06/2025/TT-TTCP đã khai rồi" in refused(content, workbook)
    page = page_of(UNITS)
    page.cells[1, 8] = "Thông tư số 01/2024/TT-TTCP"
    assert "đã khai rồi" in refused(content, write(tmp_path / "cu.csv", page))


def test_a_workbook_of_several_forms_gives_one_file(content: Path, tmp_path: Path) -> None:
    other = page_of(UNITS)
    other.name, other.cells[0, 8] = "BC_02_XLD", "Biểu số: 02/XLD"
    draft = draft_form(content, write(tmp_path / "ca-tep.xlsx", page_of(UNITS), other))
    assert draft.name == "tt06-2025.toml"
    assert [form["so"] for form in tomllib.loads(draft.read_text(encoding="utf-8"))["bieu"]] == ["01/TCD", "02/XLD"]


def test_the_number_is_that_of_the_sheet_where_none_is_printed(content: Path, tmp_path: Path) -> None:
    page = page_of(UNITS)
    page.name, page.cells[0, 8] = "BC_03_GQKN", "Phụ lục"
    assert 'so = "03/GQKN"' in draft_form(content, write(tmp_path / "mau.xlsx", page)).read_text(encoding="utf-8")


def test_a_new_circular_s_day_is_asked_for(content: Path, tmp_path: Path) -> None:
    page = page_of(UNITS)
    page.cells[1, 8] = "Thông tư số 09/2031/TT-TTCP"
    filled(draft_form(content, write(tmp_path / "mau.csv", page)))
    with pytest.raises(ProblemsFound, match="chưa biết Thông tư 09/2031/TT-TTCP có hiệu lực từ ngày nào"):
        office_forms(content / "so-lieu", "so-lieu")


def test_a_form_without_column_numbers_is_drafted_from_an_answer_and_read_by_its_headings(content: Path, tmp_path: Path) -> None:
    workbook = write(tmp_path / "mau.xlsx", page_of(UNITS, numbered=False))
    assert 'make form FILE=mau.xlsx HEADING=8 RANGE="C-K"' in refused(content, workbook)
    filled(draft_form(content, workbook, answers=Answers("8", "c-i")))
    forms = office_forms(content / "so-lieu", "so-lieu")
    assert forms.forms["TT06-2025/01-TCD"].headings[4] == "Tiếp thường xuyên / Trong đó: số đoàn đông người"
    moved = page_of(UNITS, numbered=False)
    for line in range(7, 11):  # the two columns of regular reception change places
        moved.cells[line, 4], moved.cells[line, 5] = moved.cells[line, 5], moved.cells[line, 4]
    for name, page in (("a.xlsx", page_of(UNITS, numbered=False)), ("b.xlsx", moved)):
        (sheet,) = read_report(write(tmp_path / name, page), name, forms).sheets
        assert {row.unit: row.cells[3].value for row in sheet.units} == {"Sở Tài chính": 20, "Sở Tư pháp": 27}


def test_a_sheet_that_lacks_a_heading_is_not_read(content: Path, tmp_path: Path) -> None:
    filled(draft_form(content, write(tmp_path / "mau.xlsx", page_of(UNITS, numbered=False)), answers=Answers("8", "C-I")))
    page = page_of(UNITS, numbered=False)
    page.cells[7, 5] = "Số đoàn"
    report = read_report(write(tmp_path / "a.xlsx", page), "a.xlsx", office_forms(content / "so-lieu", "so-lieu"))
    assert not report.sheets
    assert "không thấy báo cáo nào" in report.problems[0].message


@pytest.mark.parametrize(("heading", "columns"), [("8", ""), ("", "C-I"), ("tám", "C-I"), ("8", "C"), ("0", "C-I")])
def test_half_an_answer_is_explained(content: Path, tmp_path: Path, heading: str, columns: str) -> None:
    workbook = write(tmp_path / "mau.csv", page_of(UNITS, numbered=False))
    assert "HEADING là số hàng cuối của tiêu đề" in refused(content, workbook, heading=heading, columns=columns)


def test_without_a_file_the_command_says_what_to_write(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(content), ""], {}) == 1
    assert main([str(content), "khong-co.xlsx"], {}) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("Cho biết tệp mẫu: make form FILE=")
    assert said[1] == "khong-co.xlsx: không có tệp này. Kiểm tra lại FILE=…."
