"""TOML files that people write: a model reads them, and each slip becomes a line in Vietnamese with its number.

What a message expects comes from the model: the kind of value, or a field's `description` in Vietnamese. `hide_input_in_errors`
keeps what was found out of the messages; a `title` calls the tables of a dict by that word (“nguồn “luot”: …”).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from plugins.problems import NOT_UTF8, Problem, ProblemsFound, refusal, suggest

Keys = tuple[str | int, ...]  # ("form", 2, "number"): the third [[form]]
Model = TypeVar("Model", bound=BaseModel)

NOT_TOML = (
    "không đọc được TOML ở dòng này: giá trị chữ đặt trong dấu nháy kép, mỗi mục một dòng, không mục nào viết hai lần. "
    "Xem lại dòng này và dòng trên nó."
)
UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
NEEDED = {
    "string_type": 'cần chữ trong dấu nháy kép, dạng {key} = "…"',
    "string_too_short": "cần chữ, không để trống",
    "list_type": 'cần danh sách trong ngoặc vuông, dạng {key} = ["…", "…"]',
    "tuple_type": 'cần danh sách trong ngoặc vuông, dạng {key} = ["…", "…"]',
    "bool_type": "cần true hoặc false, không có dấu nháy",
    "float_type": "cần một số, không có dấu nháy",
    "int_type": "cần một số nguyên, không có dấu nháy",
    "greater_than": "cần số lớn hơn {gt:g}",
    "less_than_equal": "cần số không quá {le:g}",
    "dict_type": "cần một bảng, dạng {key} = {{ … }}",
}
BAD_NAME = "[key]"  # pydantic's last step where the name of a table itself is wrong
OTHERWISE = "xem mẫu trong hướng dẫn"

_LONG_STRING = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'')
_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEAD = re.compile(rf"\s*(\[\[?)\s*({_PATH})\s*\]\]?\s*(?:#.*)?")
_VALUE = re.compile(rf"\s*({_PATH})\s*=")


class Strict(BaseModel):
    """A table in which an unknown key is a slip, and so is a value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def read_toml(path: Path, display_path: str, model: type[Model]) -> tuple[Model, str]:
    """The file as the model has it, and its text. Raises ProblemsFound with every slip."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise refusal(display_path, NOT_UTF8) from error
    return parse_toml(text, display_path, model), text


def parse_toml(text: str, display_path: str, model: type[Model]) -> Model:
    """The text as the model has it; `display_path` is the path that messages name. Raises ProblemsFound with every slip."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else max(1, len(text.splitlines()))  # else at its end
        raise refusal(display_path, NOT_TOML, line) from error
    except ValidationError as error:
        slips = [_Slip.of(detail["loc"], model) for detail in error.errors()]
        found = zip(slips, error.errors(), strict=True)
        problems = {Problem(display_path, line_of(text, slip.keys), message=slip.message(detail)) for slip, detail in found}
        raise ProblemsFound(problems) from error  # each type of a union complains alike, so a set


def line_of(text: str, keys: Keys) -> int:
    """The 1-based line of a key or table; else of the nearest table around it; 0 where that is the whole file."""
    named = list(_named_lines(text))
    for length in range(len(keys), 0, -1):
        wanted = keys[:length]
        if found := [(path != wanted, number) for number, path in named if path[:length] == wanted]:
            return min(found)[1]
    return 0


def _named_lines(text: str) -> Iterator[tuple[int, Keys]]:
    """Every line that opens a table or gives a key its value, with the full path of what it names."""
    table: Keys = ()
    counts: dict[Keys, int] = {}
    one_line_each = _LONG_STRING.sub(lambda long: '""' + "\n" * long[0].count("\n"), text)
    for number, line in enumerate(one_line_each.split("\n"), start=1):
        if head := _HEAD.fullmatch(line):
            table = ()
            *parents, last = _parts(head[2])
            for part in parents:
                table = _latest((*table, part), counts)
            if head[1] == "[[":
                counts[*table, last] = counts.get((*table, last), -1) + 1
            table = _latest((*table, last), counts)
            yield number, table
        elif value := _VALUE.match(line):
            yield number, (*table, *_parts(value[1]))


def _latest(table: Keys, counts: Mapping[Keys, int]) -> Keys:
    return (*table, counts[table]) if table in counts else table


def _parts(path: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_KEY, path)]


