"""Calls somebody: after two runs in a row that failed, once, and once more when all is well again. Never about what is known.

Outward links are asked once a month, so they call at once.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable

from deploy.verify.report import RIGHT, Verdict
from deploy.verify.state import RunState

FAILURES = 2
Send = Callable[[str, str], None]


def announce(verdict: Verdict, state: RunState, send: Send, after: int = FAILURES) -> None:
    """Change the state; `send` gets a subject and a text if there is something to say. If it raises, the next run says it again."""
    if verdict.code == RIGHT:
        if state.announced:
            send(f"Hết lỗi: {verdict.site}", verdict.text())
        state.failures, state.announced = 0, []
        return
    state.failures += 1
    new = {f"{finding.address} {finding.found}" for finding in verdict.findings if finding.severity != "note"}
    new = (new | ({"unreachable"} if verdict.unreachable else set())) - set(state.announced)
    if state.failures >= after and new:
        send(f"CẦN XEM: {verdict.title()}", verdict.text())
        state.announced += sorted(new)


def by_command(command: str) -> Send:
    """Runs the command with the text on its input and the subject in the variable VERIFY_SUBJECT."""

    def send(subject: str, text: str) -> None:
        environment = {**os.environ, "VERIFY_SUBJECT": subject}
        words = shlex.split(command)
        subprocess.run(words, input=f"{subject}\n\n{text}\n".encode(), env=environment, check=True, timeout=60)  # noqa: S603  # the administrator wrote it

    return send


def announce_by(command: str, verdict: Verdict, state: RunState, after: int = FAILURES) -> None:
    """As `announce`; a command that fails is named on the error stream."""
    try:
        announce(verdict, state, by_command(command), after)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        print(f"ALARM=“{command}” không chạy được ({error}). Kiểm tra lệnh này; lần sau sẽ báo lại.", file=sys.stderr)
