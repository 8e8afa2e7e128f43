"""What can be said of the pipelines without running them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.deploy.pipelines.scratch import GITLAB, WORKFLOW

STEPS = ["make check", ".ci/publish", "make scan", 'make "$(.ci/tests-for)"']
FOLDERS = [".ci", "deploy/backup", "deploy/git"]
SCRIPTS = [path for folder in FOLDERS for path in sorted((ROOT / folder).iterdir())] + [ROOT / "deploy/systemd/publish-due"]


def tool(name, *arguments):
    command = [str(Path(sys.executable).with_name(name)), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def github():
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]


def gitlab():
    return yaml.safe_load(GITLAB.read_text(encoding="utf-8"))


WEEKLY = WORKFLOW.with_name("weekly.yml")
SCHEMAS = {"vendor.github-workflows": (WORKFLOW, WEEKLY), "vendor.gitlab-ci": (GITLAB,)}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_pipeline_is_one_to_its_forge(schema):
    variables = ("--disable-formats", "uri")  # the site's address is one
    result = tool("check-jsonschema", "--builtin-schema", schema, *variables, *map(str, SCHEMAS[schema]))
    assert result.returncode == 0, result.stdout


def test_the_workflow_has_no_known_weakness():
    result = tool("zizmor", "--offline", "--no-progress", str(WORKFLOW), str(WEEKLY))
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_weakness_would_be_found(tmp_path):
    unpinned = re.sub(r"@[0-9a-f]{40}", "@v7", WORKFLOW.read_text(encoding="utf-8"))
    (tmp_path / "site.yml").write_text(unpinned, encoding="utf-8")
    assert tool("zizmor", "--offline", "--no-progress", str(tmp_path / "site.yml")).returncode != 0


def test_the_scripts_have_no_known_trap():
    assert len(SCRIPTS) > 2
    result = tool("shellcheck", *map(str, SCRIPTS))
    assert result.returncode == 0, result.stdout


def test_every_action_and_image_is_named_by_its_bytes():
    named = re.findall(
        r"(?:uses|container|image): (\S+)", "".join(file.read_text(encoding="utf-8") for file in (WORKFLOW, WEEKLY, GITLAB))
    )
    assert len(named) > 5
    assert [name for name in named if not re.fullmatch(r"\S+@([0-9a-f]{40}|sha256:[0-9a-f]{64})", name)] == []


def test_all_three_take_the_same_steps():
    (recipe,) = re.findall(r"^ci:.*\n\t@(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    here = [step.strip().replace("$(MAKE) --no-print-directory", "make").replace("$$", "$") for step in recipe.split("&&")]
    assert [step.replace(" $SINCE", "") for step in here] == STEPS
    assert [step for job in ("publish", "test") for step in gitlab()[job]["script"]] == STEPS
    run = [step["run"] for job in ("publish", "test") for step in github()[job]["steps"] if "run" in step]
    assert [step for step in run if "add-matcher" not in step and not step.startswith("git config")] == STEPS


def test_secrets_are_seen_by_the_deployer_only():
    text = WORKFLOW.read_text(encoding="utf-8")
    deploy = yaml.safe_load(text)["jobs"]["deploy"]
    assert text.count("secrets.") == sum("secrets." in value for value in deploy["steps"][-1]["env"].values()) == 4
    assert [step["run"] for step in deploy["steps"] if "run" in step] == [".ci/deploy"]
    assert gitlab()["deploy"]["script"] == [".ci/deploy"]


def test_a_deploy_waits_for_the_one_before_and_is_never_cut_off():
    assert github()["deploy"]["concurrency"] == {"group": "production", "cancel-in-progress": False}
    assert github()["deploy"]["environment"]["name"] == "production"
    deploy = gitlab()["deploy"]
    assert (deploy["resource_group"], deploy["interruptible"], deploy["environment"]["name"]) == ("production", False, "production")


def test_only_the_main_branch_is_deployed():
    assert github()["deploy"]["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    (rule,) = gitlab()["deploy"]["rules"]
    others = ['$CI_PIPELINE_SOURCE != "merge_request_event"', '$CI_PIPELINE_SOURCE != "schedule"']
    assert list(rule) == ["if"]
    assert rule["if"].split(" && ") == ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", *others]


def test_once_a_week_and_only_then_a_release_is_made_from_nothing_and_compared():
    weekly = yaml.safe_load(WEEKLY.read_text(encoding="utf-8"))
    (entry,) = weekly[True]["schedule"]  # YAML takes "on" for a truth value
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", entry["cron"])
    assert [step["run"] for step in weekly["jobs"]["compare"]["steps"] if "run" in step] == [".ci/compare"]
    assert "schedule" not in yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))[True]
    jobs = {name: job["rules"] for name, job in gitlab().items() if isinstance(job, dict) and "script" in job}
    compare = jobs.pop("compare")
    assert (gitlab()["compare"]["script"], compare) == ([".ci/compare"], [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}])
    assert jobs.keys() == {"publish", "test", "deploy"}
    assert all('$CI_PIPELINE_SOURCE != "schedule"' in rule["if"] for (rule,) in jobs.values())


def test_a_problem_of_make_check_is_shown_at_its_line():
    matcher = (ROOT / ".github/problems.json").read_text(encoding="utf-8")
    (pattern,) = yaml.safe_load(matcher)["problemMatcher"][0]["pattern"]
    found = re.match(pattern["regexp"], "content/tin-tuc/2017/bai.md:12: thiếu dấu: viết thế này.")
    assert found
    assert [found[pattern[key]] for key in ("file", "line", "message")] == [
        "content/tin-tuc/2017/bai.md",
        "12",
        "thiếu dấu: viết thế này.",
    ]
