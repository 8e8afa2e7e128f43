"""A build in the tests' own process connects the plugins' handlers for good: this keeps them from other tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from blinker import ANY, Signal
from pelican import signals


def connected() -> set[tuple[Signal, object]]:
    """Every handler of every signal of Pelican's."""
    known = [signal for signal in vars(signals).values() if isinstance(signal, Signal)]
    return {(signal, receiver) for signal in known for receiver in signal.receivers_for(ANY)}


@pytest.fixture(autouse=True)
def handlers_as_found() -> Iterator[None]:
    """Disconnect what a test has connected."""
    before = connected()
    yield
    for signal, receiver in connected() - before:
        signal.disconnect(receiver)
