"""Build a content tree with Pelican: make only what changed, and install it only if every step succeeded.

Pelican logs many failures and exits 0. Here every warning is fatal, every plugin must have loaded, and the build inspects its pages
before it installs them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from plugins.assets.bundle import content_security_policy, policies_of_both
from plugins.build_cache import NO_CACHE, ONLY, StaleCache
from plugins.build_warnings import WARNINGS
from plugins.builder import STARTED_NS
from plugins.builder.cache.articles import CachedArticles
from plugins.builder.cache.inputs import Files, InputsChanged, code_saved_since, inputs_of, refuse_changed_inputs
from plugins.builder.cache.manifest import Manifest, dump, load, manifest_key
from plugins.builder.cache.per_file import PerFileCache
from plugins.builder.cache.site_overview import Overview
from plugins.builder.cache.store import Store
from plugins.builder.digests import combined
from plugins.builder.markdown.converter import Converter
from plugins.builder.output.guard import policy_file, refuse_unsafe
from plugins.builder.output.inspection import InspectedPage, inspect_page, problems_of
from plugins.builder.output.swap import exclusive_lock, install, read_policy, temporary_prefix, write_policy
from plugins.builder.pages.planner import Pages, Watch
from plugins.builder.parallel import collecting_later
from plugins.builder.pelican.changed_bodies import ChangedBodies, references_of, site_notes_of
from plugins.builder.pelican.contents import NAMES, holds_content, make_values, relatives_of
from plugins.builder.pelican.run import run_pelican, settings_of
from plugins.builder.pelican.strict import BuildFailed, strictly
from plugins.builder.session import Session
from plugins.files import Stamp, stamps_in
from plugins.messages import warning_lines
from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.project import BUILDER_CACHE, THEME

DEFAULT_OUTPUT = Path("output")


def build(
    settings_file: Path,
    content: Path,
    output: Path,
    cache: Path = BUILDER_CACHE,
    drafts: bool = False,
    no_cache: bool = False,
    warnings: list[Problem] | None = None,
) -> int:
    """Build and install; returns the number of pages. Raises ProblemsFound or BuildFailed, and then leaves `output` as it was.

    The output is the same to the byte with any `cache` and with none: `no_cache` neither reads nor changes it. `drafts` adds
    unpublished articles, marked and in no list: for a preview, never for publishing. `warnings` receives those of the plugins.
    """
    if not content.is_dir():
        raise ProblemsFound([Problem(str(content), message="không có thư mục này. Kiểm tra lại CONTENT=….")])
    content, output = content.resolve(), output.resolve()
    gathered: list[Problem] = [] if warnings is None else warnings
    override = {"PATH": str(content), "SHOW_DRAFTS": drafts, NO_CACHE: no_cache, WARNINGS: gathered}
    with strictly(), exclusive_lock(output, cache), collecting_later(), _open_store(cache, output, no_cache) as store:
        for use_cached in (True, False, False, False):  # only the first attempt trusts the cache
            gathered.clear()
            try:
                return _Build(store, settings_of(settings_file, override), content, output, use_cached).run()
            except InputsChanged:
                continue
            except StaleCache as stale:
                if not use_cached:  # this attempt wrote the value itself: the file is damaged where SQLite does not look
                    store.reset(stale)
    raise BuildFailed("có tệp được lưu liên tục trong lúc dựng. Lưu xong rồi chạy lại lệnh này.")


@contextmanager
def _open_store(cache: Path, output: Path, no_cache: bool) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(output), dir=cache) as temporary:
        store = Store((Path(temporary) if no_cache else cache) / "cache.sqlite")
        try:
            yield store
            store.drop_old()
        finally:
            store.close()


class _Build:
    """One attempt at a build. Without `use_cached` it takes no cached article or per-file result, and caches new ones."""

    def __init__(self, store: Store, settings: dict[str, Any], content: Path, output: Path, use_cached: bool) -> None:
        self.store, self.settings, self.content, self.output, self.use_cached = store, settings, content, output, use_cached
        self.files = Files(store, str(content))
        self.inputs = inputs_of(self.files, settings, content)
        self.policy = content_security_policy(THEME) + "\n"
        self.before, self.now = stamps_in(output), time.time()
        self.manifest_key = manifest_key(output, self.inputs.base)
        self.last = load(store.get(self.manifest_key))
        self.warnings: list[Problem] = settings[WARNINGS]

    def run(self) -> int:
        """All steps of a build; returns the number of pages."""
        if self._is_up_to_date():
            self.warnings += self.last.warnings
            return _count_pages(self.before)
        fresh = Path(tempfile.mkdtemp(prefix=temporary_prefix(self.output), dir=self.output.parent))
        try:
            session = self._session(fresh)
            sources = run_pelican(self.settings, session, self.content, fresh)
            self._keep_warnings_of_others()
            self._inspect(session.pages, sources)
            self._refuse_changes()
            after = self._install(session.pages)
            self._fill_cache(session, after)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return _count_pages(after)

    @cached_property
    def overview(self) -> Overview:
        """What the last full build noted about this content tree."""
        return Overview(self.store, combined(self.inputs.base, str(self.content).encode()))

    def _keep_warnings_of_others(self) -> None:
        """Add the last build's warnings about the articles that this one did not read, if only some bodies changed."""
        if read := self.settings.get(ONLY):
            places = {f"{self.content.name}/{path}" for path in read}
            self.warnings += (warning for warning in self.last.warnings if warning.path not in places)

    def _is_up_to_date(self) -> bool:
        is_same = self.last.inputs == self.inputs.digest and self.last.is_valid(self.now) and self.last.is_intact(self.before)
        return is_same and read_policy(self.output) == self.policy

    def _session(self, fresh: Path) -> Session:
        store, inputs = self.store, self.inputs
        usable = {name: entry for name, entry in self.last.files.items() if self.before.get(name) == entry.stamp}
        pages = Pages(fresh, inputs.base, usable, *make_values(), relatives_of, Watch())
        per_file = PerFileCache(store, inputs.content, (inputs.base, str(self.content).encode()), self.use_cached)
        articles = CachedArticles(per_file, store, inputs, NAMES, holds_content)
        converter = Converter(self.settings, inputs.conversion, store)
        is_usable = self.use_cached and self.last.is_valid(self.now)
        changed = self.overview.changed_since(self.last, inputs) if is_usable else ()
        bodies = ChangedBodies(self.overview, changed, self.last) if changed else None
        return Session(store, inputs.base, converter, self.files, pages, per_file, articles, inputs.data, bodies)

    def _inspect(self, pages: Pages, sources: Mapping[str, str]) -> None:
        made = stamps_in(pages.folder)
        sizes = {name: size for name, (size, *_) in {**{name: self.before[name] for name in pages.reused}, **made}.items()}
        inspected = {name: page for name, (_, page) in pages.made.items() if page}
        others = {name for name in made if name.endswith(".html")} - inspected.keys()
        inspected |= {name: inspect_page((pages.folder / name).read_text(encoding="utf-8")) for name in others}
        if self.before.keys() - sizes.keys():  # a reused page's link breaks only if a file disappears
            inspected |= pages.inspected_reused(self.store, self.output)
        if self.settings["SHOW_DRAFTS"]:
            inspected = {name: self._draft(page) if name.startswith("nhap/") else page for name, page in inspected.items()}
        problems = problems_of(sizes, inspected, sources, self.content.parent, partial(self._text_of, made, pages.folder))
        if errors_of(problems):
            raise ProblemsFound(problems)

    def _text_of(self, made: Collection[str], fresh: Path, name: str) -> str:
        return ((fresh if name in made else self.output) / name).read_text(encoding="utf-8")

    def _draft(self, page: InspectedPage) -> InspectedPage:
        """A draft may be the first article of its section or tag, which has no page yet."""
        lists = tuple("/" + self.settings[name].partition("{")[0] for name in ("CATEGORY_URL", "TAG_URL"))
        return replace(page, links=tuple(link for link in page.links if not link.startswith(lists)))

    def _refuse_changes(self) -> None:
        if name := code_saved_since(STARTED_NS):
            raise BuildFailed(f"{name} được lưu trong lúc dựng, mà mã thì chỉ đọc lúc bắt đầu. Chạy lại lệnh này.")
        refuse_changed_inputs(self.inputs, Files(self.store, str(self.content)), Path(self.settings["THEME"]), self.content)

    def _install(self, pages: Pages) -> dict[str, Stamp]:
        """Replace the output. Meanwhile the policy allows old and new pages, so that an interruption breaks neither."""
        write_policy(self.output, policies_of_both(read_policy(self.output), self.policy) + "\n")
        after = install(pages.folder, self.output, pages.reused, self.before)
        write_policy(self.output, self.policy)
        return after

    def _fill_cache(self, session: Session, after: Mapping[str, Stamp]) -> None:
        generation = self.last.generation if session.bodies else os.urandom(16)
        files = session.pages.entries(self.last.files, after)
        manifest = Manifest(self.inputs.digest, generation, self.now, session.until, files, tuple(self.warnings))
        results = chain(self.files.to_cache().items(), session.per_file.entries(), session.pages.links_to_cache())
        self.store.put_last(chain(results, [(self.manifest_key, dump(manifest))], self._overview_entries(session, generation)))

    def _overview_entries(self, session: Session, generation: bytes) -> Iterable[tuple[bytes, bytes]]:
        if session.bodies:
            return self.overview.after_changed_bodies(self.inputs)
        contents = session.contents
        site_notes = partial(site_notes_of, session, self.settings)
        return self.overview.after_full_build(
            self.inputs, generation, contents, lambda path: references_of(contents[path]), site_notes
        )


