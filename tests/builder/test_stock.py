"""The fast build is Pelican's build: the same files, to the byte."""

import os
import subprocess
import sys

from tests.builder.project import difference, files_of
from tests.conftest import ROOT


def built_by_pelican(content, output, *settings):
    command = [sys.executable, "-m", "tests.builder.stock", str(content), str(output), *settings]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    return files_of(output)


def test_the_demo_is_what_pelican_itself_makes_of_it(demo_site, tmp_path):
    assert difference(files_of(demo_site), built_by_pelican(ROOT / "tests/demo", tmp_path / "stock")) == []


def test_the_portal_is_what_pelican_itself_makes_of_it(real_site, tmp_path):
    assert difference(files_of(real_site), built_by_pelican(ROOT / "content", tmp_path / "stock")) == []


def test_what_is_published_is_what_pelican_itself_makes_of_it(published_site, tmp_path):
    """It is no release (deploy/release), but its pages are those of one."""
    by_pelican = built_by_pelican(ROOT / "content", tmp_path / "stock", "publishconf.py")
    assert difference(files_of(published_site), by_pelican) == []
