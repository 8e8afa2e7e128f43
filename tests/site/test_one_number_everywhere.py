"""A number is written once and is the same wherever it is shown."""

import json
import re

import pytest

from tests.conftest import run_build
from tests.site.pages import ARTICLE, read_page, words

OLD, NEW, NEW_PRINTED = "17668", "17686", "17.686"


@pytest.fixture
def changed(tree, output):
    table = tree / "so-lieu/quan-sat.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    result = run_build(tree, output)
    assert result.returncode == 0, result.stderr
    return output


def test_a_change_in_the_table_alone_reaches_article_summary_feeds_block_home_search_and_downloads(changed):
    page = read_page(changed, ARTICLE)
    assert [data["value"] for data in page.find_all("data")] == [NEW, "9626", NEW, "9626"]
    assert NEW_PRINTED in page.find("meta", attrs={"name": "description"})["content"]
    assert NEW_PRINTED in words(page.find("figure", class_="statistics"))
    home = read_page(changed, "index.html")
    assert words(home.main).count(NEW_PRINTED) >= 2  # the summary and the panel
    for feed in ("rss.xml", "atom.xml", "chuyen-muc/tin-tuc/rss.xml"):
        assert NEW_PRINTED in (changed / feed).read_text(encoding="utf-8"), feed
    assert NEW_PRINTED in (changed / "tim-kiem/2017.json").read_text(encoding="utf-8")
    rows = json.loads((changed / "so-lieu/tiep-cong-dan/tiep-cong-dan.json").read_text(encoding="utf-8"))["so_lieu"]
    assert [row["gia_tri"] for row in rows if row["chi_tieu_id"] == "tcd.tong.luot"] == [int(NEW)]


def test_the_old_number_stays_only_in_the_quote_of_its_source(changed):
    for path in changed.rglob("*"):
        if (path.suffix in {".html", ".xml"} or path.parent.name == "tim-kiem") and path.parent.name != "mau-giao-dien":
            text = re.sub(r"đã tiếp 17\.668 lượt công dân, tiếp nhận 9\.626", "", path.read_text(encoding="utf-8"))
            assert "17.668" not in text, path
            assert OLD not in text, path


@pytest.mark.parametrize(
    ("written", "reported"),
    [
        ("{{ lượt côn dân }}", "không có chỉ tiêu “lượt côn dân”. Có phải “lượt công dân”?"),
        ("{{ lượt công dân kỳ=2017-Q9 }}", "2017-Q9"),
        ("{{ lượt công dân kỳ=2017-Q3 }}", "Các kỳ đang có: 2014-07-01..2017-07-01"),
        ('{{ lượt công dân đơn-vị="Tỉnh Lạng Sn" }}', "Có phải “Tỉnh Lạng Sơn”"),
        ("{{ lượt công dân = 17.686 }}", "Sửa thành 17.668"),
        ("{{ lượt công dân bộ=tiep-cong-dn }}", "Có phải “tiep-cong-dan”?"),
    ],
)
def test_an_embed_that_the_data_cannot_answer_stops_the_build_with_its_line(tree, article, output, written, reported):
    text = article.read_text(encoding="utf-8")
    lines = text.splitlines()
    line = next(number for number, content in enumerate(lines, 1) if content.startswith("Sau 3 năm"))
    article.write_text(
        text.replace("đã tiếp {{ lượt công dân }}, tiếp nhận {{ lượt đơn thư }}.\n\nTại", f"{written}\n\nTại"), "utf-8"
    )
    result = run_build(tree, output)
    assert result.returncode == 1
    assert f"content/tin-tuc/2017/{article.name}:{line}: " in result.stderr
    assert reported in result.stderr
    assert "Traceback" not in result.stderr
    assert not output.exists()
