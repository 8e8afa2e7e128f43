"""Whoever writes properly is never stopped: of 500 articles that an office might write, none is refused."""

import shutil

import pytest

from deploy.papers.scan import scan_content
from plugins.check import check
from plugins.problems import Problem
from tests.conftest import ROOT
from tests.good_articles import good_articles

COUNT = 500


@pytest.fixture(scope="module")
def good_tree(tmp_path_factory):
    tree = shutil.copytree(ROOT / "tests/demo", tmp_path_factory.mktemp("good") / "content")
    for path, text in good_articles(COUNT):
        (tree / path).write_text(text, encoding="utf-8")
    return tree


@pytest.fixture(scope="module")
def found(good_tree) -> list[Problem]:
    """All that is said of the 500 articles, with the demo tree's own data beside them."""
    return check(good_tree)


def test_none_of_500_good_articles_is_refused_or_has_to_be_confirmed(good_tree, found):
    texts = {path.read_text(encoding="utf-8") for path in good_tree.glob("tin-tuc/2024/*-mau*.md")}
    assert len(texts) == COUNT
    assert [str(problem) for problem in found if problem.severity in {"error", "unconfirmed"}] == []


def test_they_are_not_warned_of_either(found):
    assert [str(problem) for problem in found if "-mau" in problem.path] == []


def test_no_number_in_them_is_taken_for_a_secret_or_for_somebody_s_papers(good_tree):
    assert list(scan_content(good_tree)) == []
