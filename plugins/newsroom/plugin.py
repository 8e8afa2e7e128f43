"""Runs the newsroom's checks before Pelican reads, and makes sure afterwards that Pelican left nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin

from pelican import Pelican, contents, signals
from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator

from plugins.build_cache import ONLY, PER_FILE, changes_at, depends_on_articles, depends_on_file, uncached
from plugins.build_warnings import warn
from plugins.markup.addresses import inside_content
from plugins.markup.plain_text import plain_text, shorten
from plugins.newsroom.attachment_notes import with_notes
from plugins.newsroom.checks.aliases import aliases_in
from plugins.newsroom.checks.anchors import anchors_with
from plugins.newsroom.checks.check_tree import check_files
from plugins.newsroom.checks.expiry import FIELD as EXPIRY
from plugins.newsroom.checks.tree import ContentTree, walk
from plugins.newsroom.expired_articles import emptied_by, left_lists
from plugins.newsroom.feeds import as_xml, from_everywhere, with_plain_pictures
from plugins.newsroom.related import in_order, neighbours, related
from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.vietnamese.dates import TIMEZONE, parse_iso_datetime

RECORDS_DEPENDENCIES = True
IN_SUMMARY = re.compile(r'"\{static\}([^"?#]*)')
NO_NEWS = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without articles changed
TREE = "NEWSROOM_TREE"  # the content tree as it was checked


@dataclass(frozen=True, slots=True)
class _Related:
    """Pelican's article as `related` sees it."""

    article: Article
    url: str
    date: datetime
    subjects: tuple[str, ...]


def check_before_reading(pelican: Pelican) -> None:
    """Report every mistake of every file at once and in Vietnamese, before Pelican says anything in English."""
    content = Path(pelican.settings["PATH"])
    tree, found = walk(content, content.name)
    anchors = anchors_with(pelican.settings["MARKDOWN"])
    problems = check_files(tree, found, pelican.settings.get(PER_FILE, uncached), anchors)
    pelican.settings[TREE] = tree
    if errors_of(problems):
        raise ProblemsFound(problems)
    warn(pelican.settings, problems)


def expire(content: Content) -> None:
    """Take an article whose time is over out of all lists; its page stays and says so."""
    if not isinstance(content, Article):
        return
    content.expired = None
    if value := content.metadata.get(EXPIRY.lower()):
        moment = parse_iso_datetime(value)
        changes_at(content, moment.timestamp())
        if moment <= datetime.now(TIMEZONE):
            content.expired = moment
            content.status = "hidden" if content.status == "published" else content.status


def prepare_templates(generator: Generator) -> None:
    """Links inside the site start at "/", whatever host serves it (feeds get full addresses from Pelican's writer); one filter
    makes text of HTML, one names the authors of a text.
    """
    generator.context["localsiteurl"] = ""
    generator.env.filters["chi_chu"] = plain_text
    generator.env.filters["nguoi_viet"] = authors_of


def describe_attachments(content: Content) -> None:
    """Say what kind and how large the files are that a text which was just read links to."""
    if not isinstance(content, Article | Page):
        return
    root = Path(content.settings["PATH"])

    def size_of(path: str) -> int | None:
        if not (root / path).is_file():
            return None
        depends_on_file(content, path)
        return (root / path).stat().st_size

    content._content = with_notes(content._content, content.relative_dir, size_of)


def relate(generator: ArticlesGenerator) -> None:
    """Give every article its neighbours in time and its related articles."""
    views = [
        _Related(article, article.url, article.date, tuple(tag.slug for tag in getattr(article, "tags", ())))
        for article in chain(generator.articles, generator.hidden_articles)
    ]
    listed = in_order([view for view in views if view.article.status == "published"])
    beside = {id(view): (newer, older) for view, newer, older in neighbours(listed)}
    alike = {id(view): others for view, others in related(listed)}
    for view in views:
        newer, older = (other.article if other else None for other in beside.get(id(view), (None, None)))
        others = [other.article for other in alike.get(id(view), ())]
        depends_on_articles(view.article, newer=newer, older=older, related=others)


def keep_lists(generator: ArticlesGenerator) -> None:
    """Let the list of a section or tag stay, if need be empty, when its last article expires: readers have its address."""
    expired = list(filter(left_lists, generator.hidden_articles))
    listed = {section for section, _ in generator.categories}
    generator.categories += [(section, []) for section in {article.category for article in expired} - listed]
    generator.categories.sort(key=itemgetter(0), reverse=generator.settings["REVERSE_CATEGORY_ORDER"])
    for tag in chain.from_iterable(getattr(article, "tags", ()) for article in expired):
        generator.tags[tag]  # a defaultdict


def name_sections(generator: ArticlesGenerator) -> None:
    """Name the sections without their articles: a page that lists sections must not change with every new article."""
    generator.context["SECTIONS"] = [(section, None) for section, _ in generator.categories]


def keep_unpublished_files_back(generator: PagesGenerator) -> None:
    """Publish no picture before the draft, or the article of next week, that alone uses it."""
    context = generator.context
    context["static_links"] = set(generator.settings.get("FILES_SHOWN_EVERYWHERE", ()))  # plugins/agency has them
    for content in context["generated_content"].values():
        if content is not None and content.status != "draft":
            context["static_links"] |= set(_files_of(content))


