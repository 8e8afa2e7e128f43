"""Embeds that would print wrongly whatever their number: without space before or after them, or in single braces.

"12{{ lượt công dân | số }}" would read "1217.668"; "{ lượt công dân }" would be published as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue, QueryError
from plugins.reception.typed_numbers.passages import READ_FIELDS
from plugins.rules import rule

_MARKS = r"[*~_]*"
_WITHOUT_SPACE = re.compile(
    rf"(?P<before>[^\W_]{_MARKS}|[0-9][.,]{_MARKS}|\}}\}}{_MARKS})(?<!\\)\{{\{{[^{{}}]*\}}\}}"
    rf"|(?<!\\)\{{\{{[^{{}}]*\}}\}}(?P<after>{_MARKS}(?:[^\W_]|[.,][0-9]))"
)
_SINGLE = re.compile(r"(?<![{\\$%])\{\s*(?P<name>[^{}|=:#%]+?)\s*(?:[|=][^{}]*)?\}(?!\})")


@rule("V17")
def embeds_stand_apart(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[Problem]:
    """Chỗ gọi số có hai ngoặc nhọn, và không dính liền chữ, số hay chỗ gọi khác.

    Sai: 12{{ lượt công dân | số }}
    Đúng: 12 và {{ lượt công dân | số }}
    """
    fields = (manuscript.field(key) for key in READ_FIELDS)
    header = ((field.line, field.value) for field in fields if field)
    for line, text in (*header, *manuscript.prose()):
        if "{" not in text:
            continue
        for found in _WITHOUT_SPACE.finditer(text):
            message = f"“{found[0]}”: chỗ gọi số dính liền chữ hoặc số bên cạnh nên sẽ đọc sai. Thêm dấu cách."
            yield manuscript.problem(line, message)
        for found in _SINGLE.finditer(text):
            if _is_measure(catalogue, found["name"]):
                yield manuscript.problem(line, f"“{found[0]}” sẽ hiện nguyên chữ. Gọi số liệu bằng hai ngoặc: {{{found[0]}}}.")


def _is_measure(catalogue: Catalogue, name: str) -> bool:
    try:
        return bool(catalogue.measure(name))
    except QueryError:
        return False
