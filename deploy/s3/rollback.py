"""make rollback TO=s3://bucket/prefix: readers get an earlier release again. Run as `python -m deploy.s3.rollback`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.client.connection import DeployFailed
from deploy.receiver.errors import Refused
from deploy.release.signature import ALLOWED_SIGNERS
from deploy.s3.object_store import ObjectStore
from deploy.s3.whole_releases import roll_back


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", required=True)
    parser.add_argument("--id", default="")
    parser.add_argument("--endpoint", default="")
    parser.add_argument("--signers", type=Path, default=ALLOWED_SIGNERS)
    given = parser.parse_args(arguments)
    try:
        print(f"đã quay lại bản {roll_back(ObjectStore.of(given.to, given.endpoint), given.id, given.signers)}")
    except (DeployFailed, Refused) as failed:
        print(f"không quay lại: {failed}", file=sys.stderr)
        return failed.code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
