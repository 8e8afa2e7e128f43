"""The TLS certificate: whether browsers accept it, and for how long still."""

from __future__ import annotations

import socket
import ssl
import time

from deploy.verify.client import TIMEOUT, Client, Unreachable, reason_of
from deploy.verify.findings import Finding

DAYS_LEFT = 21
RENEW = "Cấp lại chứng thư, chép vào máy chủ (docs/may-chu.md), rồi systemctl reload nginx."
EXPIRED, TOO_EARLY, OTHER_HOST = 10, 9, 62  # OpenSSL's own numbers


def check_certificate(client: Client, now: float | None = None) -> list[Finding]:
    """Raises Unreachable when nobody answers at all."""
    if not client.is_tls:
        return [Finding(client.site, "không dùng https", "https", "Viết TO=https://…; đặt chứng thư theo docs/may-chu.md.")]
    context = ssl.create_default_context(cafile=client.authorities)
    try:
        with (
            socket.create_connection(client.place, TIMEOUT) as plain,
            context.wrap_socket(plain, server_hostname=client.name) as connection,
        ):
            certificate = connection.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        return [Finding(client.site, _reason(error, client.name), "chứng thư mà trình duyệt nhận", RENEW)]
    except OSError as error:
        raise Unreachable(reason_of(error)) from error
    end = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    days = int((end - (time.time() if now is None else now)) // 86400)
    if days >= DAYS_LEFT:
        return []
    return [Finding(client.site, f"chứng thư TLS còn {days} ngày", f"ít nhất {DAYS_LEFT} ngày", RENEW, "warning")]


def _reason(error: ssl.SSLCertVerificationError, name: str) -> str:
    reasons = {
        EXPIRED: "chứng thư TLS đã hết hạn",
        TOO_EARLY: "chứng thư TLS chưa tới ngày dùng",
        OTHER_HOST: f"chứng thư TLS không phải của {name}",
    }
    return reasons.get(error.verify_code, "chứng thư TLS không do nơi được tin cậy cấp")
