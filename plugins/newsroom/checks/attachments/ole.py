"""Documents of Office 97–2003 (.doc, .xls): the container read by olefile, no macros, no password, nothing packed inside."""

from __future__ import annotations

import re
from io import BytesIO

import olefile  # type: ignore[import-untyped]

from plugins.newsroom.checks.attachments.unfit import Unfit, WrongKind, damaged

BEGINS = olefile.MAGIC
PACKED_FILE = "\x01Ole10Native".encode("utf-16-le")  # how the name of a packed file's stream stands in a container
STREAMS = {".doc": ("Word", ("WordDocument",)), ".xls": ("Excel", ("Workbook", "Book"))}
_MACRO_STORAGES = {"macros", "_vba_project_cur", "vba", "_vba_project"}
_SHEET, _LOCK, _END = 0x85, 0x2F, 0x0A
_MACRO_SHEETS = {1, 6}
_ENCRYPTED = 0x0100
_NUMBERS = re.compile(r"[\w .,:/-]{9,}")


def look(ending: str, data: bytes) -> str:
    """The runs of words of a document with this ending, because text is scattered in these files. Raises Unfit."""
    program, names = STREAMS[ending]
    what = f"tài liệu {program} đời cũ"
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            paths = [[part.lower() for part in path] for path in container.listdir()]
            _refuse_hidden(paths, data, what, ending)
            name = next((name for name in names if container.exists(name)), "")
            if not name:
                raise WrongKind(f"bên trong không phải {what} ({ending}). Mở tệp bằng {program} rồi lưu lại.")
            stream = container.openstream(name).read()
            if len(stream) < container.get_size(name):
                raise damaged(what, "thiếu phần cuối")
    except (OSError, IndexError, ValueError, AttributeError, TypeError, KeyError) as error:
        if isinstance(error, Unfit):
            raise
        raise damaged(what, "không đọc được") from error
    _refuse_locked_or_macros(stream, ending, what)
    readings = (stream.decode("latin-1"), stream.decode("utf-16-le", "ignore"), stream[1:].decode("utf-16-le", "ignore"))
    return "\n".join(run for reading in readings for run in _NUMBERS.findall(reading))  # in one-byte and in two-byte writing


def _refuse_hidden(paths: list[list[str]], data: bytes, what: str, ending: str) -> None:
    parts = {part for path in paths for part in path}
    if "encryptedpackage" in parts:
        raise Unfit("tài liệu có mật khẩu nên không xem được bên trong. Lưu lại không đặt mật khẩu.")
    if parts & _MACRO_STORAGES:
        raise Unfit(f"{what} có macro (mã chạy được). Lưu lại dạng {ending}x không kèm macro, hoặc xuất PDF.")
    if "\x01ole10native" in parts or PACKED_FILE in data:
        raise Unfit(f"{what} có tệp khác gói bên trong. Bỏ tệp ấy ra, đính kèm riêng nếu cần.")


def _refuse_locked_or_macros(stream: bytes, ending: str, what: str) -> None:
    locked = Unfit(f"{what} có mật khẩu nên không xem được bên trong. Lưu lại không đặt mật khẩu.")
    if ending == ".doc":
        if len(stream) < 12:
            raise damaged(what, "thiếu phần nội dung")
        if int.from_bytes(stream[10:12], "little") & _ENCRYPTED:
            raise locked
        return
    place = 0
    while place + 4 <= len(stream):
        kind, length = (int.from_bytes(stream[place + at : place + at + 2], "little") for at in (0, 2))
        if kind == _LOCK:
            raise locked
        if kind == _SHEET and stream[place + 9 : place + 10] and stream[place + 9] in _MACRO_SHEETS:
            raise Unfit(f"{what} có trang macro. Xoá trang ấy rồi lưu lại dạng .xlsx, hoặc xuất PDF.")
        if kind == _END:
            return
        place += 4 + length
