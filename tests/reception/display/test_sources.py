"""Sources are named once, and many reports of one form are one line."""

from __future__ import annotations

from dataclasses import replace

from plugins.reception.data.model import Origin, Source
from plugins.reception.display.sources import source_of
from tests.reception.sample import VISITS, catalogue_of, seen

FORM = "Biểu 01/TCD theo Thông tư 02/2021/TT-TTCP"


def reported(number: int, cell: str = "C12"):
    path = f"content/so-lieu/bao-cao/nam/q{number}.xlsx"
    return seen(
        VISITS, f"{2013 + number // 4}-Q{number % 4 + 1}", 5, source=Source(f"{FORM}, quý {number} (q{number}.xlsx)"),
        origin=Origin(path, 0, "01_TCD", cell), form="TT02-2021/01-TCD",
    )  # fmt: skip


def test_sixteen_reports_of_a_form_are_one_line_and_keep_a_list_of_files():
    rows = [reported(number) for number in range(16)]
    catalogue = replace(catalogue_of(rows), published_reports=frozenset(row.origin.path for row in rows))
    found = source_of(catalogue, rows)
    assert found["text"] == f"{FORM}, 16 báo cáo"
    assert [file["text"] for file in found["files"]] == [f"nam/q{number}.xlsx" for number in range(16)]


def test_a_few_reports_and_what_is_no_report_keep_their_names():
    rows = [reported(1), reported(2), seen(VISITS, "2017-Q3", 9, source=Source("Hội nghị, tổng kết"))]
    texts = source_of(catalogue_of(rows), rows)["text"].split("; ")
    assert texts == [rows[0].source.title, rows[1].source.title, "Hội nghị, tổng kết"]


def test_many_cells_of_a_sheet_are_cut_short():
    rows = [replace(reported(1), id=f"bc-{number}", origin=replace(reported(1).origin, cell=f"C{number}")) for number in range(9)]
    catalogue = replace(catalogue_of(rows), published_reports=frozenset({rows[0].origin.path}))
    assert source_of(catalogue, rows)["files"][0]["cells"] == "trang tính 01_TCD, ô C0, C1, C2, C3, C4, C5, …"
