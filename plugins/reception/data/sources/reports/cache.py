"""The cache of reports: a build after which no report changed opens none.

The name of an entry is a digest of the workbook's bytes and of everything that decides how they are read, so an entry is never
wrong, only unused. Entries are plain JSON with their own digest; a damaged one is replaced, with a note.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from plugins.problems import Problem, errors_of
from plugins.project import FORMS, ROOT
from plugins.reception.data.law.forms import Forms
from plugins.reception.data.sources.number_text import NumberFormat
from plugins.reception.data.sources.recognition.read_report import read_report
from plugins.reception.data.sources.recognition.report import ReportFile
from plugins.vietnamese import periods

LIBRARIES = ("python-calamine", "olefile", "defusedxml")
UNFINISHED, SECONDS_TO_WRITE = "tmp-", 60
REPORT = TypeAdapter(ReportFile)


class ReportCache:
    """Reads reports through a folder of entries; without a folder it opens every workbook.

    `opened` lists the workbooks that were opened, `problems` those of the entries themselves.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        if folder:
            _clear_away(folder)
        self.opened: list[str] = []
        self.problems: list[Problem] = []

    def read(self, path: Path, display_path: str, forms: Forms, number_format: NumberFormat) -> ReportFile:
        """Like `read_report`, but from the entry if there is one."""
        entry = self.folder / f"{_key(path, display_path, forms, number_format)}.json" if self.folder else None
        if entry and entry.is_file():
            cached = _unpack(entry.read_bytes())
            if cached:
                return cached
            self.problems.append(_note(display_path, "bản đọc lưu tạm bị hỏng nên đã đọc lại báo cáo. Không cần làm gì."))
        self.opened.append(display_path)
        report = read_report(path, display_path, forms, number_format)
        if entry and not errors_of(report.problems):  # the next try may go better: memory may have been short
            try:
                _write(entry, _pack(report))
            except OSError as error:
                self.problems.append(_note(display_path, f"không lưu tạm được bản đọc ({error.strerror}); lần sau sẽ đọc lại."))
        return report


def _note(display_path: str, message: str) -> Problem:
    return Problem(display_path, message=message, severity="note")


def _key(path: Path, display_path: str, forms: Forms, number_format: NumberFormat) -> str:
    digest = blake2b(path.read_bytes(), digest_size=20)
    digest.update("\0".join((display_path, number_format, forms.digest, _version())).encode())
    return digest.hexdigest()


@cache
def _version() -> str:
    """A digest of the program's forms, of all code that reads reports, and of the libraries that open spreadsheets."""
    digest = blake2b("".join(map(version, LIBRARIES)).encode(), digest_size=20)
    code = ((ROOT / "plugins/reception/data").rglob("*.py"), Path(periods.__file__).parent.glob("*.py"), FORMS.glob("*.toml"))
    for file in (file for files in code for file in sorted(files)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _clear_away(folder: Path) -> None:
    """Remove what killed builds left half-written; a file that is a moment old is still being written."""
    for left in folder.glob(f"{UNFINISHED}*"):
        with contextlib.suppress(OSError):  # another build did it
            if time.time() - left.stat().st_mtime > SECONDS_TO_WRITE:
                left.unlink()


def _write(entry: Path, content: bytes) -> None:
    entry.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=entry.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(entry)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _pack(report: ReportFile) -> bytes:
    payload = REPORT.dump_json(report)
    return _digest(payload) + b"\n" + payload


def _unpack(content: bytes) -> ReportFile | None:
    """The report; None for anything but the exact bytes that `_pack` wrote."""
    digest, _, payload = content.partition(b"\n")
    return REPORT.validate_json(payload) if digest == _digest(payload) else None


def _digest(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=20).hexdigest().encode()
