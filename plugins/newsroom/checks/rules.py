"""All rules for one text, in the order of the editors' manual; a new rule is entered in its module's RULES."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.newsroom.checks import body, characters, header, header_end, hosts, letters, lists, marks, names, notes, tables
from plugins.newsroom.checks.header import Kind, Rule
from plugins.problems import Problem

SECTIONS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Phần đầu bài", (*header.RULES, *header_end.RULES)),
    ("Tên và địa chỉ", names.RULES),
    ("Thân bài", (*body.RULES, *marks.RULES, *notes.RULES, *hosts.RULES)),
    ("Danh sách", lists.RULES),
    ("Bảng", tables.RULES),
    ("Chữ", (*characters.RULES, *letters.RULES)),
)
RULES: tuple[Rule, ...] = tuple(rule for _, rules in SECTIONS for rule in rules)


def check_rules(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Run every rule over one manuscript."""
    for rule in RULES:
        yield from rule(manuscript, kind)
