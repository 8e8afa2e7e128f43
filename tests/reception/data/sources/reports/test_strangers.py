"""A department that the register lacks is nobody; its numbers never become the province's."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.reception.data.catalogue import Catalogue, load_catalogue
from tests.reception.data.sources.recognition.sheets import TCD, dated, table
from tests.reception.report_trees import DATASETS, report, rows_of, tree, visits

THREE = {"Sở Tài chính": 12, "Sở Tư pháp": 8, "Huyện Cao Lộc": 3}
LETTERHEADS = ["SỞ Y TẾ", "UBND TỈNH LẠNG SƠN\nSỞ Y TẾ"]


def sent(folder: Path, letterhead: str, rows: dict[str, int], declared: str = "") -> Catalogue:
    content = tree(folder, DATASETS + declared)
    page = dated(table(TCD, {name: visits(count) for name, count in rows.items()}))
    page.cells[0, 4] = letterhead
    report(content, "a.xlsx", {}, page)
    return load_catalogue(content)


@pytest.mark.parametrize("letterhead", LETTERHEADS)
@pytest.mark.parametrize(
    "rows", [{"Tỉnh Lạng Sơn": 711}, {"UBND tỉnh": 711}, {**THREE, "Toàn tỉnh": 23}, {**THREE, "Tổng cộng": 23}]
)
def test_a_strangers_sheet_is_never_the_provinces_number(tmp_path: Path, letterhead: str, rows: dict[str, int]) -> None:
    catalogue = sent(tmp_path, letterhead, rows)
    assert "tinh-lang-son" not in {row.unit for row in rows_of(catalogue)}
    assert ["“SỞ Y TẾ”, đơn vị chưa có trong danh mục" in warning.message for warning in catalogue.warnings] == [True]


def test_a_declaration_or_a_known_sender_lets_it_stand(tmp_path: Path) -> None:
    declared = '\n[bao-cao."a.xlsx"]\ntong-cua = "tinh-lang-son"\n'
    for place, catalogue in enumerate(
        [
            sent(tmp_path / "a", "SỞ Y TẾ", {**THREE, "Tổng cộng": 23}, declared),
            sent(tmp_path / "b", "UBND TỈNH LẠNG SƠN", {**THREE, "Tổng cộng": 23}),
        ]
    ):
        assert ("tinh-lang-son", 23) in {(row.unit, row.value) for row in rows_of(catalogue)}, place
