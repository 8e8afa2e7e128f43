"""Feeds are read far from the portal: every address in them is whole, each feed is one of its own, and dates are in order."""

import shutil
from html import unescape
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT, built_once, run_build
from tests.site.pages import read_page

SITE = "https://thanhtra.langson.gov.vn"
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("rss.xml", "atom.xml", "chuyen-muc/tin-tuc/rss.xml", "chuyen-muc/tin-tuc/atom.xml")
ARTICLES = {
    "so": """Title: Bài có số liệu
Date: 2024-03-09 08:00
So-lieu: tiep-cong-dan/2014-07-01..2017-07-01

Toàn tỉnh đã tiếp {{ lượt công dân }}.
""",
    "anh": """Title: Lãi < 5% và > 3%
Date: 2024-03-08 08:00

Xem [kết luận](../../tep/ket-luan.txt) và [bài hội nghị](../2017/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan.md).

![Quang cảnh](../../anh/hop.png "Quang cảnh")
""",
    "tom-tat": """Title: Bài có tóm tắt
Date: 2024-03-07 08:00
Summary: Xem [kết luận](../../tep/ket-luan.txt) ngày 5 và [bảng](<../../tep/bảng 1.txt>).

Thân bài.
""",
    "chu-thich": """Title: Bài có chú thích và tệp
Date: 2024-03-06 08:00
Modified: 2024-03-06 09:00

Kết luận[^1] đính kèm: [tệp](<../../tep/Kết luận 5.txt>), [lại](../../tep/K%E1%BA%BFt%20lu%E1%BA%ADn%205.txt)
và [ngoài](<https://langson.gov.vn/tệp 5.pdf?a=1&b=%20>).

[^1]: Bản ký số.
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    content = tmp_path_factory.mktemp("feeds") / "content"
    shutil.copytree(ROOT / "content", content)
    for folder in ("tin-tuc/2024", "tep", "anh"):
        (content / folder).mkdir(exist_ok=True)
    for name, text in ARTICLES.items():
        (content / f"tin-tuc/2024/{name}.md").write_text(text, encoding="utf-8")
    for name in ("ket-luan.txt", "Kết luận 5.txt", "bảng 1.txt"):
        shutil.copy(ROOT / "tests/demo/tep/giay-hen-minh-hoa.txt", content / "tep" / name)
    shutil.copy(ROOT / "tests/demo/anh/chi-ban-nhap-dung.png", content / "anh/hop.png")
    return built_once(tmp_path_factory, "feeds-built", content, "--settings", "publishconf.py")


def texts_of(site, feed):
    """Title, summary and content of every item."""
    root = ElementTree.parse(site / feed).getroot()
    return [
        [part.text or "" for part in item if part.tag.removeprefix(ATOM) in {"title", "description", "summary", "content"}]
        for item in (*root.iter("item"), *root.iter(f"{ATOM}entry"))
    ]


def addresses_in(html):
    elements = BeautifulSoup(html, "html.parser").find_all(["a", "img"])
    return [element.get("href", element.get("src")) for element in elements]


@pytest.mark.parametrize("feed", FEEDS)
def test_every_link_and_picture_of_every_text_is_a_whole_address_that_is_there(site, feed):
    addresses = [address for texts in texts_of(site, feed) for html in texts[1:] for address in addresses_in(html)]
    assert len(addresses) >= 8
    for address in addresses:
        assert address.startswith((f"{SITE}/", "https://langson.gov.vn/")), address
        assert address.isascii(), address
        assert " " not in address
        if address.startswith(SITE):
            parts = urlsplit(address)
            file = site / unquote(parts.path[1:])
            assert file.exists(), address
            if parts.fragment:
                page = read_page(site, f"{unquote(parts.path[1:])}index.html")
                assert page.find(id=unquote(parts.fragment)), address


def test_atom_tells_numbers_and_notes_by_their_own_addresses(site):
    text = unescape((site / "atom.xml").read_text(encoding="utf-8"))
    assert f'href="{SITE}/so-lieu/tiep-cong-dan/#sl-' in text
    assert f'href="{SITE}/2024/03/chu-thich/#fn:1"' in text


@pytest.mark.parametrize("feed", FEEDS)
def test_summaries_have_no_notes_and_titles_all_their_signs(site, feed):
    texts = texts_of(site, feed)
    assert "Lãi < 5% và > 3%" in [title for title, *_ in texts]
    (summary,) = (summary for title, summary, *_ in texts if title == "Bài có chú thích và tệp")
    assert "Kết luận đính kèm" in summary
    assert "Bản ký số" not in summary


def test_spaces_and_letters_with_marks_are_encoded_once_in_pages_too(site):
    links = addresses_in((site / "2024/03/chu-thich/index.html").read_text(encoding="utf-8"))
    assert links.count("/tep/K%E1%BA%BFt%20lu%E1%BA%ADn%205.txt") == 2
    assert "https://langson.gov.vn/t%E1%BB%87p%205.pdf?a=1&b=%20" in links


@pytest.mark.parametrize("folder", ["", "chuyen-muc/tin-tuc/"])
def test_each_feed_is_named_by_its_address_and_leads_to_the_page_beside_it(site, folder):
    atom = ElementTree.parse(site / f"{folder}atom.xml").getroot()
    links = {link.get("rel"): link.get("href") for link in atom.findall(f"{ATOM}link")}
    assert atom.findtext(f"{ATOM}id") == f"{SITE}/{folder}atom.xml"
    assert links == {"alternate": f"{SITE}/{folder}", "self": f"{SITE}/{folder}atom.xml"}
    channel = ElementTree.parse(site / f"{folder}rss.xml").getroot().find("channel")
    assert channel.findtext("link") == f"{SITE}/{folder}"
    assert channel.find(f"{ATOM}link").attrib == {"rel": "self", "href": f"{SITE}/{folder}rss.xml"}


def test_no_entry_was_changed_before_it_was_published(site):
    entries = ElementTree.parse(site / "atom.xml").getroot().findall(f"{ATOM}entry")
    assert len(entries) == 5
    assert all(entry.findtext(f"{ATOM}updated") >= entry.findtext(f"{ATOM}published") for entry in entries)


def test_a_change_before_publishing_stops_the_build_at_its_line(tree, output):
    text = "Title: Bài\nDate: 2024-03-08 08:00\nModified: 2024-01-01 08:00\n\nThân bài.\n"
    (tree / "tin-tuc/2024.md").write_text(text, encoding="utf-8")
    result = run_build(tree, output)
    assert result.returncode == 1
    assert "content/tin-tuc/2024.md:3: Modified “2024-01-01 08:00” sớm hơn Date “2024-03-08 08:00”." in result.stderr
