"""Build a content tree with Pelican, making only what changed; what is new comes in only when all of it succeeded.

Pelican logs many failures and exits 0; here every warning is fatal, every plugin must have loaded, and what was written is
inspected before it is let in.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from plugins.assets.bundle import content_security_policy, policies_of_both
from plugins.build_cache import AFRESH, StaleCache
from plugins.builder import STARTED_NS
from plugins.builder.cache.articles import CachedArticles
from plugins.builder.cache.inputs import Files, Inputs, InputsChanged, code_saved_since, inputs_of, refuse_changed_inputs
from plugins.builder.cache.manifest import Manifest, Stamp, dump, load, manifest_key, stamps_of
from plugins.builder.cache.per_file import Memory
from plugins.builder.cache.site_overview import Overview
from plugins.builder.cache.store import Store
from plugins.builder.digests import combined
from plugins.builder.markdown.converter import Converter
from plugins.builder.output.guard import policy_file, refuse_unsafe
from plugins.builder.output.inspection import Seen, look_at, problems_of
from plugins.builder.output.swap import alone, let_in, passing, read_policy, write_policy
from plugins.builder.pages.planner import Pages, Watch
from plugins.builder.parallel import collecting_later
from plugins.builder.pelican.changed_bodies import Bodies, known_of, pointed_by
from plugins.builder.pelican.contents import NAMES, holds_content, make_values, relatives_of
from plugins.builder.pelican.run import run_pelican, settings_of
from plugins.builder.pelican.strict import BuildFailed, strictly
from plugins.builder.session import Session
from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.project import CACHE, THEME

DEFAULT_OUTPUT = Path("output")
STORES = CACHE / "cache/builder"


def build(
    settings_file: Path, content: Path, output: Path, cache: Path = STORES, drafts: bool = False, afresh: bool = False
) -> int:
    """Build and let in; returns the number of pages. Raises ProblemsFound or BuildFailed and leaves `output` as it was.

    `cache` holds what may help the next build; without it, and `afresh`, which neither trusts nor touches it, the output is the
    same to the byte. `drafts` shows what is not published yet, marked and in no list: for looking at, never for publishing.
    """
    if not content.is_dir():
        raise ProblemsFound([Problem(str(content), message="không có thư mục này. Kiểm tra lại CONTENT=….")])
    content, output = content.resolve(), output.resolve()
    override = {"PATH": str(content), "SHOW_DRAFTS": drafts, AFRESH: afresh}
    with strictly(), alone(output, cache), collecting_later(), _store(cache, output, afresh) as store:
        for recalling in (True, False, False, False):
            try:
                return _prepared(store, settings_of(settings_file, override), content, output, recalling).run()
            except StaleCache as lost:
                if not (
                    recalling or isinstance(lost, InputsChanged)
                ):  # put there by this very build: the file is damaged unseen by SQLite
                    store.start_afresh(lost)
    raise BuildFailed("có tệp được lưu liên tục trong lúc dựng. Lưu xong rồi chạy lại lệnh này.")


@contextmanager
def _store(cache: Path, output: Path, afresh: bool) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix=passing(output), dir=cache) as own:
        store = Store(Path(own) / "kept.sqlite" if afresh else cache / "kept.sqlite")
        try:
            yield store
            store.forget_old()
        finally:
            store.close()


def _prepared(store: Store, settings: dict[str, Any], content: Path, output: Path, recalling: bool) -> _Build:
    files = Files(store, str(content))
    inputs = inputs_of(files, settings, content)
    return _Build(store, files, settings, inputs, content, output, content_security_policy(THEME) + "\n", recalling)


@dataclass(frozen=True, slots=True)
class _Build:
    store: Store
    files: Files
    settings: dict[str, Any]
    inputs: Inputs
    content: Path
    output: Path
    policy: str
    recalling: bool

    def run(self) -> int:
        present, now = stamps_of(self.output), time.time()
        key = manifest_key(self.output, self.inputs.base)
        last = load(self.store.get(key))
        is_known = last.inputs == self.inputs.whole and last.holds(now) and last.is_whole(present)
        if is_known and read_policy(self.output) == self.policy:
            return sum(name.endswith(".html") for name in present)
        fresh = Path(tempfile.mkdtemp(prefix=passing(self.output), dir=self.output.parent))
        try:
            pages = self._pages(fresh, last, present)
            overview = Overview(self.store, combined(self.inputs.base, str(self.content).encode()))
            changed = overview.changed_since(last, self.inputs) if self.recalling and last.holds(now) else ()
            session = self._session(pages, Bodies(overview, changed, last) if changed else None)
            sources = run_pelican(self.settings, session, self.content, fresh)
            self._inspect(pages, sources, present)
            self._refuse_moved()
            there = self._let_in(fresh, pages.carried, present)
            whole = last.whole if session.bodies else os.urandom(16)
            manifest = Manifest(self.inputs.whole, whole, now, session.until, pages.entries(last.files, there))
            results = chain(self.files.remember().items(), session.memory.values(), pages.links_to_keep(), [(key, dump(manifest))])
            self.store.put_last(chain(results, self._overview(overview, session, whole)))
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return sum(name.endswith(".html") for name in there)

    def _overview(self, overview: Overview, session: Session, mark: bytes) -> Iterator[tuple[bytes, bytes]]:
        if session.bodies:
            return overview.after_bodies(self.inputs)
        contents = session.contents
        pointed, known = lambda path: pointed_by(contents[path]), partial(known_of, session, self.settings)
        return overview.after_whole(self.inputs, mark, contents, pointed, known)

    def _session(self, pages: Pages, bodies: Bodies | None) -> Session:
        inputs, store = self.inputs, self.store
        memory = Memory(store, inputs.content, (inputs.base, str(self.content).encode()), self.recalling)
        snapshots = CachedArticles(memory, store, inputs, NAMES, holds_content)
        converter = Converter(self.settings, inputs.conversion, store)
        return Session(store, inputs.base, converter, self.files, pages, memory, snapshots, bodies)

    def _refuse_moved(self) -> None:
        if name := code_saved_since(STARTED_NS):
            raise BuildFailed(f"{name} được lưu trong lúc dựng, mà mã thì chỉ đọc lúc bắt đầu. Chạy lại lệnh này.")
        refuse_changed_inputs(self.inputs, Files(self.store, str(self.content)), Path(self.settings["THEME"]), self.content)

    def _let_in(self, fresh: Path, carried: Collection[str], present: Mapping[str, Stamp]) -> dict[str, Stamp]:
        """Also when it is killed in between, the policy fits the pages."""
        write_policy(self.output, policies_of_both(read_policy(self.output), self.policy) + "\n")
        now = let_in(fresh, self.output, carried, present)
        write_policy(self.output, self.policy)
        return now

    def _pages(self, fresh: Path, last: Manifest, present: Mapping[str, Stamp]) -> Pages:
        usable = {name: entry for name, entry in last.files.items() if present.get(name) == entry.stamp}
        return Pages(fresh, self.inputs.base, usable, *make_values(), relatives_of, Watch())

    def _inspect(self, pages: Pages, sources: Mapping[str, str], present: Mapping[str, Stamp]) -> None:
        made = stamps_of(pages.folder)
        sizes = {name: stamp[0] for name, stamp in {**{name: present[name] for name in pages.carried}, **made}.items()}
        seen = {name: look for name, (_, look) in pages.made.items() if look}
        others = {name for name in made if name.endswith(".html")} - seen.keys()
        seen |= {name: look_at((pages.folder / name).read_text(encoding="utf-8")) for name in others}
        if present.keys() - sizes.keys():  # a link of a page carried over can only die with a file that goes
            seen |= pages.seen_of_carried(self.store, self.output)
        if self.settings["SHOW_DRAFTS"]:
            seen = {name: self._of_draft(look) if name.startswith("nhap/") else look for name, look in seen.items()}
        problems = problems_of(sizes, seen, sources, self.content.parent, partial(self._text_of, made, pages.folder))
        if errors_of(problems):
            raise ProblemsFound(problems)

    def _text_of(self, made: Collection[str], fresh: Path, name: str) -> str:
        """A page as it is made, or carried over."""
        return ((fresh if name in made else self.output) / name).read_text(encoding="utf-8")

    def _of_draft(self, look: Seen) -> Seen:
        """A draft may be the first of its section or tag, whose page comes with it."""
        lists = tuple("/" + self.settings[name].partition("{")[0] for name in ("CATEGORY_URL", "TAG_URL"))
        return replace(look, links=tuple(link for link in look.links if not link.startswith(lists)))


def main(arguments: list[str] | None = None) -> int:
    """The command behind `make`; prints in Vietnamese what went wrong, or where to look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    parser.add_argument("--afresh", action="store_true", help="use nothing that an earlier build left")
    parsed = parser.parse_args(arguments)
    try:
        refuse_unsafe(parsed.content, parsed.output, policy_file(parsed.output.resolve()).is_file())
        pages = build(parsed.settings, parsed.content, parsed.output, afresh=parsed.afresh)
    except ProblemsFound as found:
        from plugins.check import check  # noqa: PLC0415  # takes longer to load than it takes to see that nothing changed

        # The stage that stopped told of its own; what later stages would have found is told with it.
        problems = sorted({*errors_of(found.problems), *errors_of(check(parsed.content.resolve()))})
        print("\n".join(map(str, problems)), file=sys.stderr)
        print(f"\nKhông dựng được trang: {len(problems)} lỗi ở trên. {parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nĐã dừng giữa chừng. {parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 130
    except BuildFailed as failure:
        print(f"Không dựng được trang: {failure}\n{parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 1
    look = "make serve, rồi mở http://127.0.0.1:8000/" if parsed.output == DEFAULT_OUTPUT else f"{parsed.output}/index.html"
    print(f"Đã dựng {pages} trang vào {parsed.output}/. Xem: {look}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
