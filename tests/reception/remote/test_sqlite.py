from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.reception.remote.conftest import Office
from tests.reception.remote.servers import Server

SELECT = "select don_vi, ky, chi_tieu, so from luot where so >= :it_nhat"
ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) as so from n"


@pytest.fixture
def database(office: Office) -> Path:
    path = office.folder / "tong-hop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table luot (don_vi text, ky text, chi_tieu text, so)")
        connection.execute("insert into luot values ('tinh-lang-son', '2017-Q3', 'tcd.tong.luot', 1647)")
        connection.execute("insert into luot values ('tinh-lang-son', '2017-Q2', 'tcd.tong.luot', 3)")
    connection.close()
    return path


@pytest.fixture
def good(office: Office, database: Path) -> Office:
    office.declare_sql("sqlite:///tong-hop.db", SELECT, "tham-so = { it_nhat = 100 }\n")
    assert office.pull() == 0, office.said
    return office


def test_a_question_with_bound_parameters_is_answered(good: Office) -> None:
    assert [row.split(",")[2:7] for row in good.snapshot.splitlines()[1:]] == [
        ["tinh-lang-son", "toan_dia_ban", "2017-Q3", "tcd.tong.luot", "1647"]
    ]


def test_a_question_may_stand_in_a_file_of_its_own(good: Office) -> None:
    (good.folder / "luot.sql").write_text(SELECT.replace(":it_nhat", "1"), encoding="utf-8")
    text = (good.folder / "nguon.toml").read_text()
    text = text.replace(f"truy-van = '''{SELECT}'''", 'tep-truy-van = "luot.sql"').replace("tham-so = { it_nhat = 100 }\n", "")
    (good.folder / "nguon.toml").write_text(text)
    assert good.pull() == 0, good.said
    assert len(good.snapshot.splitlines()) == 3


def test_a_parameter_is_a_value_and_never_sql(good: Office, database: Path) -> None:
    query = "select don_vi, ky, chi_tieu, so from luot where don_vi = :don_vi"
    good.declare_sql("sqlite:///tong-hop.db", query, "tham-so = { don_vi = \"x' or '1'='1\" }\n")
    good.assert_refused("nguồn không có dòng nào")


