"""`python -m plugins.manual` (`make docs`) writes the editors' pages that come from the code: rules, numbers, measures."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from plugins.newsroom.checks.rules import SECTIONS
from plugins.problems import SEVERITY_WORDS
from plugins.project import DOCS
from plugins.reception.commands import manual as numbers_in_articles
from plugins.reception.commands import manual_measures
from plugins.reception.rules import RULES as RULES_OF_DATA
from plugins.rules import Rule

GENERATED = "Trang này do lệnh `make docs` viết ra từ chính các phép kiểm tra; không sửa tay."
TEXTS = f"""# Bài viết và tệp được kiểm tra những gì

{GENERATED}
Mỗi lỗi được báo một dòng dạng `content/tin-tuc/2017/bai.md:12: …`, kèm cách sửa. **Lỗi** thì trang không được dựng, và trang đang
đăng giữ nguyên; **cảnh báo** chỉ nhắc xem lại. Cách viết bài: [viet-bai.md](viet-bai.md). Ví dụ không có dòng Title là một đoạn của
thân bài. Trong tệp cài đặt và bảng ghi tay (`co-quan.toml`, `so-lieu/*.csv`…), ký tự ẩn và chữ Đ cũng theo các quy tắc ở mục Chữ.
"""
DATA = f"""# Kiểm tra số liệu

{GENERATED}
Mỗi lần dựng trang và mỗi lần chạy `make check`, mọi số liệu được kiểm tra theo các quy tắc dưới đây. Mã quy tắc đứng cuối dòng
thông báo. **Lỗi** làm dừng việc dựng trang; **cảnh báo** chỉ nhắc xem lại. Mọi lỗi của mọi tệp được báo cùng một lần.
**Cần xác nhận** là chỗ trong bài mà máy ngờ là sai: trang không được dựng cho tới khi sửa bài, hoặc chép chữ ấy vào phần đầu bài,
ví dụ `Da-xac-nhan: 19.917 lượt công dân`, để nhận là đã xem và đúng.

Cảnh báo cùng loại của một tệp, của nhiều tệp trong một thư mục, hay của nhiều thư mục báo cáo, gộp thành một dòng có
số chỗ. Xem từng chỗ:
`make check FILES="…"`. Cảnh báo của báo cáo đã xem và đúng thì khai số ấy ở `da-xac-nhan` ([nop-bao-cao.md](nop-bao-cao.md)).
`make` và bản xem thử cũng nhắc những dòng này.
"""
BY_NUMBER = {number: tuple(rules) for number, rules in groupby(RULES_OF_DATA, key=attrgetter("number"))}


def pages() -> dict[Path, str]:
    """The Markdown of every page by its file."""
    return {
        DOCS / "kiem-tra.md": _page(TEXTS, SECTIONS),
        DOCS / "kiem-tra-so-lieu.md": _page(DATA, BY_NUMBER),
        numbers_in_articles.PAGE: numbers_in_articles.page(),
        manual_measures.PAGE: manual_measures.page(),
    }


def _page(head: str, sections: Mapping[str, Iterable[Rule]]) -> str:
    return head + "".join(f"\n## {title}\n{''.join(map(_rule, rules))}" for title, rules in sections.items())


def _rule(rule: Rule) -> str:
    severity = SEVERITY_WORDS[rule.severity].capitalize()
    gap = "\n" if rule.wrong.endswith("\n") else ""
    return f"\n**{severity}.** {rule.text}\n\n{_example('Sai', rule.wrong)}{gap}{_example('Đúng', rule.right)}"


def _example(title: str, text: str) -> str:
    """A phrase beside its title, or lines as they are typed."""
    return f"{title}:\n\n````text\n{text}````\n" if text.endswith("\n") else f"- {title}: {text}\n"


def main() -> int:
    """Write the pages."""
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
