"""Both servers, each started once for a file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.servers.machine import Site, configure, make_site, running

SERVERS = ("nginx", "caddy")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small release, live on a machine of its own."""
    return make_site(Path(tmp_path_factory.mktemp("machine")))


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def served(site: Site, server: str) -> Iterator[Site]:
    """The site as a server shows it."""
    with running(server, site, configure(site)) as shown:
        yield shown
