"""Fills the files of deploy/nginx/, deploy/caddy/ and deploy/container/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deploy.release.media_types import FEEDS
from deploy.server_config import portal as rules
from deploy.server_config.headers import BRIEFLY, FOR_EVER, HEADERS, NEVER
from deploy.server_config.portal import Machine, Portal
from plugins.project import ROOT

FILES = {  # where each is written, and what it is written from
    "nginx/nginx.conf": "nginx/nginx.conf",
    "nginx/portal.conf": "nginx/portal.conf",
    "nginx/headers.conf": "nginx/headers.conf",
    "nginx/pages.conf": "nginx/pages.conf",
    "nginx/aliases.conf": "nginx/aliases.conf",
    "caddy/Caddyfile": "caddy/Caddyfile",
    "Containerfile": "container/Containerfile",
}
DEPLOYER = "settings.json"  # where the receiver looks at the release before and after the switch


def write_configuration(portal: Portal, folder: Path) -> list[Path]:
    """The files of both servers, of a container, and of the receiver; returns them."""
    doors = {
        "candidate": f"http://127.0.0.1:{portal.settings.preflight_port}",
        "live": f"https://127.0.0.1:{portal.machine.https_port}",
    }
    texts = {name: fill(template, portal) for name, template in FILES.items()} | {DEPLOYER: f"{json.dumps(doors)}\n"}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def fill(template: str, portal: Portal) -> str:
    """One file below deploy/ with the portal's values."""
    environment = Environment(  # noqa: S701  # no HTML: what goes in is held to patterns where it is read
        loader=FileSystemLoader(ROOT / "deploy"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(_values(portal))


def _values(portal: Portal) -> dict[str, Any]:
    return {
        **{
            name: getattr(portal, name)
            for name in ("host", "release_id", "policies", "pages", "settings", "aliases", "machine", "hsts")
        },
        "headers": HEADERS,
        "refused_names": rules.REFUSED_NAMES,
        "media_types": {ending.removeprefix("."): media_type for ending, media_type in rules.MEDIA_TYPES.items()},
        "html_type": rules.MEDIA_TYPES[".html"],
        "feeds": FEEDS,
        "briefly": BRIEFLY,
        "for_ever": FOR_EVER,
        "never": NEVER,
        "hashed_name": rules.HASHED_NAME,
        "requests_a_second": rules.REQUESTS_A_SECOND,
        "requests_at_once": rules.REQUESTS_AT_ONCE,
        "connections": rules.CONNECTIONS,
        "listen": lambda port, words="": _listen(portal.machine, port, words),
    }


def _listen(machine: Machine, port: int, words: str) -> str:
    """Lines of nginx for one port: IPv4 and IPv6 each on its own."""
    places = machine.interfaces or ("*", "[::]")
    return "\n".join(f"    listen {place}:{port} {words}".rstrip() + ";" for place in places)
