"""Five sound years of reports bring few lines of warnings, so that the one that matters is read."""

from __future__ import annotations

from pathlib import Path

from tests.reception.five_years import QUARTERS, five_years, warnings_of

FEW = 20


def test_five_sound_years_bring_few_lines(tmp_path: Path) -> None:
    content = five_years(tmp_path, districts=2)
    assert len(list(content.glob("so-lieu/bao-cao/**/*.csv"))) == 3 * len(QUARTERS)
    count, printed = warnings_of(content)
    assert count > 20 * FEW
    assert len(printed) <= FEW
