import json

import pytest

from tests.site.pages import FOOTER
from tests.theme.markup import complaints, parse, words
from tests.theme.pages import DATASET, PAGES, article, render


@pytest.fixture(scope="module", params=PAGES)
def soup(environment, request):
    return parse(render(environment, request.param))


def test_every_kind_of_page_is_sound_markup(soup):
    assert complaints(soup) == []


def test_every_page_is_vietnamese_with_one_heading_and_the_landmarks(soup):
    assert soup.html["lang"] == "vi"
    assert len(soup.find_all("h1")) == 1
    assert [len(soup.body.find_all(name, recursive=False)) for name in ("header", "main", "footer")] == [1, 1, 1]
    assert soup.main["id"] == "noi-dung"
    assert soup.body.find("a")["href"] == "#noi-dung"
    assert len(soup.body.find_all("nav", class_="menu", recursive=False)) == 1


def test_every_page_carries_the_office_s_words_in_its_footer(soup):
    text = words(soup.footer)
    assert [fact for fact in FOOTER if fact not in text] == []
    assert soup.footer.find("a", href="tel:+842053812273")
    assert soup.footer.find("a", string="www.binhminh.com.vn")["rel"] == ["external", "noopener"]
    assert soup.footer.find("a", href="https://langson.gov.vn")


def test_every_page_has_a_title_of_its_own_and_a_description(soup):
    assert "Thanh tra tỉnh Lạng Sơn" in soup.title.text
    assert soup.find("meta", attrs={"name": "description"})["content"]


def test_every_page_holds_its_style_sheet_and_asks_for_no_other_file_but_the_icon(soup):
    assert len(soup.find_all("style")) == 1
    assert [link["href"] for link in soup.head.find_all("link", rel="icon")] == ["/tinh/bieu-tuong.svg"]
    assert soup.find("link", rel="stylesheet") is None


def test_local_builds_name_no_address_of_the_site(environment):
    soup = parse(render(environment, "article"))
    assert soup.find("link", rel="canonical") is None


def test_a_published_article_names_its_own_address_on_screen_and_on_paper(environment):
    soup = parse(render(environment, "article", SITEURL="https://thanhtra.example"))
    address = "https://thanhtra.example/2017/10/bai-0/"
    assert soup.find("link", rel="canonical")["href"] == address
    assert soup.find("meta", property="og:url")["content"] == address
    assert address in words(soup.find(class_="print-only"))


def test_links_inside_the_site_never_hold_its_address(environment):
    soup = parse(render(environment, "home", SITEURL="https://thanhtra.example"))
    assert [link["href"] for link in soup.find_all("a") if "thanhtra.example" in link["href"]] == []


def test_the_error_page_is_not_offered_to_search_engines(environment):
    assert parse(render(environment, "404")).find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_only_a_sample_tree_says_so_on_top_of_every_page(environment):
    agency = environment.globals["agency"]
    assert "Nội dung minh hoạ." not in words(parse(render(environment, "contact")).body)
    for kind in PAGES:
        soup = parse(render(environment, kind, agency=agency.model_copy(update={"sample": True})))
        banner = soup.body.find_all("section", recursive=False)[0]
        assert words(banner).startswith("Nội dung minh hoạ."), kind
        assert complaints(soup) == []


def test_what_the_office_has_confirmed_later_is_shown_labelled(environment):
    later = {"address_since_2025": "địa chỉ mới", "email": "a@b.vn", "responsible": "người A"}
    agency = environment.globals["agency"].model_copy(update=later)
    text = words(parse(render(environment, "404", agency=agency)).footer)
    assert "Địa chỉ từ 01/7/2025: địa chỉ mới" in text
    assert "Thư điện tử: a@b.vn" in text
    assert "Chịu trách nhiệm nội dung: người A" in text


def test_home_leads_with_the_newest_article_and_the_numbers(environment):
    soup = parse(render(environment, "home"))
    assert words(soup.main.h2) == "Bài số 1 & <Luật>"
    panel = words(soup.find(class_="featured"))
    assert "17.668 lượt công dân được tiếp trên địa bàn tỉnh 01/7/2014 – 01/7/2017" in panel
    assert parse(render(environment, "home", featured=[])).find(class_="featured") is None


def test_home_alone_tells_search_engines_who_the_office_is(environment):
    data = json.loads(parse(render(environment, "home")).find("script").string)
    assert (data["@type"], data["name"], data["telephone"]) == (
        "GovernmentOrganization",
        "Thanh tra tỉnh Lạng Sơn",
        "+842053812273",
    )
    assert parse(render(environment, "article")).find("script") is None