def _files_of(content: Content) -> Iterator[str]:
    """The files that a text links to, from the content root; Pelican overlooks those of the summary."""
    yield from map(unquote, content.get_static_links())
    for path in IN_SUMMARY.findall(content.metadata.get("summary", "")):
        if file := inside_content(unquote(path), content.relative_dir):
            yield file


def offer_menu(generator: PagesGenerator) -> None:
    """Leave out of the menu what this tree has no page for: an entry never leads nowhere."""
    slugs = {page.slug for page in generator.pages}
    made = generator.settings["PAGES_MADE"]
    entries = generator.settings["MENU"]
    generator.context["MENU"] = [(name, url) for name, url in entries if url in made or url.strip("/") in slugs]


def encode_addresses(generator: StaticGenerator) -> None:
    """Percent-encode the addresses of files; Pelican links to spaces as they are."""
    for static in generator.staticfiles:
        static.override_url = quote(static.save_as)


def authors_of(content: Any) -> list[str]:
    """The names of those who wrote a text; none where it names nobody."""
    return [author.name for author in getattr(content, "authors", ()) if author.name]


def mend_feed(context: dict[str, Any], feed: Any) -> None:
    """Name a feed by its own address, link it to the page beside it, and make its texts readable anywhere.

    Pelican gives all feeds the home page for both, strips tags from titles, which hold none, and names one author of several.
    """
    feed.feed.update(id=feed.feed["feed_url"], link=urljoin(feed.feed["feed_url"], "."), language=context["DEFAULT_LANG"])
    if not feed.items:
        feed.latest_post_date = lambda: NO_NEWS  # instead of the hour of the build
    mended = (text for text in context["generated_content"].values() if text and ("<" in text.title or len(authors_of(text)) > 1))
    texts = {urljoin(f"{context['SITEURL']}/", text.url): text for text in mended}
    for item in feed.items:
        text = texts.get(item["link"])
        item["unique_id_is_permalink"] = False  # ids are tag: URIs, which RSS takes for links by default
        item["author_name"] = (
            ", ".join(authors_of(text)) or item["author_name"] or context["SITENAME"]
        )  # an author without a name is none
        item["title"] = as_xml(text.title if text else item["title"])
        for part in ("description", "content"):
            item[part] = as_xml(from_everywhere(with_plain_pictures(item[part]), item["link"])) if item[part] else None
        if item["description"] == item["content"]:
            item["description"] = None


class AliasPagesGenerator(Generator):  # type: ignore[misc]  # pelican has no types
    """Writes a page at each earlier address of a text. It is no text itself, so no list, feed, site map or search shows it."""

    def generate_output(self, writer: Any) -> None:
        """Called by Pelican once, when every number is in its title."""
        contents_read = self.context["generated_content"].values()
        for content in (content for content in contents_read if content and content.status != "draft"):
            arguments = {"new_address": f"/{content.url}", "text_title": content.title}
            for address in aliases_in(getattr(content, "aliases", "")):
                name = f"{address[1:]}index.html"
                writer.write_file(name, self.get_template("alias"), self.context, url=address[1:], **arguments)
        self._lists(writer)

    def _lists(self, writer: Any) -> None:
        context, on_a_page = self.context, self.settings["DEFAULT_PAGINATION"]
        expired = filter(left_lists, context["hidden_articles"])
        for address, new in emptied_by(expired, context["articles"], on_a_page).items():
            arguments = {"new_address": new, "text_title": "Các bài khác"}
            writer.write_file(f"{address[1:]}index.html", self.get_template("alias"), self.context, url=address[1:], **arguments)


def alias_pages_generator(pelican: Pelican) -> type[Generator]:
    """Pelican asks each plugin for its generators."""
    return AliasPagesGenerator


def nothing_left_out(generators: list[Generator]) -> None:
    """Stop unless every Markdown file became an article or a page: Pelican would drop one and exit 0."""
    context: dict[str, Any] = generators[0].context
    tree: ContentTree = generators[0].settings[TREE]
    read = generators[0].settings.get(ONLY) or tree.texts()
    missing = [path for path in read if context["generated_content"].get(path) is None]
    if missing:
        raise ProblemsFound(
            Problem(tree.display_path(path), message="bài này không đọc được nên không có trang.") for path in missing
        )


def register() -> None:
    """Connect; Pelican calls it once."""
    # initialized comes before any file is read; the generators' own signals come when their lists are complete, and
    # page_generator_finalized just before files are chosen for copying.
    signals.initialized.connect(check_before_reading)
    signals.generator_init.connect(prepare_templates)
    signals.content_object_init.connect(describe_attachments)
    signals.get_generators.connect(alias_pages_generator)
    signals.content_object_init.connect(expire)
    signals.article_generator_finalized.connect(relate)
    signals.article_generator_finalized.connect(keep_lists)
    signals.article_generator_finalized.connect(name_sections)
    signals.page_generator_finalized.connect(keep_unpublished_files_back)
    signals.page_generator_finalized.connect(offer_menu)
    signals.static_generator_finalized.connect(encode_addresses)
    signals.feed_generated.connect(mend_feed)
    signals.all_generators_finalized.connect(nothing_left_out)
    # Pelican offers no hook here; its own cuts a summary between "17" and ".668"
    contents.truncate_html_words = shorten
