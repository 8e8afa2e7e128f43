"""A real release, made and signed once, and a server that shows it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.verify.report import Verdict
from deploy.verify.run import Options, verify
from deploy.verify.state import RunState
from deploy.verify.verify import main
from tests.deploy.publishing import Result, run
from tests.deploy.release.keys import allow, make_key
from tests.deploy.release.scratch import commit, make_project, published
from tests.deploy.servers.machine import Site
from tests.deploy.verify.certificates import make_certificate
from tests.deploy.verify.served import AGENCY, SETTINGS, Shown, Tamper, serving
from tests.deploy.verify.upstream import running_server, served_by_nginx

HOST = "vi-du.example"
SITE = f"https://{HOST}"


@dataclass(frozen=True)
class Signed:
    """`folder` holds release/, a key and who may sign, certificates by name."""

    folder: Path

    @property
    def release(self) -> Path:
        return self.folder / "release"

    @property
    def key(self) -> Path:
        return self.folder / "key"

    @property
    def allowed(self) -> Path:
        return self.folder / "allowed"

    def certificate(self, name: str, host: str = HOST, days: int = 90) -> Path:
        made = self.folder / name / "whole.pem"
        return made if made.is_file() else make_certificate(self.folder / name, host, days)


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    folder = tmp_path_factory.mktemp("signed")
    project = make_project(folder / "project")
    key = make_key(folder / "key")
    allow(folder / "allowed", key)
    shutil.copy(folder / "allowed", project / "deploy/allowed_signers")
    commit(project)
    published(project, "--key", str(key)).rename(folder / "release")
    shutil.rmtree(project)
    return Signed(folder)


Show = Callable[..., Shown]
Verify = Callable[..., Verdict]


@pytest.fixture
def show(signed: Signed) -> Iterator[Show]:
    """Serves a release, tampered with or not."""
    with ExitStack() as stack:

        def serve(tamper: Tamper | None = None, release: Path | None = None, certificate: Path | None = None) -> Shown:
            shown = Shown(release or signed.release, tamper)
            return stack.enter_context(serving(shown, certificate or signed.certificate("good")))

        yield serve


@pytest.fixture(scope="session")
def nginx_site(tmp_path_factory: pytest.TempPathFactory, signed: Signed) -> Iterator[Site]:
    with running_server("nginx", tmp_path_factory.mktemp("nginx"), signed.release) as site:
        yield site


@pytest.fixture
def show_by_nginx(signed: Signed, nginx_site: Site) -> Iterator[Callable[[Path | None], Shown]]:
    """Serves what nginx answers, over TLS with a certificate of a test."""
    with ExitStack() as stack:

        def serve(certificate: Path | None) -> Shown:
            return stack.enter_context(served_by_nginx(signed.release, nginx_site, certificate or signed.certificate("good")))

        yield serve


@pytest.fixture
def options(signed: Signed) -> Callable[..., Options]:
    """What `make verify` is given, at full speed."""

    def of(shown: Shown, **changes: object) -> Options:
        usual = {"rate": 0, "via": shown.via, "allowed_signers": signed.allowed}
        trusted = signed.certificate("good").with_name("certificate.pem")
        return Options(**{"site": SITE, "agency": AGENCY, "settings": SETTINGS, "authorities": trusted, **usual, **changes})

    return of


@pytest.fixture
def verified(options: Callable[..., Options]) -> Verify:
    def go(shown: Shown, state: RunState | None = None, now: float | None = None, **changes: object) -> Verdict:
        return verify(options(shown, **changes), state or RunState(), now)

    return go


@pytest.fixture
def command(signed: Signed, tmp_path: Path) -> Callable[..., Result]:
    """`make verify`, with a state of its own."""

    def ask(shown: Shown, *options: str) -> Result:
        trusted = ["--authorities", str(signed.certificate("good")), "--allowed-signers", str(signed.allowed)]
        own = ["--state", str(tmp_path / "state"), "--content", "content", "--rate", "0", "--via", shown.via]
        return run(main, "--to", SITE, *own, *trusted, *options)

    return ask
