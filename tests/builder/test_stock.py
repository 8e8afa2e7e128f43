"""The fast build is Pelican's build: the same files, to the byte."""

import os
import subprocess
import sys

from tests.builder.project import difference, files_of
from tests.conftest import ROOT


def built_by_pelican(content, output):
    command = [sys.executable, "-m", "tests.builder.stock", str(content), str(output)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    return files_of(output)


def test_the_demo_is_what_pelican_itself_makes_of_it(demo_site, tmp_path):
    assert difference(files_of(demo_site), built_by_pelican(ROOT / "tests/demo", tmp_path / "stock")) == []


def test_the_portal_is_what_pelican_itself_makes_of_it(real_site, tmp_path):
    assert difference(files_of(real_site), built_by_pelican(ROOT / "content", tmp_path / "stock")) == []
