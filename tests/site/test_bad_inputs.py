"""Over 300 named bad inputs, each in a file of its own: every one is refused at its line, in words that say what to do."""

import re
import shutil

import pytest

from plugins.check import check
from plugins.newsroom.checks.rules import TEXT_RULES
from plugins.problems import STOPS
from tests.broken_texts import BESIDE
from tests.conftest import ROOT
from tests.newsroom.checks.test_endurance import ENDLESS
from tests.newsroom.checks.test_rules import article
from tests.site.test_broken_articles import BROKEN, GOOD

NOWHERE = [
    "khong-co.md", "/tin-tuc/khong-co.md", "nen.md#khong", "#khong-co", "/khong-co/", "/2024/01/nen/#khong", "/luu-tru/1999/",
    "/chuyen-muc/khong/", "/nhan/khong/", "/so-lieu/khong/", "/tinh/khong.svg", "../anh/khong.png", "/tep/khong.pdf", "nhap.md",
    "mai.md", "javascript:alert(1)", "data:text/html,a", "http://[x", "https:///a", "../../../etc/passwd",
]  # fmt: skip
LINKED = {
    "a sentence": "Xem [x]({}).", "angle brackets": "[x](<{}>)", "a title": '[x]({} "Tựa")', "a reference": "[x][k]\n\n[k]: {}",
    "a list": "- một\n- [x]({})", "a quotation": "> [x]({})", "a cell": "| a | b |\n|---|---|\n| [x]({}) | b |",
    "bold": "**[x]({})**",
    "a heading": "## Đề mục [x]({})", "a note": "Chữ[^n].\n\n[^n]: Xem [x]({}).",
}  # fmt: skip
UNSEEN = ["\ufffd", "\x80", "\x9f", "\ue000", "\x00", "\x01", "\x0b", "\x0c", "\x1b", "\u202e", "\ufffe", "\U000f0000"]
TYPED = {
    "Title": "Title: A{}b\n{}", "Summary": "Title: T\nSummary: A{}b\n{}", "a paragraph": "Title: T\n{1}\nA{0}b",
    "code": "Title: T\n{1}\n`A{0}b`",
    "a heading": "Title: T\n{1}\n## A{0}b", "a cell": "Title: T\n{1}\n| a | b |\n|---|---|\n| A{0}b | c |",
    "a quotation": "Title: T\n{1}\n> A{0}b", "a link": "Title: T\n{1}\n[A{0}b](nen.md)",
}  # fmt: skip
HEADER_LINES = [
    "Title: Hai", "Dat: 2024-01-01", "Modified: hôm qua", "Status: x", "Slug: Bài", "Slug: a/b", "Slug: index",
    "Aliases: /404.html", "Aliases: /rss.xml", "Aliases: /..", "Aliases: //a.vn/", "Save_as: a.html",
    "Url: /a/", "Template: page", "So-lieu: khong-co/2024-Q1", "Summary: {{ lượt", "X_y: z", "Khóa lạ", "Tags: {{ lượt công dân }}",
    "Title\uff1aBài", "Category: a\\b{{", "Slug: ../a",
]  # fmt: skip
DATED = "Date: 2024-03-01 08:00\n"
MEND = re.compile(  # what to do, or what would be right
    r"(?:[Vv]iết|Thêm|Bỏ|Xoá|Sửa|Đổi|Lưu|Ghi|Chuyển|Tách|Để|Dùng|Chọn|Kiểm tra|Gõ|Đặt|Chép|Nối|Bớt|Có phải|Xem|Thay|Tạo|Đóng|Lùi"
    r"|Chỉ giữ|Đưa|Đánh lại|Hiện có|Các tên dùng được|có dạng|chỉ có các ngày|Địa chỉ của một đề mục là)\b"
)


def bad_inputs() -> dict[str, bytes]:
    """What each is, and the file."""
    cases = {f"broken article: {name}": data for name, (data, _) in BROKEN.items()}
    cases |= {
        f"{rule.id}, as the manual shows it": article(rule, rule.wrong).encode()
        for rule in TEXT_RULES
        if rule.severity != "warning"  # the page is right all the same: a tag is seen as it was typed
    }
    cases |= {f"without an end: {piece!r}": f"{GOOD}\n{piece * (250_000 // len(piece) + 1)}".encode() for piece in ENDLESS[:8]}
    for target in NOWHERE:
        cases |= {f"{target} in {place}": f"Title: T\n{DATED}\n{form.format(target)}\n".encode() for place, form in LINKED.items()}
    for sign in UNSEEN:
        cases |= {f"{sign!a} in {place}": f"{form.format(sign, DATED)}\n\nChữ.\n".encode() for place, form in TYPED.items()}
    return cases | {f"header: {line}": f"Title: T\n{DATED}{line}\n\nChữ.\n".encode() for line in HEADER_LINES}


CASES = bad_inputs()


@pytest.fixture(scope="module")
def stops(tmp_path_factory):
    """What stops the build, for each case."""
    tree = shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("bad") / "content")
    for path, data in BESIDE.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(data)
    paths = {f"content/tin-tuc/sai-{number}.md": name for number, name in enumerate(CASES)}
    for path, name in paths.items():
        (tree.parent / path).write_bytes(CASES[name])
    found = {name: [] for name in CASES}
    for problem in check(tree):
        if problem.severity in STOPS and problem.path in paths:
            found[paths[problem.path]].append(problem)
    return found


def test_over_300_bad_inputs_are_all_refused(stops):
    assert len(set(CASES.values())) >= 300
    assert [name for name, problems in stops.items() if not problems] == []


def test_each_is_refused_at_its_line_with_what_to_do(stops):
    explained = {
        name: [problem for problem in problems if problem.line and MEND.search(problem.message)] for name, problems in stops.items()
    }
    assert [(name, stops[name]) for name, problems in explained.items() if not problems] == []
