"""`python -m tests.hostile_files`: what texts of 256 KB cost that are made to keep a machine busy.

Each is checked, and built where the check lets it pass, in a content tree of its own. Prints the worst in CPU seconds and in memory
(of all processes together); 1 where one needs more than 10 s or 512 MB.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import Cost, measure
from plugins.project import ROOT
from tests.newsroom.checks.test_endurance import ENDLESS
from tests.reception.test_hostile_texts import RUNS

SIZE, SECONDS, BYTES = 256 << 10, 10.0, 512 << 20
HEADER = "Title: Bài\nDate: 2017-10-10 15:25\n"
NUMBERS = f"{HEADER}So-lieu: tiep-cong-dan/2014-07-01..2017-07-01\n\n"
ORDINARY = {
    "words": "Tổ chức họp, ghi sổ, lưu trữ. ",
    "paragraphs": "Tổ chức họp.\n\n",
    "rows": "| **a** | [b](https://langson.gov.vn/) |\n",
}
HEADS = {"rows": "| a | b |\n|---|---|\n"}
FOR_CHECK, FOR_BUILD = "plugins.check", "plugins.builder.build"


def filled(start: str, piece: str) -> bytes:
    """As many pieces as make 256 KB."""
    begin, part = start.encode(), piece.encode()
    return begin + part * ((SIZE - len(begin)) // len(part))


def hostile_files() -> dict[str, bytes]:
    """What each is made of, and the file."""
    files = {f"body of {piece[:12]!r}": filled(f"{HEADER}\nChữ.\n\n", piece) for piece in ENDLESS}
    files |= {f"paragraphs of {piece[:12]!r}": filled(f"{HEADER}\n", f"Chữ {piece * 9}.\n\n") for piece in ENDLESS}
    for key in ("Summary", "Tags"):
        files |= {f"{key} of {piece!r}": filled(f"{HEADER}{key}: ", piece) for piece in ("[", "{{ a | b } ", "<a ", "*a* ", "a, ")}
    files |= {f"numbers in {run[:24]!r}": filled(NUMBERS, run) for run in (*RUNS, "{{ lượt công dân }} ", "tiếp 12 lượt, ")}
    files |= {f"ordinary {name}": filled(f"{HEADER}\n{HEADS.get(name, '')}", piece) for name, piece in ORDINARY.items()}
    bytes_of = {"zeros": b"\0", "a broken letter": b"\xe1\xba", "UTF-16": b"\xff\xfe", "blank lines": b"\n", "headers": b"A: b\n"}
    return files | {f"nothing but {name}": piece * (SIZE // len(piece)) for name, piece in bytes_of.items()}


def cost(module: str, content: Path, *arguments: str) -> tuple[Cost, bool]:
    """Of the command, and whether it let the tree pass; an exit code above 1 is no refusal and raises CommandFailed."""
    log = content.parent / "log"
    refused = content.parent / "refused"
    refused.unlink(missing_ok=True)
    ended = f'"$@" || {{ code=$?; : > {refused}; exit $((code > 1)); }}'
    used = measure(["/bin/sh", "-c", ended, "sh", sys.executable, "-m", module, *arguments], ROOT, log)
    text = log.read_text(encoding="utf-8", errors="replace")
    if "Traceback" in text or (refused.exists() and "bai.md" not in text):
        raise AssertionError(text[-2000:])
    return used, not refused.exists()


def costs(base: Path, data: bytes) -> list[Cost]:
    """Of the check, and of the build where one follows."""
    content = base / "content"
    (content / "tin-tuc/bai.md").write_bytes(data)
    checked, passed = cost(FOR_CHECK, content, str(content))
    if not passed:
        return [checked]
    built, passed = cost(FOR_BUILD, content, "--content", str(content), "--output", str(base / "output"))
    if not passed:
        raise AssertionError((base / "log").read_text(encoding="utf-8"))
    return [checked, built]


def main() -> int:
    """One line for each file, then the worst."""
    found: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        base = Path(name)
        shutil.copytree(ROOT / "content", base / "content")
        for what, data in hostile_files().items():
            found[what] = costs(base, data)
            each = ", ".join(f"{one.cpu:.1f} s and {one.memory >> 20} MB" for one in found[what])
            print(f"{what}: {'refused' if len(found[what]) == 1 else 'built'}: {each}", flush=True)
    slowest = max(found, key=lambda what: max(one.cpu for one in found[what]))
    largest = max(found, key=lambda what: max(one.memory for one in found[what]))
    seconds, size = max(one.cpu for one in found[slowest]), max(one.memory for one in found[largest])
    print(f"{len(found)} files of 256 KB; slowest: {slowest}, {seconds:.1f} s of CPU; largest: {largest}, {size >> 20} MB")
    return 0 if seconds <= SECONDS and size <= BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
