"""A server's folder and a key that may publish there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.publishing import Office
from tests.deploy.releases import allow, make_key


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_key(tmp_path_factory.mktemp("key"))


@pytest.fixture
def office(tmp_path: Path, key: Path) -> Office:
    """An office with an empty server."""
    allow(tmp_path / "srv", key)
    return Office(tmp_path, key)
