from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.display.stat import READINGS
from plugins.reception.embeds.inline import FILTERS, OPTIONS, PLAIN_NUMBER, TOTAL, Ask, ByHand, Filter, SyntaxProblem, parse_embed


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (" lượt công dân ", Ask("lượt công dân")),
        ("lượt công dân | số", Ask("lượt công dân", plain=True)),
        ("lượt công dân | so", Ask("lượt công dân", plain=True)),
        ("lượt công dân|số|", Ask("lượt công dân", plain=True)),
        ("lượt công dân = 17.668", Ask("lượt công dân", pinned="17.668")),
        ("lượt công dân kỳ=2017-Q2 = 17", Ask("lượt công dân", {"periods": "2017-Q2"}, "17")),
        ('lượt đơn-vị="Sở X" KY=2017-Q2', Ask("lượt", {"units": "Sở X", "periods": "2017-Q2"})),
        ("lượt đơn-vị=“Sở X | Y”", Ask("lượt", {"units": "Sở X | Y"})),
        ('lượt phạm-vi="riêng đơn vị" bộ=khac', Ask("lượt", {"scope": "riêng đơn vị", "dataset": "khac"})),
        ("lượt kì=2017-Q2", Ask("lượt", {"periods": "2017-Q2"})),
        ("kỳ=2017-Q2 lượt công dân", Ask("lượt công dân", {"periods": "2017-Q2"})),
        ("lượt | so-với cùng-kỳ", Ask("lượt", reading=Filter("so-với", "cùng-kỳ"))),
        ("lượt | so với cùng kỳ", Ask("lượt", reading=Filter("so-với", "cùng kỳ"))),
        ("lượt | SO VOI 2016-Q3", Ask("lượt", reading=Filter("so-với", "2016-Q3"))),
        ("lượt | tỷ-lệ lượt công dân", Ask("lượt", reading=Filter("tỷ-lệ", "lượt công dân"))),
        ("lượt kỳ=2017-Q1..2017-Q3 | tổng | số", Ask("lượt", {"periods": "2017-Q1..2017-Q3"}, "", Filter("tổng"), True)),
        ('tay 12 "theo phát biểu"', ByHand("12", "theo phát biểu")),
        ("tay 1.200 “theo phát biểu”", ByHand("1.200", "theo phát biểu")),
    ],
)
def test_an_embed_is_read_as_it_is_written(text, asked):
    assert parse_embed(text) == asked


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "còn trống. Ghi tên chỉ tiêu"),
        (" | số", "chưa có tên chỉ tiêu"),
        ("kỳ=2017-Q3", "chưa có tên chỉ tiêu"),
        ("lượt =", "sau dấu “=” phải có số"),
        ("lượt công dân=17.668", "số ghim phải cách dấu bằng, ví dụ {{ lượt công dân = 17.668 }}"),
        ("lượt đơnvị=X", "không có lựa chọn “đơnvị”. Có phải “đơn-vị”?"),
        ("lượt kỳ=2017 ky=2018", "ghi hai lần"),
        ("lượt kỳ=2017 kì=2018", "ghi hai lần"),
        ("lượt đơn-vị='Sở X'", 'dùng ngoặc kép, ví dụ {{ lượt công dân đơn-vị="Huyện Cao Lộc" }}'),
        ("lượt đơn-vị=Sở Tư pháp", 'giá trị có dấu cách đặt trong ngoặc kép, đơn-vị="Sở Tư pháp"'),
        ("lượt đơn-vị=Sở Tư pháp kỳ=2017 = 17", 'đơn-vị="Sở Tư pháp"'),
        ("lượt | so-voi", "phải ghi cùng-kỳ hoặc một kỳ cùng loại, ví dụ {{ lượt công dân | so-với cùng-kỳ }}"),
        ("lượt | sos", "không có cách hiện “sos”. Có phải “số”?"),
        ("lượt | vẽ", "Dùng được: số, so-với, chênh-lệch, tỷ-lệ, hạng, tổng"),
        ("lượt | | số", "sau dấu “|” phải có tên cách hiện"),
        ("lượt | số đẹp", "“| số” không nhận thêm chữ “đẹp”"),
        ("lượt | hạng | tổng", "chỉ dùng một cách hiện một lúc"),
        ("lượt | số | tổng", "chỉ dùng một cách hiện một lúc"),
        ("lượt | so-với cùng-kỳ | số", "đã là chữ trọn vẹn. Bỏ “| số”"),
        ("tay 12", "số ghi tay phải kèm lý do"),
        ('tay 12 ""', "số ghi tay phải kèm lý do"),
        ('tay 12 "lý do" | số', "số ghi tay phải kèm lý do"),
    ],
)
def test_a_slip_is_reported_with_the_way_to_write_it(text, message):
    with pytest.raises(SyntaxProblem) as problem:
        parse_embed(text)
    assert message in str(problem.value)


@given(st.text(alphabet='lượt công dân|="“”; kỳsố-Q0123.', max_size=40))
def test_whatever_is_typed_is_read_or_reported_about(text):
    with suppress(SyntaxProblem):
        assert isinstance(parse_embed(text), Ask | ByHand)


def test_every_filter_of_the_manual_can_be_answered():
    assert {row.name for row in FILTERS} == {PLAIN_NUMBER, TOTAL, *READINGS}


@pytest.mark.parametrize("row", FILTERS, ids=lambda row: row.name)
def test_every_filter_has_help_and_an_example_that_uses_it(row):
    asked = parse_embed(row.example.strip("{} "))
    assert row.help
    assert asked.plain if row.name == PLAIN_NUMBER else asked.reading.name == row.name


@pytest.mark.parametrize("row", OPTIONS, ids=lambda row: row.name)
def test_every_option_has_help_and_an_example_that_uses_it(row):
    assert row.help
    assert row.field in parse_embed(row.example.strip("{} ")).options
