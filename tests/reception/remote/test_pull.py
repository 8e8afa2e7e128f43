from __future__ import annotations

import hashlib
import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from plugins.problems import ProblemsFound
from plugins.reception.commands.corrections import correct
from plugins.reception.data.catalogue import load_catalogue
from plugins.reception.data.sources.declarations import read_sources
from plugins.reception.data.sources.quoted_figures import CALENDAR, COLUMNS
from plugins.reception.data.sources.snapshots.read_snapshots import read_snapshots
from tests.reception.remote.conftest import GOOD_CSV, SECRET, Office
from tests.reception.remote.servers import Server, answer, redirect


def test_a_snapshot_is_a_table_of_observations_in_fixed_order(pulled: Office) -> None:
    header, *rows = pulled.snapshot.splitlines()
    assert header == ",".join((*COLUMNS, CALENDAR))
    assert [row.split(",")[2:7] for row in rows] == [
        ["thanh-tra-tinh", "toan_dia_ban", "2017-Q3", "tcd.tong.luot", "12"],
        ["tinh-lang-son", "toan_dia_ban", "2017-Q2", "tcd.tong.luot", "998"],
        ["tinh-lang-son", "toan_dia_ban", "2017-Q3", "tcd.tong.luot", "1647"],
    ]
    assert pulled.snapshot.endswith("\n")
    assert "\r" not in pulled.snapshot


def test_the_receipt_tells_where_when_and_how_much(pulled: Office) -> None:
    receipt = tomllib.loads(pulled.pair["luot.toml"].decode())
    content = pulled.pair["luot.csv"]
    assert receipt["dia-chi"].endswith("/so-lieu?khoa=${KHOA}")
    assert receipt["sha256"] == hashlib.sha256(content).hexdigest()
    assert (receipt["so-byte"], receipt["so-dong"], receipt["tong"]) == (len(content), 3, {"tcd.tong.luot": 2657})
    assert receipt["luc"].utcoffset() == timedelta(hours=7)
    assert abs(datetime.now(UTC) - receipt["luc"]) < timedelta(minutes=5)


def test_the_secret_reaches_the_server_and_no_file(pulled: Office, server: Server) -> None:
    assert b"GET /so-lieu?khoa=k9%2Bbi%2Fmat%3Ddai HTTP/1.1" in server.requests[0]
    for content in pulled.pair.values():
        assert SECRET.encode() not in content
        assert b"k9%2B" not in content


def test_a_build_reads_the_snapshot_with_its_date_and_without_the_server(pulled: Office, server: Server) -> None:
    seen = len(server.requests)
    observations, problems, dates = read_snapshots(read_sources(pulled.folder, "content/so-lieu"))
    assert problems == []
    assert [row.value for row in observations] == [12, 998, 1647]
    assert observations[0].origin.path == "content/so-lieu/anh-chup/luot.csv"
    assert observations[0].source.title == "Cổng số liệu mở của tỉnh"
    assert dates["luot"].utcoffset() == timedelta(hours=7)
    assert len(server.requests) == seen


def test_an_unchanged_source_gives_the_same_bytes_in_whatever_order_it_answers(pulled: Office, server: Server) -> None:
    before = pulled.pair["luot.csv"]
    header, *rows = GOOD_CSV.splitlines(keepends=True)
    server.behaviour = answer(header + "".join(reversed(rows)))
    assert pulled.pull() == 0
    assert pulled.pair["luot.csv"] == before


def test_new_numbers_replace_the_old_ones(pulled: Office, server: Server) -> None:
    server.behaviour = answer(GOOD_CSV.replace("1.647", "1.648"))
    assert pulled.pull() == 0
    assert ",1648," in pulled.snapshot
    assert ",1647," not in pulled.snapshot
    assert set(pulled.pair) == {"luot.csv", "luot.toml"}


def test_a_source_that_lost_most_of_its_rows_is_pointed_out(pulled: Office, server: Server) -> None:
    server.behaviour = answer("".join(GOOD_CSV.splitlines(keepends=True)[:2]))
    assert pulled.pull() == 0
    assert "cảnh báo: nguồn “luot”: trước có 3 dòng, nay còn 1" in pulled.said


def test_a_redirect_is_followed_without_giving_the_password_to_another_host(office: Office, server: Server) -> None:
    office.declare_http(server)
    text = (office.folder / "nguon.toml").read_text().replace("http://", "http://can-bo:${KHOA}@")
    (office.folder / "nguon.toml").write_text(text)
    moved = redirect("http://localhost:{port}/moi")
    server.behaviour = lambda visit: (answer(GOOD_CSV) if b"/moi" in visit.request else moved)(visit)
    assert office.pull() == 0, office.said
    first, second = server.requests
    assert b"Authorization: Basic" in first
    assert b"Authorization" not in second


def test_a_password_is_kept_on_a_redirect_within_the_host(office: Office, server: Server) -> None:
    office.declare_http(server)
    text = (office.folder / "nguon.toml").read_text().replace("http://", "http://can-bo:${KHOA}@")
    (office.folder / "nguon.toml").write_text(text)
    server.behaviour = lambda visit: (answer(GOOD_CSV) if b"/moi" in visit.request else redirect("/moi"))(visit)
    assert office.pull() == 0, office.said
    assert b"Authorization: Basic" in server.requests[1]


