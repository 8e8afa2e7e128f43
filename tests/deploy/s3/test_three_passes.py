"""WAY=passes: one prefix that any CDN can show, for seconds of two releases."""

import pytest

from tests.deploy.releases import PAGES
from tests.deploy.s3.publishing import files, held

WAY = ("--way", "passes")


def test_everything_is_there_and_the_way_says_what_it_costs(s3):
    release = s3.office.release(1)
    result = s3.deploy(release, *WAY)
    assert result.code == 0, result.errors
    assert "có thể thuộc hai bản" in result.said
    assert {path: held(s3.store, path) for path in files(release)} == {
        path: (release / path).read_bytes() for path in files(release)
    }


def test_a_number_of_the_same_length_is_not_missed(s3):
    s3.publish(1, {"tin/a/index.html": "15 lượt"}, *WAY)
    s3.publish(2, {"tin/a/index.html": "51 lượt"}, *WAY)
    assert s3.read("tin/a/index.html") == "51 lượt"


def test_assets_come_before_pages_and_the_manifest_comes_last(s3):
    store, keys = s3.new_store(), []
    store._client.meta.events.register("before-parameter-build.s3.PutObject", lambda params, **_: keys.append(params["Key"]))
    s3.deploying(s3.office.release(1, {"theme/x.1234.css": "x"}), "passes", store)()
    names = [key.removeprefix("trang/") for key in keys]
    assert set(names[:2]) == {"anh/a.png", "theme/x.1234.css"}
    assert names[-2:] == ["manifest.json.sig", "manifest.json"]
    assert len(names) == len(PAGES) + 3


def test_one_changed_article_takes_few_requests(s3):
    s3.publish(1, {}, *WAY)
    store = s3.new_store()
    s3.deploying(s3.office.release(2, {"tin/a/index.html": "mới"}), "passes", store)()
    assert sorted(store.requests) == ["GET", "GET", "PUT", "PUT", "PUT"], "manifest, listing; page, signature, manifest"


def test_what_is_gone_is_deleted_at_the_deploy_after(s3):
    s3.publish(1, {}, *WAY)
    s3.publish(2, {"anh/a.png": None}, *WAY)
    assert s3.read("anh/a.png") == "ảnh a"
    s3.publish(3, {"anh/a.png": None}, *WAY)
    assert s3.read("anh/a.png") == ""


def test_what_is_withdrawn_is_deleted_at_once(s3):
    s3.publish(1, {}, *WAY)
    s3.publish(2, {"anh/a.png": None}, *WAY, "--withdraw", "1")
    assert s3.read("anh/a.png") == ""


def test_a_new_policy_reaches_every_page(s3):
    """The bytes of most are the same; what stands beside them is not."""
    s3.publish(1, {}, *WAY)
    release = s3.office.release(2, {"tin/a/index.html": "mới"}, policy={"/": "default-src 'self'"})
    assert s3.deploy(release, *WAY).code == 0
    assert s3.store.get("tin/b/index.html")[2]["content-security-policy"] == "default-src 'self'"


def test_other_files_in_the_folder_are_not_touched(s3):
    s3.store.put("luu/cu.zip", b"cua nguoi khac", {})
    result = s3.deploy(s3.office.release(1), *WAY)
    assert (result.code, "đã có tệp khác (luu/cu.zip)" in result.errors) == (1, True)
    assert list(s3.store.objects("")) == ["luu/cu.zip"]


@pytest.mark.parametrize(("before", "after"), [("passes", "releases"), ("releases", "passes")])
def test_one_place_has_one_way(s3, before, after):
    s3.publish(1, {}, "--way", before)
    result = s3.deploy(s3.office.release(2), "--way", after)
    assert (result.code, f"đang đăng theo WAY={before}" in result.errors) == (1, True)


def test_there_is_no_rollback_and_that_is_said(s3):
    s3.publish(1, {}, *WAY)
    s3.publish(2, {}, *WAY)
    assert "WAY=passes, vốn không giữ bản cũ" in s3.roll_back().errors
