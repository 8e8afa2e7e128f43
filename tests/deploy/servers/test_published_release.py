"""A release as `make publish` makes it, file by file, as both servers send it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.release.manifest import read_manifest
from deploy.server_config.portal import portal_of
from plugins.agency.agency import read_agency
from tests.deploy.release.scratch import make_project, published
from tests.deploy.servers.machine import configure, make_site, running

ENCODINGS = {"": "identity", ".br": "br", ".gz": "gzip"}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    base = tmp_path_factory.mktemp("released")
    output, site = published(make_project(base / "project")), make_site(base / "machine")
    shutil.copytree(output, site.base / "site/releases/2")
    site.go_live(Path("releases/2"))
    manifest = read_manifest(output)
    portal = portal_of(manifest, read_agency(base / "project/content"), site.portal.settings, site.portal.machine)
    return replace(site, manifest=manifest, portal=portal)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def served(request, released):
    with running(request.param, released, configure(released)):
        yield released


def policy_of(manifest, address):
    return manifest.policy[max((place for place in manifest.policy if address.startswith(place)), key=len)]


def test_every_file_of_a_release_comes_as_its_manifest_says(served):
    manifest = served.manifest
    assert {name.rpartition(".")[2] for name in manifest.files} >= {"html", "br", "gz", "xml", "json", "js", "jpg", "svg", "txt"}
    for name, file in manifest.files.items():
        copy = next((ending for ending in (".br", ".gz") if name.endswith(ending)), "")
        address = "/" + name.removesuffix(copy).removesuffix("index.html")
        answer = served.ask(address, headers={"Connection": "close", "Accept-Encoding": ENCODINGS[copy]})
        if address in manifest.aliases:
            assert (answer.status, answer.header("Location")) == (301, manifest.aliases[address]), name
            continue
        assert (answer.status, answer.header("Content-Type")) == (200, file.type), name
        assert answer.body == (served.live / name).read_bytes(), name
        assert answer.header("Content-Security-Policy") == policy_of(manifest, address), name


def test_what_was_added_to_a_release_is_not_a_page_of_its_own(served):
    for name in ("manifest.json.sig", "index.html.br", ".csp", "output.csp"):
        assert served.ask(f"/{name}").status == 404
