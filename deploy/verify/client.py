"""Asks the site: at most so many requests a second, over a few connections that stay open, and exactly what it was given to ask."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import certifi
import urllib3
from urllib3.exceptions import HTTPError, InsecureRequestWarning

RATE, CONNECTIONS = 20, 4
TIMEOUT, LONGEST = 15, 120  # seconds until the next byte, until the last
BLOCK, MOST_BYTES = 1 << 16, 64 << 20
TOO_MANY, PAUSE = 429, 10
SAFE = "/%:@!$&'()*+,;=~?"


class Unreachable(Exception):
    """No answer came; the text says why."""


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """`is_whole`: whether as many bytes came as were announced."""

    status: int
    headers: urllib3.HTTPHeaderDict
    body: bytes
    is_whole: bool = True


class Pace:
    """Lets through so many a second, evenly, whichever thread asks; 0 for no limit."""

    def __init__(self, rate: float) -> None:
        self._step = 1 / rate if rate else 0.0
        self._next, self._lock = time.monotonic(), threading.Lock()

    def wait(self) -> None:
        """Return when it is this one's turn."""
        if not self._step:
            return
        with self._lock:
            turn = max(self._next, time.monotonic())
            self._next = turn + self._step
        time.sleep(max(0.0, turn - time.monotonic()))


class Client:
    """`via`: "host:port" to connect to instead of what the name leads to, as before a change of DNS. Nothing follows a redirect."""

    def __init__(
        self, site: str, via: str = "", authorities: Path | None = None, rate: float = RATE, connections: int = CONNECTIONS
    ) -> None:
        address = urllib3.util.parse_url(site)
        self.site, self.host, self.name = site, address.netloc or "", address.host or ""
        there = urllib3.util.parse_url(f"//{via}") if via else address
        self.via, self.is_tls = via, address.scheme == "https"
        self.place = (there.host or "", there.port or (443 if self.is_tls else 80))
        self.authorities = str(authorities or certifi.where())
        self._connections, self._pace, self.asked = connections, Pace(rate), 0
        self._pool = self._open(ssl.create_default_context(cafile=self.authorities))

    def _open(self, context: ssl.SSLContext) -> urllib3.HTTPConnectionPool:
        (host, port), size, timeout = self.place, self._connections, urllib3.Timeout(connect=TIMEOUT, read=TIMEOUT)
        if not self.is_tls:
            return urllib3.HTTPConnectionPool(host, port, timeout, size)
        return urllib3.HTTPSConnectionPool(
            host,
            port,
            timeout,
            size,
            ssl_context=context,
            cert_reqs=context.verify_mode,
            server_hostname=self.name,
            assert_hostname=self.name if context.check_hostname else False,
        )

    def trust_anyone(self) -> None:
        """Go on although the certificate is wrong, which has been reported."""
        urllib3.disable_warnings(InsecureRequestWarning)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._pool.close()
        self._pool = self._open(context)

    def ask(self, address: str, headers: Mapping[str, str] | None = None, most: int = MOST_BYTES) -> SiteAnswer:
        """Raises Unreachable when no answer comes, twice."""
        try:
            answer = self._try(address, headers, most)
        except Unreachable:  # a connection that the server had closed meanwhile, perhaps
            return self._try(address, headers, most)
        if answer.is_whole and answer.status != TOO_MANY:
            return answer
        time.sleep(PAUSE if answer.status == TOO_MANY else 0)
        return self._try(address, headers, most)

    def _try(self, address: str, headers: Mapping[str, str] | None, most: int) -> SiteAnswer:
        self._pace.wait()
        self.asked += 1
        sent = {"Host": self.host, "Accept-Encoding": "identity", **(headers or {})}
        try:
            response = self._pool.request(
                "GET",
                quote(address, SAFE),
                headers=sent,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, OSError) as error:
            raise Unreachable(reason_of(error)) from error
        body, is_whole = _read(response, most)
        return SiteAnswer(response.status, response.headers, body, is_whole)

    def close(self) -> None:
        """End all connections."""
        self._pool.close()


def _read(response: urllib3.BaseHTTPResponse, most: int) -> tuple[bytes, bool]:
    """As much as comes, and whether that is all that was announced."""
    body, until = bytearray(), time.monotonic() + LONGEST
    try:
        while block := response.read(BLOCK):
            body += block
            if len(body) > most or time.monotonic() > until:
                response.close()  # what is still to come must not be the next answer
                return bytes(body), False
    except (HTTPError, OSError):
        response.close()
        return bytes(body), False
    finally:
        response.release_conn()
    return bytes(body), True


def reason_of(error: Exception) -> str:
    """Why no answer came, in Vietnamese."""
    text = f"{error!r} {error}"
    reasons = {
        "NameResolution": "tên miền không có trong DNS",
        "gaierror": "tên miền không có trong DNS",
        "refused": "máy chủ không mở cổng này",
        "imed out": "máy chủ không trả lời kịp",
        "CERTIFICATE": "chứng thư TLS không hợp lệ",
        "SSL": "không bắt tay TLS được",
        "RemoteDisconnected": "máy chủ cắt kết nối",
        "reset": "máy chủ cắt kết nối",
        "unreachable": "không có đường mạng tới máy chủ",
    }
    return next((reason for sign, reason in reasons.items() if sign in text), "kết nối hỏng")
