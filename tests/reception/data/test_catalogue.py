"""Loading all data of a tree: everything wrong is reported at once, and only what is right is loaded."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from plugins.check import check, line, main
from plugins.problems import Problem, ProblemsFound
from plugins.reception.data.catalogue import DATABASE_VARIABLE, load_catalogue
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.law.period_days import days_of
from plugins.reception.data.sources.quoted_figures import COLUMNS, read_observations
from plugins.reception.data.store import observation
from plugins.vietnamese.dates import TIMEZONE
from plugins.vietnamese.periods import parse_period
from tests.conftest import ROOT
from tests.reception.report_trees import DATASETS, report, rows_of, tree
from tests.reception.sample import VISITS, seen

ROW = {
    "so_lieu_id": "sl-1", "bo_so_lieu": "tiep-cong-dan", "unit_id": "tinh-lang-son", "pham_vi": "toan_dia_ban", "ky": "2017-Q3",
    "chi_tieu_id": VISITS, "gia_tri": "17668", "trang_thai": "bao_chi", "lan": "1", "nguon": "Số liệu minh hoạ",
    "trich_dan": "đã tiếp 17.668 lượt công dân",
}  # fmt: skip

TABLE = "content/so-lieu/quan-sat.csv"


def single(content: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    path = content / "so-lieu/quan-sat.csv"
    lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def problems_of(content: Path, **options: object) -> list[Problem]:
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(content, **options)  # type: ignore[arg-type]
    return found.value.problems


def test_the_real_content_has_nothing_to_complain_about():
    assert load_catalogue(ROOT / "content").warnings == ()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: None, "không có tệp này"),
        (lambda text: text.partition("\n")[0] + "\n", "không có đơn vị nào"),
        (lambda text: text.replace("unit_id", "unit_idd", 1), "Có phải “unit_id”?"),
        (lambda text: text.replace("tinh-lang-son,", "tinh-lang-xon,", 1), "chỗ nữa"),
    ],
)
def test_a_register_gone_or_broken_is_reported_once_not_at_every_line_that_names_a_unit(tmp_path, damage, words):
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    register = content / "so-lieu/don-vi.csv"
    text = damage(register.read_text(encoding="utf-8"))
    if text is None:
        register.unlink()
    else:
        register.write_text(text, encoding="utf-8")
    (problem,) = problems_of(content)
    assert problem.path == "content/so-lieu/don-vi.csv"
    assert words in problem.message


def test_numbers_of_an_unknown_unit_are_reported_at_the_first_lines_and_counted(tmp_path):
    content = tree(tmp_path)
    single(
        content,
        *({**ROW, "so_lieu_id": f"sl-{number}", "unit_id": "tinh-lang-xon", "ky": str(2000 + number)} for number in range(60)),
    )
    found = [problem for problem in problems_of(content) if problem.rule == "V01"]
    assert len(found) == 21
    assert any("còn 40 số nữa" in problem.message for problem in found)


def test_a_period_that_has_not_begun_is_refused(tmp_path):
    content = tree(tmp_path)
    single(content, {**ROW, "ky": "2099-Q3"}, {**ROW, "so_lieu_id": "sl-2", "ngay_nhan": "2017-05-01"})
    assert [(problem.line, problem.rule) for problem in problems_of(content)] == [(2, "V05"), (3, "V05")]


def test_a_tree_without_data_is_an_empty_catalogue(tmp_path):
    assert load_catalogue(tmp_path).datasets == {}


def test_a_corrected_digit_alone_still_builds_and_is_asked_about(tmp_path):
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    path = content / "so-lieu/quan-sat.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",17668,", ",17686,"), encoding="utf-8")
    catalogue = load_catalogue(content)
    assert [row.value for row in rows_of(catalogue)] == [17686]
    assert [(warning.rule, warning.line) for warning in catalogue.warnings] == [("V02", 2)]


def test_a_number_unlike_the_one_printed_stops_the_build_where_it_was_copied(tmp_path):
    content = tree(tmp_path)
    single(content, {**ROW, "nguyen_van": "17.686 lượt công dân"}, columns=(*COLUMNS, "nguyen_van"))
    (problem,) = problems_of(content)
    assert (problem.rule, problem.line, problem.severity) == ("V02", 2, "error")


def test_a_labelled_period_covers_the_days_of_its_circular():
    assert [day.isoformat() for day in days_of(parse_period("2022-Q1"), known_forms())] == ["2021-12-15", "2022-03-14"]
    assert [day.isoformat() for day in days_of(parse_period("2022-04"), known_forms())] == ["2022-04-01", "2022-04-30"]


@pytest.mark.parametrize(
    ("content", "line_number", "words"),
    [
        ("\ufeffa,b\n".encode(), 1, "BOM"),
        (b"a,b\r\nc,d\r\n", 1, "CRLF"),
        ("so_lieu_id\nĐơn vị tiê\u0301p\n".encode(), 1, "thiếu cột"),
        (b"so_lieu_id,\xff\n", 0, "UTF-8"),
    ],
)
def test_a_file_that_is_written_otherwise_is_reported_with_its_line(tmp_path, content, line_number, words):
    path = tmp_path / "quan-sat.csv"
    path.write_bytes(content)
    rows, (problem,) = read_observations(path, "quan-sat.csv", known_forms())
    assert rows == []
    assert problem.line == line_number
    assert words in problem.message


def test_marks_that_stand_apart_are_reported_with_their_line(tmp_path):
    path = single(tree(tmp_path), ROW, {**ROW, "so_lieu_id": "sl-2", "trich_dan": "đã tiê\u0301p"})
    rows, (problem,) = read_observations(path, "quan-sat.csv", known_forms())
    assert [row.id for row in rows] == ["sl-1"]
    assert (problem.line, problem.rule) == (3, "V01")


def test_broken_catalogues_and_broken_files_are_reported_together(tmp_path):
    content = tree(tmp_path, DATASETS.replace("don-vi", "donvi"))
    units = content / "so-lieu/don-vi.csv"
    units.write_text(units.read_text(encoding="utf-8").replace(",huyen-cao-loc,,2025", ",huyen-cao-lok,,2025"), encoding="utf-8")
    single(content, {**ROW, "gia_tri": "17.668"})
    (content / "so-lieu/bao-cao/hong.xlsx").write_bytes(b"not a workbook")
    names = {problem.path.rpartition("/")[2] for problem in problems_of(content)}
    assert names == {"nguon.toml", "don-vi.csv", "quan-sat.csv", "hong.xlsx"}


def test_snapshots_stand_beside_the_other_numbers_and_under_the_same_controls(tmp_path):
    content = tree(tmp_path)
    fetched = {"kho": datetime(2026, 11, 1, 8, 0, tzinfo=TIMEZONE)}
    copied = replace(seen(VISITS, "2017-Q3", 5, "so-tu-phap"), quote="Số liệu minh hoạ")
    single(content, ROW)
    catalogue = load_catalogue(content, snapshots=lambda declared: ([copied], [], fetched))
    assert {row.value for row in rows_of(catalogue)} == {5, 17668}
    assert catalogue.fetched == fetched
    wrong = replace(copied, unit="so-tu-fap")
    (problem,) = problems_of(content, snapshots=lambda declared: ([wrong], [], fetched))
    assert problem.rule == "V01"


def test_a_snapshots_problem_stops_the_build(tmp_path):
    broken = Problem("content/so-lieu/nguon.toml", 3, message="chưa có bản chụp")
    assert problems_of(tree(tmp_path), snapshots=lambda declared: ([], [broken], {})) == [broken]


def test_slips_of_data_sets_and_of_remote_sources_are_reported_together(tmp_path):
    content = tree(tmp_path, DATASETS.replace("don-vi", "donvi") + '\n[nguon.kho]\nloai = "ftp"\n')
    lines = {problem.line for problem in problems_of(content) if problem.path.endswith("nguon.toml")}
    assert lines == {1, 4, 6, 7}


def test_a_data_set_of_an_unknown_unit_is_reported_at_the_line_that_names_it(tmp_path):
    content = tree(tmp_path, DATASETS.replace("tinh-lang-son", "tinh-lang-xon"))
    (problem,) = problems_of(content)
    assert (problem.line, problem.message) == (
        4,
        "bộ số liệu “tiep-cong-dan”: không có đơn vị “tinh-lang-xon”. Có phải “tinh-lang-son”?",
    )


@pytest.mark.database
def test_the_database_that_the_variable_names_is_used(tmp_path, monkeypatch, postgresql_address):
    content = tree(tmp_path)
    single(content, ROW)
    report(content, "a.xlsx", {"Sở Tài chính": 12})
    monkeypatch.setenv(DATABASE_VARIABLE, postgresql_address)
    catalogue = load_catalogue(content)
    assert catalogue.store.engine.dialect.name == "postgresql"
    assert sorted(row.value for row in rows_of(catalogue)) == [12, 17668]
    assert len(list(catalogue.store.observations(observation.c.unit == "so-tai-chinh"))) == 29
    catalogue.store.close()


def test_the_check_prints_one_problem_a_line_and_fails_on_errors(tmp_path, capsys):
    content = tree(tmp_path)
    single(content, {**ROW, "unit_id": "tinh-lang-xon"})
    assert main([str(content), str(content / "so-lieu/quan-sat.csv")]) == 1
    assert capsys.readouterr().out.startswith(f"{TABLE}:2: không có đơn vị “tinh-lang-xon”.")
    assert main([str(content), str(content / "so-lieu/nguon.toml")]) == 0
    assert capsys.readouterr().out == ""


def test_warnings_are_printed_and_let_pass(tmp_path, capsys):
    content = tree(tmp_path)
    single(content, {**ROW, "gia_tri": "17686"})
    assert main([str(content), str(content / "so-lieu/quan-sat.csv")]) == 0
    assert "quan-sat.csv:2: cảnh báo: gia_tri là 17.686" in capsys.readouterr().out
    assert [problem.rule for problem in check(content) if problem.path == TABLE] == ["V02"]


def test_a_line_names_the_rule_to_look_up():
    assert line(Problem("a.csv", 3, message="sai.", rule="V03")) == "a.csv:3: sai. (V03)"
