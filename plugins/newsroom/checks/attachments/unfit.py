"""What is wrong with a file, as every look inside tells it."""

from __future__ import annotations


class Unfit(ValueError):
    """A file that is not published as it is; the message says in Vietnamese what was found and what to do."""


class Damaged(Unfit):
    """A file of the right kind that is cut off or broken."""


class StandIn(Unfit):
    """The beginning of a kind and nothing else, put where a file is to come: told, but it hides nothing and harms nobody."""


MEND = "Mở lại bằng chương trình đã làm ra nó rồi lưu lại, hoặc chép lại tệp gốc."


def damaged(what: str, where: str) -> Damaged:
    """Say what is broken, and where: “ảnh JPEG”, “thiếu phần cuối”."""
    return Damaged(f"{what} bị hỏng hoặc bị cắt ngang: {where}. {MEND}")
