"""The report: in Vietnamese for people, in JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from deploy.verify.findings import Finding
from plugins.problems import SEVERITY_WORDS

RIGHT, WRONG, UNREACHABLE = 0, 1, 2  # exit codes


@dataclass(frozen=True, slots=True)
class Verdict:
    """`unreachable`: why the site did not answer, which ended the run early; "" when it did.
    `release`: the one that readers must get, "" where only links to other sites were looked at.
    """

    site: str
    findings: Sequence[Finding]
    release: str = ""
    asked: int = 0
    seconds: float = 0.0
    unreachable: str = ""

    @property
    def code(self) -> int:
        """Notes alone are no failure."""
        if any(finding.severity != "note" for finding in self.findings):
            return WRONG
        return UNREACHABLE if self.unreachable else RIGHT

    def title(self) -> str:
        """One line that says how it ended."""
        if self.code == RIGHT and not self.release:
            return f"{self.site}: liên kết ra ngoài không có gì lạ."
        if self.code == RIGHT:
            return f"{self.site}: đúng bản {self.release}, từng byte."
        counts = Counter(finding.severity for finding in self.findings)
        parts = [f"{counts[severity]} {word}" for severity, word in SEVERITY_WORDS.items() if counts[severity]]
        parts += [f"không hỏi được ({self.unreachable})"] if self.unreachable else []
        return f"{self.site}: {', '.join(parts)}."

    def text(self) -> str:
        """The whole report, the gravest first."""
        speed = f"Đã hỏi {self.asked} lần trong {self.seconds:.0f} giây."
        return "\n".join([*map(str, self.findings), self.title(), speed])

    def json(self) -> str:
        """The same for programs, with every address."""
        findings: list[dict[str, Any]] = [
            {
                "severity": finding.severity,
                "addresses": finding.addresses,
                "found": finding.found,
                "expected": finding.expected,
                "advice": finding.advice,
                "readers": finding.who,
            }
            for finding in self.findings
        ]
        report = {
            "site": self.site,
            "release": self.release,
            "code": self.code,
            "unreachable": self.unreachable,
            "asked": self.asked,
        }
        return json.dumps({**report, "findings": findings}, ensure_ascii=False, indent=1)
