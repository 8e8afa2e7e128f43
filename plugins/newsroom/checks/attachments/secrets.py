"""Finds keys and tokens: once published they must be changed, so the build stops before that."""

from __future__ import annotations

import re

_KEYS = (
    b"PRIVATE KEY-----",
    b"PRIVATE KEY BLOCK-----",
    b"BEGIN SSH2 ENCRYPTED PRIVATE KEY",
    b"PuTTY-User-Key-File-",
    b"AGE-SECRET-KEY-1",
)
_TOKENS = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20}"
    r"|xox[abprs]-[0-9A-Za-z-]{20,}|AIza[0-9A-Za-z_-]{35}|sk_live_[0-9A-Za-z]{20,}|npm_[A-Za-z0-9]{36}|hf_[A-Za-z]{34}"
    r"|eyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,})(?![A-Za-z0-9])"
)
_SIGNED_IN = re.compile(
    r"(?<!\w)(?:postgres(?:ql)?|mysql|mariadb|mssql|mongodb(?:\+srv)?|redis|amqps?|ftps?|sftp|https?)://[^\s:/@]+:[^\s/@]+@\w"
)
_PASSWORD = re.compile(r"://[^\s:/@]+:[^\s/@]+@\w")  # how each of those ends, which is found thirty times sooner
_ADVICE = "Xoá ngay khỏi tệp, và đổi khoá ấy vì đã có người khác thấy được."


def secret_in(data: bytes, text: str) -> str:
    """The message on a key in the bytes or a token in the text, or ""."""
    if any(key in data for key in _KEYS) or any(key.decode() in text for key in _KEYS):
        return f"bên trong có khoá riêng (private key). {_ADVICE}"
    if _PASSWORD.search(text) and (found := _SIGNED_IN.search(text)):
        return f"bên trong có địa chỉ kèm mật khẩu “{found[0].partition(':')[0]}://…”. {_ADVICE}"
    found = _TOKENS.search(text)
    return f"bên trong có mã truy cập “{found[0][:8]}…”. {_ADVICE}" if found else ""
