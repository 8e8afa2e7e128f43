"""What the pipelines ask the live site: which tests a commit needs, and which times its files had."""

import json
import os
import subprocess

import pytest

from tests.deploy.pipelines.scratch import make_scratch


@pytest.fixture
def scratch(tmp_path):
    return make_scratch(tmp_path)


def needed_tests(scratch, *arguments, site=""):
    command = [str(scratch.folder / ".ci/tests-for"), *arguments]
    environment = {**os.environ, "SITEURL": site}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_a_commit_of_texts_needs_the_quick_tests(scratch):
    live = scratch.commit("plugins/x.py", "x = 1\n")
    scratch.commit("content/tin-tuc/bai.md", "Title: Bài\n")
    assert needed_tests(scratch, live) == "unit"


@pytest.mark.parametrize(
    "path", ["plugins/y.py", "theme/css/base.css", "content.md", ".ci/run", "tests/content/bai.md", "requirements.txt"]
)
def test_code_needs_all_of_them(scratch, path):
    live = scratch.commit("content/tin-tuc/bai.md", "Title: Bài\n")
    scratch.commit(path, "x\n")
    scratch.commit("content/tin-tuc/bai.md", "Title: Bài khác\n")
    assert needed_tests(scratch, live) == "test"


def test_so_does_a_text_that_was_moved_out_of_the_content(scratch):
    live = scratch.commit("content/tin-tuc/bai.md", "Title: Bài\n" * 20)
    (scratch.folder / "content/tin-tuc/bai.md").rename(scratch.folder / "bai.md")
    scratch.commit("content/khac.md", "x")
    assert needed_tests(scratch, live) == "test"


@pytest.mark.parametrize("commit", ["", "0" * 40, "HEAD", "--help", "; true"])
def test_so_does_whatever_cannot_be_compared(scratch, commit):
    assert needed_tests(scratch, commit) == "test"


def test_what_readers_see_is_what_it_compares_with(scratch, httpserver):
    """Not the commit before: that one may have failed its tests."""
    live = scratch.commit("plugins/x.py", "x = 1\n")
    scratch.commit("content/tin-tuc/bai.md", "Title: Bài\n")
    httpserver.expect_request("/manifest.json").respond_with_data(json.dumps({"commit": live}))
    assert needed_tests(scratch, site=httpserver.url_for("").rstrip("/")) == "unit"
    scratch.commit("plugins/x.py", "x = 2\n")
    assert needed_tests(scratch, site=httpserver.url_for("").rstrip("/")) == "test"


def test_a_site_that_does_not_answer_means_all_tests(scratch, httpserver):
    httpserver.expect_request("/manifest.json").respond_with_data("<html>", status=404)
    assert needed_tests(scratch, site=httpserver.url_for("").rstrip("/")) == "test"
    assert needed_tests(scratch, site="http://127.0.0.1:9") == "test"


def test_files_that_stay_keep_the_times_of_the_live_release(scratch, httpserver):
    httpserver.expect_request("/manifest.json").respond_with_data('{"commit": "x"}')
    environment = {**os.environ, "SITEURL": httpserver.url_for("").rstrip("/")}
    subprocess.run([str(scratch.folder / ".ci/publish")], env=environment, check=True)
    assert scratch.asked() == ["publish .build/last"]
    assert json.loads((scratch.folder / ".build/last/manifest.json").read_text()) == {"commit": "x"}


def compared(scratch):
    command = [str(scratch.folder / ".ci/compare")]
    return subprocess.run(command, env={**os.environ, "SITEURL": ""}, capture_output=True, text=True, check=False)


def test_a_release_that_is_the_same_from_nothing_passes(scratch):
    assert compared(scratch).returncode == 0
    assert scratch.asked() == ["publish", "publish"]


def test_a_release_that_differs_from_the_one_from_nothing_is_named(scratch):
    scratch.log.with_name("log.differs").touch()
    result = compared(scratch)
    assert result.returncode == 1
    assert "output/manifest.json" in result.stdout
