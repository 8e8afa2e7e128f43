"""`python -m plugins.assets.csp [THEME]` prints the Content-Security-Policy of each place for the server's configuration."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.assets.bundle import content_security_policy
from plugins.project import THEME


def main(arguments: list[str]) -> None:
    """Print the policies of the theme named first, or of this project's own."""
    print(content_security_policy(Path(arguments[0]) if arguments else THEME))


if __name__ == "__main__":
    main(sys.argv[1:])
