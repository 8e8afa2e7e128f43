"""Whatever happens to the process that opens workbooks, the build goes on and says which file it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.reception.data.sources.spreadsheets import child, read_spreadsheet
from tests.conftest import ROOT
from tests.preview.previewing import eventually, is_alive
from tests.reception.data.sources.recognition.files import good, read, refusal

SPREADSHEETS = (".xlsx", ".xls", ".ods")
DIES = "import os, pickle, signal, sys; pickle.load(sys.stdin.buffer); {}"


@pytest.fixture(autouse=True)
def _a_child_of_its_own() -> Iterator[None]:
    read_spreadsheet._child.close()
    yield
    read_spreadsheet._child.close()


@pytest.mark.parametrize("suffix", SPREADSHEETS)
def test_every_workbook_is_read_by_the_child(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_spreadsheet._child, "command", (sys.executable, "-c", DIES.format("os._exit(1)")))
    assert "tệp hỏng" in refusal(good(tmp_path, suffix))


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL, signal.SIGBUS])
def test_a_child_that_dies_takes_nobody_along(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            read_spreadsheet._child, "command", (sys.executable, "-c", DIES.format(f"os.kill(os.getpid(), {int(number)})"))
        )
        assert "tệp hỏng, hoặc có ô ở rất xa bảng" in refusal(good(tmp_path))
    assert read(good(tmp_path)).problems == ()


def test_a_child_that_dies_in_the_middle_of_its_answer_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half = "sys.stdout.buffer.write(pickle.dumps('x' * 999)[:99]); sys.stdout.flush(); os.abort()"
    monkeypatch.setattr(read_spreadsheet._child, "command", (sys.executable, "-c", DIES.format(half)))
    assert "tệp hỏng" in refusal(good(tmp_path))


def test_a_workbook_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from plugins.reception.data.sources.spreadsheets import child;"
        "child.open_workbook = lambda *_: [None for _ in iter(int, 1)]; child.serve(child.answer, child.MEMORY)"
    )
    with monkeypatch.context() as patch:
        patch.setattr(read_spreadsheet._child, "command", (sys.executable, "-c", endless))
        patch.setattr(read_spreadsheet, "SECONDS", 0.05)
        assert "đọc quá 0.05 giây chưa xong" in refusal(good(tmp_path))
    assert read(good(tmp_path)).problems == ()


def test_the_child_may_not_take_more_than_a_gigabyte(tmp_path: Path) -> None:
    read(good(tmp_path))
    process = read_spreadsheet._child._child
    assert process
    limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
    (line,) = [line for line in limits.splitlines() if line.startswith("Max address space")]
    assert line.split()[3] == str(1 << 30)


def test_a_workbook_that_asks_for_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(content: bytes, suffix: str) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "open_workbook", greedy)
    assert "có ô ở rất xa bảng" in str(child.answer((b"", ".xlsx")))


def test_one_child_reads_many_workbooks(tmp_path: Path) -> None:
    pids = set()
    for suffix in SPREADSHEETS * 2:
        assert read(good(tmp_path, suffix)).problems == ()
        assert read_spreadsheet._child._child
        pids.add(read_spreadsheet._child._child.pid)
    assert len(pids) == 1


def test_ctrl_c_gives_no_workbook_the_answer_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(read_spreadsheet._child, "_exchange", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read(good(tmp_path))
    assert read_spreadsheet._child._child is None


def test_a_forked_process_leaves_the_child_alone(tmp_path: Path) -> None:
    read(good(tmp_path))
    first = read_spreadsheet._child._child
    fork = os.fork()
    if not fork:
        own = bool(read(good(tmp_path)).sheets) and read_spreadsheet._child._child is not first
        os._exit(0 if own else 1)
    assert os.waitpid(fork, 0)[1] == 0
    assert read(good(tmp_path)).problems == ()
    assert read_spreadsheet._child._child is first


def test_the_child_is_gone_when_the_build_was_killed(tmp_path: Path) -> None:
    path = good(tmp_path)
    build = (
        "import os, signal; from pathlib import Path;"
        "from plugins.reception.data.sources.spreadsheets import read_spreadsheet as r;"
        f"r.read_apart(Path({str(path)!r}).read_bytes(), '.xlsx', 'a'); print(r._child._child.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", build], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    eventually(lambda: not is_alive(int(done.stdout)))
