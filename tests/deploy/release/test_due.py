"""What has become due since a release, in the repositories made for the test."""

import time

import pytest

from deploy.release import due, origin
from deploy.release.manifest import write_manifest
from deploy.release.origin import due_since, read_origin
from plugins.check import check
from plugins.problems import ProblemsFound, errors_of
from tests.deploy.release.samples import manifest_of
from tests.deploy.release.scratch import commit, write_text
from tests.deploy.release.test_origin import DAY, LATER

AT = 1_760_230_800  # 12 October 2025, 08:00 in Vietnam
HELD_BACK = "content/tin-tuc/hen.md"


@pytest.fixture
def office(project):
    """Two articles for a day in the future, one of them a draft."""
    write_text(project, "tin-tuc/hen.md", "Title: Hẹn\nDate: 2025-10-12 08:00", "X.")
    write_text(project, "tin-tuc/nhap.md", "Title: Nháp\nDate: 2025-10-13 08:00\nStatus: draft", "X.")
    commit(project)
    return project


def release_of(project, now):
    """The manifest of what would have been published then."""
    made = read_origin(project / "content", now)
    return manifest_of({}, made.sequence, made.commit)


def paths(project, last, now):
    return [moment.path for moment in due_since(last, project / "content", now)]


def test_an_article_is_due_from_its_minute_on_until_it_is_published(office):
    last = release_of(office, AT - DAY)
    assert paths(office, last, AT - 1) == []
    assert paths(office, last, AT) == paths(office, last, LATER) == [HELD_BACK]
    assert paths(office, release_of(office, AT), LATER) == []


def test_articles_of_one_minute_are_due_together(office):
    write_text(office, "tin-tuc/cung.md", "Title: Cùng\nDate: 2025-10-12 08:00", "X.")
    commit(office)
    assert paths(office, release_of(office, AT - 1), AT) == ["content/tin-tuc/cung.md", HELD_BACK]


def test_a_draft_is_never_due(office):
    assert paths(office, release_of(office, AT), LATER) == []
    assert read_origin(office / "content", LATER) == read_origin(office / "content", AT)


def test_a_hidden_copy_that_one_machine_has_counts_for_nothing(office):
    """As Macs and editing programs leave them; the same commit has the same number everywhere."""
    number = read_origin(office / "content", LATER)
    for name in ("tin-tuc/._hen.md", "tin-tuc/.luu/hen.md", "tin-tuc/~$hen.md"):
        write_text(office, name, "Title: Hẹn\nDate: 2025-10-11 08:00", "X.")
    assert read_origin(office / "content", LATER) == number
    assert paths(office, release_of(office, AT - 1), LATER) == [HELD_BACK]


def test_a_release_of_another_commit_cannot_be_compared(office):
    last = release_of(office, AT)
    commit(office)
    with pytest.raises(ProblemsFound, match=f"git checkout {last.commit[:12]}"):
        due_since(last, office / "content", LATER)


def test_the_command_ends_with_0_1_or_2(office, tmp_path, monkeypatch, capsys):
    def run(folder):
        return due.main(["--content", str(office / "content"), "--last", str(folder)])

    for folder, now in (("before", AT - 1), ("after", AT)):
        (tmp_path / folder).mkdir()
        write_manifest(tmp_path / folder, release_of(office, now))
    monkeypatch.setattr(origin.time, "time", lambda: float(LATER))
    assert run(tmp_path / "before") == 0
    assert capsys.readouterr().out == f"{HELD_BACK}: đến giờ đăng 12/10/2025 08:00\n"
    assert (run(tmp_path / "after"), capsys.readouterr().out) == (1, "Chưa có gì đến giờ đăng hay hết hạn.\n")
    assert run(tmp_path / "nowhere") == 2
    assert "không có tệp này" in capsys.readouterr().err


def test_a_notice_that_expires_is_a_moment_of_its_own(office):
    write_text(office, "tin-tuc/lich.md", "Title: Lịch\nDate: 2025-10-01 08:00\nHet-han: 2025-10-14", "X.")
    commit(office)
    midnight = AT + 40 * 3600  # 14 October, 00:00 in Vietnam
    last = release_of(office, AT)
    assert paths(office, last, midnight - 1) == []
    (moment,) = due_since(last, office / "content", midnight)
    assert due.line(moment) == "content/tin-tuc/lich.md: hết hạn 14/10/2025 00:00"
    assert release_of(office, midnight).sequence == last.sequence + 1


def test_a_clock_an_hour_slow_neither_publishes_early_nor_takes_back(office):
    """The number would fall, and a server takes no release that is not newer."""
    last = release_of(office, AT)
    assert paths(office, release_of(office, AT - 1), AT - 3600) == paths(office, last, AT - 3600) == []
    assert read_origin(office / "content", AT - 3600).sequence < last.sequence


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_the_zone_of_the_machine_changes_nothing(office, zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    assert [len(paths(office, release_of(office, AT - 1), now)) for now in (AT - 1, AT)] == [0, 1]
    monkeypatch.undo()
    time.tzset()


def test_a_scheduled_article_with_a_mistake_never_waits_for_its_hour_to_be_found(office):
    """Its commit is no release, so what is due then comes from the live commit, and nothing in that is broken."""
    write_text(office, "tin-tuc/hong.md", "Title: Hỏng\nDate: 2099-10-12 08:00", "Xem [bài](khong-co.md).")
    (problem,) = errors_of(check(office / "content"))
    assert problem.where() == "content/tin-tuc/hong.md:4"
