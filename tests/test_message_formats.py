"""Other programs get the same problems, each in the form that its documentation asks for."""

from __future__ import annotations

import json
import re

import pytest

from plugins.message_formats import FORMATS, as_github, as_gitlab, as_json
from plugins.messages import line
from plugins.problems import Problem
from plugins.project import ROOT
from tests.conftest import run_check

TEXT = Problem("content/a,b.md", 4, message="100% sai:\nsửa lại.", rule="V17")
CELL = Problem("content/so-lieu/a.xlsx", sheet="01-TCD", cell="C7", message="ít hơn.", severity="warning", rule="V09")


def test_json_has_every_field_and_says_what_stops_the_build():
    text, cell = json.loads(as_json([TEXT, CELL]))
    assert text == {
        "path": "content/a,b.md", "line": 4, "sheet": "", "cell": "", "severity": "error", "message": "100% sai:\nsửa lại.",
        "rule": "V17", "stops": True,
    }  # fmt: skip
    assert (cell["sheet"], cell["cell"], cell["stops"]) == ("01-TCD", "C7", False)


def test_github_notes_stand_at_the_line_and_stay_on_one():
    assert as_github([TEXT, CELL]).split("\n") == [
        "::error file=content/a%2Cb.md,line=4::100%25 sai:%0Asửa lại.",
        '::warning file=content/so-lieu/a.xlsx::"01-TCD", ô C7: ít hơn.',
    ]


def test_gitlab_entries_differ_even_for_equal_problems():
    first, second, cell = json.loads(as_gitlab([TEXT, TEXT, CELL]))
    assert first["fingerprint"] != second["fingerprint"]
    assert (first["severity"], first["location"]) == ("critical", {"path": "content/a,b.md", "lines": {"begin": 4}})
    assert (cell["severity"], cell["location"]["lines"]["begin"], cell["check_name"]) == ("minor", 1, "V09")


@pytest.mark.parametrize(("name", "empty"), [("text", ""), ("json", "[]"), ("github", ""), ("gitlab", "[]")])
def test_a_sound_tree_gives_an_empty_list(name, empty):
    assert FORMATS[name]([]) == empty


@pytest.mark.slow
def test_the_command_takes_the_format_and_still_fails(article):
    article.write_text(article.read_text(encoding="utf-8").replace("Date: 2017-10-10 15:25", "Date: 10/10/2017"), encoding="utf-8")
    result = run_check(article.parents[2], "--format", "json")
    assert result.returncode == 1
    assert [problem["line"] for problem in json.loads(result.stdout) if "10/10/2017" in problem["message"]] == [2]
    unknown = run_check(article.parents[2], "--format", "xml")
    assert (unknown.returncode, unknown.stdout) == (1, "FORMAT=xml: không có dạng này. Các dạng: text, json, github, gitlab.\n")


def test_the_matchers_of_editor_and_pipeline_read_the_lines_that_the_check_prints():
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    (pipeline,) = json.loads((ROOT / ".github/problems.json").read_text(encoding="utf-8"))["problemMatcher"]
    patterns = [task["problemMatcher"]["pattern"] for task in tasks] + pipeline["pattern"]
    assert len(patterns) == 3
    for pattern in patterns:
        found = re.match(pattern["regexp"], line(Problem("content/tin-tuc/a.md", 12, message="sai: sửa.")))
        assert found
        assert found.group(pattern["file"], pattern["line"], pattern["message"]) == (
            "content/tin-tuc/a.md",
            "12",
            "sai: sửa.",
        )
