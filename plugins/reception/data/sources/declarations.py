"""content/so-lieu/nguon.toml: the data sets, their names, and where their numbers are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from plugins.problems import Problem, ProblemsFound
from plugins.reception.data.law.forms import known_forms
from plugins.reception.data.model import Dataset, NumberStyle
from plugins.vietnamese.folding import nearest
from plugins.vietnamese.periods import parse_period

FILE = "nguon.toml"
NOT_TOML = "không đọc được dòng này theo cú pháp TOML. Kiểm tra dấu ngoặc, dấu nháy và dấu bằng."
DATASET_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
MISSING = "missing"
EXTRA = "extra_forbidden"
A_TABLE = "cần một bảng, mở đầu bằng một dòng [tên bảng]"
SHAPES = {
    "string_type": 'cần chữ trong dấu nháy kép, dạng {0} = "…"',
    "string_too_short": "không được để trống",
    "list_type": 'cần danh sách trong ngoặc vuông, dạng {0} = ["…", "…"]',
    "bool_type": "cần true hoặc false, không có dấu nháy",
    "bool_parsing": "cần true hoặc false, không có dấu nháy",
    "model_type": A_TABLE,
    "model_attributes_type": A_TABLE,
    "dict_type": A_TABLE,
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class _Featured(_Strict):
    period: str = Field(alias="ky")
    measures: list[str] = Field(alias="chi-tieu")


class _DatasetTable(_Strict):
    title: str = Field(alias="ten", min_length=1)
    description: str = Field(alias="mo-ta", min_length=1)
    unit: str = Field(alias="don-vi", min_length=1)
    sample: bool = Field(alias="minh-hoa", default=False)
    featured: _Featured | None = Field(alias="noi-bat", default=None)
    forms: list[str] = Field(alias="bieu", default_factory=list)


class ReportTable(_Strict):
    """One table [bao-cao."<path>"]: what is declared about a workbook or a folder of workbooks."""

    number_style: NumberStyle = Field(alias="dinh-dang-so", default="vi")
    status: Literal["chinh_thuc", "so_bo"] = Field(alias="trang-thai", default="chinh_thuc")
    corrects: str = Field(alias="thay-cho", default="")
    total_of: str = Field(alias="tong-cua", default="")


class SourcesFile(_Strict):
    """The whole file. The tables [nguon.<id>] are read and explained by those who copy remote sources."""

    datasets: dict[str, _DatasetTable] = Field(alias="bo-so-lieu", default_factory=dict)
    reports: dict[str, ReportTable] = Field(alias="bao-cao", default_factory=dict)
    remote: Any = Field(alias="nguon", default=None)


def load_datasets(folder: Path, display_path: str) -> dict[str, Dataset]:
    """The declared data sets by id; none where the file is not there. Raises ProblemsFound with lines of the file."""
    text, declared = load_sources_file(folder, display_path)
    name = f"{display_path}/{FILE}"
    datasets = {key: _dataset(name, text, key, table) for key, table in declared.datasets.items()}
    if problems := list(_form_problems(name, text, datasets.values())):
        raise ProblemsFound(problems)
    return datasets


def load_sources_file(folder: Path, display_path: str) -> tuple[str, SourcesFile]:
    """The text and what it declares; nothing where the file is not there. Raises ProblemsFound with lines of the file."""
    path, name = folder / FILE, f"{display_path}/{FILE}"
    if not path.is_file():
        return "", SourcesFile()
    try:
        text = path.read_text(encoding="utf-8")
        return text, SourcesFile.model_validate(tomllib.loads(text))
    except UnicodeDecodeError as error:
        raise ProblemsFound([Problem(name, message="tệp không viết bằng UTF-8. Lưu lại dạng UTF-8.")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound(
            [
                Problem(
                    name,
                    _line_in(str(error)),
                    message=NOT_TOML,
                )
            ]
        ) from error
    except ValidationError as error:
        raise ProblemsFound(_explain(name, text, dict(item)) for item in error.errors()) from error


def _form_problems(name: str, text: str, datasets: Iterable[Dataset]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    known = known_forms().numbers()
    for dataset in datasets:
        for number in dataset.forms:
            line = _line_at(text, ["bo-so-lieu", dataset.id, "bieu"])
            if number not in known:
                message = f"bieu: chưa biết biểu “{number}”. Các biểu đã khai: {', '.join(sorted(known))}."
                yield Problem(name, line, message=message)
            elif owners.setdefault(number, dataset.id) != dataset.id:
                message = f"biểu {number} khai ở cả “{owners[number]}” và “{dataset.id}”. Chỉ để một bộ số liệu."
                yield Problem(name, line, message=message)


def _dataset(name: str, text: str, key: str, table: _DatasetTable) -> Dataset:
    if not re.fullmatch(DATASET_ID, key):
        message = f"mã bộ số liệu “{key}” phải là chữ thường không dấu nối bằng “-”."
        raise ProblemsFound([Problem(name, line_of(text, key), message=message)])
    featured = table.featured
    try:
        period = parse_period(featured.period) if featured else None
    except ValueError as error:
        raise ProblemsFound([Problem(name, _featured_line(text, key), message=f"noi-bat: {error}")]) from error
    measures = tuple(featured.measures) if featured else ()
    line = _featured_line(text, key) if featured else 0
    return Dataset(key, table.title, table.description, table.unit, table.sample, period, measures, tuple(table.forms), line)


def _featured_line(text: str, key: str) -> int:
    return line_of(text, f"{key}.noi-bat") or line_of(text, "noi-bat")


def _explain(name: str, text: str, error: dict[str, Any]) -> Problem:
    path = [part for part in error["loc"] if isinstance(part, str)]
    field = path[-1]
    if error["type"] == EXTRA:
        guess = nearest(field, [info.alias or "" for model in _Strict.__subclasses__() for info in model.model_fields.values()])
        message = f"không có mục “{field}”." + (f" Có phải “{guess}”?" if guess else " Xoá dòng này.")
    elif error["type"] == MISSING:
        message = f"“{'.'.join(path[:-1])}” thiếu mục “{field}”. Thêm dòng “{field} = …”."
    else:
        message = f"“{'.'.join(path)}” không đúng kiểu giá trị: {_expected(error, field)}. Sửa dòng này."
    return Problem(name, _line_at(text, path) or _line_at(text, path[:-1]) or line_of(text, field), message=message)


def _line_at(text: str, path: list[str]) -> int:
    """The line of the last key, in the table that the other keys name; the table's own line if it lacks the key; else 0."""
    *tables, field = path or [""]
    head = re.compile(r"\s*\[\s*" + r"\s*\.\s*".join(rf"[\"']?{re.escape(table)}[\"']?" for table in tables) + r"\s*\]")
    lines = list(enumerate(text.splitlines(), start=1))
    start = next((number for number, line in lines if tables and head.match(line)), 0)
    inside = takewhile(lambda each: not each[1].lstrip().startswith("["), lines[start:] if start else ())
    key = re.compile(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=")
    return next((number for number, line in inside if key.match(line)), start)


def _expected(error: dict[str, Any], field: str) -> str:
    """The shape that is wanted, as it is written in the file."""
    kind = "list_type" if isinstance(error["loc"][-1], int) else error["type"]
    choices = str(error.get("ctx", {}).get("expected", "")).replace("'", '"').replace(" or ", " hoặc ")
    return SHAPES.get(kind, "").format(field) or (f"chỉ nhận {choices}" if choices else "xem mẫu trong docs/nop-bao-cao.md")


def line_of(text: str, key: str) -> int:
    """The 1-based line of a TOML key or table; 0 if it is not there."""
    wanted = re.compile(rf"^\s*(?:{re.escape(key)}\s*=|\[+[^\]]*\b{re.escape(key)}\s*\]+)")
    return next((number for number, line in enumerate(text.splitlines(), 1) if wanted.match(line)), 0)


def _line_in(message: str) -> int:
    found = re.search(r"line (\d+)", message)
    return int(found[1]) if found else 0
