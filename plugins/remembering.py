"""Work that depends on one file alone may be remembered between builds. A plugin asks for it here and need not know who remembers.

Whoever builds puts a `Remember` into the setting REMEMBER; without one, all work is done each time.

Articles may be remembered whole, with what plugins made of them. So a plugin gives an article the same attribute whenever it
is asked again, sets it by assignment (not inside `metadata` or a list), and does so only when it differs from article to article
by the article itself; what depends on other articles is set in every build, by assignment too.

Where nothing but bodies changed, a build may read those articles alone (ONLY). So files that a plugin writes itself show lists,
data and the theme, never an article's text; a page that shows texts is left to Pelican's writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

SETTING = "REMEMBER"
AFRESH = "BUILD_AFRESH"  # a setting: True where nothing may be used that an earlier build left
ONLY = "ONLY_TEXTS"  # a setting: the paths of the texts that are read, where nothing but their bodies changed since the last build
RESTS_ON_DATA = "_rests_on_data"  # an article's attribute: whether it shows what lies in DATA_PATHS; without it, it does
Result = TypeVar("Result")


class Remember(Protocol):
    """Gives by path (from the content root) what `work` makes of each file.

    The result may depend on the file's path and bytes and on our code, on nothing else; it must be fit for pickling, and whoever
    gets it must not change it. `what` names the work.
    """

    def __call__(self, what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]: ...


def afresh(what: str, paths: Iterable[str], work: Callable[[str], Result]) -> dict[str, Result]:
    """Remembers nothing."""
    return {path: work(path) for path in paths}


class Outdated(Exception):
    """Something remembered rested on what is no longer so; the build is to be done again without remembering."""
