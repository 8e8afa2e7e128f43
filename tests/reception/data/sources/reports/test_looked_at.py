"""A clerk who has looked at the warnings of a report says so by their number, and hears of every new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.reception.data.catalogue import load_catalogue
from tests.reception.report_trees import DATASETS, report, tree, visits

FEWER_PEOPLE = visits(20, c2=18, c5=18)


def warned(folder: Path, declared: str = "", **rows: dict[int, object]) -> list[str]:
    """The rules of the warnings about a report with two rows in which fewer people came than visits were counted."""
    content = tree(folder, DATASETS + declared)
    report(content, "quy-3.xlsx", {"Sở Tài chính": FEWER_PEOPLE, "Sở Tư pháp": visits(30, c2=25, c5=25), **rows})
    with load_catalogue(content).store as store:
        assert store
    return [warning.rule for warning in load_catalogue(content).warnings]


def test_warnings_are_shown_until_they_are_looked_at(tmp_path: Path) -> None:
    assert warned(tmp_path).count("V09") == 4


@pytest.mark.parametrize("place", ["quy-3.xlsx", "."])
def test_the_count_of_a_rule_confirms_them_for_a_file_or_a_folder(tmp_path: Path, place: str) -> None:
    assert "V09" not in warned(tmp_path, f'[bao-cao."{place}"]\nda-xac-nhan = {{ V09 = 4 }}\n')


@pytest.mark.parametrize("counted", ["V09 = 3", "V09 = 5", "V19 = 4"])
def test_another_count_or_rule_confirms_nothing(tmp_path: Path, counted: str) -> None:
    assert warned(tmp_path, f'[bao-cao."quy-3.xlsx"]\nda-xac-nhan = {{ {counted} }}\n').count("V09") == 4
