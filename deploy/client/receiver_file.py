"""The receiver as the one file that is sent: a zip archive that Python runs, the same to the byte on every machine."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from plugins.project import ROOT

START = "import sys\n\nfrom deploy.receiver.main import main\n\nsys.exit(main(sys.argv[1:]))\n"


@cache
def receiver_file() -> bytes:
    """Stored, not compressed: compression differs between versions of zlib."""
    modules = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "deploy/receiver").glob("*.py")
    }
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_STORED) as file:
        for name, text in sorted({"__main__.py": START, "deploy/__init__.py": "", **modules}.items()):
            file.writestr(ZipInfo(name), text)
    return archive.getvalue()


@cache
def receiver_digest() -> str:
    """What the server's administrator pins in `authorized_keys`."""
    return hashlib.sha256(receiver_file()).hexdigest()
