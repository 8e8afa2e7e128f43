"""A renamed text without `Aliases:` is named with the line that it lacks, before anything is deployed."""

import pytest

from deploy.release import origin
from deploy.release.lost_addresses import problems_of_lost
from deploy.release.manifest import read_manifest
from tests.deploy.release.samples import PAGES, manifest_of
from tests.deploy.release.scratch import LONG, commit, git, make_project, published, run_publish, write_text

NOW = manifest_of(PAGES)
TEXT = "Title: Bài\nDate: 2017-10-02"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository with one text, as it was when the live release was made."""
    monkeypatch.setattr(origin, "ROOT", tmp_path)
    write_text(tmp_path, "tin-tuc/cu.md", TEXT, LONG)
    git(tmp_path, "init", "--quiet")
    return tmp_path


def lost(project, aliases=None, **live):
    """What is said once the project's changes are committed; the live release had the text's first address."""
    before = git(project, "rev-parse", "HEAD").strip() if live.pop("is_known", True) else "0" * 40
    commit(project)
    last = manifest_of({**PAGES, "2017/10/cu/index.html": b"x", **live}, commit=before, aliases=aliases)
    return [str(problem) for problem in problems_of_lost(project / "content", last, NOW)]


FOUND = "địa chỉ /2017/10/cu/ của bản đang đăng không còn: "


def test_a_renamed_file_is_named_by_its_new_name(project):
    commit(project)
    (project / "content/tin-tuc/cu.md").rename(project / "content/tin-tuc/moi.md")
    assert lost(project) == [f"content/tin-tuc/moi.md:1: {FOUND}thêm dòng “Aliases: /2017/10/cu/” vào phần đầu bài này."]


@pytest.mark.parametrize("header", [f"{TEXT}\nSlug: moi", TEXT.replace("-10-", "-11-")])
def test_a_changed_slug_or_month_is_named(project, header):
    commit(project)
    write_text(project, "tin-tuc/cu.md", header, LONG)
    assert lost(project) == [f"content/tin-tuc/cu.md:1: {FOUND}thêm dòng “Aliases: /2017/10/cu/” vào phần đầu bài này."]


def test_a_text_that_has_the_line_gets_another_address_in_it(project):
    commit(project)
    write_text(project, "tin-tuc/cu.md", f"{TEXT}\nSlug: moi\nAliases: /2017/09/cu/", LONG)
    assert lost(project) == [f"content/tin-tuc/cu.md:4: {FOUND}ghi thêm /2017/10/cu/ vào dòng Aliases này, sau dấu phẩy."]


def test_a_text_that_became_a_draft_is_named(project):
    commit(project)
    write_text(project, "tin-tuc/cu.md", f"{TEXT}\nStatus: draft", LONG)
    (problem,) = lost(project)
    assert problem.startswith(f"content/tin-tuc/cu.md:3: {FOUND}bài này còn là bản nháp.")


def test_a_dropped_alias_is_named_where_it_stood(project):
    write_text(project, "tin-tuc/bai.md", "Title: Bài\nDate: 2017-10-02\nAliases: /2017/10/cu/", LONG)
    commit(project)
    write_text(project, "tin-tuc/bai.md", "Title: Bài\nDate: 2017-10-02", LONG)
    (problem,) = lost(project, aliases={"/2017/10/cu/": "/2017/10/bai/"})
    assert problem.startswith(f"content/tin-tuc/bai.md:1: {FOUND}thêm dòng")


@pytest.mark.parametrize("is_known", [True, False])
def test_where_nobody_can_say_which_text_the_line_alone_is_named(project, is_known):
    commit(project)
    (project / "content/tin-tuc/cu.md").unlink()
    (problem,) = lost(project, is_known=is_known)
    assert problem == f"content: {FOUND}thêm dòng “Aliases: /2017/10/cu/” vào phần đầu bài hay trang thay thế."


def test_nothing_lost_is_nothing_said(project):
    commit(project)
    assert problems_of_lost(project / "content", NOW, NOW) == []


def test_make_publish_stops_at_a_renamed_text_and_goes_on_once_it_has_the_line(tmp_path):
    project = make_project(tmp_path / "project")
    published(project)
    (project / "output").rename(project / "output-live")
    (project / "content/tin-tuc/bai-1.md").rename(project / "content/tin-tuc/ten-moi.md")
    commit(project)
    result = run_publish(project, "--last", "output-live")
    assert result.returncode == 1
    assert "content/tin-tuc/ten-moi.md:1: địa chỉ /2024/05/bai-1/ của bản đang đăng không còn: thêm dòng" in result.stderr
    assert not (project / "output").exists()
    write_text(project, "tin-tuc/ten-moi.md", "Title: Bài\nDate: 2024-05-01\nAliases: /2024/05/bai-1/", LONG)
    commit(project)
    manifest = read_manifest(published(project, "--last", "output-live"))
    assert manifest.aliases["/2024/05/bai-1/"] == "/2024/05/ten-moi/"
    assert "/2024/05/bai-1/" not in manifest.addresses
    assert "2024/05/bai-1/index.html.br" in manifest.files
