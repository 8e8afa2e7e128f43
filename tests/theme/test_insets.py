"""An inset is a block alone, in the frame of another site: sound markup, no script, and links that leave the frame."""

from tests.theme.markup import complaints, parse, words
from tests.theme.pages import INSET, SITE


def inset(environment, **changes):
    template = environment.get_template("inset.html")
    return parse(template.render({**SITE, "output_file": "so-lieu/nhung/2017/10/bai-0/so-lieu-1.html", **INSET, **changes}))


def test_an_inset_is_sound_and_names_the_office_and_the_page_that_it_comes_from(environment):
    soup = inset(environment)
    assert complaints(soup) == []
    assert soup.h1.a["href"].endswith("/2017/10/bai-0/#vi-du-thanh")
    assert words(soup.footer) == "Thanh tra tỉnh Lạng Sơn"
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_every_link_of_an_inset_leaves_the_frame(environment):
    links = inset(environment).find_all("a")
    assert len(links) > 4
    assert {link.get("target") for link in links} == {"_top"}


def test_an_inset_has_no_script_and_one_style_sheet_of_the_policy(environment):
    soup = inset(environment)
    assert soup.find("script") is None
    assert len(soup.find_all("style")) == 1


def test_an_inset_of_a_sample_tree_says_so(environment):
    agency = environment.globals["agency"].model_copy(update={"sample": True})
    assert "Nội dung minh hoạ." in words(inset(environment, agency=agency).body)
