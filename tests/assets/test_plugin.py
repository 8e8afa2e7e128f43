from types import SimpleNamespace

import pytest

from plugins.assets.bundle import UnknownKindError, bundle
from plugins.assets.plugin import StylePageGenerator, add_style_page, provide_stylesheet
from tests.conftest import ROOT


@pytest.fixture
def pelican():
    return SimpleNamespace(theme=str(ROOT / "theme"), settings={"JINJA_GLOBALS": {}})


def test_templates_get_the_very_text_that_was_hashed(pelican):
    provide_stylesheet(pelican)
    stylesheet = pelican.settings["JINJA_GLOBALS"]["stylesheet"]
    assert stylesheet("statistics").__html__() == bundle(ROOT / "theme", "statistics")


def test_a_template_that_asks_for_another_sheet_stops_the_build(pelican):
    provide_stylesheet(pelican)
    with pytest.raises(UnknownKindError):
        pelican.settings["JINJA_GLOBALS"]["stylesheet"]("print")


def test_the_style_page_is_built_only_where_the_settings_ask_for_it(pelican):
    assert add_style_page(pelican) is None
    pelican.settings["STYLE_PAGE"] = True
    assert add_style_page(pelican) is StylePageGenerator
