"""Each guard finds harm that no other finds: taken out, something harmful would be published."""

import importlib
import inspect
import pkgutil
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.release import guards
from deploy.release.guards.built import Built, ExpectedSite, entries_of, policies
from deploy.release.guards.built_file import BuiltFile
from deploy.release.guards.explained import expected_of
from deploy.release.guards.registry import ALL, OF_FILES, problems_of_built, problems_of_sources
from tests.active_content import RUNNING
from tests.conftest import ROOT, run_build
from tests.deploy.release.harm import ARTICLE, CASES, HEADER, NOTE

SITE, NOW = "https://vi-du.example", "2026-01-01 00:00"


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A small portal and what was built of it."""
    place = tmp_path_factory.mktemp("guards")
    content = place / "content"
    for name in ("tin-tuc", "trang", "anh", "tep"):
        (content / name).mkdir(parents=True)
    (content / "tin-tuc/bai.md").write_text(
        f"{HEADER}Aliases: /2024/05/cu/\n\nNội dung, kèm [giấy](../tep/giay.txt).\n", encoding="utf-8"
    )
    (content / NOTE).write_text("Mẫu giấy hẹn. " * 20, encoding="utf-8")
    (content / "tep/đêm.txt").write_text("Mẫu giấy khác. " * 20, encoding="utf-8")
    for name, title in (("gioi-thieu", "Giới thiệu"), ("lien-he", "Liên hệ")):
        (content / f"trang/{name}.md").write_text(f"Title: {title}\nSlug: {name}\n\nTrang mẫu.\n", encoding="utf-8")
    result = run_build(content, place / "output", "--settings", "publishconf.py", SITEURL=SITE)
    assert result.returncode == 0, result.stderr
    shutil.copy(content / "tep/đêm.txt", place / "output/tep/đêm.txt")
    return place


@pytest.fixture(scope="module")
def expected(clean):
    return expected_of(clean / "content", NOW)


def built_of(place, expected):
    content, folder = place / "content", place / "output"
    policy = policies((place / "output.csp").read_text(encoding="utf-8"))
    return Built(content, folder, entries_of(folder), policy, SITE, expected)


def problems(place, expected, without=()):
    return [*problems_of_sources(place / "content", without), *problems_of_built(built_of(place, expected), without)]


def test_a_sound_site_passes_all_guards(clean, expected):
    assert problems(clean, expected) == []


def test_every_guard_has_a_case():
    assert {guard for guard, _, _ in CASES} == ALL


def test_every_guard_that_is_written_is_asked():
    """One that nobody enters in the registry would be a guard in name only."""
    modules = [importlib.import_module(f"{guards.__name__}.{module.name}") for module in pkgutil.iter_modules(guards.__path__)]
    functions = [each for module in modules for each in vars(module).values() if inspect.isfunction(each)]
    finds = ("Iterator[Problem]", "Iterator[str]")
    written = {
        each.__name__ for each in functions if inspect.signature(each).return_annotation in finds and each.__name__[0] != "_"
    }
    assert {name for name in written if name not in {"problems_of_built", "problems_of_sources"}} == ALL


@pytest.mark.parametrize(("guard", "spoil"), [pytest.param(guard, spoil, id=f"{guard}: {what}") for guard, what, spoil in CASES])
def test_harm_is_found_by_its_guard_and_passes_without_it(clean, expected, tmp_path, guard, spoil):
    place = shutil.copytree(clean, tmp_path / "copy")
    spoil(place / "content", place / "output")
    found = problems(place, expected)
    assert found
    assert all(len(str(problem)) > 30 for problem in found)
    assert problems(place, expected, without={guard}) == []


def test_no_page_is_published_with_what_a_browser_runs(clean, expected):
    """None of the vectors that are markup passes, though each comes alone and at the end of a sound page."""
    page, built = (clean / "output" / ARTICLE).read_text(encoding="utf-8"), built_of(clean, expected)
    spoilt = {vector: page.replace("</main>", f"{vector}</main>") for vector in RUNNING}
    files = {vector: BuiltFile(ARTICLE, text.encode(), built) for vector, text in spoilt.items()}
    assert [vector for vector, file in files.items() if not any(message for guard in OF_FILES for message in guard(file))] == []
    assert not any(message for guard in OF_FILES for message in guard(BuiltFile(ARTICLE, page.encode(), built)))


PIECES = [
    "<",
    ">",
    "</",
    "p",
    "a",
    "script",
    "style",
    "svg",
    "template",
    "noscript",
    "!--",
    "?xml ",
    " href=",
    " src=",
    "on=",
    "'",
    '"',
]
PIECES += [
    "&#x",
    ";",
    "//[",
    "%2e",
    "..",
    "/",
    "\x00",
    "\ud7ff",
    "[[",
    "]",
    "{",
    "1",
    ",",
    "<!DOCTYPE x [<!ENTITY y 'z'>]>",
    "&y;",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(["a/index.html", "rss.xml", "tim-kiem/2024.json", "x.svg"]))
def test_whatever_is_written_a_guard_answers(text, name):
    """One that fails would stop a release in English."""
    file = BuiltFile(name, text.encode(), Built(ROOT, ROOT, {}, {"/": "default-src 'none'"}, SITE, ExpectedSite()))
    for guard in OF_FILES:
        assert all(isinstance(message, str) for message in guard(file))


def test_the_portals_own_pages_pass_all_guards(published_site):
    expected = expected_of(ROOT / "content", NOW)
    policy = policies(published_site.with_name("output.csp").read_text(encoding="utf-8"))
    built = Built(ROOT / "content", published_site, entries_of(published_site), policy, "https://thanhtra.langson.gov.vn", expected)
    assert problems_of_built(built) == []
