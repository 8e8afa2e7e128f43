"""content/so-lieu/nguon.toml: which data sets there are, what is said of reports, and which sources lie elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from plugins.problems import Problem, ProblemsFound, Severity
from plugins.reception.data.law.forms import Forms, known_forms, office_forms
from plugins.reception.data.model import Dataset
from plugins.reception.data.sources.number_text import NumberFormat
from plugins.toml_files import Strict, line_of, read_toml
from plugins.vietnamese.periods import Period, parse_period

FILE = "nguon.toml"
DATASETS, REPORTS, REMOTE, FEATURED = "bo-so-lieu", "bao-cao", "nguon", "noi-bat"

TAKEN = ("bao-cao", "nhung")  # folders below /so-lieu/: reports as received, insets

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Kind = Literal["http-csv", "http-json", "sql"]
Parameter = bool | int | str | date


class _FeaturedTable(Strict):
    period: str = Field(alias="ky")
    measures: list[str] = Field(alias="chi-tieu")


class DatasetTable(Strict):
    """One [bo-so-lieu.<mã>]."""

    title: str = Field(alias="ten", min_length=1)
    description: str = Field(alias="mo-ta", min_length=1)
    unit: str = Field(alias="don-vi", min_length=1)
    sample: bool = Field(alias="minh-hoa", default=False)
    featured: _FeaturedTable | None = Field(alias="noi-bat", default=None)
    forms: list[str] = Field(alias="bieu", default_factory=list)
    next_due: date | None = Field(alias="so-tiep-theo", default=None, description="ngày chậm nhất có số tiếp theo, như 2026-12-20")
    licence: str = Field(alias="giay-phep", default="", pattern=r"^https?://\S+$", description="địa chỉ https://… của giấy phép")


class ReportTable(Strict):
    """What is declared of one workbook, or of a folder of them, in [bao-cao."<path>"]."""

    number_format: Literal["vi", "en"] = Field(alias="dinh-dang-so", default="vi")
    status: Literal["chinh_thuc", "so_bo"] = Field(alias="trang-thai", default="chinh_thuc")
    corrects: str = Field(alias="thay-cho", default="")
    total_of: str = Field(alias="tong-cua", default="")
    published: bool | None = Field(alias="cong-bo-tep", default=None)
    confirmed: dict[str, int] = Field(alias="da-xac-nhan", default_factory=dict, description="số cảnh báo đã xem của mỗi quy tắc")


class RemoteTable(Strict):
    """One [nguon.<mã>]: a source that `make data` copies. `columns` and `translations` are keyed by our columns."""

    kind: Kind = Field(alias="loai")
    address: str = Field(alias="dia-chi", min_length=1)
    query: str = Field(alias="truy-van", default="")
    query_file: str = Field(alias="tep-truy-van", default="")
    parameters: dict[str, Parameter] = Field(
        alias="tham-so", default_factory=dict, description="chữ trong dấu nháy kép, số nguyên, ngày, true hoặc false"
    )
    dataset: str = Field(alias="bo-so-lieu", min_length=1)
    number_format: NumberFormat = Field(alias="dinh-dang-so")
    columns: dict[str, str] = Field(alias="cot")
    fixed: dict[str, str] = Field(alias="co-dinh", default_factory=dict)
    translations: dict[str, dict[str, str]] = Field(alias="doi", default_factory=dict)
    list_path: str = Field(alias="duong-dan", default="")
    delimiter: Literal[",", ";", "\t"] = Field(alias="dau-ngan-o", default=",")
    seconds: float = Field(alias="han", default=30, gt=0, le=600)
    megabytes: float = Field(alias="toi-da", default=10, gt=0, le=200)
    on_failure: Literal["dung", "giu-ban-cu"] = Field(alias="khi-loi", default="dung")
    allow_empty: bool = Field(alias="cho-rong", default=False)
    title: str = Field(alias="nguon", default="")
    quote: str = Field(alias="trich-dan", default="")


class SourcesFile(Strict, hide_input_in_errors=True):
    """The whole file. Messages never repeat what it holds: an address may hold a secret."""

    datasets: dict[Id, DatasetTable] = Field(alias="bo-so-lieu", default_factory=dict)
    reports: dict[str, ReportTable] = Field(alias="bao-cao", default_factory=dict)
    remote: dict[Id, RemoteTable] = Field(alias="nguon", default_factory=dict, title="nguồn")


@dataclass(frozen=True)
class Sources:
    """What the nguon.toml of a folder declares, nothing where it is not there; and the forms that its reports
    may follow. Editors know the folder as `display_folder`.
    """

    folder: Path
    display_folder: str
    text: str = ""
    datasets: dict[str, Dataset] = field(default_factory=dict)
    reports: Mapping[str, ReportTable] = field(default_factory=dict)
    remote: Mapping[str, RemoteTable] = field(default_factory=dict)
    forms: Forms = field(default_factory=known_forms)

    def line_of(self, *keys: str) -> int:
        """The line of a key of the file, or of the nearest table around it."""
        return line_of(self.text, keys)

    def problem(self, message: str, *keys: str, severity: Severity = "error") -> Problem:
        """A problem at the line of the key."""
        return Problem(f"{self.display_folder}/{FILE}", self.line_of(*keys), message=message, severity=severity)


def read_sources(folder: Path, display_folder: str) -> Sources:
    """Read the file in content/so-lieu, and the office's forms beside it. Raises ProblemsFound with every slip of both."""
    problems: list[Problem] = []
    forms = known_forms()
    try:
        forms = office_forms(folder, display_folder)
    except ProblemsFound as found:
        problems += found.problems
    try:
        declared = _read_file(folder, display_folder, forms)
    except ProblemsFound as found:
        raise ProblemsFound([*problems, *found.problems]) from found
    if problems:
        raise ProblemsFound(problems)
    return declared


