"""The agency as its editors describe it in content/co-quan.toml, checked before any page uses it.

The file's keys are Vietnamese, the attributes English: `Field(alias=…)` is the only place where the two meet.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from plugins.agency.messages import line_of, problem_of
from plugins.problems import Problem, ProblemsFound

FILE_NAME = "co-quan.toml"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# Code 025 became 0205 on 15/4/2017; today +8425… rings in the south of the country.
DialledNumber = Annotated[str, StringConstraints(pattern=r"^\+84205\d{7}$")]
PrintedNumber = Annotated[str, StringConstraints(pattern=r"^\(?0\d{2,3}\)? ?[\d. ]{7,11}$")]
EmailOrEmpty = Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[a-z]{2,}$")]
ImageOrEmpty = Annotated[str, StringConstraints(pattern=r"^$|^(/[\w-][\w.-]*){2,}\.(png|jpg|webp)$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?$")]

STRICT = ConfigDict(extra="forbid", frozen=True, populate_by_name=False, strict=True)


class Phone(BaseModel):
    """A number as printed and as dialled; the two differ since the area code changed."""

    model_config = STRICT
    printed: PrintedNumber = Field(alias="hien-thi")
    dial: DialledNumber = Field(alias="goi")

    @property
    def national(self) -> str:
        """The dialled number as written inside the country, "0205 3812 273", with no-break spaces."""
        digits = "0" + self.dial.removeprefix("+84")
        return "\N{NO-BREAK SPACE}".join([digits[:4], digits[4:8], digits[8:]])


class WebLink(BaseModel):
    """A named address on the web."""

    model_config = STRICT
    name: Text = Field(alias="ten")
    url: WebAddress = Field(alias="dia-chi")

    @property
    def host(self) -> str:
        """What the reader sees of the address: "www.binhminh.com.vn"."""
        return urlsplit(self.url).netloc


class Agency(BaseModel):
    """The office; empty text means "not confirmed yet" and is never shown."""

    model_config = STRICT
    name: Text = Field(alias="ten")
    title: Text = Field(alias="ten-trang")
    address: Text = Field(alias="dia-chi")
    address_since_2025: str = Field(alias="dia-chi-tu-01-7-2025")
    phone: Phone = Field(alias="dien-thoai")
    fax: PrintedNumber
    responsible: str = Field(alias="nguoi-chiu-trach-nhiem")
    email: EmailOrEmpty = Field(alias="thu-dien-tu")
    emblem: ImageOrEmpty = Field(alias="bieu-trung")
    portal: WebLink = Field(alias="cong-thong-tin-tinh")
    designed_by: WebLink = Field(alias="thiet-ke")
    sample: bool = Field(alias="minh-hoa")

    @property
    def site_kind(self) -> str:
        """The words before the name in the site's title: "Trang thông tin điện tử"."""
        return self.title.removesuffix(self.name).strip()


def read_agency(content: Path) -> Agency:
    """Read `content`/co-quan.toml; raises ProblemsFound with everything that is wrong in it, in Vietnamese."""
    path = content / FILE_NAME
    display_path = f"{content.name}/{FILE_NAME}"
    if not path.is_file():
        raise ProblemsFound([Problem(display_path, message="không có tệp này. Chép từ bản mẫu rồi điền thông tin của cơ quan.")])
    text = path.read_text(encoding="utf-8")
    agency = parse_agency(text, display_path)
    if agency.emblem and not (content / agency.emblem.removeprefix("/")).is_file():
        message = f"không có ảnh “{content.name}{agency.emblem}”. Chép ảnh vào đó, sửa bieu-trung cho khớp, hoặc để trống."
        raise ProblemsFound([Problem(display_path, line_of(text, ("bieu-trung",)), message=message)])
    return agency


def parse_agency(text: str, display_path: str = FILE_NAME) -> Agency:
    """Check the text of the file; `display_path` is the path that messages name."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound([_syntax_problem(error, display_path)]) from error
    try:
        agency = Agency.model_validate(values)
    except ValidationError as error:
        raise ProblemsFound(problem_of(detail, text, display_path, Agency) for detail in error.errors()) from error
    problems = list(_contradictions(agency, text, display_path))
    if problems:
        raise ProblemsFound(problems)
    return agency


def _contradictions(agency: Agency, text: str, display_path: str) -> Iterator[Problem]:
    """Values that are fine alone and cannot both be right."""
    if not agency.title.endswith(agency.name):
        message = f"“{agency.title}” phải kết thúc bằng tên cơ quan “{agency.name}”. Sửa ten-trang hoặc ten cho khớp."
        yield Problem(display_path, line_of(text, ("ten-trang",)), message=message)
    printed = re.sub(r"\D", "", agency.phone.printed)
    if printed[-7:] != agency.phone.dial[-7:]:
        message = (
            f"số hiển thị “{agency.phone.printed}” và số gọi “{agency.phone.dial}” khác nhau ở bảy chữ số cuối. "
            "Bấm vào số sẽ gọi nhầm nơi khác: sửa một trong hai."
        )
        yield Problem(display_path, line_of(text, ("dien-thoai", "goi")), message=message)


def _syntax_problem(error: tomllib.TOMLDecodeError, display_path: str) -> Problem:
    place = re.search(r"line (\d+)", str(error))
    advice = "không đọc được: giá trị chữ phải nằm trong dấu nháy kép, mỗi khoá một dòng. Xem lại dòng này và dòng trên nó."
    return Problem(display_path, int(place.group(1)) if place else 0, message=advice)
