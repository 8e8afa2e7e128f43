"""What a run leaves for the next one, in .build/verify/: how far it came, what it saw whole, what it has already announced."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

RESUME_WITHIN = 6 * 3600  # seconds; afterwards a run that was interrupted begins again
WHOLE_FOR = 7 * 86400  # how long a large file counts as seen, if the server says that it is unchanged
LARGE = 1 << 16


@dataclass
class RunState:
    """`done`: keys of questions that an interrupted run of `release` saw answered rightly. `whole`: by address, the digest of a
    large file that came whole, its ETag, and when.
    """

    run: int = 0
    release: str = ""
    started: float = 0.0
    done: list[str] = field(default_factory=list)
    newest: int = 0
    whole: dict[str, tuple[str, str, float]] = field(default_factory=dict)
    suspects: list[str] = field(default_factory=list)
    failures: int = 0
    announced: list[str] = field(default_factory=list)

    def begin(self, release: str, now: float) -> None:
        """Go on with the same release if it was interrupted lately; else start the next run."""
        if not (self.done and self.release == release and now - self.started < RESUME_WITHIN):
            self.run, self.release, self.started, self.done = self.run + 1, release, now, []

    def etag_of(self, address: str, sha256: str, now: float) -> str:
        """The ETag with which to ask whether a large file is still the one that came whole; "" to ask for all of it."""
        seen, etag, when = self.whole.get(address, ("", "", 0.0))
        return etag if seen == sha256 and now - when < WHOLE_FOR else ""


def read_state(path: Path) -> RunState:
    """As the last run left it; a file that is missing or broken costs nothing but time."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return RunState(**{each.name: stored[each.name] for each in fields(RunState)})
    except (OSError, ValueError, TypeError, KeyError):
        return RunState()


def write_state(path: Path, state: RunState) -> None:
    """In one step: a run that is killed leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(state)), encoding="utf-8")
    draft.replace(path)
