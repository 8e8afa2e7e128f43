import json
import subprocess
import sys
from collections import Counter

import pytest

from bench.profile import OTHER, PARTS, part_of_module, table
from plugins.project import ROOT

PROFILE = (
    "import json, sys; from pathlib import Path; from bench.profile import *; print(json.dumps(profile(40, Path(sys.argv[1]))))"
)
DEAREST = ("chuyển Markdown thành HTML", "dựng trang từ mẫu", "soát trang vừa dựng", "đọc, tạo và ghi tệp")


def test_the_work_of_a_build_is_reported_by_part(tmp_path):
    done = subprocess.run([sys.executable, "-c", PROFILE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True)
    spent = json.loads(done.stdout)
    assert all(spent[part] > 0 for part in DEAREST)
    assert spent.keys() <= PARTS.keys() | {OTHER}
    assert spent.get(OTHER, 0) < sum(spent.values()) / 10


@pytest.mark.parametrize(
    ("module", "part"),
    [
        ("markdown.extensions.tables", "chuyển Markdown thành HTML"),
        ("plugins.newsroom.checks.body", "soát bài"),
        ("plugins.vietnamese.numbers", None),
        ("re", None),
        ("markdownish", None),
    ],
)
def test_a_module_belongs_to_the_nearest_package_that_has_a_part(module, part):
    assert part_of_module(module) == part


def test_no_module_belongs_to_two_parts():
    modules = [module for places in PARTS.values() for module in places]
    assert len(modules) == len(set(modules))


def test_the_costliest_part_comes_first_and_the_sum_last():
    lines = table(Counter({"soát bài": 1.0, "tìm kiếm": 3.0})).splitlines()
    assert lines[2:] == ["| tìm kiếm | 3,00 | 75,0 % |", "| soát bài | 1,00 | 25,0 % |", "| cả lần dựng | 4,00 |  |"]
