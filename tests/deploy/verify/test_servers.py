"""Both servers show a real release: what verify expects is what their configuration does."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.release.manifest import read_manifest
from deploy.server_config.portal import portal_of
from tests.deploy.servers.conftest import SERVERS
from tests.deploy.servers.machine import configure, make_site, running
from tests.deploy.verify.served import AGENCY, Shown


@pytest.fixture(params=SERVERS)
def live_site(request, tmp_path, signed):
    site = make_site(tmp_path)
    shutil.copytree(signed.release, site.base / "site/releases/2")
    site.go_live(Path("releases/2"))
    manifest = read_manifest(signed.release)
    site = replace(site, manifest=manifest, portal=portal_of(manifest, AGENCY, site.portal.settings, site.portal.machine))
    with running(request.param, site, configure(site)):
        yield site


def test_a_release_has_no_finding_and_a_changed_byte_is_one(live_site, verified):
    shown = Shown(live_site.live, via=f"127.0.0.1:{live_site.portal.machine.https_port}")
    earlier = time.time() - 30 * 86400  # the machine's certificate is for two days
    authority = {"authorities": Path(live_site.portal.settings.certificate), "now": earlier}
    clean = verified(shown, **authority)
    assert (clean.findings, clean.code) == ([], 0)
    page = live_site.live / "2024/05/bai-1/index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes()[:-1] + b" ")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    (live_site.live / "uploads/slot").mkdir(parents=True)
    (live_site.live / "uploads/slot/index.html").write_text("casino", encoding="utf-8")
    spoilt = verified(shown, **authority)
    assert [(finding.address, finding.found.split(" (")[0]) for finding in spoilt.findings] == [
        ("/2024/05/bai-1/", "nội dung khác bản đã ký"),
        ("/uploads/slot/", "trả lời 200"),
    ]
