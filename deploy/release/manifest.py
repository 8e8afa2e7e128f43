"""The manifest of a release: every file by its digest, and what all of it was made from.

A release has one manifest and a manifest one spelling: keys sorted, UTF-8, one line and its end. So two releases are equal when
their manifests are, and a signature of the manifest covers every byte.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from plugins.problems import Problem, ProblemsFound

FILE_NAME = "manifest.json"
SIGNATURE_NAME = "manifest.json.sig"
ABOUT_ITSELF = frozenset({FILE_NAME, SIGNATURE_NAME})
OLDEST = 1_000_000_000  # 2001: servers take a time of 0 or 1 for none

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_REMADE = "Bản này không dùng được: chạy lại make publish."
STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)


def is_safe_path(path: str) -> bool:
    """Whether a path stays inside the folder it is joined to, on every system, and names a file in one way only."""
    return bool(path) and not _UNSAFE.search(path) and not path.startswith("/") and not {"", ".", ".."} & set(path.split("/"))


def _release_path(path: str) -> str:
    if not is_safe_path(path) or path in ABOUT_ITSELF:
        raise ValueError(f"đường dẫn “{path}” không được phép")
    return path


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\z")]
Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}\z")]
Address = Annotated[str, StringConstraints(pattern=r"^/([^\s\\]*/)?\z")]
Alias = Annotated[str, StringConstraints(pattern=r"^/([a-z0-9-]+/)+\z")]
SiteAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*[^\s/])?\z")]
Policy = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+\z")]
ReleasePath = Annotated[str, AfterValidator(_release_path)]


class ReleaseFile(BaseModel):
    """One file. A compressed copy has the `type` of what it holds; `mtime`: when the bytes last changed, seconds since 1970."""

    model_config = STRICT
    sha256: Digest
    size: Annotated[int, Field(ge=0)]
    type: Annotated[str, StringConstraints(min_length=3)]
    mtime: Annotated[int, Field(gt=OLDEST)]


class Digests(BaseModel):
    """What the commit alone does not show: the office's data, the locked libraries, the theme."""

    model_config = STRICT
    data: Digest
    lock: Digest
    theme: Digest


