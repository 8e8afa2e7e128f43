"""Ways of tampering with a served site, each of which `make verify` must report. A new idea of an intruder is a line more."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import brotli

from deploy.verify.signs import unpack
from tests.deploy.release.scratch import photo_address
from tests.deploy.verify.served import Reply, Request, Shown, Tamper

ARTICLE, FEED, PHOTO, GUESSED = "/2024/05/bai-1/", "/rss.xml", photo_address(), "/uploads/slot/"
ALIAS = "/2024/04/bai-3/"  # leads to /2024/05/bai-3/
BETS = "<!doctype html><html><title>Nhà cái</title><a href='https://nha-cai.example/'>Cá cược</a></html>".encode()
Change = Callable[[Reply], Reply]
Asks = Callable[[Request], bool]


@dataclass(frozen=True)
class Way:
    """`says`: what stands in the line about `address`. `certificate`: host and days to live. `seen`: whether an earlier run saw the
    site as it should be.
    """

    tamper: Tamper | None
    says: str
    address: str = ARTICLE
    certificate: tuple[str, int] | None = None
    seen: bool = False
    changes: Mapping[str, object] = field(default_factory=dict)


def at(address: str, change: Change, asks: Asks = lambda request: True) -> Tamper:
    """Only there, only for those who ask so."""
    return lambda request, reply, shown: change(reply) if request.path == address and asks(request) else reply


def everywhere(change: Change, asks: Asks = lambda request: True) -> Tamper:
    return lambda request, reply, shown: change(reply) if asks(request) else reply


def instead(body: bytes, status: int = 200) -> Change:
    return lambda reply: reply.with_headers(Content_Encoding=None).having(status=status, body=body)


def text(old: str, new: str) -> Change:
    """In the text, whatever it is packed in."""

    def change(reply: Reply) -> Reply:
        packing = reply.headers.get("Content-Encoding", "identity")
        plain = unpack(reply.body, packing).decode()
        if old not in plain:
            return reply
        pack = {"br": brotli.compress, "gzip": gzip.compress}.get(packing, bytes)
        return reply.having(body=pack(plain.replace(old, new).encode()))

    return change


def one_byte(reply: Reply) -> Reply:
    """The last: a size that stays proves nothing."""
    return reply.having(body=reply.body[:-1] + bytes([reply.body[-1] ^ 1])) if reply.body else reply


def headers(**changes: str | None) -> Change:
    return lambda reply: reply.with_headers(**changes)


def sent_to(place: str) -> Change:
    return lambda reply: reply.having(status=302, body=b"").with_headers(Location=place)


def who(name: str, word: str) -> Asks:
    return lambda request: request.says(name, word)


def on_status(number: int, change: Change) -> Tamper:
    return lambda request, reply, shown: change(reply) if reply.status == number else reply


def linked(page: str, link: str) -> Tamper:
    """A page of bets that another page, feed or site map names."""
    inside = text("</main>", f"<a href='{link}'>x</a></main>") if page.endswith("/") else text("</urlset>", f"{link}</urlset>")

    def tamper(request: Request, reply: Reply, shown: Shown) -> Reply:
        if request.path == "/khuyen-mai-moi/":
            return Reply(200, {}, BETS)
        return inside(reply) if request.path == page else reply

    return tamper


def in_a_chain(request: Request, reply: Reply, shown: Shown) -> Reply:
    """A page that only a page that only a changed page names."""
    if request.path == "/mot-moi/":
        return Reply(200, {}, b"<!doctype html><html><a href='/khuyen-mai-moi/'>x</a></html>")
    return linked(ARTICLE, "/mot-moi/")(request, reply, shown)


def unmodified_for_nobody(request: Request, reply: Reply, shown: Shown) -> Reply:
    if reply.status != 304:
        return reply
    return shown.right(Request(request.address, {**request.headers, "if-none-match": ""}))


def page_at_alias(change: Change) -> Tamper:
    """What a server answers that has not heard of the earlier address."""

    def tamper(request: Request, reply: Reply, shown: Shown) -> Reply:
        path = f"{ALIAS[1:]}index.html"
        media_type = shown.expected.manifest.files[path].type
        return change(shown.file(request, 200, path, media_type)) if request.path == ALIAS else reply

    return tamper


GOOGLE, CHROME_ON_A_PHONE, CRAWLER = who("referer", "google"), who("user-agent", "Mobile"), who("user-agent", "Googlebot")
CHANGED = "nội dung khác bản đã ký"
SCRIPT = text("</main>", "<script src='https://nha-cai.example/x.js'></script></main>")
WAYS = {
    # the bytes of a page
    "a byte changed": Way(at(ARTICLE, one_byte), CHANGED),
    "same size and time, seen before": Way(at(ARTICLE, one_byte), CHANGED, seen=True),
    "a photo of the same size and time, seen before": Way(at(PHOTO, one_byte), CHANGED, PHOTO, seen=True),
    "a photo replaced": Way(at(PHOTO, instead(b"\xff\xd8casino")), CHANGED, PHOTO),
    "a script": Way(at(ARTICLE, SCRIPT), f"{CHANGED} (có mã <script>; dẫn tới nha-cai.example)"),
    "a frame": Way(at("/", text("</main>", "<iframe src='/x'></iframe></main>")), "có khung <iframe>", "/"),
    "a page that moves on by itself": Way(
        at(ARTICLE, text("<head>", "<head><meta http-equiv='refresh' content='0;url=https://bet.example/'>")),
        "lệnh tự chuyển trang",
    ),
    "hidden links": Way(at(ARTICLE, text("</main>", "<p hidden>Tài xỉu, nổ hũ</p></main>")), "có chữ “tài xỉu”"),
    "search engines kept away by a page": Way(
        at(ARTICLE, text("<head>", "<head><meta name='robots' content='noindex'>")), "lệnh cấm máy tìm kiếm"
    ),
    "bytes after the end": Way(at(ARTICLE, text("</html>", "</html><script>1</script>")), "có mã <script>"),
    "only the brotli copy": Way(at(ARTICLE, SCRIPT, who("accept-encoding", "br")), CHANGED),
    "only the gzip copy": Way(at(ARTICLE, SCRIPT, who("accept-encoding", "gzip")), CHANGED),
    "only the plain file": Way(at(ARTICLE, SCRIPT, who("accept-encoding", "identity")), CHANGED),
    "the script of the search page": Way(at("/tim-kiem/tim-kiem.js", text("}", "};fetch('/x')")), CHANGED, "/tim-kiem/tim-kiem.js"),
    "the index of the search page": Way(
        at("/tim-kiem/2024.json", text("/2024/05/bai-1/", "//bet.example/")), "dẫn tới bet.example", "/tim-kiem/2024.json"
    ),
    "cut short": Way(at(ARTICLE, lambda reply: reply.having(cut=len(reply.body) // 2)), "bị cắt giữa chừng"),
    "much too long": Way(at(ARTICLE, instead(b"x" * (3 << 20))), "dài quá mức"),
    "empty": Way(at(ARTICLE, instead(b"")), CHANGED),
    # for some readers only
    "bets for those who come from a search engine": Way(at(ARTICLE, instead(BETS), GOOGLE), "(chỉ điện thoại đến từ máy tìm kiếm)"),
    "bets for crawlers": Way(at(ARTICLE, instead(BETS), CRAWLER), "(chỉ máy của công cụ tìm kiếm)"),
    "bets for phones": Way(at("/", instead(BETS), CHROME_ON_A_PHONE), "điện thoại", "/"),
    "bets in Chinese": Way(at(ARTICLE, instead(BETS), who("accept-language", "zh")), "(chỉ máy tính dùng tiếng Trung)"),
    "bets in English": Way(at(ARTICLE, instead(BETS), who("accept-language", "en")), "(chỉ máy tính dùng tiếng Anh)"),
    "phones sent elsewhere": Way(
        at("/", sent_to("https://bet.example/"), CHROME_ON_A_PHONE), "chuyển hướng sang https://bet.example/", "/"
    ),
    "everybody sent elsewhere": Way(at(ARTICLE, sent_to("//bet.example/")), "chuyển hướng sang"),
    "an earlier address sent elsewhere": Way(
        at(ALIAS, headers(Location="https://bet.example/")), "chuyển hướng sang https://bet.example/", ALIAS
    ),
    "an earlier address sent to another page": Way(at(ALIAS, headers(Location=ARTICLE)), f"chuyển hướng sang {ARTICLE}", ALIAS),
    "an earlier address sent on for the moment": Way(at(ALIAS, sent_to("/2024/05/bai-3/")), "301 tới /2024/05/bai-3/", ALIAS),
    "an earlier address whose page leads elsewhere": Way(
        page_at_alias(text("url=/2024/05/bai-3/", "url=https://bet.example/")), "dẫn tới bet.example", ALIAS
    ),
    "an earlier address lost": Way(at(ALIAS, instead(b"", 404)), "trả lời 404", ALIAS),
    "a header lost on 301 only": Way(
        on_status(301, headers(X_Frame_Options=None)), "thiếu dòng X-Frame-Options khi trả lời 301", ALIAS
    ),
    # pages that should not be there
    "a page that a page links to": Way(
        linked(ARTICLE, "/khuyen-mai-moi/"), "trang lạ, không có trong bản đăng", "/khuyen-mai-moi/"
    ),
    "a page that the site map names": Way(
        linked("/sitemap.xml", "<url><loc>https://vi-du.example/khuyen-mai-moi/</loc></url>"), "trang lạ", "/khuyen-mai-moi/"
    ),
    "a page that only a strange page links to": Way(in_a_chain, "trang lạ", "/khuyen-mai-moi/"),
    "a page that nothing links to": Way(at(GUESSED, instead(BETS)), "có chữ “nhà cái”", GUESSED),
    "a page for a query": Way(at("/index.php", instead(BETS)), "trả lời 200", "/index.php"),
    "a login": Way(at("/wp-login.php", instead(b"<form>")), "có biểu mẫu", "/wp-login.php"),
    "the repository": Way(at("/.git/config", instead(b"[core]")), "trả lời 200", "/.git/config"),
    "a forbidden folder that betrays itself": Way(at("/.git/", instead(b"", 403)), "trả lời 403", "/.git/"),
    "a folder listed": Way(
        at("/anh-web/", instead(b"<title>Index of /anh-web/</title>")), "liệt kê tệp trong thư mục", "/anh-web/"
    ),
    "whatever is asked for is there": Way(on_status(404, lambda reply: reply.having(status=200)), "trả lời 200", "địa chỉ"),
    "another page for what is not there": Way(on_status(404, instead(b"404 not found", 404)), CHANGED, "địa chỉ"),
    "a page lost": Way(at(ARTICLE, instead(b"", 404)), "trả lời 404"),
    "a page that fails": Way(at(ARTICLE, instead(b"", 500)), "trả lời 500"),
    # robots, site map, feeds
    "search engines kept away": Way(at("/robots.txt", text("\n", "\nDisallow: /\n")), "cấm máy tìm kiếm cả trang", "/robots.txt"),
    "a site map elsewhere": Way(at("/robots.txt", text("vi-du.example", "bet.example")), "dẫn tới bet.example", "/robots.txt"),
    "strange addresses in the site map": Way(
        at("/sitemap.xml", text("</urlset>", "<url><loc>https://bet.example/</loc></url></urlset>")),
        "dẫn tới bet.example",
        "/sitemap.xml",
    ),
    "another host in a feed": Way(at(FEED, text("vi-du.example", "la.example")), "dẫn tới la.example", FEED),
    # headers
    "a header lost on 404 only": Way(
        on_status(404, headers(X_Frame_Options=None)), "thiếu dòng X-Frame-Options khi trả lời 404", "địa chỉ"
    ),
    "a header lost on 304 only": Way(
        on_status(304, headers(Referrer_Policy=None)), "thiếu dòng Referrer-Policy khi trả lời 304", "địa chỉ"
    ),
    "a header lost at one address": Way(
        at(PHOTO, headers(X_Content_Type_Options=None)), "thiếu dòng X-Content-Type-Options", PHOTO
    ),
    "no policy": Way(everywhere(headers(Content_Security_Policy=None)), "thiếu dòng Content-Security-Policy", "địa chỉ"),
    "a policy that allows anything": Way(
        at(ARTICLE, headers(Content_Security_Policy="default-src *")), "Content-Security-Policy: default-src *"
    ),
    "no HSTS": Way(everywhere(headers(Strict_Transport_Security=None)), "thiếu dòng Strict-Transport-Security", "địa chỉ"),
    "HSTS taken back": Way(everywhere(headers(Strict_Transport_Security="max-age=0")), "max-age=0", "địa chỉ"),
    "errors that caches may keep": Way(on_status(404, headers(Cache_Control="public, max-age=86400")), "Cache-Control", "địa chỉ"),
    "a cookie": Way(at(ARTICLE, headers(Set_Cookie="a=b")), "Set-Cookie: a=b"),
    "a header that moves on": Way(at(ARTICLE, headers(Refresh="0;url=https://bet.example/")), "Refresh: 0"),
    "a canonical address elsewhere": Way(at(ARTICLE, headers(Link="<https://bet.example/>; rel=canonical")), "Link: <https://bet"),
    "the server's version": Way(everywhere(headers(Server="nginx/1.22.1")), "phiên bản (nginx/1.22.1)", "địa chỉ"),
    "a wrong type": Way(at(FEED, headers(Content_Type="text/html; charset=utf-8")), "kiểu nội dung “text/html", FEED),
    "another alphabet": Way(at(ARTICLE, headers(Content_Type="text/html; charset=utf-7")), "charset=utf-7"),
    "no compressed copy": Way(
        lambda request, reply, shown: shown.right(Request(request.address, request.headers | {"accept-encoding": "identity"})),
        "gửi bản không nén",
        "địa chỉ",
    ),
    "no time and no ETag": Way(everywhere(headers(ETag=None, Last_Modified=None)), "thiếu ETag", "địa chỉ"),
    "readers who have a page get it again": Way(unmodified_for_nobody, "cho người đã có trang này", "địa chỉ"),
    "a copy for those who cannot read it": Way(everywhere(headers(Vary=None)), "thiếu Vary", "địa chỉ"),
    # the release and the certificate
    "no manifest": Way(at("/manifest.json", instead(b"", 404)), "trả lời 404", "/manifest.json"),
    "an edited manifest": Way(at("/manifest.json", text('"mtime":1', '"mtime":2')), "chữ ký không đúng", "/manifest.json.sig"),
    "no signature": Way(at("/manifest.json.sig", instead(b"", 404)), "trả lời 404", "/manifest.json.sig"),
    "a signature of nobody": Way(at("/manifest.json.sig", instead(b"x")), "chữ ký không đúng", "/manifest.json.sig"),
    "an expired certificate": Way(None, "chứng thư TLS đã hết hạn", "https://", certificate=("vi-du.example", -1)),
    "another host's certificate": Way(None, "không phải của vi-du.example", "https://", certificate=("la.example", 90)),
    "a certificate that ends soon": Way(None, "chứng thư TLS còn 10 ngày", "https://", certificate=("vi-du.example", 11)),
}
