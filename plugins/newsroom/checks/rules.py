"""Lists the newsroom's rules in the order of the editors' manual, and runs those that look at one text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from plugins.manuscript import Manuscript
from plugins.newsroom.checks import (
    addresses,
    aliases,
    blanks,
    body,
    characters,
    encoding,
    endurance,
    expiry,
    file_names,
    header,
    header_end,
    hosts,
    links,
    lists,
    marks,
    names,
    notes,
    privacy,
    site,
    site_aliases,
    slips,
    tables,
    tree,
    tried,
)
from plugins.newsroom.checks.attachments import unfit
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import Rule

IN_TEXTS = {
    "Phần đầu bài": (*header.RULES, *header_end.RULES, *expiry.RULES),
    "Tên và địa chỉ": (*names.RULES, *aliases.RULES),
    "Thân bài": (*body.RULES, *blanks.RULES, *marks.RULES, *notes.RULES, *hosts.RULES),
    "Người được nêu trong bài": privacy.RULES,
    "Danh sách": lists.RULES,
    "Bảng": tables.RULES,
    "Chữ": (*characters.RULES, *slips.RULES),
}
SECTIONS: dict[str, tuple[Rule, ...]] = {
    **IN_TEXTS,
    "Liên kết và ảnh": (*links.RULES, *site.RULES, *site_aliases.LINK_RULES),
    "Cả thư mục content/": (*file_names.RULES, *tree.RULES, *addresses.RULES, *site_aliases.RULES),
    "Tệp đính kèm": unfit.RULES,
    "Bài mà máy đọc được": (*encoding.RULES, *endurance.RULES, *tried.RULES),
}
TEXT_RULES = tuple(chain.from_iterable(IN_TEXTS.values()))


def check_rules(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Run every rule of one text over a manuscript."""
    for rule in TEXT_RULES:
        yield from rule(manuscript, kind)
