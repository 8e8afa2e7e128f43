"""The command behind `make server-config`: what nginx and Caddy need to serve the release in OUTPUT as it is meant."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.release.manifest import parse, read_manifest
from deploy.server_config.portal import portal_of
from deploy.server_config.settings import FILE_NAME, read_settings
from deploy.server_config.writer import write_configuration
from plugins.agency.agency import read_agency
from plugins.problems import ProblemsFound
from plugins.project import CACHE, ROOT

DEFAULT_FOLDER = CACHE / "server-config"


def main(arguments: list[str] | None = None) -> int:
    """Print where the files are, or in Vietnamese what stands against writing them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", type=Path, required=True, help="the folder that holds manifest.json")
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument(
        "--also", type=Path, help="manifest.json of the release that is live, whose pages stay whole until the switch"
    )
    parsed = parser.parse_args(arguments)
    try:
        manifest, agency = read_manifest(parsed.release), read_agency(parsed.content)
        live = parse(parsed.also.read_bytes(), str(parsed.also)) if parsed.also else None
        portal = portal_of(manifest, agency, read_settings(ROOT / "deploy" / FILE_NAME), live=live)
        written = write_configuration(portal, parsed.folder)
    except ProblemsFound as found:
        print(found, "\nChưa viết tệp nào.", sep="\n", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: không đọc hay ghi được ({error.strerror}). Xem lại OUTPUT_CONFIG=… và ALSO=….", file=sys.stderr)
        return 1
    print(f"Đã viết {len(written)} tệp cho {portal.host} vào {parsed.folder}/. Cách đưa lên máy chủ: docs/may-chu.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
