"""Both servers show a real release: what verify expects is what their configuration does."""

import os
import time
from pathlib import Path

import pytest

from tests.deploy.servers.conftest import SERVERS
from tests.deploy.verify.served import Shown
from tests.deploy.verify.upstream import running_server


@pytest.fixture(params=SERVERS)
def live_site(request, tmp_path, signed):
    with running_server(request.param, tmp_path, signed.release) as site:
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
