"""The public id of a report's number: what it is about, never where it stood.

A row that is inserted above, a sheet that gets another name or a corrected workbook moves cells. Links that readers and other
programs keep must not move with them.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from plugins.reception.data.model import Scope
from plugins.vietnamese.periods import Period, format_code

_code = lru_cache(4096)(format_code)


def statistic_id(dataset: str, unit: str, scope: Scope, period: Period, measure: str, revision: int = 1) -> str:
    """A digest of what is counted and of the revision: a corrected number keeps its id, and the correction gets one of its own."""
    subject = "\0".join((dataset, unit, scope, _code(period), measure, str(revision)))
    return f"bc-{blake2b(subject.encode(), digest_size=8).hexdigest()}"
