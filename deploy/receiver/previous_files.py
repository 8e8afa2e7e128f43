"""Files of the previous release that stay for one more: a page that a reader opened before the switch still asks for them.

They lie in the new release's folder but not in its manifest, so the release after it leaves them out. Pages and feeds never stay.
"""

from __future__ import annotations

import os
from pathlib import Path

from deploy.receiver.manifest import COPIES, MANIFEST, SIGNATURE, Release, wrong_files

PAGES = (".html", ".xml", ".txt", ".webmanifest")


def link_previous(old: Path, new: Path, before: Release, after: Release) -> None:
    """Link into `new` the assets and attachments that only `old` has."""
    paths = previous_paths(before, after)
    for path in sorted(set(paths) - set(wrong_files(old, before.files, paths))):
        try:
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(old / path, new / path)
        except OSError:  # a file stands where its folder would, or it is there since an earlier rollback
            continue


def previous_paths(before: Release, after: Release) -> list[str]:
    """The files of the earlier release that stay with the later one."""
    return sorted(path for path in before.files.keys() - after.files.keys() if not _bare(path).endswith(PAGES))


def strange_pages(folder: Path, release: Release) -> list[str]:
    """Pages in the release's folder that it does not have: since none ever stays, somebody broke in."""
    start = len(str(folder)) + 1
    found = (f"{place}/{name}"[start:] for place, _, names in os.walk(folder) for name in names if _bare(name).endswith(PAGES))
    return sorted(path for path in found if path not in release.files and path not in {MANIFEST, SIGNATURE})


def _bare(path: str) -> str:
    return path[:-3] if path.endswith(COPIES) else path
