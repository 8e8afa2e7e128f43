"""Which headers an answer has, by its address and status: what the files of both servers say, said once for whoever asks them."""

from __future__ import annotations

import re

from deploy.server_config.headers import BRIEFLY, FOR_EVER, HEADERS, NEVER
from deploy.server_config.portal import HASHED_NAME, Portal

POLICY = "Content-Security-Policy"


def promised_headers(portal: Portal, address: str, status: int) -> dict[str, str]:
    """Those of an answer over TLS, each exactly once."""
    is_error = status >= 400
    policy = (
        portal.policies["/"] if is_error else next(value for place, value in portal.policies.items() if address.startswith(place))
    )
    cache = NEVER if is_error else FOR_EVER if re.search(HASHED_NAME, address) else BRIEFLY
    return {**HEADERS, "Strict-Transport-Security": portal.hsts, POLICY: policy, "Cache-Control": cache}
