"""Ways of spoiling a built site, each of which exactly one guard must find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.active_content import ACTIVE, ADDRESSES
from tests.pictures import PNG

ARTICLE, ALIAS, NOTE = "2024/05/bai/index.html", "2024/05/cu/index.html", "tep/giay.txt"
Spoil = Callable[[Path, Path], None]


def in_page(html: str, name: str = ARTICLE) -> Spoil:
    """Put HTML before the end of a page's text."""

    def spoil(content: Path, folder: Path) -> None:
        page = (folder / name).read_text(encoding="utf-8")
        assert "</main>" in page
        (folder / name).write_text(page.replace("</main>", f"{html}</main>"), encoding="utf-8")

    return spoil


def replaced(old: str, new: str, name: str) -> Spoil:
    def spoil(content: Path, folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


def published_as_it_is(name: str, data: bytes) -> Spoil:
    """A file of the content, copied to the same place of the site."""

    def spoil(content: Path, folder: Path) -> None:
        for root in (content, folder):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)

    return spoil


def appears(name: str, like: str = ARTICLE) -> Spoil:
    def spoil(content: Path, folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((folder / like).read_bytes())

    return spoil


def disappears(name: str) -> Spoil:
    return lambda content, folder: (folder / name).unlink()


def becomes_a_link(name: str) -> Spoil:
    def spoil(content: Path, folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to("/etc/passwd")

    return spoil


def in_source(name: str, text: str) -> Spoil:
    def spoil(content: Path, folder: Path) -> None:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")

    return spoil


def source_becomes_a_link(name: str) -> Spoil:
    return lambda content, folder: (content / name).symlink_to("/etc")


HEADER = "Title: Bài\nDate: 2024-05-06\n"
TOKEN = "AK" + "IA" + "Q" * 16  # in two pieces, so that no scanner takes this file for a leak
UPWARD = ['<a href="/tep/../../bi-mat">x</a>', '<a href="/tep/%2e%2e/x">x</a>', '<a href="/tep/%252e%252e/x">x</a>']
FEED_ITEM = "<title>Bài</title>"

CASES: list[tuple[str, str, Spoil]] = [
    ("only_plain_files", "link", becomes_a_link("robots.txt")),
    ("no_hidden_files", "file", published_as_it_is("tep/.nhap.txt", b"x" * 200)),
    ("no_hidden_files", "folder", published_as_it_is(".git/giay.txt", b"x" * 200)),
    ("known_kinds", "dump", published_as_it_is("tep/so.sql", b"x" * 200)),
    ("known_kinds", "program", published_as_it_is("tep/x.php", b"x" * 200)),
    ("known_kinds", "no ending", published_as_it_is("tep/id_rsa", b"x" * 200)),
    ("known_kinds", "compressed", published_as_it_is("tep/giay.txt.gz", b"x" * 200)),
    ("sound_names", "sign", published_as_it_is("tep/a#b.txt", b"x" * 200)),
    ("sound_names", "backslash", published_as_it_is("tep/a\\b.txt", b"x" * 200)),
    ("sound_names", "device", published_as_it_is("tep/con.txt", b"x" * 200)),
    ("one_writer", "case", published_as_it_is("tep/Giay.txt", b"x" * 200)),
    ("one_writer", "folder", published_as_it_is("Tep/khac.txt", b"x" * 200)),
    ("one_writer", "accents", published_as_it_is("tep/đe\u0302m.txt", b"x" * 200)),
    ("nothing_unexplained", "page", appears("casino/index.html")),
    ("nothing_unexplained", "article", appears("2024/05/ca-do/index.html")),
    ("nothing_unexplained", "file", appears("tep/la.txt", like=NOTE)),
    ("nothing_unexplained", "script", replaced("}", "};", "tim-kiem/tim-kiem.js")),
    ("nothing_unexplained", "changed file", replaced("giấy", "giả!", NOTE)),
    ("nothing_unexplained", "theme file", appears("tinh/la.svg", like="tinh/bieu-tuong.svg")),
    ("nothing_missing", "article", disappears(ARTICLE)),
    ("nothing_missing", "home", disappears("index.html")),
    ("nothing_missing", "feed", disappears("rss.xml")),
    ("is_what_its_name_says", "page as picture", published_as_it_is("anh/x.jpg", b"<!doctype html><title>x</title>" * 9)),
    ("is_what_its_name_says", "picture as page", lambda _, folder: (folder / ARTICLE).write_bytes(PNG)),
    ("is_what_its_name_says", "program as text", published_as_it_is("tep/x.txt", b"\x7fELF\x00" * 50)),
    ("is_what_its_name_says", "empty", lambda _, folder: (folder / "robots.txt").write_bytes(b"")),
    ("no_secrets", "token", in_page(f"<p>{TOKEN}</p>")),
    ("no_secrets", "token in an attribute", in_page(f'<p title="{TOKEN}">x</p>')),
    ("no_identity_numbers", "citizen", in_page("<p>Số CCCD <strong>025090123456</strong>.</p>")),
    ("no_identity_numbers", "with dots", in_page("<p>CCCD: 025.090.123.456</p>")),
    ("no_identity_numbers", "by fours", in_page("<p>CCCD: 0250 9012 3456</p>")),
    ("no_identity_numbers", "in bold after its words", in_page("<p>CMND số <b>080123456</b></p>")),
    ("no_identity_numbers", "old paper", in_page("<p>Chứng minh nhân dân số 080 123 456</p>")),
    ("no_identity_numbers", "in a feed", replaced("Bài", "Bài 025090123456", "rss.xml")),
    *[("nothing_active", html, in_page(html)) for html in ACTIVE],
    ("nothing_active", "an alias that leads out", replaced("url=/2024/05/bai/", "url=https://la.example/", ALIAS)),
    ("nothing_active", "in a feed", replaced("&lt;p&gt;", "&lt;p onclick=x&gt;", "atom.xml")),
    ("nothing_active", "page as feed", replaced("<urlset", "<html", "sitemap.xml")),
    *[("only_known_addresses", html, in_page(html)) for html in ADDRESSES],
    ("only_known_addresses", "in a feed", replaced("<guid", "<link>javascript:x</link><guid", "rss.xml")),
    ("only_known_addresses", "no index of search", lambda _, folder: (folder / "tim-kiem/2024.json").write_bytes(b'{"x": 1}')),
    ("only_known_addresses", "in the index of search", replaced('"/2024', '"//la.example/2024', "tim-kiem/2024.json")),
    *[("no_way_up", html, in_page(html)) for html in UPWARD],
    ("no_links_among_sources", "folder", source_becomes_a_link("anh/vao")),
    ("no_forbidden_keys", "address", in_source("tin-tuc/bai.md", f"{HEADER}Save_as: index.html\n\nX.\n")),
    ("no_forbidden_keys", "attribute", in_source("trang/lien-he.md", "Title: B\n__class__: x\n\nX.\n")),
    ("no_way_out_of_the_content", "attach", in_source("tin-tuc/bai.md", f"{HEADER}\n[x]({{attach}}../../.env)\n")),
    ("no_way_out_of_the_content", "bars", in_source("tin-tuc/bai.md", f"{HEADER}\n[x](|attach|../../etc/passwd)\n")),
    ("no_way_out_of_the_content", "hidden", in_source("tin-tuc/bai.md", f"{HEADER}\n[x]({{static}}/.git/config)\n")),
]
