"""The aliases of all texts against each other, against all that is published now and later, and against links.

An alias leads to a text's own address, which is nobody's alias: so none leads to another, and none in a circle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from plugins.markup.addresses import file_at
from plugins.newsroom.checks.site import LISTS, NEVER, ON_A_PAGE, Publication, Text, files_of
from plugins.problems import Problem
from plugins.rules import rule


def new_addresses(publications: Iterable[Publication], now: str = NEVER) -> dict[str, str]:
    """Where each alias leads, of the texts that are published by `now`: "/2017/10/ten-cu/" -> "/2017/10/ten-moi/"."""
    due = (publication for publication in publications if publication.date <= now)
    return {alias.address: f"/{publication.address}/" for publication in due for alias in publication.aliases}


def emptied_lists(publications: Iterable[Publication], now: str, on_a_page: int = ON_A_PAGE) -> dict[str, str]:
    """Where the pages of lists lead that expired articles leave empty: no address that readers had may die.

    A list's first page stays, if need be empty; its last pages lead there, and an empty month or year to the whole archive.
    """
    due = [publication for publication in publications if publication.address and publication.names and publication.date <= now]
    lists, archives = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    for publication in due:
        is_expired = publication.expires <= now
        lists.update({(f"/{LISTS[key]}/{slug}/", is_expired) for key, _, slug, _ in publication.names})
        archives.update(
            (f"/luu-tru/{month}/", is_expired) for month in (publication.date[:4], publication.date[:7].replace("-", "/"))
        )
    found = {folder: "/luu-tru/" for folder, is_expired in archives if is_expired and not archives[folder, False]}
    for folder in (folder for folder, is_expired in lists if is_expired):
        stays, was = (-(-count // on_a_page) for count in (lists[folder, False], lists[folder, False] + lists[folder, True]))
        found |= {f"{folder}trang/{number}/": folder for number in range(max(stays, 1) + 1, was + 1)}
    return found


@rule()
def aliases_are_free(texts: Iterable[tuple[str, Publication]]) -> Iterator[Problem]:
    """Địa chỉ cũ không còn là địa chỉ của bài hay trang nào, và chỉ một bài nhận nó.

    Sai: Aliases: /2017/10/hoi-nghi/ khi còn bài khác ở địa chỉ ấy
    Đúng: Aliases: /2017/10/hoi-nghi/ khi bài trước kia ở đó nay đã đổi địa chỉ
    """
    published = {path: publication for path, publication in texts if publication.address}
    at = {f"/{publication.address}/": path for path, publication in published.items()}
    files = files_of(publication._replace(aliases=()) for publication in published.values())
    taken: dict[str, str] = {}
    for path, publication in published.items():
        for address, line in publication.aliases:
            place = f"{path}:{line}"
            first = taken.setdefault(address, place)
            if other := at.get(address):
                message = f"địa chỉ cũ {address} là địa chỉ hiện nay của {other}. Xoá khỏi dòng Aliases, hoặc đổi Slug của bài kia."
                yield Problem(path, line, message=message)
            elif file_at(address) in files:
                message = f"địa chỉ cũ {address} là một trang mà hệ thống đang tạo. Xoá khỏi dòng Aliases."
                yield Problem(path, line, message=message)
            elif first != place:
                yield Problem(path, line, message=f"địa chỉ cũ {address} đã có ở {first}. Chỉ giữ ở bài thay thế nó.")


@rule(severity="warning")
def links_use_addresses_of_today(texts: Collection[Text]) -> Iterator[Problem]:
    """Liên kết tới bài đã đổi địa chỉ thì dùng địa chỉ mới, tốt nhất là đường dẫn tệp .md.

    Sai: `[bài trước](/2017/10/ten-cu/)` khi ten-moi.md ghi Aliases: /2017/10/ten-cu/
    Đúng: `[bài trước](ten-moi.md)`
    """
    moved = {file_at(old): new for old, new in new_addresses(text.publication for text in texts).items()}
    for text in texts if moved else ():
        for link in text.page_links:
            if new := moved.get(link.path):
                message = f"liên kết “{link.target}” dùng địa chỉ cũ, nay là {new}. Viết địa chỉ mới, hoặc đường dẫn của tệp .md."
                yield Problem(text.display_path, link.line, message=message)


LINK_RULES = (links_use_addresses_of_today,)
RULES = (aliases_are_free,)
