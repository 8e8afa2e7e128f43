"""Rules for lists: the page must show every mark and number as typed, which Markdown by itself does not."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.newsroom.checks.read_lists import Slip, slips_of
from plugins.problems import Problem
from plugins.rules import rule


@rule()
def lists_stand_apart(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Danh sách cách dòng chữ ở trên một dòng trống; liền nhau thì các mục nối thành một đoạn.

    Sai:
        Hội nghị thống nhất:
        - Tiếp công dân thường xuyên
        - Trả lời đơn đúng hạn
    Đúng:
        Hội nghị thống nhất:

        - Tiếp công dân thường xuyên
        - Trả lời đơn đúng hạn
    """
    yield from _problems(manuscript, "joined")


@rule()
def lists_keep_one_mark(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Các mục liền nhau của một danh sách cùng dùng gạch đầu dòng, hoặc cùng đánh số.

    Sai:
        1. Tiếp công dân
        - Trả lời đơn
    Đúng:
        1. Tiếp công dân
            - Tại trụ sở
        2. Trả lời đơn
    """
    yield from _problems(manuscript, "mixed")


@rule()
def lists_nest_by_four_spaces(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Mục con lùi vào bốn dấu cách so với mục chứa nó.

    Sai:
        - Cấp tỉnh
          - Sở Tư pháp
    Đúng:
        - Cấp tỉnh
            - Sở Tư pháp
    """
    yield from _problems(manuscript, "depth")


@rule()
def lists_hold_their_paragraphs(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Đoạn viết tiếp cho một mục, sau dòng trống, lùi vào bốn dấu cách; lùi ít hơn thì đoạn ấy ra ngoài danh sách.

    Sai:
        - Cấp tỉnh

          Tiếp công dân mỗi tháng hai ngày.
    Đúng:
        - Cấp tỉnh

            Tiếp công dân mỗi tháng hai ngày.
    """
    yield from _problems(manuscript, "outside")


@rule()
def lists_count_as_typed(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    r"""Số thứ tự trong danh sách tăng từng số một: trang đếm tiếp từ số đầu, không giữ số đã gõ.

    Sai:
        3. Tiếp công dân
        5. Trả lời đơn
    Đúng:
        3. Tiếp công dân
        4. Trả lời đơn

        2017\. Năm đầu đoạn có dấu chấm thì thêm gạch chéo ngược.
    """
    yield from _problems(manuscript, "number")


RULES = (lists_stand_apart, lists_keep_one_mark, lists_nest_by_four_spaces, lists_hold_their_paragraphs, lists_count_as_typed)


def _problems(manuscript: Manuscript, slip: Slip) -> Iterator[Problem]:
    return (manuscript.problem(found.line, found.message) for found in slips_of(manuscript) if found.slip == slip)
