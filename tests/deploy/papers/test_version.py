"""A version is one number in one place, and a dated section that says what is in it."""

import re

import pytest

from deploy.papers.version import VersionRefused, current, dates, main, make_version
from tests.conftest import ROOT

CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n\n- Build the portal.\n"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "0.1.0"\n\n[tool.x]\n', encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    return tmp_path


def test_making_a_version_dates_what_was_unreleased(project):
    make_version("0.1.0", "2026-12-01", project)
    text = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text == CHANGELOG.replace("## Unreleased", "## Unreleased\n\n## 0.1.0, 2026-12-01")
    assert (current(project), dates(project)) == ("0.1.0", {"0.1.0": "2026-12-01"})


def test_the_next_one_changes_the_number(project):
    make_version("0.1.0", "2026-12-01", project)
    unreleased = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    (project / "CHANGELOG.md").write_text(unreleased.replace("## Unreleased\n", "## Unreleased\n\n- More.\n"), encoding="utf-8")
    make_version("0.10.0", "2026-12-09", project)
    assert (current(project), list(dates(project))) == ("0.10.0", ["0.10.0", "0.1.0"])
    assert (project / "pyproject.toml").read_text(encoding="utf-8").endswith('version = "0.10.0"\n\n[tool.x]\n')


@pytest.mark.parametrize(
    ("number", "message"), [("1.0", "Viết ba số"), ("v1.0.0", "Viết ba số"), ("0.1.0", "không sau"), ("0.0.9", "không sau")]
)
def test_a_wrong_number_changes_nothing(project, number, message, capsys):
    make_version("0.1.0", "2026-12-01", project)
    before = {path.name: path.read_bytes() for path in project.iterdir()}
    assert main([number], project) == 1
    assert message in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in project.iterdir()} == before


def test_a_version_holds_something_new(project):
    make_version("0.1.0", "2026-12-01", project)
    with pytest.raises(VersionRefused, match="chưa có dòng nào"):
        make_version("0.2.0", "2026-12-02", project)


def test_the_command_prints_number_and_date(project, capsys):
    main([""], project)
    assert capsys.readouterr().out == "0.1.0, chưa ra: make version NEXT=0.1.0\n"
    make_version("0.1.0", "2026-12-01", project)
    main([], project)
    assert capsys.readouterr().out == "0.1.0, 2026-12-01\n"


def test_the_projects_own_number_is_the_latest_version_made():
    assert next(iter(dates()), current()) == current()
    headings = re.findall(r"^## (?!Unreleased)(.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [heading for heading in headings if heading not in {f"{number}, {day}" for number, day in dates().items()}] == []
