"""Which pages use a number: `python -m plugins.reception.commands.where content "lượt công dân"` (the target `make where`).

Reads the manuscripts, so that it lists a draft too; then what nguon.toml declares: the home page's panel and the pages of the
data sets.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.manuscript import Manuscript, read_manuscript
from plugins.problems import NOT_UTF8, ProblemsFound, refusal
from plugins.reception.data.catalogue import FOLDER, Catalogue, QueryError, load_data
from plugins.reception.data.sources.declarations import FEATURED, FILE
from plugins.reception.data.store import observation
from plugins.reception.display.stat import WHOLE, dataset_address
from plugins.reception.display.statistics_block import statistics_of
from plugins.reception.embeds.block import BlockProblem, parse_block
from plugins.reception.embeds.inline import Ask, SyntaxProblem, parse_embed
from plugins.reception.embeds.markdown import Written, embeds_of


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a number stands."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def uses(content: Path, catalogue: Catalogue, name: str) -> Iterator[Use]:
    """Every place that shows the measure: embeds and blocks in order of files, then the home page and the data sets' pages.

    Raises QueryError for an unknown name, ProblemsFound for a file that is not UTF-8.
    """
    wanted = catalogue.measure(name).id
    for path in sorted(content.rglob("*.md")):
        manuscript = _read(path, f"{content.name}/{path.relative_to(content).as_posix()}")
        scope = manuscript.value("So-lieu")
        for written in embeds_of(manuscript):
            if wanted in measures_of(catalogue, written, scope):
                yield Use(manuscript.path, written.line, " ".join(written.text.split()))
    yield from _declared_uses(content, catalogue, wanted)


def _read(path: Path, display_path: str) -> Manuscript:
    try:
        return read_manuscript(path, display_path)
    except UnicodeDecodeError as error:
        raise refusal(display_path, NOT_UTF8) from error


def _declared_uses(content: Path, catalogue: Catalogue, wanted: str) -> Iterator[Use]:
    """The pages that nobody writes: they show what nguon.toml declares."""
    display_path = f"{content.name}/{FOLDER}/{FILE}"
    for dataset in catalogue.datasets.values():
        panel = [name for name in dataset.featured if catalogue.measure(name).id == wanted]
        if panel:
            yield Use(display_path, dataset.featured_line, f"trang chủ /, {FEATURED}: {panel[0]}")
    for dataset in catalogue.datasets.values():
        conditions = (observation.c.dataset == dataset.id, observation.c.measure == wanted, observation.c.live)
        if any(catalogue.store.observations(*conditions)):
            yield Use(display_path, dataset.line, f"trang bộ số liệu {dataset_address(dataset)}")


def measures_of(catalogue: Catalogue, written: Written, scope: str) -> set[str]:
    """The ids of the measures that an embed shows; none where it has no answer, which the checks report."""
    try:
        if written.kind == "inline":
            asked = parse_embed(written.text)
            return {catalogue.measure(name).id for name in _names(asked)} if isinstance(asked, Ask) else set()
        table = statistics_of(catalogue, parse_block(written.text), scope, "so-lieu")["table"]
    except (SyntaxProblem, BlockProblem, QueryError):
        return set()
    ids = {str(cell["href"]).partition("#")[2] for row in table["rows"] for cell in row["cells"] if cell["href"]}
    return {row.measure for row in catalogue.store.observations(observation.c.id.in_(ids))}


def _names(asked: Ask) -> list[str]:
    """The measures that an embed names: a share names its whole too."""
    of = [asked.reading.words] if asked.reading and asked.reading.name == WHOLE else []
    return [asked.name, *of]


def main(arguments: list[str]) -> int:
    """Print every use, one a line; 1 when the name is unknown or the data cannot be read."""
    content, name = Path(arguments[0]), arguments[1]
    if not content.is_dir():
        print(f"{content}: không có thư mục này. Kiểm tra lại CONTENT=….", file=sys.stderr)
        return 1
    try:
        found = list(uses(content, load_data(content, content.name), name))
    except (ProblemsFound, QueryError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(map(str, found)) or f"Chưa có trang nào dùng “{name}”.")
    return 0


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `make where | head` ends quietly
    sys.exit(main(sys.argv[1:]))
