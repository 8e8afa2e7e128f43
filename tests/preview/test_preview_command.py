"""The command behind `make serve`: how it starts, what it refuses, and that it leaves nothing behind."""

import select
import signal
import socket
import subprocess
import sys

import pytest

from tests.builder.project import make_project
from tests.preview.previewing import LONGEST_SECONDS, Preview, children_of, eventually, is_alive, order_of

ARTICLE = "content/tin-tuc/bai-3.md"


@pytest.mark.parametrize("port", ["abc", "-1", "70000"])
def test_an_impossible_port_is_reported_in_plain_words(tmp_path, port):
    (tmp_path / "content").mkdir()
    message = refused(".", "--content", tmp_path / "content", "--output", tmp_path / "xem", f"--port={port}")
    assert message.startswith(f"Không dùng được cổng {port} (")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopping_stops_everything(tmp_path, number):
    running = Preview(make_project(tmp_path / "p"))
    try:
        (worker,) = eventually(lambda: children_of(running.pid), running.terminal)
        code = running.stop(number)
        eventually(lambda: not is_alive(worker))
    finally:
        running.stop(signal.SIGKILL)
    if number != signal.SIGKILL:
        assert (code, running.terminal().splitlines()[-1]) == (0, "Đã dừng.")
        assert "Traceback" not in running.terminal()


def test_mistakes_before_there_is_any_page_are_reported_on_a_plain_one(tmp_path):
    project = make_project(tmp_path / "p")
    path = project / ARTICLE
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("Date: 2017", "Date: hôm 2017"), encoding="utf-8")
    running = Preview(project)
    try:
        text = running.until("/", "<code>content/tin-tuc/bai-3.md:2</code>")
        assert ('role="alert"' in text, running.get("/")[0]) == (True, 503)
        digest = running.digest("/")
        path.write_text(good, encoding="utf-8")
        eventually(lambda: running.event("/", digest)["reload"], running.terminal)
        running.until("/", 'id="noi-dung"')
    finally:
        running.stop(signal.SIGKILL)


def refused(project, *options):
    command = [sys.executable, "-m", "plugins.preview", *map(str, options)]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    return result.stderr


def test_a_port_in_use_is_reported_in_plain_words(tmp_path):
    (tmp_path / "content").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = refused(".", "--content", tmp_path / "content", "--output", tmp_path / "xem", "--port", port)
    assert message.startswith(f"Cổng {port} đang có chương trình khác dùng.")


def test_a_preview_never_takes_the_place_of_anything_else(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("bản để đăng", encoding="utf-8")
    (tmp_path / "output.csp").write_text("default-src 'none'", encoding="utf-8")
    assert "không do lệnh này dựng ra" in refused(".", "--content", tmp_path / "content", "--output", tmp_path / "output")
    assert "không có thư mục này" in refused(".", "--content", tmp_path / "khong-co")
    assert (tmp_path / "output/index.html").read_text(encoding="utf-8") == "bản để đăng"


def test_a_worker_whose_preview_went_with_the_answer_unread_ends(tmp_path):
    project = make_project(tmp_path / "p")
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "plugins.preview.worker", "pelicanconf.py"]
    with theirs:
        worker = subprocess.Popen(command, cwd=project, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with ours:
            ours.sendall(order_of(project, tmp_path / "place").line())
            assert select.select([ours], [], [], LONGEST_SECONDS)[0]
        assert worker.wait(LONGEST_SECONDS) == 0
    finally:
        worker.kill()
        worker.wait()
