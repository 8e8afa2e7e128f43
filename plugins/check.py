"""`python -m plugins.check content [file …]`: everything an editor or clerk can get wrong, one problem a line (`make check`)."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from plugins.agency.agency import FILE_NAME, read_agency
from plugins.manuscript import Manuscript
from plugins.newsroom.checks import check_tree
from plugins.newsroom.encoding import read_or_explain
from plugins.newsroom.site import check_data_links
from plugins.newsroom.tree import walk
from plugins.problems import SEVERITY_WORDS, Problem, ProblemsFound, errors_of
from plugins.reception.check_texts import check_texts
from plugins.reception.downloads import pages_of
from plugins.reception.load import load_data


def check(content: Path) -> list[Problem]:
    """Problems of texts, links, data and of texts against data, sorted by place. Without sound data, texts are not held to it."""
    problems = check_tree(content, content.name)
    if not content.is_dir():
        return problems
    tree, _ = walk(content, content.name)
    problems += _of_agency(content)
    read = [read_or_explain(content / path, tree.shown(path)) for path in tree.texts()]
    try:
        catalogue = load_data(content, content.name)
    except ProblemsFound as found:
        return sorted([*problems, *found.problems])
    texts = [text for text in read if isinstance(text, Manuscript)]
    problems += [*catalogue.warnings, *check_texts(texts, catalogue), *check_data_links(texts, pages_of(catalogue))]
    catalogue.store.close()
    return sorted(problems)


def _of_agency(content: Path) -> list[Problem]:
    """A tree without the file takes the portal's own."""
    try:
        if (content / FILE_NAME).is_file():
            read_agency(content)
    except ProblemsFound as found:
        return list(found.problems)
    return []


def line(problem: Problem) -> str:
    """As editors read it: the place, how bad it is unless it stops the build, the words, and the rule to look up."""
    weight = "" if problem.severity == "error" else f"{SEVERITY_WORDS[problem.severity]}: "
    rule = f" ({problem.rule})" if problem.rule else ""
    return f"{problem.where()}: {weight}{problem.message}{rule}"


def main(arguments: list[str]) -> int:
    """Print the problems (only those of the named files or folders, if any are named); 1 if one is an error."""
    content = Path(arguments[0]).resolve()
    only = {Path(name).resolve() for name in arguments[1:]}
    if lost := sorted(str(path) for path in only if not path.exists()):
        print("\n".join(f"{path}: không có tệp này. Kiểm tra lại FILES=…." for path in lost))
        return 1
    problems = [problem for problem in check(content) if not only or _is_in(content.parent / problem.path, only)]
    for problem in problems:
        print(line(problem))
    return 1 if errors_of(problems) else 0


def _is_in(path: Path, places: set[Path]) -> bool:
    return bool(places & {path, *path.parents})


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `make check | head` ends quietly
    sys.exit(main(sys.argv[1:]))
