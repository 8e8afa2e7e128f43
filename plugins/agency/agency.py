"""The agency as its editors describe it in content/co-quan.toml, checked before any page uses it.

The file's keys are Vietnamese, the attributes English: `Field(alias=…)` is the only place where the two meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from plugins.agency.outage import Outage, contradictions
from plugins.problems import Problem, ProblemsFound
from plugins.project import CONTENT
from plugins.toml_files import Strict, line_of, parse_toml, read_toml
from plugins.working_days.day_table import OF_LAW, DayTable
from plugins.working_days.days_off_file import read_day_table

FILE_NAME = "co-quan.toml"
AGENCYS_ADDRESS = "https://co-quan.invalid"  # as SITEURL, it stands for the address in the file

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
DialledNumber = Annotated[
    str,
    StringConstraints(pattern=r"^\+84[2-9]\d{8,9}$"),
    Field(description="dạng +84, mã vùng bỏ số 0 đầu, rồi số máy"),
]
AreaCode = Annotated[str, StringConstraints(pattern=r"^0\d{2,3}$"), Field(description="mã vùng đang dùng, ví dụ “0205”")]
PrintedNumber = Annotated[str, StringConstraints(pattern=r"^\(?0\d{2,3}\)? ?[\d. ]{7,11}$")]
EmailOrEmpty = Annotated[
    str,
    StringConstraints(pattern=r"^$|^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[a-z]{2,}$"),
    Field(description="để trống hoặc một địa chỉ thư, ví dụ ten@co-quan.gov.vn"),
]
ImageOrEmpty = Annotated[
    str,
    StringConstraints(pattern=r"^$|^(/[\w-][\w.-]*){2,}\.(png|jpg|webp)$"),
    Field(
        description="để trống hoặc đường dẫn ảnh từ thư mục nội dung, ví dụ /anh/bieu-trung.png (đuôi .png, .jpg hay .webp)",
    ),
]
WebAddress = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?$"),
    Field(description="địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://"),
]


MenuAddress = Annotated[
    str,
    StringConstraints(pattern=r"^/([a-z0-9-]+/)*$"),
    Field(description="địa chỉ trong trang, bắt đầu và kết thúc bằng /, ví dụ “/gioi-thieu/”"),
]
SiteAddress = Annotated[
    str,
    StringConstraints(pattern=r"^https://[a-z0-9-]+(\.[a-z0-9-]+)+$"),
    Field(description="dạng https://ten-mien, không có dấu / ở cuối"),
]
HostName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"),
    Field(description='một tên miền, ví dụ "cu.ten-mien.vn"'),
]


class Phone(Strict):
    """A number as printed and as dialled: the two differ where an area code has changed, and `note` tells readers so."""

    printed: PrintedNumber = Field(alias="hien-thi", description="số điện thoại như in trên giấy, ví dụ “(025) 3.812.273”")
    dial: DialledNumber = Field(alias="goi")
    area_code: AreaCode = Field(alias="ma-vung")
    note: str = Field(alias="luu-y")

    @property
    def national(self) -> str:
        """The dialled number as written inside the country, "0205 3812 273", with no-break spaces."""
        digits = self.dial.removeprefix(f"+84{self.area_code[1:]}")
        return "\N{NO-BREAK SPACE}".join([self.area_code, digits[:4], digits[4:]])


class WebLink(Strict):
    """A named address on the web."""

    name: Text = Field(alias="ten")
    url: WebAddress = Field(alias="dia-chi")

    @property
    def host(self) -> str:
        """What the reader sees of the address: "www.binhminh.com.vn"."""
        return urlsplit(self.url).netloc


class MenuEntry(Strict):
    """An entry of the main menu; one whose page the tree lacks is left out."""

    name: Text = Field(alias="ten")
    address: MenuAddress = Field(alias="dia-chi")


class Agency(Strict):
    """The office; an empty text means "not confirmed yet", and no page shows it."""

    name: Text = Field(alias="ten")
    title: Text = Field(alias="ten-trang")
    subtitle: Text = Field(alias="gioi-thieu-ngan")
    site: SiteAddress = Field(alias="dia-chi-trang")
    licence: str = Field(alias="giay-phep")
    address: Text = Field(alias="dia-chi")
    address_since_2025: str = Field(alias="dia-chi-tu-01-7-2025")
    phone: Phone = Field(alias="dien-thoai")
    fax: PrintedNumber = Field(description="số fax như in trên giấy, ví dụ “(025) 3.811.287”")
    responsible: str = Field(alias="nguoi-chiu-trach-nhiem")
    email: EmailOrEmpty = Field(alias="thu-dien-tu")
    emblem: ImageOrEmpty = Field(alias="bieu-trung")
    portal: WebLink = Field(alias="cong-thong-tin-tinh")
    designed_by: WebLink = Field(alias="thiet-ke")
    sample: bool = Field(alias="minh-hoa")
    watched_names: list[HostName] = Field(alias="ten-mien-theo-doi", default_factory=list)
    menu: list[MenuEntry] = Field(alias="trinh-don", min_length=1)
    outage: Outage | None = Field(alias="tam-ngung", default=None)

    @property
    def site_kind(self) -> str:
        """The words before the name in the site's title: "Trang thông tin điện tử"."""
        return self.title.removesuffix(self.name).strip()


