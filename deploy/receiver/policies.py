"""Whether the web server lets a page use its own styles and scripts: its policy is configured, a release only says what it needs.

Without this, a new style sheet under the old policy shows readers pages without any style.
"""

from __future__ import annotations

from collections.abc import Mapping

HEADER = "Content-Security-Policy"


def is_allowed(policy: Mapping[str, str], address: str, served: str) -> bool:
    """Whether what the page needs is part of what the server sends; a server that sends none forbids nothing."""
    needed, given = sources_of(needed_policy(policy, address)), sources_of(served)
    return not served or all(sources <= given.get(name, set()) for name, sources in needed.items())


def needed_policy(policy: Mapping[str, str], address: str) -> str:
    """That of the longest address above the page."""
    above = [place for place in policy if address.startswith(place)]
    return policy[max(above, key=len)] if above else ""


def sources_of(policy: str) -> dict[str, set[str]]:
    """The sources of each directive."""
    directives = (directive.split() for directive in policy.split(";") if directive.strip())
    return {name: set(sources) for name, *sources in directives}
