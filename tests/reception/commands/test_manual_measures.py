"""Editors find every name that an embed accepts, with the column of the form that it comes from."""

from __future__ import annotations

import pytest

from plugins.reception.commands.manual_examples import example_catalogue
from plugins.reception.commands.manual_measures import PAGE, page
from plugins.reception.data.law.forms import known_forms

FORMS = known_forms()
ROWS = {row[-1].strip("`"): row for line in page().splitlines() if (row := line.strip("| ").split(" | "))[-1].startswith("`")}


def test_the_page_has_every_measure_once() -> None:
    assert sorted(ROWS) == sorted(FORMS.measures)
    assert page().count("| `") == len(FORMS.measures) >= 98
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_name_on_the_page_is_the_measure_that_an_embed_gives() -> None:
    catalogue = example_catalogue()
    names = {name: key for key, row in ROWS.items() for name in (row[0], *row[1].split(", ")) if name != "–"}
    assert {name: catalogue.measure(name).id for name in names} == names
    assert len(names) == sum(1 + len(measure.aliases) for measure in FORMS.measures.values())
    catalogue.store.close()


@pytest.mark.parametrize("form", FORMS.forms.values(), ids=lambda form: form.id)
def test_every_published_column_is_on_the_page(form) -> None:  # type: ignore[no-untyped-def]
    for column in form.columns.values():
        if column.measure:
            assert f"{form.number} (TT {form.regime.circular[:7]}), cột {column.number}" in ROWS[column.measure][3]