def agency_of(content: Path) -> Agency:
    """The agency of a content tree; a tree without the file is still this portal's. Raises ProblemsFound like `read_agency`."""
    return read_agency(content if (content / FILE_NAME).is_file() else CONTENT)


def read_agency(content: Path) -> Agency:
    """Read `content`/co-quan.toml. Raises ProblemsFound with everything that is wrong in it."""
    path = content / FILE_NAME
    display_path = f"{content.name}/{FILE_NAME}"
    if not path.is_file():
        raise ProblemsFound([Problem(display_path, message="không có tệp này. Chép từ bản mẫu rồi điền thông tin của cơ quan.")])
    agency, text = read_toml(path, display_path, Agency)
    _refuse_contradictions(agency, text, display_path, read_day_table(content))
    if agency.emblem and not (content / agency.emblem.removeprefix("/")).is_file():
        message = f"không có ảnh “{content.name}{agency.emblem}”. Chép ảnh vào đó, sửa bieu-trung cho khớp, hoặc để trống."
        raise ProblemsFound([Problem(display_path, line_of(text, ("bieu-trung",)), message=message)])
    return agency


def parse_agency(text: str, display_path: str = FILE_NAME, days: DayTable = OF_LAW) -> Agency:
    """Read the text of the file; `display_path` is the path that messages name, `days` the working days."""
    agency = parse_toml(text, display_path, Agency)
    _refuse_contradictions(agency, text, display_path, days)
    return agency


def _refuse_contradictions(agency: Agency, text: str, display_path: str, days: DayTable) -> None:
    if problems := list(_contradictions(agency, text, display_path, days)):
        raise ProblemsFound(problems)


def _contradictions(agency: Agency, text: str, display_path: str, days: DayTable) -> Iterator[Problem]:
    """Values that are valid one by one but contradict each other."""
    if not agency.title.endswith(agency.name):
        message = f"“{agency.title}” phải kết thúc bằng tên cơ quan “{agency.name}”. Sửa ten-trang hoặc ten cho khớp."
        yield Problem(display_path, line_of(text, ("ten-trang",)), message=message)
    if not agency.phone.dial.startswith(f"+84{agency.phone.area_code[1:]}"):
        message = (
            f"số gọi “{agency.phone.dial}” không có mã vùng “{agency.phone.area_code}” nên gọi sang tỉnh khác. "
            f"Viết +84{agency.phone.area_code[1:]} rồi số máy, hoặc sửa ma-vung."
        )
        yield Problem(display_path, line_of(text, ("dien-thoai", "goi")), message=message)
    for key, message in contradictions(agency.outage, days) if agency.outage else ():
        yield Problem(display_path, line_of(text, ("tam-ngung", key)), message=message)
    printed = re.sub(r"\D", "", agency.phone.printed)
    if printed[-7:] != agency.phone.dial[-7:]:
        message = (
            f"số hiển thị “{agency.phone.printed}” và số gọi “{agency.phone.dial}” khác nhau ở bảy chữ số cuối. "
            "Bấm vào số sẽ gọi nhầm nơi khác: sửa một trong hai."
        )
        yield Problem(display_path, line_of(text, ("dien-thoai", "goi")), message=message)
