import sys

import pytest

from bench.measure import CommandFailed, measure, members, shareable

BUSY = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
HOLDING = "import time; held = bytearray(b'x') * 60_000_000; time.sleep(1)"
IN_A_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}], check=True)"
FORKED = """
import os, time
held = bytearray(b"x") * 60_000_000
children = []
for _ in range(3):
    child = os.fork()
    if not child:
        time.sleep(1)
        os._exit(0)
    children.append(child)
for child in children:
    os.waitpid(child, 0)
"""


def run(code: str, tmp_path):
    return measure([sys.executable, "-c", code], tmp_path, tmp_path / "log")


def test_the_time_of_a_child_is_counted(tmp_path):
    assert run(IN_A_CHILD.format(code=BUSY), tmp_path).cpu >= 0.3


def test_waiting_costs_no_processor_time(tmp_path):
    cost = run("import time; time.sleep(0.5)", tmp_path)
    assert cost.wall >= 0.5
    assert cost.cpu < cost.wall


def test_the_memory_of_a_child_is_seen(tmp_path):
    assert run(IN_A_CHILD.format(code=HOLDING), tmp_path).memory >= 60_000_000


def test_memory_shared_by_forked_workers_is_counted_once(tmp_path):
    cost = run(FORKED, tmp_path)
    assert 60_000_000 <= cost.memory < 120_000_000


def test_a_command_that_fails_says_its_last_line(tmp_path):
    with pytest.raises(CommandFailed, match="dừng với mã 3: hỏng rồi"):
        run("print('bắt đầu'); print('hỏng rồi'); raise SystemExit(3)", tmp_path)


def test_processes_left_running_are_no_measurement(tmp_path):
    lasting = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid)"
    with pytest.raises(CommandFailed, match="chạy ngầm"):
        run(lasting, tmp_path)


def test_a_session_without_processes_has_no_members():
    assert members(2**22 + 1) == []


def test_a_reason_names_no_folder_and_no_host_of_this_machine():
    message = "npm error: https://packages.example/hugo at /home/someone/project/hugo.toml: 404"
    assert shareable(message) == "npm error: … at hugo.toml: 404"
