"""A release goes from the deployer to readers through a real web server with the project's own configuration."""

import itertools
import shutil

import pytest

from deploy.client import deploy
from tests.deploy.publishing import run
from tests.deploy.releases import PAGES, allow, make_release
from tests.deploy.servers.machine import ALIASES, HOST, SEARCH_POLICY, configure, make_site, running

POLICY = {"/": "default-src 'none'", "/tim-kiem/": SEARCH_POLICY}


@pytest.fixture(params=["nginx", "caddy"])
def site(request, tmp_path, key):
    """An empty server's folder, with what `make server-config` writes for the receiver, and the server running."""
    site = make_site(tmp_path)
    shutil.rmtree(tmp_path / "site")
    allow(tmp_path / "site", key)
    folder = configure(site)
    shutil.copy(folder / "settings.json", tmp_path / "site")
    with running(request.param, site, folder):
        yield site


@pytest.fixture
def publish(site, key):
    numbers = itertools.count(1)

    def deploy_one(**pages):
        number = next(numbers)
        policy, aliases = pages.pop("policy", POLICY), pages.pop("aliases", {})
        files = {**PAGES, "tim-kiem/index.html": "tìm", **pages}
        release = make_release(
            site.base / f"release-{number}", number, files, key, policy=policy, aliases=aliases, site=f"https://{HOST}"
        )
        return run(deploy.main, "--release", str(release), "--to", str(site.base / "site"), "--yes", "1")

    return deploy_one


def test_readers_see_what_was_deployed(site, publish):
    assert site.ask("/").status == 503
    result = publish()
    assert (result.code, result.errors) == (0, "")
    assert site.ask("/tin/a/").body.decode() == "bài a"
    assert publish(**{"tin/a/index.html": "bài a, đã sửa"}).code == 0
    assert site.ask("/tin/a/").body.decode() == "bài a, đã sửa"


def test_a_new_style_under_the_old_policy_never_reaches_readers(site, publish):
    publish()
    styled = {"/": "default-src 'none'; style-src 'sha256-moi='", "/tim-kiem/": SEARCH_POLICY}
    result = publish(**{"tin/a/index.html": "bài a, kiểu mới"}, policy=styled)
    assert result.code == 1
    assert "chạy make server-config, đưa cấu hình lên trước" in result.errors
    assert site.ask("/tin/a/").body.decode() == "bài a"


def test_a_page_that_moves_back_stops_while_the_server_would_send_readers_in_a_circle(site, publish):
    (old, new), *_ = ALIASES.items()
    there = {f"{new[1:]}index.html": "bài", f"{old[1:]}index.html": "đã chuyển"}
    assert publish(**there, aliases={old: new}).code == 0
    assert site.ask(old).header("Location") == new
    assert site.ask(new).body.decode() == "bài"
    back = {f"{old[1:]}index.html": "bài", f"{new[1:]}index.html": "đã chuyển"}
    result = publish(**back, aliases={new: old})
    assert result.code == 1
    assert f"{old} bị máy chủ dẫn đi nơi khác: chạy make server-config" in result.errors
    assert site.ask(new).body.decode() == "bài"


def test_a_redirect_to_another_text_stops_too_but_not_one_that_arrives_by_a_second(site, publish):
    (old, new), *_ = ALIASES.items()
    pages = {f"{address[1:]}index.html": address for address in (old, new, "/tin/d/")}
    assert publish(**pages, aliases={old: new}).code == 0
    assert f"{old} bị máy chủ dẫn đi nơi khác" in publish(**pages, aliases={old: "/tin/d/"}).errors
    assert publish(**pages, aliases={old: "/tin/d/", new: "/tin/d/"}).code == 0


def test_so_does_a_new_script_of_the_search_page(site, publish):
    publish()
    result = publish(policy=POLICY | {"/tim-kiem/": f"{SEARCH_POLICY}; worker-src 'self'"})
    assert result.code == 1
    assert "/tim-kiem/ bị Content-Security-Policy" in result.errors


def test_a_server_that_allows_more_until_the_switch_is_fine(site, publish):
    assert publish(policy=POLICY | {"/tim-kiem/": "default-src 'none'; script-src 'self'"}).code == 0
