"""The signature of a manifest, by ssh-keygen: in Debian, known to every administrator, the same bytes each time for ed25519.

The private key lies outside the repository; whose keys are good stands in deploy/allowed_signers, which changes by commit.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from deploy.release.manifest import FILE_NAME, SIGNATURE_NAME
from plugins.problems import Problem, ProblemsFound
from plugins.project import ROOT

NAMESPACE = "portal-release"  # a signature made for anything else, such as a commit, is none of a release
ALLOWED_SIGNERS = ROOT / "deploy/allowed_signers"
NOT_SIGNED = (
    "CHƯA KÝ: bản đăng này không có chữ ký nên máy chủ sẽ từ chối. Để ký, chạy make publish SIGNING_KEY=<tệp khoá riêng, "
    "để ngoài kho mã> (docs/dua-len-mang.md)."
)


def check_key(key: Path) -> None:
    """Raises ProblemsFound for a key that cannot, or should not, sign."""
    display_path, path = str(key), key.resolve()
    message = ""
    if not shutil.which("ssh-keygen"):
        message = "máy này chưa có ssh-keygen. Cài gói openssh-client."
    elif not path.is_file():
        message = "không có tệp khoá này. Kiểm tra lại SIGNING_KEY=…."
    elif path.is_relative_to(ROOT):
        message = "khoá riêng nằm trong kho mã, sớm muộn sẽ lộ. Chuyển ra ngoài, ví dụ ~/.ssh/, rồi thay khoá mới."
    elif path.stat().st_mode & 0o077:
        message = f"người khác trên máy này đọc được khoá. Chạy chmod 600 {display_path}."
    elif "(ED25519)" not in _ssh_keygen("-l", "-f", str(path)).stdout:  # others sign differently each time
        message = "không phải khoá ed25519. Tạo khoá bằng ssh-keygen -t ed25519 (docs/dua-len-mang.md)."
    if message:
        raise ProblemsFound([Problem(display_path, message=message)])


def sign(folder: Path, key: Path, allowed_signers: Path = ALLOWED_SIGNERS) -> None:
    """Write the signature beside the manifest; raises ProblemsFound unless servers will take it."""
    (folder / SIGNATURE_NAME).unlink(missing_ok=True)  # ssh-keygen would ask whether to
    run = _ssh_keygen("-Y", "sign", "-f", str(key.resolve()), "-n", NAMESPACE, str(folder / FILE_NAME))
    if run.returncode:
        raise ProblemsFound(
            [Problem(str(key), message=f"không ký được ({_last_line(run.stderr)}). Kiểm tra khoá và mật khẩu khoá.")]
        )
    if reason := why_not_signed(folder, allowed_signers):
        raise ProblemsFound(
            [Problem(str(key), message=f"{reason} Thêm khoá công khai vào deploy/allowed_signers, commit, chạy lại.")]
        )


def why_not_signed(folder: Path, allowed_signers: Path = ALLOWED_SIGNERS) -> str:
    """Why a server would not take the manifest as the office's; "" where it would."""
    if not (folder / SIGNATURE_NAME).is_file():
        return "Bản đăng chưa ký."
    manifest, common = (folder / FILE_NAME).read_bytes(), ("-f", str(allowed_signers), "-s", str(folder / SIGNATURE_NAME))
    signers = _ssh_keygen("-Y", "find-principals", *common).stdout.split()
    verified = (_ssh_keygen("-Y", "verify", *common, "-n", NAMESPACE, "-I", signer, given=manifest) for signer in signers)
    if any(run.returncode == 0 for run in verified):
        return ""
    return "Chữ ký không phải của khoá nào trong deploy/allowed_signers, hoặc manifest.json đã bị sửa."


def _ssh_keygen(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """A key with a password asks for it on the terminal."""
    with tempfile.TemporaryFile() as file:
        file.write(given or b"")
        file.seek(0)
        environment = {**os.environ, "LC_ALL": "C"}
        return subprocess.run(["ssh-keygen", *arguments], stdin=file, env=environment, capture_output=True, text=True, check=False)  # noqa: S603, S607


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["không rõ lý do"])[-1]
