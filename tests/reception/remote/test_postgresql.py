from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.postgres import PASSWORD, QUOTED_PASSWORD
from tests.reception.remote.conftest import Office
from tests.reception.remote.servers import Server, Visit

pytestmark = pytest.mark.database

SELECT = "select don_vi, ky, chi_tieu, sum(so) as so from luot where so >= :it_nhat and ky like '2017%' group by 1, 2, 3"


@pytest.fixture
def address(postgresql_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address as nguon.toml declares it, of a database with one table."""
    engine = create_engine(postgresql_address, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("drop table if exists luot"))
        connection.execute(text("create table luot (don_vi text, ky text, chi_tieu text, so bigint)"))
        for count in (1600, 47):
            connection.execute(text(f"insert into luot values ('tinh-lang-son', '2017-Q3', 'tcd.tong.luot', {count})"))
    monkeypatch.setenv("MAT_KHAU", PASSWORD)
    yield postgresql_address.replace("postgresql+psycopg", "postgresql").replace(QUOTED_PASSWORD, "${MAT_KHAU}")
    with engine.connect() as connection:
        assert connection.execute(text("select sum(so) from luot")).scalar() == 1647, "a source was written to"


@pytest.fixture
def good(office: Office, address: str) -> Office:
    office.declare_sql(address, SELECT, "tham-so = { it_nhat = 10 }\n")
    assert office.pull() == 0, office.said
    return office


def test_a_question_is_answered_and_the_password_stays_out(good: Office) -> None:
    assert ",tinh-lang-son,toan_dia_ban,2017-Q3,tcd.tong.luot,1647," in good.snapshot
    assert b"${MAT_KHAU}@" in good.pair["luot.toml"]
    for content in good.pair.values():
        assert PASSWORD.encode() not in content
        assert QUOTED_PASSWORD.encode() not in content


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_a_day_ends_at_midnight_in_vietnam_wherever_the_server_stands(
    good: Office, postgresql_address: str, address: str, zone: str
) -> None:
    engine = create_engine(postgresql_address, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"alter database postgres set timezone to '{zone}'"))
        connection.execute(text("drop table if exists visits"))
        connection.execute(text("create table visits (came timestamptz)"))
        last_and_first = ("2017-06-14 23:59:59", "2017-06-15 00:00:01", "2017-09-14 23:59:59", "2017-09-15 00:00:01")
        for times, moment in zip((1, 2, 4, 8), last_and_first, strict=True):  # so that no two of them make up for one another
            connection.execute(text(f"insert into visits select '{moment}+07' from generate_series(1, {times})"))
    inside = "from visits where came::date between '2017-06-15' and '2017-09-14'"
    good.declare_sql(address, f"select 'tinh-lang-son' don_vi, '2017-Q3' ky, 'tcd.tong.luot' chi_tieu, count(*) so {inside}")
    assert good.pull() == 0, good.said
    assert ",2017-Q3,tcd.tong.luot,6," in good.snapshot


WRITES = {
    "delete": "delete from luot returning *",
    "delete inside a question": "with gone as (delete from luot returning *) select * from gone",
    "drop": "drop table luot",
    "two statements": "select 1 as so; delete from luot",
    "leave the transaction": "commit; delete from luot",
    "allow writing first": "set transaction read write; delete from luot",
    "copy to a file": "copy luot to '/var/luot.csv'",
}
BAD = {
    "allow writing within": ("select set_config('transaction_read_only', 'off', false) as so", "cơ sở dữ liệu báo"),
    "lock a row": ("select * from luot for update", "chỉ được đọc"),
    "no such table": ("select * from khong_co", "relation \"khong_co\" does not exist"),
    "NULL": ("select don_vi, ky, chi_tieu, null::bigint as so from luot", "ô trống (NULL)"),
    "not a number": ("select don_vi, ky, chi_tieu, 'NaN'::numeric as so from luot", "không phải số nguyên"),
    "infinite": ("select don_vi, ky, chi_tieu, 'Infinity'::float as so from luot", "không phải số nguyên"),
    "a fraction": ("select don_vi, ky, chi_tieu, avg(so) as so from luot group by 1, 2, 3", "CAST(… AS BIGINT)"),
    "thousands gone wrong": ("select don_vi, ky, chi_tieu, 17.000 as so from luot", "không phải số nguyên"),
    "a moment": ("select don_vi, now() as ky, chi_tieu, so from luot", "không phải chữ, số nguyên hay ngày"),
    "a day that Python has not": ("select don_vi, 'infinity'::date as ky, chi_tieu, so from luot", "date too large"),
    "division by zero": ("select 1 / (so - so) as so from luot", "division by zero"),
    "an error that quotes the password": ("select cast('mat:khau@kho/doan' as int) as so", 'for type integer: "***"'),
    "the same number twice": ("select don_vi, ky, chi_tieu, so from luot", "đã dùng ở dòng"),
    "too many rows": ("select generate_series(1, 100001) as so", "quá 100000 dòng"),
    "too many bytes": ("select repeat('x', 1000000) as don_vi from generate_series(1, 20)", "dài hơn 10 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITES)
def test_a_question_that_writes_is_refused(good: Office, address: str, name: str) -> None:
    good.declare_sql(address, WRITES[name])
    good.assert_refused("truy")


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_question_or_answer_is_refused(good: Office, address: str, name: str) -> None:
    query, expected = BAD[name]
    good.declare_sql(address, query)
    good.assert_refused(expected)
    assert PASSWORD not in good.said


def test_a_question_that_takes_too_long_is_stopped(good: Office, address: str) -> None:
    good.declare_sql(address, "select pg_sleep(60)", "han = 0.5\n")
    good.assert_refused("quá 0.5 giây")


def test_a_wrong_password_is_reported_without_showing_it(good: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAT_KHAU", "sai-roi-nhe")
    good.assert_refused("không nhận tên hoặc mật khẩu")
    assert "sai-roi-nhe" not in good.said


def test_a_database_that_is_not_there_is_reported(good: Office) -> None:
    text = (good.folder / "nguon.toml").read_text().replace("/postgres", "/khong_co")
    (good.folder / "nguon.toml").write_text(text)
    good.assert_refused("không kết nối được cơ sở dữ liệu")


def drip_an_error(visit: Visit) -> None:
    visit.send(b"N")  # no encryption here
    visit.drip(b"E" + (500).to_bytes(4, "big") + b"SFATAL" * 80)


@pytest.mark.parametrize("behaviour", [Visit.hang, drip_an_error], ids=["hangs", "drips"])
def test_a_database_that_does_not_answer_is_given_up(good: Office, server: Server, behaviour: object) -> None:
    server.behaviour = behaviour  # type: ignore[assignment]
    good.declare_sql(f"postgresql://can-bo:${{MAT_KHAU}}@127.0.0.1:{server.port}/x", "select 1 as so", "han = 0.5\n")
    good.assert_refused("quá 0.5 giây")


def test_a_server_that_is_no_database_is_reported(good: Office, server: Server) -> None:
    server.behaviour = lambda visit: visit.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    good.declare_sql(f"postgresql://can-bo:${{MAT_KHAU}}@127.0.0.1:{server.port}/x", "select 1 as so", "han = 3\n")
    good.assert_refused("không kết nối được cơ sở dữ liệu")
