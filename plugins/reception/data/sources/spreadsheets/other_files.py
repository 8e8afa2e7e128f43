"""Why a file of another kind is no report, and what the clerk does with it instead."""

from __future__ import annotations

_IN_EXCEL = "Mở bằng Excel, chọn Lưu thành, kiểu “Excel Workbook (.xlsx)”."
_ASK = "Xin đơn vị gửi bảng tính gốc (.xlsx)."
_MACROS = f"tệp có thể chứa macro, tức là chương trình. {_IN_EXCEL}"
_TEMPLATE = f"đây là mẫu của bảng tính, chưa phải bảng tính. {_IN_EXCEL}"
_TEXT = f"đây là văn bản, không có ô nào mang địa chỉ để đối chiếu. {_ASK}"
_PICTURE = f"đây là ảnh, không có ô nào để đọc. {_ASK}"
_PACKED = "đây là tệp nén. Giải nén, rồi chép từng báo cáo vào thư mục."
_WHY = {
    _MACROS: (".xlsm", ".xlsb", ".xltm", ".xlam"),
    _TEMPLATE: (".xltx", ".xlt", ".ots"),
    _TEXT: (".doc", ".docx", ".docm", ".odt", ".rtf", ".txt"),
    f"chữ trong PDF là nét vẽ, không phải ô có số. {_ASK}": (".pdf",),
    _PICTURE: (".png", ".jpg", ".jpeg", ".heic", ".tif", ".tiff", ".bmp"),
    _PACKED: (".zip", ".rar", ".7z"),
}
_REASONS = {suffix: why for why, suffixes in _WHY.items() for suffix in suffixes}


def why_not_read(suffix: str) -> str:
    """The message for a file with this extension, which may be ""."""
    if not suffix:
        return "tên tệp không có đuôi nên không rõ là loại gì. Lưu lại thành .xlsx."
    return f"không đọc được loại tệp “{suffix}”{': ' + _REASONS[suffix] if suffix in _REASONS else '. Lưu lại thành .xlsx.'}"
