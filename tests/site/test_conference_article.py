"""The conference article is on the portal, whole, with its numbers from the data."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site.pages import ARTICLE, exact_text, pages_of, read_page, words

SOURCE = (ROOT / "tests/site/conference-2017.txt").read_text(encoding="utf-8")
PARAGRAPHS = [" ".join(line.split()) for line in SOURCE.splitlines() if line.strip("\u00a0 \n")]
TITLE, DATE_LINE, *REST = PARAGRAPHS
BODY = REST[: REST.index("TRANG THÔNG TIN ĐIỆN TỬ THANH TRA TỈNH TỈNH LẠNG SƠN")]


@pytest.fixture(scope="module")
def article(real_site):
    return read_page(real_site, ARTICLE).article


def test_every_paragraph_of_the_source_is_there_in_order(article):
    text = exact_text(article)
    places = [text.find(paragraph) for paragraph in BODY]
    assert len(BODY) == 5
    assert -1 not in places
    assert places == sorted(places)


def test_the_title_is_the_only_h1(real_site):
    assert [words(heading) for heading in read_page(real_site, ARTICLE).find_all("h1")] == [TITLE]


def test_the_date_line_reads_as_in_the_original(article):
    time = article.find("time")
    assert (time["datetime"], words(time)) == ("2017-10-10T15:25:00+07:00", DATE_LINE)


def test_the_photo_s_caption_is_a_caption_and_no_picture_is_made_up(article):
    assert words(article.figcaption) == "Đ/c Phạm Ngọc Thưởng, Chủ tịch UBND tỉnh phát biểu kết luận"
    assert article.find("img") is None


def test_both_numbers_come_from_the_data_and_read_as_the_original(article):
    sentence = next(paragraph for paragraph in article.find_all("p") if "Từ 01/7/2014" in paragraph.text)
    numbers = [(number["value"], exact_text(number)) for number in sentence.find_all("data")]
    assert numbers == [("17668", "17.668 lượt công dân"), ("9626", "9.626 lượt đơn thư")]


def test_each_number_leads_to_where_it_comes_from(real_site, article):
    for number in article.find_all("data", class_="stat"):
        page, _, anchor = number.find_parent("a")["href"].partition("#")
        target = read_page(real_site, f"{page.strip('/')}/index.html").find(id=anchor)
        text = words(target)
        assert exact_text(number) in exact_text(target)
        assert "01/7/2014" in text
        assert "01/7/2017" in text
        assert "các cơ quan, đơn vị trên địa bàn tỉnh đã tiếp 17.668 lượt công dân" in text


def test_the_statistics_block_has_title_period_unit_drawing_table_source_and_downloads(real_site, article):
    figure = article.find("figure", class_="statistics")
    caption = words(figure.figcaption)
    assert figure["id"]
    assert "01/7/2014 – 01/7/2017" in caption
    assert "lượt" in caption
    assert figure.table.caption
    assert len(figure.table.tbody.find_all("th", scope="row")) == 2
    assert len(figure.find_all("svg", attrs={"aria-hidden": "true"})) == 2
    assert [data["value"] for data in figure.table.find_all("data")] == ["17668", "9626"]
    assert "Nguồn: Hội nghị tổng kết 03 năm Luật Tiếp công dân, 10/10/2017" in words(figure)
    files = {link.get_text(): real_site / link["href"].lstrip("/") for link in figure.find(class_="downloads").find_all("a")}
    assert list(files) == ["CSV", "XLSX", "JSON", "SVG"]
    assert "17668" in files["CSV"].read_text(encoding="utf-8")
    assert "17668" in files["JSON"].read_text(encoding="utf-8")
    assert files["XLSX"].read_bytes().startswith(b"PK")


def test_tags_lead_to_their_pages(real_site, article):
    links = [link["href"] for link in article.find_all("a") if link["href"].startswith("/nhan/")]
    assert links == ["/nhan/tiep-cong-dan/", "/nhan/luat-tiep-cong-dan/", "/nhan/hoi-nghi/"]
    assert all((real_site / link.strip("/") / "index.html").is_file() for link in links)


def test_the_article_is_reached_from_home_section_archive_and_site_map(real_site):
    address = "/" + ARTICLE.removesuffix("index.html")
    for page in ("index.html", "chuyen-muc/tin-tuc/index.html", "luu-tru/index.html", "luu-tru/2017/10/index.html"):
        assert read_page(real_site, page).find("a", href=address), page
    assert (ROOT / "content").exists()
    assert address in (real_site / "sitemap.xml").read_text(encoding="utf-8")


def test_nothing_but_the_article_is_published_as_news(real_site):
    articles = [page for page in pages_of(real_site) if page[:2] == "20"]
    assert articles == [ARTICLE]
    assert Path(real_site / "rss.xml").read_text(encoding="utf-8").count("<item>") == 1
