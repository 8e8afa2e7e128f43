"""The one file that is sent: the same everywhere, small, and content with Python 3.9 as it comes."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.client.receiver_file import receiver_file
from tests.conftest import ROOT

FILES = sorted((ROOT / "deploy/receiver").glob("*.py"))


def test_it_is_the_same_to_the_byte_in_another_process():
    command = [
        sys.executable,
        "-c",
        "import sys; from deploy.client.receiver_file import *; sys.stdout.buffer.write(receiver_file())",
    ]
    again = subprocess.run(command, cwd=ROOT, env={"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}, capture_output=True, check=True).stdout
    assert again == receiver_file()


def test_it_holds_all_of_the_receiver_uncompressed(tmp_path):
    (tmp_path / "receiver.pyz").write_bytes(receiver_file())
    with zipfile.ZipFile(tmp_path / "receiver.pyz") as archive:
        names = set(archive.namelist())
        assert {path.relative_to(ROOT).as_posix() for path in FILES} < names
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    assert len(receiver_file()) < 60_000


def test_it_imports_the_standard_library_and_itself():
    assert FILES
    imported = {name for path in FILES for name in imports_of(path)}
    others = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
    assert others
    assert {name for name in others if not name.startswith("deploy.receiver")} == set()


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def test_python_3_9_can_read_it():
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        ast.parse(text, feature_version=(3, 9))
        assert "\nfrom __future__ import annotations\n" in text or path.name == "__init__.py", path


def newer_than_python_3_9(*paths):
    """What vermin, which knows since when each name of the standard library is there, finds in the files."""
    command = [str(Path(sys.executable).with_name("vermin")), "--target=3.9-", "--no-tips", "--eval-annotations", "--violations"]
    result = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert "Minimum required versions" in result.stdout, result.stderr
    return result.stdout if result.returncode else ""


def test_what_came_after_python_3_9_is_not_used():
    assert newer_than_python_3_9(*FILES) == ""


@pytest.mark.parametrize("code", ["zip([], strict=True)", "import tomllib", "from datetime import UTC", "(1).bit_count()"])
def test_what_came_later_would_be_found(tmp_path, code):
    (tmp_path / "later.py").write_text(f"{code}\n", encoding="utf-8")
    assert "later.py" in newer_than_python_3_9(tmp_path / "later.py")
