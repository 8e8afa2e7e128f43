"""What happens when something changes while a release is made; the build itself is stood in for."""

import dataclasses
from itertools import chain, repeat

import pytest

from deploy.release import publish
from deploy.release.manifest import Digests, read_manifest, write_manifest
from deploy.release.origin import ReleaseOrigin
from deploy.release.publish import PublishOptions
from plugins.builder.pelican.strict import BuildFailed
from plugins.problems import Problem, ProblemsFound
from tests.deploy.release.samples import COMMIT, DIGEST, manifest_of

BEFORE = ReleaseOrigin(COMMIT, 7, 0, 1_700_000_000, Digests(data=DIGEST, lock=DIGEST, theme=DIGEST))
AFTER = dataclasses.replace(BEFORE, due=1)


@pytest.fixture
def options(tmp_path, monkeypatch):
    (tmp_path / "content").mkdir()
    monkeypatch.setattr(publish, "problems_of_sources", lambda content: [])
    monkeypatch.setattr(publish, "read_policy", lambda pages: "default-src 'none'\n")
    return PublishOptions(tmp_path / "content", tmp_path / "output")


def answers(monkeypatch, origins, failures=0):
    """Each time it is asked, the next origin; the first releases fail in a guard."""
    origins, rounds = iter(origins), []

    def release(options, content, pages, site, origin, last):
        pages.mkdir()
        rounds.append(origin)
        if len(rounds) <= failures:
            raise ProblemsFound([Problem("bai", message="thiếu tệp này")])
        manifest = manifest_of({}, origin.sequence)
        write_manifest(pages, manifest)
        return manifest

    monkeypatch.setattr(publish, "read_origin", lambda content: next(origins))
    monkeypatch.setattr(publish, "_release", release)
    return rounds


def test_an_article_that_becomes_due_meanwhile_is_in_the_release(options, monkeypatch):
    rounds = answers(monkeypatch, chain([BEFORE], repeat(AFTER)))
    publish.publish(options)
    assert rounds == [BEFORE, AFTER]
    assert read_manifest(options.output).sequence == AFTER.sequence


def test_a_guard_that_misses_it_does_not_stop_the_release(options, monkeypatch):
    rounds = answers(monkeypatch, chain([BEFORE], repeat(AFTER)), failures=1)
    publish.publish(options)
    assert rounds == [BEFORE, AFTER]


def test_a_guard_that_finds_harm_stops_it_at_once(options, monkeypatch):
    rounds = answers(monkeypatch, repeat(BEFORE), failures=9)
    with pytest.raises(ProblemsFound, match="thiếu tệp này"):
        publish.publish(options)
    assert rounds == [BEFORE]
    assert not options.output.exists()


def test_what_changes_without_end_is_said_so(options, monkeypatch):
    answers(monkeypatch, (dataclasses.replace(BEFORE, due=number) for number in range(99)))
    with pytest.raises(BuildFailed, match="đổi liên tục"):
        publish.publish(options)
    assert not options.output.exists()
