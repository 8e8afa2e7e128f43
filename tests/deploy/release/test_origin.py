"""The number of a release, in repositories made for the test."""

import pytest

from deploy.release import origin
from deploy.release.origin import STEP, read_origin
from plugins.problems import ProblemsFound
from tests.deploy.release.scratch import FIRST_COMMIT, commit, git, write_text

DAY = 24 * 3600
LATER = FIRST_COMMIT + 10 * DAY  # 19 October 2025, 15:53 in Vietnam


def of(project, now=LATER):
    return read_origin(project / "content", now)


def messages(project):
    with pytest.raises(ProblemsFound) as found:
        of(project)
    return [str(problem) for problem in found.value.problems]


def test_the_number_rises_with_every_commit_also_of_one_second_or_an_earlier_one(project):
    numbers = [of(project).sequence]
    for time in (FIRST_COMMIT, FIRST_COMMIT - DAY, FIRST_COMMIT + 1):
        commit(project, time)
        numbers.append(of(project).sequence)
    assert numbers == [STEP, 2 * STEP, 3 * STEP, 4 * STEP]


def test_the_number_rises_when_an_article_becomes_due_without_a_commit(project):
    write_text(project, "tin-tuc/hen.md", "Title: Hẹn\nDate: 2025-10-12 08:00", "X.")
    write_text(project, "tin-tuc/hen-2.md", "Title: Hẹn\nDate: 2025-10-15 08:00", "X.")
    commit(project)
    due = 1_760_230_800  # 12 October 2025, 08:00 in Vietnam
    assert [of(project, now).sequence - 2 * STEP for now in (due - 1, due, due + 2 * DAY, due + 4 * DAY)] == [0, 1, 1, 2]
    assert of(project, due - 1).time == FIRST_COMMIT
    assert of(project, due + DAY).time == due


def test_a_commit_weighs_more_than_all_that_was_due_before_it(project):
    write_text(project, "tin-tuc/hen.md", "Title: Hẹn\nDate: 2025-10-12 08:00", "X.")
    commit(project)
    before = of(project).sequence
    commit(project, LATER)
    assert of(project, LATER + DAY).sequence > before


def test_the_same_commit_and_articles_have_the_same_number_at_any_hour(project):
    assert of(project, LATER) == of(project, LATER + 300 * DAY)


def test_digests_say_what_of_the_inputs_changed(project):
    before = of(project).digests
    write_text(project, "so-lieu/x.toml", "a", "b")
    commit(project)
    after = of(project).digests
    assert (after.theme, after.lock) == (before.theme, before.lock)
    assert after.data != before.data
    (project / "theme/base.css").write_text("p{ }", encoding="utf-8")
    commit(project)
    assert of(project).digests.theme != before.theme


def test_what_is_in_no_commit_is_told_by_name(project):
    write_text(project, "tin-tuc/bài mới.md", "Title: X", "X.")
    (project / "requirements.txt").write_text("x==2\n", encoding="utf-8")
    assert [message.partition(":")[0] for message in messages(project)] == ["content/tin-tuc/bài mới.md", "requirements.txt"]


def test_a_file_that_git_ignores_is_in_no_commit_either(project):
    (project / ".gitignore").write_text("*.md\n", encoding="utf-8")
    commit(project)
    write_text(project, "tin-tuc/moi.md", "Title: X", "X.")
    assert messages(project)[0].startswith("content/tin-tuc/moi.md: chưa có trong commit")


def test_what_systems_leave_lying_is_nobodys_mistake(project):
    (project / "content/.DS_Store").write_bytes(b"x")
    (project / "content/tin-tuc/Thumbs.db").write_bytes(b"x")
    assert of(project).number == 1


def test_a_history_that_was_cut_off_cannot_be_counted(project, tmp_path, monkeypatch):
    commit(project)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{project}", "shallow")
    monkeypatch.setattr(origin, "ROOT", tmp_path / "shallow")
    assert "git fetch --unshallow" in messages(tmp_path / "shallow")[0]


def test_content_outside_the_repository_is_no_commits(project, tmp_path):
    write_text(tmp_path, "tin-tuc/x.md", "Title: X", "X.")
    assert "không nằm trong kho git" in messages(tmp_path)[0]


def test_a_folder_without_git_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(origin, "ROOT", tmp_path)
    assert "git không đọc được kho này" in messages(tmp_path)[0]
