"""The fenced block `so-lieu`: a few YAML keys, read strictly, that ask for a table with its drawing.

Values stay as typed: YAML would make a number of `2017` and a date of `2014-07-01`. KEYS and EXAMPLES are what editors may
write: the manual prints them with what each example becomes, and the tests draw every one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import yaml

from plugins.problems import suggest
from plugins.vietnamese.folding import fold, stroked_d

RowsOf = Literal["", "measures", "units", "periods"]
Drawing = Literal["", "bars", "grouped", "line"]
ROWS: dict[str, RowsOf] = {"theo chỉ-tiêu": "measures", "theo đơn-vị": "units", "theo kỳ": "periods"}
DRAWINGS: dict[str, Drawing] = {"cột": "bars", "cột-nhóm": "grouped", "đường": "line"}
STANDARD, YES = "chuẩn", "có"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key, for reading and for the manual. `values` are the only ones allowed, none where any text may stand."""

    name: str
    help: str
    example: str
    values: tuple[str, ...] = ()
    listed: bool = False


KEYS = (
    KeyRow("khối", "khối chuẩn: bảng mọi chỉ tiêu, hoặc các chỉ tiêu đã ghi; có thanh cho một đơn vị tính", STANDARD, (STANDARD,)),
    KeyRow("bảng", "mỗi dòng là một chỉ tiêu, một đơn vị hay một kỳ; hoặc danh sách chỉ tiêu", "theo đơn-vị", tuple(ROWS), True),
    KeyRow("biểu-đồ", "cột: một thanh mỗi dòng; cột-nhóm: hai thanh; đường: tối đa hai đường theo kỳ", "đường", tuple(DRAWINGS)),
    KeyRow("chỉ-tiêu", "một chỉ tiêu hoặc danh sách", "lượt công dân", (), True),
    KeyRow("kỳ", "một kỳ, một khoảng cùng loại kỳ, hoặc danh sách; bỏ trống là kỳ của bài", "2024-Q1..2025-Q4", (), True),
    KeyRow("đơn-vị", "một đơn vị, danh sách, “tất cả”, “cấp tỉnh”, “cấp huyện” hoặc “cấp xã”", "tất cả", (), True),
    KeyRow("bộ", "bộ số liệu khác với bộ của bài", "tiep-cong-dan"),
    KeyRow("phạm-vi", "khi đơn vị có cả số toàn địa bàn và số riêng đơn vị", "toàn địa bàn"),
    KeyRow("cộng", "thêm dòng cộng cuối bảng; từ chối nếu sẽ tính hai lần", YES, (YES,)),
    KeyRow("xếp-hạng", "xếp các đơn vị từ nhiều xuống ít theo cột cuối; đơn vị chưa có số đứng cuối", YES, (YES,)),
    KeyRow("tiêu-đề", "tên khối, hoặc điều số liệu cho thấy; số gõ ở đây cũng được đối chiếu", "Tiếp công dân theo quý"),
    KeyRow("ghi-chú", "ghi chú dưới bảng", "Chưa gồm số của cấp xã."),
)  # fmt: skip
EXAMPLES = (
    ("Khối chuẩn của kỳ ghi ở đầu bài", "khối: chuẩn"),
    ("Bảng các chỉ tiêu đã ghi, có ghi chú", "bảng: [lượt công dân, lượt tiếp thường xuyên]\nghi-chú: Chưa gồm số của cấp xã."),
    ("Bảng theo đơn vị, có dòng cộng", "bảng: theo đơn-vị\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\ncộng: có"),
    ("Bảng hai chỉ tiêu theo kỳ", "bảng: theo kỳ\nchỉ-tiêu: [lượt công dân, người được tiếp]\nkỳ: 2017-Q1..2017-Q3"),
    ("Cột theo đơn vị, nhiều đứng trước", "biểu-đồ: cột\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\nxếp-hạng: có"),
    ("Cột nhóm: hai kỳ cạnh nhau", "biểu-đồ: cột-nhóm\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp huyện\nkỳ: [2016-Q3, 2017-Q3]"),
    ("Đường theo quý", "biểu-đồ: đường\nchỉ-tiêu: lượt công dân\nkỳ: 2016-Q3..2017-Q3\ntiêu-đề: Tiếp công dân theo quý"),
    (
        "Đơn vị, bộ và phạm vi khác với của bài",
        "khối: chuẩn\nbộ: tiep-cong-dan\nkỳ: 2016-Q3\nđơn-vị: Huyện Cao Lộc\nphạm-vi: toàn địa bàn\nchỉ-tiêu: lượt công dân",
    ),
)
KEY_NAMES = tuple(key.name for key in KEYS)
QUOTED = ">"
MARKED = re.compile(r"\{\{.*?\}\}|\*\*|\]\(|</?[a-zA-Z][^<>]*>")
WHAT_TO_DRAW = ("khối", "bảng", "biểu-đồ")


class BlockProblem(ValueError):
    """A mistake in a block, in Vietnamese; `offset` counts lines from the opening fence."""

    def __init__(self, message: str, offset: int = 0) -> None:
        self.offset = offset
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Block:
    """What a block asks for. Without measures it asks for all; without `rows` they are whatever it has several of.

    `lines` gives the line of each key within the block.
    """

    standard: bool = False
    rows: RowsOf = ""
    drawing: Drawing = ""
    measures: tuple[str, ...] = ()
    periods: str = ""
    units: str = ""
    dataset: str = ""
    scope: str = ""
    with_total: bool = False
    ranked: bool = False
    title: str = ""
    note: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Written:
    """The values of one key, and its line."""

    texts: tuple[str, ...]
    line: int