class ReleaseManifest(BaseModel):
    """`addresses`: those of pages. `aliases`: each earlier address, with the one to which it leads. `policy`: the
    Content-Security-Policy below each address; the longest that fits is meant. `compression`: how copies were made, with the
    libraries' versions. `photos`: the derived files of each photo, by the SHA-256 of its source.
    """

    model_config = STRICT
    format: Literal[1] = 1
    site: SiteAddress
    id: str
    sequence: Annotated[int, Field(ge=1)]
    commit: Commit
    digests: Digests
    compression: list[str] = Field(default_factory=list)
    files: dict[ReleasePath, ReleaseFile]
    addresses: list[Address]
    aliases: dict[Alias, Alias] = Field(default_factory=dict)
    policy: dict[Address, Policy]
    photos: dict[Digest, list[ReleasePath]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.id != release_id(self.sequence, self.commit):
            raise ValueError("mã bản đăng (id) không khớp số thứ tự và commit")
        if self.addresses != sorted(set(self.addresses)):
            raise ValueError("danh sách địa chỉ phải xếp theo thứ tự, mỗi địa chỉ một lần")
        if "/" not in self.policy:
            raise ValueError("thiếu chính sách chung cho “/”")
        lost = next((address for address in self.addresses if f"{address}index.html"[1:] not in self.files), "")
        if lost:
            raise ValueError(f"địa chỉ “{lost}” không có tệp nào")
        pages = set(self.addresses)
        leads_on = {old for old, new in self.aliases.items() if new in pages and f"{old}index.html"[1:] in self.files}
        if stray := next(iter(sorted((self.aliases.keys() & pages) | (self.aliases.keys() - leads_on))), ""):
            raise ValueError(f"địa chỉ cũ “{stray}” không có tệp, còn là một trang, hoặc dẫn tới nơi không có")
        if not self.files.keys() >= {name for names in self.photos.values() for name in names}:
            raise ValueError("một ảnh không có tệp nào")
        return self


def release_id(sequence: int, commit: str) -> str:
    """How a release is called: "1181000000-bcfa53262742"."""
    return f"{sequence}-{commit[:12]}"


def dump(manifest: ReleaseManifest) -> bytes:
    """The manifest's only spelling; one without aliases, or older than `compression`, is spelt as before there were any."""
    data = manifest.model_dump(exclude={name for name in ("aliases", "compression") if not getattr(manifest, name)})
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


def parse(data: bytes, display_path: str = FILE_NAME) -> ReleaseManifest:
    """Raises ProblemsFound unless the bytes are a manifest, in its only spelling."""
    try:
        manifest = ReleaseManifest.model_validate(json.loads(data))
        is_canonical = dump(manifest) == data
    except ValidationError as error:
        raise ProblemsFound(_problems_of(error, display_path)) from error
    except (ValueError, RecursionError) as error:
        raise ProblemsFound([Problem(display_path, message=f"không phải tệp JSON đọc được. {_REMADE}")]) from error
    if not is_canonical:
        raise ProblemsFound([Problem(display_path, message=f"không viết theo dạng chuẩn, có thể đã bị sửa tay. {_REMADE}")])
    return manifest


def _problems_of(error: ValidationError, display_path: str) -> Iterator[Problem]:
    for detail in error.errors(include_url=False)[:20]:
        place = " → ".join(str(part) for part in detail["loc"]) or "cả tệp"
        reason = f" ({detail['ctx']['error']})" if detail["type"] == "value_error" else ""
        yield Problem(display_path, message=f"mục “{place}” sai hoặc thiếu{reason}. {_REMADE}")


def read_manifest(folder: Path) -> ReleaseManifest:
    """The manifest of the release in a folder; raises ProblemsFound."""
    path = folder / FILE_NAME
    try:
        data = path.read_bytes()
    except OSError as error:
        message = "không có tệp này: thư mục không phải một bản đăng, hoặc chưa dựng xong. Chạy make publish."
        raise ProblemsFound([Problem(str(path), message=message)]) from error
    return parse(data, str(path))


def write_manifest(folder: Path, manifest: ReleaseManifest) -> Path:
    """Put it where it belongs; the last thing that is written to a release but its signature."""
    path = folder / FILE_NAME
    path.write_bytes(dump(manifest))
    return path


def verify_folder(folder: Path, manifest: ReleaseManifest) -> list[Problem]:
    """In what the folder differs from the manifest, byte for byte, in the order of paths; [] where it is that release."""
    problems: list[Problem] = []
    found: set[str] = set()
    for path in sorted(folder.rglob("*")):
        name, status = path.relative_to(folder).as_posix(), path.lstat()
        if stat.S_ISDIR(status.st_mode):
            continue
        found.add(name)
        if message := _difference(path, name, status.st_mode, status.st_size, manifest):
            problems.append(Problem(name, message=message))
    missing = [Problem(name, message="thiếu tệp này, tuy có trong manifest.json.") for name in manifest.files.keys() - found]
    return sorted([*problems, *missing])


def _difference(path: Path, name: str, mode: int, size: int, manifest: ReleaseManifest) -> str:
    if not stat.S_ISREG(mode):
        return "không phải tệp thường (là liên kết hoặc thiết bị)."
    if name in ABOUT_ITSELF:
        return ""
    expected = manifest.files.get(name)
    if expected is None:
        return "tệp lạ: không có trong manifest.json."
    if size != expected.size:
        return f"dài {size} byte, trong khi manifest.json ghi {expected.size}."
    with path.open("rb") as file:
        is_equal = file_digest(file, "sha256").hexdigest() == expected.sha256
    return "" if is_equal else "nội dung khác với manifest.json (sha256 không khớp)."


def address_of(path: str) -> str:
    """Where readers find a page: "2017/10/bai/index.html" is "/2017/10/bai/"; "" for what is no page of its own address."""
    page = PurePosixPath(path)
    if page.name != "index.html":
        return ""
    return "/" if page.parent == PurePosixPath() else f"/{page.parent}/"
