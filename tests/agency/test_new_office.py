"""`make new-office`: a tree that says nothing which the office did not say, and builds once the office has said it."""

import re

import pytest

from plugins.agency.agency import read_agency
from plugins.agency.new_office import new_office
from plugins.problems import ProblemsFound
from tests.conftest import ROOT

OTHER = ROOT / "tests/other-office"
OURS = re.compile("lạng sơn|lang ?son|langson|0205", re.IGNORECASE)
NAME = "Thanh tra tỉnh Minh Hoạ"


def test_a_new_tree_names_every_blank_that_the_office_has_to_fill(tmp_path):
    assert new_office(tmp_path / "moi", NAME) == ""
    with pytest.raises(ProblemsFound) as found:
        read_agency(tmp_path / "moi")
    lines = (tmp_path / "moi/co-quan.toml").read_text(encoding="utf-8").splitlines()
    needed = [number for number, line in enumerate(lines, start=1) if '= ""' in line and "khi đã điền" not in line]
    blanks = {number for number in needed if "khi đã điền" not in lines[number - 2]}
    assert {problem.line for problem in found.value.problems} == blanks
    assert len(blanks) >= 10


def test_a_new_tree_says_nothing_of_our_own_office(tmp_path):
    new_office(tmp_path / "moi", NAME)
    assert not OURS.search((tmp_path / "moi/co-quan.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["", "  ", 'A"B', "A\\B", "A\nB"])
def test_a_name_that_cannot_be_one_is_refused(name, tmp_path):
    assert "tên cơ quan" in new_office(tmp_path / "moi", name)
    assert not (tmp_path / "moi").exists()


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "bai.md").write_text("x", encoding="utf-8")
    assert "không trống" in new_office(tmp_path, NAME)
    assert [path.name for path in tmp_path.iterdir()] == ["bai.md"]
