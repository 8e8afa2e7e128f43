"""How long `make verify` takes for a release of many pages, shown by the project's nginx on this machine: `python -m bench.verify`.

Without a limit on requests, what it costs; with one, how long a run is. Results stand in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import gzip
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import brotli

from bench.deploys import FIRST_DAY, keygen, timed
from deploy.receiver.manifest import NAMESPACE
from deploy.release.manifest import (
    FILE_NAME,
    Digests,
    ReleaseFile,
    ReleaseManifest,
    address_of,
    read_manifest,
    release_id,
    write_manifest,
)
from deploy.release.media_types import media_type
from deploy.server_config.portal import Machine, portal_of
from deploy.server_config.settings import Settings
from deploy.server_config.writer import write_configuration
from deploy.verify.report import Verdict
from deploy.verify.run import Options, verify
from deploy.verify.state import RunState
from plugins.agency.agency import Agency, read_agency
from plugins.project import CONTENT

HOST, COMMIT, NOTHING = "portal.example", f"{1:040x}", sha256(b"").hexdigest()
HTTP, HTTPS, PREFLIGHT = 18741, 18742, 18743
LINKS = 40  # of a page to others
WORDS = "Thanh tra tỉnh tiếp công dân. "


def write_release(folder: Path, pages: int) -> None:
    """Pages of about 14 kB that link to each other, with compressed copies; signed with the key beside the folder."""
    names = ["index.html", "404.html", *(f"2026/{number % 12 + 1:02}/bai-{number}/index.html" for number in range(pages - 2))]
    files = {}
    for number, name in enumerate(names):
        others = [names[(number * 7 + step) % pages].removesuffix("index.html") for step in range(LINKS)]
        links = "".join(f"<a href='/{other}'>x</a>" for other in others)
        data = f"<!doctype html><html lang='vi'><title>{number}</title><main>{links}{WORDS * 330}</main></html>".encode()
        copies = {"": data, ".br": brotli.compress(data, quality=1), ".gz": gzip.compress(data, 1, mtime=0)}
        for ending, body in copies.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}{ending}").write_bytes(body)
            entry = {"sha256": sha256(body).hexdigest(), "size": len(body), "type": media_type(name), "mtime": FIRST_DAY + number}
            files[f"{name}{ending}"] = ReleaseFile.model_validate(entry)
    manifest = ReleaseManifest(
        site=f"https://{HOST}",
        id=release_id(1, COMMIT),
        sequence=1,
        commit=COMMIT,
        digests=Digests(data=NOTHING, lock=NOTHING, theme=NOTHING),
        files=files,
        addresses=sorted(filter(None, map(address_of, names))),
        policy={"/": "default-src 'none'"},
    )
    write_manifest(folder, manifest)
    keygen("-Y", "sign", "-n", NAMESPACE, "-f", folder.parent / "key", folder / FILE_NAME)


@contextlib.contextmanager
def served(folder: Path, agency: Agency) -> Iterator[Settings]:
    """The release in folder/live, by nginx with the project's configuration."""
    for name in ("run", "logs/nginx", "acme"):
        (folder / name).mkdir(parents=True)
    request = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -keyout tls.key -out tls.pem"
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run([*request.split(), *names], cwd=folder, check=True, capture_output=True)  # noqa: S603
    settings = Settings(str(folder), str(folder / "tls.pem"), str(folder / "tls.key"), 1, PREFLIGHT)
    places = {name: str(folder / place) for name, place in (("runtime", "run"), ("logs", "logs"), ("certificates", "acme"))}
    machine = Machine(HTTP, HTTPS, ("127.0.0.1",), user=getpass.getuser(), **places)
    write_configuration(portal_of(read_manifest(folder / "live"), agency, settings, machine), folder / "configuration")
    command = ["nginx", "-c", str(folder / "configuration/nginx/nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait()
            yield settings
        finally:
            process.terminate()


def _wait() -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", HTTPS), 1):
            return
        time.sleep(0.05)


def measure(folder: Path, pages: int, rates: list[float], connections: int) -> None:
    """Print a line for each rate."""
    keygen("-t", "ed25519", "-N", "", "-f", folder / "key")
    (folder / "allowed").write_text(f"bench {(folder / 'key.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    write_release(folder / "live", pages)
    agency = read_agency(CONTENT)
    with served(folder, agency) as settings:
        for rate in rates:
            options = Options(
                f"https://{HOST}",
                agency,
                settings,
                rate=rate,
                connections=connections,
                via=f"127.0.0.1:{HTTPS}",
                authorities=folder / "tls.pem",
                allowed_signers=folder / "allowed",
            )
            verdict, wall, cpu = timed(lambda options=options: verify(options, RunState()))  # type: ignore[misc]
            asked = verdict.asked if isinstance(verdict, Verdict) else 0
            title = f"{pages} pages, {f'{rate:g} a second' if rate else 'no limit'}, {connections} connections"
            print(f"{title:46} {asked:7} requests {wall:7.1f} s {cpu:7.1f} s of CPU  {verdict.title()}", flush=True)  # type: ignore[attr-defined]


def main(arguments: list[str]) -> int:
    """`--pages`, `--rates` (0: no limit), `--connections`, `--folder`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--rates", type=float, nargs="+", default=[0, 20])
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=options.folder) as folder:
        measure(Path(folder), options.pages, options.rates, options.connections)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
