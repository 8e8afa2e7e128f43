"""What an editor writes never takes the place of a part of the page's frame, and every link of a text leads somewhere."""

import shutil

import pytest

from tests.conftest import ROOT, built_once
from tests.site.pages import read_page

ARTICLES = {
    "thu": """Title: Liên hệ mới
Date: 2024-03-05 08:00
Summary: Thư về <thanhtra@example.vn>.

Thư gửi về <thanhtra@example.vn>.

| Việc | Thư |
|---|---|
| Đơn | <Tiep.Dan+Don@mail.EXAMPLE.vn> |
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
