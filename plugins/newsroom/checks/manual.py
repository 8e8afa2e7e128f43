"""`python -m plugins.newsroom.checks.manual` writes the editors' page of rules from the rules themselves (docs/kiem-tra.md)."""

from __future__ import annotations

import inspect
import sys

from plugins.newsroom.checks.header import Rule
from plugins.newsroom.checks.rules import SECTIONS
from plugins.project import DOCS

PAGE = DOCS / "kiem-tra.md"
HEAD = """# Bài viết được kiểm tra những gì

Trang này do lệnh `make docs` viết ra từ chính các phép kiểm tra; không sửa tay.
Mỗi lỗi được báo một dòng dạng `content/tin-tuc/2017/bai.md:12: …`, kèm cách sửa. Còn lỗi thì trang không được dựng,
và trang đang đăng giữ nguyên.

Ngoài các quy tắc dưới đây: tệp phải viết bằng UTF-8, nằm đúng thư mục, không phải liên kết; mọi ảnh, tệp và bài được liên kết
tới đều phải có trong `content/`; ảnh và tệp đính kèm phải đúng loại và không giấu gì bên trong ([viet-bai.md](viet-bai.md));
không hai bài nào cùng một địa chỉ, không hai nhãn hay chuyên mục nào chỉ khác nhau ở dấu;
trong tệp cài đặt và bảng ghi tay (`co-quan.toml`, `so-lieu/*.csv`…) chữ Đ cũng phải gõ đúng như ở mục Chữ.

Sau cùng, bài có nhiều hơn chữ và các dấu ở [viet-bai.md](viet-bai.md) được chuyển thử: chữ hay số nào đã gõ mà trang không hiện
đúng thứ tự thì dòng ấy bị báo. Bài quá dài (400 nghìn ký tự), quá nhiều dấu hay quá nhiều bậc bị từ chối, vì máy không đọc xuể.
"""


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD]
    for title, rules in SECTIONS:
        parts += [f"\n## {title}\n", *(_section(rule) for rule in rules)]
    return "".join(parts)


def _section(rule: Rule) -> str:
    lines = inspect.getdoc(rule).splitlines()  # type: ignore[union-attr]  # the tests hold every rule to its docstring
    text = [f"\n**{lines[0]}**\n"]
    for line in lines[2:]:
        text.append(f"\n{line}\n\n````text\n" if line in {"Sai:", "Đúng:"} else f"{line.removeprefix('    ')}\n")
    joined = "".join(text)
    before, wrong, after = joined.partition("\nĐúng:")
    return f"{before.rstrip()}\n````\n{wrong}{after.rstrip()}\n````\n"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
