import hashlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench.articles import MOST_WORDS, PHOTOS, YEARS, ArticleLink, Corpus, CorpusPhoto, Number, NumbersTable, markdown, numbers
from bench.corpus import OBSERVATIONS, article_path, write_tree
from bench.words import SECTIONS, TAGS
from plugins.newsroom.checks.check_tree import check_tree
from plugins.reception.data.catalogue import load_catalogue
from plugins.vietnamese.slugs import slugify
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def tree(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "content"
    write_tree(Corpus(200), folder)
    return folder


@pytest.fixture(scope="session")
def thousand():
    return list(Corpus(1000))


def digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path.relative_to(folder)).encode() + path.read_bytes() for path in files)).hexdigest()


def test_another_process_writes_the_same_bytes(tree, tmp_path):
    command = [sys.executable, "-m", "bench.corpus", "--articles", "200", "--to", str(tmp_path / "again")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert digest(tmp_path / "again") == digest(tree)


def test_the_newsroom_finds_nothing_to_mend(tree):
    assert check_tree(tree) == []


def test_the_numbers_pass_the_controls(tree):
    catalogue = load_catalogue(tree, "content")
    assert len(catalogue.datasets) == 1
    assert (tree / OBSERVATIONS).read_text(encoding="utf-8").count("\n") == len(numbers()) + 1


def test_every_page_will_say_that_it_is_sample_content(tree):
    assert "minh-hoa = true" in (tree / "co-quan.toml").read_text(encoding="utf-8")
    assert all("minh hoạ" in article.title for article in Corpus(50))


def test_the_corpus_is_as_varied_as_promised(thousand):
    pieces = [{type(piece) for part in article.body for piece in part} for article in thousand]
    assert {article.section for article in thousand} == set(SECTIONS)
    assert {tag for article in thousand for tag in article.tags} == set(TAGS)
    assert len(TAGS) == len({slugify(tag) for tag in TAGS}) == 150
    assert len({article.date.year for article in thousand}) == YEARS
    assert sum(CorpusPhoto in found for found in pieces) == 500
    assert sum(Number in found for found in pieces) == 100
    assert sum("|:---|" in markdown(article, lambda piece: "") for article in thousand) == 100
    assert sum(NumbersTable in found for found in pieces) == 10
    assert sum(ArticleLink in found for found in pieces) > 500


def test_articles_are_as_long_as_promised(thousand):
    lengths = [len(markdown(article, lambda piece: "").split()) for article in thousand]
    assert min(lengths) >= 300
    assert max(lengths) <= MOST_WORDS


def test_an_article_can_be_asked_for_alone():
    assert list(Corpus(60))[41] == Corpus(60).article(41)


def test_a_new_article_is_newer_than_all_others():
    corpus = Corpus(100)
    assert corpus.article(101).date > max(article.date for article in corpus)


def test_every_photo_and_link_leads_to_a_file(tree):
    assert all((tree / "anh" / name).read_bytes().startswith(b"\x89PNG") for name in PHOTOS)
    assert all((tree / article_path(article)).is_file() for article in Corpus(200))


def test_no_two_articles_share_an_address():
    assert max(Counter(article.address for article in Corpus(300)).values()) == 1
