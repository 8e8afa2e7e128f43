"""The page of libraries and the bill of materials name what the lock names, no more and no less."""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from deploy.papers.third_party import LOCK, PAGE, NotInstalled, licence_of, locked, main, row
from tests.conftest import ROOT

LIBRARIES = locked(LOCK.read_text(encoding="utf-8"))
ROWS = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]


def is_here(name):
    try:
        return version(name) == LIBRARIES[name]
    except PackageNotFoundError:
        return False


def test_every_locked_library_is_on_the_page_in_its_version():
    assert len(LIBRARIES) > 40
    assert [tuple(part.strip() for part in line.split("|")[1:3]) for line in ROWS] == list(LIBRARIES.items()), "run `make docs`"


def test_its_licence_is_what_it_says_of_itself():
    here = [name for name in LIBRARIES if is_here(name)]
    assert len(here) > 40
    assert [row(name, LIBRARIES[name]) for name in here if row(name, LIBRARIES[name]) not in ROWS] == [], "run `make docs`"


@pytest.mark.parametrize(("name", "wrong"), [("khong-co-thu-vien-nay", "1.0"), ("pelican", "0.0.1")])
def test_a_library_that_is_not_here_stops_the_command(name, wrong):
    with pytest.raises(NotInstalled, match=r"Chạy rm \.venv/ready"):
        licence_of(name, wrong)


def test_no_page_is_written_then(tmp_path, monkeypatch, capsys):
    lock = tmp_path / "requirements.txt"
    lock.write_text("pelican==0.0.1 \\\n", encoding="utf-8")
    monkeypatch.setattr("deploy.papers.third_party.LOCK", lock)
    assert main(tmp_path / "page.md") == 1
    assert "pelican đang là" in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()


@pytest.mark.slow
@pytest.mark.parametrize("lock", ["requirements.txt", "deploy/s3/requirements.txt"])
def test_a_bill_of_materials_names_what_its_lock_names(tmp_path, lock):
    assert f"SBOM,{lock}," in (ROOT / "Makefile").read_text(encoding="utf-8")
    command = [str(Path(sys.executable).with_name("cyclonedx-py")), "requirements", lock, "--output-reproducible"]
    subprocess.run([*command, "--output-file", str(tmp_path / "sbom.json")], cwd=ROOT, check=True, capture_output=True)
    components = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))["components"]
    assert {each["name"]: each["version"] for each in components} == locked((ROOT / lock).read_text(encoding="utf-8"))


def test_nobody_is_made_an_owner_who_does_not_exist():
    lines = (ROOT / "docs/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    paths = [line.split()[1] for line in lines if line.startswith(("# /", "# * "))]
    assert len(paths) > 8
    assert [path for path in paths if path != "*" and not any(ROOT.glob(path.strip("/")))] == []
    assert [line for line in lines if not line.startswith("#")] == []
