"""Content trees with report workbooks, written the way offices send them; every number is made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.data.model import Observation
from plugins.reception.data.store import observation
from tests.reception.data.sources.recognition.sheets import TCD, Page, dated, filled, table, write

DATASETS = """[bo-so-lieu.tiep-cong-dan]
ten = "Tiếp công dân"
mo-ta = "Số liệu minh hoạ."
don-vi = "tinh-lang-son"
"""
LETTERS = DATASETS.replace("tiep-cong-dan", "xu-ly-don").replace("Tiếp công dân", "Xử lý đơn")
UNITS = """unit_id,ten,loai,cap,ma_dvhc,thuoc,tu_ngay,den_ngay,can_cu,ghi_chu
tinh-lang-son,Tỉnh Lạng Sơn,tinh,tinh,,,,,Minh hoạ,
so-tai-chinh,Sở Tài chính,so,tinh,,tinh-lang-son,,,Minh hoạ,
so-tu-phap,Sở Tư pháp,so,tinh,,tinh-lang-son,,,Minh hoạ,
huyen-cao-loc,Huyện Cao Lộc,huyen,huyen,,tinh-lang-son,,2025-07-01,Minh hoạ,
xa-gia-cat,Xã Gia Cát,xa,xa,,huyen-cao-loc,,2025-07-01,Minh hoạ,
xa-tan-lien,Xã Tân Liên,xa,xa,,huyen-cao-loc,,2025-07-01,Minh hoạ,
phuong-ky-lua,Phường Kỳ Lừa,phuong,xa,,tinh-lang-son,2025-07-01,,Minh hoạ,
"""


def tree(folder: Path, sources: str = DATASETS) -> Path:
    """A content tree with a register and data sets, and no numbers."""
    data = folder / "content/so-lieu"
    (data / "bao-cao").mkdir(parents=True)
    (data / "nguon.toml").write_text(sources, encoding="utf-8")
    (data / "don-vi.csv").write_text(UNITS, encoding="utf-8")
    return folder / "content"


def report(content: Path, name: str, rows: dict[str, Any], page: Page | None = None) -> Path:
    """A workbook of form 01/TCD for the third quarter of 2022; a unit's number is its regular visits, and people and total too."""
    if page is None:
        page = dated(table(TCD, {unit: visits(value) if isinstance(value, int) else value for unit, value in rows.items()}))
    path = content / "so-lieu/bao-cao" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, page)


def visits(count: int, **columns: int) -> dict[int, Any]:
    """A row of form 01/TCD in which all came in regular reception."""
    return filled(TCD, 0, **{"c1": count, "c2": count, "c4": count, "c5": count, **columns})


def rows_of(catalogue: Catalogue, measure: str = "tcd.tong.luot", *conditions: Any) -> list[Observation]:
    """The observations of one measure."""
    return list(catalogue.store.observations(observation.c.measure == measure, *conditions))
