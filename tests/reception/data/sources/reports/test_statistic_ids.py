"""A report's number keeps its public id however its file is laid out, named or corrected; another number never gets it."""

from __future__ import annotations

import pytest

from plugins.reception.data.catalogue import Catalogue, load_catalogue
from plugins.reception.data.store import observation
from tests.reception.data.sources.recognition.sheets import TCD, dated, table
from tests.reception.report_trees import report, rows_of, tree, visits

ROWS = {"Sở Tài chính": visits(12), "Sở Tư pháp": visits(8)}


def ids(catalogue: Catalogue, *conditions: object) -> dict[tuple[str, str], str]:
    rows = catalogue.store.observations(*(conditions or (observation.c.live,)))
    return {(row.unit, row.measure): row.id for row in rows}


def published(folder, page=None, name="quy-3.xlsx"):
    content = tree(folder)
    report(content, name, ROWS, page or dated(table(TCD, ROWS)))
    return ids(load_catalogue(content))


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (dated(table(TCD, ROWS, top=8)), "quy-3.xlsx"),  # rows inserted into the letterhead
        (dated(table(TCD, ROWS, left=3)), "quy-3.xlsx"),
        (dated(table(TCD, ROWS, name="Sheet1")), "quy-3.xlsx"),
        (dated(table(TCD, dict(reversed(ROWS.items())))), "quy-3.xlsx"),
        (None, "2022/quy-3 (ban ky).ods"),
    ],
)
def test_the_layout_and_name_of_a_file_move_no_id(tmp_path, page, name):
    before = published(tmp_path / "before")
    assert len(set(before.values())) == len(before) > 50
    assert published(tmp_path / "after", page, name) == before


def test_a_corrected_number_keeps_its_id_and_the_correction_gets_its_own(tmp_path):
    before = published(tmp_path / "before")
    content = tree(tmp_path / "after")
    report(content, "quy-3.xlsx", ROWS)
    report(content, "quy-3-dinh-chinh.xlsx", {**ROWS, "Sở Tư pháp": visits(9)})
    catalogue = load_catalogue(content)
    old, new = sorted(rows_of(catalogue, "tcd.tong.luot", observation.c.unit == "so-tu-phap"), key=lambda row: row.revision)
    assert old.id == before["so-tu-phap", "tcd.tong.luot"] == new.replaces != new.id
    live = ids(catalogue)
    assert {key for key in before if live[key] != before[key]} == {
        ("so-tu-phap", f"tcd.{kind}") for kind in ("tong.luot", "tong.nguoi", "tx.luot", "tx.nguoi")
    }


def test_each_unit_period_and_measure_has_an_id_of_its_own(tmp_path):
    content = tree(tmp_path)
    report(content, "quy-3.xlsx", ROWS)
    report(content, "quy-2.xlsx", ROWS, dated(table(TCD, ROWS), "Số liệu tính từ ngày 15/3/2022 đến ngày 14/6/2022"))
    rows = list(load_catalogue(content).store.observations())
    assert len({row.id for row in rows}) == len(rows) > 100
