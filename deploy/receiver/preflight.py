"""Ask the web server itself, over loopback, and compare bytes: a status says nothing (Caddy answers 200 for an unknown host)."""

from __future__ import annotations

import hashlib
import ssl
import subprocess
from collections.abc import Iterator
from http.client import HTTPS_PORT, HTTPConnection, HTTPException
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from deploy.receiver.errors import Refused
from deploy.receiver.manifest import Release
from deploy.receiver.policies import HEADER, is_allowed
from deploy.receiver.site_folder import SiteFolder

MOST_CHANGED, SPREAD, MOST_WRONG, TIMEOUT = 100, 20, 5, 10
FIXED = ("robots.txt", "sitemap.xml")
MOVED = range(300, 400)
ENCODINGS = {"br": ".br", "gzip": ".gz"}


def is_configured(site: SiteFolder, link: str) -> bool:
    """Whether the administrator set how to ask for `candidate` or `live`."""
    return bool(site.settings().get(link))


def check_answers(site: SiteFolder, link: str, release: Release, before: Release | None) -> None:
    """Raises Refused if the web server answers with anything but the release. `link`: "candidate" or "live".

    `settings.json` has for each an address (`"http://127.0.0.1:8081"`, asked with the name in `"host"`) or a command: a list of
    words, run with the release's id as the last, which exits with 0 if all is well.
    """
    way = site.settings().get(link)
    if isinstance(way, list):
        _run([*map(str, way), release.id])
    elif way:
        wrong = [difference for _, difference in zip(range(MOST_WRONG), _differences(site, str(way), release, before))]
        if wrong:
            raise Refused("máy chủ web không đưa ra đúng bản mới: " + "; ".join(wrong))


def _run(command: list[str]) -> None:
    try:
        result = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603  # the administrator wrote it
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused(f"lệnh xem trước {command[0]} không chạy được: {error}") from None
    if result.returncode:
        said = (result.stderr or result.stdout).decode("utf-8", "replace").strip()
        raise Refused(f"lệnh xem trước {command[0]} báo lỗi: {said[-500:] or result.returncode}")


def _differences(site: SiteFolder, url: str, release: Release, before: Release | None) -> Iterator[str]:
    host = str(site.settings().get("host") or urlsplit(release.site).netloc)
    connection, headers = _open(url, host), {"Host": host}
    try:
        for path in sample(release, before):
            for accepted in ("identity", "br, gzip"):
                difference = _compare(connection, path, {**headers, "Accept-Encoding": accepted}, release)
                if difference:
                    yield difference
                    break
        yield from filter(None, [_compare_error_page(connection, headers, release)])
    except (OSError, HTTPException) as error:
        yield f"{url} không trả lời ({error!r})"
    finally:
        connection.close()


def _open(url: str, host: str) -> HTTPConnection:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(f"settings.json: “{url}” phải có dạng http://127.0.0.1:8081.")
    if parts.scheme == "http":
        return HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT)
    return _HttpsConnection(parts.hostname, parts.port, host.partition(":")[0])


class _HttpsConnection(HTTPConnection):
    """TLS to this machine under the site's name. Whether the certificate is good is for `make verify` to say, from outside."""

    default_port = HTTPS_PORT

    def __init__(self, address: str, port: int | None, name: str) -> None:
        super().__init__(address, port, timeout=TIMEOUT)
        self._name, self._context = name, ssl.create_default_context()
        self._context.check_hostname, self._context.verify_mode = False, ssl.CERT_NONE

    def connect(self) -> None:
        super().connect()
        self.sock = self._context.wrap_socket(self.sock, server_hostname=self._name)


def sample(release: Release, before: Release | None) -> list[str]:
    """The files to ask for: home, what changed, some of all. First come addresses that led elsewhere before: a server that
    still redirects there would send readers in a circle, or to another text.
    """
    pages = sorted(f"{address[1:]}index.html" for address in release.addresses)
    pages = [path for path in pages if path in release.files]
    old = before.files if before else {}
    changed = [path for path in pages if path not in old or old[path].sha256 != release.files[path].sha256]
    known = before.aliases if before else {}
    returned = sorted(address for address in known if address in release.addresses)
    led_elsewhere = sorted(old for old, new in release.aliases.items() if known.get(old, new) != new)
    first = [f"{address[1:]}index.html" for address in (*returned, *led_elsewhere)]
    spread = pages[:: max(1, len(pages) // SPREAD)]
    fixed = [path for path in FIXED if path in release.files]
    return list(dict.fromkeys(["index.html", *fixed, *first[:MOST_CHANGED], *changed[:MOST_CHANGED], *spread]))


class _Answer(NamedTuple):
    status: int
    encoding: str
    digest: str
    policy: str
    location: str


def _ask(connection: HTTPConnection, address: str, headers: dict[str, str]) -> _Answer:
    connection.request("GET", quote(address), headers=headers)
    response = connection.getresponse()
    digest = hashlib.sha256(response.read()).hexdigest()
    encoding, policy, location = (response.headers.get(name, "") for name in ("Content-Encoding", HEADER, "Location"))
    return _Answer(response.status, encoding, digest, policy, location)


def _compare(connection: HTTPConnection, path: str, headers: dict[str, str], release: Release) -> str | None:
    address = f"/{path[: -len('index.html')]}" if path == "index.html" or path.endswith("/index.html") else f"/{path}"
    answer = _ask(connection, address, headers)
    expected: Any = release.files.get(path + ENCODINGS.get(answer.encoding, ""))
    if answer.status in MOVED and _arrives(release, address, answer.location):
        return None
    if answer.status in MOVED:
        return f"{address} bị máy chủ dẫn đi nơi khác: chạy make server-config, đưa cấu hình lên trước"
    if answer.status != 200:
        return f"{address} trả về {answer.status}"
    if not is_allowed(release.policy, address, answer.policy):
        return f"{address} bị {HEADER} của máy chủ chặn bảng kiểu hay kịch bản: chạy make server-config, đưa cấu hình lên trước"
    return None if expected and answer.digest == expected.sha256 else f"{address} khác nội dung đã ký"


def _arrives(release: Release, address: str, location: str) -> bool:
    """Whether a redirect that the server knows, perhaps from an earlier release, still ends where the text is now."""
    return release.aliases.get(address) == release.aliases.get(location, location)


def _compare_error_page(connection: HTTPConnection, headers: dict[str, str], release: Release) -> str | None:
    answer = _ask(connection, f"/khong-co-{release.id}/", {**headers, "Accept-Encoding": "identity"})
    right = answer.status == 404 and answer.digest == release.files["404.html"].sha256
    return None if right else "địa chỉ không có thật không được trả lời bằng trang 404 của cổng"