@dataclass(frozen=True, slots=True)
class _Slip:
    """Where pydantic found something wrong: the keys as the file has them, the field of the model, the table it belongs to."""

    root: type[BaseModel]
    keys: Keys
    wanted: Any  # the type; None for an unknown key
    field: FieldInfo | None
    table: Any

    @classmethod
    def of(cls, location: Keys, root: type[BaseModel]) -> _Slip:
        """Follow pydantic's path through the model; which type of a union complained is no key."""
        wanted: Any = root
        table, field, depth = wanted, None, 0
        for part in location:
            if part == BAD_NAME:
                break
            if fields := _fields(wanted):
                table, field = wanted, fields.get(str(part))
                wanted = _without_none(field.annotation) if field else None
            elif get_origin(wanted) in (dict, list, tuple):
                wanted = get_args(wanted)[1 if get_origin(wanted) is dict else 0]
            else:
                break
            depth += 1
        return cls(root, location[:depth], wanted, field, table)

    def message(self, error: Any) -> str:
        """What was found, what was expected, what to do."""
        what = "bảng" if _fields(self.wanted) else "mục"
        if error["type"] == "missing":
            return f"{self._prefix()}thiếu {what} “{self._name()}”. Thêm {self._shape()}."
        if error["loc"][-1] == BAD_NAME:
            return f"{self._prefix()}mã “{self.keys[-1]}” chỉ gồm chữ thường không dấu và số, nối bằng “-”. Đổi tên bảng."
        if error["type"] in UNKNOWN:
            return f"{self._prefix()}không có mục “{self._name()}”. {suggest(str(self.keys[-1]), _fields(self.table))}"
        is_hidden = self.root.model_config.get("hide_input_in_errors")
        found = "không đúng kiểu giá trị:" if is_hidden else f"đang là “{_printed(error['input'])}”;"
        subject = f"{self._prefix()}“{self._name()}”" if self._name() else self._prefix().removesuffix(": ")
        return f"{subject} {found} {self._needed(error)}."

    def _needed(self, error: Any) -> str:
        if _fields(self.wanted):
            return f"cần một bảng. Xoá dòng này, rồi thêm {self._shape()}"
        kind, context = error["type"], error.get("ctx", {})
        if get_origin(self.wanted) is dict and _fields(get_args(self.wanted)[1]):
            return f"cần các bảng, dạng [{self._name()}.…]. Sửa dòng này"
        if kind == "literal_error":
            choices = context["expected"].replace("'", '"').replace(" or ", " hoặc ")
            return f"chỉ nhận {choices}. Sửa dòng này"
        if self.field and self.field.description and kind != "dict_type":
            return f"cần {self.field.description}. Sửa dòng này"
        key = next((part for part in reversed(self.keys) if isinstance(part, str)), "")
        kind = "list_type" if self.keys and isinstance(self.keys[-1], int) else kind
        return f"{NEEDED.get(kind, OTHERWISE).format(key=key, **context)}. Sửa dòng này"

    def _titled(self) -> str:
        """What the tables of the dict at the root are called, where the model says so."""
        return (_fields(self.root)[str(self.keys[0])].title or "") if len(self.keys) > 1 else ""

    def _prefix(self) -> str:
        return f"{self._titled()} “{self.keys[1]}”: " if self._titled() else ""

    def _name(self) -> str:
        return _dotted(self.keys[2:] if self._titled() else self.keys)

    def _shape(self) -> str:
        """What to write: a line for a value, and for a table its head with the lines below it."""
        *tables, key = self.keys
        if fields := _fields(self.wanted):
            needed = (_line(name, field.annotation) for name, field in fields.items() if field.is_required())
            lines = ", ".join(f"“{line}”" for line in needed)
            return f"ở cuối tệp dòng “[{_dotted(self.keys, quoted=True)}]” và dưới nó các dòng {lines}"
        where = f" dưới dòng “[{_dotted(tables, quoted=True)}]”" if tables else " ở đầu tệp, trước bảng đầu tiên"
        return f"dòng “{_line(str(key), self.wanted)}”{where}"


def _fields(annotation: Any) -> dict[str, FieldInfo]:
    """The keys of a table that the model has; none for what is no table."""
    fields: dict[str, FieldInfo] = getattr(annotation, "__pydantic_fields__", {})
    return {field.alias or name: field for name, field in fields.items()}


def _without_none(annotation: Any) -> Any:
    types = [each for each in get_args(annotation) if each is not NoneType]
    return types[0] if len(types) == 1 and get_origin(annotation) not in (dict, list, tuple, Literal) else annotation


def _dotted(keys: Iterable[str | int], quoted: bool = False) -> str:
    words = [key for key in keys if isinstance(key, str)]
    return ".".join(f'"{word}"' if quoted and not re.fullmatch(r"[A-Za-z0-9_-]+", word) else word for word in words)


def _line(key: str, annotation: Any) -> str:
    origin = get_origin(annotation)
    shapes = {dict: "{ … }", list: '["…"]', tuple: '["…"]'}
    value = f'"{get_args(annotation)[0]}"' if origin is Literal else shapes.get(origin, '"…"')
    return f"{key} = {'false' if annotation is bool else value}"


def _printed(value: object) -> str:
    if isinstance(value, Mapping | list):
        return "một bảng" if isinstance(value, Mapping) else "một danh sách"
    return str(value).lower() if isinstance(value, bool) else str(value)
