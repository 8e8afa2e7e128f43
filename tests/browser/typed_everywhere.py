"""Every vector in every place that an editor or a clerk fills in: what the check refuses, and a site of all the rest.

Each pair has a mark of its own, so that a test can see that what was built is there to be read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from plugins.check import check
from plugins.problems import STOPS
from tests.active_content import VECTORS

HEADER_PLACES = {"title": "Title", "summary": "Summary", "category": "Category", "tag": "Tags", "author": "Author"}
DATA_PLACES = ("office", "cell")
PLACES = (*HEADER_PLACES, "body", *DATA_PLACES)
UNITS = ["unit_id", "ten", "loai", "cap", "ma_dvhc", "thuoc", "tu_ngay", "den_ngay", "can_cu", "ghi_chu"]
ROWS = [
    "so_lieu_id", "bo_so_lieu", "unit_id", "pham_vi", "ky", "chi_tieu_id", "gia_tri", "trang_thai", "lan", "thay_cho", "nguon",
    "nguon_ngay", "nguon_duong_dan", "trich_dan", "ngay_nhan", "ghi_chu",
]  # fmt: skip
PROVINCE = "tinh-mau"
SOURCES = f"""[bo-so-lieu.mau]
ten = "Số liệu minh hoạ"
mo-ta = "Số liệu minh hoạ, đặt ra để thử."
don-vi = "{PROVINCE}"
minh-hoa = true
"""
CHART = "```so-lieu\nbảng: theo đơn-vị\nchỉ-tiêu: lượt công dân\nđơn-vị: cấp tỉnh\n```\n"
SCOPE = "So-lieu: mau/2024-Q1"


class Pair(NamedTuple):
    """A vector, by its number in the list, in a place."""

    number: int
    place: str

    @property
    def mark(self) -> str:
        """A word that stands right after the vector."""
        return f"{self.place}{self.number}z"

    @property
    def typed(self) -> str:
        """What stands in the place; all but a text's body is one line."""
        vector = VECTORS[self.number]
        return f"{vector}\n\n{self.mark}." if self.place == "body" else f"{' '.join(vector.split())} {self.mark}"


PAIRS = [Pair(number, place) for number in range(len(VECTORS)) for place in PLACES]


def refused(tree: Path) -> set[Pair]:
    """The pairs that stop the build, each by itself at its own line; `tree` is an empty folder."""
    _write_frame(tree)
    texts = {f"tin-tuc/{pair.mark}.md": pair for pair in PAIRS if pair.place not in DATA_PLACES}
    for path, pair in texts.items():
        _write_article(tree / path, [pair])
    pairs = [pair for pair in PAIRS if pair.place in DATA_PLACES]
    lines = _write_data(tree, pairs)
    found = set[Pair]()
    for problem in check(tree):
        if problem.severity in STOPS:
            pair = texts.get(problem.path.partition("/")[2]) or lines.get((problem.path.rpartition("/")[2], problem.line))
            assert pair, problem
            found.add(pair)
    return found


def write_site(tree: Path, pairs: Iterable[Pair]) -> None:
    """A content tree of these pairs: one article for each vector, and one that shows all data."""
    _write_frame(tree)
    pairs = list(pairs)
    for number in range(len(VECTORS)):
        own = [pair for pair in pairs if pair.number == number and pair.place not in DATA_PLACES]
        _write_article(tree / f"tin-tuc/bai-{number}.md", own)
    _write_data(tree, [pair for pair in pairs if pair.place in DATA_PLACES])
    header = f"Title: Số liệu\nDate: 2024-05-06\n{SCOPE}"
    (tree / "tin-tuc/so-lieu.md").write_text(f"{header}\n\n{CHART}", encoding="utf-8")


def _write_frame(tree: Path) -> None:
    for folder in ("tin-tuc", "trang", "so-lieu"):
        (tree / folder).mkdir(parents=True)
    for slug, title in (("gioi-thieu", "Giới thiệu"), ("lien-he", "Liên hệ")):
        (tree / f"trang/{slug}.md").write_text(f"Title: {title}\nSlug: {slug}\n\nTrang mẫu.\n", encoding="utf-8")
    (tree / "so-lieu/nguon.toml").write_text(SOURCES, encoding="utf-8")


def _write_article(path: Path, pairs: Iterable[Pair]) -> None:
    places = {pair.place: pair for pair in pairs}
    day = 7 if "author" in places else 6  # only the feeds name authors, and they hold the newest
    header = {"Title": f"Bài {path.stem}", "Date": f"2024-05-0{day} 08:00"}
    header |= {HEADER_PLACES[place]: pair.typed for place, pair in places.items() if place != "body"}
    body = places["body"].typed if "body" in places else "Chữ."
    lines = [f"{key}: {value}" for key, value in header.items()]
    path.write_text("\n".join([*lines, SCOPE, "", body, ""]), encoding="utf-8")


def _write_data(tree: Path, pairs: Iterable[Pair]) -> dict[tuple[str, int], Pair]:
    """Returns in which line of which file each pair stands: in the name of an office, or in the cells that say where a number is
    from.
    """
    units = [[PROVINCE, "Tỉnh Mẫu", "tinh", "tinh", "", "", "", "", "", ""]]
    pairs = list(pairs)
    rows = [_row("so-0", PROVINCE, len(pairs))]
    lines = {}
    for count, pair in enumerate(pairs, 1):
        unit, is_name = f"co-quan-{count}", pair.place == "office"
        units.append([unit, f"Sở {pair.typed if is_name else pair.mark}", "so", "tinh", "", PROVINCE, "", "", "", ""])
        rows.append(_row(f"so-{count}", unit, 1, "" if is_name else pair.typed))
        lines["don-vi.csv" if is_name else "quan-sat.csv", len(rows) + 1] = pair
    for name, header, table in (("don-vi.csv", UNITS, units), ("quan-sat.csv", ROWS, rows)):
        with (tree / "so-lieu" / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *table])
    return lines


def _row(identifier: str, unit: str, value: int, typed: str = "") -> list[str]:
    scope = "toan_dia_ban" if unit == PROVINCE else "rieng_don_vi"
    known = [identifier, "mau", unit, scope, "2024-Q1", "tcd.tong.luot", str(value), "chinh_thuc", "1", ""]
    return [*known, typed or "Số liệu minh hoạ", "2024-04-01", "", typed or "Số liệu minh hoạ", "", typed]
