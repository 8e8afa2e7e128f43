"""The tables [nguon.<mã>] of nguon.toml: which sources lie elsewhere, and how each is read."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from plugins.problems import Problem, ProblemsFound
from plugins.reception.data.sources.declarations import DATASET_ID, FILE
from plugins.reception.data.sources.quoted_figures import COLUMNS
from plugins.reception.data.sources.snapshots.address_rules import complaints
from plugins.vietnamese.folding import as_meant, nearest

Kind = Literal["http-csv", "http-json", "sql"]
NumberFormat = Literal["vi", "en", "may"]
Parameter = bool | int | str | date
NEEDED = ("unit_id", "pham_vi", "ky", "chi_tieu_id", "gia_tri", "trang_thai")
OWN = ("so_lieu_id", "bo_so_lieu")
ADVICE = {
    "string_type": "phải là chữ trong ngoặc kép",
    "bool_type": "phải là true hoặc false",
    "dict_type": "phải là một bảng dạng {{ … }}",
    "model_type": "phải là một bảng",
    "float_type": "phải là một số, không có ngoặc kép",
    "string_too_short": "còn trống",
    "greater_than": "phải lớn hơn 0",
    "less_than_equal": "lớn quá mức cho phép, nhiều nhất là {le:g}",
}
PARAMETER = "phải là chữ trong ngoặc kép, số nguyên, ngày, true hoặc false"
TO_ADD = {
    "loai": '"http-csv"',
    "dia-chi": '"https://…"',
    "bo-so-lieu": '"…"',
    "dinh-dang-so": '"vi"',
    "cot": '{ ky = "…", gia_tri = "…" }',
}


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Kind = Field(alias="loai")
    address: str = Field(alias="dia-chi", min_length=1)
    query: str = Field(alias="truy-van", default="")
    query_file: str = Field(alias="tep-truy-van", default="")
    parameters: dict[str, Parameter] = Field(alias="tham-so", default_factory=dict)
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


SETTINGS = tuple(info.alias or "" for info in _Table.model_fields.values())


@dataclass(frozen=True)
class RemoteSource:
    """One source as declared; `columns` and `translations` are keyed by our columns. `seconds` and `max_bytes` bound a pull."""

    id: str
    line: int
    kind: Kind
    address: str
    query: str
    parameters: dict[str, Parameter]
    dataset: str
    number_format: NumberFormat
    columns: dict[str, str]
    fixed: dict[str, str]
    translations: dict[str, dict[str, str]]
    list_path: str
    delimiter: str
    seconds: float
    max_bytes: int
    keeps_old: bool
    allow_empty: bool

    def fingerprint(self) -> str:
        """sha256 of everything that decides which numbers come in, and nothing else."""
        deciding = asdict(self)
        for other in ("line", "seconds", "max_bytes", "keeps_old", "allow_empty"):
            del deciding[other]
        return hashlib.sha256(json.dumps(deciding, sort_keys=True, default=str).encode()).hexdigest()


class _Reader:
    """One table being read; collects its problems with their lines."""

    def __init__(self, folder: Path, name: str, text: str, key: str) -> None:
        self.folder, self.name, self.text, self.key = folder, name, text, key
        self.line = table_line(text, key)
        self.problems: list[Problem] = []

    def say(self, message: str, field: str = "") -> None:
        line = _line_below(self.text, self.line, field) if field else self.line
        problem = Problem(self.name, line, message=f"nguồn “{self.key}”: {message}")
        if problem not in self.problems:  # of a value that may be of several types, each type complains
            self.problems.append(problem)

    def read(self, raw: Any, datasets: Any) -> RemoteSource | None:
        if not re.fullmatch(DATASET_ID, self.key):
            self.say("mã nguồn chỉ gồm chữ thường không dấu và số, nối bằng “-”. Đổi tên bảng.")
        try:
            table = _Table.model_validate(raw)
        except ValidationError as error:
            for item in error.errors():
                self._explain([str(part) for part in item["loc"]], item["type"], item.get("ctx", {}))
            return None
        for message in complaints(table.address, table.kind):
            self.say(message, "dia-chi")
        if table.dataset not in datasets:
            self.say(f"không có bộ số liệu “{table.dataset}”.{_guess(table.dataset, datasets)}", "bo-so-lieu")
        self._columns(table)
        self._missing_columns(table)
        query = self._query(table)
        return None if self.problems else self._source(table, query)

    def _explain(self, path: list[str], kind: str, context: dict[str, Any]) -> None:
        field = ".".join(path)
        if not path:
            self.say(f"phải là một bảng. Viết dòng “[nguon.{self.key}]” rồi các mục ở dưới.")
        elif kind == "extra_forbidden":
            self.say(f"không có mục “{field}”.{_guess(field, SETTINGS)}", path[-1])
        elif kind == "missing":
            self.say(f"thiếu mục “{field}”. Thêm dòng dạng “{field} = {TO_ADD[field]}”.")
        elif kind == "literal_error":
            expected = str(context.get("expected", "")).replace("'", '"').replace(" or ", " hoặc ")
            self.say(f"{field} phải là {expected}. Sửa dòng này.", path[0])
        elif path[0] == "tham-so" and len(path) > 1:
            self.say(f"{'.'.join(path[:2])} {PARAMETER}. Sửa dòng này.", path[0])
        else:
            self.say(f"{field} {ADVICE.get(kind, 'không đúng kiểu').format(**context)}. Sửa dòng này.", path[0])

    def _columns(self, table: _Table) -> None:
        usable = [name for name in COLUMNS if name not in OWN]
        for where, named in (("cot", table.columns), ("co-dinh", table.fixed), ("doi", table.translations)):
            for column in named:
                if column not in usable:
                    self.say(f"{where} có “{column}”, không phải cột số liệu.{_guess(column, usable)}", where)
        for column in sorted(set(table.columns) & set(table.fixed)):
            self.say(f"cột {column} có cả trong cot và co-dinh. Bỏ bớt một.", "co-dinh")
        for column in table.translations:
            if column not in table.columns or column == "gia_tri":
                self.say(f"doi chỉ dùng cho cột chữ có trong cot, không dùng cho {column}.", "doi")
        if "gia_tri" in table.fixed:
            self.say("gia_tri phải lấy từ nguồn. Chuyển từ co-dinh sang cot.", "co-dinh")

    def _missing_columns(self, table: _Table) -> None:
        given = {**table.fixed, **table.columns}
        if missing := [column for column in NEEDED if column not in given]:
            self.say(f"chưa nói lấy {', '.join(missing)} từ đâu. Thêm vào cot, hoặc vào co-dinh nếu mọi dòng như nhau.", "cot")
        for key, value, column in (("nguon", table.title, "nguon"), ("trich-dan", table.quote, "trich_dan")):
            if not value and column not in given:
                self.say(f"thiếu mục “{key}”. Số liệu nào cũng phải có nguồn và lời dẫn.")

    def _query(self, table: _Table) -> str:
        wants = table.kind == "sql"
        if wants != (bool(table.query.strip()) != bool(table.query_file)) or (not wants and (table.query or table.query_file)):
            rule = "cần đúng một trong truy-van và tep-truy-van" if wants else "không dùng truy-van"
            self.say(f"loại {table.kind} {rule}.", "truy-van" if table.query else "tep-truy-van")
            return ""
        if not table.query_file:
            return table.query.strip()
        path = (self.folder / table.query_file).resolve()
        if path.suffix != ".sql" or not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            self.say(f"tep-truy-van “{table.query_file}” không phải tệp .sql nằm cạnh nguon.toml.", "tep-truy-van")
            return ""
        try:
            return path.read_text(encoding="utf-8").strip()
        except UnicodeDecodeError:
            self.say(f"tep-truy-van “{table.query_file}” không viết bằng UTF-8. Lưu lại.", "tep-truy-van")
            return ""

    def _source(self, table: _Table, query: str) -> RemoteSource:
        defaults = {"nguon": table.title, "trich_dan": table.quote, "lan": "1"}
        fixed = {column: value for column, value in defaults.items() if column not in table.columns} | table.fixed
        fixed = {
            column: " ".join(as_meant(value).split()) for column, value in fixed.items()
        }  # a text of several lines is one cell
        return RemoteSource(
            id=self.key, line=self.line, kind=table.kind, address=table.address, query=query, parameters=table.parameters,
            dataset=table.dataset, number_format=table.number_format, columns=table.columns, fixed=fixed,
            translations=table.translations, list_path=table.list_path, delimiter=table.delimiter, seconds=table.seconds,
            max_bytes=int(table.megabytes * 1_000_000), keeps_old=table.on_failure == "giu-ban-cu", allow_empty=table.allow_empty,
        )  # fmt: skip


def load_remote_sources(folder: Path, display_path: str) -> dict[str, RemoteSource]:
    """The declared sources by id; none where the file is not there. Raises ProblemsFound with all problems and their lines."""
    path, name = folder / FILE, f"{display_path}/{FILE}"
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ProblemsFound([Problem(name, message="tệp không viết bằng UTF-8. Lưu lại dạng UTF-8.")]) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        message = "không đọc được TOML ở dòng này. Kiểm tra dấu ngoặc, dấu nháy và tên mục viết hai lần."
        raise ProblemsFound([Problem(name, int(found[1]) if found else 0, message=message)]) from error
    tables = document.get("nguon", {})
    if not isinstance(tables, dict):
        raise ProblemsFound([Problem(name, _line_below(text, 1, "nguon"), message="nguồn viết thành bảng [nguon.<mã>].")])
    readers = [_Reader(folder, name, text, key) for key in tables]
    sources = [reader.read(tables[reader.key], document.get("bo-so-lieu", {})) for reader in readers]
    if problems := [problem for reader in readers for problem in reader.problems]:
        raise ProblemsFound(problems)
    return {source.id: source for source in sources if source}


def table_line(text: str, key: str) -> int:
    """The 1-based line of [nguon.<key>] or of the first table inside it; 1 when it is written in some other way."""
    wanted = re.compile(rf"^\s*\[\s*nguon\s*\.\s*[\"']?{re.escape(key)}[\"']?\s*[.\]]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if wanted.match(line)), 1)


def _line_below(text: str, start: int, field: str) -> int:
    """The line of a key or table of the source whose table begins at line `start`; `start` when it is not there."""
    wanted = re.compile(rf"^\s*(?:{re.escape(field)}\s*[.=]|\[[^\]]*\.\s*{re.escape(field)}\s*\])")
    another = re.compile(r"^\s*\[\s*[^.\]]+(?:\.[^.\]]+)?\]")
    for number, line in list(enumerate(text.splitlines(), 1))[start - 1 :]:
        if wanted.match(line):
            return number
        if number > start and another.match(line):
            break
    return start


def _guess(word: str, known: Any) -> str:
    guess = nearest(word, known)
    return f" Có phải “{guess}”?" if guess else f" Dùng được: {', '.join(known)}."
