"""Rules for an article's header; the tests run the wrong and the right header of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal

from plugins.manuscript import Manuscript
from plugins.problems import Problem, suggest
from plugins.rules import rule
from plugins.vietnamese.dates import parse_iso_datetime

Kind = Literal["article", "page"]

KEYS = (
    "Title", "Date", "Modified", "Category", "Tags", "Slug", "Summary", "Status", "Author", "Authors", "So-lieu",
    "Aliases", "Het-han", "Da-xac-nhan",
)  # fmt: skip
REFUSED = {
    "save_as": "địa chỉ trang do hệ thống đặt theo ngày và tên tệp",
    "url": "địa chỉ trang do hệ thống đặt theo ngày và tên tệp",
    "template": "mẫu trang do hệ thống chọn",
}
STATUSES = ("published", "draft", "hidden")
MOST_FIELDS = 200  # more than there are keys: whatever comes later cannot make a header right
WITH_EMBEDS = ("title", "summary")
PLAIN = ("Title", "Category", "Tags", "Author", "Authors")
MARKED = re.compile(
    r"(?P<html></?[a-zA-Z][^<>]*>|<[a-zA-Z][\w:-]*[\s/][^<>]*$|<!--|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{1,6});)"
    r"|(?P<markdown>\*\*[^*]+\*\*|__[^_]+__|(?<!\w)\*[^*\s][^*]*\*(?!\w)|`[^`]+`|!?\[[^\]]*\]\([^)]*\))"
)
EMBED = re.compile(r"(?<!\\)\{\{.*?\}\}")


@rule()
def header_is_plain(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Phần đầu bài gồm các dòng “Tên: nội dung”, kết thúc bằng một dòng trống.

    Sai:
        ---
        Title: Hội nghị tổng kết
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
    """
    if not manuscript.fields and not manuscript.stray:
        yield manuscript.problem(1, "bài không có phần đầu. Dòng đầu tiên của tệp phải là “Title: tên bài”.")
    for line in manuscript.stray:
        found = manuscript.lines[line - 1].strip()
        yield manuscript.problem(
            line,
            f"“{found[:60]}” không phải dòng “Tên: nội dung” của phần đầu bài. "
            "Sửa dòng này, hoặc để một dòng trống trước khi viết nội dung.",
        )


