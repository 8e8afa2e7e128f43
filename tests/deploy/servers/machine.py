"""A small release on a machine of its own, and each server run on it with the configuration that `make server-config` writes."""

from __future__ import annotations

import contextlib
import getpass
import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import brotli

from deploy.release.manifest import ReleaseManifest, write_manifest
from deploy.server_config.portal import Machine, Portal, portal_of
from deploy.server_config.settings import Settings
from deploy.server_config.writer import write_configuration
from plugins.agency.agency import read_agency
from tests.conftest import ROOT
from tests.deploy.release.samples import manifest_of
from tests.deploy.servers.asking import Answer, ask, connect, trusting

HOST = "vi-du.example"
SEARCH_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
LONG = "Thanh tra tỉnh tiếp công dân. " * 60
FILES = {
    "index.html": f"<!doctype html><title>Trang chủ</title>{LONG}".encode(),
    "404.html": f"<!doctype html><title>Không tìm thấy trang</title>{LONG}".encode(),
    "2017/10/bai/index.html": f"<!doctype html><title>Bài</title>{LONG}".encode(),
    "2017/09/bai-cu/index.html": b"<!doctype html><title>Da chuyen</title>",
    "2017/11/hop/index.html": b"<!doctype html><title>Hop</title>",
    "tim-kiem/index.html": b"<!doctype html><title>Tim</title>",
    "tim-kiem/2017.json": b'[["/2017/10/bai/"]]',
    "tim-kiem/tim.js": b"fetch('/tim-kiem/2017.json')",
    "so-lieu/don/don.csv": "kỳ,giá trị\n2017,15\n".encode(),
    "so-lieu/don/don.json": b'{"gia_tri":15}',
    "so-lieu/don/don.xlsx": b"PK\x03\x04",
    "rss.xml": b'<?xml version="1.0"?><rss/>',
    "chuyen-muc/tin/atom.xml": b'<?xml version="1.0"?><feed/>',
    "sitemap.xml": b'<?xml version="1.0"?><urlset/>',
    "robots.txt": b"User-agent: *\n",
    ".well-known/security.txt": b"Contact: tel:+842053812273\n",
    "anh/bai/hop.1a2b3c4d5e6f.webp": b"RIFF\x00\x00\x00\x00WEBP",
    "anh-web/1a2b3c4d5e6f-640.avif": b"\x00\x00\x00\x18ftypavif",
    "tinh/bieu-tuong.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}
ALIASES = {"/2017/09/bai-cu/": "/2017/10/bai/"}
NOT_YET = {"/2017/11/hop/": "/2017/12/hop/"}  # of a release that is still to come: the server knows it already
# What no release holds and no server may show, should it lie there all the same.
PLANTED = (".env", ".git/config", ".well-known/.env", "bai.md", "x.py", "kho.sqlite", "index.html~", "wp-login.php", "tep/so.SQL")


@dataclass(frozen=True)
class Site:
    """The folder that the deployer would keep, with `live` and `candidate`."""

    base: Path
    manifest: ReleaseManifest
    portal: Portal

    @property
    def live(self) -> Path:
        return self.base / "site/live"

    @cached_property
    def tls(self) -> ssl.SSLContext:
        return trusting(self.portal.settings.certificate)

    def go_live(self, release: Path) -> None:
        """As the deployer does: a new link, renamed over the old one."""
        for name in ("live", "candidate"):
            link = self.base / "site" / f"new-{name}"
            link.symlink_to(release)
            link.replace(self.base / "site" / name)

    def ask(self, target: str, door: str = "https", source: str = "", **request: object) -> Answer:
        """`door`: https, http or preflight."""
        machine, settings = self.portal.machine, self.portal.settings
        port = {"https": machine.https_port, "http": machine.http_port, "preflight": settings.preflight_port}[door]
        with connect(port, self.tls if door == "https" else None, HOST, source=source) as connection:
            return ask(connection, target, **{"host": HOST, "headers": {"Connection": "close"}, **request})


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        found = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in found:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in found]


def make_site(base: Path) -> Site:
    """Folders, certificate, a small release that is live, and what both servers are to do with it."""
    for folder in ("run", "logs/nginx", "logs/caddy", "acme/.well-known/acme-challenge", "site/releases"):
        (base / folder).mkdir(parents=True)
    (base / "acme/.well-known/acme-challenge/the").write_text("chứng minh", encoding="utf-8")
    request = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout key.pem -out certificate.pem"
    name = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run([*request.split(), *name], cwd=base, check=True, capture_output=True)
    release = write_release(base / "site/releases/1", FILES)
    manifest = manifest_of(release, aliases=ALIASES).model_copy(
        update={"policy": {"/": "default-src 'none'", "/tim-kiem/": SEARCH_POLICY}}
    )
    write_manifest(base / "site/releases/1", manifest)
    http, https, preflight = free_ports(3)
    settings = Settings(str(base / "site"), str(base / "certificate.pem"), str(base / "key.pem"), 1, preflight)
    places = {"runtime": "run", "caddy_home": "run", "logs": "logs", "certificates": "acme"}
    folders = {name: str(base / folder) for name, folder in places.items()}
    machine = Machine(http, https, ("127.0.0.1", "[::1]"), user=getpass.getuser(), **folders)
    portal = portal_of(manifest, read_agency(ROOT / "content"), settings, machine)
    site = Site(base, manifest, replace(portal, aliases={**portal.aliases, **NOT_YET}))
    site.go_live(Path("releases/1"))
    return site


def write_release(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """With compressed copies of what gains by it; returns all that is in it, but for what is planted."""
    release = dict(files)
    for name, data in files.items():
        if len(data) > 512:
            release |= {f"{name}.br": brotli.compress(data), f"{name}.gz": gzip.compress(data, mtime=0)}
    for name, data in [*release.items(), *((name, b"bi mat") for name in PLANTED)]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return release


def configure(site: Site) -> Path:
    folder = site.base / "configuration"
    shutil.rmtree(folder, ignore_errors=True)
    write_configuration(site.portal, folder)
    return folder


def command(server: str, folder: Path) -> list[str]:
    if server == "nginx":
        return ["nginx", "-c", str(folder / "nginx/nginx.conf"), "-g", "daemon off;"]
    caddy = Path(sys.executable).with_name("caddy")
    return [str(caddy), "run", "--adapter", "caddyfile", "--config", str(folder / "caddy/Caddyfile")]


@contextlib.contextmanager
def running(server: str, site: Site, folder: Path) -> Iterator[Site]:
    """The server, until the block ends; what it complained of is in the message if it does not start."""
    with (site.base / f"{server}.out").open("w+b") as output:
        process = subprocess.Popen(command(server, folder), stdout=output, stderr=output)
        try:
            wait_for(process, site)
            yield site
        except StartError as error:
            output.seek(0)
            raise StartError(output.read().decode()) from error
        finally:
            process.terminate()
            process.wait(30)


class StartError(Exception):
    """The server did not start."""


def wait_for(process: subprocess.Popen[bytes], site: Site) -> None:
    machine, settings = site.portal.machine, site.portal.settings
    for port in (machine.https_port, machine.http_port, settings.preflight_port):
        for _ in range(400):
            if process.poll() is not None:
                raise StartError
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        else:
            raise StartError
