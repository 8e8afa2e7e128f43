"""What the address of a remote source in nguon.toml may be: of a known kind, and without a secret."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

SCHEMES = {
    "http-csv": ("http", "https"),
    "http-json": ("http", "https"),
    "sql": ("postgresql", "postgresql+psycopg", "sqlite"),
}
VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SECRET_NAME = re.compile(r"(?i)key|token|khoa|secret|pass|pwd|mat-?_?khau|sig|auth|bi-?_?mat")


def complaints(address: str, kind: str) -> list[str]:
    """What is wrong with an address as declared; never quotes it, for it may hold a secret."""
    if VARIABLE.fullmatch(address):
        return []
    if "${" in VARIABLE.sub("", address):
        return ["dia-chi có “${” không khép đúng. Viết ${TEN_BIEN}, chỉ chữ không dấu, số và gạch dưới."]
    found = []
    try:
        parts = urlsplit(address)
        secrets = [parts.password or ""] + [value for name, value in parse_qsl(parts.query) if _SECRET_NAME.search(name)]
    except ValueError:
        return ["dia-chi không phải một địa chỉ. Viết dạng https://tên-máy/đường-dẫn."]
    if parts.scheme not in SCHEMES[kind]:
        found.append(f"dia-chi của loại {kind} phải bắt đầu bằng {' hoặc '.join(f'{name}://' for name in SCHEMES[kind])}.")
    if any(VARIABLE.sub("", secret) for secret in secrets):
        found.append(
            "dia-chi có mật khẩu hoặc khoá viết thẳng. Thay bằng ${TEN_BIEN} rồi đặt biến môi trường ấy khi chạy make data."
        )
    return found
