"""Fills the secrets into the addresses of sources, and hides them in all that is printed.

An address in nguon.toml is committed, so it holds no secret: it names a variable, ${MAT_KHAU}, that only the environment of
`make data` knows. Messages and receipts show the address as declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from plugins.reception.data.sources.snapshots.address_rules import SCHEMES, VARIABLE
from plugins.reception.remote.refusal import SourceRefused

HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class FilledAddress:
    """An address with its variables filled in; it and `secrets` never leave memory."""

    address: str
    secrets: tuple[str, ...] = ()

    def hide(self, text: str) -> str:
        """The text without any of the secrets, plain or percent-encoded."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text


def fill(address: str, kind: str, environment: Mapping[str, str]) -> FilledAddress:
    """Fill in the variables, percent-encoded unless the address is a single variable. Raises SourceRefused for unset ones."""
    names = VARIABLE.findall(address)
    if unset := sorted({name for name in names if not environment.get(name)}):
        raise SourceRefused(f"biến môi trường {', '.join(unset)} chưa đặt. Đặt rồi chạy lại make data.")
    values = [environment[name] for name in names]
    if VARIABLE.fullmatch(address):
        return _whole(values[0], kind)
    filled = VARIABLE.sub(lambda match: quote(environment[match[1]], safe=""), address)
    return FilledAddress(filled, _forms(values))


def _whole(address: str, kind: str) -> FilledAddress:
    try:
        parts = urlsplit(address)
        inside = [parts.password or "", parts.username or "", *(value for _, value in parse_qsl(parts.query))]
    except ValueError:
        parts, inside = urlsplit(""), []
    if parts.scheme not in SCHEMES[kind]:
        raise SourceRefused(f"địa chỉ trong biến môi trường không phải loại {kind}. Đặt lại biến ấy.")
    return FilledAddress(address, _forms([address, *inside]))


def _forms(secrets: Iterable[str]) -> tuple[str, ...]:
    return tuple({form for secret in secrets if secret for form in (secret, quote(secret, safe=""), unquote(secret))})
