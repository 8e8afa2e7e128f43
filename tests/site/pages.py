"""Reading built pages in tests."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

ARTICLE = "2017/10/hoi-nghi-tong-ket-03-nam-luat-tiep-cong-dan/index.html"
FOOTER = (
    "Trang thông tin điện tử Thanh tra tỉnh Lạng Sơn",
    "Địa chỉ: Số 04 Đường Hoàng Văn Thụ, phường Chi Lăng, thành phố Lạng Sơn, tỉnh Lạng Sơn",
    "Điện thoại: (025) 3.812.273",
    "Fax: (025) 3.811.287",
    "Thiết kế và xây dựng: Công ty cổ phần Công Nghệ Bình Minh",
    "www.binhminh.com.vn",
)

INSETS = "so-lieu/nhung/"


def read_page(site: Path, path: str) -> BeautifulSoup:
    """A page by its file path inside the site."""
    return BeautifulSoup((site / path).read_text(encoding="utf-8"), "lxml")


def pages_of(site: Path) -> list[str]:
    """Every page of the site, sorted; insets, which other sites show in their frames, are none."""
    return [path for path in html_of(site) if not path.startswith(INSETS)]


def html_of(site: Path) -> list[str]:
    """Every HTML file of the site, sorted."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def ids_of(page: BeautifulSoup) -> list[str]:
    return [element["id"] for element in page.find_all(id=True)]


def words(element: object) -> str:
    """The text as read, white space folded."""
    return " ".join(element.get_text(" ").split()) if hasattr(element, "get_text") else ""


def exact_text(element: object) -> str:
    """The text with no space put between elements, white space folded."""
    return " ".join(element.get_text().split()) if hasattr(element, "get_text") else ""


def snapshot(site: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time of change and bytes."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in site.rglob("*")
        if path.is_file()
    }