@rule()
def keys_are_known(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Mỗi dòng phần đầu dùng một tên đã quy định, và mỗi tên chỉ một lần.

    Sai:
        Tilte: Hội nghị tổng kết
        Date: 2017-10-10 15:25
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
    """
    seen: dict[str, int] = {}
    known = {key.lower() for key in KEYS}
    for field in manuscript.fields[:MOST_FIELDS]:
        key = field.key.lower()
        if key in REFUSED:
            yield manuscript.problem(field.line, f"không được dùng “{field.key}”: {REFUSED[key]}. Xoá dòng này.")
        elif key not in known:
            advice = suggest(field.key, KEYS, f"Các tên dùng được: {', '.join(KEYS)}.")
            yield manuscript.problem(field.line, f"không có mục “{field.key}” ở phần đầu bài. {advice}")
        elif key in seen:
            yield manuscript.problem(field.line, f"“{field.key}” đã có ở dòng {seen[key]}. Chỉ giữ một dòng.")
        seen.setdefault(key, field.line)


@rule()
def fields_are_lines(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Mỗi mục của phần đầu viết trên một dòng; chỉ Summary được viết tiếp ở dòng dưới, lùi vào bốn dấu cách.

    Sai:
        Title: Hội nghị tổng kết
        Tags: Tiếp công dân,
            Hội nghị
    Đúng:
        Title: Hội nghị tổng kết
        Tags: Tiếp công dân, Hội nghị
        Summary: Câu thứ nhất.
            Câu thứ hai.
    """
    starts = [*(field.line for field in manuscript.fields), manuscript.body_start]
    for field, following in zip(manuscript.fields, starts[1:], strict=True):
        lines = range(field.line + 1, following)
        continued = [line for line in lines if manuscript.lines[line - 1].startswith("    ") and line not in manuscript.stray]
        if continued and field.key.lower() != "summary":
            message = f"“{field.key}” phải viết hết trên một dòng. Đưa phần này lên cuối dòng {field.line}."
            yield manuscript.problem(continued[0], message)


@rule()
def title_is_there(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Bài nào cũng có tên.

    Sai:
        Date: 2017-10-10 15:25
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
    """
    field = manuscript.field("Title")
    if field is None or not any(character.isalnum() for character in field.value):
        yield manuscript.problem(field.line if field else 1, "bài chưa có tên. Thêm dòng “Title: tên bài” vào phần đầu.")


@rule()
def dates_are_iso(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Ngày viết năm-tháng-ngày để không ai đọc nhầm ngày với tháng.

    Sai:
        Title: Hội nghị tổng kết
        Date: 05/03/2026
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2026-03-05 08:00
    """
    date = manuscript.field("Date")
    if kind == "article" and (date is None or not date.value):
        yield manuscript.problem(date.line if date else 1, "bài chưa có ngày. Thêm dòng dạng “Date: 2017-10-10 15:25”.")
    for key in ("Date", "Modified"):
        field = manuscript.field(key)
        if field is None or (not field.value and key == "Date" and kind == "article"):
            continue
        if not field.value:
            yield manuscript.problem(field.line, f"“{key}” để trống. Viết ngày dạng 2017-10-10 15:25, hoặc xoá dòng này.")
            continue
        try:
            parse_iso_datetime(field.value)
        except ValueError as error:
            yield manuscript.problem(field.line, f"{key}: {error}")


@rule()
def change_comes_after_publishing(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Bài không được sửa trước khi đăng: Modified không sớm hơn Date.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Modified: 2017-10-01 08:00
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Modified: 2017-10-11 08:00
    """
    changed, published = manuscript.field("Modified"), manuscript.value("Date")
    if changed is None or not changed.value or not published:
        return
    with suppress(ValueError):  # `dates_are_iso` reports it
        if parse_iso_datetime(changed.value) < parse_iso_datetime(published):
            advice = "Sửa lại ngày (ghi cả giờ nếu sửa ngay trong ngày đăng), hoặc xoá dòng này nếu bài chưa sửa."
            yield manuscript.problem(changed.line, f"Modified “{changed.value}” sớm hơn Date “{published}”. {advice}")


@rule()
def status_is_known(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Trạng thái là published (đăng), draft (nháp) hoặc hidden (đăng nhưng không liệt kê); không ghi là đăng.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Status: drfat
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Status: draft
    """
    field = manuscript.field("Status")
    if field is not None and field.value.lower() not in STATUSES:
        advice = suggest(field.value, STATUSES, "Có phải “draft”?")
        yield manuscript.problem(field.line, f"không có trạng thái “{field.value}”. {advice} Dùng được: {', '.join(STATUSES)}.")


@rule()
def embeds_stand_in_title_and_summary(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Ở phần đầu, số liệu chỉ được gọi trong Title và Summary.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Tags: {{ lượt công dân }}
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Summary: Đã tiếp {{ lượt công dân }}.
    """
    for field in manuscript.fields:
        if "{{" in field.value and field.key.lower() not in WITH_EMBEDS:
            message = f"không gọi số liệu trong “{field.key}”, chỉ trong Title, Summary và thân bài. Bỏ chỗ gọi khỏi dòng này."
            yield manuscript.problem(field.line, message)


@rule()
def names_are_plain_words(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Tên bài, chuyên mục, nhãn và tác giả là chữ thường, không có thẻ HTML hay dấu Markdown.

    Sai:
        Title: Hội nghị <b>tổng kết</b>
        Date: 2017-10-10 15:25
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
    """
    for key in PLAIN:
        field = manuscript.field(key)
        found = MARKED.search(EMBED.sub("0", field.value)) if field else None
        if field and found:
            what = "HTML" if found["html"] else "Markdown"
            message = f"“{field.key}” chỉ nhận chữ thường, đang có {what} “{found[0][:40]}”. Xoá phần đánh dấu, giữ chữ."
            yield manuscript.problem(field.line, message)


RULES = (
    header_is_plain,
    keys_are_known,
    fields_are_lines,
    title_is_there,
    dates_are_iso,
    change_comes_after_publishing,
    status_is_known,
    embeds_stand_in_title_and_summary,
    names_are_plain_words,
)
