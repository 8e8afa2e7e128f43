"""Small files and small functions, so that a newcomer can read any of them in one sitting."""

import ast
import statistics
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 250, 40, 10


def python_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def functions_of(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in ast.walk(tree) if isinstance(node, kinds)]


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_and_no_function_is_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert not [(name, lines) for name, lines in functions_of(path) if lines > LONGEST_FUNCTION]


def test_most_functions_are_a_few_lines():
    lengths = [lines for path in python_files() if path.is_relative_to(ROOT / "plugins") for _, lines in functions_of(path)]
    assert statistics.median(lengths) <= MEDIAN_FUNCTION
