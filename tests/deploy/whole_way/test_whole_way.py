"""The one promise of it all: what an editor commits reaches readers whole, can be proved, and can be taken back."""

import json
from contextlib import ExitStack

import pytest

from deploy.release.manifest import read_manifest
from tests.deploy.s3.stores import KEY, SECRET
from tests.deploy.verify.tampering import ARTICLE, WAYS
from tests.deploy.verify.upstream import served_by_nginx
from tests.deploy.whole_way.git_server import make_git_server
from tests.deploy.whole_way.places import nginx, stores
from tests.deploy.whole_way.readers import reading

NAME, HEADER = "tin-tuc/bai-1.md", "Title: Bài 1\nDate: 2024-05-01 08:00"
PAGE = f"{ARTICLE[1:]}index.html"
SAMPLE = [way for way in WAYS.values() if not way.certificate and not way.seen][::8]  # tests/deploy/verify tries all of them


@pytest.fixture
def server(tmp_path):
    return make_git_server(tmp_path)


@pytest.fixture
def office(server, monkeypatch):
    """The site on nginx, and all places that show it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    with ExitStack() as stack:
        site, on_nginx = stack.enter_context(nginx(server))
        both = server.base / "both.pem"
        both.write_bytes(b"".join((site.base / f"{name}.pem").read_bytes() for name in ("certificate", "key")))
        yield site, [on_nginx, *stack.enter_context(stores(server, on_nginx.certificate, both))], both


def pages_and_files(site):
    """What readers find at their addresses, but for earlier ones, which lead on."""
    moved = {f"{address[1:]}index.html" for address in site.portal.aliases}
    return [path for path in site.manifest.files if not path.endswith((".br", ".gz")) and path not in moved]


def assert_proved(places, release):
    """Every place shows this release, to the byte, and nothing else."""
    for place in places:
        verdict = place.verify()
        assert (place.name, verdict.findings, verdict.release) == (place.name, [], release)


def unreported(site, place, both):
    """The ways of tampering with what nginx answers that verify says nothing of."""
    direct, missed = place.shown, []
    with served_by_nginx(direct.folder, site, both) as place.shown:
        for way in SAMPLE:
            place.shown.tamper = way.tamper
            lines = place.verify().text().splitlines()
            missed += [] if any(way.address in line and way.says in line for line in lines) else [way]
    place.shown = direct
    return missed


def tamper_with_object(place):
    """The last byte of a page, in the store itself."""
    store = place.shown.store
    key = f"{json.loads(store.get('live.json')[0])['folder']}{PAGE}"
    answer = store._client.get_object(Bucket=store._bucket, Key=store._key(key))
    headers = {name: answer[name] for name in ("ContentType", "CacheControl", "Metadata")}
    store.put(key, answer["Body"].read()[:-1] + b" ", headers)


def test_a_commit_reaches_readers_whole_is_proved_and_taken_back(server, office):
    site, places, both = office
    with reading(site, pages_and_files(site)) as readers:
        releases = [site.manifest.id]
        for number in (1, 2):
            pushed = server.push(NAME, HEADER, f"Bài đã sửa lần {number}.")
            assert "KHÔNG đăng" not in pushed.stderr, pushed.stderr
            releases.append(read_manifest(server.released).id)
            assert_proved(places, releases[-1])
        refused = server.push("tin-tuc/bai-4.md", "Title: Bài 4\nDate: hôm qua", "Ngày viết sai.")
        assert "bai-4.md" in refused.stderr
        assert "TRANG CHƯA ĐỔI" in refused.stderr
        assert_proved(places[:1], releases[-1])
        assert unreported(site, places[0], both) == []
        for place in places[1:]:
            tamper_with_object(place)
            assert ARTICLE in [finding.address for finding in place.verify().findings]
        for place in places:
            assert place.roll_back().code == 0
        assert_proved(places, releases[1])
    assert len(set(releases)) == 3
    assert readers.wrong(site.base / "site/releases") == []
    assert readers.versions(PAGE) == 3
    assert sum(readers.answers.values()) > 1000
