"""The probes notice: a configuration that is spoilt in one place is red."""

import pytest

from tests.deploy.servers.machine import configure, running
from tests.deploy.servers.probes import PROBES, faults

NGINX = {
    "the search page under the policy of the others": ("nginx.conf", '"~^/tim-kiem/"', '"~^/khong-phai/"'),
    "headers on good answers only": ("headers.conf", " always;", ";"),
    "a header of one location, which drops all others": ("portal.conf", "try_files", "add_header X-One 1; try_files"),
    "no HSTS": ("portal.conf", "add_header Strict-Transport-Security", "# add_header Strict-Transport-Security"),
    "errors that caches may keep": ("nginx.conf", '"no-store"', '"public, max-age=60"'),
    "a list of what lies in a folder": ("portal.conf", "index index.html;", "index index.html; autoindex on;"),
    "a redirect that meets itself": ("portal.conf", r'$request_uri ~ "^(/|/[^/?\\\\][^?]*/)', r'$uri ~ "^(.*/)'),
    "a redirect to a host that the reader names": ("portal.conf", r"^(/|/[^/?\\\\][^?]*/)", "^([^?]*/)"),
    "an earlier address that only its page leads on": ("aliases.conf", "/2017/09/bai-cu/", "/khac/"),
    "an earlier address that leads to nothing": ("portal.conf", "-f $document_root${moved_to}index.html", "$moved_to != /-/"),
    "a page for any name": ("nginx.conf", "return 421;", "root {live};"),
    "no compressed copies": ("nginx.conf", "brotli_static on;", ""),
    "compressed copies as pages of their own": ("portal.conf", "(br|gz|", "("),
    "dot-files": ("portal.conf", r'"^/\.(?!well-known/)"', '"^/khong-phai"'),
    "the server's own page for what is not there": ("pages.conf", "error_page 404 /404.html;", ""),
    "a folder that betrays itself by 403": ("pages.conf", "error_page 403 =404 /404.html;", ""),
    "a type that is guessed": ("nginx.conf", "text/csv; charset=utf-8", "text/plain"),
    "the server's version": ("nginx.conf", "server_tokens off;", ""),
}
CADDY = {
    "the search page under the policy of the others": ("~^/tim-kiem/", "~^/khong-phai/"),
    "no headers on errors": ("\thandle_errors {\n\t\timport headers", "\thandle_errors {\n\t\t# import headers"),
    "no HSTS": ("import hsts\n\t\theader Cache", "header Cache"),
    "a list of what lies in a folder": ("file_server {\n\t\t\tprecompressed", "file_server browse {\n\t\t\tprecompressed"),
    "a redirect to a host that the reader names": (r"^(/|/[^/?\\][^?]*/)", "^([^?]*/)"),
    "an earlier address that leads to nothing": ("@moved file {moved_to}index.html", "@moved not vars {moved_to} /-/"),
    "an empty page for any name": ("\terror 421", ""),
    "no compressed copies": ("\t\tfile_server {\n\t\t\tprecompressed br gzip", "\t\tfile_server {"),
    "dot-files": ("error @dot_file 404", ""),
    "a page of the site answered as if all were well": ("status 404", "status 200"),
    "the server's name": ("\t\t-Server\n", ""),
}


@pytest.mark.parametrize("spoilt", NGINX)
def test_the_probes_find_what_is_wrong_with_nginx(site, spoilt):
    name, old, new = NGINX[spoilt]
    assert_noticed("nginx", name, old, new, site)


@pytest.mark.parametrize("spoilt", CADDY)
def test_the_probes_find_what_is_wrong_with_caddy(site, spoilt):
    assert_noticed("caddy", "Caddyfile", *CADDY[spoilt], site)


def assert_noticed(server, name, old, new, site):
    folder = configure(site)
    file = folder / server / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new.replace("{live}", str(site.live))), encoding="utf-8")
    with running(server, site, folder):
        assert any(faults(site, probe) for probe in PROBES)
