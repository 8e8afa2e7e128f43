"""One file over HTTP, whole or not at all.

We ask for no compression, so that the size limit and Content-Length count the same bytes. We refuse a body of unknown length:
cut between two digits, it would still be a good table with a wrong number.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth
from urllib3.exceptions import HTTPError, LocationValueError

from plugins.reception.remote.deadline import Deadline
from plugins.reception.remote.refusal import SourceRefused, excerpt

MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
TYPES = {
    "http-csv": ("text/csv", "application/csv", "text/plain", "text/tab-separated-values", "application/octet-stream"),
    "http-json": ("application/json", "text/json", "text/plain", "application/octet-stream"),
}
CHUNK = 64 * 1024
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "thanh-tra-lang-son-make-data"}


class _NoCredentials(AuthBase):
    """Keeps requests from taking a password out of ~/.netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _OneStep(requests.Session):
    """Does not read the body of a redirect: requests would read it all, however long."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Place:
    """The address without user and password, and these as what to send."""

    address: str
    credentials: AuthBase

    @property
    def origin(self) -> tuple[str, str]:
        parts = urlsplit(self.address)
        return parts.scheme, parts.netloc


def fetch(address: str, kind: str, max_bytes: int, deadline: Deadline) -> str:
    """The text at an address, following at most five redirects. Raises SourceRefused for anything but a whole UTF-8 text."""
    place = _place(address)
    try:
        with _OneStep() as session:
            for _ in range(MAX_REDIRECTS + 1):
                deadline.check()
                sent = session.get(place.address, auth=place.credentials, headers=HEADERS, stream=True, timeout=deadline.left())
                with sent as response:
                    if response.status_code not in REDIRECTS:
                        return _decoded(_body(response, kind, max_bytes, deadline))
                    place = _next_place(place, response)
    except requests.exceptions.SSLError as error:
        raise SourceRefused("chứng thư bảo mật (TLS) của máy chủ không hợp lệ. Báo đơn vị quản lý máy chủ.") from error
    except requests.Timeout as error:
        deadline.check()
        raise SourceRefused("máy chủ không trả lời. Chạy lại lúc khác, hoặc tăng han trong nguon.toml.") from error
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, LocationValueError, UnicodeError) as error:
        raise SourceRefused("địa chỉ không viết đúng. Sửa dia-chi.") from error
    except requests.ConnectionError as error:
        deadline.check()
        raise SourceRefused("không kết nối được máy chủ, hoặc máy chủ ngắt giữa chừng. Kiểm tra mạng và dia-chi.") from error
    except (requests.RequestException, HTTPError) as error:
        deadline.check()
        raise SourceRefused("máy chủ trả lời không trọn vẹn. Chạy lại; nếu vẫn vậy, báo đơn vị quản lý máy chủ.") from error
    raise SourceRefused(f"máy chủ chuyển hướng quá {MAX_REDIRECTS} lần. Ghi địa chỉ cuối cùng vào dia-chi.")


def _place(address: str) -> _Place:
    parts = urlsplit(address)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
    if not parts.username:
        return _Place(bare, _NoCredentials())
    return _Place(bare, HTTPBasicAuth(unquote(parts.username).encode(), unquote(parts.password or "").encode()))


def _next_place(place: _Place, response: requests.Response) -> _Place:
    try:
        there = _place(urljoin(place.address, response.headers.get("Location", "")))
    except ValueError as error:
        raise SourceRefused("máy chủ chuyển hướng tới một địa chỉ viết sai. Ghi địa chỉ cuối cùng vào dia-chi.") from error
    scheme = urlsplit(there.address).scheme
    if scheme not in ("http", "https") or (scheme == "http" and place.address.startswith("https:")):
        raise SourceRefused(f"máy chủ chuyển hướng tới địa chỉ {excerpt(scheme, 20)}: không an toàn. Hỏi đơn vị quản lý máy chủ.")
    return _Place(there.address, place.credentials if there.origin == place.origin else _NoCredentials())


def _body(response: requests.Response, kind: str, max_bytes: int, deadline: Deadline) -> bytes:
    if response.status_code != 200:
        meaning = {401: " (chưa được phép)", 403: " (bị từ chối)", 404: " (không có trang này)"}.get(response.status_code, "")
        raise SourceRefused(
            f"máy chủ trả lời mã {response.status_code}{meaning}, cần 200. Kiểm tra dia-chi, hoặc chạy lại lúc khác."
        )
    _check_headers(response, kind)
    length = _declared_length(response)
    body = bytearray()
    while length is None or len(body) < length:
        if max(length or 0, len(body)) > max_bytes:
            raise SourceRefused(f"nguồn dài hơn {max_bytes / 1_000_000:g} MB. Kiểm tra dia-chi, hoặc tăng toi-da trong nguon.toml.")
        chunk = response.raw.read1(CHUNK, decode_content=False)
        if not chunk:
            break
        body += chunk
        deadline.check()
    if length is not None and len(body) != length:
        raise SourceRefused(f"máy chủ ngắt giữa chừng: mới nhận {len(body)} trên {length} byte. Chạy lại make data.")
    return bytes(body)


def _check_headers(response: requests.Response, kind: str) -> None:
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "")
    found = header.get_content_type() if response.headers.get("Content-Type") else ""
    if found not in TYPES[kind] and not (kind == "http-json" and found.endswith("+json")):
        what = "một trang web (HTML)" if "html" in found else f"kiểu “{excerpt(found, 40)}”"
        raise SourceRefused(f"máy chủ trả về {what}, cần {TYPES[kind][0]}. Kiểm tra dia-chi có đúng địa chỉ tải số liệu không.")
    charset = str(header.get_param("charset", "utf-8")).lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise SourceRefused(f"nguồn viết bằng bảng mã {excerpt(charset, 20)}, cần UTF-8. Xin đơn vị quản lý xuất lại bằng UTF-8.")
    if response.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
        raise SourceRefused("máy chủ nén nội dung dù không được yêu cầu. Báo đơn vị quản lý máy chủ tắt nén cho địa chỉ này.")


def _declared_length(response: requests.Response) -> int | None:
    """The bytes to come; None for a chunked body, which marks its own end."""
    length = response.headers.get("Content-Length", "")
    if response.headers.get("Transfer-Encoding", "").lower() == "chunked" and not length:
        return None
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise SourceRefused("máy chủ không báo độ dài (Content-Length) nên không biết đã nhận đủ chưa. Báo đơn vị quản lý máy chủ.")
    return int(length)


def _decoded(body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceRefused("nguồn không viết bằng UTF-8. Xin đơn vị quản lý xuất lại bằng UTF-8.") from error
    if not text.strip():
        raise SourceRefused("máy chủ trả về nội dung rỗng. Kiểm tra dia-chi.")
    if text.lstrip()[:1] == "<":
        raise SourceRefused("máy chủ trả về một trang web (HTML) thay cho số liệu. Kiểm tra dia-chi.")
    return text
