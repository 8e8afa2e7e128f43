"""Brings the numbers into Pelican: loads them once, resolves embeds, and publishes the data sets.

Embeds are resolved after all articles are read, so that a cache of converted text holds placeholders and never numbers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from plugins.build_cache import (
    DATA_DIGEST,
    NO_CACHE,
    PER_FILE,
    cache_with,
    cached_with,
    depends_on_address,
    depends_on_data,
    is_cached,
    own_files,
    published_addresses,
    uncached,
)
from plugins.build_warnings import warn
from plugins.manuscript import read_manuscript
from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.reception.data.catalogue import REPORTS_CACHE, Catalogue, load_data
from plugins.reception.data.model import Dataset
from plugins.reception.display.block_files import BlockPlace, block_path
from plugins.reception.display.chart_file import chart_file, has_chart_file
from plugins.reception.display.correction_notes import correction_notes
from plugins.reception.display.offered_files import offered_files
from plugins.reception.display.resolve import Resolver
from plugins.reception.embeds.markdown import PLACEHOLDER
from plugins.reception.open_data import dataset_page, freshness
from plugins.reception.open_data.block_downloads import WRITERS, write_block
from plugins.reception.open_data.csvw import write_columns
from plugins.reception.open_data.dcat import write_dcat
from plugins.reception.open_data.downloads import write_files
from plugins.reception.open_data.published_reports import copy_reports, with_published_reports
from plugins.reception.open_data.statistic_files import write_statistics
from plugins.reception.typed_numbers.check import reconcile
from plugins.reception.typed_numbers.undeclared import has_undeclared_numbers

RECORDS_DEPENDENCIES = True
CATALOGUE, FEATURED, CITATIONS = "RECEPTION_CATALOGUE", "RECEPTION_FEATURED", "RECEPTION_CITATIONS"
BLOCKS = "RECEPTION_BLOCKS"  # a setting: the blocks of each text, by title and address of its page
UNSURE = "warnings about numbers"  # cached with an article too
CITED = "cited data"  # cached with an article: the anchors of what it cites
DRAWN = "blocks"  # cached with an article: what its blocks show


def load(pelican: Pelican) -> None:
    """Read and check the data of the content tree; an error stops the build here, before any article is read."""
    content = Path(pelican.settings["PATH"])
    catalogue = load_data(content, content.name, None if pelican.settings.get(NO_CACHE) else REPORTS_CACHE)
    catalogue = with_published_reports(catalogue, pelican.settings.get(PER_FILE, uncached))
    pelican.settings[FEATURED] = dataset_page.featured(catalogue)
    pelican.settings[CATALOGUE] = catalogue
    warn(pelican.settings, catalogue.warnings)


def offer_to_templates(generator: Generator) -> None:
    """The numbers for the home page, and the list of data sets."""
    catalogue: Catalogue = generator.settings[CATALOGUE]
    cards = [dataset_page.card(dataset) for dataset in catalogue.datasets.values()]
    generator.env.globals.update(featured=generator.settings[FEATURED], datasets=cards)


class _ThemeComponents:
    """The theme's macros, taken from the environment that renders the pages."""

    def __init__(self, generator: Generator) -> None:
        self._stat = generator.env.get_template("components/stat/stat.html").module.stat
        self._statistics = generator.env.get_template("components/statistics/statistics.html").module.statistics
        self._corrections = generator.env.get_template("components/corrections/corrections.html").module.corrections

    def stat(self, value: str, text: str, href: str | None) -> str:
        return str(self._stat(value, text, href)).strip()

    def statistics(self, block: dict[str, Any]) -> str:
        return str(self._statistics(block)).strip()

    def corrections(self, notes: dict[str, Any]) -> str:
        return str(self._corrections(**notes)).strip()


def resolve(generators: list[Generator]) -> None:
    """Put numbers into every published text, note which page cites which number, and raise all problems together.

    A cached text already has its numbers.
    """
    settings = generators[0].settings
    addresses = published_addresses(generators[0].context)
    settings[CATALOGUE] = replace(settings[CATALOGUE], has_page=addresses.__contains__)
    problems: list[Problem] = []
    citations: dict[str, list[dict[str, str]]] = defaultdict(list)
    blocks: list[tuple[dict[str, str], list[dict[str, Any]]]] = []
    for generator in generators:
        components = _ThemeComponents(generator)
        for content in _published(generator):
            if not is_cached(content):
                found = _resolve_content(generator, components, content, _recorded(addresses, content))
                problems += errors_of(found)
                if unsure := [problem for problem in found if problem.severity == "warning"]:
                    cache_with(content, UNSURE, unsure)
                if cited := dataset_page.cited_in(content._content):
                    cache_with(content, CITED, cited)
            warn(settings, cached_with(content, UNSURE) or ())
            page = {"title": content.title, "url": content.url}
            blocks += [(page, drawn)] if (drawn := cached_with(content, DRAWN)) else []
            for anchor in cached_with(content, CITED) or ():
                citations[anchor].append(page)
        generator.settings.update({CITATIONS: citations, BLOCKS: blocks})
    if problems:
        raise ProblemsFound(problems)


