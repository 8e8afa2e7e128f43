"""Lists every rule: the newsroom's in the order of the editors' manual, then those of the data by their numbers."""

from __future__ import annotations

from itertools import chain

from plugins.newsroom.checks.rules import SECTIONS
from plugins.reception.rules import RULES as RULES_OF_DATA
from plugins.rules import Rule

RULES: tuple[Rule, ...] = (*chain.from_iterable(SECTIONS.values()), *RULES_OF_DATA)