def parse_block(text: str) -> Block:
    """Read the lines of the block. Raises BlockProblem."""
    read = _read(text)
    if not set(WHAT_TO_DRAW) & set(read):
        raise BlockProblem("khối so-lieu chưa ghi vẽ gì. Ghi “khối: chuẩn”, “bảng: theo đơn-vị” hoặc “biểu-đồ: đường”.")
    if "khối" in read and len(set(WHAT_TO_DRAW) & set(read)) > 1:
        raise BlockProblem("“khối: chuẩn” đã có bảng và thanh. Bỏ dòng “bảng”, “biểu-đồ” hoặc bỏ dòng “khối”.", read["khối"].line)

    def only(key: str) -> str:
        return read[key].texts[0] if key in read else ""

    rows, listed = _rows(read)
    return Block(
        standard="khối" in read,
        rows=rows,
        drawing="bars" if "khối" in read else DRAWINGS[only("biểu-đồ")] if only("biểu-đồ") else "",
        measures=listed or (read["chỉ-tiêu"].texts if "chỉ-tiêu" in read else ()),
        periods="; ".join(read["kỳ"].texts) if "kỳ" in read else "",
        units="; ".join(read["đơn-vị"].texts) if "đơn-vị" in read else "",
        dataset=only("bộ"),
        scope=only("phạm-vi"),
        with_total="cộng" in read,
        ranked="xếp-hạng" in read,
        title=only("tiêu-đề"),
        note=only("ghi-chú"),
        lines={key: written.line for key, written in read.items()},
    )


def _read(text: str) -> dict[str, _Written]:
    if any(line.lstrip().startswith(QUOTED) for line in text.splitlines()):
        raise BlockProblem("khối so-lieu không đặt trong đoạn trích được. Bỏ dấu “>” ở mọi dòng của khối.")
    try:
        tree = yaml.compose(stroked_d(text), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BlockProblem("dòng này không đúng dạng “khoá: giá trị”. Kiểm tra dấu hai chấm và ngoặc.", line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BlockProblem("dòng này có ký tự không đọc được. Gõ lại dòng.", line) from error
    if not isinstance(tree, yaml.MappingNode):
        found = "chưa có dòng nào" if tree is None else "không đúng"
        raise BlockProblem(f"khối so-lieu {found} dạng “khoá: giá trị”. Ghi ít nhất “khối: chuẩn”.")
    read: dict[str, _Written] = {}
    for key_node, value_node in tree.value:
        line = key_node.start_mark.line + 1
        key = _key(str(key_node.value), line)
        if key.name in read:
            raise BlockProblem(f"khoá “{key.name}” ghi hai lần. Chỉ giữ một.", line)
        read[key.name] = _Written(_texts(key, value_node, line), line)
    return read


def _key(written: str, line: int) -> KeyRow:
    found = next((key for key in KEYS if fold(key.name) == fold(written)), None)
    if found is None:
        raise BlockProblem(f"không có khoá “{written}”. {suggest(written, KEY_NAMES)}", line)
    return found


def _texts(key: KeyRow, node: yaml.Node, line: int) -> tuple[str, ...]:
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in items):
        raise BlockProblem(f"“{key.name}” chỉ nhận chữ hoặc danh sách [a, b]. Ví dụ “{key.name}: {key.example}”.", line)
    if len(items) > 1 and not key.listed:
        raise BlockProblem(f"“{key.name}” chỉ nhận một giá trị. Ví dụ “{key.name}: {key.example}”.", line)
    texts = tuple(item.value.strip() for item in items)
    marked = MARKED.search(" ".join(texts))
    if marked:
        raise BlockProblem(f"“{key.name}” chỉ nhận chữ thường, đang có “{marked[0]}”. Gọi số hay đánh dấu chữ ở ngoài khối.", line)
    if not texts or not all(texts):
        raise BlockProblem(f"“{key.name}” còn trống. Ví dụ “{key.name}: {key.example}”, hoặc xoá dòng này.", line)
    is_list_of_measures = key.name == "bảng" and isinstance(node, yaml.SequenceNode)
    return texts if not key.values or is_list_of_measures else (_allowed(key, texts[0], line),)


def _allowed(key: KeyRow, text: str, line: int) -> str:
    known = {fold(value): value for value in key.values}
    if fold(text) not in known:
        raise BlockProblem(f"“{key.name}” không nhận “{text}”. {suggest(text, key.values)}", line)
    return known[fold(text)]


def _rows(read: dict[str, _Written]) -> tuple[RowsOf, tuple[str, ...]]:
    """What `bảng` says of the rows, or the measures that it lists."""
    if "khối" in read:
        return "measures", ()
    if "bảng" not in read:
        return "", ()
    texts = read["bảng"].texts
    if len(texts) == 1 and texts[0] in ROWS:
        return ROWS[texts[0]], ()
    if "chỉ-tiêu" in read:
        raise BlockProblem("“bảng” đã là danh sách chỉ tiêu. Bỏ dòng “chỉ-tiêu”.", read["chỉ-tiêu"].line)
    return "measures", texts
