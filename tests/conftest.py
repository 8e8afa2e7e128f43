"""What all tests share: building a tree with the real command, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
Build = Callable[..., subprocess.CompletedProcess[str]]

settings.register_profile("portal", deadline=None)  # speed lives in `make bench`
settings.load_profile("portal")


def run_build(content: Path, output: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command behind `make site`, strict as ever; messages are in `stderr`."""
    command = [sys.executable, "-m", "plugins.swift.build", "--content", str(content), "--output", str(output), *options]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def run_make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A target as a person runs it: what the make that runs the tests hands down is left out."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the real content that a test may spoil."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def article(tree: Path) -> Path:
    """The conference article in that copy."""
    return tree / "tin-tuc/2017/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan.md"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where a test builds to."""
    return tmp_path / "output"


def built_once(tmp_path_factory: pytest.TempPathFactory, name: str, content: Path, *options: str) -> Path:
    """Build a tree for a whole session of tests; nobody may write into it."""
    output = tmp_path_factory.mktemp(name) / "output"
    result = run_build(content, output, *options)
    assert result.returncode == 0, result.stderr
    return output


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built for local reading."""
    return built_once(tmp_path_factory, "real", ROOT / "content")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo tree, built for local reading."""
    return built_once(tmp_path_factory, "demo", ROOT / "tests/demo")


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built for production."""
    return built_once(tmp_path_factory, "published", ROOT / "content", "--settings", "publishconf.py")
