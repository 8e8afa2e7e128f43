"""Servers that fail in every way a server can; none may change the snapshot, and each is reported in words a clerk can act on."""

from __future__ import annotations

import gzip
import socket
import struct

import pytest

from tests.reception.remote.conftest import GOOD_CSV, Office
from tests.reception.remote.servers import Behaviour, Server, Visit, answer, redirect

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n"
PAGE = "<!DOCTYPE html><html lang=vi><title>Đăng nhập</title></html>"
BODY = GOOD_CSV.encode()
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def raw(content: bytes) -> Behaviour:
    return lambda visit: visit.send(content)


def reset(visit: Visit) -> None:
    visit.send(HEAD)
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def endless(visit: Visit) -> None:
    visit.send(CHUNKED + b"a\r\ndon_vi,ky,\r\n")
    while not visit.closing.is_set():
        visit.send(b"8000\r\n" + b"x" * 0x8000 + b"\r\n")


SLOW: dict[str, Behaviour] = {
    "hangs before it answers": Visit.hang,
    "hangs after its head": lambda visit: (visit.send(HEAD + b"Content-Length: 99\r\n\r\n"), visit.hang())[1],
    "drips its head": lambda visit: visit.drip(HEAD * 40),
    "drips its body": lambda visit: (visit.send(HEAD + b"Content-Length: 120\r\n\r\n"), visit.drip(BODY))[1],
    "drips its chunks": lambda visit: (visit.send(CHUNKED), visit.drip(b"1\r\nx\r\n" * 50))[1],
}

BAD: dict[str, tuple[Behaviour, str]] = {
    "truncates": (raw(HEAD + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:-20]), "không trọn vẹn"),
    "truncates at a line's end": (
        raw(HEAD + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + b"\n".join(BODY.split(b"\n")[:3]) + b"\n"),
        "không trọn vẹn",
    ),
    "truncates a chunk": (raw(CHUNKED + b"ff\r\n" + BODY), "không trọn vẹn"),
    "truncates between chunks": (raw(CHUNKED + f"{len(BODY):x}\r\n".encode() + BODY + b"\r\n"), "không trọn vẹn"),
    "says no chunk length": (raw(CHUNKED + b"xyz\r\n" + BODY), "không trọn vẹn"),
    "tells no length": (raw(HEAD + b"\r\n" + BODY), "không báo độ dài"),
    "tells two lengths": (raw(HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + BODY), "Chạy lại"),
    "tells a length that is none": (raw(HEAD + b"Content-Length: nhieu\r\n\r\n" + BODY), "không báo độ dài"),
    "closes at once": (lambda visit: None, "không kết nối được"),
    "resets the connection": (reset, "ngắt giữa chừng"),
    "does not speak HTTP": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "không kết nối được"),
    "floods with headers": (raw(HEAD + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n"), "không kết nối được"),
    "answers 500": (answer(BODY, status="500 Internal Server Error"), "mã 500, cần 200"),
    "answers 503": (answer(PAGE, "text/html", "503 Service Unavailable"), "mã 503"),
    "answers 404": (answer(PAGE, "text/html", "404 Not Found"), "mã 404 (không có trang này)"),
    "answers 401": (answer("", status="401 Unauthorized"), "mã 401 (chưa được phép)"),
    "answers 403": (answer("", status="403 Forbidden"), "mã 403 (bị từ chối)"),
    "answers 206": (answer(BODY, status="206 Partial Content"), "mã 206"),
    "answers 204": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), "mã 204"),
    "answers 304": (raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "mã 304"),
    "sends a page": (answer(PAGE, "text/html; charset=utf-8"), "trang web (HTML)"),
    "sends a page called CSV": (answer("\n " + PAGE), "trang web (HTML)"),
    "sends a picture": (answer(b"\x89PNG\r\n", "image/png"), "kiểu “image/png”"),
    "sends no type": (answer(BODY, ""), "kiểu “”"),
    "sends windows-1258": (answer(BODY, "text/csv; charset=windows-1258"), "bảng mã windows-1258"),
    "sends bytes that are not UTF-8": (answer(BODY + b"\xff\n"), "không viết bằng UTF-8"),
    "sends UTF-16": (answer(GOOD_CSV.encode("utf-16")), "không viết bằng UTF-8"),
    "sends gzip": (answer(gzip.compress(BODY), "text/csv", "200 OK", "Content-Encoding: gzip"), "nén nội dung"),
    "sends nothing": (answer(""), "nội dung rỗng"),
    "sends white space": (answer(" \r\n\r\n"), "nội dung rỗng"),
    "announces too much": (answer(b"x" * 60_000), "dài hơn 0.05 MB"),
    "never stops sending": (endless, "dài hơn 0.05 MB"),
    "redirects for ever": (redirect("/so-lieu?lan=nua"), "chuyển hướng quá 5 lần"),
    "redirects with an endless body": (
        lambda visit: (
            visit.send(b"HTTP/1.1 302 Found\r\nLocation: ftp://x/\r\nTransfer-Encoding: chunked\r\n\r\n"),
            endless(visit),
        )[1],
        "không an toàn",
    ),
    "redirects nowhere": (answer("", status="302 Found"), "chuyển hướng quá 5 lần"),
    "redirects to a file": (redirect("file:///etc/passwd"), "không an toàn"),
    "redirects to FTP": (redirect("ftp://127.0.0.1/x.csv"), "không an toàn"),
    "redirects to a bad address": (redirect("http://[::1"), "viết sai"),
    "redirects to a closed port": (redirect("http://127.0.0.1:1/"), "không kết nối được"),
    "redirects to a page": (
        lambda visit: (answer(PAGE, "text/html") if b"/dang-nhap" in visit.request else redirect("/dang-nhap"))(visit),
        "trang web (HTML)",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_server_that_misbehaves_changes_nothing(pulled: Office, server: Server, name: str) -> None:
    pulled.declare_http(server, "toi-da = 0.05\n")
    server.behaviour, expected = BAD[name]
    pulled.assert_refused(expected)


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_takes_too_long_is_given_up(pulled: Office, server: Server, name: str) -> None:
    pulled.declare_http(server, "han = 0.4\n")
    server.behaviour = SLOW[name]
    pulled.assert_refused("quá 0.4 giây mà chưa trả lời xong")


def test_a_server_that_is_not_there_changes_nothing(pulled: Office, server: Server) -> None:
    pulled.declare_http(server)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    text = (pulled.folder / "nguon.toml").read_text().replace(f":{server.port}/", f":{port}/")
    (pulled.folder / "nguon.toml").write_text(text)
    pulled.assert_refused("không kết nối được máy chủ")


def test_a_server_without_a_sound_certificate_changes_nothing(pulled: Office, server: Server) -> None:
    text = (pulled.folder / "nguon.toml").read_text().replace("http://", "https://")
    (pulled.folder / "nguon.toml").write_text(text)
    server.behaviour = answer(GOOD_CSV)
    pulled.assert_refused("TLS")


def test_a_host_name_that_cannot_be_one_changes_nothing(pulled: Office) -> None:
    text = (pulled.folder / "nguon.toml").read_text().replace("http://127.0.0.1", f"http://{'a' * 70}.vn")
    (pulled.folder / "nguon.toml").write_text(text)
    pulled.assert_refused("dia-chi")
