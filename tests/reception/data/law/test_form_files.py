"""Files of report forms: the program's own hold together, and an office may add to them but contradict nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from plugins.problems import ProblemsFound
from plugins.project import DOCS
from plugins.project import FORMS as FOLDER
from plugins.reception.data.law.forms import Forms, known_forms, load_forms, load_regimes, office_forms
from plugins.reception.data.law.measures import load_measures
from plugins.vietnamese.periods import Period

CIRCULAR = '[thong-tu]\nso = "06/2025/TT-TTCP"\n'
FORM = '[[bieu]]\nso = "01/TCD"\ncan-cu = "Biểu minh hoạ"\nda-doi-chieu = false\n'
COLUMNS = (
    '[bieu.cot]\n1 = "lượt công dân"\n2 = "người được tiếp"\n3 = "lượt tiếp thường xuyên"\n'
    '4 = "lượt tiếp trực tuyến"\n5 = "lượt tiếp lưu động"\n6 = ""\n'
)
RULES = 'cong-thuc = ["1=3+4+5"]\ngioi-han = ["3<=1"]\n'
MEASURES = (
    '[[chi-tieu]]\nma = "rieng.truc_tuyen"\nten = "lượt tiếp trực tuyến"\ndon-vi = "lượt"\ndinh-nghia = "Số minh hoạ."\n'
    '[[chi-tieu]]\nma = "rieng.luu_dong"\nten = "lượt tiếp lưu động"\ndon-vi = "lượt"\ndinh-nghia = "Số minh hoạ."\n'
)
SOUND = CIRCULAR + FORM + RULES + COLUMNS + MEASURES
QUARTERS = (
    '[thong-tu.ky]\n"quý I" = { tu = "15/12 năm trước", den = "14/3" }\n"quý II" = { tu = "15/3", den = "14/6" }\n'
    '"quý III" = { tu = "15/6", den = "14/9" }\n"quý IV" = { tu = "15/9", den = "14/12" }\n'
)


def read(tmp_path: Path, **files: str) -> Forms:
    folder = tmp_path / "bieu"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return office_forms(tmp_path, "content/so-lieu")


def complaints(tmp_path: Path, **files: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, **files)
    return [str(problem) for problem in found.value.problems]


def test_a_form_of_the_office_is_added_to_those_of_the_program(tmp_path: Path) -> None:
    forms = read(tmp_path, tcd=SOUND)
    form = forms.forms["TT06-2025/01-TCD"]
    assert [column.measure for column in form.columns.values()][2:] == ["tcd.tx.luot", "rieng.truc_tuyen", "rieng.luu_dong", None]
    assert (form.checked, form.regime.circular, form.equations[0].sides) == (False, "06/2025/TT-TTCP", ((1,), (3, 4, 5)))
    assert set(known_forms().forms) < set(forms.forms)
    assert "01/TCD" not in form.regime.awaiting
    assert "02/XLD" in forms.regimes[-1].awaiting
    assert forms.measures["rieng.luu_dong"].phrase == "lượt tiếp lưu động"


def test_a_tree_without_forms_has_those_of_the_program(tmp_path: Path) -> None:
    assert office_forms(tmp_path, "content/so-lieu") is known_forms()


def test_quarters_that_the_office_writes_make_the_longer_periods(tmp_path: Path) -> None:
    regime = read(tmp_path, tcd=SOUND.replace("[[bieu]]", QUARTERS + "[[bieu]]")).forms["TT06-2025/01-TCD"].regime
    assert [str(day) for day in regime.days(Period("quarter", 2026, 1)) or ()] == ["2025-12-15", "2026-03-14"]
    assert [str(day) for day in regime.days(Period("nine-months", 2026)) or ()] == ["2025-12-15", "2026-09-14"]


def test_a_circular_may_be_split_over_files(tmp_path: Path) -> None:
    other = CIRCULAR + QUARTERS + FORM.replace("01/TCD", "02/XLD") + COLUMNS
    forms = read(tmp_path, a=SOUND, b=other)
    assert {"TT06-2025/01-TCD", "TT06-2025/02-XLD"} < set(forms.forms)
    assert forms.forms["TT06-2025/01-TCD"].regime.windows


def test_a_form_may_be_the_same_as_one_of_the_program(tmp_path: Path) -> None:
    forms = read(tmp_path, tcd=CIRCULAR + FORM + 'nhu = "01/TCD, 02/2021/TT-TTCP"\n').forms
    assert forms["TT06-2025/01-TCD"].columns == forms["TT02-2021/01-TCD"].columns


def test_a_checked_form_says_who_compared_it_and_when(tmp_path: Path) -> None:
    named = FORM.replace("false", 'true\nnguoi-doi-chieu = "Phòng minh hoạ"\nngay-doi-chieu = 2025-12-15')
    assert read(tmp_path, tcd=SOUND.replace(FORM, named)).forms["TT06-2025/01-TCD"].checked


WRONG = {  # what is replaced, by what, at which line, with which message
    "not-toml": ("[thong-tu]", "[thong-tu", 1, "không đọc được TOML"),
    "unknown-table": ("[[bieu]]", "[[bieus]]", 3, "Có phải “bieu”?"),
    "unknown-key": ("can-cu", "cancu", 5, "Có phải “can-cu”?"),
    "circular-shape": ('so = "06/2025/TT-TTCP"', 'so = "TT 06"', 2, 'dạng "06/2025/TT-TTCP"'),
    "circular-unknown": ("06/2025", "09/2031", 1, "Thêm dòng “hieu-luc-tu = …”"),
    "circular-other-day": ("[[bieu]]", "hieu-luc-tu = 2025-01-01\n[[bieu]]", 3, "có hiệu lực từ 30/9/2025. Bỏ dòng này"),
    "day-in-quotes": ("[[bieu]]", 'hieu-luc-tu = "30/9/2025"\n[[bieu]]', 3, "một ngày dạng 2025-12-31, không có dấu nháy"),
    "number-shape": ('so = "01/TCD"', 'so = "TCD"', 4, 'dạng "01/TCD"'),
    "no-basis": ('can-cu = "Biểu minh hoạ"\n', "", 3, "thiếu can-cu"),
    "no-check": ("da-doi-chieu = false\n", "", 3, "Thêm dòng da-doi-chieu = false"),
    "check-in-quotes": ("da-doi-chieu = false", 'da-doi-chieu = "chưa"', 6, "true hoặc false"),
    "checked-by-nobody": ("da-doi-chieu = false", "da-doi-chieu = true", 6, "ghi ai và ngày nào"),
    "measure-unknown": (
        '1 = "lượt công dân"',
        '1 = "lượt côn dân"',
        10,
        "không có chỉ tiêu “lượt côn dân”. Có phải “lượt công dân”?",
    ),
    "measure-twice": ('2 = "người được tiếp"', '2 = "lượt tiếp"', 11, "cột 1 và cột 2 cùng là chỉ tiêu"),
    "column-name": ("6 = ", "sau = ", 15, "“sau” không phải số cột"),
    "no-columns": (COLUMNS, "", 3, "chưa có cột nào"),
    "few-columns": (COLUMNS, '[bieu.cot]\n1 = "lượt công dân"\n3 = ""\n4 = ""\n5 = ""\n', 9, "có từ 5 cột"),
    "nothing-published": (COLUMNS, "[bieu.cot]\n1 = ''\n2 = ''\n3 = ''\n4 = ''\n5 = ''\n", 9, "không số nào được công bố"),
    "note-is-a-column": (RULES, RULES + "cot-ghi-chu = 6\n", 9, "vừa là cột số liệu vừa là cột ghi chú"),
    "equation-shape": ("1=3+4+5", "1 = 3 + 4", 7, "không phải công thức"),
    "equation-column": ("1=3+4+5", "1=3+4+9", 7, "nói đến cột 9 mà bảng cột không có"),
    "equations-in-a-circle": ('"1=3+4+5"', '"1=3+4+5", "3=1+2"', 7, "công thức đi vòng: cột 1 → 3 → 1"),
    "equation-of-itself": ("1=3+4+5", "1=1+3", 7, "công thức đi vòng: cột 1 → 1"),
    "limit-shape": ("3<=1", "3<1", 8, "không phải giới hạn"),
    "limit-of-itself": ("3<=1", "3<=3", 8, "so một cột với chính nó"),
    "limit-column": ("3<=1", "3<=12", 8, "nói đến cột 12"),
    "equation-is-no-list": ('cong-thuc = ["1=3+4+5"]', 'cong-thuc = "1=3+4+5"', 7, "danh sách trong ngoặc vuông"),
    "doubt-without-reason": (COLUMNS, COLUMNS + '[[bieu.nghi-van]]\ngioi-han = ["4<=1"]\n', 16, "thiếu mục “bieu.nghi-van.vi-sao”"),
    "sum-unknown": (RULES, RULES + 'cong-lai = { "lượt tiếp dân" = "1+3" }\n', 9, "cong-lai: không có chỉ tiêu"),
    "sum-shape": (RULES, RULES + 'cong-lai = { "vụ việc" = "1 + 3" }\n', 9, "không phải tổng các cột"),
    "sum-is-a-column": (RULES, RULES + 'cong-lai = { "lượt công dân" = "3+4" }\n', 9, "đã là cột 1"),
    "same-as-unknown": (COLUMNS, 'nhu = "01/TCĐ, 02/2021/TT-TTCP"\n', 9, "Có phải “01/TCD, 02/2021/TT-TTCP”?"),
    "same-as-and-columns": (RULES, RULES + 'nhu = "01/TCD, 02/2021/TT-TTCP"\n', 9, "có cả “nhu” và bảng cột"),
    "measure-id-taken": ("rieng.truc_tuyen", "tcd.tx.luot", 17, "đã dùng cho “lượt tiếp thường xuyên”"),
    "measure-name-taken": ("lượt tiếp lưu động", "Lượt tiếp Công dân", 23, "đã là tên của chỉ tiêu tcd.tong.luot"),
    "measure-unit": ('don-vi = "lượt"', 'don-vi = "lần"', 19, 'chỉ nhận "lượt"'),
    "measure-id-shape": ("rieng.truc_tuyen", "Trực tuyến", 17, "mã chữ thường không dấu"),
    "measure-undefined": ('dinh-nghia = "Số minh hoạ."\n', "", 16, "thiếu mục “chi-tieu.dinh-nghia”"),
    "measure-parent": (MEASURES, MEASURES + 'trong-do-cua = "tcd.tong"\n', 26, "Có phải “tcd.tong.luot”?"),
    "stock-that-adds": (MEASURES, MEASURES + 'loai = "ton"\n', 26, "cong-cac-ky = false"),
    "form-of-the-program": ("06/2025", "01/2024", 4, "đã có sẵn trong chương trình"),
    "form-twice": (COLUMNS, COLUMNS + FORM + COLUMNS, 17, "đã khai ở content/so-lieu/bieu/tcd.toml:3"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_form_is_refused_with_its_line_and_what_to_write(tmp_path: Path, name: str) -> None:
    found, written, line, message = WRONG[name]
    assert found in SOUND
    wrong = complaints(tmp_path, tcd=SOUND.replace(found, written))
    here = [each for each in wrong if each.startswith(f"content/so-lieu/bieu/tcd.toml:{line}: ")]
    assert any(message in each for each in here), "\n".join(wrong)


WRONG_WINDOWS = {
    "gap": ('tu = "15/6"', 'tu = "16/6"', "quý II", "có ngày bỏ trống ở giữa: quý II hết ngày 14/6, quý III bắt đầu ngày 16/6"),
    "overlap": ('den = "14/6"', 'den = "20/6"', "quý II", "chồng lên nhau"),
    "gap-at-new-year": ('"15/12 năm trước"', '"16/12 năm trước"', "quý IV", "quý IV và quý I năm sau"),
    "year-before-left-out": ('"15/12 năm trước"', '"15/12"', "quý I", "Thiếu chữ “năm trước”"),
    "three-quarters": ('"quý IV" = { tu = "15/9", den = "14/12" }\n', "", "ky", "còn thiếu quý IV"),
    "no-such-day": ('den = "14/6"', 'den = "31/6"', "quý II", "“31/6” không phải ngày và tháng"),
    "label-unknown": ('"quý IV"', '"quý 4"', "quý 4", "Có phải “quý I”"),
    "half-of-other-days": (
        '"quý I" =',
        '"6 tháng" = { tu = "1/1", den = "30/6" }\n"quý I" =',
        "6 tháng",
        "không khớp quý I đến quý II",
    ),
    "day-left-out": (', den = "14/6"', "", "quý II", "thiếu mục"),
}


@pytest.mark.parametrize("name", WRONG_WINDOWS)
def test_reporting_windows_without_gaps_and_overlaps_only(tmp_path: Path, name: str) -> None:
    found, written, key, message = WRONG_WINDOWS[name]
    text = CIRCULAR + QUARTERS.replace(found, written) + FORM + COLUMNS + MEASURES
    (problem,) = complaints(tmp_path, tcd=text)
    assert text != CIRCULAR + QUARTERS + FORM + COLUMNS + MEASURES
    assert message in problem
    line = int(problem.split(":")[1])
    assert key in text.splitlines()[line - 1]


def test_files_of_one_circular_may_not_contradict_each_other(tmp_path: Path) -> None:
    other = CIRCULAR + QUARTERS.replace("14/12", "15/12").replace("15/12 năm", "16/12 năm") + FORM.replace("01/TCD", "02/XLD")
    first, second = SOUND.replace("[[bieu]]", QUARTERS + "[[bieu]]"), other + COLUMNS
    assert complaints(tmp_path, a=first, b=second) == [
        "content/so-lieu/bieu/b.toml:3: các kỳ báo cáo của Thông tư 06/2025/TT-TTCP đã được khai khác ở nơi khác. "
        "Bỏ bảng [thong-tu.ky] ở đây."
    ]
    assert "đã khai ở content/so-lieu/bieu/a.toml:3" in complaints(tmp_path, a=SOUND, b=CIRCULAR + FORM + COLUMNS)[0]


def test_the_windows_of_a_circular_that_the_program_knows_are_not_changed(tmp_path: Path) -> None:
    (problem,) = complaints(
        tmp_path, a=CIRCULAR.replace("06/2025", "01/2024") + QUARTERS.replace("14/6", "13/6").replace("15/6", "14/6")
    )
    assert "tcd" not in problem
    assert "chồng" not in problem


def test_all_slips_of_all_files_come_together(tmp_path: Path) -> None:
    found = complaints(tmp_path, a=SOUND.replace("can-cu", "cancu"), b=CIRCULAR + FORM.replace("01/TCD", "02/XLD") + RULES)
    assert {each.split(":")[0] for each in found} == {"content/so-lieu/bieu/a.toml", "content/so-lieu/bieu/b.toml"}


def test_what_is_no_form_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "bieu/cu").mkdir(parents=True)
    (tmp_path / "bieu/mau.xlsx").write_bytes(b"")
    (tmp_path / "bieu/~$mau.xlsx").write_bytes(b"")
    (tmp_path / "bieu/cu/tcd.toml").write_text(SOUND, encoding="utf-8")
    found = complaints(tmp_path)
    assert [each.split(":")[0] for each in found] == ["content/so-lieu/bieu/cu/tcd.toml", "content/so-lieu/bieu/mau.xlsx"]
    assert all("chỉ có tệp .toml" in each for each in found)


def test_a_new_circular_is_a_new_file_of_the_program(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "forms"))
    text = SOUND.replace("06/2025", "07/2030").replace("[[bieu]]", "hieu-luc-tu = 2030-01-01\n[[bieu]]", 1)
    (folder / "tt-07-2030.toml").write_text(text, encoding="utf-8")
    assert load_forms(folder).forms["TT07-2030/01-TCD"].limits[0].whole == (1,)
    assert load_regimes(folder)[-1].circular == "07/2030/TT-TTCP"


@pytest.mark.parametrize(
    ("second", "complaint"),
    [
        ('ma = "a"\nten = "khác"', "đã dùng"),
        ('ma = "b"\nten = "Lượt-Cong dan"', "đã là tên"),
        ('ma = "b"\nten = "khác"\ntrong-do-cua = "c"', "không có mã chỉ tiêu “c”"),
        ('ma = "b"\nten = "khác"\nloai = "ton"', "V11"),
        ('ma = "b"\nten = "khác"\nsize = 3', "không có mục"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(tmp_path: Path, second: str, complaint: str) -> None:
    path = tmp_path / "measures.toml"
    rest = 'don-vi = "lượt"\ndinh-nghia = "."\n'
    path.write_text(f'[[chi-tieu]]\nma = "a"\nten = "lượt công dân"\n{rest}[[chi-tieu]]\n{second}\n{rest}', encoding="utf-8")
    with pytest.raises(ProblemsFound, match=complaint):
        load_measures(path)


def test_the_examples_of_the_manual_are_forms(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n(.*?)```", (DOCS / "bieu-mau.md").read_text(encoding="utf-8"), re.DOTALL)
    forms = read(tmp_path, **{f"bieu{number}": example for number, example in enumerate(examples)})
    form = forms.forms["TT06-2025/01-TCD"]
    assert (len(form.columns), form.note, form.checked) == (7, 8, False)
    assert form.regime.windows
