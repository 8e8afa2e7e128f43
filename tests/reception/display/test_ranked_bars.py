"""Units from many to few, with the numbers that they have in the register's order."""

import pytest

from plugins.reception.embeds.block import BlockProblem
from tests.reception.display.test_statistics_block import block_of
from tests.reception.sample import VISITS, seen

RANKED = "biểu-đồ: cột\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\nkỳ: 2017-Q3\nxếp-hạng: có"


def test_ranked_units_go_from_many_to_few_with_their_own_numbers_and_the_sum_last(examples):
    plain = block_of(examples, RANKED.replace("xếp-hạng: có", "cộng: có"))["table"]["rows"]
    *ranked, total = block_of(examples, f"{RANKED}\ncộng: có")["table"]["rows"]
    values = [int(row["cells"][0]["value"]) for row in ranked if row["cells"][0]["value"]]
    assert values == sorted(values, reverse=True)
    assert len(values) > 1
    assert [row["label"] for row in ranked] != [row["label"] for row in plain[:-1]]
    assert {row["label"]: row["cells"] for row in ranked} == {row["label"]: row["cells"] for row in plain[:-1]}
    assert total == plain[-1]


def test_a_unit_without_a_number_is_ranked_last(filled):
    rows = [seen(VISITS, "2017-Q3", value, unit=unit) for unit, value in (("huyen-cao-loc", 1), ("huyen-loc-binh", 5))]
    units = "[Huyện Chi Lăng, Huyện Cao Lộc, Huyện Lộc Bình]"
    found = block_of(filled(rows), RANKED.replace("cấp huyện", units))["table"]["rows"]
    assert [row["cells"][0]["text"] for row in found] == ["5", "1", "–"]


@pytest.mark.parametrize("text", ["khối: chuẩn", "bảng: theo kỳ\nchỉ-tiêu: lượt công dân\nkỳ: 2017-Q1..2017-Q3"])
def test_only_units_are_ranked(examples, text):
    with pytest.raises(BlockProblem, match="chỉ xếp hạng các đơn vị") as problem:
        block_of(examples, f"{text}\nxếp-hạng: có")
    assert problem.value.offset == text.count("\n") + 2
