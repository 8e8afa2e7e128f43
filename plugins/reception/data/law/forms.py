"""The report forms of the law as data: which columns a form has, what they count and which sums they must keep.

Forms come with the program, one TOML file per circular, and from the office's own content/so-lieu/bieu/. A circular without the
columns of a form is known but cannot be read: its reports are refused rather than read with the columns of an older circular.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from plugins.problems import Problem, ProblemsFound
from plugins.project import FORMS
from plugins.reception.data.law.form import Form
from plugins.reception.data.law.form_building import build_forms
from plugins.reception.data.law.form_files import FormSource, read_form_file
from plugins.reception.data.law.measures import Measure, joined, load_measures
from plugins.reception.data.law.regimes import Regime, regimes_of

MEASURES = "measures.toml"
OFFICE_FOLDER = "bieu"
TEMPORARY = (".", "~$")  # what systems and office programs leave


@dataclass(frozen=True, eq=False)
class Forms:
    """All regimes in order of coming into force, their forms by id, and the measures the columns name.

    Two are equal only if they are the same, so that answers can be cached by them. `digest` changes with what an office wrote.
    """

    regimes: tuple[Regime, ...]
    forms: Mapping[str, Form]
    measures: Mapping[str, Measure]
    digest: str = ""

    def numbered(self, number: str) -> Iterator[Form]:
        """The forms of any circular that bear this number."""
        return (form for form in self.forms.values() if form.number == number)

    def numbers(self) -> frozenset[str]:
        """Every form number known, readable or awaited."""
        awaited = (number for regime in self.regimes for number in regime.awaiting)
        return frozenset((*(form.number for form in self.forms.values()), *awaited))


@cache
def known_forms() -> Forms:
    """The forms that come with the program."""
    return load_forms(FORMS)


def load_regimes(folder: Path) -> tuple[Regime, ...]:
    """The circulars that have a file in `folder`, by day of effect. Raises ProblemsFound."""
    return load_forms(folder).regimes


def load_forms(folder: Path) -> Forms:
    """Every form of every circular, with the measures. Raises ProblemsFound for anything that does not fit together."""
    return _put_together(_program_files(folder), load_measures(folder / MEASURES))


def office_forms(data_folder: Path, display_folder: str) -> Forms:
    """The program's forms and those of content/so-lieu/bieu/. Raises ProblemsFound with every slip of every file."""
    folder = data_folder / OFFICE_FOLDER
    paths = sorted(folder.glob("*.toml"))
    problems = _strangers(folder, f"{display_folder}/{OFFICE_FOLDER}")
    if not paths and not problems:
        return known_forms()
    sources = []
    for path in paths:
        try:
            sources.append(read_form_file(path, f"{display_folder}/{OFFICE_FOLDER}/{path.name}", "office"))
        except ProblemsFound as found:
            problems += found.problems
    try:
        forms = _put_together([*_program_files(FORMS), *sources], known_forms().measures)
    except ProblemsFound as found:
        raise ProblemsFound([*problems, *found.problems]) from found
    if problems:
        raise ProblemsFound(problems)
    return forms


def _strangers(folder: Path, display_folder: str) -> list[Problem]:
    """Files that are not read, so that nobody believes that they are."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(TEMPORARY))
    others = [path.relative_to(folder).as_posix() for path in files if path.parent != folder or path.suffix != ".toml"]
    message = "không phải biểu mẫu nên không được đọc: ở đây chỉ có tệp .toml, không có thư mục con. Báo cáo thì để trong bao-cao/."
    return [Problem(f"{display_folder}/{name}", message=message) for name in others]


def _program_files(folder: Path) -> list[FormSource]:
    paths = sorted(path for path in folder.glob("*.toml") if path.name != MEASURES)
    return [read_form_file(path, f"{folder.name}/{path.name}", "program") for path in paths]


def _put_together(sources: Sequence[FormSource], known: Mapping[str, Measure]) -> Forms:
    problems: list[Problem] = []
    regimes = regimes_of(sources, problems)
    measures = joined(known, [(source, source.file.measures) for source in sources], problems)
    forms = build_forms(sources, regimes, measures, problems)
    if problems:
        raise ProblemsFound(problems)
    written = "\0".join(source.text for source in sources if source.origin == "office")
    digest = blake2b(written.encode(), digest_size=20).hexdigest() if written else ""
    return Forms(tuple(regimes.values()), forms, measures, digest)
