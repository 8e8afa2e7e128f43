"""Both object stores, started once; each test has a bucket of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.deploy.publishing import Office
from tests.deploy.s3.publishing import S3Office
from tests.deploy.s3.stores import KEY, KINDS, SECRET, running

NUMBERS = count(1)


@pytest.fixture(scope="session", params=KINDS)
def endpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(request.param, tmp_path_factory.mktemp("store")) as address:
        yield address


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.node.callspec.params["endpoint"])


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment holds, as a person would set it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)


@pytest.fixture
def s3(office: Office, endpoint: str) -> S3Office:
    """An office with an empty bucket."""
    found = S3Office(office, endpoint, f"kho-{next(NUMBERS)}")
    found.create_bucket()
    return found
