"""What can go wrong with a store is said in plain Vietnamese, without a line of the library's."""

import pytest

from deploy.client.connection import DeployFailed
from deploy.s3.object_store import ObjectStore
from tests.conftest import run_make
from tests.deploy.s3.publishing import S3Office
from tests.deploy.s3.stores import free_port


def refused(result, words):
    assert result.code == 1
    assert words in result.errors, result.errors
    assert len(result.errors.splitlines()) == 1


def test_no_such_bucket(s3):
    refused(s3.deploy(s3.office.release(1), to="s3://kho-khong-co/trang"), "không có kho tên này")
    assert "không có kho tên này" in s3.roll_back(to="s3://kho-khong-co/trang").errors


def test_a_wrong_secret(s3, kind, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-the-secret-but-just-as-long-as-it")
    result = s3.deploy(s3.office.release(1))
    if kind == "rclone":  # moto does not check
        refused(result, "khoá bí mật không đúng")
    else:
        assert result.code == 0


def test_no_network(s3):
    refused(s3.deploy(s3.office.release(1), endpoint=f"http://127.0.0.1:{free_port()}"), "không nối được tới kho")


def test_an_object_spoilt_on_its_way(s3, kind):
    """rclone compares the MD5; a store that does not is found out by the ETag of its answer, or by its listing."""
    store = s3.new_store()
    spoil = {"tin/a/index.html": b"casino"}

    def change(params, **_):
        params["Body"] = spoil.get(params["Key"].rpartition("r/")[2].partition("/")[2], params["Body"])

    store._client.meta.events.register("before-parameter-build.s3.PutObject", change)
    with pytest.raises(DeployFailed, match="tệp bị đổi trên đường đi" if kind == "rclone" else "MD5"):
        s3.deploying(s3.office.release(1), "releases", store)()
    assert s3.live_json()["live"] == ""


@pytest.fixture
def nowhere(office):
    return S3Office(office, "http://127.0.0.1:9", "kho-khong-co")


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_no_keys(nowhere, monkeypatch, name):
    monkeypatch.delenv(name)
    refused(nowhere.deploy(nowhere.office.release(1)), "chưa có khoá của kho")


@pytest.mark.parametrize("to", ["s3://", "s3://Kho", "s3://kho/../x", "s3://kho/thư mục", "s3:///x", "/srv/site"])
def test_an_address_that_is_none(nowhere, to):
    refused(nowhere.deploy(nowhere.office.release(1), to=to), "không đúng. Viết TO=s3://ten-kho/thu-muc")


def test_a_way_and_an_endpoint_that_are_none(nowhere):
    refused(nowhere.deploy(nowhere.office.release(1), "--way", "sync"), "WAY=“sync” không đúng")
    refused(nowhere.deploy(nowhere.office.release(1), endpoint="kho.example"), "S3_ENDPOINT=“kho.example” không đúng")


def test_a_prefix_may_be_empty_or_deep():
    assert ObjectStore.of("s3://kho").address == "s3://kho"
    assert ObjectStore.of("s3://kho/a/b.c/").address == "s3://kho/a/b.c"


def test_stopped_by_hand(nowhere, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("deploy.s3.deploy.WholeReleases.look", stop)
    result = nowhere.deploy(nowhere.office.release(1))
    assert (result.code, "đã dừng giữa chừng" in result.errors) == (130, True)


def test_make_takes_the_store_by_its_address():
    def command(*arguments):
        return run_make("-n", *arguments).stdout

    assert "deploy.s3.deploy --way" in command("deploy", "TO=s3://kho/trang")
    assert "deploy.s3.rollback" in command("rollback", "TO=s3://kho/trang")
    assert "deploy.client.deploy" in command("deploy", "TO=/srv/site")
