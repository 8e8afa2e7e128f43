"""A component declares what it takes: its macros, its examples, the templates that call it and the style page keep to that."""

import re

import pytest
from jinja2 import Environment, nodes

from plugins.assets.examples import Param
from plugins.project import THEME
from tests.theme.markup import parse, words
from tests.theme.pages import context
from tests.theme.params import COMPONENTS, MACROS, TYPES, base_of, faults, fields_of

LABEL = Param("label", "str", "Tên", required=True)
LINES = Param("lines", "list[object] | none", "Các dòng", required=True, params=(LABEL, Param("size", "int", "Cỡ", required=False)))


def parsed(template: str) -> nodes.Template:
    return Environment().parse((THEME / template).read_text(encoding="utf-8"))


def macros_of(template: str) -> dict[str, dict[str, bool]]:
    """Each macro of a template with its arguments, and whether a caller must give them: whether they have no default."""
    found = {}
    for macro in parsed(template).find_all(nodes.Macro):
        required = len(macro.args) - len(macro.defaults)
        found[macro.name] = {argument.name: place < required for place, argument in enumerate(macro.args)}
    return found


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_every_argument_of_a_macro_is_declared_and_required_just_where_it_has_no_default(component):
    declared = {macro: {param.name: param.required for param in params} for macro, params in component.params.items()}
    assert declared == macros_of(component.template)


def test_no_two_macros_have_one_name():
    names = [macro for component in COMPONENTS for macro in component.params]
    assert len(names) == len(set(names)) > len(COMPONENTS)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_examples_give_what_is_declared_and_nothing_else(component):
    found = {example.name: list(faults(MACROS[example.macro], example.arguments)) for example in component.examples}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_every_declared_param_has_a_known_type_and_a_meaning_of_one_line(component):
    params = [row for declared in component.params.values() for param in declared for _, row in param.rows()]
    for param in params:
        base, _, _ = base_of(param)
        assert base in TYPES, param
        assert param.meaning.strip(), param
        assert "\n" not in param.meaning, param
        assert isinstance(param.required, bool), param
        assert bool(fields_of(param)) <= (base in {"object", "pair"}), param


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_no_declared_field_is_left_unread_by_its_component(component):
    used = [component.template, *(str(part.template.value) for part in parsed(component.template).find_all(nodes.FromImport))]
    text = " ".join((THEME / template).read_text(encoding="utf-8") for template in used)
    declared = [row for params in component.params.values() for param in params for _, row in param.rows()]
    assert [param.name for param in declared if param.required and not re.search(rf"\b{param.name}\b", text)] == []


def test_templates_call_macros_with_what_they_declare():
    wrong, calls = [], 0
    for path in sorted(THEME.rglob("*.html")):
        tree = parsed(path.relative_to(THEME).as_posix())
        names = imported_by(tree)
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in names:
                calls += 1
                wrong += [f"{path.name}: {names[call.node.name]}: {line}" for line in misfits(call, MACROS[names[call.node.name]])]
    assert calls > len(COMPONENTS)
    assert wrong == []


def imported_by(tree: nodes.Template) -> dict[str, str]:
    """Local name -> macro, for the macros that a template imports and those that it holds."""
    pairs = [pair for part in tree.find_all(nodes.FromImport) for pair in part.names]
    imported = dict((pair[1], pair[0]) if isinstance(pair, tuple) else (pair, pair) for pair in pairs)
    own = {macro.name: macro.name for macro in tree.find_all(nodes.Macro)}
    return {name: macro for name, macro in (imported | own).items() if macro in MACROS}


def misfits(call: nodes.Call, params: tuple[Param, ...]) -> list[str]:
    given = [*(param.name for param in params[: len(call.args)]), *(keyword.key for keyword in call.kwargs)]
    known, required = {param.name for param in params}, {param.name for param in params if param.required}
    surplus = ["too many arguments"] if len(call.args) > len(params) else []
    return [*surplus, *sorted(set(given) - known), *sorted(required - set(given))]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"lines": None}, []),
        ({"lines": [{"label": "A", "size": 1}, {"label": "B"}]}, []),
        ({}, ["lines: missing"]),
        ({"lines": [], "more": 1}, ["more: unknown"]),
        ({"lines": {}}, ["lines: dict is no list[object] | none"]),
        ({"lines": ["A"]}, ["lines[0]: no object"]),
        ({"lines": [{"size": True}]}, ["lines[0].label: missing", "lines[0].size: bool is no int"]),
        ({"lines": [{"label": 1, "lable": ""}]}, ["lines[0].lable: unknown", "lines[0].label: int is no str"]),
    ],
)
def test_a_value_that_is_not_as_declared_is_named(values, said):
    assert list(faults([LINES], values)) == said


def test_the_style_page_tells_the_params_of_every_macro(environment):
    template, variables = context("style page")
    page = parse(environment.get_template(template).render(variables))
    reported = {words(table.caption): [words(row) for row in table.tbody.find_all("tr")] for table in page.main.find_all("table")}
    for macro, params in MACROS.items():
        rows = [pair for param in params for pair in param.rows()]
        assert len(reported.get(macro, [])) == len(rows)
        for line, (name, row) in zip(reported.get(macro, []), rows, strict=True):
            assert line.startswith(f"{name}{row.type} {row.meaning}"), line
            assert line.endswith("· không bắt buộc") is not row.required
