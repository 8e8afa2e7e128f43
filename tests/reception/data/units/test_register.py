"""The register as it stands in content/so-lieu."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.project import CONTENT
from plugins.reception.data.units.register import Unit, UnitError, exists_whole, load_register

FOLDER = CONTENT / "so-lieu"
REGISTER = load_register(FOLDER, "content/so-lieu")
LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)
IN_2017 = (date(2016, 12, 16), date(2017, 3, 15))
IN_2026 = (date(2025, 12, 15), date(2026, 3, 14))

COMMUNES_BY_DISTRICT = {  # from 01/01/2020, from 01/12/2024
    "Thành phố Lạng Sơn": (8, 8),
    "Huyện Tràng Định": (22, 20),
    "Huyện Bình Gia": (19, 19),
    "Huyện Văn Lãng": (17, 17),
    "Huyện Cao Lộc": (22, 22),
    "Huyện Văn Quan": (17, 15),
    "Huyện Bắc Sơn": (18, 18),
    "Huyện Hữu Lũng": (24, 23),
    "Huyện Chi Lăng": (20, 20),
    "Huyện Lộc Bình": (21, 20),
    "Huyện Đình Lập": (12, 12),
}

SOURCES = """
Xã Ba Sơn < Xã Cao Lâu (huyện Cao Lộc), Xã Mẫu Sơn (huyện Cao Lộc), Xã Xuất Lễ (huyện Cao Lộc)
Xã Cao Lộc < Xã Lộc Yên (huyện Cao Lộc), Xã Thạch Đạn (huyện Cao Lộc), Xã Thanh Lòa (huyện Cao Lộc)
Xã Châu Sơn < Xã Bắc Lãng (huyện Đình Lập), Xã Châu Sơn (huyện Đình Lập), Xã Cường Lợi (huyện Đình Lập), \
Xã Đồng Thắng (huyện Đình Lập), Xã Kiên Mộc (huyện Đình Lập)
Xã Đình Lập < Xã Bính Xá (huyện Đình Lập), Thị trấn Đình Lập (huyện Đình Lập), Xã Đình Lập (huyện Đình Lập)
Phường Đông Kinh < Phường Đông Kinh (thành phố Lạng Sơn), Xã Mai Pha (thành phố Lạng Sơn), \
Phường Vĩnh Trại (thành phố Lạng Sơn), Xã Yên Trạch (huyện Cao Lộc)
Xã Hồng Phong < Xã Hồng Phong (huyện Bình Gia), Xã Minh Khai (huyện Bình Gia)
Xã Khánh Khê < Xã Bình Trung (huyện Cao Lộc), Xã Khánh Khê (huyện Văn Quan), Xã Xuân Long (huyện Cao Lộc)
Xã Kiên Mộc < Xã Bắc Xa (huyện Đình Lập), Xã Bính Xá (huyện Đình Lập), Xã Kiên Mộc (huyện Đình Lập)
Phường Kỳ Lừa < Thị trấn Cao Lộc (huyện Cao Lộc), Xã Gia Cát (huyện Cao Lộc), \
Phường Hoàng Văn Thụ (thành phố Lạng Sơn), Xã Hợp Thành (huyện Cao Lộc), Xã Tân Liên (huyện Cao Lộc)
Phường Lương Văn Tri < Phường Chi Lăng (thành phố Lạng Sơn), Xã Quảng Lạc (thành phố Lạng Sơn)
Xã Mẫu Sơn < Xã Mẫu Sơn (huyện Lộc Bình), Xã Tú Mịch (huyện Lộc Bình), Xã Yên Khoái (huyện Lộc Bình)
Phường Tam Thanh < Xã Hoàng Đồng (thành phố Lạng Sơn), Phường Tam Thanh (thành phố Lạng Sơn)
Xã Tân Đoàn < Xã Tân Đoàn (huyện Văn Quan), Xã Tân Thành (huyện Cao Lộc), Xã Tràng Phái (huyện Văn Quan)
Xã Thái Bình < Xã Lâm Ca (huyện Đình Lập), Thị trấn Nông trường Thái Bình (huyện Đình Lập), \
Xã Thái Bình (huyện Đình Lập)
"""


def living(level: str, day: date) -> list[Unit]:
    return [unit for unit in REGISTER.units if unit.level == level and unit.exists_on(day)]


def ids(units: object) -> list[str]:
    return [unit.unit_id for unit in units]  # type: ignore[attr-defined]


def test_there_is_one_province_and_eleven_districts_until_july_2025() -> None:
    assert [unit.name for unit in REGISTER.units if unit.kind == "tinh"] == ["Tỉnh Lạng Sơn"]
    assert sorted(unit.name for unit in living("huyen", LAST_OLD_DAY)) == sorted(COMMUNES_BY_DISTRICT)
    assert living("huyen", FIRST_NEW_DAY) == []


def test_the_province_has_61_communes_and_4_wards_from_july_2025() -> None:
    assert Counter(unit.kind for unit in living("xa", FIRST_NEW_DAY)) == {"xa": 61, "phuong": 4}
    assert {unit.parent for unit in living("xa", FIRST_NEW_DAY)} == {"tinh-lang-son"}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2020, 1, 1), {"xa": 181, "phuong": 5, "thi_tran": 14}),
        (date(2024, 11, 30), {"xa": 181, "phuong": 5, "thi_tran": 14}),
        (date(2024, 12, 1), {"xa": 175, "phuong": 5, "thi_tran": 14}),
        (LAST_OLD_DAY, {"xa": 175, "phuong": 5, "thi_tran": 14}),
    ],
)
def test_old_communes_number_200_then_194(day: date, counts: dict[str, int]) -> None:
    assert Counter(unit.kind for unit in living("xa", day)) == counts


@pytest.mark.parametrize(("district", "counts"), COMMUNES_BY_DISTRICT.items())
def test_each_district_keeps_its_number_of_communes(district: str, counts: tuple[int, int]) -> None:
    above = REGISTER.resolve(district, *IN_2017).unit_id
    for day, count in zip((date(2020, 1, 1), date(2024, 12, 1)), counts, strict=True):
        assert sum(unit.parent == above for unit in living("xa", day)) == count


@pytest.mark.parametrize("line", SOURCES.strip().splitlines(), ids=lambda line: str(line).partition(" <")[0])
def test_a_new_commune_names_all_it_came_from(line: str) -> None:
    name, _, sources = line.partition(" < ")
    new = REGISTER.resolve(name, *IN_2026)
    assert [REGISTER.label(unit) for unit in REGISTER.predecessors(new.unit_id)] == sources.split(", ")


def test_every_old_commune_has_heirs_and_every_new_one_sources() -> None:
    new = {unit.unit_id for unit in living("xa", FIRST_NEW_DAY)}
    split = {}
    for unit in living("xa", LAST_OLD_DAY):
        heirs = ids(REGISTER.successors(unit.unit_id))
        assert heirs
        assert set(heirs) <= new
        if len(heirs) > 1:
            split[unit.unit_id] = heirs
    assert split == {
        "xa-binh-xa-dinh-lap": ["xa-dinh-lap-2025", "xa-kien-moc-2025"],
        "xa-kien-moc-dinh-lap": ["xa-chau-son-2025", "xa-kien-moc-2025"],
    }
    assert all(len(REGISTER.predecessors(unit_id)) >= 2 for unit_id in new)


def test_a_share_is_known_only_where_a_unit_went_over_whole() -> None:
    assert all((link.share == 1) == (link.kind == "nhap_toan_bo") for link in REGISTER.successions)


def test_an_archived_district_points_to_the_communes_its_parts_went_into() -> None:
    names = [unit.name for unit in REGISTER.successors("thanh-pho-lang-son")]
    assert names == ["Phường Đông Kinh", "Phường Kỳ Lừa", "Phường Lương Văn Tri", "Phường Tam Thanh"]


def test_third_party_rows_say_that_they_are_to_be_checked() -> None:
    listed = [unit for unit in REGISTER.units if unit.level != "tinh"]
    assert all(unit.basis and "Cần đối chiếu danh mục chính thức" in unit.note for unit in listed)
    assert all(unit.code == "" for unit in REGISTER.units)


def test_the_day_of_a_change_belongs_to_the_new_unit() -> None:
    assert ids(REGISTER.named("Cao Lộc", LAST_OLD_DAY)) == ["huyen-cao-loc", "thi-tran-cao-loc-cao-loc"]
    assert ids(REGISTER.named("Cao Lộc", FIRST_NEW_DAY)) == ["xa-cao-loc-2025"]
    old = REGISTER.get("huyen-cao-loc")
    assert exists_whole(old, date(2025, 1, 1), LAST_OLD_DAY)
    assert not exists_whole(old, date(2025, 1, 1), FIRST_NEW_DAY)


def test_charts_break_on_the_three_days_borders_changed() -> None:
    days = (date(2020, 1, 1), date(2024, 12, 1), FIRST_NEW_DAY)
    assert REGISTER.changes_between(date(2014, 7, 1), date(2026, 1, 1)) == days
    assert REGISTER.changes_between(FIRST_NEW_DAY, date(2026, 1, 1)) == ()
    assert REGISTER.changes_between(date(2025, 1, 1), FIRST_NEW_DAY) == (FIRST_NEW_DAY,)


def test_lists_are_sorted_by_bare_name_then_type() -> None:
    names = [unit.name for unit in REGISTER.in_order(living("xa", FIRST_NEW_DAY))]
    assert names[:3] == ["Xã Ba Sơn", "Xã Bắc Sơn", "Xã Bằng Mạc"]
    assert names.index("Xã Điềm He") > names.index("Xã Công Sơn")
    assert names.index("Phường Đông Kinh") == names.index("Xã Đồng Đăng") + 1
    assert [unit.kind for unit in REGISTER.named("Đình Lập", LAST_OLD_DAY)] == ["huyen", "thi_tran", "xa"]


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnitError, match="Có phải “xa-cao-loc-2025”"):
        REGISTER.get("xa-cao-loc-2024")


@given(st.sampled_from(REGISTER.units), st.dates(date(2014, 1, 1), date(2030, 1, 1)))
def test_heirs_are_there_on_the_day_they_are_asked_for(unit: Unit, day: date) -> None:
    heirs = REGISTER.heirs_on(unit.unit_id, day)
    assert all(heir.exists_on(day) for heir in heirs)
    assert heirs == (unit,) or not unit.exists_on(day)


def test_a_line_of_units_can_be_followed_both_ways_over_two_changes() -> None:
    assert "xa-dong-giap-van-quan" in ids(REGISTER.forebears_on("xa-khanh-khe-2025", date(2024, 11, 30)))
    assert "xa-dong-giap-van-quan" not in ids(REGISTER.forebears_on("xa-khanh-khe-2025", date(2024, 12, 1)))
    assert ids(REGISTER.heirs_on("xa-dong-giap-van-quan", date(2025, 1, 1))) == ["xa-khanh-khe-van-quan-2024"]
    assert ids(REGISTER.heirs_on("xa-dong-giap-van-quan", FIRST_NEW_DAY)) == ["xa-khanh-khe-2025"]
