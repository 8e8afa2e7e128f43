"""What the administrator decides about the machine: deploy/may-chu.toml, checked before a server's file is written.

The values go into nginx's and Caddy's own languages, so each is held to a pattern in which nothing can be quoted or ended.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from plugins.agency.messages import line_of
from plugins.problems import Problem, ProblemsFound
from plugins.vietnamese.folding import nearest

FILE_NAME = "may-chu.toml"


def _is_path(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+", value))


def _is_number(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


_PATH = (_is_path, 'đường dẫn tuyệt đối trong dấu nháy kép, chỉ gồm chữ không dấu, số và . _ -, ví dụ "/srv/thanh-tra"')
EXPECTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "thu-muc": _PATH,
    "chung-thu": _PATH,
    "khoa": _PATH,
    "hsts-ngay": (partial(_is_number, least=1, most=9999), "số ngày từ 1 đến 9999, không có dấu nháy"),
    "cong-kiem-tra": (partial(_is_number, least=1024, most=65535), "số cổng từ 1024 đến 65535, không có dấu nháy"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`folder` holds releases/, the links `live` and `candidate`; `preflight_port` shows the candidate to the machine itself."""

    folder: str
    certificate: str
    key: str
    hsts_days: int
    preflight_port: int


def read_settings(path: Path) -> Settings:
    """Raises ProblemsFound with everything that is wrong in the file."""
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise ProblemsFound(
            [Problem(str(path), message="không có tệp này. Lấy lại từ kho mã: git checkout -- deploy/.")]
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        message = "không đọc được: mỗi khoá một dòng, đường dẫn nằm trong dấu nháy kép. Xem lại dòng này và dòng trên nó."
        raise ProblemsFound([Problem(str(path), int(found.group(1)) if found else 0, message=message)]) from error
    if problems := list(_problems(values, text, str(path))):
        raise ProblemsFound(problems)
    return Settings(values["thu-muc"], values["chung-thu"], values["khoa"], values["hsts-ngay"], values["cong-kiem-tra"])


def _problems(values: Mapping[str, Any], text: str, display_path: str) -> Iterator[Problem]:
    for key in sorted(values.keys() - EXPECTED.keys()):
        guess = nearest(key, EXPECTED)
        advice = f"Có phải “{guess}”?" if guess else "Bỏ dòng này."
        yield Problem(display_path, line_of(text, (key,)), message=f"không có khoá nào tên “{key}”. {advice}")
    for key, (fits, expected) in EXPECTED.items():
        if key not in values:
            yield Problem(display_path, message=f"thiếu khoá “{key}”. Thêm dòng “{key} = …”: {expected}.")
        elif not fits(values[key]):
            yield Problem(display_path, line_of(text, (key,)), message=f"“{key}” đang là “{values[key]}”; cần {expected}.")
