"""What the portal promises beside the others, at ten thousand articles; the table shows missed promises too."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = 10_000
MOST_MEMORY = (100_000, 1_500 * 1024**2)  # bytes for a clean build of so many articles
MOST_GROWTH = {"clean": 11.0, "body": 6.0}  # from one size to ten times as much


@dataclass(frozen=True, slots=True)
class Target:
    """The portal's share of another tool's cost is at most `most`; `of` is "cpu" or "memory"."""

    change: str
    of: str
    against: str
    most: float


TARGETS = (
    Target("clean", "cpu", "pelican", 0.35),
    Target("clean", "cpu", "hugo", 1.8),
    Target("clean", "cpu", "hugo-related", 0.5),
    Target("clean", "cpu", "eleventy", 1.0),
    Target("body", "cpu", "pelican", 0.03),
    Target("body", "cpu", "hugo", 0.15),
    Target("nothing", "cpu", "pelican", 0.015),
    Target("clean", "memory", "pelican", 1.2),
    Target("clean", "memory", "hugo", 0.4),
)
