"""Asks a server exactly what a probe says: no client that would first tidy the address."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

PATIENCE = 20  # seconds until a server that says nothing is taken for dead


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for found, value in self.headers if found.lower() == name.lower()]

    def header(self, name: str) -> str | None:
        values = self.all(name)
        assert len(values) < 2, f"{name} stands twice: {values}"
        return values[0] if values else None


def trusting(certificate: str, versions: tuple[ssl.TLSVersion, ssl.TLSVersion] | None = None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certificate)
    context.set_alpn_protocols(["h2", "http/1.1"] if versions else ["http/1.1"])
    if versions:
        context.minimum_version, context.maximum_version = versions
    return context


def connect(port: int, tls: ssl.SSLContext | None, name: str, to: str = "127.0.0.1", source: str = "") -> socket.socket:
    plain = socket.create_connection((to, port), PATIENCE, source_address=(source, 0) if source else None)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each request waits 40 ms for an acknowledgement
    return tls.wrap_socket(plain, server_hostname=name) if tls else plain


def ask(
    connection: socket.socket, target: str, method: str = "GET", host: str = "", headers: Mapping[str, str] | None = None
) -> Answer:
    """One request, one answer; the connection stays open unless the headers say otherwise."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
    response = http.client.HTTPResponse(connection, method=method)
    response.begin()
    return Answer(response.status, response.getheaders(), response.read())