def _read_file(folder: Path, display_folder: str, forms: Forms) -> Sources:
    path = folder / FILE
    if not path.is_file():
        return Sources(folder, display_folder, forms=forms)
    file, text = read_toml(path, f"{display_folder}/{FILE}", SourcesFile)
    declared = Sources(folder, display_folder, text, reports=file.reports, remote=file.remote, forms=forms)
    problems: list[Problem] = []
    datasets = {key: _dataset(declared, key, table, problems) for key, table in file.datasets.items()}
    problems += _form_problems(declared, datasets)
    if problems:
        raise ProblemsFound(problems)
    return replace(declared, datasets=datasets)


def _dataset(declared: Sources, key: str, table: DatasetTable, problems: list[Problem]) -> Dataset:
    place = (DATASETS, key)
    if key in TAKEN:
        problems.append(
            declared.problem(f"không đặt mã bộ số liệu là “{key}”: trang dùng /so-lieu/{key}/ vào việc khác. Đổi mã.", *place)
        )
    period: Period | None = None
    try:
        period = parse_period(table.featured.period) if table.featured else None
    except ValueError as error:
        problems.append(declared.problem(f"{FEATURED}: {error}", *place, FEATURED, "ky"))
    return Dataset(
        key,
        table.title,
        table.description,
        table.unit,
        table.sample,
        period,
        tuple(table.featured.measures) if table.featured else (),
        forms=tuple(table.forms),
        licence=table.licence,
        next_due=table.next_due,
        line=declared.line_of(*place),
        unit_line=declared.line_of(*place, "don-vi"),
        featured_line=declared.line_of(*place, FEATURED, "chi-tieu"),
    )


def _form_problems(declared: Sources, datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    known = declared.forms.numbers()
    for dataset in datasets.values():
        for number in dataset.forms:
            message = ""
            if number not in known:
                message = f"bieu: chưa biết biểu “{number}”. Các biểu đã khai: {', '.join(sorted(known))}."
            elif owners.setdefault(number, dataset.id) != dataset.id:
                message = f"biểu {number} khai ở cả “{owners[number]}” và “{dataset.id}”. Chỉ để một bộ số liệu."
            if message:
                yield declared.problem(message, DATASETS, dataset.id, "bieu")
