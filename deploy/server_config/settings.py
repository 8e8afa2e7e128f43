"""What the administrator decides about the machine: deploy/may-chu.toml, checked before a server's file is written.

The values go into nginx's and Caddy's own languages, so each is held to a pattern in which nothing can be quoted or ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from plugins.problems import Problem, ProblemsFound
from plugins.toml_files import Strict, read_toml

FILE_NAME = "may-chu.toml"

AbsolutePath = Annotated[
    str,
    StringConstraints(pattern=r"^(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$"),
    Field(description='đường dẫn tuyệt đối trong dấu nháy kép, chỉ gồm chữ không dấu, số và . _ -, ví dụ "/srv/thanh-tra"'),
]


class _SettingsFile(Strict):
    folder: AbsolutePath = Field(alias="thu-muc")
    certificate: AbsolutePath = Field(alias="chung-thu")
    key: AbsolutePath = Field(alias="khoa")
    hsts_days: int = Field(alias="hsts-ngay", ge=1, le=9999, description="số ngày từ 1 đến 9999, không có dấu nháy")
    preflight_port: int = Field(
        alias="cong-kiem-tra", ge=1024, le=65535, description="số cổng từ 1024 đến 65535, không có dấu nháy"
    )


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
        file, _ = read_toml(path, str(path), _SettingsFile)
    except OSError as error:
        raise ProblemsFound(
            [Problem(str(path), message="không có tệp này. Lấy lại từ kho mã: git checkout -- deploy/.")]
        ) from error
    return Settings(file.folder, file.certificate, file.key, file.hsts_days, file.preflight_port)
