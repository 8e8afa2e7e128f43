"""What the guards look at: the content before it is built, the pages after."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class ExpectedSite(NamedTuple):
    """What texts and data give (`explained.expected_of`): files, and the alias pages, each with the address to which it leads.

    `photos`: the SHA-256 of the source of each file that may be derived from a picture, by path. `possible`: files that
    may be there, of statistics that a text cites and of charts. `emptied_lists`: pages of lists without articles that are left,
    which lead on too, but only until there are articles again: so servers get no redirect for them.
    """

    files: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = {}
    photos: Mapping[str, str] = {}
    possible: frozenset[str] = frozenset()
    emptied_lists: Mapping[str, str] = {}

    def leads_to(self, address: str) -> str:
        """Where the page at this address sends browsers on; "" for a page that is read."""
        return self.aliases.get(address) or self.emptied_lists.get(address, "")


@dataclass(frozen=True, slots=True)
class Built:
    """`entries`: the mode of everything below `folder` that is no folder, links not followed. `policy`: the
    Content-Security-Policy below each address.
    """

    content: Path
    folder: Path
    entries: Mapping[str, int]
    policy: Mapping[str, str]
    site: str
    expected: ExpectedSite

    def files(self) -> tuple[str, ...]:
        """The plain files, by path from the folder, sorted."""
        return tuple(sorted(name for name, mode in self.entries.items() if stat.S_ISREG(mode)))

    def policy_of(self, name: str) -> str:
        """The policy of the page in a file."""
        return next(self.policy[place] for place in sorted(self.policy, key=len, reverse=True) if f"/{name}".startswith(place))


def entries_of(folder: Path) -> dict[str, int]:
    """The modes of all below the folder that are no folders, by path from there; no link is followed."""
    return dict(_walk(folder, ""))


def _walk(folder: Path, above: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{above}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder / entry.name, f"{name}/")
            else:
                yield name, entry.stat(follow_symlinks=False).st_mode


def policies(text: str) -> dict[str, str]:
    """The build's policy file as address -> policy; its first line is that of every page."""
    pages, *others = text.strip().splitlines()
    return {"/": pages, **{place: policy for place, _, policy in (line.partition(" ") for line in others)}}
