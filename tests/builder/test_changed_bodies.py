"""If only bodies of a few articles changed, a build makes only the pages and feeds that show them."""

import re

import pytest
import time_machine
from pelican import Pelican

from plugins.builder.build import build
from plugins.problems import ProblemsFound
from tests.builder.project import Builder, difference, files_of, make_project
from tests.conftest import ROOT

SETTINGS = ROOT / "pelicanconf.py"
ARTICLE = "content/tin-tuc/bai-1.md"  # it has a summary, so no list shows its body


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    for number in range(1, 4):
        path = folder / f"tin-tuc/bai-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"Title: Bài {number}\nDate: 2024-05-0{number}\nTags: chung\nSummary: Tóm tắt.\n\nThân bài {number}.\n"
        path.write_text(text, encoding="utf-8")
    return folder


def built(content):
    build(SETTINGS, content, content.parent / "site", content.parent / "cache")
    return files_of(content.parent / "site")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def no_full_build(monkeypatch):
    """A function after which every full build fails."""

    def forbid():
        def run(site):
            raise AssertionError("a full build")

        monkeypatch.setattr(Pelican, "run", run)

    return forbid


def test_a_changed_body_makes_its_page_and_the_feeds_that_hold_it_and_reads_nothing_else(content, no_full_build):
    before = built(content)
    no_full_build()
    change(content / "tin-tuc/bai-2.md", "Thân bài 2", "Thân mới")
    after = built(content)
    feeds = {"atom.xml", "chuyen-muc/tin-tuc/atom.xml"}  # RSS tells summaries only
    assert {name for name in after if after[name] != before[name]} == {"2024/05/bai-2/index.html", *feeds}
    assert all("Thân mới" in after[name].decode() for name in ("2024/05/bai-2/index.html", *feeds))


def test_feeds_of_a_changed_body_are_those_of_a_full_build(content):
    (content / "tep").mkdir()
    (content / "tep/Kết luận 5.txt").write_text("5", encoding="utf-8")
    change(content / "tin-tuc/bai-2.md", "Bài 2", "Lãi < 5% và > 3%")
    change(content / "tin-tuc/bai-3.md", "Thân bài 3.", "Xem [tệp](<../tep/Kết luận 5.txt>)[^1].\n\n[^1]: Ghi chú.")
    built(content)
    change(content / "tin-tuc/bai-3.md", "Xem", "Đọc")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pelican, "run", None)
        fast = built(content)
    build(SETTINGS, content, content.parent / "full", content.parent / "no-cache")
    assert files_of(content.parent / "full") == fast
    assert "Lãi &lt; 5% và &gt; 3%" in fast["atom.xml"].decode()
    assert "/tep/K%E1%BA%BFt%20lu%E1%BA%ADn%205.txt" in fast["atom.xml"].decode()


def test_one_changed_body_after_another_is_as_fast(content, no_full_build):
    built(content)
    no_full_build()
    for word in ("một", "hai", "ba"):
        article = content / "tin-tuc/bai-1.md"
        article.write_text(article.read_text(encoding="utf-8") + f"\nLần {word}.\n", encoding="utf-8")
        assert f"Lần {word}." in built(content)["2024/05/bai-1/index.html"].decode()


def test_a_page_that_was_changed_by_hand_is_made_again_with_the_body(content, no_full_build):
    before = built(content)
    (content.parent / "site/2024/05/bai-1/index.html").write_text("hỏng", encoding="utf-8")
    no_full_build()
    change(content / "tin-tuc/bai-1.md", "Thân bài 1", "Thân mới")
    after = built(content)
    assert (
        after["2024/05/bai-1/index.html"].decode().replace("Thân mới", "Thân bài 1") == before["2024/05/bai-1/index.html"].decode()
    )


def test_any_other_page_that_was_changed_by_hand_is_made_again_too(content):
    before = built(content)
    (content.parent / "site/2024/05/bai-3/index.html").write_text("hỏng", encoding="utf-8")
    (content.parent / "site/la.html").write_text("tệp lạ", encoding="utf-8")
    change(content / "tin-tuc/bai-1.md", "Thân bài 1", "Thân mới")
    after = built(content)
    assert after.keys() == before.keys()
    assert after["2024/05/bai-3/index.html"] == before["2024/05/bai-3/index.html"]


def test_a_summary_cut_from_the_body_changes_the_lists(content):
    change(content / "tin-tuc/bai-1.md", "Summary: Tóm tắt.\n", "")
    built(content)
    change(content / "tin-tuc/bai-1.md", "Thân bài 1", "Mở đầu mới")
    after = built(content)
    assert "Mở đầu mới" in after["chuyen-muc/tin-tuc/index.html"].decode()


def test_a_mistake_in_the_body_is_reported_and_the_old_pages_stay(content):
    before = built(content)
    change(content / "tin-tuc/bai-1.md", "Thân bài 1", "Đã tiếp {{ lượt }} ở")
    with pytest.raises(ProblemsFound) as found:
        built(content)
    assert [(problem.path, problem.line) for problem in found.value.problems] == [("content/tin-tuc/bai-1.md", 6)]
    assert files_of(content.parent / "site") == before


