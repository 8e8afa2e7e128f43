"""A corpus of broken and odd texts: for each kind, tables of parts put together in every way that a seed picks.

What is right about each is not written here. It serves tests of agreement: what `make check` passes must build, and what it refuses
the build must refuse at the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.newsroom.checks.attachments.files import pdf
from tests.pictures import PNG

BESIDE: dict[str, bytes] = {  # what links may lead to
    "tin-tuc/nen.md": (
        "Title: Nền\nDate: 2024-01-01\nTags: Nền\nAliases: /nen-cu/\n\n## Đề mục\n\nChữ[^1].\n\n[^1]: Chú thích.\n"
    ).encode(),
    "tin-tuc/nhap.md": "Title: Nháp\nDate: 2024-01-01\nStatus: draft\n\nChữ.\n".encode(),
    "tin-tuc/mai.md": "Title: Ngày mai\nDate: 2099-01-01\n\nChữ.\n".encode(),
    "tin-tuc/an.md": "Title: Ẩn\nDate: 2023-02-01\nStatus: hidden\nTags: Nền\n\nChữ.\n".encode(),
    "anh/a.png": PNG,
    "anh/Ảnh hội nghị (1) & kèm.png": PNG,
    "tep/bao-cao.pdf": pdf(),
}
SIGNS = [
    "???", "…", "\U0001f600", "-", "—", "...", "“”", "=+=", "\u2122", "\u20ac", "\u4e2d\u6587",
    "\u041f\u0440\u0438\u0432\u0435\u0442", "\ufb01", "½", "\u2116", "ª", "\u03a9", "_", "'", '"', "\\", "|",
]  # fmt: skip
WORDS = [
    "Thanh tra", "Khiếu nại", "tố cáo", "2024", "R&D", "C++", "a/b", "<b>", "</i>", "<1>", "&amp;", "x;y", "Đơn, thư", "Ð", "Tày",
]  # fmt: skip
TARGETS = [
    "#de-muc", "#khong-co", "#", "", "#fn:1", "#noi-dung", "#%C4%91", "#so-lieu-1", "?a=1", "nen.md", "nen.md#de-muc",
    "nen.md#khong", "nen.md#fn:1", "nen.md?a=1#de-muc", "nhap.md", "mai.md", "an.md", "khac.md", "NEN.md",
    "../trang/gioi-thieu.md", "/tin-tuc/nen.md", "/tin-tuc/nen.md#khong", "/2024/01/nen/", "/2024/01/nen",
    "/2024/01/nen/index.html", "/2024/01/nen/#de-muc", "/2024/01/nen/#khong", "/2099/01/mai/", "/2024/01/nhap/", "/2023/02/an/",
    "/khong-co/", "/", "/gioi-thieu/", "/gioi-thieu/#khong", "/gioi-thieu/#noi-dung", "/luu-tru/", "/luu-tru/2024/",
    "/luu-tru/2024/01/", "/luu-tru/2023/02/", "/luu-tru/1999/", "/chuyen-muc/tin-tuc/", "/chuyen-muc/khong/",
    "/chuyen-muc/tin-tuc/rss.xml", "/chuyen-muc/tin-tuc/trang/9/", "/nhan/nen/", "/nhan/kin/", "/nhan/khong/", "/rss.xml",
    "/atom.xml", "/feed.xml", "/sitemap.xml", "/robots.txt", "/404.html", "/so-lieu/", "/so-lieu/tiep-cong-dan/",
    "/so-lieu/tiep-cong-dan/tiep-cong-dan.csv", "/so-lieu/khong/", "/so-lieu/tiep-cong-dan/khong.csv", "/tim-kiem/",
    "/tim-kiem/?q=a", "/tim-kiem/khong/", "/so-do-trang/", "/mau-giao-dien/", "/nhap/x/", "/tinh/bieu-tuong.svg",
    "/tinh/khong.svg", "/anh/a.png", "/anh/khong.png", "/anh/", "../anh/a.png", "../anh/khong.png", "anh/a.png", "../anh/a%2epng",
    "/tep/bao-cao.pdf", "/tep/khong.pdf", "../tep/bao-cao.pdf#page=2", "{static}/anh/a.png", "{attach}../tep/bao-cao.pdf",
    "{filename}nen.md", "{filename}/tep/bao-cao.pdf", "{static}nen.md", "{static}/tin-tuc/nen.md", "{static}", "{tag}nen",
    "{index}", "|filename|nen.md", "../anh/%E1%BA%A2nh%20h%E1%BB%99i%20ngh%E1%BB%8B%20(1)%20&%20k%C3%A8m.png",
    "/anh/%E1%BA%A2nh%20h%E1%BB%99i%20ngh%E1%BB%8B%20(1)%20%26%20k%C3%A8m.png", "https://langson.gov.vn",
    "https://langson.gov.vn/a?b=1&c=2#d", "http://[x", "https://", "https:///a", "http://a b.vn/", "https://a@langson.gov.vn/",
    "https://xn--lngson-3nf.gov.vn/", "https://l\u0430ngson.gov.vn/", "https://langson.gov.vn:99999/", "mailto:a@langson.gov.vn",
    "mailto:", "tel:+842053812273", "javascript:alert(1)", "data:text/html,a", "ftp://a.vn/", "//a.vn/", "\\\\a.vn", "/\\a.vn",
    "www.langson.gov.vn", "langson.gov.vn/a", ".", "..", "../", "./nen.md", "../../../etc/passwd", "/../x/", "/2024/./01/nen/",
    "/2024//01/nen/", "%2F2024%2F01%2Fnen%2F", "&#47;khong-co/", "/khong&#45;co/", "\\#khong-co", "/khong\\-co/", "/%00/",
    "/a%0Ab/", "/không-có/", "chưa-có-ảnh",
    "/nen-cu/", "/nen-cu/#de-muc", "/nen-cu", "/nen-cu/index.html", "/nen-cu/#noi-dung",
]  # fmt: skip
FORMS = [
    "[x]({})", "Xem [x]({}).", "[x](<{}>)", '[x]({} "Tựa")', "[x]( {} )", "![ảnh]({})", '![ảnh]({} "Tựa")', "[x][k]\n\n[k]: {}",
    "[x][k]\n\n[k]: <{}>", "[k]\n\n[k]: {}\n    'Tựa'", "[x][]\n\n[x]:\n  {}", "- một\n- [x]({})", "> [x]({})",
    "> [x][k]\n>\n> [k]: {}", "| a | b |\n|---|---|\n| [x]({}) | b |", "## Đề mục [x]({})", "**[x]({})**", "[x\ny]({})",
    "[**x**]({})", "[x]({}) [y](nen.md)", "[![ảnh](/anh/a.png)]({})", "<{}>", "Chữ[^n].\n\n[^n]: Xem [x]({}).",
    "1. một\n\n    [x]({})", "`[x]({})`", "[x](\n{})", "[x [y] z]({})", "[x]({}){{.lop}}", "\\[x]({})", "[x\\]]({})", "[`m`]({})",
    "```\n[x]({})\n```", "    [x]({})", "*[x]({})*",
]  # fmt: skip
HEADER = [
    "Title: Bài {n}", "Date: 2024-03-01 08:00", "Category: Tin tức", "Tags: Một, Hai", "Summary: Tóm tắt {n}.",
]  # fmt: skip
LINES = [
    "Title: Hai", "title: Hai", "Title:", "Title : Hai", "  Title: Hai", "    tiếp dòng trên", "\ttiếp", "Date: 2024-13-01",
    "Date: ", "Date: 2024-03-01T08:00", "Date: 2024-03-01 08:00:00", "Date: 2024-03-01 25:00", "Date: 2099-01-01",
    "DATE: 2024-03-01", "Modified: 2024-03-02", "Modified: hôm qua", "Modified:", "Status: draft", "Status: Draft",
    "Status: hidden", "Status:", "Status: x", "Slug: mot-bai-{n}", "Slug:", "Slug: Bài", "Slug: -a", "Slug: a/b", "Slug: index",
    "Author: Ban biên tập", "Author:", "Author: ???", "Authors: A; B", "Authors: ,", "Category:", "Category: Tin tức, Thông báo",
    "Category: a/b", "Tags:", "Tags: , ,", "Tags: a;b,c", "Tags: A, a", "Tags: {{{{ lượt công dân }}}}",
    "Summary: **đậm** [x](#khong)", "Summary:", "Summary: {{{{ lượt", "So-lieu:", "So-lieu: tiep-cong-dan", "So-lieu: khong-co",
    "Save_as: a.html", "Url: /a/", "Template: page", "Lang: en", "Translation: true", "Đầu: x", "---", "...", "# Đề mục", "- mục",
    "Khóa lạ", ": x", "a b: c", "Title\uff1aBài", "Save-as: x", "Keywords: a", "X_y: z", "Alias: /a/",
    "Aliases: /a-{n}/", "Aliases: /a/, /b/,", "Aliases: /Cũ/", "Aliases:", "Aliases: /", "Aliases: /404.html", "Aliases: /rss.xml",
    "Aliases: /tim-kiem/x/", "Aliases: /tin-tuc/", "Aliases: /gioi-thieu/", "Aliases: /..", "Aliases: /a/%2e%2e/",
    "Aliases: //a.vn/", "Aliases: /2024/03/dau-{n}/", "Aliases: /nhan/mot/", "Aliases: /2024/01/nen/",
    "Aliases: {{{{ lượt công dân }}}}",
]  # fmt: skip
ODD_NAMES = [
    "a#b", "a?b", "a%20b", "a:b", "a b", " a", "a ", "a.", "con", "CON.x", "nul", "a\tb", "a\xa0b", "a\u200bb", "a\ue000b", "???",
    "\U0001f600", "\u4e2d\u6587", "a" * 130, "dấu " * 20, "a\\b", "a&b", "a+b", "a'b", 'a"b', "a<b", "a(1)", "a{b}", "a[b]",
    "a~b", "a@b", "a;b", "-", "2024", "index", "rss", "chuyen-muc", "nhan", "tinh", "so-lieu", "tim-kiem", "luu-tru",
    "so-do-trang", "mau-giao-dien", "drafts", "404", "robots", "sitemap", "atom", "in", "tuan-thu", "doc-khi-mat-mang",
    "trang-thai", "nhap", "2024.03", "quy-i.2024", "Quý I",
]  # fmt: skip
ODD_CHARACTERS = [
    "\ufffd", "\ufffe", "\uffff", "\x80", "\x85", "\x9f", "\x7f", "\xad", "\u2028", "\u2029", "\ue000", "\ue001", "\uf8ff",
    "\U000f0000", "\U000e0041", "\u200b", "\u202e", "\ufeff", "\x00", "\x01", "\x02", "\x03", "\x0b", "\x0c", "\x1b", "\x1f",
    "\u2060", "\u061c", "\u180e", "\u3164", "\u115f", "\ufff9", "\xa0", "\u202f", "\u2011", "\u0301", "é", "ñ", "ß", "\U0001f600",
    "–", "…", "²",
]  # fmt: skip
PLACES = [
    "Title: A{}b", "Summary: A{}b", "Tags: A{}b", "Category: A{}b", "Author: A{}b", "\nA{}b", "\n`A{}b`", "\n```\nA{}b\n```",
    "\n    A{}b", "\n## A{}b", "\n| a | b |\n|---|---|\n| A{}b | c |", "\n[A{}b](nen.md)", "\n[x](nen.md#a{}b)",
    "\n![A{}b](/anh/a.png)", "\n> A{}b", "\n[^1]: A{}b", "\n{}", "\nA\n{}\nb",
]  # fmt: skip


@dataclass(frozen=True)
class Odd:
    """One text at its path in the content tree, and files that come with it."""

    path: str
    text: str
    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, tree: Path) -> None:
        """Put it all into a tree."""
        for path, content in {self.path: self.text.encode("utf-8"), **self.files}.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_bytes(content)


def names(random: Random, number: int) -> Odd:
    """Sections, tags, authors and slugs of odd parts."""
    parts = random.choices(SIGNS + WORDS, k=random.randint(1, 3))
    value = random.choice([" ", "", ", "]).join(parts) * random.choice([1, 1, 1, 40])
    key = random.choice(["Category", "Tags", "Author", "Authors", "Slug"])
    return Odd(f"tin-tuc/ten-{number}.md", f"Title: Tên {number}\nDate: 2024-03-01\n{key}: {value}\n\nChữ.\n")


def links(random: Random, number: int) -> Odd:
    """Targets of every kind in every form of link."""
    link = random.choice(FORMS).format(random.choice(TARGETS))
    where = f"\n\n{link}\n" if "\n" in link or random.random() < 0.9 else f"\nSummary: {link}\n\nChữ.\n"
    return Odd(f"tin-tuc/lien-ket-{number}.md", f"Title: Liên kết {number}\nDate: 2024-03-01{where}")


def headers(random: Random, number: int) -> Odd:
    """Header lines dropped, doubled, put elsewhere and spoilt."""
    lines = [line for line in HEADER if random.random() < 0.9]
    for _ in range(random.randint(1, 2)):
        lines.insert(random.randint(0, len(lines)), random.choice(LINES))
    text = "\n".join(lines).format(n=number) + random.choice(["\n\n", "\n", "\n \n", "\r\n\r\n", "\n\t\n"]) + "Chữ.\n"
    return Odd(f"{random.choice(['tin-tuc', 'tin-tuc', 'trang'])}/dau-{number}.md", text)


def characters(random: Random, number: int) -> Odd:
    """Characters that nobody sees or means, everywhere."""
    line = random.choice(PLACES).format(random.choice(ODD_CHARACTERS))
    lines = ["Date: 2024-03-01", *([] if line.startswith("Title") else [f"Title: Ký tự {number}"]), line]
    return Odd(f"tin-tuc/ky-tu-{number}.md", "\n".join(lines) + ("\n\nChữ.\n" if not line.startswith("\n") else "\n"))


def files(random: Random, number: int) -> Odd:
    """Odd names of texts, pages, pictures and attachments, and links to them."""
    name = random.choice(ODD_NAMES)
    text = f"Title: Tệp {number}\nDate: 2024-03-01\n\nChữ.\n"
    kind = random.choice(["text", "page", "slug", "picture", "attachment", "folder"])
    if kind in {"text", "page"}:
        folder = "trang" if kind == "page" else f"tin-tuc/t{number}"
        return Odd(f"{folder}/{name}.md", text.replace("2024-03-01", f"20{number % 25:02}-{number % 12 + 1:02}-01"))
    if kind == "slug":
        return Odd(f"trang/trang-{number}.md", text.replace("\n\n", f"\nSlug: {name}\n\n", 1))
    file = {"picture": f"anh/{number}/{name}.png", "attachment": f"tep/{number}/{name}.pdf", "folder": f"tep/{name}/{number}.pdf"}[
        kind
    ]
    target = "".join(f"%{byte:02X}" if byte < 0x30 or byte > 0x7A else chr(byte) for byte in file.encode())
    target = target.replace("%2F", "/").replace("?", "%3F").replace("\\", "%5C").replace("<", "%3C")
    link = f"[x](../{target})" if random.random() < 0.5 else f"![ảnh](/{target})"
    return Odd(f"tin-tuc/tep-{number}.md", text.replace("Chữ.", link), {file: PNG if kind == "picture" else pdf()})


KINDS: dict[str, Callable[[Random, int], Odd]] = {
    "names": names,
    "links": links,
    "headers": headers,
    "characters": characters,
    "files": files,
}


def corpus(kind: str, count: int, seed: int = 1) -> Iterator[Odd]:
    """`count` texts of a kind, the same for the same seed."""
    random = Random(f"{kind} {seed}")  # nothing is to be kept secret
    return (KINDS[kind](random, number) for number in range(count))