def _recorded(addresses: frozenset[str], content: Content) -> Callable[[str], bool]:
    """Answers whether there is a page at an address, and records that the content depends on the answer."""

    def has_page(address: str) -> bool:
        there = address in addresses
        depends_on_address(content, address, there)
        return there

    return has_page


def _published(generator: Generator) -> Iterator[Content]:
    if isinstance(generator, ArticlesGenerator):
        yield from chain(generator.articles, generator.hidden_articles)
    elif isinstance(generator, PagesGenerator):
        yield from chain(generator.pages, generator.hidden_pages)


def _resolve_content(
    generator: Generator, components: _ThemeComponents, content: Content, has_page: Callable[[str], bool]
) -> list[Problem]:
    settings = generator.settings
    catalogue = replace(settings[CATALOGUE], has_page=has_page)
    path = Path(content.source_path)
    display_path = f"{Path(settings['PATH']).name}/{path.relative_to(settings['PATH'])}"
    scope = content.metadata.get("so-lieu", "")
    place = BlockPlace(settings["SITEURL"], content.url, settings["SITENAME"])
    resolver = Resolver(catalogue, components, display_path, scope, place)
    before = (content._content, content.metadata.get("summary"), content.title)
    content._content = resolver.html(content._content)
    if isinstance(generator, ArticlesGenerator):
        notes = correction_notes(catalogue, dataset_page.cited_in(content._content), content.date.date())
        content._content += components.corrections(notes) if notes else ""
    if "summary" in content.metadata:
        content._summary = content.metadata["summary"] = resolver.html(content.metadata["summary"], links=False)
    if PLACEHOLDER.search(content.title):
        content.title = content.metadata["title"] = resolver.plain(content.title)
    after = (content._content, content.metadata.get("summary"), content.title)
    braces = "{" in "".join(map(str, before)).replace("{filename}", "").replace("{static}", "")
    manuscript = read_manuscript(path, display_path)
    if not (scope or before != after or braces or has_undeclared_numbers(manuscript, catalogue)):
        return resolver.problems
    depends_on_data(content)
    cache_with(content, DRAWN, resolver.blocks)
    return [*resolver.problems, *reconcile(manuscript, catalogue)]


class DatasetGenerator(Generator):  # type: ignore[misc]  # pelican has no types
    """Writes /so-lieu/, one page a data set, the files to take away, and /trang-thai/."""

    def generate_output(self, writer: Any) -> None:
        catalogue: Catalogue = self.settings[CATALOGUE]
        citations: dataset_page.Citations = self.settings[CITATIONS]
        output, site = Path(self.output_path), self.settings["SITEURL"]
        self._page(writer, "so-lieu/", "datasets")
        self._page(writer, freshness.ADDRESS, "freshness", **freshness.freshness_page(catalogue))
        freshness.write_freshness(catalogue, self.context["articles"], output / freshness.ADDRESS)
        copy_reports(catalogue, output)
        write_dcat(catalogue, self.settings["SITENAME"], output, site)
        for dataset in catalogue.datasets.values():
            address = f"so-lieu/{dataset.id}/"
            page = dataset_page.dataset_page(catalogue, dataset, citations, site)
            self._page(writer, address, "dataset", dataset=page)
            names = [file["href"].removeprefix("/") for file in offered_files(catalogue, dataset)]
            own_files(self.settings)(names, self.settings.get(DATA_DIGEST, b""), partial(_write_set, catalogue, dataset))
            write_statistics(catalogue, dataset, citations, output, site)

        for page, blocks in self.settings[BLOCKS]:
            for block in blocks:
                self._block(writer, page, block)

    def _block(self, writer: Any, page: dict[str, str], block: dict[str, Any]) -> None:
        """The files of a block, and its inset."""
        path, address = block_path(page["url"], block["id"]), f"{self.settings['SITEURL']}/{page['url']}#{block['id']}"
        value, shown = json.dumps([block, address]).encode(), block | {"reuse": None}
        own_files(self.settings)([f"{path}{ending}" for ending in WRITERS], value, partial(write_block, block, address, path))
        self._write(writer, f"{path}.html", "inset", block=shown, place=page)
        if has_chart_file(block):
            self._write(writer, f"{path}.svg", "picture", chart=chart_file(block, self.settings["SITENAME"], address))

    def _page(self, writer: Any, address: str, template: str, **arguments: Any) -> None:
        self._write(writer, f"{address}index.html", template, url=address, **arguments)

    def _write(self, writer: Any, name: str, template: str, **arguments: Any) -> None:
        writer.write_file(name, self.get_template(template), self.context, **{"url": name, **arguments})


def _write_set(catalogue: Catalogue, dataset: Dataset, output: Path) -> None:
    folder = output / "so-lieu" / dataset.id
    write_files(catalogue, dataset, folder)
    write_columns(catalogue, dataset, folder)


def dataset_generator(pelican: Pelican) -> type[Generator]:
    """Pelican asks each plugin for its generators."""
    return DatasetGenerator


def register() -> None:
    """Connect; Pelican calls it once."""
    # initialized: bad data stops the build early. generator_init: every environment that renders needs the globals.
    # all_generators_finalized: all texts are read, and nobody has taken a summary from them yet.
    signals.initialized.connect(load)
    signals.generator_init.connect(offer_to_templates)
    signals.get_generators.connect(dataset_generator)
    signals.all_generators_finalized.connect(resolve)
