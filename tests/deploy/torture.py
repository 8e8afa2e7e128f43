"""Many more kills than the tests have time for: `python -m tests.deploy.torture`. Ends with 1 at the first broken promise."""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from deploy.receiver.errors import BUSY
from tests.deploy.faults import FINISHED, deploying, killed_at_random, rolling_back, shows_one_of, undisturbed
from tests.deploy.publishing import Office, leftovers
from tests.deploy.releases import allow, id_of, make_key

PAGES = {f"tin/{number}/index.html": f"bài {number} " * 300 for number in range(60)}


def torture(folder: Path, kills: int, seed: int) -> list[str]:
    """Deploy and roll back in turn, killed at random moments; returns the broken promises."""
    dice, office = random.Random(seed), Office(folder, make_key(folder))
    allow(office.site.folder, office.key)
    folders = [office.release(1, PAGES), office.release(2, {**PAGES, "tin/0/index.html": "mới", "theme/x.1234.css": "x"})]
    ids = [id_of(release) for release in folders]
    if undisturbed(deploying(office.site, folders[0])) != FINISHED:
        return ["the first deploy failed"]
    ends: Counter[str] = Counter()
    longest, started = {False: 0.5, True: 0.5}, time.monotonic()
    for number in range(kills):
        back = office.site.live_id() == ids[1]
        work = rolling_back(office.site) if back else deploying(office.site, folders[1])
        moment = time.monotonic()
        code = killed_at_random(work, dice, longest[back])
        if code == FINISHED:  # kills are of use only while there is something to kill
            longest[back] = max(0.02, min(longest[back], time.monotonic() - moment) * 0.9)
        else:
            longest[back] *= 1.02
        ends[f"{'rollback' if back else 'deploy'} {'finished' if code == FINISHED else 'killed'}"] += 1
        if code not in {FINISHED, -signal.SIGKILL, BUSY} or not shows_one_of(office.site, folders):
            return [f"kill {number}: ended with {code}, live {office.site.live_id()}"]
    print(f"{kills} kills in {time.monotonic() - started:.0f} s: {dict(sorted(ends.items()))}")
    return after(office, folders, ids)


def after(office: Office, folders: list[Path], ids: list[str]) -> list[str]:
    """The next commands need no hands."""
    if office.site.live_id() != ids[1] and undisturbed(deploying(office.site, folders[1])) != FINISHED:
        return ["the deploy after it failed"]
    if undisturbed(rolling_back(office.site)) != FINISHED or office.site.live_id() != ids[0]:
        return ["the rollback after it failed"]
    return [f"left behind: {name}" for name in leftovers(office.site)]


def main(arguments: list[str]) -> int:
    """`--kills`, `--seed`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        broken = torture(Path(folder), options.kills, options.seed)
    print("\n".join(broken) or "every time a whole release was live", f"(--seed {options.seed})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
