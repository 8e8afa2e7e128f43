"""/trang-thai/ says how old the numbers are, with days that stay true: the same content gives the same page tomorrow."""

import json

from tests.site.pages import read_page, words

PAGE, FILE = "trang-thai/index.html", "trang-thai/trang-thai.json"


def test_readers_see_up_to_which_day_each_data_set_goes(real_site):
    main = read_page(real_site, PAGE).main
    assert "Bài mới nhất đăng Thứ Ba, 10/10/2017 - 15:25" in words(main)
    (row,) = main.table.tbody.find_all("tr")
    assert words(row.th) == "Tiếp công dân và tiếp nhận đơn thư"
    assert main.find("a", href="/so-lieu/tiep-cong-dan/")


def test_programs_read_the_same(real_site):
    known = json.loads((real_site / FILE).read_text(encoding="utf-8"))
    assert known["bai_moi_nhat"] == "2017-10-10T15:25:00+07:00"
    assert known["nguon_o_xa"] == {}
    (dataset,) = known["bo_so_lieu"]
    assert (dataset["id"], dataset["so_dong"]) == ("tiep-cong-dan", 2)
    days = [data["value"] for data in read_page(real_site, PAGE).main.table.find_all("data")]
    assert days == [day for day in (dataset["den_ngay"], dataset["nhan_ngay"]) if day]


def test_the_page_can_be_found_by_people_and_search_engines(real_site):
    assert read_page(real_site, "so-do-trang/index.html").find("a", href="/trang-thai/")
    assert "/trang-thai/</loc>" in (real_site / "sitemap.xml").read_text(encoding="utf-8")
