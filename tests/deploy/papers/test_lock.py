"""Libraries are installed as they were locked, to the byte, or not at all."""

import re
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest

from tests.conftest import ROOT

LOCKS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("**/requirements*.txt") if ".venv" not in path.parts)
METADATA = "Metadata-Version: 2.1\nName: vi-du\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "vi_du-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("vi_du.py", "")
        for name, text in {"METADATA": METADATA, "WHEEL": WHEEL, "RECORD": ""}.items():
            file.writestr(f"vi_du-1.0.dist-info/{name}", text)
    return path


def install(wheel, line):
    lock = wheel.with_name("requirements.txt")
    lock.write_text(f"{line}\n", encoding="utf-8")
    offline = ["--no-index", "--find-links", str(wheel.parent), "--target", str(wheel.parent / "installed"), "--no-compile"]
    command = [sys.executable, "-m", "pip", "install", *offline, "--require-hashes", "--requirement", str(lock)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_wheel_is_installed_only_with_the_bytes_that_were_locked(wheel):
    locked = f"vi-du==1.0 --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}"
    assert install(wheel, "vi-du==1.0").returncode != 0
    with wheel.open("ab") as file:
        file.write(b"\0")
    tampered = install(wheel, locked)
    assert tampered.returncode != 0
    assert "DO NOT MATCH" in tampered.stderr
    assert not (wheel.parent / "installed").exists()
    wheel.write_bytes(wheel.read_bytes()[:-1])
    assert install(wheel, locked).returncode == 0


def test_every_install_asks_for_hashes():
    installs = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "pip install" in line]
    assert len(installs) > 2
    assert [line for line in installs if "--require-hashes" not in line] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_library_has_its_hashes(lock):
    entries = re.split(r"(?m)^(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8"))[1:]
    assert entries
    assert [entry for entry in entries if "==" not in entry.split()[0] or "--hash=sha256:" not in entry] == []