def test_an_article_leads_to_its_section_its_neighbours_and_what_is_related(environment):
    soup = parse(render(environment, "article"))
    crumbs = [(words(link), link["href"]) for link in soup.find(class_="breadcrumb").find_all("a")]
    assert crumbs == [("Trang chủ", "/"), ("Tiếp công dân", "/chuyen-muc/tiep-cong-dan/")]
    assert soup.find("a", rel="prev")["href"] == "/2017/10/bai-1/"
    assert soup.find("a", rel="next")["href"] == "/2017/10/bai-2/"
    assert len(soup.aside.find_all("li")) == 3
    alone = parse(render(environment, "lone article"))
    assert (alone.aside, alone.find("a", rel="prev"), alone.find("a", rel="next")) == (None, None, None)


def test_an_article_is_complete_inside_its_element(environment):
    soup = parse(render(environment, "article"))
    assert words(soup.article.h1) == "Bài số 0 & <Luật>"
    assert soup.article.time["datetime"] == "2017-10-20T15:25:00+07:00"
    assert "Nội dung. Đề mục Hết." in " ".join(soup.article.find(class_="prose").get_text(" ").split())


def test_a_page_with_statistics_gets_the_charts_style_and_others_do_not(environment):
    with_figure = article(5, content='<figure class="statistics" id="a"></figure>')
    assert ".chart" in parse(render(environment, "article", article=with_figure)).style.text
    assert ".chart" not in parse(render(environment, "article")).style.text


def test_the_contact_page_takes_its_facts_from_the_agency(environment):
    text = words(parse(render(environment, "contact")).main)
    assert "Điện thoại: (025) 3.812.273" in text
    assert "0205 3812 273" in text
    assert "Điện thoại" not in words(parse(render(environment, "page")).main)


def test_a_section_says_which_of_its_pages_this_is(environment):
    soup = parse(render(environment, "section"))
    assert words(soup.h1) == "Tiếp công dân (trang 2)"
    assert "Trang 2 trên 3" in words(soup.main)
    assert soup.find("link", type="application/rss+xml")["href"] == "/chuyen-muc/tiep-cong-dan/rss.xml"


def test_the_archive_leads_to_years_and_months(environment):
    links = {link["href"] for link in parse(render(environment, "archives")).main.find_all("a")}
    assert {"/luu-tru/2017/", "/luu-tru/2017/10/", "/2017/10/bai-1/"} <= links


def test_a_year_shows_few_titles_of_each_month_and_the_way_to_all(environment):
    many = [article(number % 19, url=f"b/{number}/") for number in range(40)]
    soup = parse(render(environment, "year", dates=many))
    assert len(soup.main.find_all("article")) == 5
    assert "Tháng 10 năm 2017: 40 bài" in words(soup.main)


def test_the_site_map_holds_every_kind_of_way(environment):
    links = {link["href"] for link in parse(render(environment, "site map")).main.find_all("a")}
    expected = {"/lien-he/", "/gioi-thieu/", "/chuyen-muc/tiep-cong-dan/", "/nhan/luat-tiep-cong-dan/", "/luu-tru/2017/10/"}
    assert expected | {"/so-lieu/tiep-cong-dan/"} <= links


def test_a_number_of_a_data_set_can_be_linked_to_and_tells_all_that_is_known(environment):
    soup = parse(render(environment, "dataset"))
    section = soup.find(id=DATASET.statistics[0]["anchor"])
    text = words(section)
    for part in ("17.668 lượt công dân", "01/7/2014", "Cách hiểu", "Nguồn", "Nguyên văn", "Tình trạng", "Các lần sửa"):
        assert part in text
    assert "Số liệu minh hoạ" in words(soup.main)


def test_robots_get_the_map_only_where_the_site_has_an_address(environment):
    template = environment.get_template("robots.html")
    assert template.render(SITEURL="https://a.example").endswith("Sitemap: https://a.example/sitemap.xml\n")
    assert "Sitemap" not in template.render(SITEURL="")


def test_a_title_keeps_its_numbers_and_what_they_count_on_one_line(environment):
    page = render(environment, "article", article=article(0, title="Quý II tiếp 17.668 lượt"))
    assert "<h1>Quý\u00a0II tiếp 17.668\u00a0lượt</h1>" in page
    assert "<title>Quý II tiếp 17.668 lượt |" in page, "search engines get plain spaces"
