"""What becomes an address: reported where it cannot be one, equal to Pelican's where it can."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.utils import slugify as pelican_slugify

import pelicanconf
from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks import addresses, names, site
from plugins.newsroom.checks.file_names import LONGEST_BYTES, trouble_with_name
from plugins.vietnamese.slugs import PELICAN_SUBSTITUTIONS
from tests.site.pages import pages_of

ARTICLE = "Title: Bài\nDate: 2024-03-09 08:00\n{}\n\nNội dung.\n"


def problems_of(text: str, path: str = "content/tin-tuc/bai.md", kind: str = "article") -> list[str]:
    manuscript = parse_manuscript(text, path)
    return [f"{problem.line}: {problem.message}" for rule in names.RULES for problem in rule(manuscript, kind)]


@settings(max_examples=400)
@given(st.text(st.characters(exclude_characters="<>\x00", exclude_categories=["Cs"])))
def test_the_slug_of_a_name_is_pelican_s(name):
    assert addresses.slug_of(name) == pelican_slugify(name, regex_subs=PELICAN_SUBSTITUTIONS)


@settings(max_examples=300)
@given(
    st.sampled_from(names.NAMED),
    st.text(st.characters(categories=["P", "S", "M"], exclude_characters="<>;,"), min_size=1).filter(
        lambda name: name.strip() and not addresses.slug_of(name)
    ),
)
def test_a_name_of_signs_dots_or_emoji_is_reported_with_its_line(key, name):
    (problem,) = problems_of(ARTICLE.format(f"{key}: {name}"))
    assert problem.startswith("3: ")
    assert "không có chữ cái hay chữ số" in problem


@settings(max_examples=200)
@given(st.sampled_from(["Category", "Tags"]), st.integers(names.LONGEST + 1, 900), st.sampled_from("aếđ1"))
def test_a_name_too_long_for_a_folder_is_reported_with_its_line(key, length, letter):
    (problem,) = problems_of(ARTICLE.format(f"{key}: {letter * length}"))
    assert problem.startswith("3: ")
    assert "dài quá" in problem


@pytest.mark.parametrize(
    "line",
    [
        "Tags: Khiếu nại, tố cáo; Tiếp công dân",
        "Tags: Hoà giải/đối thoại, R&D, 2024, C++",
        "Category: Thanh tra – kiểm tra (2024)",
        "Author: Ban Biên tập; P. Tiếp công dân",
        f"Tags: {'a' * names.LONGEST}",
    ],
)
def test_a_good_name_passes(line):
    assert problems_of(ARTICLE.format(line)) == []


@pytest.mark.parametrize("line", ["Category: Tin/bài", "Tags: a<1>b", "Authors: A; >", f"Tags: {', '.join(map(str, range(51)))}"])
def test_an_odd_name_is_reported(line):
    assert problems_of(ARTICLE.format(line))


@pytest.mark.parametrize("name", ["???.md", "😀.md", "…….md", f"{'a' * 130}.md"])
def test_a_file_name_that_makes_no_address_is_reported(name):
    assert len(problems_of(ARTICLE.format("Tags: A"), f"content/tin-tuc/{name}")) == 1
    assert problems_of(ARTICLE.format("Slug: bai"), f"content/tin-tuc/{name}") == []


@pytest.mark.parametrize("slug", [*names.MADE, "2026", "1999", "0000"])
def test_a_page_cannot_take_an_address_that_the_portal_makes(slug):
    assert len(problems_of("Title: Trang\n\nChữ.\n", f"content/trang/{slug}.md", "page")) == 1
    (problem,) = problems_of(f"Title: Trang\nSlug: {slug}\n\nChữ.\n", "content/trang/trang-moi.md", "page")
    assert problem.startswith("2: ")
    if slug != "index":
        assert problems_of(f"Title: Bài\nSlug: {slug}\n\nChữ.\n") == []  # an article lies below its month


def test_the_addresses_kept_back_are_all_that_the_settings_name():
    ours = {name: value for name, value in vars(pelicanconf).items() if name.isupper()}
    endings = ("_URL", "_SAVE_AS", "_RSS", "_ATOM")
    values = [value for name, value in ours.items() if isinstance(value, str) and name.endswith(endings) and name != "SITEURL"]
    values += [*ours["PAGES_MADE"], *ours["ARTICLE_EXCLUDES"], ours["THEME_STATIC_DIR"]]
    firsts = {value.strip("/").partition("/")[0].partition(".")[0] for value in values} - {""}
    assert {first for first in firsts if "{" not in first} <= set(names.MADE)


def test_every_address_of_a_real_site_is_kept_back_or_a_text_s(real_site, demo_site):
    for built in (real_site, demo_site):
        firsts = {path.name.partition(".")[0] for path in built.iterdir()} - {"gioi-thieu", "lien-he", "ve-chung-toi"}
        assert len(firsts) > 10
        assert not [first for first in firsts if first not in names.MADE and not names.YEAR.fullmatch(first)]


def test_the_numbers_and_names_beside_the_settings_are_those_of_the_settings():
    assert site.ON_A_PAGE == pelicanconf.DEFAULT_PAGINATION
    assert addresses.FIRST_SECTION == pelicanconf.DEFAULT_CATEGORY
    assert {
        "Category": pelicanconf.CATEGORY_URL.partition("/")[0],
        "Tags": pelicanconf.TAG_URL.partition("/")[0],
    } == site.LISTS


@pytest.mark.parametrize(
    "name",
    ["a#b%20c.pdf", "a?.pdf", "50%.png", "a\\b.pdf", "a:b.pdf", "con.pdf", "AUX", "lpt1.x.png", " a.pdf", "a .pdf", "a..pdf",
     "tep.", "a\x01.pdf", "a\u200b.pdf", "a\ue000.pdf", "a\udcff.pdf", "a\n.pdf", "ế" * 67 + ".pdf", "a" * LONGEST_BYTES + ".pdf"],
)  # fmt: skip
def test_a_file_name_that_cannot_be_an_address_is_reported(name):
    assert "Đổi tên tệp" in trouble_with_name(name, is_published=True)


@pytest.mark.parametrize(
    "name", ["Báo cáo quý I (1) & kèm + theo.pdf", "quy-i.2024.md", "a,b;c=d@e~f'g.png", "bao_cao.tar.zip", "trang"]
)
def test_a_good_file_name_passes(name):
    assert trouble_with_name(name, is_published=True) == ""


@pytest.mark.parametrize("name", ["Báo cáo #3 50%.xlsx", "a?.csv"])
def test_reports_keep_the_names_they_came_with(name):
    assert trouble_with_name(name, is_published=False) == ""


def test_the_pages_of_a_section_are_where_the_site_says(demo_site):
    assert "chuyen-muc/tin-tuc/trang/2/index.html" in pages_of(demo_site)


@pytest.mark.parametrize("device", ["con", "PRN", "aux", "nul", "COM1", "lpt9"])
@pytest.mark.parametrize("field", ["Slug", "Tags", "Category"])
def test_a_device_name_of_windows_is_no_address(field, device):
    name = device.lower() if field == "Slug" else device
    (problem,) = problems_of(ARTICLE.format(f"{field}: {name}"))
    assert problem.startswith("3: ")
    assert f"Windows giữ “{device.lower()}” cho thiết bị" in problem
    assert problems_of(ARTICLE.format(f"{field}: {name}-moi")) == []