def test_the_whole_address_may_be_a_secret(office: Office, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIA_CHI", f"{server.address}/so-lieu?khoa=rat-kin")
    office.declare_http(server)
    text = (office.folder / "nguon.toml").read_text().replace(f"{server.address}/so-lieu?khoa=${{KHOA}}", "${DIA_CHI}")
    (office.folder / "nguon.toml").write_text(text)
    server.behaviour = answer(GOOD_CSV)
    assert office.pull() == 0, office.said
    assert "rat-kin" not in b"".join(office.pair.values()).decode()


def test_json_inside_a_document_and_other_names_for_units_are_read(office: Office, server: Server) -> None:
    more = 'duong-dan = "ket-qua.dong"\ndoi.unit_id = { LS = "tinh-lang-son" }\n'
    office.declare_http(server, more, kind="http-json")
    body = '{"ket-qua": {"dong": [{"don_vi": "LS", "ky": 2017, "chi_tieu": "tcd.tong.luot", "so": 1647.0, "khac": [1.5]}]}}'
    server.behaviour = answer(body, "application/json")
    assert office.pull() == 0, office.said
    assert ",tinh-lang-son,toan_dia_ban,2017,tcd.tong.luot,1647," in office.snapshot


@pytest.mark.parametrize(("number_format", "written"), [("vi", "1.647"), ("en", '"1,647"'), ("may", "1647"), ("vi", "1647")])
def test_numbers_are_read_as_the_source_declares(office: Office, server: Server, number_format: str, written: str) -> None:
    office.declare_http(server, number_format=number_format)
    server.behaviour = answer(f"don_vi,ky,chi_tieu,so\ntinh-lang-son,2017-Q3,tcd.tong.luot,{written}\n")
    assert office.pull() == 0, office.said
    assert ",1647," in office.snapshot


def test_a_source_declared_as_maybe_empty_may_be_empty(office: Office, server: Server) -> None:
    office.declare_http(server, "cho-rong = true\n")
    server.behaviour = answer("don_vi,ky,chi_tieu,so\n")
    assert office.pull() == 0, office.said
    assert read_snapshots(read_sources(office.folder, "so-lieu"))[:2] == ([], [])


def test_a_failing_source_may_keep_its_old_snapshot_and_shows_its_date(pulled: Office, server: Server) -> None:
    pulled.declare_http(server, 'khi-loi = "giu-ban-cu"\n')
    before = pulled.pair
    server.behaviour = answer("", status="500 Oops")
    assert pulled.pull() == 0
    assert pulled.pair == before
    when = tomllib.loads(before["luot.toml"].decode())["luc"]
    assert "cảnh báo: nguồn “luot”: máy chủ trả lời mã 500" in pulled.said
    assert f"giữ bản chụp lúc {'Thứ' if when.weekday() < 6 else 'Chủ Nhật'}" in pulled.said
    assert f"{when:%d/%m/%Y - %H:%M}" in pulled.said


def test_keeping_the_old_snapshot_needs_an_old_snapshot(office: Office, server: Server) -> None:
    office.declare_http(server, 'khi-loi = "giu-ban-cu"\n')
    server.behaviour = answer("", status="500 Oops")
    assert office.pull() == 1
    assert "không có bản chụp cũ nào dùng được" in office.said
    assert office.pair == {}


def test_a_snapshot_changed_by_hand_is_not_kept(pulled: Office, server: Server) -> None:
    pulled.declare_http(server, 'khi-loi = "giu-ban-cu"\n')
    (pulled.folder / "anh-chup/luot.csv").write_text(pulled.snapshot.replace("1647", "1648"))
    server.behaviour = answer("", status="500 Oops")
    assert pulled.pull() == 1


def test_one_failing_source_does_not_keep_the_others_from_being_copied(office: Office, server: Server) -> None:
    office.declare_http(server)
    text = (office.folder / "nguon.toml").read_text()
    table = text[text.index("[nguon") :]
    hong = table.replace("nguon.luot", "nguon.hong").replace("/so-lieu?", "/hong?")
    (office.folder / "nguon.toml").write_text(text.replace(table, hong + "\n" + table))
    server.behaviour = lambda visit: answer(GOOD_CSV, status="500 Oops" if b"/hong" in visit.request else "200 OK")(visit)
    assert office.pull() == 1
    assert "nguồn “hong”: máy chủ trả lời mã 500" in office.said
    assert set(office.pair) == {"luot.csv", "luot.toml"}
    assert office.pull("luot") == 0
    assert office.pull("luotx") == 1
    assert "không có nguồn “luotx”. Có phải “luot”?" in office.said


def test_no_declared_source_is_no_error(office: Office) -> None:
    (office.folder / "nguon.toml").write_text("", encoding="utf-8")
    assert office.pull() == 0
    assert "không khai nguồn nào" in office.said


def test_an_unset_variable_is_named(pulled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KHOA")
    pulled.assert_refused("biến môi trường KHOA chưa đặt")


def test_a_folder_that_cannot_be_written_is_reported(office: Office, server: Server) -> None:
    office.declare_http(server)
    server.behaviour = answer(GOOD_CSV)
    (office.folder / "anh-chup").write_text("một tệp nằm sai chỗ")
    assert office.pull() == 1
    assert "không ghi được vào thư mục này" in office.said
    assert "Traceback" not in office.said


def test_a_published_number_that_the_source_changed_is_listed_old_and_new_and_stops_the_build(
    pulled: Office, server: Server
) -> None:
    content = pulled.folder.parent
    correct(content, content.name)
    server.behaviour = answer(GOOD_CSV.replace("1.647", "1.648"))
    assert pulled.pull() == 0
    assert "1.647 → 1.648" in pulled.said
    assert f'make corrections FILE="{content.name}/so-lieu/anh-chup/luot.csv"' in pulled.said
    with pytest.raises(ProblemsFound, match=r"1\.647 → 1\.648"):
        load_catalogue(content, content.name)
    correct(content, content.name, str(pulled.folder / "anh-chup/luot.csv"), "nguồn bổ sung một lượt")
    assert pulled.pull() == 0
    assert "→" not in pulled.said
