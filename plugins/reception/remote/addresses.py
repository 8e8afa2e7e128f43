"""Addresses of sources: what they may be, and how secrets get in without ever getting out.

An address in nguon.toml is committed, so a secret is never written in it: it names a variable, ${MAT_KHAU}, that only the
environment of `make data` knows. Whatever is shown or kept is the address as declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from plugins.reception.remote.refusal import SourceRefused

SCHEMES = {
    "http-csv": ("http", "https"),
    "http-json": ("http", "https"),
    "sql": ("postgresql", "postgresql+psycopg", "sqlite"),
}
HIDDEN = "***"
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SECRET_NAME = re.compile(r"(?i)key|token|khoa|secret|pass|pwd|mat-?_?khau|sig|auth|bi-?_?mat")


@dataclass(frozen=True, slots=True)
class Filled:
    """An address with its variables put in; it and `secrets` stay in memory."""

    address: str
    secrets: tuple[str, ...] = ()

    def hide(self, text: str) -> str:
        """The text without any of the secrets, plain or percent-encoded."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text


def complaints(address: str, kind: str) -> list[str]:
    """What is wrong with an address as declared; never quotes it, for it may hold a secret."""
    if _VARIABLE.fullmatch(address):
        return []
    if "${" in _VARIABLE.sub("", address):
        return ["dia-chi có “${” không khép đúng. Viết ${TEN_BIEN}, chỉ chữ không dấu, số và gạch dưới."]
    found = []
    try:
        parts = urlsplit(address)
        secrets = [parts.password or ""] + [value for name, value in parse_qsl(parts.query) if _SECRET_NAME.search(name)]
    except ValueError:
        return ["dia-chi không phải một địa chỉ. Viết dạng https://tên-máy/đường-dẫn."]
    if parts.scheme not in SCHEMES[kind]:
        found.append(f"dia-chi của loại {kind} phải bắt đầu bằng {' hoặc '.join(f'{name}://' for name in SCHEMES[kind])}.")
    if any(_VARIABLE.sub("", secret) for secret in secrets):
        found.append(
            "dia-chi có mật khẩu hoặc khoá viết thẳng. Thay bằng ${TEN_BIEN} rồi đặt biến môi trường ấy khi chạy make data."
        )
    return found


def fill(address: str, kind: str, environment: Mapping[str, str]) -> Filled:
    """Put the variables in, percent-encoded unless the whole address is one variable. Raises SourceRefused for unset ones."""
    names = _VARIABLE.findall(address)
    if unset := sorted({name for name in names if not environment.get(name)}):
        raise SourceRefused(f"biến môi trường {', '.join(unset)} chưa đặt. Đặt rồi chạy lại make data.")
    values = [environment[name] for name in names]
    if _VARIABLE.fullmatch(address):
        return _whole(values[0], kind)
    filled = _VARIABLE.sub(lambda match: quote(environment[match[1]], safe=""), address)
    return Filled(filled, _forms(values))


def _whole(address: str, kind: str) -> Filled:
    try:
        parts = urlsplit(address)
        inside = [parts.password or "", parts.username or "", *(value for _, value in parse_qsl(parts.query))]
    except ValueError:
        parts, inside = urlsplit(""), []
    if parts.scheme not in SCHEMES[kind]:
        raise SourceRefused(f"địa chỉ trong biến môi trường không phải loại {kind}. Đặt lại biến ấy.")
    return Filled(address, _forms([address, *inside]))


def _forms(secrets: Iterable[str]) -> tuple[str, ...]:
    return tuple({form for secret in secrets if secret for form in (secret, quote(secret, safe=""), unquote(secret))})
