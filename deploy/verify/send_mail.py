"""ALARM by mail: sends what it reads on its input, by the mail server that the environment names (docs/kiem-tra-trang-dang.md)."""

from __future__ import annotations

import os
import smtplib
import ssl
import sys
from collections.abc import Mapping
from email.message import EmailMessage

NEEDED = ("MAIL_SERVER", "MAIL_FROM", "MAIL_TO")
TIMEOUT = 30  # seconds; whoever calls waits a minute
SMTPS = 465


class MailRefused(Exception):
    """The message says in Vietnamese what to change."""


def send(text: str, environment: Mapping[str, str]) -> None:
    """Always over TLS where a password is sent. Raises MailRefused, OSError or smtplib.SMTPException."""
    if missing := [name for name in NEEDED if not environment.get(name)]:
        raise MailRefused(f"thiếu {', '.join(missing)}. Thêm vào tệp có ALARM.")
    host, _, port = environment["MAIL_SERVER"].partition(":")
    if port and not port.isdecimal():
        raise MailRefused(f"MAIL_SERVER=“{environment['MAIL_SERVER']}” không đúng. Viết may-thu.example:465.")
    secure = ssl.create_default_context()
    if int(port or SMTPS) == SMTPS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, SMTPS, timeout=TIMEOUT, context=secure)
    else:
        server = smtplib.SMTP(host, int(port), timeout=TIMEOUT)
    with server:
        _log_in(server, secure, environment)
        server.send_message(_message(text, environment))


def _log_in(server: smtplib.SMTP, secure: ssl.SSLContext, environment: Mapping[str, str]) -> None:
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=secure)
    if password := environment.get("MAIL_PASSWORD"):
        if not isinstance(server.sock, ssl.SSLSocket):
            raise MailRefused("máy thư không có TLS, nên không gửi mật khẩu. Dùng cổng 465 hoặc 587.")
        server.login(environment.get("MAIL_USER") or environment["MAIL_FROM"], password)


def _message(text: str, environment: Mapping[str, str]) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = environment.get("VERIFY_SUBJECT", "") or text.partition("\n")[0]
    message["From"], message["To"] = environment["MAIL_FROM"], environment["MAIL_TO"]
    message.set_content(text)
    return message


def main() -> int:
    """Send; 1 and a line in Vietnamese where that fails."""
    try:
        send(sys.stdin.buffer.read().decode("utf-8", "replace"), os.environ)
    except smtplib.SMTPAuthenticationError:
        return _failed("máy thư không nhận tài khoản này. Xem lại MAIL_USER, MAIL_PASSWORD.")
    except MailRefused as error:
        return _failed(str(error))
    except (OSError, smtplib.SMTPException) as error:
        return _failed(f"máy thư không nhận ({error}). Xem lại MAIL_SERVER, MAIL_FROM, MAIL_TO.")
    return 0


def _failed(why: str) -> int:
    print(f"không gửi được thư: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
