"""Each statistic that readers meet has a JSON file of its own: what it says, where it comes from, and what was corrected."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from plugins.reception.data.ledger.history import Correction
from plugins.reception.data.model import Origin
from plugins.reception.display.offered_files import statistic_file, statistic_of
from plugins.reception.open_data.downloads import pages_of
from plugins.reception.open_data.statistic_files import statistics_among, write_statistics
from tests.reception.sample import DATASET, PEOPLE, VISITS, catalogue_of, seen

SITE, COMMUNE = "https://vi-du.example", "huyen-cao-loc"
OLD = seen(VISITS, "2017-Q3", 19834, status="dinh_chinh", note="Đính chính ngày 1/2/2018: cộng sót")
NEW = seen(VISITS, "2017-Q3", 19845, revision=2, replaces=OLD.id, received=date(2018, 2, 1))
BELOW = [seen(PEOPLE, "2017-Q3", value, unit=COMMUNE) for value in (7, 8)]


def written(folder, rows, cited=(), **more):
    catalogue = replace(catalogue_of(rows), **more)
    write_statistics(catalogue, DATASET, cited, folder, SITE)
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (folder / f"so-lieu/{DATASET.id}").iterdir()}


def test_a_file_says_what_the_number_means_and_leads_back_to_its_page(tmp_path):
    row = seen(VISITS, "2017-Q3", 5)
    found = written(tmp_path, [row])[f"{row.id}.json"]
    assert (found["gia_tri"], found["don_vi_tinh"]) == (5, "lượt")
    assert (found["ky"]["tu_ngay"], found["ky"]["den_ngay"]) == (str(row.start), str(row.end))
    assert found["dia_chi"] == f"{SITE}/so-lieu/{DATASET.id}/#{row.id}"
    assert found["tep"] == f"{SITE}{statistic_file(DATASET, row.id)}"
    assert found["chi_tieu"]["nghia"]


def test_both_files_of_a_corrected_number_say_old_new_day_and_reason(tmp_path):
    accepted = {NEW.id: (Correction(19834, 19845, date(2018, 2, 1), "cộng sót"),)}
    found = written(tmp_path, [OLD, NEW], corrections=accepted)
    change = [{"gia_tri_cu": 19834, "gia_tri_moi": 19845, "ngay": "2018-02-01", "ly_do": "cộng sót"}]
    for identifier in (OLD.id, NEW.id):
        corrections = found[f"{identifier}.json"]["dinh_chinh"]
        assert [{name: each[name] for name in change[0]} for each in corrections] == change
    assert found[f"{OLD.id}.json"]["duoc_thay_bang"] == NEW.id
    assert found[f"{NEW.id}.json"]["thay_cho"] == OLD.id


def test_without_the_ledger_the_note_of_the_number_gives_the_reason(tmp_path):
    assert written(tmp_path, [OLD, NEW])[f"{NEW.id}.json"]["dinh_chinh"][0]["ly_do"] == OLD.note


def test_the_unit_of_the_set_and_cited_numbers_have_files_and_no_others(tmp_path):
    own, (cited, other) = seen(VISITS, "2017-Q3", 5), BELOW
    assert written(tmp_path, [own, cited, other], [cited.id]).keys() == {f"{own.id}.json", f"{cited.id}.json"}


def test_a_cited_number_brings_its_revisions(tmp_path):
    old, new = (replace(row, unit=COMMUNE) for row in (OLD, NEW))
    assert written(tmp_path, [old, new], [old.id]).keys() == {f"{old.id}.json", f"{new.id}.json"}


def test_a_number_of_a_report_names_sheet_cell_and_digest(tmp_path):
    report = tmp_path / "content/so-lieu/bao-cao/q3.xlsx"
    report.parent.mkdir(parents=True)
    report.write_bytes(b"PK")
    row = seen(VISITS, "2017-Q3", 5, origin=Origin("content/so-lieu/bao-cao/q3.xlsx", 0, "01_TCD", "C12"))
    source = written(tmp_path, [row], content=tmp_path / "content")[f"{row.id}.json"]["nguon"]
    assert (source["trang_tinh"], source["o"]) == ("01_TCD", "C12")
    assert source["sha256"] == hashlib.sha256(b"PK").hexdigest()


@pytest.mark.parametrize("identifier", ["sl-0001", "sl-1:2", "số 1/2", "tiep-cong-dan", "~"])
def test_any_id_is_the_name_of_a_file_that_leads_back_to_it(identifier):
    folder, _, name = statistic_file(DATASET, identifier).rpartition("/")
    assert folder == f"/so-lieu/{DATASET.id}"
    assert name != f"{DATASET.id}.json"
    assert statistic_of(name) == identifier


def test_a_release_knows_the_files_of_numbers_that_exist():
    own, below = seen(VISITS, "2017-Q3", 5), BELOW[0]
    catalogue = catalogue_of([own, below])
    files = [statistic_file(DATASET, identifier)[1:] for identifier in (own.id, below.id, "bia-dat")]
    assert statistics_among(catalogue, [*files, "so-lieu/index.html", "so-lieu/khac/sl-1.json"]) == set(files[:2])
    assert files[0] in pages_of(catalogue)
