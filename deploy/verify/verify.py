"""The command behind `make verify`: exits with 0 if readers get the release and nothing else, 1 if not, 2 if nobody answers."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from deploy.release.signature import ALLOWED_SIGNERS
from deploy.server_config.settings import FILE_NAME, read_settings
from deploy.verify.alarm import FAILURES, announce_by
from deploy.verify.client import CONNECTIONS, RATE
from deploy.verify.outward import verify_outward
from deploy.verify.report import WRONG, Verdict
from deploy.verify.run import Options, verify
from deploy.verify.state import RunState, read_state, write_state
from plugins.agency.agency import agency_of
from plugins.problems import ProblemsFound
from plugins.project import CACHE, ROOT

STATES = CACHE / "verify"
SITE = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?")


def main(arguments: list[str] | None = None) -> int:
    """Print the report; returns the exit code."""
    given = _parser().parse_args(arguments)
    site = given.to.rstrip("/")
    if not SITE.fullmatch(site):
        return _refuse(f"TO=“{given.to}” không đúng. Viết TO=https://ten-mien, không kèm đường dẫn.")
    name = re.sub(r"[^a-z0-9.-]", "_", site.partition("//")[2])
    path = given.state / f"{name}{'-outward' if given.outward else ''}.json"
    state = read_state(path)
    try:
        verdict = _verdict(given, site, state, path)
    except ProblemsFound as found:
        return _refuse(str(found))
    except KeyboardInterrupt:
        write_state(path, state)
        return _refuse("đã dừng giữa chừng. Chạy lại lệnh này để kiểm tiếp phần còn lại.", 130)
    if given.alarm:
        announce_by(given.alarm, verdict, state, after=1 if given.outward else FAILURES)
    write_state(path, state)
    if given.json:
        print(verdict.json())
    else:
        print(verdict.text())
    return verdict.code


def _verdict(given: argparse.Namespace, site: str, state: RunState, path: Path) -> Verdict:
    if given.outward:
        return verify_outward(given.content, site)
    options = Options(
        site=site,
        agency=agency_of(given.content),
        settings=read_settings(ROOT / "deploy" / FILE_NAME),
        folder=given.release,
        everyone=given.everyone,
        rate=given.rate,
        connections=given.connections,
        via=given.via,
        authorities=given.authorities,
        allowed_signers=given.allowed_signers,
        save=lambda: write_state(path, state),
    )
    return verify(options, state)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", required=True)
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--release", type=Path, help="a release on this machine, which the site must show")
    parser.add_argument("--everyone", action="store_true", help="every reader asks for everything, however long it takes")
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second; 0 for no limit")
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--via", default="", help="host:port to connect to instead of what the name leads to")
    parser.add_argument("--authorities", type=Path, help="certificates of authorities to trust, instead of those of browsers")
    parser.add_argument("--allowed-signers", type=Path, default=ALLOWED_SIGNERS)
    parser.add_argument("--state", type=Path, default=STATES)
    parser.add_argument("--alarm", default="", help="a command that is given the report when somebody must know")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--outward", action="store_true", help="only the links to other sites")
    return parser


def _refuse(message: str, code: int = WRONG) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
