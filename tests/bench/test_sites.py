import json

import pytest

from bench import sites
from bench.articles import ArticleLink, Corpus, CorpusPhoto, Number, NumbersTable, numbers
from bench.changes import CHANGES, Place, is_shown, lay_out
from bench.frame import frame
from bench.sites import ELEVENTY, HUGO, OUTPUT, PORTAL
from bench.tools import TOOLS

CORPUS = Corpus(20)
SITES = {"portal": PORTAL, "hugo": HUGO, "eleventy": ELEVENTY}


@pytest.fixture(params=SITES)
def place(request, tmp_path, monkeypatch) -> Place:
    monkeypatch.setattr(sites, "PORTAL_PARTS", ("theme", "pelicanconf.py"))
    return lay_out(SITES[request.param], CORPUS, tmp_path / "site")


def sources(place: Place) -> dict[str, bytes]:
    return {str(path.relative_to(place.folder)): path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}


def test_every_article_lies_where_the_site_says(place):
    assert all((place.folder / place.site.article_path(article)).is_file() for article in CORPUS)


def test_the_numbers_and_the_template_lie_where_the_site_says(place):
    assert (place.folder / place.site.numbers_path).read_text(encoding="utf-8") == place.site.numbers_text(numbers())
    assert "</article>" in (place.folder / place.site.template).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "files"), [("nothing", 0), ("body", 1), ("title", 1), ("new", 1), ("template", 1), ("figure", 1)]
)
def test_a_change_touches_so_many_sources(place, change, files):
    before = sources(place)
    CHANGES[change].apply(place, 1)
    after = sources(place)
    assert sum(after[path] != before.get(path) for path in after) == files
    assert before.keys() <= after.keys()


@pytest.mark.parametrize("change", sorted(set(CHANGES) - {"clean", "nothing"}))
def test_every_round_changes_something_again(place, change):
    CHANGES[change].apply(place, 1)
    before = sources(place)
    CHANGES[change].apply(place, 2)
    assert sources(place) != before


def test_building_from_scratch_removes_all_that_was_made_and_no_source(place):
    before = sources(place)
    for made in (f"{OUTPUT}/index.html", ".build/cache", ".cache.lock"):
        path = place.folder / made
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    CHANGES["clean"].apply(place, 1)
    assert sources(place) == before


def test_a_page_without_the_change_is_no_proof(place):
    proof = CHANGES["body"].apply(place, 1)
    assert not is_shown(place, proof)
    page = place.folder / OUTPUT / proof.address / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>cũ</p>", encoding="utf-8")
    assert not is_shown(place, proof)
    page.write_text(f"<p>{proof.words}</p>", encoding="utf-8")
    assert is_shown(place, proof)


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_site_has_every_piece_of_an_article(site):
    article = next(
        article for article in Corpus(400) if {Number, NumbersTable, CorpusPhoto, ArticleLink} <= kinds(article) | {CorpusPhoto}
    )
    text = site.article_text(article, Corpus(400))
    labels = [piece.label for part in article.body for piece in part if isinstance(piece, ArticleLink)]
    titles = [piece.title for part in article.body for piece in part if isinstance(piece, NumbersTable)]
    assert all(words in text for words in [article.title, article.summary, *labels, *titles])


def kinds(article) -> set[type]:
    return {type(piece) for part in article.body for piece in part}


def test_all_sites_publish_an_article_at_one_address():
    article = CORPUS.article(5)
    header, _ = json.JSONDecoder().raw_decode(HUGO.article_text(article, CORPUS))
    assert f"{header['date'][:7].replace('-', '/')}/{header['slug']}/" == article.address
    assert f'"permalink": "/{article.address}"' in ELEVENTY.article_text(article, CORPUS)
    assert PORTAL.article_path(article).endswith(f"/{article.slug}.md")


def test_the_frame_is_the_portals_own_and_holds_no_template_syntax():
    drawn = frame()
    assert "Nội dung minh hoạ" in drawn["top.html"]
    assert "Hoàng Văn Thụ" in drawn["bottom.html"]
    assert not [text for text in drawn.values() if "{{" in text or "{%" in text]


def test_every_tool_has_a_site():
    assert {tool.site for tool in TOOLS.values()} == set(SITES.values())
