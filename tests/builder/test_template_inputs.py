"""A template's source shows all that it can read, however it reads it."""

import pytest
from jinja2 import DictLoader, Environment

from plugins.builder.digests import UnknownValue
from plugins.builder.pages.template_inputs import reads_of


def reads(**templates):
    environment = Environment(loader=DictLoader(templates), extensions=["jinja2.ext.do"])
    environment.globals["agency"] = "cơ quan"
    return reads_of(environment, "page")


def test_names_are_found_in_everything_a_template_is_put_together_from():
    found = reads(
        page='{% extends "base" %}{% from "macro" import show %}{% block b %}{{ show(article) }}{% include "part" %}{% endblock %}',
        base="{{ SITEURL }}{% block b %}{% endblock %}",
        macro="{% macro show(articles) %}{{ articles }}{{ agency }}{% endmacro %}",
        part="{{ MENU | length }}",
    )
    assert set(found.names) == {"MENU", "SITEURL", "agency", "article", "show"}
    assert found.filters == ("length",)


@pytest.mark.parametrize(
    "text",
    [
        "{{ article.content }}",
        "{{ articles | map(attribute='content') | list }}",
        "{{ articles | map(attribute=name) | list }}",
        "{{ articles | groupby(name) }}",
        "{{ article | attr('content') }}",
        "{{ article[name] }}",
        "{{ article['content'] }}",
    ],
)
def test_every_way_to_a_whole_text_is_seen(text):
    assert reads(page=text).whole_texts


def test_a_list_of_titles_reads_no_whole_text():
    assert not reads(
        page="{% for a in articles | sort(attribute='date') %}{{ a.title }}{% endfor %}{{ articles[1:9] }}"
    ).whole_texts


def test_another_template_or_a_changed_one_is_another_source():
    one = reads(page='{% include "a" %}', a="x").source
    assert len({one, reads(page='{% include "a" %}', a="y").source, reads(page='{% include "b" %}', b="x").source}) == 3


def test_a_template_named_by_a_variable_may_read_anything():
    with pytest.raises(UnknownValue):
        reads(page="{% include name %}")
