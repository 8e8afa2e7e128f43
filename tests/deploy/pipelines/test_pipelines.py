"""The pipelines of both forges, run on this machine in a scratch repository."""

import json
import os
import subprocess

import pytest

from deploy.release.signature import NAMESPACE
from tests.deploy.pipelines.scratch import DEPLOY, STORE, make_scratch, run_on_github, run_on_gitlab

FORGES = {"github": run_on_github, "gitlab": run_on_gitlab}
TO = DEPLOY["TO"]


@pytest.fixture
def scratch(tmp_path):
    return make_scratch(tmp_path)


@pytest.fixture(params=FORGES)
def forge(request):
    return FORGES[request.param]


@pytest.fixture(scope="module", params=FORGES)
def done(request, tmp_path_factory):
    """The scratch repository after a commit on main went all the way."""
    scratch = make_scratch(tmp_path_factory.mktemp(request.param))
    result = FORGES[request.param](scratch)
    assert result.returncode == 0, result.stdout + result.stderr
    return scratch


def steps(scratch):
    """What make did, without what GitLab shows to every job."""
    return [line.removesuffix(f" {TO}") for line in scratch.asked()]


def test_a_commit_is_checked_published_tested_and_deployed_in_this_order(done):
    asked = steps(done)
    assert sorted(asked) == ["check", "deploy", "publish", "scan", "test"]
    assert asked.index("check") < asked.index("publish") < asked.index("scan") < asked.index("deploy") == 4
    assert done.asked()[-1] == f"deploy {TO}"


def test_what_is_deployed_is_what_was_published_and_signed(done):
    deployed = done.log.with_name("log.deployed")
    assert json.loads((deployed / "manifest.json").read_text()) == {"x": 1}
    assert (deployed / ".well-known/security.txt").exists()
    signers = done.log.with_name("signers")
    signers.write_text(f"release {done.key.with_suffix('.pub').read_text()}", encoding="utf-8")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "release", "-n", NAMESPACE]
    with (deployed / "manifest.json").open("rb") as manifest:
        verified = subprocess.run([*command, "-s", str(deployed / "manifest.json.sig")], stdin=manifest, check=False)
    assert verified.returncode == 0


def test_a_release_is_made_without_environment_secrets_or_network(done):
    names = {line.split("=")[0] for line in done.saw("environment").splitlines()}
    assert "PATH" in names
    assert {name for name in names if not name.startswith("M")} <= {
        "PATH",
        "HOME",
        "LC_ALL",
        "SITEURL",
        "LAST",
        "PWD",
        "SHLVL",
        "_",
    }
    is_allowed = subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode == 0
    interfaces = {line.split(":")[0].strip() for line in done.saw("network").splitlines()[2:]}
    assert interfaces <= {"lo"} or not is_allowed


def test_the_deployer_is_not_given_the_keys_themselves(done):
    seen = done.saw("deployer")
    assert "OPENSSH PRIVATE KEY" not in seen
    assert DEPLOY["DEPLOY_KEY"] not in seen
    assert "StrictHostKeyChecking=yes" in seen


def test_an_object_store_gets_the_signed_release_with_its_own_keys_alone(scratch, forge):
    result = forge(scratch, destination=STORE)
    assert result.returncode == 0, result.stdout + result.stderr
    assert scratch.asked()[-1] == f"deploy {STORE['TO']}"
    assert scratch.log.with_name("log.deployed").joinpath("manifest.json.sig").exists()
    seen = scratch.saw("deployer").splitlines()
    assert {f"{name}={text}" for name, text in STORE.items()} <= set(seen)
    keys = ("SSH=", "SIGNING_KEY=", "DEPLOY_KEY=")
    assert [line for line in seen if line.startswith(keys) and line not in keys] == []  # make exports its variables, empty ones too


@pytest.mark.parametrize(("destination", "missing"), [(STORE, "AWS_SECRET_ACCESS_KEY"), (DEPLOY, "DEPLOY_KEY")])
def test_a_key_that_is_missing_is_named_before_anything_is_done(scratch, destination, missing):
    given = {name: text for name, text in destination.items() if name != missing}
    command = [str(scratch.folder / ".ci/deploy")]
    environment = {"PATH": os.environ["PATH"], "SIGNING_KEY": str(scratch.key), **given}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, missing in result.stderr) == (1, True)
    assert scratch.asked() == []


@pytest.mark.parametrize("target", ["check", "scan", "test"])
def test_nothing_is_deployed_after_a_failure(scratch, forge, target):
    scratch.let_fail(target)
    assert forge(scratch).returncode != 0
    assert target in steps(scratch)
    assert "deploy" not in steps(scratch)


def test_a_pull_request_is_checked_and_tested_but_never_deployed(scratch):
    result = run_on_github(scratch, "pull_request")
    assert result.returncode == 0, result.stdout + result.stderr
    assert sorted(steps(scratch)) == ["check", "publish", "scan", "test"]
