"""What `make server-config` writes and what it refuses."""

import json
import shutil

import pytest

from deploy.release.manifest import write_manifest
from deploy.server_config.__main__ import main
from deploy.server_config.answers import answer_pages
from deploy.server_config.portal import both_policies, portal_of
from deploy.server_config.settings import FILE_NAME, Settings, read_settings
from deploy.server_config.writer import write_configuration
from plugins.agency.agency import read_agency
from plugins.problems import ProblemsFound
from tests.conftest import ROOT
from tests.deploy.release.samples import PAGES, manifest_of, write_release

SETTINGS = Settings("/srv/vi-du", "/etc/ssl/trang.pem", "/etc/ssl/trang.key", 1, 8081)
GOOD = (ROOT / "deploy" / FILE_NAME).read_text(encoding="utf-8")


@pytest.fixture
def agency():
    return read_agency(ROOT / "content")


def test_the_command_writes_both_servers_a_container_and_the_deployers_doors(tmp_path, capsys):
    write_release(tmp_path / "output")
    folder = tmp_path / "written"
    assert main(["--release", str(tmp_path / "output"), "--content", str(ROOT / "content"), "--folder", str(folder)]) == 0
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"nginx/nginx.conf", "caddy/Caddyfile", "Containerfile", "settings.json"} <= files
    assert json.loads((folder / "settings.json").read_text()) == {
        "candidate": "http://127.0.0.1:8081",
        "live": "https://127.0.0.1:443",
    }
    assert "cho vi-du.example vào" in capsys.readouterr().out


def test_without_a_release_the_command_says_what_to_do(tmp_path, capsys):
    assert main(["--release", str(tmp_path), "--content", str(ROOT / "content"), "--folder", str(tmp_path / "x")]) == 1
    assert "Chạy make publish" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_the_container_holds_the_server_and_the_release_only(agency, tmp_path):
    write_configuration(portal_of(manifest_of(PAGES), agency, SETTINGS), tmp_path)
    lines = (tmp_path / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line for line in lines if line.startswith(("COPY", "ADD"))]
    release = manifest_of(PAGES).id
    assert copied == ["COPY nginx/ /etc/nginx/", f"COPY --from=release . /srv/vi-du/releases/{release}/"]
    assert [line for line in lines if line.startswith("FROM")] == ["FROM debian:bookworm-slim"]
    assert not [line for line in lines if "{{" in line]


@pytest.mark.parametrize("policy", ['default-src "x"', "default-src 'none'; } ", "a $uri", "a {env.HOME}", "a\\", "a `b`", "a #b"])
def test_a_policy_that_would_end_its_quotes_is_refused(agency, policy):
    manifest = manifest_of(PAGES).model_copy(update={"policy": {"/": policy}})
    with pytest.raises(ProblemsFound, match="chính sách lạ"):
        portal_of(manifest, agency, SETTINGS)


@pytest.mark.parametrize("place", ['/"', "/a;b/", "/{x}/", "/a b/", "/$x/"])
def test_so_is_an_address(agency, place):
    manifest = manifest_of(PAGES).model_copy(update={"policy": {"/": "default-src 'none'", place: "default-src 'none'"}})
    with pytest.raises(ProblemsFound, match="chính sách lạ"):
        portal_of(manifest, agency, SETTINGS)


@pytest.mark.parametrize(
    "site",
    ["http://vi-du.example", "https://vi-du.example:8443", "https://vi-du.example/cong", "https://a;b", "https://ai@vi-du.example"],
)
def test_a_site_below_a_folder_or_on_a_port_is_refused(agency, site):
    manifest = manifest_of(PAGES).model_copy(update={"site": site})
    with pytest.raises(ProblemsFound, match="không cổng, không thư mục"):
        portal_of(manifest, agency, SETTINGS)


def test_names_of_the_office_cannot_end_the_text_they_stand_in(agency):
    pages = answer_pages(agency.model_copy(update={"name": "Thanh tra '`${x}\\ <b>"}))
    for page in pages.values():
        assert not set("'`$\\{}") & set(page.html)
        assert "<b>" not in page.html