def _count_pages(files: Collection[str]) -> int:
    return sum(name.endswith(".html") for name in files)


def main(arguments: list[str] | None = None) -> int:
    """The command behind `make`: prints in Vietnamese what went wrong, or where to look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    parser.add_argument("--no-cache", action="store_true", help="use nothing that earlier builds cached")
    parsed = parser.parse_args(arguments)
    try:
        refuse_unsafe(parsed.content, parsed.output, policy_file(parsed.output.resolve()).is_file())
        warnings: list[Problem] = []
        pages = build(parsed.settings, parsed.content, parsed.output, no_cache=parsed.no_cache, warnings=warnings)
    except ProblemsFound as found:
        from plugins.check import all_errors  # noqa: PLC0415  # takes longer to load than a build without changes

        problems = all_errors(found, parsed.content.resolve())
        print("\n".join(map(str, problems)), file=sys.stderr)
        print(f"\nKhông dựng được trang: {len(problems)} lỗi ở trên. {parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nĐã dừng giữa chừng. {parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 130
    except BuildFailed as failure:
        print(f"Không dựng được trang: {failure}\n{parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 1
    for text in warning_lines(warnings):
        print(text, file=sys.stderr)
    look = "make serve, rồi mở http://127.0.0.1:8000/" if parsed.output == DEFAULT_OUTPUT else f"{parsed.output}/index.html"
    print(f"Đã dựng {pages} trang vào {parsed.output}/. Xem: {look}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
