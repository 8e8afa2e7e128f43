"""Many more stops than the tests have time for: `python -m tests.deploy.s3.torture`. Ends with 1 at the first broken promise."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from deploy.s3 import shown_releases
from deploy.s3.shown_releases import SLOTS
from tests.deploy.faults import FINISHED, killed_at_random
from tests.deploy.publishing import Office
from tests.deploy.releases import PAGES, allow, make_key
from tests.deploy.s3.publishing import S3Office, files, held
from tests.deploy.s3.stopping import CHANGES, deploying, pages_that_are_torn, rolling_back
from tests.deploy.s3.stores import KEY, KINDS, SECRET, running

Promise = Iterator[str]  # broken ones


def releases_are_whole(s3: S3Office, stops: int, dice: random.Random) -> Promise:
    """Deploy and roll back, by chance; a deploy that was stopped is begun again, or another release goes first."""
    shown_releases.LEASE = timedelta(0)  # who was killed writes no more
    releases = [s3.publish(number, changes(number)) for number in range(1, SLOTS + 1)]
    ends: Counter[str] = Counter()
    store, longest = s3.new_store(), {False: 0.6, True: 0.2}
    for number in range(stops):
        back = dice.random() < 0.3
        if not back and (dice.random() < 0.5 or s3.shows(s3.store, releases[-1:])):
            releases.append(s3.office.release(SLOTS + 1 + number, changes(number)))
        moment = time.monotonic()
        work = rolling_back(s3, store) if back else deploying(s3, releases[-1], "releases", store)
        code = killed_at_random(work, dice, longest[back])
        longest[back] = max(0.02, min(longest[back], time.monotonic() - moment) * 0.9) if code == FINISHED else longest[back] * 1.06
        ends[f"{'rollback' if back else 'deploy'} {'finished' if code == FINISHED else 'stopped'}"] += 1
        if (code > 0 and not back) or not s3.shows(s3.store, releases):  # at last there is nothing to go back to
            yield f"stop {number}: ended with {code}, live.json {s3.live_json()}"
    print(f"  WAY=releases: {stops} stops, {dict(sorted(ends.items()))}, {len(s3.slots())} slots")
    last = s3.publish(SLOTS + 1 + stops, changes(stops))
    if not s3.shows(s3.store, [last]):
        yield "the deploy after it failed"


def changes(number: int) -> dict[str, str]:
    return {**CHANGES, "tin/a/index.html": f"bài a, lần {number}", f"anh/so-{number % 7}.png": "d"}


def pages_are_whole(s3: S3Office, stops: int, dice: random.Random) -> Promise:
    """Every release has other bytes on every page."""
    releases, store, longest = [s3.publish(1, {}, "--way", "passes")], s3.new_store(), 0.6
    ends: Counter[str] = Counter()
    for number in range(stops):
        releases.append(s3.office.release(number + 2, dict.fromkeys(PAGES, f"bản {number} " * 500)))
        moment = time.monotonic()
        code = killed_at_random(deploying(s3, releases[-1], "passes", store), dice, longest)
        longest = max(0.02, min(longest, time.monotonic() - moment) * 0.9) if code == FINISHED else longest * 1.02
        ends["finished" if code == FINISHED else "stopped"] += 1
        if code > 0 or pages_that_are_torn(s3, releases):
            yield f"stop {number}: ended with {code}, torn {pages_that_are_torn(s3, releases)}"
    print(f"  WAY=passes: {stops} stops, {dict(sorted(ends.items()))}")
    last = s3.publish(stops + 2, {}, "--way", "passes")
    yield from (f"wrong after it: {path}" for path in files(last) if held(s3.store, path) != (last / path).read_bytes())


def torture(kind: str, folder: Path, stops: int, seed: int) -> list[str]:
    """Both ways on one kind of store; the first broken promise of each."""
    folder.mkdir()
    (folder / "store").mkdir()
    broken = []
    with running(kind, folder / "store") as endpoint:
        for name, promise in (("releases", releases_are_whole), ("passes", pages_are_whole)):
            (folder / name).mkdir()
            office = Office(folder / name, make_key(folder, f"key-{name}"))
            allow(office.site.folder, office.key)
            s3 = S3Office(office, endpoint, f"kho-{name}")
            s3.create_bucket()
            broken += [next(promise(s3, stops, random.Random(seed)), "")]
    return [line for line in broken if line]


def main(arguments: list[str]) -> int:
    """`--stops` in all, `--seed`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stops", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args(arguments)
    os.environ |= {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="torture-s3-") as folder:
        for kind in KINDS:
            print(kind)
            broken += torture(kind, Path(folder) / kind, options.stops // 4, options.seed)
    print("\n".join(broken) or "every time a whole release, every page whole", f"(--seed {options.seed})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
