import json

import pytest

from deploy.release.manifest import FILE_NAME, dump, is_safe_path, parse, read_manifest, verify_folder
from plugins.problems import ProblemsFound
from tests.deploy.release.samples import COMMIT, PAGES, manifest_of, write_release


@pytest.fixture
def release(tmp_path):
    write_release(tmp_path)
    return tmp_path


def told(folder):
    return [str(problem) for problem in verify_folder(folder, read_manifest(folder))]


def changed(**changes):
    return json.dumps({**json.loads(dump(manifest_of(PAGES))), **changes}, ensure_ascii=False, sort_keys=True).encode()


def test_a_manifest_is_read_as_it_was_written(release):
    assert read_manifest(release) == manifest_of(PAGES)
    assert verify_folder(release, manifest_of(PAGES)) == []


def test_earlier_addresses_are_apart_from_those_of_pages():
    pages = {**PAGES, "cu/index.html": b"<!doctype html>"}
    data = dump(manifest_of(pages, aliases={"/cu/": "/2017/10/bai/"}))
    assert json.loads(data)["aliases"] == {"/cu/": "/2017/10/bai/"}
    assert json.loads(data)["addresses"] == ["/", "/2017/10/bai/"]
    assert dump(parse(data)) == data


def test_without_earlier_addresses_it_is_spelt_as_before_there_were_any():
    assert "aliases" not in json.loads(dump(manifest_of(PAGES)))


def test_it_has_one_spelling_with_sorted_keys_and_an_end_of_line():
    data = dump(manifest_of(PAGES))
    assert list(json.loads(data)) == sorted(json.loads(data))
    assert data.endswith(b"}\n")
    assert dump(manifest_of(dict(reversed(PAGES.items())))) == data


@pytest.mark.parametrize(
    "other",
    [lambda data: data + b"\n", lambda data: b" " + data, lambda data: data.replace(b'"format":1', b'"format":1,"format":1')],
)
def test_another_spelling_is_refused(other):
    with pytest.raises(ProblemsFound, match="dạng chuẩn"):
        parse(other(dump(manifest_of(PAGES))))


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_said_so(data):
    with pytest.raises(ProblemsFound, match="không phải tệp JSON"):
        parse(data)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"format": 2}, "format"),
        ({"more": 1}, "more"),
        ({"sequence": "7"}, "sequence"),
        ({"sequence": 8}, "số thứ tự và commit"),
        ({"commit": COMMIT[:39]}, "commit"),
        ({"site": "https://vi-du.example/"}, "site"),
        ({"policy": {}}, "chính sách chung"),
        ({"policy": {"/": "default-src 'none'\nX-Evil: 1"}}, "policy"),
        ({"addresses": ["/2017/10/bai/", "/", "/"]}, "xếp theo thứ tự"),
        ({"addresses": ["/khong-co/"]}, "/khong-co/"),
        ({"aliases": {"/cu/": "/2017/10/bai/"}}, "/cu/"),
        ({"aliases": {"/2017/10/bai/": "/"}}, "aliases"),
        ({"aliases": {"/../": "/2017/10/bai/"}}, "aliases"),
        ({"aliases": {"/2017/10/bai/": "/2017/10/bai/"}}, "/2017/10/bai/"),
        ({"files": {"../x": {"sha256": "0" * 64, "size": 1, "type": "text/html", "mtime": 1_700_000_000}}}, "../x"),
        ({"files": {"x": {"sha256": "0" * 64, "size": 1, "type": "text/html", "mtime": 1}}}, "mtime"),
        ({"files": {"x": {"sha256": "0" * 63, "size": 1, "type": "text/html", "mtime": 1_700_000_000}}}, "sha256"),
    ],
)
def test_what_no_release_has_is_named(changes, place):
    with pytest.raises(ProblemsFound) as found:
        parse(changed(**changes))
    assert place in str(found.value)


@pytest.mark.parametrize("path", ["", "/x", "../x", "x/../y", "x//y", "x/", "./x", "x\\y", "x\ny", "x\0"])
def test_a_path_that_may_leave_the_release_is_not_safe(path):
    assert not is_safe_path(path)


def test_a_folder_without_a_manifest_is_no_release(tmp_path):
    with pytest.raises(ProblemsFound, match="không phải một bản đăng"):
        read_manifest(tmp_path)


def test_every_difference_is_told_with_its_path(release):
    (release / "index.html").write_bytes(PAGES["index.html"].replace(b"Trang", b"Tr0ng"))
    (release / "2017/10/bai/index.html").write_bytes(b"x")
    (release / "robots.txt").unlink()
    (release / "la.html").write_bytes(b"x")
    assert told(release) == [
        "2017/10/bai/index.html: dài 1 byte, trong khi manifest.json ghi 33.",
        "index.html: nội dung khác với manifest.json (sha256 không khớp).",
        "la.html: tệp lạ: không có trong manifest.json.",
        "robots.txt: thiếu tệp này, tuy có trong manifest.json.",
    ]


@pytest.mark.parametrize("name", ["robots.txt", FILE_NAME])
def test_a_link_is_no_file_of_a_release_though_its_bytes_are_right(release, tmp_path_factory, name):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "file"
    (release / name).rename(elsewhere)
    (release / name).symlink_to(elsewhere)
    assert told(release) == [f"{name}: không phải tệp thường (là liên kết hoặc thiết bị)."]


def test_a_link_to_a_folder_is_not_followed(release, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "x.html").write_bytes(b"x")
    (release / "vao").symlink_to(elsewhere)
    assert told(release) == ["vao: không phải tệp thường (là liên kết hoặc thiết bị)."]
