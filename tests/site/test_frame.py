"""What an editor writes never takes the place of a part of the page's frame, and every link of a text leads somewhere."""

import runpy
import shutil

import pytest

from tests.conftest import ROOT, built_once
from tests.site.pages import ids_of, pages_of, read_page

HEADINGS = "2024/03/de-muc/index.html"
FRAME = runpy.run_path(str(ROOT / "pelicanconf.py"))["FRAME_IDS"]

ARTICLES = {
    "thu": """Title: Liên hệ mới
Date: 2024-03-05 08:00
Summary: Thư về <thanhtra@example.vn>.

Thư gửi về <thanhtra@example.vn>.

| Việc | Thư |
|---|---|
| Đơn | <Tiep.Dan+Don@mail.EXAMPLE.vn> |
""",
    "de-muc": """Title: Quy chế
Date: 2024-03-06 08:00
So-lieu: tiep-cong-dan/2014-07-01..2017-07-01

Xem [mục dưới](#noi-dung), [số](#so-lieu-1) và [chú thích](#fn:1)[^1].

## Nội dung

A.

## Cơ quan

## Tra cứu

## Chữ lớn

## Liên quan

## Số liệu 1

```so-lieu
khối: chuẩn
```

## Nội dung

## —

[^1]: Ghi chú.
""",
    "toi": """Title: Bài dẫn tới quy chế
Date: 2024-03-07 08:00

Xem [nội dung](de-muc.md#noi-dung) và [quy chế](de-muc.md).
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    content = tmp_path_factory.mktemp("frame") / "content"
    shutil.copytree(ROOT / "content", content)
    (content / "tin-tuc/2024").mkdir()
    for name, text in ARTICLES.items():
        (content / f"tin-tuc/2024/{name}.md").write_text(text, encoding="utf-8")
    return built_once(tmp_path_factory, "frame-built", content, "--settings", "publishconf.py")


def test_addresses_of_mail_are_links_in_text_table_and_feeds(site):
    links = read_page(site, "2024/03/thu/index.html").find(class_="prose").find_all("a")
    mails = {
        "mailto:thanhtra@example.vn": "thanhtra@example.vn",
        "mailto:Tiep.Dan+Don@mail.EXAMPLE.vn": "Tiep.Dan+Don@mail.EXAMPLE.vn",
    }
    assert {link["href"]: link.text for link in links} == mails
    assert "mailto:thanhtra@example.vn" in (site / "rss.xml").read_text(encoding="utf-8")
    assert "Thư về thanhtra@example.vn." in (site / "tim-kiem/2024.json").read_text(encoding="utf-8")


def test_no_id_stands_twice_in_any_page(site):
    pages = {path: ids_of(read_page(site, path)) for path in pages_of(site)}
    assert {"noi-dung", "muc-noi-dung", "muc-co-quan", "muc-so-lieu-1", "so-lieu-1", "fn:1"} <= set(pages[HEADINGS])
    assert {path: ids for path, ids in pages.items() if len(ids) != len(set(ids))} == {}


@pytest.mark.parametrize(("page", "label"), [(HEADINGS, "mục dưới"), ("2024/03/toi/index.html", "nội dung")])
def test_a_link_by_the_heading_s_words_leads_to_the_heading_and_not_to_the_frame(site, page, label):
    link = read_page(site, page).find("a", string=label)
    assert read_page(site, HEADINGS).find(id=link["href"].partition("#")[2]).text == "Nội dung"


def test_the_skip_link_and_the_footer_s_labels_lead_where_they_did(site):
    page = read_page(site, HEADINGS)
    assert page.body.a["href"] == "#noi-dung"
    assert page.find(id="noi-dung").name == "main"
    assert page.footer.find(id="co-quan")


def test_no_heading_of_any_text_can_take_an_id_of_its_page(site):
    for path in pages_of(site):
        page = read_page(site, path)
        for text in page.find_all(class_="prose"):
            text.extract()
        if path.startswith("20") or path in {"gioi-thieu/index.html", "lien-he/index.html"}:
            assert set(ids_of(page)) <= FRAME, path
