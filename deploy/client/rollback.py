"""make rollback: show an earlier release again. On the server itself: `python3 receiver.pyz rollback /srv/site [ID]`.

Run as `python -m deploy.client.rollback`.
"""

from __future__ import annotations

import argparse
import sys

from deploy.client.connection import DeployFailed, Destination, connect


def roll_back(destination: Destination, wanted: str = "") -> str:
    """The id of the release that is live now; "" asks for the one before the live one. Raises DeployFailed."""
    with connect(destination) as connection:
        connection.send(do="rollback", folder=destination.folder, id=wanted)
        return str(connection.answer()["done"])


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", required=True)
    parser.add_argument("--id", default="")
    options = parser.parse_args(arguments)
    try:
        print(f"đã quay lại bản {roll_back(Destination.parse(options.to), options.id)}")
    except DeployFailed as failed:
        print(f"không quay lại: {failed}", file=sys.stderr)
        return failed.code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
