"""`python -m plugins.agency.new_office FOLDER NAME` (the target `make new-office`): the tree of another office, empty and honest.

Whatever only that office can know is left blank: the build names each blank with its line, and does not publish before they are
filled in.
"""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.agency.agency import FILE_NAME

TEMPLATE = Path(__file__).with_suffix(".toml")
FOLDERS = ("tin-tuc", "trang", "so-lieu/bao-cao", "anh", "tep")


def new_office(folder: Path, name: str) -> str:
    """Write the tree; returns what went wrong, in Vietnamese, or ""."""
    if not name.strip() or '"' in name or "\\" in name or not name.isprintable():
        return 'chưa ghi tên cơ quan. Ví dụ: make new-office TO=noi-dung NAME="Thanh tra tỉnh …".'
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return f"“{folder}” đã có và không trống. Chọn thư mục khác ở TO=…."
    try:
        for each in FOLDERS:
            (folder / each).mkdir(parents=True, exist_ok=True)
        text = TEMPLATE.read_text(encoding="utf-8").replace("{name}", name.strip())
        (folder / FILE_NAME).write_text(text, encoding="utf-8")
    except OSError as error:
        return f"không ghi được vào “{folder}” ({error.strerror}). Chọn thư mục khác ở TO=…."
    return ""


def main(arguments: list[str]) -> int:
    """Write the tree and say what comes next; 1 with a message where it cannot."""
    folder, name = Path(arguments[0] or "."), arguments[1]
    if message := new_office(folder, name):
        print(message, file=sys.stderr)
        return 1
    print(f"Đã tạo {folder}/. Điền các mục còn trống trong {folder / FILE_NAME}, rồi dựng: make CONTENT={folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
