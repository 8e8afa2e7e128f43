"""What a web server does for the portal, whatever its own language calls it: deploy/nginx/ and deploy/caddy/ say the rest.

Reasons and traps: docs/decisions/0032-servers.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from deploy.release.manifest import ReleaseManifest
from deploy.release.media_types import TYPES, UTF8
from deploy.server_config.answers import AnswerPage, answer_pages
from deploy.server_config.settings import Settings
from plugins.agency.agency import Agency
from plugins.assets.bundle import policies_of_both
from plugins.problems import Problem, ProblemsFound

HASHED_NAME = r"(?:\.[0-9a-f]{8,64}|^/anh-web/[0-9a-f]+-[0-9]+)\.[a-z0-9]+$"
REFUSED_NAMES = (  # besides /.git, /.env and every other name with a dot before it, but /.well-known/
    r".+/\.",
    r"[\x00-\x1f]",
    r"~$",
    r"\.(br|gz|bak|swp|orig|md|py|toml|env|ya?ml|ini|conf|log|sql|sqlite|db|php|sh|pem|key|csp)$",
)
# One address may be a whole commune office. A page is one request: fifty people may open one each second, five hundred at once.
REQUESTS_A_SECOND, REQUESTS_AT_ONCE, CONNECTIONS = 50, 500, 200
MEDIA_TYPES = {**TYPES, ".sig": f"text/plain{UTF8}"}
# What a policy may consist of: nothing that either server's language would take for a quote, a variable or an end.
_POLICY = re.compile(r"[A-Za-z0-9 '+/=;:.*_-]+")
_ADDRESS = re.compile(r"/[A-Za-z0-9/._~-]*")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the server stands; the tests put it elsewhere. Without `interfaces` it listens on all, IPv6 too."""

    http_port: int = 80
    https_port: int = 443
    interfaces: tuple[str, ...] = ()
    runtime: str = "/run"
    caddy_home: str = "/var/lib/caddy"
    logs: str = "/var/log"
    certificates: str = "/var/www/acme"  # what a certificate authority asks for, http-01
    user: str = "www-data"


@dataclass(frozen=True, slots=True)
class Portal:
    """All that the files of both servers are filled with."""

    host: str
    release_id: str
    policies: Mapping[str, str]  # by address, the longest first
    pages: Mapping[int, AnswerPage]
    settings: Settings
    aliases: Mapping[str, str]  # by earlier address, where readers are led
    machine: Machine = field(default_factory=Machine)

    @property
    def hsts(self) -> str:
        return f"max-age={self.settings.hsts_days * 86400}"


def portal_of(
    manifest: ReleaseManifest,
    agency: Agency,
    settings: Settings,
    machine: Machine | None = None,
    live: ReleaseManifest | None = None,
) -> Portal:
    """Raises ProblemsFound for what no configuration can say safely.

    With `live`, the pages of both releases are whole: the server learns the new policy before the new release takes its place,
    and leads on only from what is an earlier address in both; from the others the pages lead on, which stand there.
    """
    policy = both_policies(live.policy, manifest.policy) if live else manifest.policy
    address = urlsplit(manifest.site)
    problems = [
        Problem("manifest.json", message=f"địa chỉ “{place}” có chính sách lạ: {value}. Chạy lại make publish.")
        for place, value in policy.items()
        if not (_POLICY.fullmatch(value) and _ADDRESS.fullmatch(place))
    ]
    if (
        address.scheme != "https"
        or address.netloc != address.hostname
        or address.path
        or not re.fullmatch(r"[a-z0-9.-]+", address.netloc)
    ):
        message = f"trang ở địa chỉ “{manifest.site}”; cần dạng https://ten-mien, không cổng, không thư mục. Sửa SITEURL."
        problems.append(Problem("manifest.json", message=message))
    if problems:
        raise ProblemsFound(problems)
    policies = dict(sorted(policy.items(), key=lambda item: -len(item[0])))
    aliases = dict(sorted(manifest.aliases.items() & (live or manifest).aliases.items()))
    return Portal(address.netloc, manifest.id, policies, answer_pages(agency), settings, aliases, machine or Machine())


def both_policies(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """What allows all that either allows, address by address."""
    lines = policies_of_both(_as_lines(first), _as_lines(second)).splitlines()
    return {"/": lines[0], **dict(line.split(" ", 1) for line in lines[1:])}


def _as_lines(policy: Mapping[str, str]) -> str:
    return "\n".join([policy["/"], *(f"{place} {value}" for place, value in policy.items() if place != "/")])
