"""A build notices what the clock changes, though nothing else has changed."""

import time_machine
from pelican import signals

from plugins.builder.build import build
from tests.builder.project import difference, files_of
from tests.conftest import ROOT

PAGE = "2026/03/bai/index.html"


def test_an_article_comes_out_at_its_hour_though_nobody_touched_it(tmp_path):
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / "tin-tuc/cu.md").write_text("Title: Bài cũ\nDate: 2020-05-06\n\nNội dung.\n", encoding="utf-8")
    (content / "tin-tuc/bai.md").write_text("Title: Bài hẹn giờ\nDate: 2026-03-01 08:30\n\nNội dung.\n", encoding="utf-8")
    for moment, is_out in (("08:00", False), ("08:20", False), ("08:31", True), ("08:32", True)):
        with time_machine.travel(f"2026-03-01T{moment}:00+07:00", tick=False):
            build(ROOT / "pelicanconf.py", content, tmp_path / "output", tmp_path / "cache")
        assert (moment, (tmp_path / "output" / PAGE).is_file()) == (moment, is_out)
        assert ("Bài hẹn giờ" in (tmp_path / "output/index.html").read_text(encoding="utf-8")) == is_out


def test_a_notice_leaves_every_list_at_its_hour_and_its_page_says_so(tmp_path):
    content, output = tmp_path / "content", tmp_path / "output"
    (content / "tin-tuc").mkdir(parents=True)
    (content / "tin-tuc/cu.md").write_text("Title: Bài cũ\nDate: 2020-05-06\n\nNội dung.\n", encoding="utf-8")
    notice = "Title: Lịch tiếp\nDate: 2026-02-01\nCategory: Lịch\nTags: Lịch nghỉ\nHet-han: 2026-03-01 08:30\n\nNội dung.\n"
    (content / "tin-tuc/lich.md").write_text(notice, encoding="utf-8")
    pages = set[str]()
    for moment, is_listed in (
        ("08:29:59", True),
        ("08:30:00", False),
        ("08:32:00", False),
        ("08:00:00", True),
        ("08:31:00", False),
    ):
        with time_machine.travel(f"2026-03-01T{moment}+07:00", tick=False):  # a clock may be set back, too
            build(ROOT / "pelicanconf.py", content, output, tmp_path / "cache")
            build(ROOT / "pelicanconf.py", content, tmp_path / f"clean-{moment}", tmp_path / f"cache-{moment}")
        found = files_of(output)
        assert (moment, difference(found, files_of(tmp_path / f"clean-{moment}"))) == (moment, [])
        holding = {name for name, data in found.items() if "Lịch tiếp".encode() in data}
        assert ("index.html" in holding, "rss.xml" in holding, "tim-kiem/2026.json" in holding) == (is_listed,) * 3
        assert is_listed or holding == {"2026/02/lich/index.html"}
        page = found["2026/02/lich/index.html"].decode()
        assert ("Thông báo này đã hết hạn ngày" in page) != is_listed
        pages = pages or {name for name in found if name.endswith(".html")}
        assert pages <= found.keys()  # no list that readers had is gone, though it may be empty or lead on
    archive = found["luu-tru/2026/02/index.html"].decode()
    assert 'http-equiv="refresh" content="0; url=/luu-tru/"' in archive
    assert "<updated>1970-01-01T00:00:00" in found["chuyen-muc/lich/atom.xml"].decode()


def test_an_article_whose_hour_strikes_during_a_build_comes_out_with_the_next(tmp_path):
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / "tin-tuc/cu.md").write_text("Title: Bài cũ\nDate: 2020-05-06\n\nNội dung.\n", encoding="utf-8")
    (content / "tin-tuc/bai.md").write_text("Title: Bài hẹn giờ\nDate: 2026-03-01 08:30\n\nNội dung.\n", encoding="utf-8")

    def is_out():
        build(ROOT / "pelicanconf.py", content, tmp_path / "output", tmp_path / "cache")
        return (tmp_path / "output" / PAGE).is_file()

    with time_machine.travel("2026-03-01T08:29:59+07:00", tick=False) as clock:
        strike = lambda generator: clock.shift(2)  # noqa: E731  # a signal holds its receiver by a weak reference
        with signals.article_generator_finalized.connected_to(strike):
            assert not is_out()
    with time_machine.travel("2026-03-01T08:31:00+07:00", tick=False):
        assert is_out()
    with time_machine.travel("2026-03-01T08:00:00+07:00", tick=False):  # a clock that was wrong is set right
        assert not is_out()
