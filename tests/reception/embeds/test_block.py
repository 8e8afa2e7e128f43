import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.embeds.block import DRAWINGS, EXAMPLES, KEYS, ROWS, Block, BlockProblem, parse_block


def read(text):
    """Without the lines, which have a test of their own."""
    block = parse_block(text)
    return {name: getattr(block, name) for name in Block.__slots__ if name != "lines" and getattr(block, name)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khối: chuẩn", {"standard": True, "rows": "measures", "drawing": "bars"}),
        ("KHOI: Chuan", {"standard": True, "rows": "measures", "drawing": "bars"}),
        ("bảng: theo đơn vị", {"rows": "units"}),
        ("bảng: [lượt công dân, lượt đơn thư]", {"rows": "measures", "measures": ("lượt công dân", "lượt đơn thư")}),
        ("biểu-đồ: cột nhóm", {"drawing": "grouped"}),
        ("biểu-đồ: đường\nkỳ: 2017", {"drawing": "line", "periods": "2017"}),
        ("biểu-đồ: đường\nkỳ: 2014-07-01", {"drawing": "line", "periods": "2014-07-01"}),
        ("biểu-đồ: đường\nkỳ: [2016-Q3, 2017-Q3]", {"drawing": "line", "periods": "2016-Q3; 2017-Q3"}),
        ("bảng: theo kỳ\nbiểu-đồ: cột\nđơn-vị:\n  - Sở A\n  - Sở B", {"rows": "periods", "drawing": "bars", "units": "Sở A; Sở B"}),
        ("khối: chuẩn\ncộng: có", {"standard": True, "rows": "measures", "drawing": "bars", "with_total": True}),
        (
            "khối: chuẩn\nghi-chú: 'Dấu: hai chấm'",
            {"standard": True, "rows": "measures", "drawing": "bars", "note": "Dấu: hai chấm"},
        ),
    ],
)
def test_a_block_is_read_as_it_is_typed(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "chưa có dòng nào dạng “khoá: giá trị”", 0),
        ("khối: chuẩn\ntiêu-đề: Tiếp {{ lượt công dân }}", "“tiêu-đề” chỉ nhận chữ thường, đang có “{{ lượt công dân }}”", 2),
        ("khối: chuẩn\nghi-chú: Xem **bài**", "“ghi-chú” chỉ nhận chữ thường, đang có “**”", 2),
        ("khối: chuẩn\nghi-chú: '<b>Xem</b>'", "đang có “<b>”", 2),
        ("> khối: chuẩn", "không đặt trong đoạn trích được. Bỏ dấu “>” ở mọi dòng", 0),
        ("khối chuẩn", "không đúng dạng “khoá: giá trị”", 0),
        ("chỉ-tiêu: lượt công dân", "chưa ghi vẽ gì", 0),
        ("khối: chuẩn\ntieu de 2: x", "không có khoá “tieu de 2”. Có phải “tiêu-đề”?", 2),
        ("khối: chuẩn\nxyzw: x", "Dùng được: khối, bảng", 2),
        ("khối: chuân hoá", "“khối” không nhận “chuân hoá”. Có phải “chuẩn”?", 1),
        ("kỳ: 2017\nbiểu-đồ: tròn", "“biểu-đồ” không nhận “tròn”", 2),
        ("bảng: theo tháng", "Dùng được: theo chỉ-tiêu, theo đơn-vị, theo kỳ", 1),
        ("khối: chuẩn\nkhoi: chuẩn", "khoá “khối” ghi hai lần", 2),
        ("khối: chuẩn\nkỳ:", "“kỳ” còn trống", 2),
        ("khối: chuẩn\nkỳ: []", "“kỳ” còn trống", 2),
        ("khối: chuẩn\ntiêu-đề: [a, b]", "“tiêu-đề” chỉ nhận một giá trị", 2),
        ("khối: chuẩn\nkỳ: {a: b}", "“kỳ” chỉ nhận chữ hoặc danh sách [a, b]", 2),
        ("khối: chuẩn\nkỳ: [[a]]", "“kỳ” chỉ nhận chữ hoặc danh sách [a, b]", 2),
        ("khối: chuẩn\nkỳ: [2017", "không đúng dạng “khoá: giá trị”", 2),
        ("khối: chuẩn\ntiêu-đề: a: b", "không đúng dạng “khoá: giá trị”", 2),
        ("biểu-đồ: cột\nkhối: chuẩn", "Bỏ dòng “bảng”, “biểu-đồ” hoặc bỏ dòng “khối”", 2),
        ("bảng: [a]\nchỉ-tiêu: b", "“bảng” đã là danh sách chỉ tiêu", 2),
        ("khối: chuẩn\nkỳ: \x07", "ký tự không đọc được", 2),
    ],
)
def test_a_slip_is_reported_with_its_line(text, message, line):
    with pytest.raises(BlockProblem) as problem:
        parse_block(text)
    assert message in str(problem.value)
    assert problem.value.offset == line


def test_every_key_knows_its_line():
    assert parse_block("khối: chuẩn\n# ghi thêm\nkỳ: 2017").lines == {"khối": 1, "kỳ": 3}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_has_help_and_an_example_that_is_read(key):
    with_drawing = "" if key.name in ("khối", "bảng", "biểu-đồ") else "khối: chuẩn\n"
    assert key.help
    assert key.name in parse_block(f"{with_drawing}{key.name}: {key.example}").lines
    for value in key.values:
        parse_block(f"{with_drawing}{key.name}: {value}")


@pytest.mark.parametrize(("title", "text"), EXAMPLES, ids=[title for title, _ in EXAMPLES])
def test_every_example_of_the_manual_is_read(title, text):
    assert title
    assert read(text)


def test_the_examples_show_every_table_and_drawing():
    blocks = [parse_block(text) for _, text in EXAMPLES]
    assert {block.drawing for block in blocks} >= set(DRAWINGS.values())
    assert {block.rows for block in blocks} >= set(ROWS.values())


@given(st.text(alphabet="khối: chuẩn\n-[]{},#&*!|>'\"%@`2017kỳ\t", max_size=60))
def test_whatever_is_typed_is_read_or_reported_about(text):
    try:
        parse_block(text)
    except BlockProblem as found:
        offset = found.offset
    else:
        offset = 0
    assert 0 <= offset <= len(text.splitlines()) + 1
