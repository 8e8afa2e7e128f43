"""Small files and small functions, so that a newcomer can read any of them in one sitting."""

import ast
import statistics
import subprocess
from pathlib import Path

from tests.architecture.syntax import nodes_of
from tests.conftest import ROOT

LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 250, 40, 10


def python_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def functions_of(path: Path) -> list[tuple[str, int]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in nodes_of(path) if isinstance(node, kinds)]


def is_of_the_portal(path: Path) -> bool:
    return path.is_relative_to(ROOT / "plugins") or path.is_relative_to(ROOT / "deploy")


def test_no_file_is_long():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert lengths
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_long():
    lengths = [(path, name, lines) for path in python_files() for name, lines in functions_of(path)]
    assert lengths
    assert [function for function in lengths if function[-1] > LONGEST_FUNCTION] == []


def test_most_functions_are_a_few_lines():
    lengths = [lines for path in python_files() if is_of_the_portal(path) for _, lines in functions_of(path)]
    assert statistics.median(lengths) <= MEDIAN_FUNCTION
