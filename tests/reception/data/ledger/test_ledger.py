"""A number that was published does not change or vanish unnoticed; a new one, and a correction that says so, need no ceremony."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from plugins.problems import ProblemsFound
from plugins.reception.commands import corrections
from plugins.reception.commands.corrections import correct
from plugins.reception.data.catalogue import load_catalogue, load_data
from plugins.reception.data.model import Origin
from plugins.reception.data.store import observation
from tests.reception.report_trees import report, rows_of, tree, visits
from tests.reception.sample import VISITS, seen

DAY, WHY = date(2026, 11, 28), "cộng thiếu một xã"
FILE = "content/so-lieu/bao-cao/quy-3.csv"
BOOK = "content/so-lieu/da-cong-bo/tiep-cong-dan-2022.csv"
TAX = observation.c.unit == "so-tai-chinh"


def published(folder, **rows):
    """A tree whose report and ledger agree; by default with two departments."""
    content = tree(folder)
    report(content, "quy-3.csv", rows or {"Sở Tài chính": visits(12), "Sở Tư pháp": visits(8)})
    correct(content, "content")
    return content


def edit(content, count, name="quy-3.csv", **columns):
    report(content, name, {"Sở Tài chính": visits(count, **columns), "Sở Tư pháp": visits(8)})


def accept(content, file=FILE):
    return correct(content, "content", str(content.parent / file), WHY, DAY)


def stopped(content):
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(content)
    return found.value.problems


def revisions(content, measure="tcd.tong.luot"):
    rows = sorted(rows_of(load_catalogue(content), measure, TAX), key=lambda row: row.revision)
    return [(row.value, row.status, row.revision) for row in rows]


def test_new_numbers_are_published_without_ceremony_and_the_check_says_that_they_are_not_recorded(tmp_path):
    content = tree(tmp_path)
    edit(content, 12)
    assert load_catalogue(content).unrecorded == 2 * 29
    (warning,) = (each for each in load_data(content, "content", None).warnings if each.rule == "V21")
    assert "58 số chưa ghi vào sổ công bố" in warning.message
    correct(content, "content")
    assert all(each.rule != "V21" for each in load_data(content, "content", None).warnings)


def test_a_report_edited_in_place_stops_with_one_message_old_new_and_the_command(tmp_path):
    content = published(tmp_path)
    edit(content, 15)
    (problem,) = stopped(content)
    assert (problem.path, problem.rule) == (FILE, "V21")
    assert "4 số đã công bố" in problem.message
    assert "lượt công dân, Sở Tài chính, quý III năm 2022: 12 → 15 (ô B7)" in problem.message
    assert f'make corrections FILE="{FILE}" REASON=' in problem.message


def test_a_report_saved_again_with_another_layout_is_no_correction(tmp_path):
    content = published(tmp_path)
    (content / "so-lieu/bao-cao/quy-3.csv").unlink()
    edit(content, 12, "2022/quy-3-ban-ky.ods")
    assert load_catalogue(content).unrecorded == 0


def test_an_accepted_correction_keeps_the_old_number_its_id_the_day_and_the_reason(tmp_path):
    content = published(tmp_path)
    before = {row.unit: row.id for row in rows_of(load_catalogue(content))}
    edit(content, 15)
    accept(content)
    catalogue = load_catalogue(content)
    old, new = sorted(rows_of(catalogue, "tcd.tong.luot", TAX), key=lambda row: row.revision)
    assert (old.value, old.status, old.id, old.note) == (
        12,
        "dinh_chinh",
        before["so-tai-chinh"],
        f"Đính chính ngày 28/11/2026: {WHY}",
    )
    assert (new.value, new.status, new.replaces, new.revision) == (15, "chinh_thuc", old.id, 2)
    (correction,) = catalogue.corrections[new.id]
    assert (correction.old, correction.new, correction.day, correction.reason) == (12, 15, DAY, WHY)


def test_corrections_in_place_follow_one_another(tmp_path):
    content = published(tmp_path)
    for count in (15, 16):
        edit(content, count)
        accept(content)
    assert revisions(content) == [(12, "dinh_chinh", 1), (15, "dinh_chinh", 2), (16, "chinh_thuc", 3)]


def test_a_number_that_is_blanked_stops_and_when_accepted_is_withdrawn_with_its_reason(tmp_path):
    content = published(tmp_path)
    edit(content, 12, c12=None)
    (problem,) = stopped(content)
    assert (problem.path, "0 → không còn" in problem.message) == (BOOK, True)
    accept(content, BOOK)
    (row,) = rows_of(load_catalogue(content), "tcd.tt.ky", TAX)
    assert (row.value, row.status, row.note) == (0, "rut", f"Rút ngày 28/11/2026: {WHY}")


def test_a_withdrawn_number_may_be_published_again_as_a_new_revision(tmp_path):
    content = published(tmp_path)
    edit(content, 12, c12=None)
    accept(content, BOOK)
    edit(content, 12, c12=3)
    assert revisions(content, "tcd.tt.ky") == [(0, "dinh_chinh", 1), (3, "chinh_thuc", 3)]
    assert correct(content, "content").written == [f"{BOOK}: 1 số mới"]
    assert revisions(content, "tcd.tt.ky") == [(0, "dinh_chinh", 1), (3, "chinh_thuc", 3)]


def test_a_correcting_report_needs_no_command_and_stays_when_the_old_file_goes(tmp_path):
    content = published(tmp_path)
    edit(content, 15, "quy-3-dinh-chinh.csv")
    assert load_catalogue(content).unrecorded == 4
    expected = [(12, "dinh_chinh", 1), (15, "chinh_thuc", 2)]
    assert revisions(content) == expected
    correct(content, "content")
    (content / "so-lieu/bao-cao/quy-3.csv").unlink()
    assert revisions(content) == expected


def test_a_correcting_report_edited_in_place_stops_too(tmp_path):
    content = published(tmp_path)
    edit(content, 15, "quy-3-dinh-chinh.csv")
    correct(content, "content")
    edit(content, 16, "quy-3-dinh-chinh.csv")
    (problem,) = stopped(content)
    assert "15 → 16" in problem.message
    accept(content, "content/so-lieu/bao-cao/quy-3-dinh-chinh.csv")
    assert revisions(content) == [(12, "dinh_chinh", 1), (15, "dinh_chinh", 2), (16, "chinh_thuc", 3)]


def test_a_report_that_goes_gives_one_message_for_all_its_numbers(tmp_path):
    content = published(tmp_path)
    (content / "so-lieu/bao-cao/quy-3.csv").unlink()
    (problem,) = stopped(content)
    assert problem.path == BOOK
    assert problem.message.startswith("58 số đã công bố")
    assert "và 55 số nữa" in problem.message


def test_a_report_with_an_error_is_not_said_to_have_lost_its_numbers(tmp_path):
    content = published(tmp_path)
    edit(content, "mười hai", c2=12, c4=12, c5=12)
    assert {problem.rule for problem in stopped(content)} != {"V21"}
    assert not any("không còn" in problem.message for problem in stopped(content))


def test_a_remote_source_that_gives_another_number_stops_until_it_is_accepted(tmp_path, monkeypatch):
    content = tree(tmp_path)
    origin = Origin("content/so-lieu/anh-chup/luot.csv", 2)
    answers = [seen(VISITS, "2022-Q3", 19834, id="luot:1", status="chinh_thuc", origin=origin, quote="Số minh hoạ")]
    load = partial(load_catalogue, snapshots=lambda _: (answers, [], {}))
    monkeypatch.setattr(corrections, "load_catalogue", load)
    correct(content, "content")
    answers[0] = replace(answers[0], value=19845)
    with pytest.raises(ProblemsFound, match=r"19\.834 → 19\.845"):
        load(content)
    accept(content, origin.path)
    old, new = sorted(rows_of(load(content)), key=lambda row: row.revision)
    assert [(old.value, old.id), (new.value, new.id)] == [(19834, "luot:1"), (19845, "luot:1:2")]


def test_numbers_quoted_by_hand_are_not_recorded(tmp_path):
    content = published(tmp_path)
    assert all("bc-" in row.id for row in load_catalogue(content).store.observations())
    assert len((content.parent / BOOK).read_text().splitlines()) == 1 + 58
