"""Works out from the texts alone what will be published where, so that dead links are known before anything is built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

from plugins.files import files_in
from plugins.manuscript import Manuscript
from plugins.markup.addresses import classify, file_at
from plugins.markup.ids import PREFIX, frame_ids, generated_ids
from plugins.newsroom.checks.addresses import Name, address_of
from plugins.newsroom.checks.aliases import Alias, aliases_of
from plugins.newsroom.checks.expiry import FIELD as EXPIRY
from plugins.newsroom.checks.header import Kind
from plugins.newsroom.checks.links import PageLink, links_of
from plugins.problems import Problem, did_you_mean
from plugins.project import THEME
from plugins.rules import stated
from plugins.vietnamese.dates import TIMEZONE, DateError, parse_iso_datetime
from plugins.vietnamese.folding import nearest

ALWAYS = (
    "index.html", "404.html", "atom.xml", "luu-tru/index.html", "robots.txt", "rss.xml", "sitemap.xml", "so-do-trang/index.html",
    "so-lieu/index.html", "tim-kiem/index.html", "trang-thai/index.html", "trang-thai/trang-thai.json",
)  # fmt: skip
DATA = "so-lieu/"  # what lies below depends on the data: `check_data_links` looks at it
LISTS = {"Category": "chuyen-muc", "Tags": "nhan"}
ON_A_PAGE = 20  # as DEFAULT_PAGINATION in pelicanconf.py
FRAME = ("noi-dung", "co-quan", "tra-cuu", "ve-trang", "chu-lon", "chu-rat-lon")  # ids that every page has
LINKS_LEAD_TO_PAGES = stated(
    "links_lead_to_pages",
    """Liên kết trong trang dẫn tới trang, bài, mục đã có và đã đăng khi bài này được đăng; tới một bài thì viết tên tệp .md.

    Sai: `[bài trước](hoi-nghi.md)` khi hoi-nghi.md còn ghi Status: draft; `[Điều 1](quy-che.md#dieu-mot)`
    Đúng: `[bài trước](hoi-nghi.md)` khi bài ấy đã đăng; `[Điều 1](quy-che.md#dieu-1)`
    """,
)
HIDDEN_TEXTS_USE_LISTED_NAMES = stated(
    "hidden_texts_use_listed_names",
    """Bài ẩn (Status: hidden) dùng chuyên mục và nhãn mà bài đã đăng cũng dùng, vì tên của nó dẫn tới trang liệt kê.

    Sai: Tags: Lịch nội bộ, chỉ có ở bài ẩn
    Đúng: Tags: Tiếp công dân
    """,
)
RULES = (LINKS_LEAD_TO_PAGES, HIDDEN_TEXTS_USE_LISTED_NAMES)
ALWAYS_THERE, LAST_MINUTE, NEVER = "", "9998", "9999"  # stand for dates


class Publication(NamedTuple):
    """When and where a text is published: its address ("2017/10/bai", "" for a draft), its date as "2017-10-10 15:25" ("" for a
    page), the names of its section and tags: `hidden_names` when no list ever shows the text; its aliases; when it leaves
    the lists.
    """

    address: str = ""
    date: str = ALWAYS_THERE
    names: tuple[Name, ...] = ()
    hidden_names: tuple[Name, ...] = ()
    aliases: tuple[Alias, ...] = ()
    expires: str = NEVER


def publication_of(manuscript: Manuscript, kind: Kind, names: tuple[Name, ...]) -> Publication:
    """Read from the header."""
    address, aliases = address_of(manuscript, kind), aliases_of(manuscript, kind)
    if kind == "page":
        return Publication(address, aliases=aliases)
    when = _when(manuscript.value("Date"))
    if manuscript.value("Status").lower() == "hidden":
        return Publication(address, when, hidden_names=names, aliases=aliases)
    expires = _when(manuscript.value(EXPIRY)) or NEVER
    return Publication(address, when, names if address else (), aliases=aliases, expires=expires)


def _when(date: str) -> str:
    """A date that can be compared. A malformed date has its own message, and makes no link to the article wrong."""
    try:
        return parse_iso_datetime(date).strftime("%Y-%m-%d %H:%M")
    except DateError:
        return ALWAYS_THERE


class Text(NamedTuple):
    """One text as far as links are concerned; `display_path` is its path in messages."""

    display_path: str
    publication: Publication
    page_links: tuple[PageLink, ...]


def this_minute() -> str:
    """Now, as dates of articles are compared: "2017-10-10 15:25" in Vietnam."""
    return datetime.now(TIMEZONE).strftime("%Y-%m-%d %H:%M")


def files_of(publications: Iterable[Publication]) -> dict[str, str]:
    """Every file of the site that a link may lead to, with the date from which it exists; those below `DATA` are left out.

    A list that an expiry made shorter loses no page: see `emptied_lists` in site_aliases.py.
    """
    files = dict.fromkeys((*ALWAYS, *(f"tinh/{path}" for path, _ in files_in(THEME / "static"))), ALWAYS_THERE)
    lists: dict[str, list[str]] = defaultdict(list)
    for address, date, names, _, aliases, _ in publications:
        if not address:
            continue
        files.update((file_at(alias.address), date) for alias in aliases)
        files[f"{address}/index.html"] = date
        for folder in {f"{LISTS[key]}/{slug}" for key, _, slug, _ in names}:
            lists[folder].append(date)
        if names:  # every listed article has a section
            for folder in (f"luu-tru/{date[:4]}", f"luu-tru/{date[:7].replace('-', '/')}"):
                files[f"{folder}/index.html"] = min(date, files.get(f"{folder}/index.html", date))
    for folder, dates in lists.items():
        files.update(_pages_of(folder, sorted(dates)))
    return files


def _pages_of(folder: str, dates: list[str]) -> Iterator[tuple[str, str]]:
    yield f"{folder}/index.html", dates[0]
    yield from (
        (f"{folder}/trang/{start // ON_A_PAGE + 1}/index.html", dates[start]) for start in range(ON_A_PAGE, len(dates), ON_A_PAGE)
    )
    if folder.startswith(LISTS["Category"]):
        yield from ((f"{folder}/{feed}.xml", dates[0]) for feed in ("rss", "atom"))


class PageLinks:
    """The links of all texts against all that is published, at `now` ("2017-10-10 15:25"; this minute by default) and later."""

    def __init__(self, texts: Mapping[str, Text], now: str = "") -> None:
        self._texts, self._now = texts, now or this_minute()
        self._files = files_of(text.publication for text in texts.values())
        self._made = cache(partial(generated_ids, THEME))
        self._at = {f"{text.publication.address}/index.html": path for path, text in texts.items() if text.publication.address}

    def dead(self) -> Iterator[Problem]:
        """Links to a page that is not there, or not yet when the text itself is."""
        for text in self._texts.values():
            address, date, *_ = text.publication
            for link in text.page_links if address else ():  # a draft may lead to what is still to come
                if message := self._trouble(link, max(self._now, date)):
                    yield LINKS_LEAD_TO_PAGES.problem(text.display_path, link.line, message)
            for key, name, slug, line in text.publication.hidden_names:
                if self._files.get(f"{LISTS[key]}/{slug}/index.html", NEVER) > max(self._now, date):
                    message = f"{key} “{name}” chỉ có ở bài ẩn này nên không có trang nào liệt kê. Dùng tên mà bài đã đăng dùng."
                    yield HIDDEN_TEXTS_USE_LISTED_NAMES.problem(text.display_path, line, message)

    def _trouble(self, link: PageLink, when: str) -> str:
        if (text := self._texts.get(link.path)) is not None:
            address, date, *_ = text.publication
            if address and date <= when:
                return ""
            state = f"hẹn đăng ngày {date}" if address else "còn là bản nháp"
            found = f"liên kết “{link.target}” dẫn tới bài {state} ({text.display_path})"
            return f"{found}. Bỏ liên kết này cho đến khi bài ấy được đăng."
        if link.path.endswith(".md") or link.path.startswith(DATA):
            return ""
        if self._files.get(link.path, NEVER) > when:
            return dead_address(link, self._files)
        is_made = link.path.endswith("index.html") and link.path not in self._at
        return dead_fragment(link) if is_made and link.fragment and link.fragment not in self._made(link.path) else ""

    def fragments(self) -> dict[str, list[tuple[Text, PageLink]]]:
        """The texts to whose headings and notes links lead, by path, with those links."""
        found: dict[str, list[tuple[Text, PageLink]]] = defaultdict(list)
        for own, text in self._texts.items():
            for link in text.page_links:
                path = self._at.get(link.path, link.path)
                to_own_frame = link.path == own and link.fragment in FRAME
                if link.fragment and not to_own_frame and path in self._texts:
                    found[path].append((text, link))
        return found


def dead_address(link: PageLink, files: Iterable[str]) -> str:
    """The message for a link inside the site that leads nowhere, with the address that was likely meant."""
    wanted = f"/{link.path.removesuffix('index.html')}"
    pages = [page for file in files if (page := f"/{file.removesuffix('index.html')}") != wanted]  # it may be there later
    guess = f"{wanted}/" if f"{wanted}/" in pages else nearest(wanted, pages, limit=0.7)
    advice = did_you_mean(guess, otherwise="Sửa liên kết này; tới một bài thì viết đường dẫn của tệp .md.")
    return f"liên kết “{link.target}” không dẫn tới trang nào. {advice}"


def dead_fragment(link: PageLink) -> str:
    """The message for a link to a part that a generated page does not have."""
    return f"liên kết “{link.target}” không dẫn tới đâu: trang ấy không có mục “#{link.fragment}”. Bỏ phần từ dấu # trở đi."


def check_data_links(
    manuscripts: Iterable[Manuscript], files: Collection[str], has_statistic: Callable[[str, str], bool]
) -> Iterator[Problem]:
    """Links to data sets and statistics that are not there. `files` are those published below `DATA`; `has_statistic` says
    whether a file's page shows a statistic of that id.
    """
    own = cache(partial(generated_ids, THEME))
    for manuscript in manuscripts:
        is_draft = manuscript.value("Status").lower() == "draft"
        for written in () if is_draft else links_of(manuscript):
            address = classify(written.target)
            file = file_at(address.path) if address.kind == "site" else ""
            link = PageLink(written.target, written.line, file, address.fragment)
            if file.startswith(DATA) and file not in files:
                yield LINKS_LEAD_TO_PAGES.problem(manuscript.path, link.line, dead_address(link, files))
            elif (
                file.startswith(DATA)
                and link.fragment
                and link.fragment not in own(file)
                and not has_statistic(file, link.fragment)
            ):
                yield LINKS_LEAD_TO_PAGES.problem(manuscript.path, link.line, dead_fragment(link))


def dead_fragments(page_links: PageLinks, anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Links to a heading or a note that the text does not have; `anchors` are the ids of each text in `page_links.fragments()`.

    A link by file name finds a heading even where the frame has its id; a link by address leads to that part of the frame.
    """
    frame = frame_ids(THEME)
    for path, links in page_links.fragments().items():
        for text, link in links:
            is_frame = link.path != path and link.fragment in frame
            if is_frame or link.fragment not in anchors[path]:
                own = f"{PREFIX}{link.fragment}"
                guess = own if own in anchors[path] else nearest(link.fragment, sorted(anchors[path]))
                spelling = "Địa chỉ của một đề mục là chữ của nó viết không dấu, nối bằng “-”."
                advice = did_you_mean(guess and f"#{guess}", otherwise=spelling)
                message = f"liên kết “{link.target}” không dẫn tới đâu: bài không có mục “#{link.fragment}”. {advice}"
                yield LINKS_LEAD_TO_PAGES.problem(text.display_path, link.line, message)