def test_until_the_switch_the_pages_of_both_releases_are_whole():
    old = {"/": "default-src 'none'; style-src 'sha256-old='", "/tim-kiem/": "default-src 'none'; script-src 'self'"}
    new = {"/": "default-src 'none'; style-src 'sha256-new='", "/tim-kiem/": "default-src 'none'; script-src 'self'"}
    assert both_policies(old, new) == {
        "/": "default-src 'none'; style-src 'sha256-old=' 'sha256-new='",
        "/tim-kiem/": "default-src 'none'; script-src 'self'",
    }


def test_until_the_switch_readers_are_led_on_from_what_is_an_earlier_address_in_both(agency):
    pages = {**PAGES, "cu/index.html": b"x", "moi/index.html": b"x", "2017/10/xa/index.html": b"x"}
    new = manifest_of(pages, aliases={"/cu/": "/2017/10/bai/", "/moi/": "/2017/10/bai/"})
    live = manifest_of(pages, aliases={"/cu/": "/2017/10/bai/", "/moi/": "/2017/10/xa/"})
    assert portal_of(new, agency, SETTINGS).aliases == new.aliases
    assert portal_of(new, agency, SETTINGS, live=live).aliases == {"/cu/": "/2017/10/bai/"}
    assert portal_of(new, agency, SETTINGS, live=manifest_of(pages)).aliases == {}


def test_the_policy_of_the_live_release_is_read_from_its_manifest(tmp_path):
    write_release(tmp_path / "output")
    live = manifest_of(PAGES).model_copy(update={"policy": {"/": "default-src 'none'; style-src 'sha256-old='"}})
    write_manifest(tmp_path, live)
    arguments = ["--release", str(tmp_path / "output"), "--content", str(ROOT / "content"), "--folder", str(tmp_path / "written")]
    assert main([*arguments, "--also", str(tmp_path / "manifest.json")]) == 0
    assert "'sha256-old='" in (tmp_path / "written/caddy/Caddyfile").read_text(encoding="utf-8")


def test_the_projects_own_settings_are_good():
    assert read_settings(ROOT / "deploy" / FILE_NAME).folder == "/srv/thanh-tra"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('thu-muc = "/srv/thanh-tra"', 'thu-muc = "srv"', 3, "“thu-muc” đang là “srv”; cần đường dẫn tuyệt đối"),
        ('thu-muc = "/srv/thanh-tra"', 'thu-muc = "/srv/a;b"', 3, "cần đường dẫn tuyệt đối"),
        ('thu-muc = "/srv/thanh-tra"', 'thu-muc = "/srv/../etc"', 3, "cần đường dẫn tuyệt đối"),
        ("hsts-ngay = 1 ", 'hsts-ngay = "1" ', 6, "số ngày từ 1 đến 9999"),
        ("hsts-ngay = 1 ", "hsts-ngay = true ", 6, "số ngày từ 1 đến 9999"),
        ("cong-kiem-tra = 8081", "cong-kiem-tra = 80", 7, "số cổng từ 1024 đến 65535"),
        ("cong-kiem-tra", "cong-kiem-tr", 7, "Có phải “cong-kiem-tra”?"),
        ("khoa =", "# khoa =", 0, "thiếu mục “khoa”"),
        ("hsts-ngay = 1 ", "hsts-ngay = ", 6, "không đọc được"),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_line(tmp_path, old, new, line, message):
    assert old in GOOD
    (tmp_path / FILE_NAME).write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_settings(tmp_path / FILE_NAME)
    matching = [problem for problem in found.value.problems if message in problem.message]
    assert [problem.line for problem in matching] == [line]


def test_missing_settings_are_said_to_be_missing(tmp_path):
    shutil.rmtree(tmp_path)
    with pytest.raises(ProblemsFound, match="không có tệp này"):
        read_settings(tmp_path / FILE_NAME)
