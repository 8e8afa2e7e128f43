"""`make new`: a draft of its kind, dated now, at an address that nobody has or had.

Run as `python -m plugins.new_article content "title" [kind] [section] [folder of the last release]`. The skeletons are in
plugins/newsroom/skeletons/. A draft that breaks a rule, by its title for instance, is not written.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.manuscript import Manuscript, parse_manuscript
from plugins.newsroom.checks.addresses import FIRST_SECTION, file_slug, names_of, slug_of
from plugins.newsroom.checks.aliases import aliases_in
from plugins.newsroom.checks.check_tree import NOT_ARTICLES, PAGES, kind_of
from plugins.newsroom.checks.encoding import read_or_explain
from plugins.newsroom.checks.rules import check_rules
from plugins.newsroom.checks.tree import walk
from plugins.problems import ProblemsFound, errors_of, suggest
from plugins.project import ROOT
from plugins.reception.commands.check_articles import check_texts
from plugins.reception.data.catalogue import Catalogue, load_data
from plugins.reception.data.model import Observation
from plugins.reception.data.store import observation
from plugins.vietnamese.dates import TIMEZONE, format_official_date
from plugins.vietnamese.periods import format_code, format_period
from plugins.vietnamese.slugs import slugify

SKELETONS = ROOT / "plugins/newsroom/skeletons"
PLAIN, RESULT = "tin", "ket-qua"
LONGEST_SLUG = 80
SUMMARY = "Summary: [điền: một hai câu tóm tắt]"
PERIOD = "[kỳ của số liệu]"
NO_DATA = (
    "chưa có số liệu của kỳ nào, nên chưa viết được bài kết quả. Nộp báo cáo vào content/so-lieu/bao-cao/ trước, hoặc bỏ KIND=."
)


class NoDraft(ValueError):
    """No draft is written; the message says why in Vietnamese."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What is asked for. `section`: a name, or the slug of one that articles have; `last`: the folder of the last release."""

    title: str
    kind: str = ""
    section: str = ""
    last: Path | None = None


def new_article(content: Path, wanted: NewArticle, now: datetime) -> Path:
    """Write the draft and return its path. Raises NoDraft or ProblemsFound, and then writes nothing."""
    title, kind = " ".join(wanted.title.split()), wanted.kind or PLAIN
    slug = _slug(title)
    if not slug:
        raise NoDraft('chưa có tên bài. Ví dụ: make new TITLE="Hội nghị tổng kết năm 2026".')
    kinds = sorted(path.stem for path in SKELETONS.glob("*.md"))
    if kind not in kinds:
        raise NoDraft(f"không có loại bài “{kind}”. {suggest(kind, kinds)}")
    tree, _ = walk(content, content.name)
    read = [read_or_explain(content / path, tree.display_path(path)) for path in tree.texts()]
    texts = [text for text in read if isinstance(text, Manuscript)]
    section = _section(texts, wanted.section)
    path = f"{slug_of(section)}/{now.year}/{slug}.md"
    if kind_of(path) != "article":
        raise NoDraft(f"thư mục “{slug_of(section)}” không chứa bài viết ({PAGES}, {', '.join(NOT_ARTICLES)}). Chọn SECTION= khác.")
    _refuse_taken(tree.display_path(path), f"{now:%Y/%m}/{slug}", texts, wanted.last)
    header = [f"Title: {title}", f"Date: {now:%Y-%m-%d %H:%M}", f"Category: {section}", "Status: draft", SUMMARY]
    text = "\n".join(header) + f"\n\n{(SKELETONS / f'{kind}.md').read_text(encoding='utf-8')}"
    if kind == RESULT or "{{" in title:
        text = _with_data(content, text, tree.display_path(path))
    if errors := errors_of(check_rules(parse_manuscript(text, tree.display_path(path)), "article")):
        raise ProblemsFound(errors)
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    with (content / path).open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return content / path


