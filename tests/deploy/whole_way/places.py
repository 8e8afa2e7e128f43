"""Where the office publishes: a real nginx, and two object stores with a CDN in front. Each can be verified and rolled back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from deploy.client import deploy, rollback
from deploy.release.manifest import read_manifest
from deploy.s3 import deploy as s3_deploy
from deploy.s3 import rollback as s3_rollback
from deploy.s3.object_store import ObjectStore
from deploy.server_config.portal import portal_of
from deploy.verify.report import Verdict
from deploy.verify.run import Options, verify
from deploy.verify.state import RunState
from tests.deploy.publishing import Result, run
from tests.deploy.s3.stores import KEY, KINDS, SECRET
from tests.deploy.s3.stores import running as running_store
from tests.deploy.servers.machine import Site, configure, make_site, running
from tests.deploy.verify.served import AGENCY, SETTINGS, Shown, serving
from tests.deploy.whole_way.cdn import ShownByStore
from tests.deploy.whole_way.git_server import SITEURL, GitServer

EARLIER = 30 * 86400  # the machine's certificate is for two days


@dataclass
class Place:
    """`shown`: readers' way to it; `endpoint` of a store."""

    name: str
    to: str
    server: GitServer
    shown: Shown
    certificate: Path
    endpoint: str = ""

    def verify(self) -> Verdict:
        """`make verify`."""
        if isinstance(self.shown, ShownByStore):
            self.shown.cached.clear()
        given = {"site": SITEURL, "agency": AGENCY, "settings": SETTINGS, "via": self.shown.via, "rate": 0}
        options = Options(**given, authorities=self.certificate, allowed_signers=self.server.signers)  # type: ignore[arg-type]
        return verify(options, RunState(), time.time() - EARLIER)

    def roll_back(self) -> Result:
        """`make rollback`."""
        if not self.endpoint:
            return run(rollback.main, "--to", self.to)
        return run(s3_rollback.main, "--to", self.to, "--endpoint", self.endpoint, "--signers", str(self.server.signers))


@contextmanager
def nginx(server: GitServer) -> Iterator[tuple[Site, Place]]:
    """The project's own configuration, with the first release live."""
    first = server.project / "output"
    site = make_site(server.base / "machine")
    shutil.rmtree(site.base / "site")
    (site.base / "site").mkdir()
    shutil.copy(server.signers, site.base / "site")
    manifest = read_manifest(first)
    site = replace(site, manifest=manifest, portal=portal_of(manifest, AGENCY, site.portal.settings, site.portal.machine))
    configuration, to = configure(site), str(site.base / "site")
    shutil.copy(configuration / "settings.json", site.base / "site")
    with running("nginx", site, configuration):
        result = run(deploy.main, "--release", str(first), "--to", to, "--yes", "1")
        assert result.code == 0, result.errors
        server.lead_to(site.portal.machine.https_port, site.portal.settings.certificate)
        server.deploy_to("nginx", TO=to)
        shown = Shown(first, via=f"127.0.0.1:{site.portal.machine.https_port}")
        yield site, Place("nginx", to, server, shown, Path(site.portal.settings.certificate))


@contextmanager
def stores(server: GitServer, certificate: Path, both: Path) -> Iterator[list[Place]]:
    """One of each kind, with the first release in it. `both`: certificate and key."""
    first = server.project / "output"
    with ExitStack() as stack:
        places = []
        for kind in KINDS:
            (server.base / kind).mkdir()
            endpoint, to = stack.enter_context(running_store(kind, server.base / kind)), f"s3://{kind}/trang"
            store = ObjectStore.of(to, endpoint)
            store._client.create_bucket(Bucket=kind)
            where = ("--to", to, "--endpoint", endpoint, "--signers", str(server.signers))
            result = run(s3_deploy.main, "--release", str(first), "--yes", "1", *where)
            assert result.code == 0, result.errors
            server.deploy_to(kind, TO=to, S3_ENDPOINT=endpoint, AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET)
            shown = stack.enter_context(serving(ShownByStore(first, store=store), both))
            places.append(Place(kind, to, server, shown, certificate, endpoint))
        yield places
