"""What the columns of the downloads mean."""

from __future__ import annotations

from collections.abc import Collection

from plugins.reception.data.catalogue import Catalogue
from plugins.reception.open_data.file_writers import Cell

COLUMNS: dict[str, str] = {
    "so_lieu_id": "Mã của số liệu, không đổi khi nộp lại báo cáo; số chung và số có bài dẫn ở địa chỉ #mã của trang bộ số liệu",
    "unit_id": "Mã đơn vị trong danh mục đơn vị",
    "don_vi": "Tên đơn vị",
    "pham_vi": "toan_dia_ban: tính cả địa bàn; rieng_don_vi: chỉ riêng đơn vị",
    "ky": "Mã kỳ: 2017-Q3 là quý III năm 2017; ngày..ngày là khoảng tuỳ chọn",
    "tu_ngay": "Ngày đầu của kỳ",
    "den_ngay": "Ngày cuối của kỳ, như nguồn đã ghi",
    "chi_tieu_id": "Mã chỉ tiêu",
    "chi_tieu": "Tên chỉ tiêu",
    "gia_tri": "Giá trị",
    "don_vi_tinh": "Đơn vị tính",
    "trang_thai": "chinh_thuc, so_bo, bao_chi; dinh_chinh hoặc rut là số cũ đã được thay, không dùng để tính",
    "lan": "Lần công bố; 1 là lần đầu",
    "thay_cho": "Mã của số liệu mà dòng này đính chính",
    "nguon": "Nguồn và ngày của nguồn",
    "trich_dan": "Nguyên văn trong nguồn",
    "ngay_nhan": "Ngày nhận số liệu",
    "ghi_chu": "Ghi chú",
    "tep_nguon": "Địa chỉ của báo cáo gốc, nếu báo cáo được đăng",
    "trang_tinh": "Trang tính của báo cáo",
    "o": "Ô của báo cáo; nhiều ô cộng lại thì nối bằng dấu +",
}
CODE_COLUMNS = ("loai", "ma", "ten", "don_vi_tinh", "nghia")
SUBJECT = ("unit_id", "don_vi", "pham_vi", "ky", "tu_ngay", "den_ngay")  # the columns before the measures of a wide table
DATES, WHOLE_NUMBERS, NUMBERS = ("tu_ngay", "den_ngay", "ngay_nhan"), ("lan",), ("gia_tri",)


def codebook(catalogue: Catalogue, measures: Collection[str]) -> list[tuple[Cell, ...]]:
    """The meaning of each column, then of each measure that occurs; in the order of CODE_COLUMNS."""
    columns: list[tuple[Cell, ...]] = [("cột", name, "", "", text) for name, text in COLUMNS.items()]
    used = (catalogue.measures[name] for name in measures)
    return [*columns, *(("chỉ tiêu", each.id, each.name, each.unit, each.definition) for each in used)]
