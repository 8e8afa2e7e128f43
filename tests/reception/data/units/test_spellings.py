"""Offices write the name of a unit in their own way; what is no unit of the register never passes for one."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.project import CONTENT
from plugins.reception.data.units.register import UnitError, load_register

REGISTER = load_register(CONTENT / "so-lieu", "content/so-lieu")
QUARTER = (date(2022, 6, 15), date(2022, 9, 14))

SPELLINGS = {
    "so-ke-hoach-va-dau-tu": ("Sở Kế hoạch & Đầu tư", "Sở Kế hoạch - Đầu tư", "SỞ KH & ĐT", "Sở KH-ĐT"),
    "so-lao-dong-thuong-binh-va-xa-hoi": ("Sở Lao động TB&XH", "Sở Lao động - TB và XH", "Sở LĐ-TBXH"),
    "so-nong-nghiep-va-phat-trien-nong-thon": ("Sở Nông nghiệp & PTNT", "Sở NN và PTNT"),
    "so-thong-tin-va-truyen-thong": ("Sở Thông tin - Truyền thông", "So Thong tin va Truyen thong"),
    "so-tu-phap": ("- Sở Tư pháp", "+ Sở Tư pháp", "1 Sở Tư pháp", "1.1. Sở Tư pháp", "I.1 Sở Tư pháp", "Sở Tư pháp (1)"),
    "huyen-cao-loc": ("HĐND-UBND huyện Cao Lộc", "Văn phòng HĐND và UBND huyện Cao Lộc", "Ban TCD huyện Cao Lộc"),
    "thanh-pho-lang-son": ("T.P Lạng Sơn", "Thành phố", "UBND thành phố", "Thanh tra thành phố"),
    "xa-hong-phong-binh-gia": ("Xã Hồng Phong - Bình Gia", "Xã Hồng Phong – huyện Bình Gia", "Xã Hồng Phong/Bình Gia"),
    "thi-tran-dong-mo-chi-lang": ("TT. Đồng Mỏ - Chi Lăng", "thị trấn Đồng Mỏ"),
    "thanh-tra-tinh": ("Thanh tra tỉnh", "Thanh tra tỉnh Lạng Sơn"),
}  # fmt: skip


@pytest.mark.parametrize(("unit", "name"), [(unit, name) for unit, names in SPELLINGS.items() for name in names])
def test_every_spelling_is_the_unit(unit: str, name: str) -> None:
    assert REGISTER.resolve(name, *QUARTER).unit_id == unit


STRANGERS = (
    "Văn phòng UBND tỉnh",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Công an tỉnh",
    "Bộ Chỉ huy quân sự tỉnh",
    "Tổng hợp",
    "12 xã",
)


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_neither_the_province_nor_likened_to_a_commune(name: str) -> None:
    with pytest.raises(UnitError, match="đơn vị nào còn thiếu thì thêm vào đó") as found:
        REGISTER.resolve(name, *QUARTER)
    assert "Có phải" not in str(found.value)
