"""One registry of rules: every rule is in the manual, and every problem names a rule that is there."""

import ast
import importlib
from pathlib import Path

import pytest

from plugins.all_rules import RULES
from plugins.manuscript import parse_manuscript
from plugins.newsroom.checks.check_tree import check_tree
from plugins.newsroom.checks.tried import words_come_out_as_typed
from plugins.reception.commands.manual_examples import example_catalogue
from plugins.reception.rules import RULES as RULES_OF_DATA
from plugins.reception.typed_numbers.check import EMBED_RULES
from plugins.rules import NUMBER, Rule
from tests.architecture.syntax import nodes_of
from tests.architecture.test_boundaries import files, named
from tests.broken_texts import BESIDE, KINDS, Odd, corpus
from tests.conftest import ROOT

IDS = [rule.id for rule in RULES]


def makers_in(path: Path) -> list[ast.Call]:
    """The calls by which a file makes rules."""
    calls = [node for node in nodes_of(path) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"rule", "stated"}]
    return [call for call in named if all(isinstance(argument, ast.Constant) for argument in call.args)]


def made_by(path: Path) -> set[str]:
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    scopes = [vars(module), *(vars(value) for value in vars(module).values() if isinstance(value, type))]
    return {value.id for scope in scopes for value in scope.values() if isinstance(value, Rule)}


def test_each_id_is_used_once():
    assert len(IDS) > 80
    assert sorted(IDS) == sorted(set(IDS))


def test_every_rule_of_the_data_model_is_there():
    assert sorted({rule.number for rule in RULES_OF_DATA}) == [f"V{number:02d}" for number in range(1, 22)]
    assert [rule.id for rule in RULES if bool(rule.number) != (rule in RULES_OF_DATA)] == []


def test_the_manual_has_every_rule_that_the_code_makes():
    makers = [path for path in files() if makers_in(path)]
    assert {identifier for path in makers for identifier in made_by(path)} == set(IDS)
    assert sum(len(makers_in(path)) for path in makers) == len(IDS)


def test_every_rule_says_what_it_asks_and_shows_what_is_wrong_and_what_is_right():
    whole = [rule for rule in RULES if rule.text.endswith(".") and rule.wrong and rule.right and rule.wrong != rule.right]
    assert whole == list(RULES)


def test_a_rule_is_named_by_the_rule_and_never_by_a_bare_string():
    found = []
    for path in files():
        makers = {ast.dump(argument) for call in makers_in(path) for argument in call.args}
        nodes = nodes_of(path)
        strings = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        found += [
            (named(path), string.lineno) for string in strings if NUMBER.fullmatch(string.value) and ast.dump(string) not in makers
        ]
        keywords = [word for node in nodes if isinstance(node, ast.Call) for word in node.keywords if word.arg == "rule"]
        found += [(named(path), word.value.lineno) for word in keywords if isinstance(word.value, ast.Constant)]
    assert found == []


def test_every_problem_of_a_tree_names_a_rule(tmp_path):
    texts = [odd for kind in KINDS for odd in corpus(kind, 20)]
    misfits = {"anh/chu.md": b"Title: T\n", "tep/rong.pdf": b"", "tep/gia.zip": b"<html>", "tin-tuc/a.exe": b"MZ"}
    for odd in (*texts, Odd("tin-tuc/bai.md", "Title: Bài\n", BESIDE | misfits)):
        odd.write(tmp_path / "content")
    problems = check_tree(tmp_path / "content")
    assert len({problem.rule for problem in problems}) > 12
    assert [str(problem) for problem in problems if problem.rule not in IDS] == []


def test_the_words_lost_in_the_example_are_found():
    texts = [f"Title: T\n\n{text}" for text in (words_come_out_as_typed.wrong, words_come_out_as_typed.right)]
    assert [bool(list(words_come_out_as_typed(parse_manuscript(text, "bai.md")))) for text in texts] == [True, False]


@pytest.mark.parametrize("rule", EMBED_RULES, ids=lambda rule: rule.id)
def test_the_examples_of_embeds_are_run(rule):
    catalogue = example_catalogue()
    texts = [parse_manuscript(f"Title: T\n\n{text}\n", "bai.md") for text in (rule.wrong, rule.right)]
    assert [bool(list(rule(text, catalogue))) for text in texts] == [True, False]
