"""How long it takes from the commit of a text to the live page: `python -m bench.commit`, `--articles 3000`.

A clone of this repository with other content takes the steps of CI, and deploys to a folder of this machine. Only the text changes,
so the quick tests are due; they read the office's own content, in a clone of its own. Results stand in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.articles import Corpus
from bench.corpus import write_tree
from bench.deploys import keygen, timed
from deploy.release.signature import NAMESPACE
from plugins.project import ROOT

STEPS = (["make", "check"], [".ci/publish"], ["make", "scan"], ["make", "unit"], [".ci/deploy"])


def git(folder: Path, *arguments: str) -> None:
    """As somebody who is nobody."""
    who = ["-c", "user.name=bench", "-c", "user.email=bench@portal.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607


def clone(base: Path, articles: int) -> Path:
    """With the demo tree, or with so many made-up articles; the libraries are those that run this."""
    folder = base / "clone"
    git(base, "clone", "--quiet", str(ROOT), str(folder))
    shutil.rmtree(folder / "content")
    if articles:
        write_tree(Corpus(articles), folder / "content")
    else:
        shutil.copytree(ROOT / "tests/demo", folder / "content")
    keygen("-t", "ed25519", "-N", "", "-f", base / "key")
    signer = f'bench namespaces="{NAMESPACE}" {(base / "key.pub").read_text(encoding="utf-8")}'
    (folder / "deploy/allowed_signers").write_text(signer, encoding="utf-8")
    (base / "srv").mkdir()
    shutil.copy(folder / "deploy/allowed_signers", base / "srv")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")
    git(base, "clone", "--quiet", str(ROOT), str(base / "own"))
    for one in (folder, base / "own"):
        (one / ".venv").mkdir()
        for part in ("bin", "lib", "pyvenv.cfg"):
            (one / ".venv" / part).symlink_to(Path(sys.prefix) / part)
        for name in ("ready", "ready-test"):
            (one / ".venv" / name).touch()
    return folder


def take(base: Path, folder: Path, *step: str) -> tuple[float, float]:
    """Seconds from start to end, and of CPU."""
    given = {"TO": str(base / "srv"), "SIGNING_KEY": str(base / "key")} if step == (".ci/deploy",) else {}
    where = base / "own" if step[-1] == "unit" else folder
    without_make = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    ended, wall, cpu = timed(lambda: subprocess.run(step, cwd=where, env={**without_make, **given}, capture_output=True, text=True))  # noqa: PLW1510, S603
    if isinstance(ended, subprocess.CompletedProcess) and ended.returncode:
        raise RuntimeError(ended.stdout + ended.stderr)
    return wall, cpu


def change_a_text(folder: Path) -> None:
    """The first article, by name, gets a word more."""
    article = next(path for path in sorted((folder / "content").rglob("*.md")) if "Date:" in path.read_text(encoding="utf-8"))
    article.write_text(f"{article.read_text(encoding='utf-8').rstrip()}\n\nMột câu thêm vào.\n", encoding="utf-8")
    git(folder, "commit", "--all", "--quiet", "--message", "x")


def main(arguments: list[str]) -> int:
    """`--articles` (0: the demo tree), `--without-tests`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--without-tests", action="store_true", help="they take the same time whatever the content is")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="commit-") as name:
        base = Path(name)
        folder = clone(base, given.articles)
        first = [take(base, folder, *step) for step in ([".ci/publish"], [".ci/deploy"])]
        print(f"the first release: {sum(wall for wall, _ in first):.1f} s, {sum(cpu for _, cpu in first):.1f} s of CPU", flush=True)
        change_a_text(folder)
        steps = [step for step in STEPS if not (given.without_tests and step[-1] == "unit")]
        for step in steps:
            took = take(base, folder, *step)
            first.append(took)
            print(f"  {' '.join(step):14} {took[0]:7.1f} s  {took[1]:7.1f} s of CPU", flush=True)
        wall, cpu = (sum(step[number] for step in first[2:]) for number in (0, 1))
        print(f"from the commit of a text to the live page: {wall:.1f} s, {cpu:.1f} s of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
