"""What all tests share: building a tree with the real command, in a process of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from plugins.project import ROOT
from tests.builder.project import Builder

# What lies here builds sites, starts servers or browsers, or reads whole workbooks.
SLOW_FOLDERS = ("bench", "browser", "builder", "deploy", "preview", "site")
SLOW_FOLDERS += ("reception/data/ledger", "reception/data/sources/reports", "reception/remote")
SLOW_MARKS = ("browser", "database")
SLOW_FIXTURES = {"real_site", "demo_site", "published_site"}
Build = Callable[..., subprocess.CompletedProcess[str]]

# No deadline: speed lives in `make bench`. The same examples each time, so that one commit never passes and fails by turns;
# `pytest --hypothesis-profile=search` tries new ones.
BUSY = (HealthCheck.too_slow,)  # a matter of the machine, not of the test
settings.register_profile("portal", deadline=None, derandomize=True, suppress_health_check=BUSY)
settings.register_profile("search", deadline=None, suppress_health_check=BUSY)
settings.load_profile("portal")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`make unit` does not even import the slow folders."""
    return True if config.option.markexpr == "not slow" and is_in_slow_folder(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make unit` leaves out. This is the only place that says so; `make test` runs everything."""
    for item in items:
        if is_slow(item):
            item.add_marker("slow")


def is_slow(item: pytest.Item) -> bool:
    """Whole builds, browsers, databases and generators; any other test that takes long says `@pytest.mark.slow` itself."""
    return (
        is_in_slow_folder(item.path.parent)
        or any(item.get_closest_marker(name) for name in SLOW_MARKS)
        or not SLOW_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or draws_examples(getattr(item, "obj", None))
    )


@cache
def is_in_slow_folder(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / "tests" / name) for name in SLOW_FOLDERS)


def draws_examples(test: object) -> bool:
    """Whether Hypothesis calls the test, or a function that the test defines."""
    return getattr(test, "is_hypothesis_test", False) or "given" in getattr(getattr(test, "__code__", None), "co_names", ())


@cache
def portal() -> Builder:
    """Runs this project's commands for a whole session of tests."""
    running = Builder(ROOT)
    atexit.register(running.close)
    return running


def run_build(content: Path, output: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command behind `make site`, strict as ever; messages are in `stderr`."""
    arguments = ["--content", str(content), "--output", str(output), *options]
    if not environment:
        return portal().run("plugins.builder.build", *arguments)
    command = [sys.executable, "-m", "plugins.builder.build", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def run_check(content: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """The command behind `make check`; messages are in `stdout`."""
    return portal().run("plugins.check", str(content), *files)


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
