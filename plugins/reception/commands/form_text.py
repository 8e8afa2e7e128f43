"""The text of a drafted form, as an office then goes on writing it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.reception.data.law.forms import Forms
from plugins.reception.data.law.regimes import regime_id
from plugins.reception.data.sources.recognition.column_headings import BETWEEN
from plugins.vietnamese.folding import fold, nearest

ALIKE = 0.85  # a wrong guess costs more than none
TOTAL = ("tong so", "tong cong", "tong")
HEAD = """# Bản nháp do make form viết từ {name}. Xem docs/bieu-mau.md. Việc còn lại:
# 1. can-cu: biểu này chép từ đâu.
# 2. [bieu.cot]: tên chỉ tiêu của từng cột; để "" cho cột không công bố. Chỉ tiêu chưa có thì thêm bảng [[chi-tieu]].
# 3. So công thức với biểu: ghi đủ cong-thuc và gioi-han.
# 4. Đối chiếu từng cột với văn bản thông tư xong mới đổi da-doi-chieu thành true. Khi chưa đối chiếu, số là số sơ bộ.

[thong-tu]
so = {circular}
{since}"""


@dataclass(frozen=True)
class FormDraft:
    """What a sheet prints of its form. `by_headings` is true of a form without column numbers; "" and 0 are what nobody printed."""

    circular: str
    number: str
    headings: Mapping[int, str]
    note: int
    equations: tuple[str, ...]
    by_headings: bool


def file_text(name: str, drafts: Sequence[FormDraft], forms: Forms) -> str:
    """The whole file."""
    circular = next((draft.circular for draft in drafts if draft.circular), "")
    known = not circular or any(regime.id == regime_id(circular) for regime in forms.regimes)
    since = "" if known else "# hieu-luc-tu = 2027-01-01  # bỏ dấu # ở đầu dòng, ghi ngày thông tư có hiệu lực\n"
    names = [known_name for measure in forms.measures.values() for known_name in (measure.name, *measure.aliases)]
    tables = [_table(draft, names) for draft in drafts]
    return HEAD.format(name=name, circular=_quoted(circular), since=since) + "".join(tables)


def _table(draft: FormDraft, names: Sequence[str]) -> str:
    lines = ["", "[[bieu]]", f"so = {_quoted(draft.number)}", 'can-cu = ""', "da-doi-chieu = false"]
    lines += [f"cot-ghi-chu = {draft.note}"] if draft.note else []
    lines += [f"cong-thuc = [{', '.join(map(_quoted, draft.equations))}]"] if draft.equations else []
    lines += ["", "[bieu.cot]", *(f'{number} = ""{_comment(text, names)}' for number, text in draft.headings.items())]
    if draft.by_headings:
        lines += ["", "[bieu.tieu-de]", *(f"{number} = {_quoted(text)}" for number, text in draft.headings.items())]
    return "\n".join(lines) + "\n"


def _comment(heading: str, names: Sequence[str]) -> str:
    """The words above the column, and a measure with a name like them, to be judged by whoever fills the draft."""
    if not heading:
        return ""
    levels = [level for level in heading.split(BETWEEN) if fold(level) not in TOTAL]
    guess = nearest(" ".join(reversed(levels)), names, ALIKE)  # “Số lượt tiếp thường xuyên”, as people name it
    return f"  # {' '.join(heading.split())}" + (f". Có phải “{guess}”?" if guess else "")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
