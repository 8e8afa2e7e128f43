import pytest

from plugins.assets.examples import Component, Example, read_components
from tests.theme.conftest import THEME
from tests.theme.markup import complaints, parse, words

COMPONENTS = read_components(THEME)
EXAMPLES = [
    pytest.param(component, example, id=f"{component.name}: {example.name}")
    for component in COMPONENTS
    for example in component.examples
]


def render(environment, template: str, macro: str, **arguments) -> str:
    return str(getattr(environment.get_template(template).module, macro)(**arguments))


def render_example(environment, component: Component, example: Example) -> str:
    return render(environment, component.template, example.macro, **example.arguments)


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_every_example_renders_to_sound_markup(environment, component, example):
    assert complaints(parse(render_example(environment, component, example))) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_a_component_is_a_folder_with_its_template_and_examples_of_one_name(component):
    files = {path.name for path in (THEME / "components" / component.name).iterdir()}
    assert files - {f"{component.name}.css"} == {f"{component.name}.html", "examples.yaml"}
    assert component.examples


def test_a_stat_adds_no_space_to_its_sentence(environment):
    arguments = {"value": 17668, "text": "17.668 lượt công dân"}
    linked = render(environment, "components/stat/stat.html", "stat", **arguments, href="/so-lieu/#a")
    bare = '<data class="stat" value="17668">17.668 lượt công dân</data>'
    assert linked == f'<a class="stat__source" href="/so-lieu/#a">{bare}</a>'
    assert render(environment, "components/stat/stat.html", "stat", **arguments) == bare


def test_an_article_s_moment_is_machine_readable_and_in_the_office_s_words(environment):
    component = next(component for component in COMPONENTS if component.name == "article-meta")
    html = render_example(environment, component, component.examples[0])
    assert '<time datetime="2017-10-10T15:25:00+07:00">Thứ Ba, 10/10/2017 - 15:25</time>' in html


def test_nothing_stands_where_the_emblem_will_be_until_the_office_supplies_it(environment):
    component = next(component for component in COMPONENTS if component.name == "masthead")
    inner, home, emblem = (parse(render_example(environment, component, example)) for example in component.examples)
    assert inner.img is None
    assert emblem.img["src"] == "/anh/bieu-trung.png"
    assert inner.h1 is None
    assert words(home.h1) == "Trang thông tin điện tử Thanh tra tỉnh Lạng Sơn"


def test_the_place_in_the_menu_is_marked_also_inside_a_branch(environment):
    component = next(component for component in COMPONENTS if component.name == "menu")
    page, branch = (parse(render_example(environment, component, example)) for example in component.examples)
    assert {words(link) for link in page.find_all(attrs={"aria-current": "page"})} == {"Giới thiệu"}
    assert {words(link) for link in branch.find_all(attrs={"aria-current": "true"})} == {"Tin tức theo ngày"}
    assert page.find("details") is not None


def test_a_wide_table_can_be_reached_and_scrolled_by_keyboard(environment):
    component = next(component for component in COMPONENTS if component.name == "table")
    narrow, _, wide = (parse(render_example(environment, component, example)) for example in component.examples)
    assert narrow.section is None
    assert wide.section["tabindex"] == "0"
    assert wide.section["aria-label"] == "Kết quả tiếp công dân, xử lý đơn theo quý (số liệu minh hoạ)"


def test_a_bar_stands_in_the_row_of_its_number_and_the_second_series_is_keyed(environment):
    component = next(component for component in COMPONENTS if component.name == "table")
    bars, pairs, _ = (parse(render_example(environment, component, example)) for example in component.examples)
    assert [rect["width"] for rect in bars.tbody.find_all("rect")] == ["40%", "100%"]
    assert bars.thead.svg is None
    assert len(pairs.thead.find_all("svg", class_="bar--key")) == 2
    first_row = pairs.tbody.tr.find_all("svg")
    assert [svg["class"] for svg in first_row] == [["bar", "bar--1"], ["bar", "bar--2"]]


def test_a_line_chart_differs_by_marker_and_keeps_its_table(environment):
    chart = next(component for component in COMPONENTS if component.name == "chart")
    drawing = parse(render_example(environment, chart, chart.examples[0]))
    first, second = drawing.find_all("g", class_="chart__series")
    assert (len(first.find_all("circle")), len(second.find_all("rect"))) == (3, 3)
    assert [[words(text) for text in series.find_all("text")] for series in (first, second)] == [
        ["700", "811", "790", "● Lượt tiếp"],
        ["400", "430", "■ Đơn"],
    ]
    block = next(component for component in COMPONENTS if component.name == "statistics")
    figure = parse(render_example(environment, block, block.examples[1]))
    assert figure.details.table is not None


def test_a_block_of_statistics_tells_source_dates_files_and_that_it_is_a_sample(environment):
    block = next(component for component in COMPONENTS if component.name == "statistics")
    html = render_example(environment, block, block.examples[0])
    text = words(parse(html))
    assert 'class="statistics"' in html
    for part in ("Số liệu minh hoạ", "Nguồn: Báo cáo minh hoạ.", "Số liệu đến ngày 15/9/2017.", "CSV", "JSON", "XLSX"):
        assert part in text


def test_every_earlier_value_stays_struck_through_with_its_day_where_there_is_one(environment):
    component = next(component for component in COMPONENTS if component.name == "observation")
    page = parse(render_example(environment, component, component.examples[0]))
    assert [words(value) for value in page.find_all("del")] == ["17.686 lượt công dân", "17.786 lượt công dân"]
    lines = [words(deleted.find_parent("li")) for deleted in page.find_all("del")]
    assert lines == ["11/10/2017: 17.686 lượt công dân (chép nhầm hai chữ số)", "17.786 lượt công dân"]


def test_what_an_editor_types_is_text_and_never_markup(environment):
    article = {**COMPONENTS[0].examples[0].arguments, "title": "<b>A</b> & B", "url": "a/", "summary": "<p>x</p>"}
    article |= {"date": COMPONENTS[0].examples[0].arguments["published"], "category": {"name": "<i>", "url": "b/"}}
    html = render(environment, "components/teaser/teaser.html", "teaser", article=article)
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B" in html
    assert "<i>" not in html
