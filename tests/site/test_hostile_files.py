"""A hostile text of 256 KB ends with a message, in no more than 512 MB: memory never runs out over it."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.hostile_files import hostile_files

FILES = hostile_files()
REFUSED = ["numbers in '| lượt công dân | 17.668'", "body of '>>'", "nothing but zeros"]
LARGEST_THAT_PASS = ["paragraphs of '*a* '"]
WITHIN_512_MB = """
import resource, sys
from plugins.check import main
resource.setrlimit(resource.RLIMIT_DATA, (512 << 20, 512 << 20))
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def check_in_512_mb(tmp_path):
    def check(name):
        content = shutil.copytree(ROOT / "content", tmp_path / "content")
        (content / "tin-tuc/bai.md").write_bytes(FILES[name])
        command = [sys.executable, "-c", WITHIN_512_MB, str(content)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    return check


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_with_a_message(check_in_512_mb, name):
    result = check_in_512_mb(name)
    assert (result.returncode, result.stderr) == (1, "")
    assert "content/tin-tuc/bai.md" in result.stdout


@pytest.mark.parametrize("name", LARGEST_THAT_PASS)
def test_what_passes_has_room_to_pass(check_in_512_mb, name):
    result = check_in_512_mb(name)
    assert (result.returncode, result.stderr) == (0, "")
