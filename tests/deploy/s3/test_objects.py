"""What a CDN finds beside the bytes: type, caching, the policies that a web server of ours would send."""

import pytest

from deploy.s3.release_objects import headers_of
from deploy.server_config.headers import BRIEFLY, FOR_EVER, HEADERS

FILES = {"tin/a/index.html": "bài a", "tin/a/index.html.br": "nén", "tin/a/index.html.gz": "nén", "theme/x.12345678.css": "x"}
POLICY = {"/": "default-src 'none'", "/tim-kiem/": "default-src 'self'"}


@pytest.fixture(params=["releases", "passes"])
def published(s3, request):
    release = s3.office.release(1, {**FILES, "tim-kiem/index.html": "tìm"}, policy=POLICY)
    assert s3.deploy(release, "--way", request.param).code == 0
    return s3.folder(release) if request.param == "releases" else ""


def test_there_is_one_form_of_each_file(s3, published):
    paths = set(s3.store.objects(published))
    assert {"tin/a/index.html", "tim-kiem/index.html", "manifest.json"} <= paths
    assert [path for path in paths if path.endswith((".br", ".gz"))] == []


def test_headers_are_those_of_the_servers(s3, published):
    answer = s3.store._client.get_object(Bucket=s3.bucket, Key=f"trang/{published}tim-kiem/index.html")
    metadata = {name.lower(): value for name, value in answer["Metadata"].items()}
    assert "ContentEncoding" not in answer
    assert (answer["ContentType"], answer["CacheControl"]) == ("text/html", BRIEFLY)
    assert metadata["content-security-policy"] == POLICY["/tim-kiem/"]
    assert HEADERS.items() <= {name: metadata[name.lower()] for name in HEADERS}.items()
    assert len(metadata["sha256"]) == 64


def test_only_names_with_a_digest_are_cached_for_ever(s3, published):
    key = f"trang/{published}theme/x.12345678.css"
    assert s3.store._client.get_object(Bucket=s3.bucket, Key=key)["CacheControl"] == FOR_EVER


def test_headers_stay_below_what_stores_take(published_site):
    """Two kilobytes of metadata, with the policies of the real site."""
    from deploy.receiver.manifest import File, Release

    lines = published_site.with_suffix(".csp").read_text(encoding="utf-8").splitlines()
    policy = {"/": lines[0], **dict(line.split(" ", 1) for line in lines[1:])}
    raw = b'{"files": {"index.html": {"type": "text/html; charset=utf-8"}}}'
    release = Release("1", 1, "", {"index.html": File("0" * 64, 1, 1)}, frozenset(), policy, raw, b"")
    metadata = headers_of(release)["index.html"]["Metadata"]
    assert sum(len(name) + len(value) for name, value in metadata.items()) < 1800