def test_an_article_whose_hour_has_come_comes_out_beside_the_changed_body(content):
    (content / "tin-tuc/sau.md").write_text("Title: Bài sau\nDate: 2026-03-01 08:30\n\nSau.\n", encoding="utf-8")
    with time_machine.travel("2026-03-01T08:00:00+07:00", tick=False):
        assert "2026/03/sau/index.html" not in built(content)
    change(content / "tin-tuc/bai-1.md", "Thân bài 1", "Thân mới")
    with time_machine.travel("2026-03-01T08:31:00+07:00", tick=False):
        after = built(content)
    assert "2026/03/sau/index.html" in after
    assert "Thân mới" in after["2024/05/bai-1/index.html"].decode()


def test_two_outputs_of_one_tree_are_each_brought_up_to_date(content):
    for body in ("Thân 1", "Thân 2", "Thân 3"):
        path = content / "tin-tuc/bai-1.md"
        path.write_text(re.sub(r"Thân.*", body, path.read_text(encoding="utf-8")), encoding="utf-8")
        for output in ("một", "hai"):
            build(SETTINGS, content, content.parent / output, content.parent / "cache")
            assert body in (content.parent / output / "2024/05/bai-1/index.html").read_text(encoding="utf-8")
    assert files_of(content.parent / "một") == files_of(content.parent / "hai")


def test_a_hidden_article_is_as_fast(content, no_full_build):
    hidden = content / "tin-tuc/bai-1.md"
    change(hidden, "Title: Bài 1\n", "Title: Bài 1\nStatus: hidden\n")
    built(content)
    no_full_build()
    change(hidden, "Thân bài 1", "Thân mới")
    assert "Thân mới" in built(content)["2024/05/bai-1/index.html"].decode()


def test_a_link_in_a_summary_follows_its_article(content):
    linking = content / "tin-tuc/bai-1.md"
    change(linking, "Tóm tắt.", "Xem [bài](/2024/05/bai-3/).")
    built(content)
    change(linking, "(/2024/05/bai-3/)", "(bai-3.md)")
    built(content)
    change(content / "tin-tuc/bai-3.md", "2024-05-03", "2024-06-03")
    after = built(content)
    assert "/2024/06/bai-3/" in after["atom.xml"].decode()
    assert "/2024/05/bai-3/" not in after["atom.xml"].decode()


def test_a_clock_that_is_set_back_takes_nothing_from_the_build_of_another_output(content):
    (content / "tin-tuc/sau.md").write_text("Title: Bài sau\nDate: 2026-03-01 08:30\n\nSau.\n", encoding="utf-8")
    for moment, output in (("08:00", "một"), ("09:00", "hai"), ("08:10", "một")):
        if moment == "08:10":
            change(content / "tin-tuc/bai-3.md", "Thân", "Thân sửa")
        with time_machine.travel(f"2026-03-01T{moment}:00+07:00", tick=False):
            build(SETTINGS, content, content.parent / output, content.parent / "cache")
    assert not (content.parent / "một/2026").exists()


TEMPLATES = {
    "the text of related articles": "{% for other in article.related %}{{ other.content }}{% endfor %}",
    "how many articles there are": "{{ articles | length }} bài, {{ categories | length }} mục",
    "a name that only lists set": "{{ period_archives | default('không có') | string | length }}",
    "the newest article": "{{ articles[0].title }} {{ articles[0].content | length }}",
}


def body_changed_twice(project, place):
    """How a build from scratch failed, and in what it differs from builds after each change."""
    with Builder(project) as builder:
        for word in ("một", "hai"):
            article = project / ARTICLE
            article.write_text(article.read_text(encoding="utf-8") + f"\nLần {word} sửa.\n", encoding="utf-8")
            assert builder.build(place / "output", place / "cache") == ""
        failure, expected = builder.from_scratch(place / "scratch")
    return failure, difference(files_of(place / "output"), expected)


@pytest.mark.parametrize("shown", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_whatever_a_template_shows_of_others_is_as_from_scratch(tmp_path, shown):
    project = make_project(tmp_path / "p")
    change(project / "theme/templates/article.html", "<article>", f"<article><p>{shown}</p>")
    assert body_changed_twice(project, tmp_path) == ("", [])


def test_what_a_filter_reads_of_listed_articles_is_as_from_scratch(tmp_path):
    project = make_project(tmp_path / "p")
    filters = project / "plugins/vietnamese/plugin.py"
    change(
        filters, '    "so": format_number,', '    "so": format_number,\n    "so_chu": lambda article: len(article.content.split()),'
    )
    heading = "<h1>{% for article in articles_page.object_list %}{{ article | so_chu }} {% endfor %}"
    change(project / "theme/templates/list.html", "<h1>", heading)
    assert body_changed_twice(project, tmp_path) == ("", [])
