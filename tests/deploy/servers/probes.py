"""What is asked of both servers, and what each must answer. One table: neither may do what the other does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deploy.server_config.headers import BRIEFLY, FOR_EVER, HEADERS, NEVER
from tests.deploy.servers.asking import Answer
from tests.deploy.servers.machine import FILES, HOST, PLANTED, Site

MOVED = (301, 308)
CUT_OFF = 0  # the connection ended without an answer


@dataclass(frozen=True)
class Probe:
    """`body`: the file of the release whose bytes are to come. `bare`: refused before the configuration is asked for headers."""

    target: str
    status: int | tuple[int, ...] = 200
    method: str = "GET"
    door: str = "https"
    host: str = HOST
    sent: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    policy: str = "/"
    headers: Mapping[str, str | None] = field(default_factory=dict)
    bare: bool = False

    def __str__(self) -> str:
        sent = "".join(f" {name}={value[:20]}" for name, value in self.sent.items())
        return f"{self.door} {self.method} {self.host if self.host != HOST else ''}{self.target[:50]}{sent}"


def page(target: str, body: str, media_type: str = "text/html; charset=utf-8", **more: object) -> Probe:
    return Probe(target, body=body, headers={"Content-Type": media_type, "Cache-Control": BRIEFLY}, **more)


def missing(target: str, status: int | tuple[int, ...] = 404, **more: object) -> Probe:
    return Probe(
        target, status, body="404.html", headers={"Content-Type": "text/html; charset=utf-8", "Cache-Control": NEVER}, **more
    )


def moved(target: str, location: str, **more: object) -> Probe:
    return Probe(target, MOVED, headers={"Location": location}, **more)


def refused(target: str, status: int | tuple[int, ...], **more: object) -> Probe:
    return Probe(target, status, headers={"Cache-Control": NEVER}, **more)


CSV, JSON, XML = "text/csv; charset=utf-8", "application/json", "application/xml; charset=utf-8"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ = [
    page("/", "index.html"),
    page("/2017/10/bai/", "2017/10/bai/index.html"),
    page("/2017/10/bai/?fbclid=x", "2017/10/bai/index.html"),
    page("/2017//10/bai/", "2017/10/bai/index.html"),
    page("/404.html", "404.html"),
    page("/tim-kiem/", "tim-kiem/index.html", policy="/tim-kiem/"),
    page("/tim-kiem/?tu-khoa=%C4%91%E1%BA%A5t", "tim-kiem/index.html", policy="/tim-kiem/"),
    page("/tim-kiem/2017.json", "tim-kiem/2017.json", JSON, policy="/tim-kiem/"),
    page("/tim-kiem/tim.js", "tim-kiem/tim.js", "text/javascript; charset=utf-8", policy="/tim-kiem/"),
    page("/so-lieu/don/don.csv", "so-lieu/don/don.csv", CSV),
    page("/so-lieu/don/don.json", "so-lieu/don/don.json", JSON),
    page("/so-lieu/don/don.xlsx", "so-lieu/don/don.xlsx", SHEET),
    page("/rss.xml", "rss.xml", "application/rss+xml; charset=utf-8"),
    page("/chuyen-muc/tin/atom.xml", "chuyen-muc/tin/atom.xml", "application/atom+xml; charset=utf-8"),
    page("/sitemap.xml", "sitemap.xml", XML),
    page("/robots.txt", "robots.txt", "text/plain; charset=utf-8"),
    page("/.well-known/security.txt", ".well-known/security.txt", "text/plain; charset=utf-8"),
    page("/tinh/bieu-tuong.svg", "tinh/bieu-tuong.svg", "image/svg+xml"),
    Probe("/anh/bai/hop.1a2b3c4d5e6f.webp", headers={"Content-Type": "image/webp", "Cache-Control": FOR_EVER}),
    Probe("/anh-web/1a2b3c4d5e6f-640.avif", headers={"Content-Type": "image/avif", "Cache-Control": FOR_EVER}),
    Probe("/manifest.json", headers={"Content-Type": JSON}),
    page("/", "index.html", door="preflight"),
    page("/", "index.html", host=f"{HOST}:443"),
    page("/", "index.html", host=HOST.upper()),
    Probe(
        "/", method="HEAD", headers={"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(FILES["index.html"]))}
    ),
    Probe(
        "/",
        sent={"Accept-Encoding": "gzip, br"},
        body="index.html.br",
        headers={"Content-Encoding": "br", "Vary": "Accept-Encoding"},
    ),
    Probe(
        "/", sent={"Accept-Encoding": "gzip"}, body="index.html.gz", headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    ),
    Probe("/", sent={"Accept-Encoding": "zstd"}, body="index.html", headers={"Content-Encoding": None, "Vary": "Accept-Encoding"}),
    Probe("/", 206, sent={"Range": "bytes=0-3"}, headers={"Content-Range": f"bytes 0-3/{len(FILES['index.html'])}"}),
    Probe("/", 416, sent={"Range": "bytes=999999-"}),
]
MOVES = [
    moved("/2017/10/bai", "/2017/10/bai/"),
    moved("/index.html", "/"),
    moved("/2017/10/bai/index.html", "/2017/10/bai/"),
    moved("/2017/10/bai/index.html?a=b", "/2017/10/bai/?a=b"),
    moved("/", f"https://{HOST}/", door="http"),
    moved("/2017/10/bai/?a=b", f"https://{HOST}/2017/10/bai/?a=b", door="http"),
    Probe("/.well-known/acme-challenge/the", door="http"),
    # an earlier address: at once, for a minute, without what the reader sent beside it
    *(
        moved(f"/2017/09/bai-cu/{rest}", "/2017/10/bai/", **more)
        for rest, more in (("", {}), ("", {"method": "HEAD"}), ("?a=b", {}), ("?//evil.example", {}), ("", {"door": "preflight"}))
    ),
    Probe("/2017/09/bai-cu/?c", MOVED, headers={"Cache-Control": BRIEFLY}),
    moved("/2017/09/bai-c%75/", "/2017/10/bai/"),
    Probe("//2017/09/bai-cu/", (200, *MOVED)),
    moved("/2017/09/bai-cu", "/2017/09/bai-cu/"),
    moved("/2017/09/bai-cu/index.html", "/2017/09/bai-cu/"),
    missing("/2017/09/bai-cu/khong-co/"),
    missing("/-/"),
    page("/2017/11/hop/", "2017/11/hop/index.html"),
    # never to another host
    Probe("//evil.example/index.html", 404),
    moved("/%5Cevil.example/index.html", "/%5Cevil.example/"),
    Probe("/\\evil.example/index.html", 404),
    Probe("//evil.example/%2e%2e", (200, *MOVED)),
    Probe("//evil.example", 404),
]
NOT_THERE = [
    missing("/khong-co/"),
    missing("/khong-co.csv"),
    missing("/khong-co.1a2b3c4d5e6f.webp"),
    missing("/tim-kiem/khong-co/"),
    missing("/anh/bai/"),
    missing("/.well-known/"),
    missing("/so-lieu/don/index.html/"),
    missing("/wp-admin/"),
    missing("/index.php?a=b"),
    missing("/.htaccess"),
    missing("/%2eenv"),
    missing("/.GIT/config"),
    missing("/index.html.br"),
    missing("/2017/10/bai/index.html.gz"),
    *(missing(f"/{name}") for name in PLANTED),
    Probe("/khong-co/", 404, sent={"Accept-Encoding": "br"}, body="404.html.br", headers={"Content-Encoding": "br"}),
    Probe("/khong-co/", 404, sent={"If-None-Match": "*"}),
    Probe("/khong-co/", 404, method="HEAD"),
    Probe("/khong-co/", 404, door="preflight", body="404.html"),
    Probe("/anh/bai", (*MOVED, 404)),
    Probe("/..%2f..%2f..%2fetc/passwd", (400, 404), bare=True),
    Probe("/%2e%2e/%2e%2e/%2e%2e/etc/passwd", (400, 404), bare=True),
    Probe("/../../../etc/passwd", (400, 404), bare=True),
    Probe("/anh/..%5c..%5csite", (400, 404), bare=True),
    Probe("/%00", (400, 404), bare=True),
    Probe(f"/{'a' * 40000}", (CUT_OFF, 400, 404, 414, 431), bare=True),
    Probe("/", (CUT_OFF, 400, 431), sent={"X-Long": "a" * 40000}, bare=True),
]
METHODS = [
    Probe("/", 405, method=method, headers={"Allow": "GET, HEAD", "Cache-Control": NEVER}, sent={"Content-Length": "0"})
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE")
]
OTHER_NAMES = [
    refused("/", 421, host="evil.example"),
    refused("/2017/10/bai/", 421, host="127.0.0.1"),
    refused("/", 421, host=f"{HOST}.evil.example"),
    refused("/", 421, host="evil.example", door="http"),
    refused("/.well-known/acme-challenge/the", 421, host="evil.example", door="http"),
    refused("/", 421, host="evil.example", door="preflight"),
    refused("/", 421, host="localhost", door="preflight"),
]
PROBES = [*READ, *MOVES, *NOT_THERE, *METHODS, *OTHER_NAMES]


def faults(site: Site, probe: Probe) -> list[str]:
    """In what the server's answer is not the one that is due; [] where all is well."""
    sent = {"Connection": "close", **probe.sent}
    try:
        answer = site.ask(probe.target, probe.door, method=probe.method, host=probe.host, headers=sent)
    except OSError:
        answer = Answer(CUT_OFF, [], b"")
    wanted = (probe.status,) if isinstance(probe.status, int) else probe.status
    found = [] if answer.status in wanted else [f"status {answer.status}, not {probe.status}"]
    found += [
        f"{name}: {answer.all(name)}, not {value}" for name, value in probe.headers.items() if not is_value(answer, name, value)
    ]
    if probe.body and probe.method != "HEAD" and answer.body != (site.live / probe.body).read_bytes():
        found.append(f"not the bytes of {probe.body}")
    if b"bi mat" in answer.body or b"root:" in answer.body or b"Index of" in answer.body:
        found.append("shows what nobody may see")
    location = answer.header("Location") or ""
    if location.startswith(("//", "/\\")) or (":" in location and not location.startswith(f"https://{HOST}/")):
        found.append(f"leads to another host: {location}")
    return found if probe.bare else [*found, *header_faults(site, answer, probe.policy, probe.door, probe.host)]


def header_faults(site: Site, answer: Answer, policy: str = "/", door: str = "https", host: str = HOST) -> list[str]:
    """Headers that are due on every status."""
    due = {**HEADERS, "Content-Security-Policy": site.manifest.policy[policy]}
    if door != "http" and host.partition(":")[0].lower() == HOST:
        due["Strict-Transport-Security"] = "max-age=86400"
    found = [f"{name}: {answer.all(name)}, not {value}" for name, value in due.items() if not is_value(answer, name, value)]
    if door == "http" and answer.all("Strict-Transport-Security"):
        found.append("HSTS without TLS")
    if not answer.all("Cache-Control") and answer.status != 416:
        found.append("no Cache-Control")
    return [*found, *(f"says {value}" for value in answer.all("Server") if value != "nginx")]


def is_value(answer: Answer, name: str, value: str | None) -> bool:
    """Once; but nginx says all of its headers twice where it finds that a range is not in the file."""
    values = answer.all(name)
    return (values[:1] if answer.status == 416 else values) == ([] if value is None else [value])
