"""Which release the site must show: the one on this machine, else the one it shows itself, if the office signed it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from deploy.release.manifest import FILE_NAME, SIGNATURE_NAME, ReleaseManifest, parse, read_manifest
from deploy.release.signature import why_not_signed
from deploy.verify.client import Client
from deploy.verify.examine import REPAIR, RETRY
from deploy.verify.findings import Finding
from plugins.problems import Problem, ProblemsFound

AT, SIGNED_AT = f"/{FILE_NAME}", f"/{SIGNATURE_NAME}"
AGAIN = "Nếu vừa chạy make rollback hay make deploy thì đúng vậy; nếu không, đăng lại bằng make deploy."


def served_manifest(client: Client, allowed_signers: Path) -> tuple[bytes, list[Finding]]:
    """The bytes that the site gives as its manifest, b"" for none, and whether they are signed. Raises Unreachable."""
    answer = client.ask(AT)
    if answer.status != 200:
        return b"", [Finding(AT, f"trả lời {answer.status}", "danh mục của bản đang đăng", RETRY)]
    signature = client.ask(SIGNED_AT)
    if signature.status != 200:
        return answer.body, [Finding(SIGNED_AT, f"trả lời {signature.status}", "chữ ký của danh mục", REPAIR)]
    if reason := _why_not_signed(answer.body, signature.body, allowed_signers):
        return answer.body, [Finding(SIGNED_AT, f"chữ ký không đúng: {reason}", "chữ ký của người được ký", REPAIR)]
    return answer.body, []


def _why_not_signed(manifest: bytes, signature: bytes, allowed_signers: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILE_NAME).write_bytes(manifest)
        (Path(folder) / SIGNATURE_NAME).write_bytes(signature)
        return why_not_signed(Path(folder), allowed_signers)


def release_to_expect(
    served: bytes, local: ReleaseManifest | None, site: str, newest_seen: int
) -> tuple[ReleaseManifest | None, list[Finding]]:
    """The one on this machine wins. `newest_seen`: the highest sequence until now."""
    shown = _parsed(served)
    findings = [] if shown else [Finding(AT, "không phải danh mục bản đăng đọc được", "danh mục của bản đang đăng", REPAIR)]
    if shown and shown.site != site:
        findings.append(Finding(AT, f"bản đăng của trang khác ({shown.site})", site, REPAIR))
    if shown and local and shown != local:
        findings.append(_differs(shown, local))
    elif shown and not local and shown.sequence < newest_seen:
        found = f"bản cũ: số thứ tự {shown.sequence}, lần kiểm trước đã thấy {newest_seen}"
        findings.append(Finding(AT, found, "bản mới nhất", AGAIN, "warning"))
    return local or (shown if shown and shown.site == site else None), findings


def local_release(folder: Path, site: str) -> ReleaseManifest:
    """That of a folder; raises ProblemsFound if it is none, or another site's."""
    local = read_manifest(folder)
    if local.site != site:
        message = f"bản này làm cho {local.site}, không phải {site}. Sửa TO=…, hoặc chạy lại make publish với SITEURL={site}."
        raise ProblemsFound([Problem(str(folder), message=message)])
    return local


def _parsed(served: bytes) -> ReleaseManifest | None:
    try:
        return parse(served)
    except ProblemsFound:
        return None


def _differs(shown: ReleaseManifest, local: ReleaseManifest) -> Finding:
    age = "cũ hơn" if shown.sequence < local.sequence else "mới hơn" if shown.sequence > local.sequence else "cùng số nhưng khác"
    return Finding(AT, f"đang đăng bản {shown.id}, {age} bản trên máy này", f"bản {local.id}", AGAIN)
