"""A source that lies elsewhere, ready to be read: what its table in nguon.toml says, held against itself and the data sets."""

from __future__ import annotations

import hashlib
import json

from plugins.problems import Problem, ProblemsFound, suggest
from plugins.reception.data.sources.declarations import REMOTE, RemoteTable, Sources
from plugins.reception.data.sources.quoted_figures import CALENDAR, COLUMNS
from plugins.reception.data.sources.snapshots.address_rules import complaints
from plugins.vietnamese.folding import as_meant

NEEDED = ("unit_id", "pham_vi", "ky", "chi_tieu_id", "gia_tri", "trang_thai")
OWN = ("so_lieu_id", "bo_so_lieu")
DECIDING = {
    "id", "kind", "address", "query", "parameters", "dataset", "number_format", "columns", "fixed", "translations", "list_path",
    "delimiter",
}  # fmt: skip


class RemoteSource(RemoteTable):
    """A table of nguon.toml with its query read and its fixed columns complete; `seconds` and `max_bytes` bound a pull."""

    id: str
    line: int

    @property
    def max_bytes(self) -> int:
        """The most that the source may send."""
        return int(self.megabytes * 1_000_000)

    @property
    def keeps_old(self) -> bool:
        """Whether its old snapshot serves on when it cannot be read."""
        return self.on_failure == "giu-ban-cu"

    @property
    def states_calendar(self) -> bool:
        """Whether it is said if "2023" means the circular's year or the calendar's."""
        return CALENDAR in self.columns or CALENDAR in self.fixed

    def fingerprint(self) -> str:
        """sha256 of everything that decides which numbers come in, and nothing else."""
        return hashlib.sha256(json.dumps(self.model_dump(include=DECIDING), sort_keys=True, default=str).encode()).hexdigest()


def remote_sources(declared: Sources) -> dict[str, RemoteSource]:
    """The declared sources by id. Raises ProblemsFound with everything that is wrong with them."""
    readers = [_Reader(declared, key, table) for key, table in declared.remote.items()]
    sources = [reader.read() for reader in readers]
    if problems := [problem for reader in readers for problem in reader.problems]:
        raise ProblemsFound(problems)
    return {source.id: source for source in sources}


class _Reader:
    """One table being read; gathers what is wrong with it under its own lines."""

    def __init__(self, declared: Sources, key: str, table: RemoteTable) -> None:
        self.declared, self.key, self.table = declared, key, table
        self.problems: list[Problem] = []

    def say(self, message: str, *field: str) -> None:
        self.problems.append(self.declared.problem(f"nguồn “{self.key}”: {message}", REMOTE, self.key, *field))

    def read(self) -> RemoteSource:
        table, datasets = self.table, self.declared.datasets
        for message in complaints(table.address, table.kind):
            self.say(message, "dia-chi")
        if table.dataset not in datasets:
            self.say(f"không có bộ số liệu “{table.dataset}”. {suggest(table.dataset, datasets)}", "bo-so-lieu")
        self._columns()
        self._missing_columns()
        return self._source(self._query())

    def _columns(self) -> None:
        table = self.table
        usable = [name for name in (*COLUMNS, CALENDAR) if name not in OWN]
        for where, named in (("cot", table.columns), ("co-dinh", table.fixed), ("doi", table.translations)):
            for column in named:
                if column not in usable:
                    self.say(f"{where} có “{column}”, không phải cột số liệu. {suggest(column, usable)}", where)
        for column in sorted(set(table.columns) & set(table.fixed)):
            self.say(f"cột {column} có cả trong cot và co-dinh. Bỏ bớt một.", "co-dinh")
        for column in table.translations:
            if column not in table.columns or column == "gia_tri":
                self.say(f"doi chỉ dùng cho cột chữ có trong cot, không dùng cho {column}.", "doi")
        if "gia_tri" in table.fixed:
            self.say("gia_tri phải lấy từ nguồn. Chuyển từ co-dinh sang cot.", "co-dinh")

    def _missing_columns(self) -> None:
        table = self.table
        given = {**table.fixed, **table.columns}
        if missing := [column for column in NEEDED if column not in given]:
            self.say(f"chưa nói lấy {', '.join(missing)} từ đâu. Thêm vào cot, hoặc vào co-dinh nếu mọi dòng như nhau.", "cot")
        for key, value, column in (("nguon", table.title, "nguon"), ("trich-dan", table.quote, "trich_dan")):
            if not value and column not in given:
                self.say(f"thiếu mục “{key}”. Số liệu nào cũng phải có nguồn và lời dẫn.")

    def _query(self) -> str:
        table, folder = self.table, self.declared.folder
        wants = table.kind == "sql"
        if wants != (bool(table.query.strip()) != bool(table.query_file)) or (not wants and (table.query or table.query_file)):
            rule = "cần đúng một trong truy-van và tep-truy-van" if wants else "không dùng truy-van"
            self.say(f"loại {table.kind} {rule}.", "truy-van" if table.query else "tep-truy-van")
            return ""
        if not table.query_file:
            return table.query.strip()
        path = (folder / table.query_file).resolve()
        if path.suffix != ".sql" or not path.is_relative_to(folder.resolve()) or not path.is_file():
            self.say(f"tep-truy-van “{table.query_file}” không phải tệp .sql nằm cạnh nguon.toml.", "tep-truy-van")
            return ""
        try:
            return path.read_text(encoding="utf-8").strip()
        except UnicodeDecodeError:
            self.say(f"tep-truy-van “{table.query_file}” không viết bằng UTF-8. Lưu lại.", "tep-truy-van")
            return ""

    def _source(self, query: str) -> RemoteSource:
        table = self.table
        defaults = {"nguon": table.title, "trich_dan": table.quote, "lan": "1"}
        fixed = {column: value for column, value in defaults.items() if column not in table.columns} | table.fixed
        fixed = {column: " ".join(as_meant(value).split()) for column, value in fixed.items()}  # several lines are one cell
        given = {**dict(table), "id": self.key, "line": self.declared.line_of(REMOTE, self.key), "query": query, "fixed": fixed}
        return RemoteSource.model_construct(**given)
