"""The preview's answer for an address: a page of the built folder, or a plain one of its own, each with the script.

The server adds the script while it sends a page, never to a file. The script holds the digest of that page, so that the browser
reloads only if the page, or a picture on it, has changed.
"""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b, sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment

from plugins.files import stamp_of
from plugins.markup.plain_text import plain_text
from plugins.preview.build_process import Outcome

EVENTS, DRAFTS = "/__xem-truoc", "/nhap/"
HERE = Path(__file__).parent
SCRIPT = (HERE / "overlay.js").read_text(encoding="utf-8")
SCRIPT_SOURCE = f"'sha256-{base64.b64encode(sha256(SCRIPT.encode()).digest()).decode()}'"
PLAIN = Environment(autoescape=True, trim_blocks=True).from_string((HERE / "plain.html").read_text(encoding="utf-8"))
PICTURES = re.compile(rb'\bsrc="/([^"?#]+)')
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Draft:
    """An unpublished page."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it is sent. `plain`: one of the preview's own, which already says what is wrong."""

    status: HTTPStatus
    body: bytes
    digest: str
    plain: bool = False


def drafts_in(folder: Path) -> list[Draft]:
    """The pages under /nhap/, by title."""
    place = folder / DRAFTS.strip("/")
    try:
        names = [path.name for path in place.iterdir()]
    except FileNotFoundError:
        return []
    pages = {name: _read(place / name / "index.html") for name in names}
    drafts = [Draft(_heading(page.decode()), f"{DRAFTS}{name}/") for name, page in pages.items() if page is not None]
    return sorted(drafts, key=lambda draft: (draft.title, draft.address))


def answer(folder: Path, page: Path, address: str, outcome: Outcome | None) -> Answer:
    """The answer for the file `page` of this address. `outcome`: of the last build, None before the first has ended."""
    if address == DRAFTS:
        drafts = drafts_in(folder)
        note = "" if drafts else "Không có bài nháp hay bài hẹn ngày nào."
        return _plain(HTTPStatus.OK, title="Bài chưa đăng", drafts=drafts, note=note)
    if (body := _read(page)) is not None:
        return _with_script(HTTPStatus.OK, body, folder)
    if (body := _read(folder / "404.html")) is not None:
        return _with_script(HTTPStatus.NOT_FOUND, body, folder)
    if outcome is None:
        return _plain(HTTPStatus.SERVICE_UNAVAILABLE, title="Đang dựng trang…", note="Trang sẽ tự hiện khi dựng xong.")
    wrong = {"problems": outcome.problems, "failure": outcome.failure}
    return _plain(HTTPStatus.SERVICE_UNAVAILABLE, title="Chưa dựng được trang", **wrong)


def policy_with_script(policy: str) -> str:
    """A page's policy that also allows our one script and its connection."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    allowed = {part[0]: part[1:] for part in parts}
    for name, source in (("script-src", SCRIPT_SOURCE), ("connect-src", "'self'")):
        others = [other for other in allowed.get(name, []) if other not in {"'none'", source}]
        allowed[name] = [*others, source]
    return "; ".join(" ".join([name, *sources]) for name, sources in allowed.items())


def _read(page: Path) -> bytes | None:
    """The file's bytes, or None: a build may delete it at any moment."""
    try:
        return page.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return None


def _heading(text: str) -> str:
    found = HEADING.search(text)
    return plain_text(found[1]) if found else ""


def _plain(status: HTTPStatus, **context: object) -> Answer:
    body = PLAIN.render(**context).encode()
    return _sent(status, body, blake2b(body, digest_size=8), plain=True)


def _with_script(status: HTTPStatus, body: bytes, folder: Path) -> Answer:
    digest = blake2b(body, digest_size=8)
    for picture in PICTURES.findall(body):
        with suppress(OSError, ValueError):  # the picture may be missing, or have an impossible name
            stamp = stamp_of((folder / unquote(picture.decode("utf-8", "replace"))).stat())
            digest.update(f"{picture!r}{stamp}".encode())
    return _sent(status, body, digest)


def _sent(status: HTTPStatus, body: bytes, hashed: blake2b, plain: bool = False) -> Answer:
    hashed.update(bytes([status // 100]))
    digest = hashed.hexdigest()
    before, end, after = body.rpartition(b"</body>")
    script = f'<script data-digest="{digest}">{SCRIPT}</script>'.encode()
    return Answer(status, before + script + end + after if end else body + script, digest, plain)
