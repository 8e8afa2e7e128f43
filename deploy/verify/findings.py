"""What verifying found: one shape, and one line for the same thing at many addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from plugins.problems import SEVERITY_WORDS, Severity

RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
EXAMPLES = 2  # addresses that a line names; JSON has all


@dataclass(frozen=True, slots=True)
class Finding:
    """Where, what was found, what was expected, what to do; `who`: the readers that see it, "" for all that asked."""

    address: str
    found: str
    expected: str
    advice: str
    severity: Severity = "error"
    who: str = ""
    others: tuple[str, ...] = ()  # further addresses with the same

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of them."""
        return self.address, *self.others

    def __str__(self) -> str:
        more = len(self.addresses) - EXAMPLES
        where = ", ".join(self.addresses[:EXAMPLES]) + (f" và {more} địa chỉ khác" if more > 0 else "")
        who = f" (chỉ {self.who})" if self.who else ""
        return f"{SEVERITY_WORDS[self.severity]}: {where}: {self.found}{who}; cần {self.expected}. {self.advice}"


def merge_readers(found: Iterable[Finding], asked_by: Collection[str]) -> list[Finding]:
    """The findings at one address: once, with the readers that met it, or with none where all that asked did."""
    readers: dict[Finding, dict[str, None]] = defaultdict(dict)
    for finding in found:
        readers[replace(finding, who="")][finding.who] = None
    return [
        replace(finding, who="" if len(names) == len(set(asked_by)) else ", ".join(names)) for finding, names in readers.items()
    ]


def merge_addresses(found: Iterable[Finding]) -> list[Finding]:
    """One finding for the same thing at many addresses, the gravest first."""
    places: dict[Finding, dict[str, None]] = defaultdict(dict)
    for finding in found:
        places[replace(finding, address="", others=())] |= dict.fromkeys(finding.addresses)
    merged = [replace(finding, address=min(at), others=tuple(sorted(at)[1:])) for finding, at in places.items()]
    return sorted(merged, key=lambda finding: (RANK[finding.severity], finding.address, finding.found))
