"""Links that lead outside: the host must be the one that it looks like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from plugins.manuscript import Manuscript
from plugins.newsroom.checks.header import Kind
from plugins.newsroom.checks.links import links_of
from plugins.problems import Problem, Severity
from plugins.rules import rule
from plugins.vietnamese.folding import without_marks

MAYBE = re.compile(r"https?:", re.IGNORECASE)
PUNYCODE = "xn--"
VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")


@rule()
def hosts_are_what_they_seem(manuscript: Manuscript, kind: Kind) -> Iterator[Problem]:
    """Tên miền trong liên kết ra ngoài viết bằng chữ Latin thường, không có chữ nước khác trông giống, không có phần “tên@”.

    Sai:
        Xem [cổng tỉnh](https://xn--lngson-3nf.gov.vn/).
    Đúng:
        Xem [cổng tỉnh](https://langson.gov.vn/).
    """
    for link in links_of(manuscript):
        found = _trouble(link.target) if MAYBE.match(link.target.strip()) else None
        if found:
            severity, message = found
            yield manuscript.problem(link.line, f"liên kết “{link.target[:80]}” {message}", severity=severity)


def _trouble(target: str) -> tuple[Severity, str] | None:
    try:
        parts = urlsplit(target.strip())
        host, user, _ = unquote(parts.hostname or ""), parts.username, parts.port
    except ValueError:
        return None  # no address at all: another rule refuses it
    if user is not None:
        return "error", f"có “@” trong tên miền: nó dẫn tới {host}, không phải nơi đứng trước “@”. Xoá phần trước “@”."
    if not host or " " in host:
        return "error", "thiếu tên miền. Chép lại địa chỉ từ trình duyệt."
    readable = _decoded(host)
    if readable.isascii():
        return None
    strange = next((char for char in readable if not char.isascii() and char not in VIETNAMESE), "")
    if strange:
        name = unicodedata.name(strange, f"U+{ord(strange):04X}")
        return "error", f"có tên miền lạ “{readable}”: “{strange}” ({name}) không phải chữ Việt. Gõ lại tên miền bằng bàn phím."
    bare = without_marks(readable).replace("đ", "d")
    return "warning", f"có tên miền có dấu “{readable}”, dễ nhầm với {bare}. Xem có đúng trang định dẫn tới không."


def _decoded(host: str) -> str:
    """The host as a browser may show it, with the letters that its ASCII form stands for."""
    labels = unicodedata.normalize("NFKC", host.lower()).split(".")
    return ".".join(_decoded_label(label) for label in labels)


def _decoded_label(label: str) -> str:
    if not label.startswith(PUNYCODE):
        return label
    try:
        return label.removeprefix(PUNYCODE).encode("ascii").decode("punycode")
    except UnicodeError:
        return f"{label}\N{REPLACEMENT CHARACTER}"


RULES = (hosts_are_what_they_seem,)
