"""The forms of the law: every rule refers to what is there, and a new circular needs no code."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from plugins.reception.data.law.formulas import FormulaError, parse_equation, parse_limit, parse_sum
from plugins.vietnamese.folding import fold
from plugins.vietnamese.periods import Period
from tests.reception.data.sources.recognition.sheets import FORMS

REGIMES = {regime.id: regime for regime in FORMS.regimes}


def test_the_forms_of_the_four_circulars_are_there() -> None:
    assert set(FORMS.forms) == {
        "TT03-2013/2a",
        "TT02-2021/01-TCD",
        "TT02-2021/02-TCD",
        "TT02-2021/01-XLD",
        "TT01-2024/01-TCD",
        "TT01-2024/01-XLD",
    }
    assert [regime.id for regime in FORMS.regimes] == ["TT03-2013", "TT02-2021", "TT01-2024", "TT06-2025"]


def test_columns_are_numbered_without_gaps_and_the_note_comes_last() -> None:
    for form in FORMS.forms.values():
        assert list(form.columns) == list(range(1, form.note)), form.id


def test_both_circulars_share_one_01_tcd() -> None:
    old, new = FORMS.forms["TT02-2021/01-TCD"], FORMS.forms["TT01-2024/01-TCD"]
    assert old.columns == new.columns
    assert old.equations == new.equations


def test_a_doubtful_rule_warns_and_says_why() -> None:
    rules = [rule for form in FORMS.forms.values() for rule in (*form.equations, *form.limits)]
    assert any(rule.severity == "warning" for rule in rules)
    for rule in rules:
        assert (rule.severity == "warning") == bool(rule.reason), rule.text


def test_the_circular_in_force_today_is_known_but_has_no_columns_yet() -> None:
    regime = REGIMES["TT06-2025"]
    assert regime.holds_on(date(2026, 11, 1))
    assert "01/TCD" in regime.awaiting
    assert regime.days(Period("quarter", 2026, 1)) is None


def test_reporting_windows_start_in_the_year_before() -> None:
    assert REGIMES["TT03-2013"].days(Period("half", 2017, 1)) == (date(2016, 12, 16), date(2017, 6, 15))
    assert REGIMES["TT02-2021"].days(Period("quarter", 2022, 1)) == (date(2021, 12, 15), date(2022, 3, 14))
    assert REGIMES["TT01-2024"].days(Period("year", 2024)) == (date(2023, 12, 15), date(2024, 12, 14))
    assert REGIMES["TT01-2024"].days(Period("month", 2024, 5)) is None


@pytest.mark.parametrize("regime", [regime for regime in FORMS.regimes if regime.windows], ids=lambda each: each.id)
def test_the_quarters_of_a_regime_tile_its_year(regime) -> None:
    quarters = [regime.days(Period("quarter", 2022, number)) for number in (1, 2, 3, 4)]
    for before, after in pairwise(quarters):
        assert (after[0] - before[1]).days == 1
    assert regime.days(Period("year", 2022)) == (quarters[0][0], quarters[3][1])
    assert regime.days(Period("half", 2022, 1)) == (quarters[0][0], quarters[1][1])
    assert regime.days(Period("nine-months", 2022)) == (quarters[0][0], quarters[2][1])


def test_what_editors_call_a_measure_is_unique_without_marks() -> None:
    names = [(fold(name), each.id) for each in FORMS.measures.values() for name in {each.name, *each.aliases}]
    assert len({name for name, _ in names}) == len(names)


def test_the_two_numbers_of_the_conference_read_as_it_printed_them() -> None:
    assert FORMS.measures["tcd.tong.luot"].phrase == "lượt công dân"
    assert "lượt tiếp công dân" in FORMS.measures["tcd.tong.luot"].aliases
    assert FORMS.measures["don_thu.tiep_nhan.luot"].phrase == "lượt đơn thư"


def test_neither_stocks_nor_matters_add_over_periods() -> None:
    for measure in FORMS.measures.values():
        if measure.kind == "stock" or measure.unit == "vụ việc":
            assert not measure.adds_over_periods, measure.id


def test_every_measure_is_named_by_a_form_or_quoted_from_prose() -> None:
    used = {column.measure for form in FORMS.forms.values() for column in form.columns.values()}
    used |= {each.measure for form in FORMS.forms.values() for each in form.derived}
    assert set(FORMS.measures) - used == {"don_thu.tiep_nhan.luot"}


def test_rules_read_as_forms_print_them() -> None:
    assert parse_equation("1=3+5+7=9+11").sides == ((1,), (3, 5, 7), (9, 11))
    assert (parse_limit("8<=4").part, parse_limit("6+7<=4").part, parse_limit("9=>8").whole) == ((8,), (6, 7), (8,))
    assert parse_sum("1+9") == (1, 9)
    for refused in (lambda: parse_limit("8<4"), lambda: parse_sum("1+"), lambda: parse_equation("1")):
        with pytest.raises(FormulaError):
            refused()
