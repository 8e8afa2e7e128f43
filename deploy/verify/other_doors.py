"""What lies beside the pages: plain http, the validity of security.txt, and names of the office that may have been left behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from deploy.verify.client import Client, SiteAnswer, Unreachable
from deploy.verify.examine import CONFIGURE, REPAIR, header_faults
from deploy.verify.expected import Expected, Question
from deploy.verify.findings import Finding
from deploy.verify.readers import PHONE_FROM_SEARCH
from deploy.verify.signs import signs_of

SECURITY_TXT = ".well-known/security.txt"
DAYS_LEFT = 30
NO_DNS = "DNS"  # in the reason of an Unreachable
REDIRECTS = {301, 308}


def check_plain_http(client: Client, site: str) -> list[Finding]:
    """A typed name without https:// must lead to it; a closed port does so too late, but harms nobody."""
    try:
        answer = client.ask("/")
    except Unreachable:
        return []
    where = answer.headers.get("Location", "")
    if answer.status in REDIRECTS and where == f"{site}/":
        return []
    return [Finding(f"{client.site}/", f"trả lời {answer.status} {where[:120]}".strip(), f"301 tới {site}/", CONFIGURE)]


def check_not_modified(client: Client, expected: Expected, asked: Iterable[tuple[Question, str]]) -> list[Finding]:
    """`asked`: questions with the ETag that came. Readers who have the page must get 304 without a body, with all headers."""
    findings = []
    for question, etag in asked:
        answer = client.ask(question.address, {**question.headers, "If-None-Match": etag})
        if answer.status == 304 and not answer.body:
            faults = header_faults(expected, question.address, answer)
            findings += [Finding(question.address, *fault) for fault in faults]
        else:
            found = f"trả lời {answer.status} cho người đã có trang này"
            findings.append(Finding(question.address, found, "304, không gửi lại", CONFIGURE, "warning"))
    return findings


def check_security_txt(text: str, now: datetime) -> list[Finding]:
    """Whoever found a hole must find an address that still holds."""
    lines = [line.partition(":")[2].strip() for line in text.splitlines() if line.lower().startswith("expires:")]
    change = f"Sửa ngày Expires trong {SECURITY_TXT}, đăng lại."
    try:
        end = datetime.fromisoformat(lines[0])
        end = end if end.tzinfo else end.replace(tzinfo=UTC)
    except (ValueError, IndexError):
        return [Finding(f"/{SECURITY_TXT}", "không có ngày Expires đọc được", "một ngày, như RFC 9116", change, "warning")]
    if end <= now:
        return [Finding(f"/{SECURITY_TXT}", f"đã hết hạn {end:%d/%m/%Y}", "còn hạn", change)]
    if end - now < timedelta(days=DAYS_LEFT):
        return [Finding(f"/{SECURITY_TXT}", f"hết hạn {end:%d/%m/%Y}", f"còn ít nhất {DAYS_LEFT} ngày", change, "warning")]
    return []


def check_watched_name(name: str, clients: Iterable[Client], expected: Expected) -> list[Finding]:
    """A name of the office that no longer serves anything: it must lead nowhere, or to the portal."""
    findings = []
    for client in clients:
        try:
            answer = client.ask("/", {**PHONE_FROM_SEARCH.headers, "Accept-Encoding": "identity"}, most=1 << 20)
        except Unreachable as error:
            if NO_DNS not in str(error):
                advice = "Xoá tên này khỏi DNS, kẻo ai thuê được máy chủ ấy sẽ dựng trang dưới tên miền của cơ quan."
                findings.append(Finding(name, f"còn trong DNS nhưng {error}", "không còn trong DNS", advice, "warning"))
            continue
        if not _is_ours(answer, expected):
            signs = signs_of(answer.body, b"", expected.known_hosts)
            advice = f"Xoá hoặc sửa tên này trong DNS ngay. {REPAIR}"
            findings.append(Finding(name, f"hiện trang khác: trả lời {answer.status}{signs}", "không có trang", advice))
    return findings[:1]


def _is_ours(answer: SiteAnswer, expected: Expected) -> bool:
    leads_here = answer.headers.get("Location", "").startswith(f"{expected.site}/")
    return answer.status in {404, 410, 421} or (answer.status in {301, 302, 307, 308} and leads_here)