WRITES = {
    "delete": "delete from luot",
    "insert": "insert into luot values ('x', 'y', 'z', 1) returning don_vi, ky, chi_tieu, so",
    "update": "update luot set so = 5 returning don_vi, ky, chi_tieu, so",
    "drop": "drop table luot",
    "create": "create table x as select * from luot",
    "pragma": "pragma writable_schema = 1",
    "vacuum into a file": "vacuum into 'ban-sao.db'",
    "attach": "attach 'moi.db' as moi",
    "load an extension": "select load_extension('x') as so",
    "begin": "begin immediate",
}
BAD = {
    "two statements": ("select 1 as so; delete from luot", "nhiều câu lệnh"),
    "no such table": ("select * from khong_co", "cơ sở dữ liệu báo “no such table: khong_co”"),
    "no such column": ("select don_vi, nam from luot", "no such column: nam"),
    "no SQL": ("lấy tất cả", "Sửa truy-van"),
    "a column less": ("select don_vi, ky, chi_tieu from luot", "dòng 1 không có cột “so”"),
    "a column twice": ("select don_vi, don_vi, ky, chi_tieu, so from luot", "hai cột cùng tên don_vi"),
    "no rows": ("select don_vi, ky, chi_tieu, so from luot where 0", "nguồn không có dòng nào"),
    "NULL": ("select don_vi, ky, chi_tieu, null as so from luot", "ô trống (NULL)"),
    "a NULL unit": ("select null as don_vi, ky, chi_tieu, so from luot", "còn trống (NULL)"),
    "a fraction": ("select don_vi, ky, chi_tieu, so / 2.0 as so from luot", "không phải số nguyên"),
    "a text with dots": ("select don_vi, ky, chi_tieu, '1.647' as so from luot", "viết liền (17668)"),
    "bytes": ("select don_vi, ky, chi_tieu, x'31' as so from luot", "không phải số nguyên"),
    "a negative": ("select don_vi, ky, chi_tieu, -so as so from luot", "nhỏ hơn 0"),
    "beyond 64 bits": ("select don_vi, ky, chi_tieu, 1e300 as so from luot", "không phải số nguyên"),
    "infinity": ("select don_vi, ky, chi_tieu, 9e999 as so from luot", "không phải số nguyên"),
    "letters that are not UTF-8": ("select cast(x'ff' as text) as don_vi, ky, chi_tieu, so from luot", "không phải UTF-8"),
    "a huge cell": ("select hex(zeroblob(20000000)) as don_vi, ky, chi_tieu, so from luot", "dài hơn mức cho phép"),
    "many long rows": (
        "with recursive n(x) as (select 1 union all select x + 1 from n limit 300) "
        "select hex(zeroblob(40000)) as don_vi, ky, chi_tieu, so from n, luot",
        "dài hơn 10 MB",
    ),
    "too many rows": (
        "with recursive n(x) as (select 1 union all select x + 1 from n limit 100001) select x as so from n",
        "quá 100000 dòng",
    ),
    "an unknown parameter": ("select * from luot where so > :nguong", "truy vấn dùng :nguong mà tham-so không có"),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_question_that_writes_is_refused(good: Office, database: Path, name: str) -> None:
    before = database.read_bytes()
    good.declare_sql("sqlite:///tong-hop.db", WRITES[name])
    good.assert_refused("chỉ được đọc")
    assert database.read_bytes() == before
    assert sorted(path.name for path in good.folder.glob("*.db")) == ["tong-hop.db"]


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_question_or_answer_is_refused(good: Office, name: str) -> None:
    query, expected = BAD[name]
    good.declare_sql("sqlite:///tong-hop.db", query, "han = 5\n")
    good.assert_refused(expected)


def test_an_unused_parameter_is_pointed_out(good: Office) -> None:
    good.declare_sql("sqlite:///tong-hop.db", "select * from luot", "tham-so = { nam = 2017 }\n")
    good.assert_refused("tham-so có nam mà truy vấn không dùng")


def test_an_endless_question_is_stopped(good: Office) -> None:
    good.declare_sql("sqlite:///tong-hop.db", ENDLESS, "han = 0.3\n")
    good.assert_refused("quá 0.3 giây")


def test_a_locked_database_is_reported(good: Office, database: Path) -> None:
    good.declare_sql("sqlite:///tong-hop.db", "select * from luot", "han = 0.8\n")
    holder = sqlite3.connect(database, isolation_level=None)
    try:
        holder.execute("begin exclusive")
        good.assert_refused("đang bị chương trình khác khoá")
    finally:
        holder.close()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("sqlite:///khong-co.db", "không có tệp SQLite “khong-co.db”"),
        ("sqlite:///../ngoai.db", "phải nằm trong thư mục"),
        ("sqlite:////etc/passwd", "phải nằm trong thư mục"),
        ("sqlite://", "phải nằm trong thư mục"),
        ("sqlite:///loi-ngoai.db", "phải nằm trong thư mục"),
        ("sqlite:///nguon.toml", "không phải cơ sở dữ liệu SQLite"),
        ("sqlite:///tong-hop.db?mode=rwc&uri=true", "nguồn không có dòng nào"),
    ],
)
def test_only_a_database_beside_nguon_toml_is_opened(good: Office, tmp_path: Path, address: str, expected: str) -> None:
    for outside in (tmp_path / "ngoai.db", tmp_path / "khac.db"):
        outside.write_bytes((good.folder / "tong-hop.db").read_bytes())
    (good.folder / "loi-ngoai.db").symlink_to(tmp_path / "khac.db")
    good.declare_sql(address, "select * from luot where so < 0")
    good.assert_refused(expected)


def test_numbers_still_in_the_journal_are_seen(good: Office, database: Path) -> None:
    writer = sqlite3.connect(database, isolation_level=None)
    try:
        writer.execute("pragma journal_mode = wal")
        writer.execute("update luot set so = 1650 where so = 1647")
        assert good.pull() == 0, good.said
    finally:
        writer.close()
    assert ",1650," in good.snapshot


def test_an_http_server_is_no_database(good: Office, server: Server) -> None:
    good.declare_sql(server.address, "select 1 as so")
    assert good.pull() == 1
    assert "dia-chi của loại sql phải bắt đầu bằng postgresql://" in good.said
