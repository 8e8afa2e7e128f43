"""What takes more than one question to see."""

import os
import re
import ssl
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.server_config.portal import REQUESTS_AT_ONCE
from tests.deploy.servers.asking import ask, connect, trusting
from tests.deploy.servers.machine import FILES, HOST, command, configure, make_site, running, write_release
from tests.deploy.servers.probes import header_faults

NOON = 1_790_000_000


@pytest.fixture
def own_site(tmp_path):
    """One that the test may take to another release."""
    return make_site(tmp_path)


@pytest.fixture(params=["nginx", "caddy"])
def changing(request, own_site):
    with running(request.param, own_site, configure(own_site)):
        yield own_site


def release(site, name, text, mtime):
    folder = site.base / "site/releases" / name
    write_release(folder, FILES | {"so-lieu/don/don.json": text})
    os.utime(folder / "so-lieu/don/don.json", (mtime, mtime))
    site.go_live(Path("releases") / name)


def test_what_is_unchanged_is_not_sent_again_and_has_every_header(served):
    first = served.ask("/2017/10/bai/")
    for name, value in (("If-None-Match", first.header("ETag")), ("If-Modified-Since", first.header("Last-Modified"))):
        again = served.ask("/2017/10/bai/", headers={"Connection": "close", name: value})
        assert (again.status, again.body) == (304, b"")
        assert header_faults(served, again) == []


def test_a_number_that_changed_in_place_is_sent_though_its_file_is_no_longer(changing):
    release(changing, "2", b'{"gia_tri":15}', NOON)
    first = changing.ask("/so-lieu/don/don.json")
    release(changing, "3", b'{"gia_tri":51}', NOON + 1)
    for name, value in (("If-None-Match", first.header("ETag")), ("If-Modified-Since", first.header("Last-Modified"))):
        again = changing.ask("/so-lieu/don/don.json", headers={"Connection": "close", name: value})
        assert (again.status, again.body) == (200, b'{"gia_tri":51}')


def test_one_time_for_all_releases_would_hide_a_changed_number(changing):
    """The trap that the manifest's times are for: if a server ever sees through it, they may go."""
    release(changing, "2", b'{"gia_tri":15}', NOON)
    first = changing.ask("/so-lieu/don/don.json")
    release(changing, "3", b'{"gia_tri":51}', NOON)
    again = changing.ask("/so-lieu/don/don.json", headers={"Connection": "close", "If-None-Match": first.header("ETag")})
    assert again.status == 304


def test_the_next_release_is_shown_at_once_and_to_open_connections(changing):
    with connect(changing.portal.machine.https_port, changing.tls, HOST) as connection:
        for number in range(2, 22):
            assert ask(connection, "/so-lieu/don/don.json", host=HOST).status == 200
            text = b'{"gia_tri":%d}' % number
            release(changing, str(number), text, NOON + number)
            assert ask(connection, "/so-lieu/don/don.json", host=HOST).body == text


def test_before_the_first_release_the_server_says_so(changing):
    (changing.base / "site/live").unlink()
    answer = changing.ask("/tim-kiem/")
    assert (answer.status, answer.header("Retry-After")) == (503, "120")
    assert "Trang đang được chuẩn bị" in answer.body.decode()
    assert header_faults(changing, answer) == []
    assert changing.ask("/", door="preflight").status == 200


def test_the_candidate_is_shown_to_the_machine_itself_only(own_site):
    folder, port = configure(own_site), own_site.portal.settings.preflight_port
    nginx = re.findall(rf"listen (\S+):{port}\b", (folder / "nginx/nginx.conf").read_text(encoding="utf-8"))
    caddy = re.findall(rf":{port} {{\n\t(.*)", (folder / "caddy/Caddyfile").read_text(encoding="utf-8"))
    assert (nginx, caddy) == (["127.0.0.1"] * 2, ["bind 127.0.0.1"] * 2)


def test_readers_come_by_ipv6_too(served):
    with connect(served.portal.machine.https_port, served.tls, HOST, to="::1") as connection:
        assert ask(connection, "/", host=HOST).body == FILES["index.html"]


def test_http_2_is_offered(served):
    tls = trusting(served.portal.settings.certificate, (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3))
    with connect(served.portal.machine.https_port, tls, HOST) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_tls_is_refused(served):
    tls = trusting(served.portal.settings.certificate, (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1))
    tls.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.raises(OSError, match=r"(?i)alert|version|handshake"):
        connect(served.portal.machine.https_port, tls, HOST)


def test_over_tls_another_name_gets_no_page(served, server):
    tls = trusting(served.portal.settings.certificate)
    tls.check_hostname = False
    port = served.portal.machine.https_port
    if server == "nginx":
        with pytest.raises(ssl.SSLError, match=r"(?i)unrecognized.name"):
            connect(port, tls, "evil.example")
    else:
        with connect(port, tls, "evil.example") as connection:
            assert ask(connection, "/", host="evil.example").status == 421


def many(site, count, source):
    with connect(site.portal.machine.https_port, site.tls, HOST, source=source) as connection:
        for _ in range(count):
            yield ask(connection, "/tim-kiem/", host=HOST)


@pytest.fixture
def nginx(own_site):
    with running("nginx", own_site, configure(own_site)):
        yield own_site


def test_a_commune_office_behind_one_address_may_open_a_page_all_at_once(nginx):
    assert {answer.status for answer in many(nginx, REQUESTS_AT_ONCE // 2, "127.0.0.7")} == {200}


def test_a_flood_from_one_address_is_answered_429_with_a_page_and_others_are_not(nginx):
    answer = next(answer for answer in many(nginx, REQUESTS_AT_ONCE * 4, "127.0.0.8") if answer.status != 200)
    assert (answer.status, answer.header("Retry-After")) == (429, "10")
    assert "Quá nhiều lượt mở trang" in answer.body.decode()
    assert header_faults(nginx, answer) == []
    assert nginx.ask("/", source="127.0.0.9").status == 200


def test_a_server_that_listens_everywhere_takes_the_files_too(own_site):
    """As in production: the tests themselves listen on this machine only."""
    machine = replace(own_site.portal.machine, interfaces=())
    folder = configure(replace(own_site, portal=replace(own_site.portal, machine=machine)))
    nginx = (folder / "nginx/nginx.conf").read_text(encoding="utf-8")
    assert f"listen *:{machine.https_port} ssl" in nginx
    assert f"listen [::]:{machine.https_port} ssl" in nginx
    for server, check in {"nginx": ["-t", "-q"], "caddy": ["validate"]}.items():
        program, *options = command(server, folder)
        arguments = [*check, *options[:2]] if server == "nginx" else [*check, *options[1:]]
        assert subprocess.run([program, *arguments], check=False).returncode == 0
