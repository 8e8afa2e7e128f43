"""The line `Het-han:` of a header: when an article leaves all lists. Its page stays, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import rule
from plugins.vietnamese.dates import DateError, parse_iso_datetime

FIELD = "Het-han"


@rule()
def expiry_comes_after_publishing(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Het-han ghi lúc thông báo hết hạn, viết như Date và sau Date; chỉ bài có, trang riêng thì không.

    Sai:
        Title: Lịch tiếp công dân tháng 12
        Date: 2026-12-01 08:00
        Het-han: 31/12/2026
    Đúng:
        Title: Lịch tiếp công dân tháng 12
        Date: 2026-12-01 08:00
        Het-han: 2026-12-31 17:00
    """
    field = manuscript.field(FIELD)
    if field is None:
        return
    if kind == "page":
        yield manuscript.problem(field.line, f"trang riêng không có “{FIELD}”: không danh sách nào nêu trang này. Xoá dòng này.")
    elif not field.value:
        yield manuscript.problem(field.line, f"“{FIELD}” để trống. Viết ngày dạng 2026-12-31 17:00, hoặc xoá dòng này.")
    else:
        try:
            expires = parse_iso_datetime(field.value)
        except DateError as error:
            yield manuscript.problem(field.line, f"{FIELD}: {error}")
            return
        with suppress(DateError):  # `dates_are_iso` reports it
            if expires <= parse_iso_datetime(manuscript.value("Date")):
                message = f"{FIELD} “{field.value}” không sau Date “{manuscript.value('Date')}”. Sửa lại ngày giờ hết hạn."
                yield manuscript.problem(field.line, message)


RULES = (expiry_comes_after_publishing,)
