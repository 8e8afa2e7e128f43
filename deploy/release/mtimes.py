"""When each file's bytes last changed: what servers tell browsers to ask by.

Servers make an ETag of time and size alone. "15 lượt" must not stay where "51 lượt" is due because both are dated alike, and a
file that did not change must not be fetched again. So the time is an input like any other: the last release's manifest says what
was there before. What is equal keeps its time; what is not gets the time of this release, and always a later one than it had.
"""

from __future__ import annotations

from collections.abc import Mapping

from deploy.release.manifest import ReleaseManifest


def mtimes(digests: Mapping[str, str], release_time: int, last: ReleaseManifest | None) -> dict[str, int]:
    """Of files by path and sha256, the times in seconds since 1970; without a `last` release all are of this one."""
    before = last.files if last else {}
    times = {}
    for path, digest in digests.items():
        known = before.get(path)
        if known is None:
            times[path] = release_time
        else:
            times[path] = known.mtime if known.sha256 == digest else max(release_time, known.mtime + 1)
    return times
