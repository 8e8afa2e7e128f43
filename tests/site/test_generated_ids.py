"""Links to parts of generated pages are judged before anything is built as the built pages would judge them."""

from bs4 import BeautifulSoup

from plugins.markup.ids import GENERATED, ID, generated_ids
from plugins.project import THEME
from tests.conftest import run_check
from tests.site.pages import ids_of

STARTS = tuple(start for start, _ in GENERATED)


def test_the_check_knows_every_id_that_a_template_gives_a_page(demo_site):
    written = {found for path in THEME.rglob("*.html") for found in ID.findall(path.read_text(encoding="utf-8"))}
    seen = set[str]()
    for file in demo_site.rglob("*.html"):
        path = file.relative_to(demo_site).as_posix()
        if path.startswith(STARTS) and not path.startswith("so-lieu/nhung/"):
            ids = written.intersection(ids_of(BeautifulSoup(file.read_bytes(), "lxml")))
            assert ids <= generated_ids(THEME, path), path
            seen |= {next(start for start in STARTS if path.startswith(start))}
    assert seen == set(STARTS)


def test_a_part_that_only_another_page_has_is_no_part_of_this_one(article):
    for page in ("/so-lieu/", "/trang-thai/", "/"):
        text = article.read_text(encoding="utf-8")
        article.write_text(f"{text}\nXem [mục]({page}#khong-tai-duoc).\n", encoding="utf-8")
    article.write_text(f"{article.read_text(encoding='utf-8')}\nXem [tìm](/tim-kiem/#khong-tai-duoc).\n", encoding="utf-8")
    found = run_check(article.parents[2]).stdout
    assert [line for line in found.splitlines() if "không dẫn tới đâu" in line] == found.splitlines()
    assert [found.count(f"“{page}#khong-tai-duoc”") for page in ("/so-lieu/", "/trang-thai/", "/", "/tim-kiem/")] == [1, 1, 1, 0]
