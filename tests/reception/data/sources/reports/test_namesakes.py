"""What stands around communes of one name parts them, or they are refused with all of them; none is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.problems import Problem, ProblemsFound
from plugins.reception.data.catalogue import load_catalogue
from tests.reception.data.sources.recognition.sheets import TCD, Page, dated, write
from tests.reception.report_trees import rows_of, tree, visits

COLUMNS = "unit_id,ten,loai,cap,ma_dvhc,thuoc,tu_ngay,den_ngay,can_cu,ghi_chu"
DISTRICTS = {"cao-loc": ("Tân Thành", "Gia Cát", "Hồng Phong"), "huu-lung": ("Tân Thành", "Cai Kinh"), "binh-gia": ("Hồng Phong",)}
NAMES = {"cao-loc": "Cao Lộc", "huu-lung": "Hữu Lũng", "binh-gia": "Bình Gia"}
IDS = {"Tân Thành": "tan-thanh", "Gia Cát": "gia-cat", "Hồng Phong": "hong-phong", "Cai Kinh": "cai-kinh"}
Rows = list[tuple[str, int | None]]


def with_register(tmp_path: Path) -> Path:
    lines = [COLUMNS, "tinh-lang-son,Tỉnh Lạng Sơn,tinh,tinh,,,,,Minh hoạ,"]
    for district, communes in DISTRICTS.items():
        lines.append(f"huyen-{district},Huyện {NAMES[district]},huyen,huyen,,tinh-lang-son,,,Minh hoạ,")
        lines += [f"{IDS[name]}-{district},Xã {name},xa,xa,,huyen-{district},,,Minh hoạ," for name in communes]
    content = tree(tmp_path)
    (content / "so-lieu/don-vi.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return content


def sheet(rows: Rows, sender: str = "") -> Page:
    page = dated(Page("Bao cao", {(0, 0): "Biểu số: 01/TCD", (1, 0): sender or TCD.title, (4, 0): "Đơn vị"}))
    page.cells |= {(5, number): number for number in TCD.columns}
    for row, (name, count) in enumerate(rows, 6):
        page.cells[row, 0] = name
        page.cells |= {(row, number): value for number, value in (visits(count) if count is not None else {}).items()}
        page.merges += [((row, 0), (row, len(TCD.columns)))] if count is None else []
    return page


def units(tmp_path: Path, rows: Rows, sender: str = "") -> list[str]:
    content = with_register(tmp_path)
    write(content / "so-lieu/bao-cao/a.xlsx", sheet(rows, sender))
    catalogue = load_catalogue(content)
    return [row.unit for row in sorted(rows_of(catalogue), key=lambda row: int(row.origin.cell[1:])) if row.scope == "rieng_don_vi"]


def problems(tmp_path: Path, rows: Rows) -> list[Problem]:
    with pytest.raises(ProblemsFound) as found:
        units(tmp_path, rows)
    return [problem for problem in found.value.problems if problem.severity == "error"]


OWN_ROW: Rows = [("Huyện Hữu Lũng", 7), ("Xã Cai Kinh", 1), ("Xã Tân Thành", 2)]
SUMS: Rows = [("Xã Cai Kinh", 2), ("Cộng huyện Hữu Lũng", 2), ("Tổng cộng", 6)]
SETTLED: dict[str, tuple[Rows, str, list[str]]] = {
    "heading": (
        [("Huyện Cao Lộc", None), ("Xã Tân Thành", 3), ("II. HUYỆN HỮU LŨNG", None), ("Xã Tân Thành", 5), ("Xã Cai Kinh", 2)],
        "",
        ["tan-thanh-cao-loc", "tan-thanh-huu-lung", "cai-kinh-huu-lung"],
    ),
    "heading-of-two-lines": (
        [("UBND huyện Hữu Lũng", None), ("Các xã", None), ("Tân Thành", 3)],
        "",
        ["tan-thanh-huu-lung"],
    ),
    "neighbours": (
        [("Xã Gia Cát", 1), ("Xã Tân Thành", 3), ("Xã Hồng Phong", 4)],
        "",
        ["gia-cat-cao-loc", "tan-thanh-cao-loc", "hong-phong-cao-loc"],
    ),
    "sender": ([("Xã Tân Thành", 3)], "UBND HUYỆN HỮU LŨNG", ["tan-thanh-huu-lung"]),
    "row-of-the-district": (
        [("Huyện Cao Lộc", 9), ("Xã Gia Cát", 1), ("Xã Tân Thành", 3), *OWN_ROW],
        "",
        ["huyen-cao-loc", "gia-cat-cao-loc", "tan-thanh-cao-loc", "huyen-huu-lung", "cai-kinh-huu-lung", "tan-thanh-huu-lung"],
    ),
    "sub-total": (
        [("Xã Gia Cát", 1), ("Xã Tân Thành", 3), ("Cộng huyện Cao Lộc", 4), *SUMS],
        "",
        ["gia-cat-cao-loc", "tan-thanh-cao-loc", "cai-kinh-huu-lung"],
    ),
}


@pytest.mark.parametrize("case", SETTLED)
def test_what_stands_around_namesakes_parts_them(tmp_path: Path, case: str) -> None:
    rows, sender, expected = SETTLED[case]
    assert units(tmp_path, rows, sender) == expected


REFUSED: dict[str, Rows] = {
    "alone": [("Xã Tân Thành", 3)],
    "mixed-neighbours": [("Xã Gia Cát", 1), ("Xã Tân Thành", 3), ("Xã Cai Kinh", 2)],
    "heading-of-no-district": [("Các xã", None), ("Xã Tân Thành", 3)],
    "heading-that-other-rows-belie": [("Huyện Cao Lộc", None), ("Xã Tân Thành", 3), ("Xã Cai Kinh", 2)],
    "districts-first": [("Huyện Cao Lộc", 9), ("Huyện Hữu Lũng", 7), ("Xã Gia Cát", 1), ("Xã Tân Thành", 3), ("Xã Cai Kinh", 2)],
    "heading-of-another-district": [("Huyện Bình Gia", None), ("Xã Tân Thành", 3)],
}


@pytest.mark.parametrize("case", REFUSED)
def test_namesakes_without_a_sure_sign_are_refused_with_all_of_them(tmp_path: Path, case: str) -> None:
    (problem,) = problems(tmp_path, REFUSED[case])
    assert "“Xã Tân Thành” là tên của 2 đơn vị" in problem.message
    for district in ("cao-loc", "huu-lung"):
        assert f"Xã Tân Thành (huyện {NAMES[district]}), mã tan-thanh-{district}" in problem.message


def test_one_unit_in_two_rows_is_refused_at_the_second(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, [("Xã Gia Cát", 1), ("Xã Tân Thành", 3), ("Xã Tân Thành (Cao Lộc)", 4)])
    assert (problem.cell, "đã có ở ô A8" in problem.message) == ("A9", True)
