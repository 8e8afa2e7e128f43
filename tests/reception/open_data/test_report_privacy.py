"""A report is published as it is only if it gives nobody away, in what readers see and in what they do not."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from plugins.reception.open_data.report_privacy import MOST_NAMED, OLD_EXCEL, UNREADABLE, trouble_with_report

CONTENT = '<?xml version="1.0"?><office xmlns:text="t" xmlns:table="b" xmlns:office="o" xmlns:draw="d">{}</office>'


def workbook(change=lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Đơn vị", "Lượt"])
    book.active.append(["Sở Tài chính", 1211])
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr(name, part)
    return changed.getvalue()


def ods(words: str, meta: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.format(words))
        archive.writestr("meta.xml", CONTENT.format(meta))
    return made.getvalue()


def cell(value):
    def change(book):
        book.active["C2"] = value

    return change


def hide_sheet(book):
    book.create_sheet("Danh sách").sheet_state = "hidden"


def hide_row(book):
    book.active.row_dimensions[2].hidden = True


def hide_column(book):
    book.active.column_dimensions["B"].hidden = True


def comment(book):
    book.active["A2"].comment = Comment("hỏi lại", "x")


def author(book):
    book.properties.creator = "Nguyễn Văn Mẫu"


def editor(book):
    book.properties.lastModifiedBy = "Nguyễn Văn Mẫu"


def footer(book):
    book.active.oddFooter.center.text = "mau@vi-du.example"


def link(book):
    book.active["A2"].hyperlink = "mailto:mau@vi-du.example"


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (cell("CCCD 024089001234"), "số giấy tờ"),
        (cell(24089001234), "dãy số dài"),
        (cell("ĐT 0912 345 678"), "số điện thoại"),
        (cell("ông Nguyễn Văn Mẫu"), "họ tên"),
        (cell("mau@vi-du.example"), "thư điện tử"),
        (cell("STK: 1234 567 89"), "số tài khoản"),
        (cell("ĐT 0912-345-678"), "số điện thoại"),
        (cell("TK 123456"), "số tài khoản"),
        (footer, "thư điện tử"),
        (link, "thư điện tử"),
        (hide_sheet, "trang tính ẩn"),
        (hide_row, "hàng ẩn"),
        (hide_column, "cột ẩn"),
        (comment, "ghi chú trong ô"),
        (author, "tên người soạn"),
        (editor, "tên người soạn"),
    ],
)
def test_what_a_workbook_gives_away_is_named_and_not_repeated(change, trouble):
    found = trouble_with_report("q3.xlsx", workbook(change))
    assert any(trouble in each for each in found), found
    assert not any(secret in each for each in found for secret in ("024089001234", "0912 345 678", "Nguyễn", "mau@"))


@pytest.mark.parametrize(
    ("part", "trouble"),
    [
        ("xl/media/image1.png", "hình"),
        ("xl/externalLinks/externalLink1.xml", "liên kết tới tệp khác"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "PivotTable"),
        ("customXml/item1.xml", "thuộc tính riêng"),
        ("xl/moi/khong-biet.xml", "phần “xl/moi/khong-biet.xml”"),
    ],
)
def test_parts_that_no_plain_workbook_has_are_refused_also_those_that_nobody_knows(part, trouble):
    assert any(trouble in each for each in trouble_with_report("q3.xlsx", with_part(workbook(), part, b"<a/>")))


def test_the_name_of_a_printer_of_the_office_is_found():
    settings = "\\\\PHONG-TCD\\may-in".encode("utf-16-le")
    assert trouble_with_report("q3.xlsx", with_part(workbook(), "xl/printerSettings/printerSettings1.bin", settings))


@pytest.mark.parametrize(
    ("words", "meta"),
    [
        ("<text:p>ông <text:span>Nguyễn</text:span> Văn Mẫu</text:p>", ""),
        ('<table:table-row table:visibility="collapse"/>', ""),
        ('<table:table-properties table:display="false"/>', ""),
        ("<office:annotation/>", ""),
        ("<draw:frame/>", ""),
        ("", "<creator>Nguyễn Văn Mẫu</creator>"),
    ],
)
def test_a_sheet_of_libreoffice_is_looked_into_as_well(words, meta):
    assert trouble_with_report("q3.ods", ods(words, meta))


def test_sound_files_of_each_kind_pass():
    table = "Đơn vị;Lượt\nSở Tài chính;1.211\n".encode()
    assert trouble_with_report("q3.xlsx", workbook()) == ()
    assert trouble_with_report("q3.ods", ods("<text:p>Sở Tài chính</text:p>")) == ()
    assert trouble_with_report("q3.csv", table) == ()


def test_a_table_is_read_as_text():
    assert trouble_with_report("q3.csv", "Sở;0912345678\n".encode())
    assert trouble_with_report("q3.csv", "Sở Tài chính".encode("utf-16"))


def test_what_cannot_be_looked_into_is_not_published():
    assert trouble_with_report("q3.xls", b"\xd0\xcf") == (OLD_EXCEL,)
    assert trouble_with_report("q3.xlsx", b"PK no zip") == (UNREADABLE,)
    assert UNREADABLE in trouble_with_report("q3.XLSX", with_part(workbook(), "xl/worksheets/sheet9.xml", b"<open>"))
    assert trouble_with_report("q3.xlsx", b"x" + workbook())


def test_a_file_full_of_them_has_a_short_message():
    rows = "\n".join(f"ông Nguyễn Văn Mẫu;{number:04d}".replace("Văn", chr(65 + number) + "a") for number in range(20))
    assert len(trouble_with_report("q3.csv", rows.encode())) <= MOST_NAMED
    assert len(" ".join(trouble_with_report("q3.csv", ";".join(f"09{number:08d}" for number in range(1000)).encode()))) < 500
