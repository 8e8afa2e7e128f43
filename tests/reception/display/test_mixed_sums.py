"""A sum that mixes circulars or borders says so, in a sentence and below a table."""

import pytest

from tests.reception.display.test_stat import reported
from tests.reception.display.test_statistics_block import block_of
from tests.reception.sample import VISITS, seen


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        (
            ("2017-Q2", "TT03-2013/2a"), ("2017-Q3", "TT02-2021/01-TCD"),
            " (gồm số theo Thông tư 03/2013/TT-TTCP, Thông tư 02/2021/TT-TTCP)",
        ),
        (("2025-Q2", ""), ("2025-Q3", ""), " (địa giới thay đổi từ 01/7/2025)"),
        (("2017-Q2", ""), ("2017-Q3", ""), ""),
    ],
    ids=["circulars", "borders", "neither"],
)  # fmt: skip
def test_a_sum_says_when_it_mixes_circulars_or_borders(filled, first, second, note):
    catalogue = filled(seen(VISITS, period, 50, form=form) for period, form in (first, second))
    assert reported(catalogue, f"lượt công dân kỳ={first[0]}..{second[0]} | tổng").text == f"100 lượt công dân{note}"


@pytest.mark.parametrize(("forms", "said"), [(("TT03-2013/2a", "TT02-2021/01-TCD"), 1), (("TT03-2013/2a", "TT03-2013/2a"), 0)])
def test_a_row_of_sums_over_units_says_that_their_circulars_differ(filled, forms, said):
    units = ("huyen-cao-loc", "huyen-chi-lang")
    catalogue = filled(seen(VISITS, "2017-Q3", 5, unit, form=form) for unit, form in zip(units, forms, strict=True))
    found = block_of(catalogue, f"bảng: theo đơn-vị\nchỉ-tiêu: lượt công dân\nđơn-vị: {'; '.join(units)}\ncộng: có")
    assert found["table"]["rows"][-1]["label"] == "Cộng"
    assert sum(note.startswith("Hàng “Cộng” gồm số theo Thông tư") for note in found["notes"]) == said
