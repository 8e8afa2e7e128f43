"""A release's manifest as the server needs it: who signed it, and which bytes belong to it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from deploy.receiver.errors import Refused
from deploy.receiver.site_folder import SiteFolder

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
COPIES = (".br", ".gz")
NAMESPACE = "portal-release"  # as in deploy/release/signature.py, which is not sent to servers
FORMAT = 1
DIGEST = re.compile(r"[0-9a-f]{64}")
UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
AT_ONCE = 1 << 20
LONGEST_SIGNATURE = 1 << 14  # far less than a pipe holds


@dataclass(frozen=True)
class File:
    """One file of a release."""

    sha256: str
    size: int
    mtime: int


@dataclass(frozen=True)
class Release:
    """A manifest that was read; `raw` and `signature` are its bytes."""

    id: str
    sequence: int
    site: str
    files: dict[str, File]
    addresses: frozenset[str]
    policy: dict[str, str]
    raw: bytes
    signature: bytes
    aliases: dict[str, str] = field(default_factory=dict)  # by earlier address, where it leads


def read_manifest(raw: bytes, signature: bytes) -> Release:
    """Refuses what is no manifest, or would put a file outside its folder."""
    try:
        manifest = json.loads(raw)
        if manifest["format"] != FORMAT:
            _refuse(f"format là {manifest['format']!r}, máy chủ chỉ biết {FORMAT}")
        files = {path: File(str(file["sha256"]), int(file["size"]), int(file["mtime"])) for path, file in manifest["files"].items()}
        release = Release(
            str(manifest["id"]),
            int(manifest["sequence"]),
            str(manifest["site"]),
            files,
            frozenset(map(str, manifest["addresses"])),
            {str(address): str(policy) for address, policy in manifest.get("policy", {}).items()},
            raw,
            signature,
            {str(old): str(new) for old, new in manifest.get("aliases", {}).items()},
        )
        expected = f"{release.sequence}-{str(manifest['commit'])[:12]}"
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        _refuse(f"không đọc được ({error!r})")
    if release.id != expected or not re.fullmatch(r"[0-9]+-[0-9a-f]{12}", release.id):
        _refuse(f"mã bản đăng “{release.id}” không khớp số thứ tự và commit")
    for path, file in files.items():
        if not _is_safe(path) or not DIGEST.fullmatch(file.sha256) or file.size < 0:
            _refuse(f"tệp {path!r} có tên hoặc mã băm không được phép")
    return release


def _refuse(reason: str) -> NoReturn:
    raise Refused(f"{MANIFEST}: {reason}. Chạy lại make publish rồi đăng.")


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    hidden = [part for part in parts if part.startswith(".") and part != ".well-known"]
    return not (UNSAFE.search(path) or "" in parts or hidden or path in {MANIFEST, SIGNATURE})


def read_release(folder: Path) -> Release:
    """The release that lies in a folder of the server."""
    try:
        return read_manifest((folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_bytes())
    except FileNotFoundError:
        raise Refused(f"{folder}: thiếu {MANIFEST} hoặc chữ ký của nó. Không phải một bản đăng trọn vẹn.") from None


def verify_signature(site: SiteFolder, release: Release) -> None:
    """Refuses a manifest that none of the server's `allowed_signers` signed for this purpose."""
    if not site.allowed_signers.is_file():
        raise Refused(f"{site.allowed_signers}: máy chủ chưa có danh sách người được ký. Quản trị viên đặt tệp này một lần.")
    verify_signed_by(release, site.allowed_signers, str(site.settings().get("namespace", NAMESPACE)))


def verify_signed_by(release: Release, allowed_signers: Path, namespace: str = NAMESPACE) -> None:
    """The same, wherever the list of signers lies."""
    if not release.signature:
        raise Refused(f"bản {release.id} chưa ký. Chạy make publish trên máy có khoá ký.")
    listed = ["-f", str(allowed_signers)]
    signers = _ssh_keygen(release, "find-principals", *listed).stdout.decode().split()
    if signers and _ssh_keygen(release, "verify", *listed, "-n", namespace, "-I", signers[0]).returncode == 0:
        return
    raise Refused(
        f"chữ ký của bản {release.id} không đúng: {MANIFEST} đã bị sửa, hoặc ký bằng khoá không có trong {allowed_signers}."
    )


def _ssh_keygen(release: Release, action: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    """The signature comes through a pipe: no file that a full disk refuses or a killed process leaves."""
    reading, writing = os.pipe()
    command = ["ssh-keygen", "-Y", action, "-s", f"/dev/fd/{reading}", *options]
    try:
        os.write(writing, release.signature[:LONGEST_SIGNATURE])
        os.close(writing)
        return subprocess.run(command, input=release.raw, pass_fds=[reading], capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise Refused("máy chủ thiếu lệnh ssh-keygen để kiểm chữ ký. Cài gói openssh-client.") from None
    finally:
        os.close(reading)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal; "" where there is no such file."""
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as file:
            while block := file.read(AT_ONCE):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def wrong_files(folder: Path, files: dict[str, File], paths: Iterable[str]) -> list[str]:
    """Which of the paths do not hold what the manifest says, read from the disk again."""
    listed, cores = sorted(paths), os.cpu_count() or 1
    shares = [listed[first::cores] for first in range(cores)]  # a few long tasks: a thread's task costs as much as a small file
    with ThreadPoolExecutor(cores) as threads:
        wrong = threads.map(lambda share: [path for path in share if digest_of(folder / path) != files[path].sha256], shares)
        return sorted(path for share in wrong for path in share)


def verify_release(site: SiteFolder, folder: Path) -> Release:
    """The release in a folder, once its signature and every one of its bytes hold; refuses otherwise."""
    release = read_release(folder)
    verify_signature(site, release)
    wrong = wrong_files(folder, release.files, release.files)
    if wrong:
        raise Refused(f"bản {release.id} trên máy chủ đã hỏng: {some(wrong)}. Chọn bản khác (ID=…).")
    return release


def some(names: Iterable[Any]) -> str:
    """The first few of many, for a message."""
    listed = sorted(map(str, names))
    more = f" và {len(listed) - 5} tệp khác" if len(listed) > 5 else ""
    return ", ".join(listed[:5]) + more
