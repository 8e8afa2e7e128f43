"""Reports are published as they were received, where the office says so and nothing in them speaks against it."""

from __future__ import annotations

import hashlib
import shutil

import openpyxl
import pytest

from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.display.sources import one_source, source_of
from plugins.reception.open_data.downloads import pages_of
from plugins.reception.open_data.published_reports import DIGESTS, copy_reports, with_published_reports
from tests.reception.report_trees import DATASETS, report, rows_of, tree

OFFERED = DATASETS + '[bao-cao."."]\ncong-bo-tep = true\n'
NAME = "quý 3.xlsx"
FILE, ADDRESS = f"so-lieu/bao-cao/{NAME}", "/so-lieu/bao-cao/qu%C3%BD%203.xlsx"


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """A tree with one report that its office lets be published."""
    content = tree(tmp_path_factory.mktemp("published"), OFFERED)
    report(content, NAME, {"Sở Tài chính": 5, "Sở Tư pháp": 7})
    return content


def loaded(content):
    return with_published_reports(load_catalogue(content))


def declared(content, folder, sources):
    shutil.copytree(content, folder / "content")
    (folder / "content/so-lieu/nguon.toml").write_text(sources, encoding="utf-8")
    return loaded(folder / "content")


@pytest.mark.slow
def test_a_report_is_published_byte_for_byte_and_linked_with_sheet_and_cell(content, tmp_path):
    catalogue = loaded(content)
    copy_reports(catalogue, tmp_path)
    assert (tmp_path / FILE).read_bytes() == (content / FILE).read_bytes()
    assert {FILE, DIGESTS} <= set(pages_of(catalogue))
    digest = hashlib.sha256((content / FILE).read_bytes()).hexdigest()
    assert (tmp_path / DIGESTS).read_text(encoding="utf-8") == f"{digest}  {NAME}\n"
    rows = rows_of(catalogue)
    cells = f"trang tính {rows[0].origin.sheet}, ô {rows[0].origin.cell}, {rows[1].origin.cell}"
    assert source_of(catalogue, rows)["files"] == [{"text": NAME, "href": ADDRESS, "cells": cells}]
    assert one_source(catalogue, rows[0])["href"] == ADDRESS


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", '[bao-cao."."]\ncong-bo-tep = true\n[bao-cao."quý 3.xlsx"]\ncong-bo-tep = false\n'])
def test_a_report_of_which_the_office_says_nothing_or_no_is_not_published(content, tmp_path, more):
    catalogue = declared(content, tmp_path, DATASETS + more)
    assert not [file for file in pages_of(catalogue) if "bao-cao" in file]
    assert source_of(catalogue, rows_of(catalogue))["files"] == []


@pytest.mark.slow
def test_what_else_is_said_of_a_file_leaves_the_folder_s_word_alone(content, tmp_path):
    assert declared(content, tmp_path, f'{OFFERED}[bao-cao."{NAME}"]\ntrang-thai = "so_bo"\n').published_reports


@pytest.mark.slow
def test_a_report_that_gives_somebody_away_stays_and_the_editor_learns_why(content, tmp_path):
    shutil.copytree(content, tmp_path / "content")
    book = openpyxl.load_workbook(tmp_path / "content" / FILE)
    book.properties.creator = "Nguyễn Văn Mẫu"
    book.save(tmp_path / "content" / FILE)
    catalogue = loaded(tmp_path / "content")
    assert catalogue.published_reports == frozenset()
    (problem,) = [each for each in catalogue.warnings if "cong-bo-tep" in each.message]
    assert problem.path == f"content/{FILE}"
    assert "tên người soạn" in problem.message
    assert "cong-bo-tep = false" in problem.message
    assert "Nguyễn" not in problem.message
