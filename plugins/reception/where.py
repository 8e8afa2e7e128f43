"""Which articles use a figure: `python -m plugins.reception.where content "lượt công dân"` (the target `make where`).

Reads the manuscripts as written, so that a draft that will use the figure is listed too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.manuscript import Manuscript, read_manuscript
from plugins.problems import ProblemsFound
from plugins.reception.block import BlockProblem, parse_block
from plugins.reception.data.catalogue import Catalogue, QueryError, load_catalogue
from plugins.reception.data.store import observation
from plugins.reception.embeds import INLINE, PLACEHOLDER, Written, from_placeholder, take_out
from plugins.reception.statistics import figure_of
from plugins.reception.syntax import Ask, SyntaxProblem, parse_embed


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a figure stands."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def uses(content: Path, catalogue: Catalogue, name: str) -> Iterator[Use]:
    """Every embed that asks for the measure, by itself or in a block, in order of files. Raises QueryError for an unknown name."""
    wanted = catalogue.measure(name).id
    for path in sorted(content.rglob("*.md")):
        manuscript = read_manuscript(path, f"{content.name}/{path.relative_to(content).as_posix()}")
        scope = manuscript.value("So-lieu")
        for written in embeds_of(manuscript):
            if wanted in measures_of(catalogue, written, scope):
                yield Use(manuscript.path, written.line, " ".join(written.text.split()))


def embeds_of(manuscript: Manuscript) -> Iterator[Written]:
    """The embeds of a manuscript outside code, those of its header included."""
    header = enumerate(manuscript.lines[: manuscript.body_start], start=1)
    for number, line in (*header, *manuscript.prose()):
        yield from (Written("inline", number, found["text"].strip()) for found in INLINE.finditer(line))
    for line in take_out(list(manuscript.lines)):
        placeholder = PLACEHOLDER.search(line)
        written = from_placeholder(placeholder[1]) if placeholder else None
        if written and written.kind == "block":
            yield written


def measures_of(catalogue: Catalogue, written: Written, scope: str) -> set[str]:
    """The ids of the measures an embed shows; none for one that cannot be answered, of which the checks tell."""
    try:
        if written.kind == "inline":
            asked = parse_embed(written.text)
            return {catalogue.measure(asked.name).id} if isinstance(asked, Ask) else set()
        table = figure_of(catalogue, parse_block(written.text), scope, "so-lieu")["table"]
    except (SyntaxProblem, BlockProblem, QueryError):
        return set()
    ids = {str(cell["href"]).partition("#")[2] for row in table["rows"] for cell in row["cells"] if cell["href"]}
    return {row.measure for row in catalogue.store.observations(observation.c.id.in_(ids))}


def main(arguments: list[str]) -> int:
    """Print every use, one a line; 1 when the name is unknown or the data cannot be read."""
    content, name = Path(arguments[0]), arguments[1]
    if not content.is_dir():
        print(f"{content}: không có thư mục này. Kiểm tra lại CONTENT=….", file=sys.stderr)
        return 1
    try:
        found = list(uses(content, load_catalogue(content, content.name), name))
    except (ProblemsFound, QueryError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(map(str, found)) or f"Chưa có bài nào dùng “{name}”.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
