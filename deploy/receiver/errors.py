"""How the receiver says no: the live site stays as it is."""

from __future__ import annotations

FAILED, BUSY = 1, 75


class Refused(Exception):
    """`message` is for the person who deploys, in Vietnamese; `code` is the command's exit code."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.message, self.code = message, code
