"""What the server itself says where no page of the site can: too many requests, a method it does not know, its own faults.

Plain HTML without style, so that no policy and no file is needed to read it; it stands inside the server's configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from plugins.agency.agency import Agency

_UNSAFE = {ord(sign): f"&#{ord(sign)};" for sign in "'`$\\{}"}  # quotes and variables of nginx and of Caddy


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """`headers` are those that the status asks for."""

    html: str
    headers: Mapping[str, str]


def answer_pages(agency: Agency) -> dict[int, AnswerPage]:
    """By status. 404 is not among them: the site has a page for it."""
    call = f"Cần gấp, gọi {agency.phone.national}."
    return {
        405: _page("Trang này chỉ để đọc", "Máy chủ không nhận dữ liệu gửi đến.", agency, Allow="GET, HEAD"),
        421: _page("Không có trang này ở đây", "Máy chủ không mang tên miền vừa được hỏi.", agency),
        429: _page(
            "Quá nhiều lượt mở trang cùng lúc",
            f"Từ mạng bạn đang dùng có quá nhiều lượt mở trang trong vài giây. Chờ mười giây rồi mở lại. {call}",
            agency,
            **{"Retry-After": "10"},
        ),
        500: _page("Máy chủ gặp lỗi", f"Trang này chưa mở được. Chờ vài phút rồi mở lại. {call}", agency),
        503: _page("Trang đang được chuẩn bị", f"Chờ vài phút rồi mở lại. {call}", agency, **{"Retry-After": "120"}),
    }


def _page(title: str, text: str, agency: Agency, **headers: str) -> AnswerPage:
    html = (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{_inline(title)} - {_inline(agency.name)}</title><h1>{_inline(title)}</h1><p>{_inline(text)}</p>"
        f'<p><a href="/">{_inline(agency.name)}</a></p></html>'
    )
    return AnswerPage(html, headers)


def _inline(text: str) -> str:
    """Text that ends neither its HTML nor the quoted string of a configuration that the HTML stands in."""
    return escape(text, quote=False).translate(_UNSAFE)
