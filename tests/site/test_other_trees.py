"""The same project builds any content tree, through the commands the README names."""

import pytest

from tests.conftest import run_build, run_make
from tests.site.pages import FOOTER, exact_text, pages_of, read_page


@pytest.fixture
def one_article(tmp_path):
    """The smallest tree: one article and nothing else."""
    folder = tmp_path / "cay khác"
    (folder / "tin-tuc").mkdir(parents=True)
    (folder / "tin-tuc/bai.md").write_text("Title: Một bài\nDate: 2024-05-06 07:08\n\nNội dung.\n", encoding="utf-8")
    return folder


def test_make_site_builds_another_tree_to_another_place(one_article, tmp_path):
    result = run_make("site", f"CONTENT={one_article}", f"OUTPUT={tmp_path / 'ra đây'}")
    assert result.returncode == 0, result.stderr
    page = read_page(tmp_path / "ra đây", "2024/05/bai/index.html")
    assert exact_text(page.article.time) == "Thứ Hai, 06/05/2024 - 07:08"
    text = exact_text(page.footer)
    assert [words for words in FOOTER if words not in text] == []


def test_a_tree_without_data_or_pages_has_a_menu_that_leads_somewhere(one_article, tmp_path):
    assert run_make("site", f"CONTENT={one_article}", f"OUTPUT={tmp_path / 'out'}").returncode == 0
    home = read_page(tmp_path / "out", "index.html")
    links = {link["href"] for link in home.nav.find_all("a")}
    assert "/lien-he/" not in links
    assert all((tmp_path / "out" / link.strip("/") / "index.html").is_file() for link in links if link.startswith("/"))


def test_make_publish_refuses_a_tree_that_is_in_no_commit(one_article, tmp_path):
    result = run_make("publish", f"CONTENT={one_article}", f"OUTPUT={tmp_path / 'out'}", "SITEURL=https://thu.langson.gov.vn")
    assert result.returncode != 0
    assert "Bản đăng phải làm từ một commit" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_published_site_takes_its_address_from_the_environment(one_article, tmp_path):
    result = run_build(one_article, tmp_path / "out", "--settings", "publishconf.py", SITEURL="https://thu.langson.gov.vn")
    assert result.returncode == 0, result.stderr
    canonical = [read_page(tmp_path / "out", page).find("link", rel="canonical") for page in pages_of(tmp_path / "out")]
    assert all(link["href"].startswith("https://thu.langson.gov.vn/") for link in canonical if link)
    assert any(canonical)


def test_make_check_tells_one_problem_a_line_and_fails(one_article):
    (one_article / "tin-tuc/hong.md").write_text("Title: Hỏng\nDate: 05/03/2026\n\n[x](khong-co.md)\n", encoding="utf-8")
    result = run_make("check", f"CONTENT={one_article}")
    assert result.returncode != 0
    lines = [line for line in result.stdout.splitlines() if "hong.md" in line]
    assert [line.split(": ")[0] for line in lines] == ["cay khác/tin-tuc/hong.md:2", "cay khác/tin-tuc/hong.md:4"]


def test_make_check_of_good_content_says_nothing(one_article):
    result = run_make("check", f"CONTENT={one_article}")
    assert (result.returncode, result.stdout) == (0, "")


def test_a_tree_that_is_not_there_is_reported(tmp_path):
    result = run_make("site", f"CONTENT={tmp_path / 'khong-co'}", f"OUTPUT={tmp_path / 'out'}")
    assert result.returncode != 0
    assert "không có thư mục này" in result.stderr
