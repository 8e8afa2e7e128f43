"""Rules for what becomes an address: names of sections, tags and authors, slugs and file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.addresses import file_slug, names_of, slug_of
from plugins.newsroom.checks.file_names import RESERVED
from plugins.newsroom.checks.header import Kind
from plugins.problems import Problem
from plugins.rules import rule

NAMED = ("Category", "Tags", "Author", "Authors")
LONGEST = 120  # of a slug: a folder's name holds 255 bytes, and nobody reads an address that long
MOST_NAMES = 50
MADE = (  # the first parts of the addresses that the portal makes itself, or will make (docs/contract.md)
    "404", "anh", "anh-web", "atom", "chuyen-muc", "doc-khi-mat-mang", "drafts", "feeds", "in", "index", "luu-tru",
    "mau-giao-dien", "nhan", "nhap", "robots", "rss", "sitemap", "so-bo", "so-do-trang", "so-lieu", "tep", "tim-kiem", "tinh",
    "trang", "trang-thai", "tuan-thu",
)  # fmt: skip
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
YEAR = re.compile(r"[0-9]{4}")


@rule()
def names_make_addresses(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Tên chuyên mục, nhãn và tác giả có chữ hoặc số, và địa chỉ lấy từ tên dài nhất 120 ký tự.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Tags: Hội nghị, ???
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Tags: Hội nghị, Hỏi đáp
    """
    for key in NAMED:
        field = manuscript.field(key)
        if field is None:
            continue
        names = names_of(key, field.value)
        for name in names:
            if message := _unfit(key, name, slug_of(name)):
                yield manuscript.problem(field.line, message)
        if len(names) > MOST_NAMES:
            message = f"“{key}” có {len(names)} tên, nhiều nhất là {MOST_NAMES}. Chỉ giữ những tên người đọc sẽ tìm."
            yield manuscript.problem(field.line, message)


def _unfit(key: str, name: str, slug: str) -> str:
    if not slug:
        return f"“{key}” có tên “{name[:60]}” không có chữ cái hay chữ số nào. Viết bằng chữ, hoặc xoá tên này."
    if key in {"Category", "Tags"} and len(slug) > LONGEST:
        return (
            f"“{key}” có tên “{name[:60]}…” dài quá: địa chỉ của nó sẽ dài {len(slug)} ký tự, nhiều nhất là {LONGEST}. "
            "Viết ngắn lại; nhiều tên thì cách nhau bằng dấu phẩy."
        )
    if key in {"Category", "Tags"} and RESERVED.fullmatch(slug):
        return f"“{key}” có tên “{name}”: Windows giữ “{slug}” cho thiết bị, không lưu được thư mục tên ấy. Viết tên dài hơn."
    if key == "Category" and "/" in name:
        return f"tên chuyên mục “{name[:60]}” có dấu “/”. Chuyên mục không có cấp dưới: viết lại tên không có dấu này."
    if "<" in name or ">" in name:
        return f"“{key}” có tên “{name[:60]}” chứa dấu < hoặc >. Xoá dấu ấy, chỉ giữ chữ."
    return ""


@rule()
def slug_is_an_address(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Slug, nếu ghi, chỉ gồm chữ thường không dấu, chữ số và gạch nối, dài nhất 80 ký tự; không ghi thì tên tệp làm địa chỉ.

    Sai:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Slug: Hội nghị
    Đúng:
        Title: Hội nghị tổng kết
        Date: 2017-10-10 15:25
        Slug: hoi-nghi-tong-ket
    """
    field = manuscript.field("Slug")
    if field is None:
        slug, line, mend = file_slug(manuscript.path), 1, "Đổi tên tệp, hoặc thêm dòng “Slug: …”"
        message = _unfit_file(basename(manuscript.path), slug)
    else:
        slug, line, mend = field.value, field.line, "Sửa dòng Slug"
        is_fit = SLUG.fullmatch(slug) and slug != "index"
        message = "" if is_fit else f"“{slug[:60]}” không dùng làm địa chỉ được. Viết chữ thường không dấu, nối bằng “-”."
    is_published_page = kind == "page" and manuscript.value("Status").lower() != "draft"
    if not message and RESERVED.fullmatch(slug):
        message = f"Windows giữ “{slug}” cho thiết bị, không lưu được thư mục tên ấy. {mend} thành tên khác."
    if not message and is_published_page and (slug in MADE or YEAR.fullmatch(slug)):
        message = f"địa chỉ /{slug}/ do trang tự tạo hoặc để dành, trang riêng không dùng được. {mend} thành tên khác."
    if message:
        yield manuscript.problem(line, message)


def _unfit_file(name: str, slug: str) -> str:
    if not slug:
        return f"tên tệp “{name}” không có chữ cái hay chữ số nào để làm địa chỉ. Đổi tên tệp, ví dụ hoi-nghi.md."
    if len(slug) > LONGEST:
        return (
            f"tên tệp làm thành địa chỉ dài {len(slug)} ký tự, nhiều nhất là {LONGEST}. Đổi tên ngắn hơn, hoặc thêm dòng “Slug: …”."
        )
    return ""


RULES = (names_make_addresses, slug_is_an_address)
