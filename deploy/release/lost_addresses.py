"""Addresses that readers have now and would lose, each with the text to which its line `Aliases:` belongs.

The manifest does not say which file a page came from; git does: only a text that changed since the live release's commit can have
lost its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deploy.release.manifest import ReleaseManifest
from deploy.release.origin import git
from plugins.manuscript import parse_manuscript, read_manuscript
from plugins.newsroom.checks.addresses import address_of
from plugins.newsroom.checks.check_tree import kind_of
from plugins.problems import Problem, ProblemsFound


def problems_of_lost(content: Path, last: ReleaseManifest, new: ReleaseManifest) -> list[Problem]:
    """One for each address of the last release that the new one neither has nor leads on."""
    lost = sorted({*last.addresses, *last.aliases} - set(new.addresses) - new.aliases.keys())
    return [_problem(content, address, path) for address, path in zip(lost, _owners(content, last, lost), strict=True)]


def _problem(content: Path, address: str, path: str) -> Problem:
    found = f"địa chỉ {address} của bản đang đăng không còn"
    if not path:
        return Problem(content.name, message=f"{found}: thêm dòng “Aliases: {address}” vào phần đầu bài hay trang thay thế.")
    manuscript = read_manuscript(content / path, f"{content.name}/{path}")
    field = manuscript.field("Aliases")
    if manuscript.value("Status").lower() == "draft":
        status = manuscript.field("Status")
        message = f"{found}: bài này còn là bản nháp. Đăng nó, hoặc thêm dòng “Aliases: {address}” vào bài thay thế."
        return manuscript.problem(status.line if status else 1, message)
    if field:
        return manuscript.problem(field.line, f"{found}: ghi thêm {address} vào dòng Aliases này, sau dấu phẩy.")
    return manuscript.problem(1, f"{found}: thêm dòng “Aliases: {address}” vào phần đầu bài này.")


def _owners(content: Path, last: ReleaseManifest, lost: list[str]) -> list[str]:
    """Of each address, the text that had it, by its path of today from the content root; "" where nobody can say."""
    if not lost:
        return []
    try:
        had = dict(_addresses_before(content.resolve(), last.commit))
    except ProblemsFound:  # the commit is not in this clone
        had = {}
    return [had.get(last.aliases.get(address, address), "") for address in lost]


def _addresses_before(content: Path, commit: str) -> Iterator[tuple[str, str]]:
    """(address, path of today) of the texts that are not as they were at that commit."""
    top = Path(git("rev-parse", "--show-toplevel").strip())
    changes = git("diff", "--name-status", "--find-renames=30%", "-z", commit, "HEAD", "--", str(content)).split("\0")
    entries = iter(changes)
    for status in filter(None, entries):
        before = next(entries)
        path = (top / (next(entries) if status[0] in "RC" else before)).relative_to(content).as_posix()
        kind = kind_of(path)
        if status[0] in "MR" and path.endswith(".md") and kind:
            yield f"/{address_of(parse_manuscript(git('show', f'{commit}:{before}'), before), kind)}/", path
