from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.project import CONTENT
from plugins.reception.remote.pull import main
from tests.postgres import postgresql_address
from tests.reception.remote.servers import Server, answer, serving

__all__ = ["postgresql_address"]  # a fixture here for being imported

NUMBERS = CONTENT / "so-lieu"
SECRET = "k9+bi/mat=dai"
DATASET = '[bo-so-lieu.tiep-cong-dan]\nten = "Tiếp công dân"\nmo-ta = "Số liệu thử"\ndon-vi = "tinh-lang-son"\n\n'
COLUMNS = 'cot = { unit_id = "don_vi", ky = "ky", chi_tieu_id = "chi_tieu", gia_tri = "so" }\n'
FIXED = 'co-dinh = { pham_vi = "toan_dia_ban", trang_thai = "chinh_thuc", lich = "thong-tu" }\n'
REST = 'bo-so-lieu = "tiep-cong-dan"\nnguon = "Cổng số liệu mở của tỉnh"\ntrich-dan = "Số liệu lấy tự động"\n' + COLUMNS + FIXED
GOOD_CSV = (
    "don_vi,ky,chi_tieu,so\n"
    "tinh-lang-son,2017-Q3,tcd.tong.luot,1.647\n"
    "tinh-lang-son,2017-Q2,tcd.tong.luot,998\n"
    "thanh-tra-tinh,2017-Q3,tcd.tong.luot,12\n"
)


@dataclass
class Office:
    """A folder of numbers with one remote source called “luot”, and what `make data` last said and returned."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    said: str = ""

    def declare(self, text: str, name: str = "luot") -> None:
        (self.folder / "nguon.toml").write_text(f"{DATASET}[nguon.{name}]\n{text}", encoding="utf-8")

    def declare_http(self, server: Server, more: str = "", kind: str = "http-csv", number_format: str = "vi") -> None:
        settings = f'loai = "{kind}"\ndia-chi = "{server.address}/so-lieu?khoa=${{KHOA}}"\ndinh-dang-so = "{number_format}"\n'
        self.declare(settings + ("" if "han" in more else "han = 5\n") + more + REST)

    def declare_sql(self, address: str, query: str, more: str = "", number_format: str = "may") -> None:
        settings = f"loai = \"sql\"\ndia-chi = \"{address}\"\ndinh-dang-so = \"{number_format}\"\ntruy-van = '''{query}'''\n"
        self.declare(settings + more + REST)

    def pull(self, *ids: str) -> int:
        status = main([str(self.folder), *ids])
        printed = self.capture.readouterr()
        self.said = printed.out + printed.err
        return status

    @property
    def pair(self) -> dict[str, bytes]:
        """All files of snapshots, with their bytes."""
        place = self.folder / "anh-chup"
        return {path.name: path.read_bytes() for path in sorted(place.iterdir())} if place.is_dir() else {}

    @property
    def snapshot(self) -> str:
        return self.pair["luot.csv"].decode()

    def assert_refused(self, expected: str) -> None:
        """The pull fails, says so in Vietnamese, and leaves the good pair as it is."""
        before = self.pair
        assert set(before) == {"luot.csv", "luot.toml"}
        assert self.pull() == 1
        assert self.pair == before
        assert "nguon.toml:6: lỗi: nguồn “luot”: " in self.said
        assert expected in self.said
        assert "còn nguyên" in self.said
        for leak in (SECRET, "k9%2Bbi", "Traceback"):
            assert leak not in self.said


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("KHOA", SECRET)
    monkeypatch.setenv("NO_PROXY", "*")  # the servers of the tests are on this machine
    folder = tmp_path / "so-lieu"
    folder.mkdir()
    for name in ("don-vi.csv", "don-vi-quan-he.csv", "don-vi-moc.csv"):
        shutil.copy(NUMBERS / name, folder / name)
    return Office(folder, capsys)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def pulled(office: Office, server: Server) -> Office:
    """An office that holds a good snapshot of its source."""
    office.declare_http(server)
    server.behaviour = answer(GOOD_CSV)
    assert office.pull() == 0, office.said
    return office
