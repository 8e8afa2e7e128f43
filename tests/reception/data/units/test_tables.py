"""Slips in the register's files, and that all of them are reported with their lines."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from plugins.problems import ProblemsFound
from plugins.reception.data.units.register import load_register

UNITS_HEADER = "unit_id,ten,loai,cap,ma_dvhc,thuoc,tu_ngay,den_ngay,can_cu,ghi_chu\n"
LINKS_HEADER = "tu_unit,den_unit,ngay,kieu,ty_le,can_cu\n"
DAYS_HEADER = "ngay,so_huyen,so_xa,can_cu,ghi_chu\n"
PROVINCE = "tinh-a,Tỉnh A,tinh,tinh,,,,,,\n"
MERGED = "xa-b,Xã B,xa,xa,,tinh-a,,2025-07-01,,\nxa-c,Xã C,xa,xa,,tinh-a,,2025-07-01,,\nxa-d,Xã D,xa,xa,,tinh-a,2025-07-01,,,\n"


def reported(folder: Path, units: str = "", links: str = "", days: str = "") -> list[str]:
    for name, header, rows in (
        ("don-vi.csv", UNITS_HEADER, units),
        ("don-vi-quan-he.csv", LINKS_HEADER, links),
        ("don-vi-moc.csv", DAYS_HEADER, days),
    ):
        (folder / name).write_bytes((header + rows).encode())
    with pytest.raises(ProblemsFound) as raised:
        load_register(folder, "so-lieu")
    return [str(problem) for problem in raised.value.problems]


def test_a_tree_without_a_register_has_no_units(tmp_path: Path) -> None:
    assert load_register(tmp_path / "khong-co", "so-lieu").units == ()


def test_a_sound_register_is_read(tmp_path: Path) -> None:
    (tmp_path / "don-vi.csv").write_text(UNITS_HEADER + PROVINCE + MERGED, "utf-8")
    (tmp_path / "don-vi-quan-he.csv").write_text(LINKS_HEADER + "xa-b,xa-d,2025-07-01,nhap_toan_bo,1,NQ\n", "utf-8")
    register = load_register(tmp_path, "so-lieu")
    assert [unit.unit_id for unit in register.predecessors("xa-d")] == ["xa-b"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Xa-B,Xã B,xa,xa,,,,,,\n", "unit_id “Xa-B” phải là chữ thường không dấu"),
        ("xa-b,Xã B,xạ,xa,,,,,,\n", "cột loai: không có “xạ”. Có phải “xa”?"),
        ("xa-b,Xã B,xa,thon,,,,,,\n", "cột cap: không có “thon”"),
        ("xa-b,Phường B,xa,xa,,,,,,\n", "phải bắt đầu bằng “Xã”"),
        ("xa-b,Xã B,xa,xa,6211,,,,,\n", "“6211” phải có đúng 5 chữ số"),
        ("xa-b,Xã B,xa,xa,,,01/7/2025,,,\n", "cột tu_ngay: “01/7/2025”"),
        ("xa-b,Xã B,xa,xa,,,2025-07-01,2025-07-01,,\n", "den_ngay 2025-07-01 phải sau tu_ngay 2025-07-01"),
        ("so-b,,so,tinh,,,,,,\n", "cột ten còn trống"),
        ("xa-b,Xã B,xa,xa\n", "dòng có 4 ô, cần 10"),
    ],
)
def test_a_wrong_cell_is_reported_with_its_line(tmp_path: Path, row: str, expected: str) -> None:
    (message,) = reported(tmp_path, PROVINCE + row)
    assert message.startswith("so-lieu/don-vi.csv:3: ")
    assert expected in message


def test_all_wrong_rows_are_reported_together(tmp_path: Path) -> None:
    units = PROVINCE + "xa-b,Xã B,xa,xa,,khong-co,,,,\ntinh-a,Tỉnh A,tinh,tinh,,,,,,\n"
    links = "xa-b,xa-z,2025-07-01,tach_mot_phan,,\n"
    assert [message.partition(": ")[0] for message in reported(tmp_path, units, links)] == [
        "so-lieu/don-vi-quan-he.csv:2",
        "so-lieu/don-vi.csv:3",
        "so-lieu/don-vi.csv:4",
    ]


def test_units_may_not_hold_each_other(tmp_path: Path) -> None:
    messages = reported(tmp_path, "huyen-a,Huyện A,huyen,huyen,,huyen-b,,,,\nhuyen-b,Huyện B,huyen,huyen,,huyen-a,,,,\n")
    assert len(messages) == 2
    assert all("một vòng" in message for message in messages)


def test_a_part_may_not_outlive_what_it_belongs_to(tmp_path: Path) -> None:
    units = "huyen-a,Huyện A,huyen,huyen,,,,2025-07-01,,\nxa-b,Xã B,xa,xa,,huyen-a,,,,\n"
    assert "còn sau khi “huyen-a” kết thúc ngày 2025-07-01" in reported(tmp_path, units)[0]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ("xa-b,xa-d,2025-07-02,nhap_toan_bo,1,\n", "“xa-b” có den_ngay 2025-07-01, khác ngày nhap_toan_bo 2025-07-02"),
        ("xa-b,xa-d,2024-12-01,tach_mot_phan,,\n", "ngày 01/12/2024 chưa có hoặc không còn “xa-d”"),
        ("xa-b,xa-b,2025-07-01,doi_ten,,\n", "không thể tự kế thừa"),
        ("xa-b,,2025-07-01,nhap_toan_bo,1,\n", "cột den_unit còn trống"),
        (",xa-d,2025-07-01,doi_ten,,\n", "cột tu_unit còn trống"),
        ("xa-b,xa-d,,nhap_toan_bo,1,\n", "cột ngay còn trống"),
        ("xa-b,xa-d,2025-07-01,sap_nhap,1,\n", "cột kieu: không có “sap_nhap”"),
        ("xa-b,xa-d,2025-07-01,tach_mot_phan,60%,\n", "cột ty_le: “60%”"),
    ],
)
def test_a_wrong_succession_is_reported(tmp_path: Path, links: str, expected: str) -> None:
    assert expected in reported(tmp_path, PROVINCE + MERGED, links)[0]


def test_shares_of_one_unit_may_not_exceed_the_whole(tmp_path: Path) -> None:
    units = PROVINCE + MERGED + "xa-e,Xã E,xa,xa,,tinh-a,2025-07-01,,,\n"
    links = "xa-b,xa-d,2025-07-01,tach_mot_phan,0.7,\nxa-b,xa-e,2025-07-01,tach_mot_phan,0.4,\n"
    assert reported(tmp_path, units, links) == [
        "so-lieu/don-vi-quan-he.csv:3: cột ty_le: các phần của “xa-b” cộng lại là 1.1, quá 1. Sửa hoặc để trống phần chưa biết."
    ]


def test_the_same_succession_may_not_stand_twice(tmp_path: Path) -> None:
    link = "xa-b,xa-d,2025-07-01,tach_mot_phan,,\n"
    assert "đã có ở dòng 2" in reported(tmp_path, PROVINCE + MERGED, link * 2)[0]


def test_a_missing_commune_shows_in_the_count_of_its_boundary_day(tmp_path: Path) -> None:
    message = "so-lieu/don-vi-moc.csv:2: cột so_xa ghi 2 nhưng ngày 2025-07-01 don-vi.csv có 1 đơn vị."
    assert reported(tmp_path, PROVINCE + MERGED, days="2025-07-01,0,2,NQ,\n") == [message]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbf" + UNITS_HEADER.encode(), ":1: tệp có dấu BOM"),
        (UNITS_HEADER.encode() + PROVINCE.encode().replace(b"\n", b"\r\n"), ":2: dòng kết thúc kiểu Windows"),
        (unicodedata.normalize("NFD", UNITS_HEADER + PROVINCE).encode(), ":2: chữ Việt gõ dấu rời"),
        ((UNITS_HEADER + PROVINCE).encode("utf-16"), ": tệp không viết bằng UTF-8"),
        (UNITS_HEADER.encode() + b'a,"b\n', ":2: dấu ngoặc kép"),
        (UNITS_HEADER.replace("ghi_chu", "ghi chú").encode(), ":1: không có cột tên “ghi chú”. Có phải “ghi_chu”?"),
        (UNITS_HEADER.replace(",thuoc", "").encode(), ":1: thiếu cột thuoc"),
        (UNITS_HEADER.replace(",thuoc", ",thuoc,thuoc").encode(), ":1: cột thuoc có hai lần"),
        (b"", ":1: thiếu cột unit_id, ten"),
    ],
)
def test_a_file_saved_the_wrong_way_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "don-vi.csv").write_bytes(content)
    with pytest.raises(ProblemsFound) as raised:
        load_register(tmp_path, "so-lieu")
    assert str(raised.value).startswith(f"so-lieu/don-vi.csv{expected}")
