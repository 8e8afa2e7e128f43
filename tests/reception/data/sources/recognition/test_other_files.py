"""A file that is no spreadsheet is refused with the reason and what to do; it never breaks the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.reception.data.sources.recognition.read_report import read_report
from tests.reception.data.sources.recognition.sheets import FORMS

REASONS = {
    ".xlsm": "macro",
    ".XLSM": "macro",
    ".xlsb": "macro",
    ".xltx": "mẫu",
    ".doc": "văn bản",
    ".docx": "văn bản",
    ".pdf": "nét vẽ",
    ".jpg": "ảnh",
    ".rar": "Giải nén",
}


@pytest.mark.parametrize("suffix", REASONS)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_file_of_another_kind_is_refused_with_the_reason(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"bao-cao{suffix}"
    path.write_bytes(content)
    (problem,) = read_report(path, "bao-cao/a", FORMS).problems
    assert problem.severity == "error"
    assert f"không đọc được loại tệp “{suffix.lower()}”: " in problem.message
    assert REASONS[suffix] in problem.message


@pytest.mark.parametrize(("name", "words"), [("bao-cao", "không có đuôi"), ("bao-cao.abc", "Lưu lại thành .xlsx")])
def test_an_unknown_kind_is_refused_too(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(b"abc")
    (problem,) = read_report(tmp_path / name, "bao-cao/a", FORMS).problems
    assert words in problem.message
