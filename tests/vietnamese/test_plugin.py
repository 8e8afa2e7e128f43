from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from jinja2 import Environment
from pelican import signals
from pelican.generators import Generator
from pelican.settings import read_settings

from plugins.vietnamese.plugin import FILTERS, add_filters, register
from plugins.vietnamese.spacing import NO_BREAK


@pytest.fixture
def env(tmp_path) -> Environment:
    """The environment of a generator made by Pelican while the plugin is registered."""
    (tmp_path / "templates").mkdir()
    settings = read_settings(override={"PATH": str(tmp_path), "THEME": str(tmp_path), "CACHE_CONTENT": False})
    settings["JINJA_ENVIRONMENT"] = {"autoescape": True}
    register()
    try:
        return Generator({}, settings, str(tmp_path), str(tmp_path), str(tmp_path)).env
    finally:
        signals.generator_init.disconnect(add_filters)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ visits | so }}", "17.668"),
        ("{{ share | so }}", "98,89"),
        ("{{ share | phan_tram }}", "98,9%"),
        ("{{ share | phan_tram(2) }}", "98,89%"),
        ("{{ moment | ngay }}", "05/07/2017"),
        ("{{ moment | ngay_gio }}", "Thứ Tư, 05/07/2017 - 15:25"),
        ("{{ moment | ngay_chinh_thuc }}", "05/7/2017"),
        ("{{ moment | thang }}", "tháng 7 năm 2017"),
        ("{{ 'Đơn thư' | khong_dau }}", "don thu"),
        ("{{ 'Quý I/2017' | slug }}", "quy-i-2017"),
        ("{{ 'Điều 5' | dinh_lien }}", f"Điều{NO_BREAK}5"),
        ("{{ ['Đình Lập', 'Văn Quan', 'Dương'] | theo_van_chu_cai | join(', ') }}", "Dương, Đình Lập, Văn Quan"),
        ("{{ units | theo_van_chu_cai('name') | map(attribute='name') | join(', ') }}", "Bắc Sơn, Điềm He, Hữu Lũng"),
        ("{{ rows | theo_van_chu_cai(attribute='unit.name') | map(attribute='unit.name') | join(' ') }}", "a ă â"),
    ],
)
def test_templates_write_vietnamese(env, template, text):
    names = ("Hữu Lũng", "Điềm He", "Bắc Sơn")
    values = {
        "visits": 17668,
        "share": Decimal("98.89"),
        "moment": datetime(2017, 7, 5, 15, 25),
        "units": [SimpleNamespace(name=name) for name in names],
        "rows": [{"unit": {"name": name}} for name in "âăa"],
    }
    assert env.from_string(template).render(values) == text


def test_binding_keeps_safe_html_safe_and_unsafe_text_escaped(env):
    template = env.from_string("{{ text | dinh_lien }} {{ text | safe | dinh_lien }}")
    assert template.render(text="<b>5 lượt</b>") == f"&lt;b&gt;5{NO_BREAK}lượt&lt;/b&gt; <b>5{NO_BREAK}lượt</b>"


def test_the_readme_names_every_filter(request):
    readme = (request.config.rootpath / "plugins/vietnamese/README.md").read_text(encoding="utf-8")
    assert [name for name in FILTERS if f"| `{name}` |" not in readme] == []
