"""Switches, deploys and rollbacks under load: `python -m tests.deploy.load_torture`. Ends with 1 at the first broken promise.

The project's nginx, asked by `h2load` (Debian's nghttp2-client) as fast as it can, and by readers who hold every byte against the
releases and then fetch what each page names.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from deploy.receiver.durable import point
from deploy.receiver.site_folder import SiteFolder
from tests.deploy.publishing import Office
from tests.deploy.releases import PAGES as REQUIRED
from tests.deploy.releases import allow, id_of, make_key, make_release
from tests.deploy.servers.asking import ask, connect
from tests.deploy.servers.machine import HOST, SEARCH_POLICY, Site, configure, make_site, running

POLICY = {"/": "default-src 'none'", "/tim-kiem/": SEARCH_POLICY}
NAMED = re.compile(rb"/theme/x\.[0-9a-f]{12}\.css")
NUMBERS = range(40)


def pages_of(sequence: int) -> dict[str, str]:
    """Every page names the one style sheet of its release."""
    style = f"p{{order:{sequence}}}" * 200
    name = f"theme/x.{sha256(style.encode()).hexdigest()[:12]}.css"
    pages = {f"tin/{number}/index.html": f"<link href=/{name}> bài {number} bản {sequence} " * 60 for number in NUMBERS}
    return {**REQUIRED, "tim-kiem/index.html": "tìm", **pages, name: style}


class Reader(threading.Thread):
    """Reads a page, and then the style sheet that it names. `known`: the digests of all that was ever published."""

    def __init__(self, site: Site, known: set[str], stopped: threading.Event) -> None:
        super().__init__()
        self.site, self.known, self.stopped = site, known, stopped
        self.read, self.broken = 0, []

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                with connect(self.site.portal.machine.https_port, self.site.tls, HOST) as connection:
                    for number in (*NUMBERS, *NUMBERS):
                        page = self.get(connection, f"/tin/{number}/")
                        if found := NAMED.search(page):
                            self.get(connection, found[0].decode())
            except Exception as error:  # whatever it is, a reader met it
                self.broken.append(repr(error))

    def get(self, connection: object, address: str) -> bytes:
        answer = ask(connection, address, host=HOST)  # type: ignore[arg-type]
        self.read += 1
        if answer.status != 200 or sha256(answer.body).hexdigest() not in self.known:
            self.broken.append(f"{address}: {answer.status}, {len(answer.body)} bytes")
        return answer.body


class Hammer(threading.Thread):
    """Runs h2load again and again. `count` requests; `broken`: what it says of those that were lost or no 200."""

    def __init__(self, site: Site, stopped: threading.Event) -> None:
        super().__init__()
        port = site.portal.machine.https_port
        where = [f"--connect-to=127.0.0.1:{port}", f"https://{HOST}:{port}/tin/1/"]
        self.command = ["h2load", "--h1", "-t1", "-c16", "-n15000", *where]  # nginx ends a connection after 1,000 requests
        self.stopped, self.count, self.broken = stopped, 0, []

    def run(self) -> None:
        while not self.stopped.is_set():
            said = subprocess.run(self.command, capture_output=True, text=True, check=True).stdout
            total, good = (int(re.search(pattern, said)[1]) for pattern in (r"requests: (\d+) total", r"status codes: (\d+) 2xx"))  # type: ignore[index]
            self.count += total
            if total != good or not re.search(rf" {total} succeeded, 0 failed, 0 errored, 0 timeout", said):
                self.broken += [line for line in said.splitlines() if line.startswith(("requests:", "status codes:"))]


@contextlib.contextmanager
def load(site: Site, known: set[str]) -> Iterator[list[str]]:
    """Until the block ends; what all of them met is in the list afterwards."""
    stopped, met = threading.Event(), []
    hammer, readers = Hammer(site, stopped), [Reader(site, known, stopped) for _ in range(2)]
    for thread in (hammer, *readers):
        thread.start()
    try:
        yield met
    finally:
        stopped.set()
        for thread in (hammer, *readers):
            thread.join()
            met += thread.broken
    print(f"  h2load: {hammer.count} requests; readers: {sum(reader.read for reader in readers)} pages and style sheets")


class OfficeOnNginx(Office):
    """Its server's folder is the one that nginx shows."""

    @property
    def site(self) -> SiteFolder:
        return SiteFolder(self.folder / "site")


def flips(folder: SiteFolder, ids: list[str], count: int) -> None:
    """The switch alone, ten milliseconds apart."""
    for number in range(count):
        point(folder.live, f"releases/{ids[number % 2]}")
        time.sleep(0.01)


def torture(base: Path, given: argparse.Namespace) -> list[str]:
    site, known = make_site(base), set()
    shutil.rmtree(base / "site")
    office = OfficeOnNginx(base, make_key(base))
    allow(base / "site", office.key)
    configuration = configure(site)
    shutil.copy(configuration / "settings.json", base / "site")
    folder = office.site

    def publish(sequence: int) -> str:
        files = pages_of(sequence)
        known.update(sha256(words.encode()).hexdigest() for words in files.values())
        release = make_release(base / f"made-{sequence}", sequence, files, office.key, policy=POLICY, site=f"https://{HOST}")
        result = office.deploy(release)
        if result.code:
            raise AssertionError(result.errors)
        return id_of(release)

    with running("nginx", site, configuration):
        ids = [publish(1), publish(2)]
        office.roll_back()  # both have the other's style sheet now
        with load(site, known) as met:
            flips(folder, ids, given.flips)
            point(folder.live, f"releases/{ids[1]}")
            for number in range(given.deploys):
                office.age_journal(8)  # so that there is something to clear away
                publish(number + 3)
                if number % 3 == 2:
                    office.roll_back()
    print(f"  {given.flips} switches, {given.deploys} deploys, {given.deploys // 3} rollbacks; {len(folder.ids())} releases left")
    return met


def main(arguments: list[str]) -> int:
    """`--flips`, `--deploys`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--deploys", type=int, default=21)
    with tempfile.TemporaryDirectory(prefix="torture-load-") as folder:
        met = torture(Path(folder), parser.parse_args(arguments))
    print("\n".join(met[:20]) or "no request was lost, wrong or cut, no style sheet missing")
    return 1 if met else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
