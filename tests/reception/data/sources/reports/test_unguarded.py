"""What no equation holds is named, once a form: a line of totals holds everything."""

from __future__ import annotations

from plugins.reception.data.catalogue import load_data
from tests.reception.report_trees import report, tree


def test_the_check_names_once_the_columns_that_nothing_holds_in_reports_without_totals(tmp_path):
    content = tree(tmp_path)
    report(content, "a.csv", {"Sở Tài chính": 12})
    report(content, "b.csv", {"Sở Tư pháp": 8})
    report(content, "c.csv", {"Huyện Cao Lộc": 3, "Xã Gia Cát": 2, "Cộng": 5})
    (note,) = load_data(content, "content", None).unguarded
    assert (note.path, note.severity) == ("content/so-lieu/bao-cao", "note")
    assert "2 tệp" in note.message
    assert "cột 8–12, 17–21, 26–29" in note.message
    assert note in load_data(content, "content", None).warnings


def test_reports_with_a_line_of_totals_leave_no_column_unguarded(tmp_path):
    content = tree(tmp_path)
    report(content, "c.csv", {"Huyện Cao Lộc": 3, "Xã Gia Cát": 2, "Cộng": 5})
    assert not load_data(content, "content", None).unguarded
