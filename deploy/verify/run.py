"""One run, step by step: the certificate, the release, every address, what pages link to, what lies beside."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from deploy.release.manifest import ReleaseManifest
from deploy.release.signature import ALLOWED_SIGNERS
from deploy.server_config.portal import portal_of
from deploy.server_config.settings import Settings
from deploy.verify.asking import BATCH, Asking
from deploy.verify.certificate import check_certificate
from deploy.verify.client import CONNECTIONS, RATE, Client, Unreachable
from deploy.verify.expected import Expected
from deploy.verify.extra_pages import follow
from deploy.verify.findings import Finding, merge_addresses
from deploy.verify.other_doors import check_not_modified, check_plain_http, check_security_txt, check_watched_name
from deploy.verify.plan import questions
from deploy.verify.releases import local_release, release_to_expect, served_manifest
from deploy.verify.report import Verdict
from deploy.verify.state import RunState
from plugins.agency.agency import Agency

MINUTES = 9.5  # for a run at its rate, if only every address is asked once in that time; with what comes beside it, ten
AGAIN_SAMPLE = 20  # addresses that are asked whether they are unchanged


@dataclass(frozen=True)
class Options:
    """`everyone`: all readers ask for everything, however long it takes. `via`: see `Client`."""

    site: str
    agency: Agency
    settings: Settings
    folder: Path | None = None
    everyone: bool = False
    rate: float = RATE
    connections: int = CONNECTIONS
    via: str = ""
    authorities: Path | None = None
    allowed_signers: Path = ALLOWED_SIGNERS
    save: Callable[[], None] = lambda: None

    def client(self, site: str) -> Client:
        """One that asks the site, or another name of the office."""
        return Client(site, self.via, self.authorities, self.rate, self.connections)

    @property
    def most(self) -> int | None:
        """How many questions fit into a run."""
        return None if self.everyone or not self.rate else int(self.rate * 60 * MINUTES)


@dataclass
class VerifyRun:
    """What is known so far; when the site stops answering, that is what is reported."""

    options: Options
    state: RunState
    now: float
    client: Client
    local: ReleaseManifest | None = None
    findings: list[Finding] = field(default_factory=list)
    release: str = ""

    def everything(self) -> None:
        """Raises Unreachable."""
        self.certificate()
        served, about_it = served_manifest(self.client, self.options.allowed_signers)
        before = list(self.findings)
        self.pages(served)
        again, about_again = served_manifest(self.client, self.options.allowed_signers)
        if again != served:  # a deploy came in between
            self.findings, about_it = before, about_again
            self.pages(again)
        self.findings += about_it
        self.state.done = []

    def certificate(self) -> None:
        """A wrong one is reported, and the pages are looked at all the same."""
        self.findings += check_certificate(self.client, self.now)
        if self.client.is_tls and any(finding.severity == "error" for finding in self.findings):
            self.client.trust_anyone()

    def pages(self, served: bytes) -> None:
        """Against the release that the site must show."""
        manifest, found = release_to_expect(served, self.local, self.options.site, self.state.newest)
        self.findings += found
        if manifest:
            self.release = manifest.id
            self.state.begin(manifest.id, self.now)
            self.state.newest = max(self.state.newest, manifest.sequence)
            self.against(self.expected(manifest))

    def expected(self, manifest: ReleaseManifest) -> Expected:
        """The release, with the headers of this project's server configuration."""
        agency, settings = self.options.agency, self.options.settings
        known = {urlsplit(address).netloc for address in (agency.portal.url, agency.designed_by.url, manifest.site)}
        return Expected(manifest, portal_of(manifest, agency, settings), self.options.folder, frozenset(known))

    def against(self, expected: Expected) -> None:
        """Ask for every address; then for those that no manifest has."""
        asking = Asking(expected, self.client, self.state, self.now, self.options.everyone, connections=self.options.connections)
        done = set(self.state.done)
        plan = questions(expected, self.state.run, set(self.state.suspects), self.options.most)
        plan = [question for question in plan if question.key not in done]
        try:
            for start in range(0, len(plan), BATCH):
                asking.ask(plan[start : start + BATCH])
                self.options.save()
        finally:
            self.findings += asking.results.findings()
        self.state.suspects = sorted(address for address in asking.results.found if address in expected.addresses)
        self.findings += follow(expected, self.client, asking.results.unknown)
        etags = list(asking.results.etags.values())[self.state.run % 7 :: max(1, len(asking.results.etags) // AGAIN_SAMPLE)]
        self.findings += check_not_modified(self.client, expected, etags[:AGAIN_SAMPLE])
        self.beside(expected, asking.results.security_txt)

    def beside(self, expected: Expected, security_txt: str) -> None:
        """Other doors of the same house."""
        if security_txt:
            self.findings += check_security_txt(security_txt, datetime.fromtimestamp(self.now, UTC))
        if self.client.is_tls and not self.options.via and self.client.place[1] == 443:
            self.findings += check_plain_http(Client(f"http://{self.client.host}"), expected.site)
        for name in self.options.agency.watched_names:
            clients = [self.options.client(f"https://{name}"), *([] if self.options.via else [Client(f"http://{name}")])]
            clients[0].trust_anyone()
            self.findings += check_watched_name(name, clients, expected)


def verify(options: Options, state: RunState, now: float | None = None) -> Verdict:
    """Raises ProblemsFound if the release on this machine is none. `now` is for tests of what ends some day."""
    local = local_release(options.folder, options.site) if options.folder else None
    client, started = options.client(options.site), time.monotonic()
    run, unreachable = VerifyRun(options, state, time.time() if now is None else now, client, local), ""
    try:
        run.everything()
    except Unreachable as error:
        unreachable = str(error)
    finally:
        client.close()
    return Verdict(options.site, merge_addresses(run.findings), run.release, client.asked, time.monotonic() - started, unreachable)
