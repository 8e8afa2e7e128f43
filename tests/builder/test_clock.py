"""A build notices what the clock changes, though nothing else has changed."""

import time_machine
from pelican import signals

from plugins.builder.build import build
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
