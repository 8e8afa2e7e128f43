"""Before and after the switch the web server itself is asked, and its bytes are compared with what was signed."""

import subprocess

import pytest

from tests.deploy.releases import id_of
from tests.deploy.web_server import serving

COMPRESSED = {"tin/a/index.html": "bài a", "tin/a/index.html.br": b"as if compressed"}


@pytest.fixture
def candidate(office):
    """The web server's private address for the candidate, known to the deployer."""
    with serving(office.site.candidate) as web:
        office.settings(candidate=web.url)
        yield web


@pytest.fixture
def shown(office):
    """The web server's public address."""
    with serving(office.site.live) as web:
        office.settings(live=web.url)
        yield web


def test_every_byte_is_asked_for_by_the_sites_name_compressed_and_not(office, candidate):
    result = office.deploy(office.release(1, COMPRESSED))
    assert (result.code, result.errors) == (0, "")
    assert "đã hỏi máy chủ web trước khi chuyển: từng byte đúng bản đã ký" in result.said
    asked = {(host, accepted) for host, address, accepted in candidate.asked if address == "/tin/a/"}
    assert asked == {("portal.example", "identity"), ("portal.example", "br, gzip")}
    assert {"/", "/robots.txt", "/sitemap.xml", "/tin/b/"} <= {address for _, address, _ in candidate.asked}


def test_what_was_not_asked_is_said_plainly(office):
    said = office.deploy(office.release(1)).said
    assert "CHƯA hỏi máy chủ web trước khi chuyển" in said
    assert "CHƯA hỏi máy chủ web sau khi chuyển" in said


@pytest.mark.parametrize(
    ("address", "answer", "why"),
    [
        ("/tin/a/", (200, b"ca cuoc"), "/tin/a/ khác nội dung đã ký"),
        ("/tin/a/", (200, b""), "/tin/a/ khác nội dung đã ký"),  # Caddy, of a host that it does not know
        ("/tin/a/", (403, b""), "/tin/a/ trả về 403"),
        ("/sitemap.xml", (404, b""), "/sitemap.xml trả về 404"),
    ],
    ids=["other bytes", "nothing", "refused", "missing"],
)
def test_a_server_that_would_show_something_else(office, candidate, address, answer, why):
    before = office.publish(1)
    candidate.override[address] = answer
    result = office.deploy(office.release(2))
    assert result.code == 1
    assert why in result.errors
    assert office.site.live_id() == before


def test_a_missing_page_must_be_answered_with_the_portals_own(office, candidate):
    release = office.release(1)
    candidate.override[f"/khong-co-{id_of(release)}/"] = (200, b"not found")
    result = office.deploy(release)
    assert "trang 404 của cổng" in result.errors
    assert office.site.live_id() is None


def test_a_server_that_does_not_answer(office):
    office.settings(candidate="http://127.0.0.1:9")
    result = office.deploy(office.release(1))
    assert result.code == 1
    assert "http://127.0.0.1:9 không trả lời" in result.errors


@pytest.mark.parametrize("url", ["127.0.0.1:8081", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none(office, url):
    office.settings(candidate=url)
    assert "settings.json" in office.deploy(office.release(1)).errors


def test_a_wrong_look_after_the_switch_flips_back(office, shown):
    before = office.publish(1)
    shown.override["/tin/b/"] = (200, b"old cache")
    result = office.deploy(office.release(2))
    assert result.code == 1
    assert "đã quay lại bản trước" in result.errors
    assert office.site.live_id() == before
    shown.override.clear()
    assert office.deploy(office.release(3)).code == 0


def test_over_tls_it_is_asked_by_the_sites_name(office):
    """On this machine, whatever the certificate says: it is for another address, or not yet there."""
    certificate = office.folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=x"]
    subprocess.run([*command, "-keyout", certificate, "-out", office.folder / "public"], check=True, capture_output=True)
    certificate.write_text(certificate.read_text() + (office.folder / "public").read_text(), encoding="utf-8")
    with serving(office.site.live, certificate) as web:
        office.settings(live=web.url)
        result = office.deploy(office.release(1))
    assert (result.code, result.errors) == (0, "")
    assert "đã hỏi máy chủ web sau khi chuyển" in result.said
    assert set(web.names) == {"portal.example"}


def test_a_rollback_looks_as_well(office, candidate):
    office.publish(1)
    second = office.publish(2)
    candidate.override["/"] = (500, b"")
    result = office.roll_back()
    assert "/ trả về 500" in result.errors
    assert office.site.live_id() == second


def test_a_command_of_the_administrators_decides(office):
    release = office.release(1)
    office.settings(candidate=["sh", "-c", f'test "$0" = {id_of(release)} || echo "sai bản" >&2; exit 3'])
    result = office.deploy(release)
    assert result.code == 1
    assert "lệnh xem trước sh báo lỗi" in result.errors
    office.settings(candidate=["sh", "-c", f'test "$0" = {id_of(release)}'])
    assert office.deploy(release).code == 0
    office.settings(candidate=["/khong/co"])
    assert "không chạy được" in office.deploy(office.release(2)).errors
