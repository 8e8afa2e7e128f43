import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.spacing import NO_BREAK, bind
from tests.vietnamese.strategies import texts

WORDS = [
    "17.668",
    "1.336/1.990",
    "5",
    "2017",
    "01/7/2014",
    "lượt",
    "triệu",
    "đồng",
    "m²",
    "Đ/c",
    "ông",
    "bà",
    "bàn",
    "Phạm",
]
WORDS += [
    "Điều",
    "khoản",
    "Quý",
    "quý",
    "III",
    "ngày",
    "tháng",
    "năm",
    "số",
    "UBND",
    "tỉnh",
    "–",
    ",",
    ".",
    "\n",
    NO_BREAK,
]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    "bound",
    [
        "đã tiếp 17.668~lượt công dân, tiếp nhận 9.626~lượt đơn thư",
        "16.880,12~triệu đồng",
        "12~m² đất, 3~ha rừng",
        "giải quyết 1.336/1.990~vụ việc",
        "259~lượt công dân/316~người",
        "1.647~LƯỢT",
        "Đ/c~Phạm, ông~Nông, Bà~Đặng",
        "theo khoản~2 Điều~5",
        "Quý~III, quý~IV, Chương~II",
        "ngày~05~tháng~10~năm~2017",
        "báo cáo số~84/BC-TTT ngày~09/6/2020",
        "Từ 01/7/2014~–~01/7/2017, các cơ quan",
        "giai đoạn 2014~–~2015~–~2016",
        "HĐND, UBND~tỉnh",
    ],
)
def test_these_never_part_at_the_end_of_a_line(bound):
    assert bind(bound.replace("~", " ")) == bound.replace("~", NO_BREAK)


@pytest.mark.parametrize(
    "text",
    [
        "cái bàn Nguyễn để lại",
        "bà con nhân dân",
        "công Phạm",
        "trong năm\u00a02017 đoàn thanh tra",
        "năm\u00a02016/2017 đoàn thanh tra",
        "có 5, người dân nói",
        "hết năm\u00a02017. Người dân",
        "5 hà mã",
        "5 ha\u0300 ma\u0303",
        "quý vị và quý IVA",
        "tỉnh – huyện",
        "A4 lượt",
        "5\nlượt",
    ],
)
def test_other_words_stay_loose(text):
    assert bind(text) == text


@given(st.one_of(texts(), SENTENCES))
def test_binding_twice_changes_nothing(text):
    assert bind(bind(text)) == bind(text)


@given(st.one_of(texts(), SENTENCES))
def test_only_spaces_change(text):
    bound = bind(text)
    assert len(bound) == len(text)
    assert all(new == old or (old, new) == (" ", NO_BREAK) for old, new in zip(text, bound, strict=True))
