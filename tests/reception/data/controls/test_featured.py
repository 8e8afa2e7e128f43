"""What nguon.toml puts on the home page is there, or its absence is reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugins.reception.data.controls import references
from plugins.vietnamese.periods import parse_period
from tests.reception.data.controls.test_controls import DATASET, known, row


@pytest.mark.parametrize(
    ("name", "period", "severity", "words"),
    [
        ("lượt côn dân", "2022-Q3", "error", "Có phải “lượt công dân”?"),
        ("lượt đơn thư", "2022-Q3", "warning", "chưa có số liệu “lượt đơn thư”"),
        ("lượt công dân", "2030-Q1", "warning", "quý I năm 2030"),
    ],
)
def test_a_home_page_number_that_is_not_there_is_reported_with_its_line(store, name, period, severity, words):
    store.fill([row()])
    declared = replace(DATASET, featured_period=parse_period(period), featured=("luot cong dan", name), featured_line=9)
    problem = list(references.featured_statistics_are_there(known(store, {DATASET.id: declared})))[-1]
    assert (problem.path, problem.line, problem.severity) == ("content/so-lieu/nguon.toml", 9, severity)
    assert words in problem.message


def test_home_page_numbers_that_are_there_pass(store):
    store.fill([row()])
    declared = replace(DATASET, featured_period=row().period, featured=("lượt công dân",))
    assert not list(references.featured_statistics_are_there(known(store, {DATASET.id: declared})))
