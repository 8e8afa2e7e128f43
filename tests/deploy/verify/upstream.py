"""A release as the project's own nginx answers, with an intruder in between who may change what comes."""

from __future__ import annotations

import http.client
import shutil
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from deploy.release.manifest import read_manifest
from deploy.server_config.portal import portal_of
from tests.deploy.servers.asking import Answer, ask, connect
from tests.deploy.servers.machine import HOST, Site, configure, make_site, running
from tests.deploy.verify.served import AGENCY, Reply, Request, Shown, serving

OF_A_CONNECTION = ("connection", "content-length", "date", "keep-alive", "transfer-encoding")


@dataclass
class ShownByNginx(Shown):
    """`site`: where nginx runs; `idle`: connections to it that nobody uses just now."""

    site: Site | None = None
    idle: deque[socket.socket] = field(default_factory=deque)

    def right(self, request: Request) -> Reply:
        try:
            answer = self._ask(request, self.idle.pop() if self.idle else self._connect())
        except (OSError, IndexError, http.client.HTTPException):  # nginx ends a connection now and then
            answer = self._ask(request, self._connect())
        headers = {name: value for name, value in answer.headers if name.lower() not in OF_A_CONNECTION}
        return Reply(answer.status, headers, answer.body)

    def close(self) -> None:
        while self.idle:
            self.idle.pop().close()

    def _ask(self, request: Request, connection: socket.socket) -> Answer:
        headers = {name: value for name, value in request.headers.items() if name not in {"host", *OF_A_CONNECTION}}
        try:
            answer = ask(connection, request.address, host=request.headers["host"], headers=headers)
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        self.idle.append(connection)
        return answer

    def _connect(self) -> socket.socket:
        assert self.site
        return connect(self.site.portal.machine.https_port, self.site.tls, HOST)


@contextmanager
def served_by_nginx(release: Path, site: Site, certificate: Path) -> Iterator[ShownByNginx]:
    """Until the block ends, at `via`."""
    shown = ShownByNginx(release, site=site)
    try:
        with serving(shown, certificate):
            yield shown
    finally:
        shown.close()


@contextmanager
def running_server(server: str, base: Path, release: Path) -> Iterator[Site]:
    """With a copy of the release that is live."""
    site = make_site(base)
    shutil.copytree(release, site.base / "site/releases/2")
    site.go_live(Path("releases/2"))
    manifest = read_manifest(release)
    site = replace(site, manifest=manifest, portal=portal_of(manifest, AGENCY, site.portal.settings, site.portal.machine))
    with running(server, site, configure(site)):
        yield site
