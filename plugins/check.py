"""`python -m plugins.check content [file …]`: everything an editor or clerk can get wrong (`make check`).

Of warnings there is one line for each file and rule; the check of named files prints each.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from plugins.agency.agency import FILE_NAME, read_agency
from plugins.loading import problems_of_plugins
from plugins.manuscript import Manuscript
from plugins.message_formats import FORMATS
from plugins.messages import line
from plugins.newsroom.checks.check_tree import check_tree
from plugins.newsroom.checks.encoding import read_or_explain
from plugins.newsroom.checks.site import check_data_links
from plugins.newsroom.checks.tree import DATA_FOLDERS, walk
from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.reception.commands.check_articles import check_texts
from plugins.reception.data.catalogue import load_data
from plugins.reception.open_data.downloads import has_statistic, pages_of
from plugins.reception.open_data.published_reports import with_published_reports
from plugins.working_days.days_off_file import read_day_table

DATA = tuple(f"{folder}/" for folder in DATA_FOLDERS)


def check(content: Path, places: Collection[Path] = ()) -> list[Problem]:
    """Problems of texts, links and data, and of numbers in texts that differ from the data, sorted by place. While the data have
    errors, does not compare texts with them.

    With `places`, only the problems of these files and folders; does not read texts elsewhere.
    """
    if not content.is_dir():
        return check_tree(content, content.name)
    tree, _ = walk(content, content.name)
    only = [path for path in tree.files if _is_in(content / path, places)] if places else list(tree.files)
    reads_all = not places or any(path.startswith(DATA) for path in only)  # data link to texts: which are published?
    problems = check_tree(content, content.name, only=None if reads_all else only)
    problems += _of_agency(content)
    problems += () if places else problems_of_plugins()
    wanted = set(only)
    read = [read_or_explain(content / path, tree.display_path(path)) for path in tree.texts() if path in wanted]
    try:
        catalogue = with_published_reports(load_data(content, content.name))
    except ProblemsFound as found:
        return _of(places, content, [*problems, *found.problems])
    texts = [text for text in read if isinstance(text, Manuscript)]
    problems += [*catalogue.warnings, *check_texts(texts, catalogue)]
    problems += check_data_links(texts, pages_of(catalogue), partial(has_statistic, catalogue))
    catalogue.store.close()
    return _of(places, content, problems)


def all_errors(found: ProblemsFound, content: Path) -> list[Problem]:
    """The errors that stopped a build, with all others that `check` finds: a build stops at the first stage that finds any."""
    return sorted({*errors_of(found.problems), *(errors_of(check(content)) if content.is_dir() else ())})


def _of(places: Collection[Path], content: Path, problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problem for problem in problems if not places or _is_in(content.parent / problem.path, places))


def _of_agency(content: Path) -> list[Problem]:
    """Of the office and of its days off; a tree without the office's file uses the portal's own."""
    problems = set[Problem]()
    for read in (read_agency, read_day_table) if (content / FILE_NAME).is_file() else (read_day_table,):
        try:
            read(content)
        except ProblemsFound as found:
            problems |= set(found.problems)
    return list(problems)


def main(arguments: list[str]) -> int:
    """Print the problems, of the named files and folders if there are any; 1 if one is an error."""
    parser = argparse.ArgumentParser(prog="python -m plugins.check")
    parser.add_argument("content", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--format", default="text")
    parsed = parser.parse_args(arguments)
    if parsed.format not in FORMATS:
        print(f"FORMAT={parsed.format}: không có dạng này. Các dạng: {', '.join(FORMATS)}.")
        return 1
    only = {path.resolve() for path in parsed.files}
    if missing := sorted(str(path) for path in only if not path.exists()):
        print("\n".join(f"{path}: không có tệp này. Kiểm tra lại FILES=…." for path in missing))
        return 1
    problems = check(parsed.content.resolve(), only)
    is_short = parsed.format == "text" and bool(only)
    if text := "\n".join(map(line, problems)) if is_short else FORMATS[parsed.format](problems):
        print(text)
    return 1 if errors_of(problems) else 0


def _is_in(path: Path, places: Collection[Path]) -> bool:
    return any(place in (path, *path.parents) for place in places)


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `make check | head` ends quietly
    sys.exit(main(sys.argv[1:]))
