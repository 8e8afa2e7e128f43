"""The allow-list: every kind of picture and attachment that readers may be given, how large, and the look inside.

Other kinds are not published. The limits keep pages light and builds quick; a larger file has a better form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from posixpath import splitext

from plugins.images.web_original import SAVE_AS_JPEG
from plugins.newsroom.checks.attachments import odf, office, ole, pdf, pictures, sound, text
from plugins.newsroom.checks.attachments.archive import entries_of, is_left_by_system
from plugins.newsroom.checks.attachments.identity_in_text import identity_in
from plugins.newsroom.checks.attachments.secrets import secret_in
from plugins.newsroom.checks.attachments.signatures import DRAWING, HEIC, LFS, PROGRAM, WEB_PAGE, what_is
from plugins.newsroom.checks.attachments.unfit import Damaged, Revealing, StandIn, Unfit, WrongKind, WrongSize
from plugins.vietnamese.numbers import format_decimal

MB = 1024 * 1024
PICTURE_MB, DOCUMENT_MB, TEXT_MB = 10, 50, 20
LEAST = 100  # bytes; a broken file of fewer holds nothing but the beginning of its kind
_MENDS = {
    LFS: "Chạy “git lfs pull” để lấy tệp thật.",
    DRAWING: "Xuất hình thành PNG.",
    HEIC: SAVE_AS_JPEG,
    WEB_PAGE: "Xoá tệp này; nếu cần nội dung thì xuất thành PDF.",
    PROGRAM: "Xoá tệp này khỏi content/.",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`begins` says by the first bytes whether a file may be of the kind; `look` raises Unfit or returns the text to search."""

    name: str
    most_mb: int
    begins: Callable[[bytes], bool]
    look: Callable[[bytes], str]


def _starts(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(beginnings)


def _picture(name: str, kind: str) -> Kind:
    return Kind(f"ảnh {name}", PICTURE_MB, pictures.BEGINS[kind], partial(pictures.look, kind))


def _look_at_zip(data: bytes) -> str:
    what = "tệp nén ZIP"
    for name, inner in entries_of(data, what):
        if is_left_by_system(name, inner):
            continue
        ending = splitext(name)[1].lower()
        if ending == ".zip" or ending not in KINDS:
            raise WrongKind(f"{what} chứa “{name}”, loại tệp không nhận. Bỏ tệp ấy ra rồi nén lại.")
        try:
            look_inside(ending, inner)
        except StandIn:
            continue
        except Unfit as error:
            raise type(error)(f"{what} chứa “{name}”: {error}") from error
    return ""


TEXTS = {".csv", ".txt"}
ZIP = _starts(b"PK\x03\x04")
KINDS: dict[str, Kind] = {
    **dict.fromkeys((".jpg", ".jpeg"), _picture("JPEG", "JPEG")),
    ".png": _picture("PNG", "PNG"),
    ".gif": _picture("GIF", "GIF"),
    ".webp": _picture("WebP", "WEBP"),
    ".avif": _picture("AVIF", "AVIF"),
    ".pdf": Kind("tài liệu PDF", DOCUMENT_MB, pdf.begins, pdf.look),
    ".docx": Kind("tài liệu Word", DOCUMENT_MB, ZIP, partial(office.look, "Word", ".docx")),
    ".xlsx": Kind("bảng tính Excel", DOCUMENT_MB, ZIP, partial(office.look, "Excel", ".xlsx")),
    ".odt": Kind("văn bản OpenDocument", DOCUMENT_MB, ZIP, partial(odf.look, ".odt")),
    ".ods": Kind("bảng tính OpenDocument", DOCUMENT_MB, ZIP, partial(odf.look, ".ods")),
    ".doc": Kind("tài liệu Word đời cũ", DOCUMENT_MB, _starts(ole.BEGINS), partial(ole.look, ".doc")),
    ".xls": Kind("bảng tính Excel đời cũ", DOCUMENT_MB, _starts(ole.BEGINS), partial(ole.look, ".xls")),
    ".csv": Kind("bảng CSV", TEXT_MB, text.begins, text.look_at_table),
    ".txt": Kind("tệp chữ", TEXT_MB, text.begins, text.look),
    ".zip": Kind("tệp nén ZIP", DOCUMENT_MB, ZIP, _look_at_zip),
    ".mp3": Kind("âm thanh MP3", DOCUMENT_MB, sound.begins_mp3, sound.look_mp3),
    ".opus": Kind("âm thanh Opus", DOCUMENT_MB, _starts(b"OggS"), sound.look_opus),
}


def check_size(ending: str, size: int) -> None:
    """Raises Unfit for what is empty or heavier than its kind may be."""
    most = KINDS[ending].most_mb
    if not size:
        raise WrongSize("tệp rỗng, không có gì bên trong. Chép lại tệp gốc.")
    if size > most * MB:
        raise WrongSize(f"tệp nặng {format_decimal(Decimal(size) / MB, 1)} MB, quá {most} MB. Thu nhỏ hoặc chia nhỏ.")


def look_inside(ending: str, data: bytes) -> None:
    """Raises Unfit unless the bytes are what the ending says, sound, harmless, and without keys or numbers of papers."""
    kind = KINDS[ending]
    check_size(ending, len(data))
    if not kind.begins(data):
        found = what_is(data)
        mend = _MENDS.get(found, f"Đặt lại đúng đuôi tệp, hoặc xuất lại thành {kind.name}.")
        raise WrongKind(f"tên ghi “{ending}” nhưng bên trong {f'là {found}' if found else f'không phải {kind.name}'}. {mend}")
    try:
        words = kind.look(data)
    except Damaged as error:
        if len(data) < LEAST:
            raise StandIn(f"tệp chỉ có {len(data)} byte, không đủ là {kind.name}, có lẽ để giữ chỗ. Thay bằng tệp thật.") from error
        raise
    if trouble := secret_in(data, words) or identity_in(words, lines_show=ending in TEXTS):
        raise Revealing(trouble)
