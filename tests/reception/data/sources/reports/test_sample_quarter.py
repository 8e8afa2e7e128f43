"""The demo tree's reports: three layouts, one set of numbers."""

import pytest

from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.data.store import observation
from tests.conftest import ROOT
from tests.reception.data.sources.recognition.files import read
from tests.reception.sample_quarter import FOLDER, QUARTERS, UNITS, page_of, row_of, write_all

TREE = ROOT / "tests/demo"


def test_the_files_hold_what_the_module_makes(tmp_path):
    write_all(tmp_path)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    assert made == sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.*"))
    for path in made:
        ours, theirs = read(tmp_path / path), read(FOLDER / path)
        assert [sheet.units for sheet in ours.sheets] == [sheet.units for sheet in theirs.sheets], path


@pytest.fixture(scope="module")
def rows():
    catalogue = load_catalogue(TREE, "demo")
    yield list(catalogue.store.observations(observation.c.dataset == "bao-cao-quy-mau", observation.c.measure == "tcd.tong.luot"))
    catalogue.store.close()


def test_every_quarter_gives_every_unit_and_the_province_whatever_its_layout(rows):
    for period, (_, shift) in QUARTERS.items():
        found = {row.unit: (row.value, row.scope) for row in rows if row.period == period}
        parts = {unit: row_of(base + shift)[1] for unit, base in UNITS.items()}
        assert sorted(value for value, scope in found.values() if scope == "rieng_don_vi") == sorted(parts.values())
        assert found["tinh-lang-son"] == (sum(parts.values()), "toan_dia_ban")


def test_the_three_layouts_differ():
    period = next(iter(QUARTERS))
    places = {layout: tuple(sorted(page_of(period, layout, 0).cells)) for layout, _ in QUARTERS.values()}
    assert len(set(places.values())) == len(places) == 3
