"""A manifest arrives to the byte, and what did not change is not sent."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.receiver.delta import apply, delta
from deploy.receiver.errors import Refused

TEXTS = st.text(alphabet='},"{ă:1', max_size=60).map(str.encode)


@given(old=TEXTS, new=TEXTS)
def test_whatever_it_is_it_arrives_to_the_byte(old, new):
    assert apply(old, delta(old, new)) == new


def test_what_did_not_change_is_not_sent():
    def manifest(sequence):
        return json.dumps(
            {"files": {f"{number:05}/index.html": {"sha256": f"{number:064}"} for number in range(5000)}, "id": sequence}
        )

    old, new = manifest(1).encode(), manifest(2).replace(f"{77:064}", "f" * 64).encode()
    assert len(old) > 400_000
    assert len(delta(old, new)) < 500
    assert apply(old, delta(old, new)) == new


@pytest.mark.parametrize("parts", [b"", b"{", b"1", b"[1]", b"[[1,2,3]]", b'[["a",1]]', b"[null]"])
def test_what_is_no_delta_is_refused(parts):
    with pytest.raises(Refused, match="không đọc được"):
        apply(b"old", parts)
