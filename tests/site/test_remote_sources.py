"""Numbers of a database reach the page through a snapshot, whose date is shown; the build itself leaves the disk to nobody."""

import sqlite3
import subprocess

import pytest

from tests.conftest import run_build, run_make
from tests.site.pages import exact_text, read_page, words

SOURCE = """
[nguon.tong-hop]
loai = "sql"
dia-chi = "sqlite:///tong-hop.db"
truy-van = "select don_vi, ky, so from luot where so >= :it_nhat"
tham-so = { it_nhat = 1 }
bo-so-lieu = "tiep-cong-dan"
dinh-dang-so = "may"
nguon = "Cơ sở dữ liệu minh hoạ"
trich-dan = "Số liệu minh hoạ, lấy tự động"
cot = { unit_id = "don_vi", ky = "ky", gia_tri = "so" }
co-dinh = { pham_vi = "toan_dia_ban", trang_thai = "so_bo", lich = "thong-tu", chi_tieu_id = "tcd.tong.luot" }
"""


def pull(tree) -> subprocess.CompletedProcess[str]:
    return run_make("data", f"CONTENT={tree}")


@pytest.fixture
def office(tree):
    """The real content with one more source, a small database."""
    folder = tree / "so-lieu"
    with sqlite3.connect(folder / "tong-hop.db") as database:
        database.execute("create table luot (don_vi text, ky text, so integer)")
        database.execute("insert into luot values ('tinh-lang-son', '2017-Q3', 1647)")
    database.close()
    (folder / "nguon.toml").write_text((folder / "nguon.toml").read_text(encoding="utf-8") + SOURCE, encoding="utf-8")
    (tree / "tin-tuc/quy.md").write_text(
        "Title: Quý III\nDate: 2017-10-11\nSo-lieu: tiep-cong-dan/2017-Q3\n\nĐã tiếp {{ lượt công dân }}.\n", encoding="utf-8"
    )
    return tree


def test_a_pulled_number_is_on_the_page_and_the_data_set_tells_when_it_was_copied(office, output):
    assert pull(office).returncode == 0
    result = run_build(office, output)
    assert result.returncode == 0, result.stderr
    assert "1.647 lượt công dân" in exact_text(read_page(output, "2017/10/quy/index.html").article)
    assert "Bản sao của nguồn tong-hop: Thứ" in words(read_page(output, "so-lieu/tiep-cong-dan/index.html"))


def test_without_a_snapshot_the_build_stops_and_says_what_to_run(office, output):
    result = run_build(office, output)
    assert result.returncode == 1
    assert "make data" in result.stderr


def test_a_snapshot_changed_by_hand_is_refused(office, output):
    assert pull(office).returncode == 0
    snapshot = office / "so-lieu/anh-chup/tong-hop.csv"
    snapshot.write_text(snapshot.read_text(encoding="utf-8").replace("1647", "1674"), encoding="utf-8")
    result = run_build(office, output)
    assert result.returncode == 1
    assert "content/so-lieu/anh-chup/tong-hop.csv" in result.stderr
    assert not output.exists()


def test_a_source_that_fails_leaves_the_old_snapshot_and_says_why(office):
    assert pull(office).returncode == 0
    before = (office / "so-lieu/anh-chup/tong-hop.csv").read_bytes()
    (office / "so-lieu/tong-hop.db").write_bytes(b"not a database")
    result = pull(office)
    assert result.returncode != 0
    assert "content/so-lieu/nguon.toml:" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert (office / "so-lieu/anh-chup/tong-hop.csv").read_bytes() == before
