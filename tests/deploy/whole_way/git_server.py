"""An editor's repository, the office's Git server with the project's hook, and what a push says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.deploy.release.keys import allow, make_key
from tests.deploy.release.scratch import commit, git, make_project, published, write_text

SITEURL = "https://vi-du.example"
A_TEST = '''"""Stands in for the thousands of the project."""

from pathlib import Path


def test_there_are_texts():
    assert list(Path("content").rglob("*.md"))
'''


@dataclass(frozen=True)
class GitServer:
    """`base` holds project/ (the editor's), portal.git (the server's), key (signs releases), home/ (whose hook it is)."""

    base: Path

    @property
    def project(self) -> Path:
        return self.base / "project"

    @property
    def repository(self) -> Path:
        return self.base / "portal.git"

    @property
    def key(self) -> Path:
        return self.base / "key"

    @property
    def signers(self) -> Path:
        return self.project / "deploy/allowed_signers"

    @property
    def released(self) -> Path:
        """What the hook published last."""
        return self.repository / "ban-lam-viec/output"

    def deploy_to(self, name: str, **settings: str) -> None:
        """One place more."""
        lines = [f"{key}={value}" for key, value in {"SIGNING_KEY": str(self.key), **settings}.items()]
        (self.repository / "dang-bai").mkdir(exist_ok=True)
        (self.repository / f"dang-bai/{name}.env").write_text("\n".join([*lines, ""]), encoding="utf-8")

    def lead_to(self, port: int, certificate: str) -> None:
        """What curl finds when it asks for the site."""
        lines = [f'connect-to = "vi-du.example:443:127.0.0.1:{port}"', f'cacert = "{certificate}"']
        (self.base / "home/.curlrc").write_text("\n".join([*lines, ""]), encoding="utf-8")

    def push(self, name: str, header: str, body: str) -> subprocess.CompletedProcess[str]:
        """An editor writes a text, commits and pushes it."""
        write_text(self.project, name, header, body)
        commit(self.project)
        without_make = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        environment = {**without_make, "HOME": str(self.base / "home"), "PYTEST_XDIST_AUTO_NUM_WORKERS": "0"}
        command = ["git", "push", "--quiet", str(self.repository), "main"]
        return subprocess.run(command, cwd=self.project, env=environment, capture_output=True, text=True, check=False)


def make_git_server(base: Path) -> GitServer:
    """With a first release, made by hand and signed, in project/output."""
    server = GitServer(base)
    make_project(server.project)
    for name in ("Makefile", "pyproject.toml", "requirements-test.txt"):
        shutil.copy(ROOT / name, server.project)
    shutil.copytree(ROOT / ".ci", server.project / ".ci")
    (server.project / "tests").mkdir()
    (server.project / "tests/test_texts.py").write_text(A_TEST, encoding="utf-8")
    ignored = server.project / ".gitignore"
    ignored.write_text(f"{ignored.read_text(encoding='utf-8')}.venv/\nrelease.tar\n.pytest_cache/\n", encoding="utf-8")
    allow(server.signers, make_key(server.key))
    commit(server.project)
    published(server.project, "--key", str(server.key))
    git(base, "clone", "--quiet", "--bare", str(server.project), str(server.repository))
    git(server.repository, "config", "portal.siteurl", SITEURL)
    shutil.copy(ROOT / "deploy/git/post-receive", server.repository / "hooks")
    (base / "home").mkdir()
    install_libraries(server)
    return server


def install_libraries(server: GitServer) -> None:
    """Those that run this test, where `make` would install them."""
    copy = server.repository / "ban-lam-viec"
    git(server.base, "clone", "--quiet", str(server.repository), str(copy))
    (copy / ".venv").mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (copy / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    for name in ("ready", "ready-test", "ready-s3"):
        (copy / ".venv" / name).touch()
