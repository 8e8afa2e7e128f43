"""What a build says of snapshots that are missing, changed by hand or no longer wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.problems import Problem
from plugins.reception.data.sources.declarations import read_sources
from plugins.reception.data.sources.snapshots.read_snapshots import read_snapshots
from tests.reception.remote.conftest import Office
from tests.reception.remote.servers import Server


def only_problem(office: Office) -> Problem:
    observations, problems, dates = read_snapshots(read_sources(office.folder, "content/so-lieu"))
    assert len(problems) == 1, problems
    if problems[0].severity == "error":
        assert (observations, dates) == ([], {})
    return problems[0]


def test_a_declared_source_without_a_snapshot_asks_for_make_data(office: Office, server: Server) -> None:
    office.declare_http(server)
    problem = only_problem(office)
    assert str(problem).startswith("content/so-lieu/nguon.toml:6: nguồn “luot” chưa có bản chụp. Chạy make data")
    assert server.requests == []


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        text = (place / name).read_text()
        assert old in text
        (place / name).write_text(text.replace(old, new))

    return change


def windows_line_ends(place: Path) -> None:
    content = (place / "luot.csv").read_bytes()
    (place / "luot.csv").write_bytes(content.replace(b"\n", b"\r\n"))


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "one digit": (edit("luot.csv", "1647", "1648"), "luot.csv không khớp biên nhận"),
    "one row less": (edit("luot.csv", "998", ""), "luot.csv không khớp biên nhận"),
    "line ends": (windows_line_ends, "luot.csv không khớp biên nhận"),
    "the snapshot gone": (lambda place: (place / "luot.csv").unlink(), "luot.csv bị mất"),
    "the receipt gone": (lambda place: (place / "luot.toml").unlink(), "luot.csv không có biên nhận luot.toml"),
    "the receipt empty": (lambda place: (place / "luot.toml").write_text(""), "luot.toml đã bị sửa tay hoặc hỏng"),
    "the receipt's sum": (edit("luot.toml", "2657", "2658"), "tổng kiểm tra không khớp"),
    "the receipt's rows": (edit("luot.toml", "so-dong = 3", "so-dong = 4"), "số dòng hoặc tổng"),
    "the receipt's zone": (edit("luot.toml", "+07:00", ""), "luot.toml đã bị sửa tay"),
    "a line more in the receipt": (edit("luot.toml", "[tong]", "la = 1\n[tong]"), "luot.toml đã bị sửa tay"),
    "a merge conflict": (edit("luot.toml", "[tong]", "<<<<<<< HEAD\n[tong]"), "luot.toml đã bị sửa tay"),
    "another source's receipt": (edit("luot.toml", 'nguon = "luot"', 'nguon = "khac"'), "biên nhận của nguồn khác"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_pair_changed_by_hand_stops_the_build(pulled: Office, name: str) -> None:
    change, expected = CHANGES[name]
    change(pulled.folder / "anh-chup")
    problem = only_problem(pulled)
    assert problem.path == "content/so-lieu/anh-chup/luot.csv"
    assert problem.severity == "error"
    assert expected in problem.message
    assert "make data" in problem.message


@pytest.mark.parametrize("name", CHANGES)
def test_make_data_mends_a_pair_changed_by_hand(pulled: Office, name: str) -> None:
    CHANGES[name][0](pulled.folder / "anh-chup")
    assert pulled.pull() == 0, pulled.said
    observations, problems, _ = read_snapshots(read_sources(pulled.folder, "so-lieu"))
    assert problems == []
    assert [row.value for row in observations] == [12, 998, 1647]


def test_a_declaration_changed_since_the_pull_is_pointed_out(pulled: Office) -> None:
    text = (pulled.folder / "nguon.toml").read_text()
    (pulled.folder / "nguon.toml").write_text(text.replace("chinh_thuc", "so_bo"))
    problem = only_problem(pulled)
    assert problem.severity == "warning"
    assert "đã sửa khai báo sau lần chụp gần nhất" in problem.message


def test_a_longer_time_limit_needs_no_new_snapshot(pulled: Office) -> None:
    text = (pulled.folder / "nguon.toml").read_text()
    (pulled.folder / "nguon.toml").write_text(text.replace("han = 5", "han = 50"))
    assert read_snapshots(read_sources(pulled.folder, "so-lieu"))[1] == []


def test_a_file_no_source_owns_is_not_read_and_is_pointed_out(pulled: Office) -> None:
    place = pulled.folder / "anh-chup"
    (place / "la.csv").write_bytes((place / "luot.csv").read_bytes())
    assert "không nguồn nào" in only_problem(pulled).message
    assert len(read_snapshots(read_sources(pulled.folder, "so-lieu"))[0]) == 3


def test_a_slip_in_the_declaration_of_a_source_is_passed_on(pulled: Office) -> None:
    text = (pulled.folder / "nguon.toml").read_text(encoding="utf-8")
    (pulled.folder / "nguon.toml").write_text(text.replace("gia_tri =", "gia_tr ="), encoding="utf-8")
    observations, problems, dates = read_snapshots(read_sources(pulled.folder, "content/so-lieu"))
    assert (observations, dates) == ([], {})
    assert any("nguồn “luot”: cot có “gia_tr”" in str(problem) for problem in problems)


def test_a_tree_without_sources_has_no_snapshots(tmp_path: Path) -> None:
    assert read_snapshots(read_sources(tmp_path, "so-lieu")) == ([], [], {})
