"""One word one meaning: docs/glossary.md has the words, this file the ones that gave way to them."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.architecture.syntax import nodes_of, tree_of
from tests.conftest import ROOT

ROOMS = ("plugins", "bench", "deploy")
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
QUOTED_FIGURES = "quoted_figures"  # the module keeps its name
# Words that gave way, and what to write. A word comes in when the last place that had it is gone.
GAVE_WAY = {
    "afresh": "no_cache, or anew",
    "glance": "saved article",
    "heap": "bucket",
    "heaps": "buckets",
    "let in": "install, or accept",
    "outdated": "stale",
    "passing": "temporary",
    "recall": "read from the cache",
    "recalled": "cached",
    "recalling": "use_cached",
    "remember": "cache",
    "remembered": "cached",
    "remembers": "caches",
    "swift": "builder",
    "told": "message, note, context: whatever it is; reported",
}
NAMES_THAT_GAVE_WAY = {
    "Cross": "Crosstab",
    "Doubt": "FullBuildNeeded",
    "Known": "ControlContext",
    "Moved": "InputsChanged",
    "Said": "comparison_words",
    "Snapshot": "CachedArticle",
}


class Written(NamedTuple):
    """A name, a comment or a docstring, and where it stands."""

    place: str
    text: str
    is_name: bool


def python_files() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "node_modules" not in path.parts)


@cache
def written() -> tuple[Written, ...]:
    return tuple(found for path in python_files() for found in [*names_and_comments(path), *docstrings(path)])


def names_and_comments(path: Path) -> Iterator[Written]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type in {tokenize.NAME, tokenize.COMMENT}:
            place = f"{path.relative_to(ROOT)}:{token.start[0]}"
            yield Written(place, token.string, token.type == tokenize.NAME)


def docstrings(path: Path) -> Iterator[Written]:
    for node in nodes_of(path):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            yield Written(f"{path.relative_to(ROOT)}:{node.body[0].lineno}", text, is_name=False)


@cache
def words_of(text: str) -> tuple[str, ...]:
    """Words in lower case; a name is taken apart: "CachedArticle" and "cached_article" are two words each."""
    return tuple(part.lower() for word in re.findall(r"[A-Za-z]+", text) for part in PART.findall(word))


def classes() -> list[tuple[str, str]]:
    """Every public class at the head of a module, with its file."""
    nodes = [(path, node) for path in python_files() for node in tree_of(path).body if isinstance(node, ast.ClassDef)]
    return [(node.name, str(path.relative_to(ROOT))) for path, node in nodes if not node.name.startswith("_")]


def types() -> set[str]:
    """Classes, and types that are named by assignment: `Stamp = tuple[int, int, int]`."""
    assigned = [node.targets[0] for path in python_files() for node in tree_of(path).body if isinstance(node, ast.Assign)]
    return {name for name, _ in classes()} | {target.id for target in assigned if isinstance(target, ast.Name)}


def terms(text: str) -> list[str]:
    """The first column of the tables, one term each; names of the code keep their backquotes."""
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]
    return [term for row in rows if row != "word" and not row.startswith("---") for term in row.split(", ")]


def has_word(code: str, term: str) -> bool:
    """Whether the code has it, in the singular or the plural."""
    word = " ".join(words_of(term))
    forms = {word, f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies"}
    return any(f" {form} " in code for form in forms)


def test_a_class_name_stands_for_one_class():
    found = classes()
    assert len(found) > 150
    twice = {name for name, times in Counter(name for name, _ in found).items() if times > 1}
    assert [f"{path}: {name}" for name, path in found if name in twice] == []


def test_every_name_in_the_glossary_is_a_type():
    names = [term.strip("`") for term in terms(GLOSSARY) if term.startswith("`")]
    assert len(names) > 40
    assert sorted(set(names) - types()) == []


def test_every_word_in_the_glossary_is_used_in_the_code():
    """But those of the law, for which the data have Vietnamese words."""
    _, of_the_law, others = re.split(r"^## Receiving citizens$|^## Law$", GLOSSARY, flags=re.MULTILINE)
    plain = [term for term in terms(others) if not term.startswith("`")]
    code = f" {' '.join(word for found in written() for word in words_of(found.text))} "
    assert terms(of_the_law)
    assert len(plain) > 60
    assert [term for term in plain if not has_word(code, term)] == []


def test_a_word_is_explained_once():
    assert [term for term, times in Counter(terms(GLOSSARY)).items() if times > 1] == []


def test_figure_is_the_html_element():
    """Numbers are observations in the data, statistics on the page; prose about the element writes `<figure>`."""
    assert [f"{found.place}: {found.text}" for found in written() if speaks_of_figures(found)] == []


def speaks_of_figures(found: Written) -> bool:
    text = re.sub(rf"</?figure>|{QUOTED_FIGURES}", "", found.text, flags=re.IGNORECASE)
    return not {"figure", "figures"}.isdisjoint(words_of(text))


def test_words_that_gave_way_do_not_come_back():
    assert [
        f"{found.place}: write “{better}”, not “{word}”"
        for found in written()
        for word, better in GAVE_WAY.items()
        if f" {word} " in f" {' '.join(words_of(found.text))} "
    ] == []


def test_names_that_gave_way_do_not_come_back():
    names = [found for found in written() if found.is_name and found.text.lstrip("_") in NAMES_THAT_GAVE_WAY]
    assert [f"{found.place}: {found.text} is {NAMES_THAT_GAVE_WAY[found.text.lstrip('_')]}" for found in names] == []
