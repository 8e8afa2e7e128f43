"""Programs learn what a data set is: its columns (CSVW), its files (DCAT), its words for search engines. Nothing is made up."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date

import pytest

from plugins.reception.data.ledger.history import Correction
from plugins.reception.data.queries.whole_datasets import extent
from plugins.reception.display.offered_files import CATALOGUE_FILE, offered_files
from plugins.reception.open_data.coverage import changed_on
from plugins.reception.open_data.csvw import write_columns
from plugins.reception.open_data.dcat import dcat
from plugins.reception.open_data.downloads import pages_of, write_files
from plugins.reception.open_data.schema_org import schema
from tests.reception.sample import DATASET, MONEY, PEOPLE, VISITS, catalogue_of, seen

SITE, LICENCE = "https://vi-du.example", "https://giay-phep.example/1"
ROWS = [
    seen(VISITS, "2016-Q3", 4, received=date(2016, 10, 1)),
    seen(VISITS, "2017-Q3", 5),
    seen(PEOPLE, "2017-Q3", 9),
    seen(MONEY.id, "2017-Q3", "1.5", unit="huyen-cao-loc"),
    seen(VISITS, "2017-Q1", 3, status="rut"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The files of a data set."""
    folder, catalogue = tmp_path_factory.mktemp("catalogues"), catalogue_of(ROWS)
    write_files(catalogue, DATASET, folder)
    write_columns(catalogue, DATASET, folder)
    return folder


def table(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_the_columns_of_every_table_are_those_that_the_description_says(folder):
    description = json.loads((folder / f"{DATASET.id}.csv-metadata.json").read_text(encoding="utf-8"))
    tables = {each["url"]: each["tableSchema"]["columns"] for each in description["tables"]}
    assert tables.keys() == {path.name for path in folder.glob("*.csv")}
    for name, columns in tables.items():
        header = (folder / name).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [column["titles"] for column in columns] == header
        assert all("." not in column["name"] for column in columns)


def test_the_years_hold_every_line_of_the_whole_once(folder):
    parts = [row for path in sorted(folder.glob(f"{DATASET.id}-2*.csv")) for row in table(path)]
    assert sorted(map(str, parts)) == sorted(map(str, table(folder / f"{DATASET.id}.csv")))


def test_a_wide_table_has_a_line_for_each_unit_and_period_and_leaves_out_what_is_withdrawn(folder):
    lines = table(folder / f"{DATASET.id}-bang-rong.csv")
    found = {(line["unit_id"], line["ky"]): (line[VISITS], line[PEOPLE], line[MONEY.id]) for line in lines}
    assert found == {
        (DATASET.unit, "2016-Q3"): ("4", "", ""),
        (DATASET.unit, "2017-Q3"): ("5", "9", ""),
        ("huyen-cao-loc", "2017-Q3"): ("", "", "1.5"),
    }


def test_the_files_written_are_those_offered(folder):
    offered = {file["href"].rpartition("/")[2] for file in offered_files(catalogue_of(ROWS), DATASET)}
    assert offered == {path.name for path in folder.iterdir()}


def test_the_catalogue_lists_each_set_with_its_files_place_days_and_licence():
    catalogue = catalogue_of(ROWS)
    catalogue.datasets[DATASET.id] = replace(DATASET, licence=LICENCE)
    (found,) = dcat(catalogue, "Cơ quan mẫu", SITE)["dcat:dataset"]
    files = [part["dcat:downloadURL"]["@id"] for part in found["dcat:distribution"]]
    assert files == [SITE + file["href"] for file in offered_files(catalogue, DATASET)]
    assert {part["dct:license"]["@id"] for part in found["dcat:distribution"]} == {LICENCE}
    assert found["dct:spatial"]["skos:prefLabel"]["@value"] == "Tỉnh Lạng Sơn"
    assert found["dct:modified"]["@value"] == "2016-10-01"
    assert CATALOGUE_FILE in pages_of(catalogue)


def test_what_the_data_do_not_say_is_left_out():
    office = replace(DATASET, unit="so-tu-phap")
    catalogue = catalogue_of([seen(VISITS, "2017-Q3", 5)])
    catalogue.datasets[DATASET.id] = office
    (found,) = dcat(catalogue, "Cơ quan mẫu", SITE)["dcat:dataset"]
    assert not {"dct:modified", "dct:spatial"} & found.keys()
    assert "dct:license" not in str(found)
    described = schema(catalogue, office, extent(catalogue, office), SITE)
    assert not {"license", "dateModified", "spatialCoverage"} & described.keys()


def test_search_engines_learn_the_day_of_the_latest_correction():
    row = seen(VISITS, "2017-Q3", 5, received=date(2017, 10, 1))
    accepted = {row.id: (Correction(4, 5, date(2018, 2, 1), "cộng sót"),)}
    catalogue = replace(catalogue_of([row]), corrections=accepted)
    known = extent(catalogue, DATASET)
    assert changed_on(catalogue, DATASET, known) == date(2018, 2, 1)
    described = schema(catalogue, replace(DATASET, licence=LICENCE), known, SITE)
    assert (described["license"], described["dateModified"]) == (LICENCE, "2018-02-01")
