"""docs/ben-thu-ba.md: name, version and licence of every library that a build needs, as the lock and the libraries say.

Run as `python -m deploy.papers.third_party` (`make docs` does).
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from plugins.project import DOCS, ROOT

LOCK, PAGE = ROOT / "requirements.txt", DOCS / "ben-thu-ba.md"
HEAD = """# Thư viện của bên thứ ba

Trang này do lệnh `make docs` viết ra từ `requirements.txt` và từ lời khai của chính mỗi thư viện; không sửa tay. Đây là mọi
thư viện mà việc dựng và đăng trang cần đến; chúng được cài riêng theo mã băm, **không chép vào kho này**, và không có trong
trang mà người đọc mở. Kho này không chép phông chữ hay kịch bản nào của người khác. Bảng kê theo chuẩn CycloneDX: `make sbom`.
Riêng việc đăng lên kho S3 cần thêm boto3, botocore, s3transfer (Apache-2.0) và jmespath (MIT), khoá ở `deploy/s3/requirements.txt`.

| thư viện | phiên bản | giấy phép |
|---|---|---|
"""
_PINNED = re.compile(r"^(?P<name>[a-z0-9.-]+)(?:\[[^\]]*\])?==(?P<version>\S+)", re.MULTILINE)
_LONGEST = 40  # some libraries write the licence's whole text into the field for its name


class NotInstalled(Exception):
    """The lock names a version that this environment does not have; the message is for whoever runs `make docs`."""


def locked(lock: str) -> dict[str, str]:
    """Versions by name."""
    return {match["name"]: match["version"] for match in _PINNED.finditer(lock)}


def licence_of(name: str, version: str) -> str:
    """What the library says of itself. Raises NotInstalled unless it is here in that version."""
    try:
        own = metadata(name)
    except PackageNotFoundError:
        raise NotInstalled(f"chưa cài thư viện {name} {version}. Chạy rm .venv/ready rồi chạy lại.") from None
    if own["Version"] != version:
        raise NotInstalled(f"thư viện {name} đang là {own['Version']}, khoá ở {version}. Chạy rm .venv/ready rồi chạy lại.")
    return _licence(own)


def _licence(own: PackageMetadata) -> str:
    names = [line.rpartition(" :: ")[2] for line in own.get_all("Classifier") or [] if line.startswith("License ::")]
    expression, written = (str(own[key]) if key in own else "" for key in ("License-Expression", "License"))
    short = written if len(written) <= _LONGEST and "\n" not in written else ""
    return expression or " / ".join(names) or short or "xem trong gói"


def row(name: str, version: str) -> str:
    """A line of the table."""
    return f"| {name} | {version} | {licence_of(name, version)} |"


def page(lock: str) -> str:
    """The Markdown of the whole page."""
    return HEAD + "".join(f"{row(name, version)}\n" for name, version in locked(lock).items())


def main(target: Path = PAGE) -> int:
    """Write the page."""
    try:
        target.write_text(page(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    except NotInstalled as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
