"""Every command stops when a plugin does not load, with the same line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builder.project import make_project
from tests.conftest import ROOT
from tests.deploy.pipelines.scratch import commit_all

COMMANDS = {
    "make": [sys.executable, "-m", "plugins.builder.build", "--output", "out"],
    "make check": [sys.executable, "-m", "plugins.check", "content"],
    "make publish": [sys.executable, "-m", "deploy.release.publish", "--output", "out"],
    "pelican": [str(Path(sys.executable).with_name("pelican")), "content", "-s", "pelicanconf.py", "-o", "out"],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project whose search needs a library that nobody installed."""
    folder = make_project(tmp_path_factory.mktemp("unloadable") / "project")
    shutil.copytree(ROOT / "deploy", folder / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("publishconf.py", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    (folder / "plugins/search/plugin.py").write_text("import khong_co_thu_vien\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    commit_all(folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_the_plugin_its_place_and_what_to_do(project, command):
    result = subprocess.run(
        COMMANDS[command],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "400", "PATH": os.environ["PATH"]},
    )
    said = " ".join((result.stdout + result.stderr).split())
    assert result.returncode == 1
    assert "plugins/search/plugin.py:1: plugin “plugins.search.plugin” không nạp được: chưa cài “khong_co_thu_vien”." in said
    assert not (project / "out").exists()
