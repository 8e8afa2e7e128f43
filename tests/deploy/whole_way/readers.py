"""Steady readers of a site, who note every answer and what failed; afterwards each is held against the releases that were live."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from deploy.receiver.manifest import read_release
from deploy.verify.readers import ENCODINGS
from tests.deploy.servers.asking import Answer, ask, connect
from tests.deploy.servers.machine import HOST, Site

PAUSE = 0.02  # seconds between two requests of a reader


@dataclass
class Readers:
    """`answers` counts them by address, encoding, status and SHA-256; `failures`: requests without a whole answer."""

    site: Site
    paths: Sequence[str]
    answers: Counter[tuple[str, str, int, str]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def read(self, seed: int) -> None:
        """One reader, until all are stopped; a connection is kept as long as the server likes."""
        dice, connection = random.Random(seed), None
        while not self.stopped.is_set():
            path, accepted = dice.choice(self.paths), dice.choice(list(ENCODINGS))
            try:
                connection = connection or connect(self.site.portal.machine.https_port, self.site.tls, HOST)
                answer = ask(connection, f"/{path.removesuffix('index.html')}", host=HOST, headers={"Accept-Encoding": accepted})
                self.note(path, answer)
                if answer.header("Connection") == "close":
                    connection.close()
                    connection = None
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(f"{path}: {error!r}")
                connection = None
            time.sleep(PAUSE)
        if connection:
            connection.close()

    def note(self, path: str, answer: Answer) -> None:
        encoding = answer.header("Content-Encoding") or "identity"
        self.answers[path, encoding, answer.status, sha256(answer.body).hexdigest()] += 1

    def wrong(self, releases: Path) -> list[str]:
        """What is no file of any of these releases, with its count, and what failed."""
        files = [read_release(folder).files for folder in releases.iterdir()]
        right = {(path, file.sha256) for release in files for path, file in release.items()}
        unknown = [
            f"{path} {encoding} {status}: {count} times"
            for (path, encoding, status, digest), count in self.answers.items()
            if status != 200 or (path + ENCODINGS[encoding], digest) not in right
        ]
        return self.failures + unknown

    def versions(self, path: str) -> int:
        """How many texts of a page were seen."""
        return len({digest for seen, encoding, _, digest in self.answers if (seen, encoding) == (path, "identity")})


@contextmanager
def reading(site: Site, paths: Sequence[str], count: int = 3) -> Iterator[Readers]:
    """So many readers at once, until the block ends."""
    readers = Readers(site, paths)
    threads = [threading.Thread(target=readers.read, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        readers.stopped.set()
        for thread in threads:
            thread.join()
