"""What the timer on the newsroom's machine does every five minutes; make and the question itself are stood in for."""

import json
import os
import shutil
import subprocess
from configparser import ConfigParser

import pytest

from tests.conftest import ROOT
from tests.deploy.pipelines.scratch import commit_all

UNITS = ROOT / "deploy/systemd"
MAKEFILE = """\
.PHONY: publish deploy
.venv/ready:
\t@mkdir -p .venv/bin && printf '#!/bin/sh\\necho "$$@" >>{log}; exit $$(cat {log}.code)' >.venv/bin/python
\t@chmod +x .venv/bin/python
publish deploy:
\t@echo $@ $(TO) $(LAST) $$(git rev-parse HEAD) >>{log}
\t@! test -e {log}.$@-fails
"""
ASKED = "-m deploy.release.due --last .build/live"


class Timer:
    """`live`: the commit that readers see; the repository has a newer one."""

    def __init__(self, base):
        self.folder, self.log, self.site = base / "repository", base / "log", base / "srv"
        shutil.copytree(UNITS, self.folder / "deploy/systemd")
        (self.folder / "Makefile").write_text(MAKEFILE.format(log=self.log), encoding="utf-8")
        (self.folder / ".gitignore").write_text(".venv\n.build\n", encoding="utf-8")
        subprocess.run(["git", "init", "--quiet", str(self.folder)], check=True)
        self.live = commit_all(self.folder)
        (self.folder / "bai.md").write_text("Title: Bài", encoding="utf-8")
        commit_all(self.folder)
        self.site.mkdir()
        self.publish("1000000")

    def publish(self, sequence):
        (self.site / "live").mkdir(exist_ok=True)
        manifest = json.dumps({"commit": self.live, "sequence": sequence}, separators=(",", ":"))
        (self.site / "live/manifest.json").write_text(manifest, encoding="utf-8")

    def tick(self, answer, **environment):
        """What make and the question were asked for, and how the script ended."""
        self.log.with_name("log.code").write_text(str(answer), encoding="utf-8")
        self.log.write_text("", encoding="utf-8")
        given = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        given |= {"TO": str(self.site), "SIGNING_KEY": "khoa", **environment}
        run = subprocess.run(
            [str(self.folder / "deploy/systemd/publish-due")], env=given, capture_output=True, text=True, check=False
        )
        return self.log.read_text(encoding="utf-8").splitlines(), run

    def steps(self):
        return [ASKED, *(f"{step} {self.site} .build/live {self.live}" for step in ("publish", "deploy"))]


@pytest.fixture
def timer(tmp_path):
    return Timer(tmp_path)


def test_what_is_due_is_published_from_the_live_commit(timer):
    asked, run = timer.tick(0)
    assert (asked, run.returncode) == (timer.steps(), 0), run.stderr


@pytest.mark.parametrize(("answer", "code"), [(1, 0), (2, 2)])
def test_nothing_due_is_no_failure_and_a_question_without_answer_is(timer, answer, code):
    asked, run = timer.tick(answer)
    assert (asked, run.returncode) == ([ASKED], code), run.stderr


def test_what_was_rolled_back_is_not_published_again(timer):
    timer.tick(0)
    asked, run = timer.tick(0)  # the release that it replaced is live again
    assert (asked, run.returncode) == ([], 0)
    assert "make rollback" in run.stdout
    timer.publish("2000000")
    assert timer.tick(0)[0] == timer.steps()


def test_a_deploy_that_failed_is_tried_again(timer):
    failure = timer.log.with_name("log.deploy-fails")
    failure.touch()
    assert timer.tick(0)[1].returncode != 0
    failure.unlink()
    assert timer.tick(0)[0] == timer.steps()


def test_a_server_elsewhere_is_asked_by_the_sites_address(timer, httpserver):
    httpserver.expect_request("/manifest.json").respond_with_json({"commit": timer.live})
    to, site = "dang-bai@vi-du.example:/srv/vi-du", httpserver.url_for("").rstrip("/")
    asked, run = timer.tick(0, TO=to, SITEURL=site)
    assert (asked[-1], run.returncode) == (f"deploy {to} .build/live {timer.live}", 0)


@pytest.mark.parametrize("manifest", ["", "{}", '{"commit":"HEAD"}', '{"commit":"--help"}'])
def test_a_server_that_shows_no_release_stops_it(timer, manifest):
    (timer.site / "live/manifest.json").write_text(manifest, encoding="utf-8")
    asked, run = timer.tick(0)
    assert (asked, run.returncode) == ([], 2)
    assert "không đăng gì" in run.stderr


def test_systemd_finds_nothing_wrong_with_any_unit(tmp_path):
    """In a copy that names this checkout, since there is no /srv/thanh-tra-nguon here."""
    units = [path for path in UNITS.iterdir() if path.suffix in {".service", ".timer"}]
    assert len(units) > 5
    for unit in units:
        text = unit.read_text(encoding="utf-8").replace("/srv/thanh-tra-nguon", str(ROOT))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))]
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    service = tmp_path / "verify.service"
    service.write_text(service.read_text(encoding="utf-8").replace("Type=oneshot", "Type=onshot"), encoding="utf-8")
    assert "onshot" in subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_the_units_name_a_program_that_is_there():
    service, clock = ConfigParser(strict=False), ConfigParser(strict=False)
    service.optionxform = str
    assert service.read(UNITS / "publish-due.service")
    assert clock.read(UNITS / "publish-due.timer")
    folder = service["Service"]["WorkingDirectory"]
    program = ROOT / service["Service"]["ExecStart"].removeprefix(f"{folder}/")
    assert os.access(program, os.X_OK)
    assert clock["Timer"]["OnCalendar"] == "*:0/5"
