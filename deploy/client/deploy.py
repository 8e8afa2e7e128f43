"""make deploy: show what will change, ask, send what the server lacks. The server verifies everything before readers see any of it.

Run as `python -m deploy.client.deploy`; exit code 75 means that somebody else is deploying.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.client.changes import ReleaseChanges, changed_downloads, compare
from deploy.client.connection import Connection, DeployFailed, Destination, connect
from deploy.receiver.delta import delta
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import MANIFEST, SIGNATURE, Release, read_manifest

YES = {"có", "co", "c", "y", "yes"}


@dataclass(frozen=True)
class DeployOptions:
    """What the person who deploys allows on the command line."""

    yes: bool = False  # deploy without asking
    fewer: bool = False  # many files may go
    withdraw: bool = False  # files that the new release lacks disappear at once


def deploy(folder: Path, destination: Destination, options: DeployOptions) -> int:
    """Returns the number of bytes sent. Raises DeployFailed or Refused; the live site is then as it was."""
    release = read_signed(folder)
    live, changes = compare_with_live(folder, release, destination)
    where = f"{destination.host}:{destination.folder}" if destination.host else destination.folder
    show_and_ask(where, release, live, changes, options)
    started, parts = time.monotonic(), delta(live.raw if live else b"", release.raw)
    with connect(destination) as connection:
        connection.send(
            do="deploy",
            folder=destination.folder,
            manifest=len(parts),
            signature=len(release.signature),
            instead_of=live.id if live else None,
            fewer=options.fewer,
            withdraw=options.withdraw,
        )
        connection.send_data(parts + release.signature)
        answer = connection.answer()
        if "need" in answer:
            _send_files(folder, release, answer["need"], connection)
            answer = connection.answer()
        print(f"đã đăng bản {answer['done']} sau {time.monotonic() - started:.1f} giây".replace(".", ","), flush=True)
        connection.rest()
        return connection.sent


def read_signed(folder: Path) -> Release:
    """The release in a folder. The server verifies its signature; this does not."""
    if not (folder / MANIFEST).is_file():
        raise DeployFailed(f"{folder}: chưa phải một bản đăng, thiếu {MANIFEST}. Chạy make publish trước.")
    if not (folder / SIGNATURE).is_file():
        raise DeployFailed(f"{folder}: bản này chưa ký, thiếu {SIGNATURE}. Chạy make publish trên máy có khoá ký.")
    return read_manifest((folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_bytes())


def compare_with_live(folder: Path, release: Release, destination: Destination) -> tuple[Release | None, ReleaseChanges]:
    """The live release (None before the first deploy), and how the new one differs from it."""
    with connect(destination) as connection:
        connection.send(do="look", folder=destination.folder)
        size = int(connection.answer()["manifest"])
        if not size:
            return None, compare(release, None, [])
        live = read_manifest(connection.data(size), b"")
        tables = changed_downloads(release, live)
        connection.send(do="send", paths=tables)
        pairs = [(connection.data(int(connection.answer()["size"])), (folder / path).read_bytes()) for path in tables]
        return live, compare(release, live, pairs)


def show_and_ask(where: str, release: Release, live: Release | None, changes: ReleaseChanges, options: DeployOptions) -> None:
    """What will change; raises DeployFailed when that is not wanted."""
    print(f"Bản {release.id} → {where} ({f'đang đăng: {live.id}' if live else 'đăng lần đầu'})")
    for line in changes.lines():
        print(f"  {line}")
    if not options.yes and not (live and live.raw == release.raw):
        _ask()


def _ask() -> None:
    if not sys.stdin.isatty():
        raise DeployFailed("không có ai để hỏi. Xem những gì sẽ đổi ở trên; nếu đúng, chạy lại với YES=1.")
    if input("Đăng? Gõ “có” rồi Enter: ").strip().lower() not in YES:
        raise DeployFailed("đã dừng theo ý người đăng, chưa gửi gì.")


def _send_files(folder: Path, release: Release, wanted: list[str], connection: Connection) -> None:
    """Send the wanted files in the order in which the server asked."""
    paths = {file.sha256: path for path, file in release.files.items()}
    for digest in wanted:
        connection.send_data(read_signed_file(folder / paths[digest], digest))
    print(f"  đã gửi {len(wanted)} tệp, {connection.sent / 1e6:.2f} MB".replace(".", ","))


def read_signed_file(path: Path, digest: str) -> bytes:
    """The bytes that the signed manifest names."""
    try:
        data = path.read_bytes()
    except OSError:
        raise DeployFailed(f"{path}: bản đăng thiếu tệp này. Chạy lại make publish.") from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise DeployFailed(f"{path}: đã bị sửa sau khi ký. Chạy lại make publish.")
    return data


def main(arguments: list[str]) -> int:
    """Deploy and print what happens; returns the exit code."""
    given = deploy_arguments().parse_args(arguments)
    return exit_code(lambda: deploy(given.release, Destination.parse(given.to), options_of(given)))


def deploy_arguments() -> argparse.ArgumentParser:
    """What every deploy is asked for, wherever it goes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--release", type=Path, required=True)
    parser.add_argument("--to", required=True)
    for flag in ("yes", "fewer", "withdraw"):
        parser.add_argument(f"--{flag}", default="", help="empty is no")
    return parser


def options_of(given: argparse.Namespace) -> DeployOptions:
    """An empty variable of make is no."""
    return DeployOptions(bool(given.yes), bool(given.fewer), bool(given.withdraw))


def exit_code(work: Callable[[], object]) -> int:
    """Of a deploy that prints why it fails."""
    try:
        work()
    except DeployFailed as failed:
        return say_failure(str(failed), failed.code)
    except Refused as refused:
        return say_failure(refused.message, refused.code)
    except KeyboardInterrupt:
        return say_failure("đã dừng giữa chừng. Xem bản đang đăng bằng cách chạy lại lệnh này.", 130)
    return os.EX_OK


def say_failure(message: str, code: int) -> int:
    """Print the message on the error stream; returns the code."""
    print(f"không đăng: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
