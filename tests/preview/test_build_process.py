"""A process that builds again and again makes what a fresh one makes, and does not grow."""

import json
import shutil
import subprocess
import sys
from random import Random

import pytest

from plugins.preview.watcher import Watched
from tests.builder.edits import EDITS, rewrite, set_field
from tests.builder.project import Builder, difference, files_of, make_project, write_article
from tests.preview.previewing import LONGEST_SECONDS, order_of, warm_builder

AGAIN = """
import gc, json, sys
from pathlib import Path
from pelican.contents import Content
from plugins.builder.pelican.saved_article import SavedArticle
from plugins.preview.worker import answer

gc.disable()
saved_article = SavedArticle()
project, place = Path(sys.argv[1]), Path(sys.argv[2])
article, results = project / "content/tin-tuc" / sys.argv[4], []
for number in range(int(sys.argv[3])):
    article.write_text(article.read_text(encoding="utf-8") + f"\\nDòng {number}.\\n", encoding="utf-8")
    order = {"settings": "pelicanconf.py", "content": "content", "output": place / "output", "cache": place / "cache"}
    failure = answer({name: str(path) for name, path in order.items()}, saved_article, {})["failure"]
    if sys.argv[4] == "bai-3.md":
        gc.unfreeze()
        gc.collect()
    else:
        saved_article.tidy()
    things = gc.get_objects()
    results.append([failure, len(things), sum(isinstance(thing, Content) for thing in things)])
    del things
print(json.dumps(results))
"""


def again(project, place, times, article="bai-3.md"):
    """Build so many times in one process; each time's failure, and how many objects and articles memory then holds."""
    command = [sys.executable, "-c", AGAIN, str(project), str(place), str(times), article]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=True)
    return json.loads(result.stdout)


def test_after_edits_of_every_kind_a_warm_process_builds_what_a_fresh_one_does(tmp_path):
    random, project = Random(7), make_project(tmp_path / "p")
    good, watched = tmp_path / "good", Watched(project, project / "content")
    shutil.copytree(project, good)
    order = json.loads(order_of(project, tmp_path / "fresh").line())
    with warm_builder(project, tmp_path / "warm") as warm, Builder(project) as fresh:
        code = watched.code()
        assert warm.build().good
        for edit in EDITS:
            edit(random, project)
            if watched.code() != code:
                code = watched.code()
                warm.replace()
            found = warm.build()
            shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
            expected = fresh.preview(order)
            problems = [list(problem) for problem in found.problems]
            assert (edit.__name__, found.pages, problems, found.failure, list(found.warnings)) == (
                edit.__name__,
                *expected.values(),
            )
            if found.good:
                assert (edit.__name__, difference(*map(files_of, (tmp_path / "warm/output", tmp_path / "fresh/output")))) == (
                    edit.__name__,
                    [],
                )
            shutil.rmtree(good if found.good else project)  # a project that cannot be built is put back
            shutil.copytree(*((project, good) if found.good else (good, project)))


def test_a_day_of_saving_does_not_fill_the_memory(tmp_path):
    counts = [count for _, _, count in again(make_project(tmp_path / "p"), tmp_path / "place", 6)]
    assert counts[-1] <= counts[1]


def test_a_day_of_correcting_one_body_does_not_fill_the_memory(tmp_path):
    counts = [count for _, count, _ in again(make_project(tmp_path / "p"), tmp_path / "place", 10, "bai-1.md")]
    assert counts[-1] < counts[3] + 1_000


def test_what_stops_the_first_build_stops_the_second(tmp_path):
    project = make_project(tmp_path / "p")
    warn = "    import logging\n    logging.getLogger(__name__).warning('một lời cảnh báo')\n"
    rewrite(
        project / "plugins/newsroom/plugin.py",
        lambda text: text.replace("def register() -> None:\n", f"def register() -> None:\n{warn}"),
    )
    failures = [failure for failure, *_ in again(project, tmp_path / "place", 2)]
    assert failures[0]
    assert failures[1] == failures[0]


