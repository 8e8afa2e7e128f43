"""What the name of a unit in a report means in the report's period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.project import CONTENT
from plugins.reception.data.units.register import Register, Unit, UnitError, exists_whole, load_register

REGISTER = load_register(CONTENT / "so-lieu", "content/so-lieu")
IN_2017 = (date(2016, 12, 16), date(2017, 3, 15))
IN_2026 = (date(2025, 12, 15), date(2026, 3, 14))
ACROSS_JULY_2025 = (date(2025, 6, 15), date(2025, 9, 14))


@pytest.mark.parametrize(
    ("written", "unit_id"),
    [
        ("UBND xã Cao Lộc", "xa-cao-loc-2025"),
        ("Uỷ ban nhân dân xã Cao Lộc", "xa-cao-loc-2025"),
        ("xa cao loc", "xa-cao-loc-2025"),
        ("Cao Lộc", "xa-cao-loc-2025"),
        ("P. Kỳ Lừa", "phuong-ky-lua-2025"),
        ("XÃ THIỆN HOÀ", "xa-thien-hoa-2025"),
        ("xã Hồng Phong, tỉnh Lạng Sơn", "xa-hong-phong-2025"),
        ("UBND tỉnh", "tinh-lang-son"),
        ("Thanh tra tỉnh Lạng Sơn", "thanh-tra-tinh"),
        ("Sở Tài chính", "so-tai-chinh-2025"),
    ],
)
def test_clerks_write_one_unit_in_many_ways(written: str, unit_id: str) -> None:
    assert REGISTER.resolve(written, *IN_2026).unit_id == unit_id


@pytest.mark.parametrize(
    ("written", "unit_id"),
    [
        ("UBND huyện Cao Lộc", "huyen-cao-loc"),
        ("TT. Cao Lộc", "thi-tran-cao-loc-cao-loc"),
        ("TP Lạng Sơn", "thanh-pho-lang-son"),
        ("UBND TP. Lạng Sơn", "thanh-pho-lang-son"),
        ("Xã Hồng Phong (Bình Gia)", "xa-hong-phong-binh-gia"),
        ("xã Hồng Phong, huyện Cao Lộc, tỉnh Lạng Sơn", "xa-hong-phong-cao-loc"),
        ("phường Hoàng Văn Thụ", "phuong-hoang-van-thu-lang-son"),
        ("xã Tân Thanh", "xa-tan-thanh-van-lang"),
        ("Xã Bắc Xa", "xa-bac-xa-dinh-lap"),
        ("Sở Tài chính", "so-tai-chinh"),
        ("Sở Lao động – Thương binh và Xã hội", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("Sở NN&PTNT", "so-nong-nghiep-va-phat-trien-nong-thon"),
        ("SỞ NN VÀ PTNT", "so-nong-nghiep-va-phat-trien-nong-thon"),
        ("Sở LĐTB&XH", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("Sở LĐ-TB & XH", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("Sở TN&MT", "so-tai-nguyen-va-moi-truong"),
        ("Sở KH&ĐT", "so-ke-hoach-va-dau-tu"),
        ("3. Sở KHĐT", "so-ke-hoach-va-dau-tu"),
        ("Sở GTVT", "so-giao-thong-van-tai"),
        ("Sở TT&TT", "so-thong-tin-va-truyen-thong"),
        ("Sở KHCN", "so-khoa-hoc-va-cong-nghe"),
        ("Sở TP", "so-tu-phap"),
        ("Ban TCD tỉnh", "ban-tiep-cong-dan-tinh"),
        ("1. Sở Tài chính", "so-tai-chinh"),
        ("(2) UBND huyện Cao Lộc", "huyen-cao-loc"),
        ("Thanh tra huyện Cao Lộc", "huyen-cao-loc"),
        ("Văn phòng Sở Tư pháp", "so-tu-phap"),
        ("UBND TPLS", "thanh-pho-lang-son"),
        ("TPLS", "thanh-pho-lang-son"),
    ],
)
def test_old_reports_find_the_units_of_their_time(written: str, unit_id: str) -> None:
    assert REGISTER.resolve(written, *IN_2017).unit_id == unit_id


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("xã Hòa Bình", 4),
        ("xã Tân Thành", 3),
        ("Hoàng Văn Thụ", 3),
        ("xã Chi Lăng", 2),
        ("xã Hồng Phong", 2),
        ("xã Hồng Thái", 2),
        ("xã Thụy Hùng", 2),
        ("xã Mẫu Sơn", 2),
        ("xã Chiến Thắng", 2),
    ],
)
def test_namesakes_are_listed_with_their_districts(name: str, count: int) -> None:
    with pytest.raises(UnitError) as raised:
        REGISTER.resolve(name, *IN_2017)
    message = str(raised.value)
    assert f"“{name}” là tên của {count} đơn vị trong kỳ này" in message
    districts = {REGISTER.label(unit) for unit in REGISTER.named(name, IN_2017)}
    assert len(districts) == count
    assert all(label in message for label in districts)


def test_the_place_the_report_belongs_to_tells_namesakes_apart() -> None:
    assert REGISTER.resolve("Hồng Phong", *IN_2017, within="huyen-cao-loc").unit_id == "xa-hong-phong-cao-loc"
    with pytest.raises(UnitError, match="Huyện Văn Quan không có “Hồng Phong”; trong kỳ này chỉ có Xã Hồng Phong"):
        REGISTER.resolve("Hồng Phong", *IN_2017, within="huyen-van-quan")


def test_a_new_name_in_an_old_report_is_reported_with_its_beginning_and_what_was_before() -> None:
    with pytest.raises(UnitError, match=r"Phường Kỳ Lừa chỉ có từ 01/7/2025, trước đó là Thị trấn Cao Lộc \(huyện"):
        REGISTER.resolve("Phường Kỳ Lừa", *IN_2017)
    with pytest.raises(UnitError, match=r"Xã Khánh Xuân \(huyện Lộc Bình\) chỉ có từ 01/01/2020"):
        REGISTER.resolve("Xã Khánh Xuân", *IN_2017)


def test_an_old_name_in_a_new_report_is_reported_with_its_end_and_who_came_after() -> None:
    with pytest.raises(UnitError, match=r"Thị trấn Cao Lộc .* chỉ có đến hết 30/6/2025, sau đó thuộc Phường Kỳ Lừa\."):
        REGISTER.resolve("Thị trấn Cao Lộc", *IN_2026)
    with pytest.raises(UnitError, match=r"chỉ có đến hết 30/11/2024, sau đó thuộc Xã Quốc Khánh; Xã Thất Khê\."):
        REGISTER.resolve("Xã Đại Đồng", *IN_2026)


def test_a_slip_is_answered_with_the_nearest_names_of_the_period() -> None:
    with pytest.raises(UnitError, match=r"15/12/2025 – 14/3/2026 .* “xã Cao Lôc”\. Có phải “Xã Cao Lộc”"):
        REGISTER.resolve("xã Cao Lôc", *IN_2026)
    with pytest.raises(UnitError, match="Danh mục chỉ đủ từ 01/01/2020"):
        REGISTER.resolve("Xã Song Giáp", *IN_2017)


def test_wrong_marks_are_not_taken_for_another_commune() -> None:
    with pytest.raises(UnitError, match="Tân Thanh"):
        REGISTER.resolve("xã Tấn Thanh", *IN_2017)


def test_a_report_over_the_change_belongs_to_who_is_there_at_its_end() -> None:
    unit = REGISTER.resolve("xã Chi Lăng", *ACROSS_JULY_2025)
    assert unit.unit_id == "xa-chi-lang-2025"
    assert not exists_whole(unit, *ACROSS_JULY_2025)


def test_an_empty_register_knows_no_one() -> None:
    with pytest.raises(UnitError, match="không có đơn vị “Xã Cao Lộc”"):
        Register().resolve("Xã Cao Lộc", *IN_2026)


@given(st.sampled_from(REGISTER.units), st.integers(0, 4000))
def test_the_full_label_of_a_unit_always_leads_back_to_it(unit: Unit, offset: int) -> None:
    start = unit.start or (unit.until or date(2026, 1, 1)) - timedelta(days=offset + 1)
    day = min(start + timedelta(days=offset), unit.until - timedelta(days=1)) if unit.until else start
    assert REGISTER.resolve(REGISTER.label(unit), day, day) == unit


def test_a_guess_is_of_the_type_that_was_written_or_none_at_all() -> None:
    with pytest.raises(UnitError) as found:
        REGISTER.resolve("Sở Văn thư", *IN_2017)
    assert "Xã" not in str(found.value).split("Danh mục")[0]
    with pytest.raises(UnitError, match="Có phải “Sở Tư pháp”"):
        REGISTER.resolve("Sở Tư pháo", *IN_2017)


def test_two_units_of_a_period_may_not_share_another_name() -> None:
    units = tuple(Unit(name, f"Xã {name.upper()}", "xa", "xa", other_names=("Chung",)) for name in ("a", "b"))
    with pytest.raises(UnitError, match="là tên của 2 đơn vị"):
        Register(units).resolve("Xã Chung", *IN_2017)
