"""Bytes changed by chance, inside the container and out: each file ends in a report or in a sentence for the clerk."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.problems import ProblemsFound
from plugins.reception.data.sources.spreadsheets.open_spreadsheet import measured
from plugins.reception.data.sources.spreadsheets.read_spreadsheet import read_apart
from plugins.reception.data.sources.spreadsheets.zip_archive import ArchiveError
from tests.reception.data.sources.recognition.files import good, good_page
from tests.reception.data.sources.spreadsheets.containers import parts_of, zipped
from tests.reception.data.sources.spreadsheets.xls_writer import container_of, records_of

VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíòóõùúý]")
DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")

Change = Callable[[bytes], bytes]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """A few bytes replaced, a piece cut out or doubled."""
    places = draw(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), max_size=6))
    start, length, doubled = draw(st.tuples(st.integers(0, 10**6), st.integers(0, 400), st.booleans()))

    def change(content: bytes) -> bytes:
        damaged = bytearray(content)
        for place, new in places:
            begin = place % max(len(damaged), 1)
            damaged[begin : begin + len(new)] = new
        cut = start % max(len(damaged), 1)
        piece = damaged[cut : cut + length]
        return bytes(damaged[:cut] + (piece + piece if doubled else b"") + damaged[cut + length :])

    return change


@cache
def sound(suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        return good(Path(folder), suffix).read_bytes()


@st.composite
def damaged_files(draw: st.DrawFn, suffix: str) -> bytes:
    change, inside = draw(changes()), draw(st.integers(0, 3))
    if not inside:
        return change(sound(suffix))
    if suffix == ".xls":
        return container_of(change(records_of(good_page())))
    parts = parts_of(sound(suffix))
    part = draw(st.sampled_from([name for name in parts if not name.startswith(("docProps", "xl/theme"))]))
    return zipped({**parts, part: change(parts[part])}, stored=True)


def refusal_of(read: Callable[[], object]) -> str:
    """What it is refused with, "" when it is not."""
    try:
        read()
    except ArchiveError as error:
        return str(error)
    except ProblemsFound as refused:
        return "\n".join(map(str, refused.problems))
    return ""


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_a_damaged_workbook_ends_in_grids_or_in_vietnamese(suffix: str) -> None:
    outcomes = {"read": 0, "refused": 0}

    @settings(max_examples=250)
    @given(content=damaged_files(suffix))
    def damage(content: bytes) -> None:
        before = refusal_of(lambda: measured(content, suffix))
        message = refusal_of(lambda: read_apart(content, suffix, "a"))
        assert not before or message == f"a: {before}"
        assert not message or VIETNAMESE.search(message)
        outcomes["refused" if message else "read"] += 1

    damage()
    assert min(outcomes.values()) >= 5


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_an_encoding_that_nobody_knows_is_refused_in_vietnamese(suffix: str) -> None:
    parts = parts_of(sound(suffix))
    refused = set()
    for name, part in parts.items():
        content = zipped({**parts, name: b"<?xml version='1.0' encoding='ATF-8'?>" + DECLARATION.sub(b"", part)}, stored=True)
        message = refusal_of(lambda content=content: read_apart(content, suffix, "a"))  # type: ignore[misc]
        assert not message or VIETNAMESE.search(message), name
        refused |= {name} if message else set()
    assert refused & {"content.xml", "xl/workbook.xml"}
