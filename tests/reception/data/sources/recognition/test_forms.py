"""The forms of the law: every rule refers to what is there, and a new circular needs no code."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from plugins.problems import ProblemsFound
from plugins.project import FORMS as FOLDER
from plugins.reception.data.law.forms import load_forms, load_regimes
from plugins.reception.data.law.formulas import parse_equation, parse_limit, parse_sum
from plugins.reception.data.law.measures import FormError, load_measures
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


def test_a_new_circular_is_a_new_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "forms"))
    (folder / "tt-07-2030.toml").write_text(
        '[regime]\nid = "TT07-2030"\ncircular = "07/2030/TT-TTCP"\nin_force = 2030-01-01\n'
        '[[form]]\nnumber = "09/TCD"\n[form.columns]\n1 = "tcd.tong.luot"\n2 = "tcd.tx.luot"\n'
        '[[form.limit]]\ntexts = ["2<=1"]\n',
        encoding="utf-8",
    )
    assert load_forms(folder).forms["TT07-2030/09-TCD"].limits[0].whole == (1,)
    assert load_regimes(folder)[-1].circular == "07/2030/TT-TTCP"


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ('[form.columns]\n1 = "tcd.khong.co"\n', "does not exist"),
        ('[form.columns]\n1 = "tcd.tong.luot"\n[[form.equation]]\ntext = "1=2+3"\n', "not there"),
        ('[form.columns]\n1 = "tcd.tong.luot"\n[[form.equation]]\ntext = "1 = 2"\n', "not an equation"),
        ('[form.columns]\n1 = "tcd.tong.luot"\n[[form.derived]]\nmeasure = "x"\ntext = "1"\n', "do not exist"),
        ('same_as = "TT99/01-TCD"\n', "does not exist"),
        ("", "columns are missing"),
    ],
)
def test_a_form_that_contradicts_itself_is_refused(tmp_path: Path, form: str, complaint: str) -> None:
    shutil.copy(FOLDER / "measures.toml", tmp_path)
    (tmp_path / "x.toml").write_text(
        f'[regime]\nid = "X"\ncircular = "X"\nin_force = 2030-01-01\n[[form]]\nnumber = "1/X"\n{form}', encoding="utf-8"
    )
    with pytest.raises(FormError, match=complaint):
        load_forms(tmp_path)


@pytest.mark.parametrize(
    ("second", "complaint"),
    [
        ('id = "a"\nname = "khác"', "twice"),
        ('id = "b"\nname = "Lượt-Cong dan"', "names both"),
        ('id = "b"\nname = "khác"\nof = "c"', "does not exist"),
        ('id = "b"\nname = "khác"\nkind = "stock"', "V11"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(tmp_path: Path, second: str, complaint: str) -> None:
    path = tmp_path / "measures.toml"
    rest = 'unit = "lượt"\ndefinition = "."\n'
    path.write_text(f'[[measure]]\nid = "a"\nname = "lượt công dân"\n{rest}[[measure]]\n{second}\n{rest}', encoding="utf-8")
    with pytest.raises(FormError, match=complaint):
        load_measures(path)


def test_a_misspelt_key_is_reported_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    measures = (FOLDER / "measures.toml").read_text(encoding="utf-8")
    (tmp_path / "measures.toml").write_text(measures + "\nsize = 3\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=rf"measures.toml:{measures.count(chr(10)) + 2}: không có mục “measure.size”"):
        load_measures(tmp_path / "measures.toml")
    form = '[regime]\nid = "X"\ncircular = "X"\nin_force = 2030-01-01\n[[form]]\nnumber = "1/X"\n[[form]]\nnumbr = "2/X"\n'
    (tmp_path / "x.toml").write_text(form, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_regimes(tmp_path)
    assert [(problem.path.rpartition("/")[2], problem.line) for problem in found.value.problems] == [("x.toml", 7), ("x.toml", 8)]
    assert "Có phải “number”?" in str(found.value)


def test_rules_read_as_forms_print_them() -> None:
    assert parse_equation("1=3+5+7=9+11").sides == ((1,), (3, 5, 7), (9, 11))
    assert (parse_limit("8<=4").part, parse_limit("6+7<=4").part, parse_limit("9=>8").whole) == ((8,), (6, 7), (8,))
    assert parse_sum("1+9") == (1, 9)
    for refused in (lambda: parse_limit("8<4"), lambda: parse_sum("1+"), lambda: parse_equation("1")):
        with pytest.raises(FormError):
            refused()
