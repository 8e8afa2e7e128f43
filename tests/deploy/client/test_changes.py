"""What a deploy shows before it acts."""

from dataclasses import replace

import pytest

from deploy.client.changes import MOST_SHOWN, changed_downloads, compare
from deploy.receiver.manifest import File, Release

HEAD = "so_lieu_id,don_vi,ky,chi_tieu,gia_tri,thay_cho\n"
TABLE = "so-lieu/tiep-cong-dan/tiep-cong-dan.csv"


def release(sequence, pages, **files):
    entries = {f"{address[1:]}index.html": File(words, 1, 1) for address, words in pages.items()}
    return Release(f"{sequence}-a", sequence, "https://portal.example", {**entries, **files}, frozenset(pages), {}, b"", b"")


def lines(old_table, new_table):
    old = release(1, {"/": "a"})
    return list(compare(release(2, {"/": "a"}), old, [((HEAD + old_table).encode(), (HEAD + new_table).encode())]).lines())


def test_pages_that_come_change_and_go():
    old = release(1, {"/": "a", "/tin/a/": "a", "/tin/b/": "b"})
    new = release(2, {"/": "other", "/tin/a/": "a", "/tin/c/": "c"})
    assert list(compare(new, old, []).lines()) == ["trang mới: 1", "  /tin/c/", "trang đổi: 1", "  /", "trang mất: 1", "  /tin/b/"]


def test_an_earlier_address_that_leads_on_is_not_gone_and_shown_once():
    old = release(1, {"/": "a", "/tin/a/": "a"})
    new = replace(release(2, {"/": "a", "/tin/b/": "a"}), aliases={"/tin/a/": "/tin/b/"})
    assert list(compare(new, old, []).lines()) == ["trang mới: 1", "  /tin/b/", "địa chỉ cũ dẫn tiếp: 1", "  /tin/a/ → /tin/b/"]
    assert list(compare(new, new, []).lines()) == ["không trang nào đổi"]


def test_a_new_policy_wants_a_new_configuration_first():
    """The server would let browsers refuse the new style sheets."""
    old, new = (replace(release(1, {"/": "a"}), policy={"/": policy}) for policy in ("x", "y"))
    assert "make server-config" in next(iter(compare(new, old, []).lines()))
    assert list(compare(old, old, []).lines()) == ["không trang nào đổi"]


def test_nothing_changed_is_said():
    same = release(1, {"/": "a"})
    assert list(compare(same, same, []).lines()) == ["không trang nào đổi"]


def test_long_lists_end():
    pages = {f"/tin/{number:03}/": "a" for number in range(MOST_SHOWN + 5)}
    shown = list(compare(release(1, pages), None, []).lines())
    assert shown[0] == f"trang mới: {MOST_SHOWN + 5}"
    assert shown[-1] == "  … và 5 nữa"
    assert len(shown) == MOST_SHOWN + 2


def test_a_number_that_changed_is_shown_old_and_new():
    shown = lines("sl-1,Tỉnh Lạng Sơn,2014..2017,lượt công dân,17668,\n", "sl-1,Tỉnh Lạng Sơn,2014..2017,lượt công dân,17686,\n")
    assert shown[:2] == ["số liệu đổi: 1", "  lượt công dân, Tỉnh Lạng Sơn, 2014..2017: 17.668 → 17.686 (sl-1)"]


def test_a_number_that_is_gone_is_shown():
    shown = lines("sl-1,Tỉnh,2017,lượt,17668,\nsl-2,Tỉnh,2017,đơn,5,\n", "sl-1,Tỉnh,2017,lượt,17668,\n")
    assert shown[:2] == ["số liệu đổi: 1", "  đơn, Tỉnh, 2017: 5 → không còn (sl-2)"]


def test_a_correction_is_shown_as_one():
    before = "sl-1,Tỉnh,2017,lượt,17668,\n"
    shown = lines(before, before + "sl-9,Tỉnh,2017,lượt,17686,sl-1\n")
    assert shown[:2] == ["đính chính: 1", "  lượt, Tỉnh, 2017: 17.668 → 17.686 (sl-9 thay sl-1)"]


@pytest.mark.parametrize(("value", "shown"), [("", "không rõ"), ("x", "x"), ("1.5", "1,5")])
def test_what_is_no_number_is_shown_as_it_is(value, shown):
    assert f"  lượt, Tỉnh, 2017: {shown} → 2 (sl-1)" in lines(f"sl-1,Tỉnh,2017,lượt,{value},\n", "sl-1,Tỉnh,2017,lượt,2,\n")


def test_only_changed_tables_of_data_are_compared():
    file, other = File("1", 1, 1), File("2", 1, 1)
    codebook = "so-lieu/tiep-cong-dan/tiep-cong-dan-giai-thich.csv"
    old = release(1, {}, **{TABLE: file, codebook: file, "so-lieu/khac/khac.csv": file, "tep/x.csv": file})
    new = release(2, {}, **{TABLE: other, codebook: other, "so-lieu/khac/khac.csv": file, "tep/x.csv": other})
    assert changed_downloads(new, old) == [TABLE]
