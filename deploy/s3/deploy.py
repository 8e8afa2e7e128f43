"""make deploy TO=s3://bucket/prefix: show what will change, ask, write, verify, switch. Run as `python -m deploy.s3.deploy`.

No code of ours runs where the objects lie: what a server's receiver would refuse is refused here.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from deploy.client.changes import changed_downloads, compare
from deploy.client.connection import DeployFailed
from deploy.client.deploy import DeployOptions, deploy_arguments, exit_code, options_of, read_signed, show_and_ask
from deploy.receiver.errors import Refused
from deploy.receiver.manifest import Release, verify_signed_by
from deploy.receiver.refusals import DeployRequest, refuse_bad_release
from deploy.release.signature import ALLOWED_SIGNERS
from deploy.s3.object_store import ObjectStore
from deploy.s3.three_passes import ThreePasses
from deploy.s3.whole_releases import WholeReleases

WAYS: dict[str, type[WholeReleases | ThreePasses]] = {"releases": WholeReleases, "passes": ThreePasses}


def deploy(folder: Path, store: ObjectStore, way: str, options: DeployOptions, signers: Path = ALLOWED_SIGNERS) -> None:
    """Raises DeployFailed or Refused; with WAY=releases readers then have what they had."""
    if way not in WAYS:
        raise DeployFailed(f"WAY=“{way}” không đúng. Viết WAY=releases (mặc định) hoặc WAY=passes.")
    release, destination = read_signed(folder), WAYS[way](store)
    verify_signed_by(release, signers)
    live = destination.look()
    tables = changed_downloads(release, live) if live else []
    changes = compare(release, live, [(destination.live_file(path), (folder / path).read_bytes()) for path in tables])
    show_and_ask(store.address, release, live, changes, options)
    if destination.note:
        print(f"  {destination.note}")
    if live and live.raw == release.raw:
        print(f"  bản {release.id} đang được đăng rồi, không phải làm gì")
        return
    refuse_bad_release(release, live, DeployRequest(live.id if live else None, options.fewer, options.withdraw))
    started = time.monotonic()
    destination.put_up(folder, release, live, options)
    print(f"đã đăng bản {release.id} sau {time.monotonic() - started:.1f} giây".replace(".", ","), flush=True)
    _clear_away(destination, release)


def _clear_away(destination: WholeReleases | ThreePasses, release: Release) -> None:
    try:
        destination.collect()
    except (DeployFailed, Refused) as failed:
        print(f"  đã đăng, dọn dẹp lỗi: {failed}. Bản {release.id} đang chạy; lần đăng sau sẽ dọn lại.")


def main(arguments: list[str]) -> int:
    """Print what happens; returns the exit code."""
    parser = deploy_arguments()
    parser.add_argument("--way", default="")
    parser.add_argument("--endpoint", default="", help="of the store; empty is Amazon's")
    parser.add_argument("--signers", type=Path, default=ALLOWED_SIGNERS)
    given = parser.parse_args(arguments)

    def work() -> None:
        store = ObjectStore.of(given.to, given.endpoint)
        deploy(given.release, store, given.way or "releases", options_of(given), given.signers)

    return exit_code(work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
