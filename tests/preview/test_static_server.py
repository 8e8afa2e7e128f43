"""The preview's server behaves as production will, and serves this machine only."""

import threading
import urllib.error
import urllib.request
from email.message import Message

import pytest

from plugins.preview.static_server import make_server


@pytest.fixture
def address(tmp_path):
    folder = tmp_path / "output"
    (folder / "bai").mkdir(parents=True)
    (folder / "trong").mkdir()
    (folder / "index.html").write_text("trang chủ", encoding="utf-8")
    (folder / "bai/index.html").write_text("bài", encoding="utf-8")
    (folder / "404.html").write_text("không có trang này", encoding="utf-8")
    (tmp_path / "output.csp").write_text("default-src 'none'\n", encoding="utf-8")
    server = make_server(folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def get(address: str) -> tuple[int, str, Message]:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


def test_folders_answer_with_their_page_and_the_policy(address):
    status, text, headers = get(f"{address}/bai/")
    assert (status, text, headers["Content-Security-Policy"]) == (200, "bài", "default-src 'none'")
    assert headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/khong-co/", "/khong-co.html", "/trong/", "/../output.csp", "/%2e%2e/output.csp"])
def test_what_is_not_there_is_404_with_the_page_and_never_a_list_of_files(address, path):
    status, text, headers = get(address + path)
    assert (status, text) == (404, "không có trang này")
    assert headers["Content-Security-Policy"]


def test_the_server_binds_to_loopback(tmp_path):
    server = make_server(tmp_path, 0)
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()