@pytest.mark.parametrize("folder", ["content", "theme", "plugins"])
def test_every_saved_file_is_noticed_and_temporary_ones_are_not(tmp_path, folder):
    (tmp_path / folder / "a").mkdir(parents=True)
    watched = Watched(tmp_path, tmp_path / "content")
    before = watched.everything()
    for name in (".a.md.swp", "~$so.xlsx", "a.md~", "__pycache__/x.py", ".git/index"):
        (tmp_path / folder / "a" / name).parent.mkdir(exist_ok=True)
        (tmp_path / folder / "a" / name).touch()
    assert watched.everything() == before
    (tmp_path / folder / "a/b.md").touch()
    assert watched.everything() != before


def test_changes_are_noticed_without_events_from_the_system(tmp_path, monkeypatch):
    def no_watches(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("plugins.preview.watcher.watch", no_watches)
    hints = Watched(tmp_path, tmp_path / "content").hints()
    assert [next(hints) for _ in range(3)] == [set()] * 3


def test_a_build_without_end_is_ended(tmp_path):
    project = make_project(tmp_path / "p")
    rewrite(project / "plugins/newsroom/plugin.py", lambda text: f"{text}\nwhile True: pass\n")
    with warm_builder(project, tmp_path / "place", 1) as builder:
        assert "chưa dựng xong nên đã dừng lại" in builder.build().failure


@pytest.fixture
def warm(tmp_path):
    """A project that was built by a warm process: (the process, the project, a function that reads one of its pages)."""
    project = make_project(tmp_path / "p")
    with warm_builder(project, tmp_path / "warm") as builder:
        assert builder.build().good
        yield builder, project, lambda name: (tmp_path / "warm/output" / name).read_text(encoding="utf-8")


PAGE = "2018/05/bai-4/index.html"


def test_a_saved_article_is_shown_before_the_build_as_the_build_will_make_it(warm):
    builder, project, page = warm
    article = project / "content/tin-tuc/bai-4.md"
    rewrite(article, lambda text: f"{text}\nCâu mới: {{{{ lượt công dân }}}}, xem [bài trước](bai-3.md).\n")
    assert builder.render_saved(article)
    text = page(PAGE)
    assert "Câu mới: <a" in text
    assert builder.build().good
    assert page(PAGE) == text


def test_a_text_that_cannot_be_shown_is_left_to_the_build_which_tells_why(warm):
    builder, project, page = warm
    article, before = project / "content/tin-tuc/bai-4.md", page(PAGE)
    rewrite(article, lambda text: f"{text}\nCâu mới: {{{{ lượt côn dân }}}}.\n")
    assert not builder.render_saved(article)
    assert page(PAGE) == before
    assert "lượt côn dân" in builder.build().problems[0][1]


@pytest.mark.parametrize("change", ["Slug: dia-chi-moi", "Date: 2016-01-01"])
def test_an_article_that_moves_is_left_to_the_build(warm, change):
    builder, project, page = warm
    article, before = project / "content/tin-tuc/bai-4.md", page(PAGE)
    set_field(article, change.split(":")[0], change.split(": ")[1])
    assert not builder.render_saved(article)
    assert page(PAGE) == before


def test_a_new_article_is_left_to_the_build(warm):
    builder, project, _ = warm
    assert not builder.render_saved(write_article(project, 30))
    assert builder.build().good


def test_a_draft_may_be_the_first_of_its_section_and_its_tag(warm):
    builder, project, page = warm
    set_field(write_article(project, 31), "Status", "draft")
    set_field(project / "content/tin-tuc/bai-31.md", "Category", "Mục còn trống")
    set_field(project / "content/tin-tuc/bai-31.md", "Tags", "Nhãn còn trống")
    assert builder.build().good
    assert "[Bản nháp] Bài 31" in page("nhap/bai-31/index.html")
