"""What may be wrong with a file, each with its rule; every look inside raises one of these."""

from __future__ import annotations

from typing import ClassVar

from plugins.rules import Rule, stated


class Unfit(ValueError):
    """A file that is not published as it is; the message says in Vietnamese what was found and what to do."""

    rule: ClassVar[Rule] = stated(
        "files_hide_nothing",
        """Tệp đính kèm không có macro, mã chạy được, mật khẩu, tệp khác gói bên trong, hay dữ liệu giấu sau phần cuối.

        Sai: bieu-mau.xlsx có macro
        Đúng: bieu-mau.xlsx lưu lại dạng không kèm macro, hoặc bieu-mau.pdf
        """,
    )


class WrongKind(Unfit):
    """A file that is something else than its name says, or that readers are not given."""

    rule = stated(
        "files_are_what_their_names_say",
        """Bên trong tệp đúng là loại mà phần đuôi của tên ghi; tệp chữ viết bằng UTF-8.

        Sai: trang mạng lưu thành bao-cao.pdf
        Đúng: bao-cao.pdf xuất từ Word
        """,
    )


class WrongSize(Unfit):
    """An empty file, or one that is too heavy or would unpack to too much."""

    rule = stated(
        "files_are_light",
        """Tệp không rỗng; ảnh trong tệp nén nặng nhất 10 MB, tệp chữ và bảng CSV 20 MB, loại khác 50 MB, và không bung ra quá lớn.

        Sai: bản quét PDF 80 MB
        Đúng: bản quét ấy, đen trắng, còn 6 MB
        """,
    )


class NotForWeb(Unfit):
    """A sound picture that is no web original."""

    rule = stated(
        "photos_are_web_originals",
        """Ảnh trong content/ có cạnh dài nhất 2.000 điểm, nặng nhất 600 kB (ảnh động GIF 2 MB), đứng thẳng, không còn vị trí
        chụp (GPS) hay dữ liệu khác của máy ảnh. Lệnh make photos làm việc ấy.

        Sai: ảnh chép thẳng từ điện thoại, 5 MB, có GPS
        Đúng: ảnh ấy sau khi chạy make photos
        """,
    )


class Damaged(Unfit):
    """A file of the right kind that is cut off or broken."""

    rule = stated(
        "files_are_whole",
        """Tệp mở được đến hết, không bị hỏng hay cắt ngang.

        Sai: ảnh chép dở từ thẻ nhớ
        Đúng: ảnh chép lại đủ
        """,
    )


class Revealing(Unfit):
    """A file with a key, a password or the number of somebody's papers in it."""

    rule = stated(
        "files_keep_secrets",
        """Tệp không có khoá riêng, mật khẩu, mã truy cập, số giấy tờ tuỳ thân.

        Sai: danh-sach.xlsx có cột CCCD
        Đúng: danh-sach.xlsx đã xoá cột ấy
        """,
    )


class StandIn(Unfit):
    """The beginning of a kind and nothing else, put where a file is to come: it hides nothing and harms nobody."""

    rule = stated(
        "stand_ins_are_replaced",
        """Tệp giữ chỗ (dưới 100 byte) được thay bằng tệp thật trước khi đăng.

        Sai: quyet-dinh.pdf chỉ có phần đầu của một tệp PDF
        Đúng: quyet-dinh.pdf thật
        """,
        severity="warning",
    )


RULES = tuple(kind.rule for kind in (Unfit, WrongKind, WrongSize, NotForWeb, Damaged, Revealing, StandIn))
MEND = "Mở lại bằng chương trình đã làm ra nó rồi lưu lại, hoặc chép lại tệp gốc."


def damaged(what: str, where: str) -> Damaged:
    """Say what is broken, and where: “ảnh JPEG”, “thiếu phần cuối”."""
    return Damaged(f"{what} bị hỏng hoặc bị cắt ngang: {where}. {MEND}")
