"""The same commit gives the same release, to the byte, wherever and by whomever it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deploy.release.manifest import FILE_NAME
from tests.deploy.release.scratch import git, make_project

pytestmark = pytest.mark.slow
NOBODY = ("unshare", "--user", "--")  # a name space in which we are nobody; not every machine allows it
PUBLISH = ("-m", "deploy.release.publish", "--content", "content")
NEXT_YEAR = (
    "import sys, time_machine; from deploy.release.publish import main; "
    "sys.argv[1:] = []; time_machine.travel('2027-11-05 03:04:05').start(); sys.exit(main(['--content', 'content']))"
)


@dataclass(frozen=True)
class Variation:
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "project"
    umask: int = 0o022
    command: tuple[str, ...] = PUBLISH
    within: tuple[str, ...] = ()
    reverse: bool = False
    place: str = ""


VARIATIONS = {
    "folder with spaces and accents": Variation(folder="Bản sao của dự án/cổng (2)"),
    "UTC": Variation({"TZ": "UTC"}),
    "Kiritimati": Variation({"TZ": "Pacific/Kiritimati"}),
    "New York": Variation({"TZ": "America/New_York"}),
    "locale C": Variation({"LC_ALL": "C"}),
    "locale vi": Variation({"LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8"}),
    "locale de": Variation({"LC_ALL": "de_DE.UTF-8", "LC_TIME": "de_DE.UTF-8"}),
    "umask 077": Variation(umask=0o077),
    "hash seed 1": Variation({"PYTHONHASHSEED": "1"}),
    "hash seed 4242": Variation({"PYTHONHASHSEED": "4242"}),
    "files in another order": Variation(reverse=True),
    "next year": Variation(command=("-c", NEXT_YEAR)),
    "one core": Variation({"BUILD_PROCESSES": "1"}),
    "four cores": Variation({"BUILD_PROCESSES": "4"}),
    "no cache": Variation(command=(*PUBLISH, "--no-cache")),
    **({"tmpfs": Variation(place="/dev/shm")} if Path("/dev/shm").is_dir() else {}),
    **({"another user": Variation(within=NOBODY)} if subprocess.run([*NOBODY, "true"], check=False).returncode == 0 else {}),
}


@contextmanager
def cloned(original: Path, how: Variation) -> Iterator[Path]:
    """A clone, for a while."""
    with tempfile.TemporaryDirectory(dir=how.place or None) as place:
        project = Path(place) / how.folder
        project.parent.mkdir(parents=True, exist_ok=True)
        git(original, "clone", "--quiet", str(original), str(project))
        if how.reverse:
            for name in sorted(git(project, "ls-files", "-z", "content", "theme").split("\0"), reverse=True):
                if name:
                    shutil.copy(project / name, project / f"{name}.new")
                    (project / f"{name}.new").replace(project / name)
        yield project


def manifest_under(original: Path, how: Variation) -> bytes:
    with cloned(original, how) as project:
        environment = {"PATH": os.environ["PATH"], "SITEURL": "https://vi-du.example", "PYTHONPATH": str(project)}
        result = subprocess.run(
            [*how.within, sys.executable, *how.command],
            cwd=project,
            env={**environment, "PYTHONDONTWRITEBYTECODE": "1", **how.environment},
            umask=how.umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return (project / "output" / FILE_NAME).read_bytes()


def test_a_release_depends_on_nothing_but_its_commit(tmp_path):
    original = make_project(tmp_path / "original")
    reference = manifest_under(original, Variation())
    assert len(VARIATIONS) >= 15
    assert [name for name, how in VARIATIONS.items() if manifest_under(original, how) != reference] == []
