"""Reports are opened once; their cache is never trusted blindly and never wrong."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem, ProblemsFound
from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.data.sources.recognition.report import ReportCell, ReportFile, ReportRow, SheetReport
from plugins.reception.data.sources.reports import cache as report_cache
from plugins.vietnamese.periods import calendar_days, parse_period
from tests.reception.report_trees import report, rows_of, tree

PLACES = ["content/so-lieu/bao-cao/a.xlsx"]


@pytest.fixture
def content(tmp_path):
    made = tree(tmp_path)
    report(made, "a.xlsx", {"Sở Tài chính": 12})
    return made


def test_an_unchanged_report_is_not_opened_again(content, tmp_path, monkeypatch):
    first = load_catalogue(content, cache=tmp_path / "cache")
    assert list(first.opened) == PLACES
    monkeypatch.setattr(report_cache, "read_report", None)
    second = load_catalogue(content, cache=tmp_path / "cache")
    assert second.opened == ()
    assert rows_of(second) == rows_of(first)


def test_a_changed_report_is_read_again_and_the_others_are_not(content, tmp_path):
    report(content, "b.xlsx", {"Sở Tư pháp": 3})
    load_catalogue(content, cache=tmp_path / "cache")
    report(content, "b.xlsx", {"Sở Tư pháp": 4})
    catalogue = load_catalogue(content, cache=tmp_path / "cache")
    assert list(catalogue.opened) == ["content/so-lieu/bao-cao/b.xlsx"]
    assert {row.value for row in rows_of(catalogue)} == {12, 4}


def test_new_reading_code_or_forms_make_every_entry_old(content, tmp_path, monkeypatch):
    load_catalogue(content, cache=tmp_path / "cache")
    monkeypatch.setattr(report_cache, "_version", lambda: "other")
    assert list(load_catalogue(content, cache=tmp_path / "cache").opened) == PLACES


def test_a_report_that_could_not_be_read_is_tried_again(content, tmp_path, monkeypatch):
    real = report_cache.read_report
    refused = ReportFile(PLACES[0], (), (Problem(PLACES[0], message="không đủ bộ nhớ."),))
    monkeypatch.setattr(report_cache, "read_report", lambda *_: refused)
    with pytest.raises(ProblemsFound):
        load_catalogue(content, cache=tmp_path / "cache")
    monkeypatch.setattr(report_cache, "read_report", real)
    assert [row.value for row in rows_of(load_catalogue(content, cache=tmp_path / "cache"))] == [12]


@pytest.mark.parametrize("garbage", [b"", b"\0\xff", b"{}", b"[1,2]\n[3]"])
def test_a_damaged_entry_is_read_again_and_reported(content, tmp_path, garbage):
    load_catalogue(content, cache=tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(garbage)
    catalogue = load_catalogue(content, cache=tmp_path / "cache")
    assert [row.value for row in rows_of(catalogue)] == [12]
    (note,) = catalogue.warnings
    assert (note.severity, note.path) == ("note", PLACES[0])
    assert load_catalogue(content, cache=tmp_path / "cache").warnings == ()


def test_one_changed_digit_in_an_entry_is_not_believed(content, tmp_path):
    load_catalogue(content, cache=tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(entry.read_bytes().replace(b"12", b"21"))
    assert [row.value for row in rows_of(load_catalogue(content, cache=tmp_path / "cache"))] == [12]


def test_a_place_that_cannot_be_written_slows_but_does_not_stop(content, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be")
    catalogue = load_catalogue(content, cache=tmp_path / "cache/deeper")
    assert [row.value for row in rows_of(catalogue)] == [12]
    assert [note.severity for note in catalogue.warnings] == ["note"]


def test_what_a_killed_build_left_in_the_cache_is_cleared_away_by_the_next(content, tmp_path, monkeypatch):
    fork = os.fork()
    if not fork:
        monkeypatch.setattr(Path, "replace", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        load_catalogue(content, cache=tmp_path / "cache")
        os._exit(0)
    assert os.waitpid(fork, 0)[1] == signal.SIGKILL
    (left,) = (tmp_path / "cache").iterdir()
    load_catalogue(content, cache=tmp_path / "cache")
    assert left.exists()  # it may be another build's, which is just writing it
    os.utime(left, (0, 0))
    load_catalogue(content, cache=tmp_path / "cache")
    assert not left.exists()
    assert all(path.suffix == ".json" for path in (tmp_path / "cache").iterdir())


def test_nothing_half_written_is_left(content, tmp_path):
    load_catalogue(content, cache=tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    assert entry.suffix == ".json"
    assert stat.S_ISREG(entry.stat().st_mode)
    assert not list(content.rglob("*.json"))


VALUES = st.none() | st.integers(0, 10**12) | st.decimals(0, 10**6, places=3)
CELLS = st.dictionaries(st.integers(1, 40), st.tuples(VALUES, st.text()), max_size=4)
PERIODS = st.sampled_from([None, parse_period("2022-Q3"), parse_period("2022-01-02..2022-03-04")])


@given(CELLS, st.text(), st.booleans(), PERIODS)
def test_what_is_kept_is_what_was_read(cells, words, flag, label):
    read = {number: ReportCell(number, value, text, f"C{number}") for number, (value, text) in cells.items()}
    start, end = calendar_days(parse_period("2022"))
    sheet = SheetReport("TT02-2021/01-TCD", words, start, end, label, flag, (ReportRow(words, "A7", flag, read, words),))
    kept = ReportFile("a.xlsx", (sheet,), (Problem("a.xlsx", 0, words, "C7", words, "warning", "V07"),))
    again = report_cache._unpack(report_cache._pack(kept))
    assert again == kept
    assert all(type(again.sheets[0].rows[0].cells[number].value) is type(value) for number, (value, _) in cells.items())
