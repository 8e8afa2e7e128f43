"""Whether a claim counts only a part of what its words say (“trong đó …”, “… đến khiếu nại”), or no reception at all."""

from __future__ import annotations

import re

from plugins.reception.typed_numbers.claims import Claim
from plugins.reception.typed_numbers.context import Context
from plugins.reception.typed_numbers.tables import LABELS

_PART_BEFORE = re.compile(
    r"(?<!\w)(?:trong (?:đó|số)|bao gồm|gồm|riêng|hướng dẫn|giải thích|vận động|chuyển|trả lại|lưu|thêm|ngoài ra|còn lại"
    r"|mời|đón)(?!\w)[^.;]*$",
    re.IGNORECASE,
)
_PART = (
    r"(?:đến|về|khiếu nại|tố cáo|kiến nghị|phản ánh|thuộc|tại|ở|liên quan|do|không|chưa|đông người|trực tuyến"
    r"|đề nghị|nộp|vượt cấp|khác|mới|cũ|phức tạp|tồn đọng|là)(?!\w)"
)
_PART_AFTER = re.compile(f" +{_PART}", re.IGNORECASE)
_PART_WITHIN = re.compile(rf"(?<!\w){_PART.replace('|là', '')}", re.IGNORECASE)
_WHOLE_ROW = re.compile(r"\W*(?:tổng(?: số| cộng)?|cộng|(?:toàn |cả )?tỉnh|số liệu|kết quả|số lượng)\W*|[\W\d]*", re.IGNORECASE)
_VISITS = re.compile(r"(?:lượt|người|lượt người|luot|nguoi|luot nguoi)$", re.IGNORECASE)
_RECEPTION = re.compile(r"tiếp|công dân|đơn|khiếu|tố cáo|nhận|tiep|cong dan|don", re.IGNORECASE)


def is_part(context: Context, claim: Claim) -> bool:
    """Whether the words around limit what is counted: “trong đó …”, “… đến khiếu nại”, a row “Đất đai”."""
    text, subject = context.passage.text, context.subject(claim)
    if claim.labels:
        label = claim.labels.partition(LABELS)[0]
        return not (subject.is_said or context.words.before_number.search(label) or _WHOLE_ROW.fullmatch(label))
    start = max(context.passage.around(claim.start)[0], subject.since)
    around = _PART_BEFORE.search(text, start, claim.start) or _PART_AFTER.match(text, claim.end)
    return bool(around or _PART_WITHIN.search(claim.written))


def is_reception(context: Context, claim: Claim) -> bool:
    """Whether it counts receptions or petitions; “khám bệnh 9.266 lượt người” does not."""
    start, end = context.passage.around(claim.start)
    said = f"{context.lead[:200]} {context.passage.text[start:end]} {claim.labels}"
    return claim.named or not _VISITS.search(claim.written) or bool(_RECEPTION.search(said))
