"""`make data` killed, stopped or out of disk at every point; a build must always find a whole pair."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.project import ROOT
from plugins.reception.data.sources.declarations import read_sources
from plugins.reception.data.sources.snapshots.read_snapshots import read_snapshots
from plugins.reception.data.sources.snapshots.snapshot_files import alone
from plugins.reception.remote.pull import main
from tests.reception.remote.conftest import GOOD_CSV, Office
from tests.reception.remote.servers import Server, Visit, answer

STEPS = ("fsync", "replace", "unlink")  # every call that puts bytes or names on disk goes through one of these
QUERY = "select 'tinh-lang-son' as don_vi, '2017-Q3' as ky, 'tcd.tong.luot' as chi_tieu, so from luot"


@pytest.fixture
def counted(office: Office) -> Office:
    """An office whose snapshot says 1647, and whose source now says 1700."""
    with sqlite3.connect(office.folder / "luot.db") as connection:
        connection.execute("create table luot as select 1647 as so")
        connection.commit()
        office.declare_sql("sqlite:///luot.db", QUERY)
        assert office.pull() == 0, office.said
        connection.execute("update luot set so = 1700")
    connection.close()
    return office


def value(office: Office) -> object:
    observations, problems, dates = read_snapshots(read_sources(office.folder, "so-lieu"))
    assert problems == []
    assert set(dates) == {"luot"}
    return observations[0].value


def at_step(number: int, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `act` happen in place of the numbered call."""
    seen = 0

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == number:
                act()
            return real(*args, **options)

        return step

    for name in STEPS:
        monkeypatch.setattr(os, name, counting(getattr(os, name)))


def killed_at(number: int, office: Office) -> bool:
    """Pull in a child that kills itself at a step; False when it finished before."""
    child = os.fork()
    if child == 0:
        at_step(number, lambda: os.kill(os.getpid(), signal.SIGKILL), pytest.MonkeyPatch())
        os._exit(main([str(office.folder)]))
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL)
    return status == signal.SIGKILL


def start_pull(office: Office) -> subprocess.Popen[str]:
    """`make data` in a process that Ctrl-C can stop, even where the shell that runs the tests ignores it."""
    command = [sys.executable, "-m", "plugins.reception.remote.pull", str(office.folder)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_kill_at_any_step_leaves_the_old_pair_or_the_new_one(counted: Office, tmp_path: Path) -> None:
    untouched = Path(shutil.copytree(counted.folder, tmp_path / "truoc"))
    found = []
    for number in range(1, 40):
        killed = killed_at(number, counted)
        found.append(value(counted))
        if not killed:
            break
        assert counted.pull() == 0, counted.said
        assert value(counted) == 1700
        assert set(counted.pair) == {"luot.csv", "luot.toml"}
        shutil.rmtree(counted.folder)
        shutil.copytree(untouched, counted.folder)
    assert len(found) > 8
    assert found == sorted(found), "once new, always new"
    assert {found[0], found[-1]} == {1647, 1700}


def test_a_kill_at_any_step_then_a_failing_source_leaves_the_old_pair_or_the_new_one(counted: Office, tmp_path: Path) -> None:
    untouched = Path(shutil.copytree(counted.folder, tmp_path / "truoc"))
    for number in range(1, 40):
        killed = killed_at(number, counted)
        before = value(counted)
        (counted.folder / "luot.db").unlink()
        assert counted.pull() == 1
        assert value(counted) == before
        assert set(counted.pair) == {"luot.csv", "luot.toml"}
        if not killed:
            break
        shutil.rmtree(counted.folder)
        shutil.copytree(untouched, counted.folder)


def test_a_full_disk_at_any_step_leaves_a_whole_pair(counted: Office, tmp_path: Path) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    untouched = Path(shutil.copytree(counted.folder, tmp_path / "truoc"))
    for number in range(1, 40):
        with pytest.MonkeyPatch.context() as patch:
            at_step(number, full, patch)
            status = counted.pull()
        assert value(counted) in (1647, 1700)
        if status == 0:
            break
        assert "không ghi được" in counted.said
        assert "Traceback" not in counted.said
        shutil.rmtree(counted.folder)
        shutil.copytree(untouched, counted.folder)
    assert number > 8


def test_a_kill_while_the_server_is_slow_leaves_the_old_pair(pulled: Office, server: Server) -> None:
    def slow(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 900\r\n\r\n" + GOOD_CSV.encode())
        os.kill(process.pid, signal.SIGKILL)

    before = pulled.pair
    server.behaviour = slow
    process = start_pull(pulled)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said
    assert pulled.pair == before
    assert read_snapshots(read_sources(pulled.folder, "so-lieu"))[1] == []


def test_ctrl_c_ends_with_a_word_and_no_traceback(pulled: Office, server: Server) -> None:
    before = pulled.pair
    server.behaviour = lambda visit: (os.kill(process.pid, signal.SIGINT), visit.hang())[1]
    process = start_pull(pulled)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "Đã dừng theo yêu cầu. Bản chụp cũ còn nguyên.\n"
    assert pulled.pair == before


def test_the_very_first_snapshot_killed_half_way_is_no_snapshot(office: Office, server: Server) -> None:
    office.declare_http(server)
    server.behaviour = answer(GOOD_CSV)
    for number in range(1, 40):
        killed = killed_at(number, office)
        observations, problems, _ = read_snapshots(read_sources(office.folder, "so-lieu"))
        assert (len(observations), len(problems)) in ((0, 1), (3, 0))
        if not killed:
            break
        assert not problems or "chưa có bản chụp" in str(problems[0])
        shutil.rmtree(office.folder / "anh-chup")


def test_two_pulls_at_once_do_not_mix(pulled: Office) -> None:
    before = pulled.pair
    with alone(pulled.folder / "anh-chup"):
        assert pulled.pull() == 1
    assert "một lệnh make data khác đang chạy" in pulled.said
    assert pulled.pair == before
