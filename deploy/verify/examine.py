"""Holds one answer against the release: status, whole, bytes, type, and every header that the server's configuration promises."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urljoin

from deploy.receiver.policies import sources_of
from deploy.server_config.promises import POLICY, promised_headers
from deploy.verify.client import SiteAnswer
from deploy.verify.expected import Expected, Question
from deploy.verify.findings import Finding
from deploy.verify.signs import signs_of, unpack
from plugins.problems import Severity

REPAIR = "Làm theo “Trang bị sửa, bị chèn nội dung lạ” trong docs/so-tay-su-co.md."
CONFIGURE = "Chạy make server-config rồi đưa cấu hình lên máy chủ (docs/may-chu.md)."
RETRY = "Chạy lại; nếu vẫn vậy, xem nhật ký của máy chủ."
UNASKED = ("Set-Cookie", "Refresh", "Link", "X-Powered-By", "Access-Control-Allow-Origin", "Clear-Site-Data", "Content-Location")
MOVED = range(300, 400)


def examine(expected: Expected, question: Question, answer: SiteAnswer) -> list[Finding]:
    """In what the answer is not the one that is due; [] where all is well."""
    if leads_on(expected, question.address, answer):
        faults = header_faults(expected, question.address, answer)
        return [Finding(question.address, *fault, question.reader.name) for fault in faults]
    return list(_examine(expected, question, answer))


def _examine(expected: Expected, question: Question, answer: SiteAnswer) -> Iterator[Finding]:
    def found(what: str, due: str, advice: str, severity: Severity = "error") -> Finding:
        return Finding(question.address, what, due, advice, severity, question.reader.name)

    if answer.status != question.status:
        yield found(status_of(expected, question, answer), due_status(expected, question), status_advice(answer.status))
        return
    encoding = answer.headers.get("Content-Encoding", "identity")
    due = question.encoding if expected.file(question.path, question.encoding) else "identity"
    is_right = answer.is_whole and is_published(expected, question.path, encoding, answer.body)
    if is_right and encoding != due:
        what = "gửi bản không nén" if encoding == "identity" else f"gửi bản nén kiểu “{encoding}”"
        yield found(what, "bản không nén" if due == "identity" else f"bản nén {due}", CONFIGURE, "warning")
    if not answer.is_whole:
        yield found("nội dung bị cắt giữa chừng hoặc dài quá mức", "trọn tệp", RETRY)
    elif not is_right:
        yield found(f"nội dung khác bản đã ký{_signs(expected, question.path, encoding, answer.body)}", "đúng từng byte", REPAIR)
    if (kind := answer.headers.get("Content-Type", "")) != (due_kind := expected.manifest.files[question.path].type):
        yield found(f"kiểu nội dung “{kind}”", f"“{due_kind}”", CONFIGURE)
    yield from (found(*each) for each in header_faults(expected, question.address, answer))
    if question.status == 200:
        yield from (found(*each) for each in _cache_faults(expected, question, answer))


def leads_on(expected: Expected, address: str, answer: SiteAnswer) -> bool:
    """Whether the server sends readers of an earlier address to where the text is now. The page that stands there is right, too."""
    new = expected.manifest.aliases.get(address)
    return answer.status == 301 and new is not None and answer.headers.get("Location") in (new, f"{expected.site}{new}")


def is_published(expected: Expected, path: str, encoding: str, body: bytes) -> bool:
    """Whether these are the bytes of that file of the release."""
    file = expected.file(path, encoding)
    return bool(file and sha256(body).hexdigest() == file.sha256)


def _signs(expected: Expected, path: str, encoding: str, body: bytes) -> str:
    return signs_of(unpack(body, encoding), expected.original(path), expected.known_hosts)


def status_of(expected: Expected, question: Question, answer: SiteAnswer) -> str:
    """The wrong status in words, with where it leads or what it shows."""
    if answer.status in MOVED:
        return f"chuyển hướng sang {urljoin(question.address, answer.headers.get('Location', ''))[:120]}"
    encoding = answer.headers.get("Content-Encoding", "identity")
    signs = signs_of(unpack(answer.body, encoding), b"", expected.known_hosts) if question.status == 404 else ""
    return f"trả lời {answer.status}{signs}"


def due_status(expected: Expected, question: Question) -> str:
    """What should have come."""
    if new := expected.manifest.aliases.get(question.address):
        return f"301 tới {new}, hoặc trang dẫn tới đó"
    return "404 với trang báo lỗi của cổng" if question.status == 404 else str(question.status)


def status_advice(status: int) -> str:
    """What to do about a wrong one."""
    return RETRY if status >= 500 or status == 429 else REPAIR


Fault = tuple[str, str, str, Severity]


def header_faults(expected: Expected, address: str, answer: SiteAnswer) -> Iterator[Fault]:
    """What was found, what is due, what to do, how grave."""
    for name, value in promised_headers(expected.portal, address, answer.status).items():
        values = answer.headers.getlist(name)
        if values == [value]:
            continue
        if name == POLICY and len(values) == 1 and _is_wider_for_a_release(value, values[0]):
            yield f"{name} cho cả bảng kiểu của bản khác", "đúng của bản này", f"Sau khi đăng xong: {CONFIGURE}", "note"
        elif values:
            yield f"{name}: {' | '.join(values)[:120]}", f"“{value[:120]}”", CONFIGURE, "error"
        else:
            yield (
                f"thiếu dòng {name}" + (f" khi trả lời {answer.status}" if answer.status != 200 else ""),
                value[:120],
                CONFIGURE,
                "error",
            )
    for name in UNASKED:
        if name in answer.headers:
            yield f"{name}: {answer.headers[name][:120]}", "không có dòng này", REPAIR, "error"
    if any(sign.isdigit() for sign in answer.headers.get("Server", "")):
        yield f"máy chủ cho biết phiên bản ({answer.headers['Server'][:40]})", "không nói", CONFIGURE, "warning"


def _is_wider_for_a_release(due: str, served: str) -> bool:
    """Whether more is allowed only for another release's own styles and scripts, which the policy names by digest."""
    needed, given = sources_of(due), sources_of(served)
    if needed.keys() != given.keys() or any(needed[name] - given[name] for name in needed):
        return False
    return all(source.startswith("'sha256-") for name in needed for source in given[name] - needed[name])


def _cache_faults(expected: Expected, question: Question, answer: SiteAnswer) -> Iterator[Fault]:
    """Without these readers load all anew, or get a copy that they cannot read."""
    if "ETag" not in answer.headers or "Last-Modified" not in answer.headers:
        yield "thiếu ETag hoặc Last-Modified", "cả hai", CONFIGURE, "warning"
    if expected.has_copies(question.path) and "accept-encoding" not in answer.headers.get("Vary", "").lower():
        yield "thiếu Vary: Accept-Encoding", "có dòng này", CONFIGURE, "warning"
