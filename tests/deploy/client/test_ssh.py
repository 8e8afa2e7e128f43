"""Over a real sshd: a key that can do nothing but run this receiver on this folder."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.client import connection
from deploy.client.setup import authorized_key, steps
from tests.deploy.publishing import Office, live_release_is_whole
from tests.deploy.releases import id_of, make_key

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"


class Sshd:
    """A server of this user on a free port; `authorized_keys` is the test's to write."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.port = folder, free_port()
        self.authorized_keys = folder / "authorized_keys"
        make_key(folder, "host")
        self.public_key = make_key(folder, "user").with_suffix(".pub").read_text(encoding="utf-8").strip()
        lines = [
            f"Port {self.port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {folder}/host",
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
        ]
        lines += [f"AuthorizedKeysFile {self.authorized_keys}", "PasswordAuthentication no", "PermitRootLogin prohibit-password"]
        (folder / "sshd_config").write_text("\n".join(lines) + "\n", encoding="utf-8")

    @property
    def ssh(self) -> str:
        """What `SSH=` is given."""
        options = ["-F", "none", "-p", str(self.port), "-i", f"{self._folder}/user", "-o", "IdentitiesOnly=yes"]
        trust = ["-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self._folder}/known_hosts", "-o", "LogLevel=ERROR"]
        return shlex.join(["ssh", *options, *trust])

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Somebody who stole the key tries a command."""
        words = [*shlex.split(self.ssh), "-o", "BatchMode=yes", f"{getpass.getuser()}@127.0.0.1", command]
        return subprocess.run(words, input="", capture_output=True, text=True, check=False)

    def start(self) -> subprocess.Popen[bytes]:
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # where sshd locks itself up; it is the system's, not the test's
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", self._folder / "sshd_config"], stderr=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return process
            time.sleep(0.05)
        process.kill()
        raise AssertionError("sshd does not listen")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    server = Sshd(tmp_path_factory.mktemp("sshd"))
    process = server.start()
    yield server
    process.terminate()
    process.wait()


@pytest.fixture
def to(sshd: Sshd, office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    """The office's folder by ssh, with the forced command that `setup` prints."""
    sshd.authorized_keys.write_text(authorized_key(office.to, sshd.public_key) + "\n", encoding="utf-8")
    monkeypatch.setenv("SSH", sshd.ssh)
    return f"{getpass.getuser()}@127.0.0.1:{office.to}"


def test_a_release_goes_over_ssh_and_back(office, to):
    releases = [office.release(1), office.release(2, {"tin/a/index.html": "mới"})]
    for release in releases:
        result = office.deploy(release, to=to)
        assert (result.code, result.errors) == (0, "")
        assert live_release_is_whole(office.site)
    assert '"from": "127.0.0.1"' in office.site.journal.read_text(encoding="utf-8")
    assert office.roll_back(to=to).code == 0
    assert office.site.live_id() == id_of(releases[0])


def test_a_refusal_and_its_code_come_back(office, to):
    office.deploy(office.release(2), to=to)
    result = office.deploy(office.release(1), to=to)
    assert (result.code, "cũ hơn bản đang đăng" in result.errors) == (1, True)


@pytest.mark.parametrize("command", ["cat /etc/passwd", "rm -rf /", "", "scp -t /tmp", "python3 -c 'print(42)'"])
def test_the_key_runs_nothing_else(office, to, sshd, command):
    result = sshd.run(command)
    assert result.returncode != 0
    assert result.stdout == ""
    assert "máy chủ chỉ nhận receiver có mã băm" in result.stderr


def test_another_receiver_than_the_pinned_one_is_not_run(office, to, monkeypatch):
    """Whoever holds the key could otherwise send a program of their own."""
    monkeypatch.setattr(connection, "receiver_file", lambda: b"print('mine')")
    result = office.deploy(office.release(1), to=to)
    assert result.code == 1
    assert "máy chủ chỉ nhận receiver có mã băm" in result.errors
    assert "mine" not in result.said
    assert list(office.site.folder.glob("receiver*")) == []


def test_the_key_reaches_no_other_folder(office, to):
    elsewhere = office.folder / "elsewhere"
    elsewhere.mkdir()
    other = to.replace(office.to, str(elsewhere))
    for result in (office.deploy(office.release(1), to=other), office.roll_back(to=other)):
        assert result.code == 1
        assert f"khoá này chỉ đăng vào {office.to}" in result.errors
    assert list(elsewhere.iterdir()) == []
    assert office.site.live_id() is None


def test_a_server_that_cannot_be_reached(office, to, monkeypatch):
    monkeypatch.setenv("SSH", f"ssh -F none -p {free_port()}")
    result = office.deploy(office.release(1), to=to)
    assert result.code == 1
    assert "không nối được tới máy chủ" in result.errors


def test_the_steps_for_the_administrator_name_all_files(office):
    text = steps("/srv/site", "ssh-ed25519 AAAA")
    for name in ("/srv/site/allowed_signers", "authorized_keys", "/srv/site/settings.json", 'restrict,command="python3 -I', "AAAA"):
        assert name in text