def _slug(title: str) -> str:
    """Whole words of the title, as many as an address takes."""
    slug = slugify(title)
    return slug if len(slug) <= LONGEST_SLUG else slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]


def _section(texts: list[Manuscript], asked: str) -> str:
    """The section's name: that of other articles where one has the slug."""
    named = [name for text in texts for name in names_of("Category", text.value("Category"))]
    known = {slug_of(name): name for name in [FIRST_SECTION, *named]}
    slug = slug_of(asked) if asked else slug_of(FIRST_SECTION)
    if slug in known:
        return known[slug]
    if asked == slug:
        advice = suggest(asked, known)
        raise NoDraft(f'chưa bài nào ở chuyên mục “{asked}”. {advice} Chuyên mục mới thì ghi tên có dấu: SECTION="…".')
    return asked


def _refuse_taken(path: str, address: str, texts: list[Manuscript], last: Path | None) -> None:
    advice = "Đặt tên bài khác (TITLE=…)."
    for text in texts:
        month, own = text.value("Date")[:7].replace("-", "/"), text.value("Slug") or file_slug(text.path)
        if path == text.path or address == f"{month}/{own}" or f"/{address}/" in aliases_in(text.value("Aliases")):  # drafts too
            raise NoDraft(f"địa chỉ /{address}/ đã thuộc về {text.path}. {advice}")
    if last and f"/{address}/" in _published(last):
        raise NoDraft(f"địa chỉ /{address}/ đã đăng ở bản trước ({last}), bài cũ có thể đã đổi tên tệp. {advice}")


def _published(last: Path) -> set[str]:
    """The addresses of a release, those of before too; none where there is no release yet."""
    try:
        manifest = json.loads((last / "manifest.json").read_bytes())
        return {*manifest["addresses"], *manifest.get("aliases", ())}
    except FileNotFoundError:
        return set()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NoDraft(f"{last}/manifest.json không đọc được. Kiểm tra lại LAST=….") from error


def _with_data(content: Path, text: str, display_path: str) -> str:
    """The text with its period, where it has a place for one. Raises ProblemsFound where the data do not answer it."""
    catalogue = load_data(content, content.name)
    with closing(catalogue.store):
        if PERIOD in text:
            newest = _newest(catalogue)
            words = format_period(newest.period)
            days = [format_official_date(day) for day in (newest.start, newest.end)]
            sentence = f"{words[:1].upper()}{words[1:]} (số liệu từ ngày {days[0]} đến ngày {days[1]})"
            scope = f"So-lieu: {newest.dataset}/{format_code(newest.period)}"
            text = text.replace(SUMMARY, f"{SUMMARY}\n{scope}").replace(PERIOD, sentence)
        if errors := errors_of(check_texts([parse_manuscript(text, display_path)], catalogue)):
            raise ProblemsFound(errors)
    return text


def _newest(catalogue: Catalogue) -> Observation:
    """One of the period whose last day is the latest, of a data set's own unit."""
    own = [
        row
        for dataset in catalogue.datasets.values()
        for row in catalogue.store.observations(
            observation.c.dataset == dataset.id, observation.c.unit == dataset.unit, observation.c.live
        )
    ]
    if not own:
        raise NoDraft(NO_DATA)
    return max(own, key=lambda row: (row.end, row.start, row.dataset))


def main(arguments: list[str]) -> int:
    """Print the draft's path, or in Vietnamese why there is none."""
    content, title, kind, section, last = [*arguments, "", "", "", ""][:5]
    wanted = NewArticle(title, kind, section, Path(last) if last else None)
    try:
        path = new_article(Path(content).resolve(), wanted, datetime.now(TIMEZONE))
    except (NoDraft, ProblemsFound) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"không ghi được bài mới ({error.strerror}).", file=sys.stderr)
        return 1
    place = Path(content) / path.relative_to(Path(content).resolve())
    print(f"Đã viết bản nháp {place}. Điền các chỗ [điền: …]; xoá dòng Status: draft để đăng.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
