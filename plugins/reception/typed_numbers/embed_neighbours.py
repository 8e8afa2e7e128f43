"""All that is checked around an embed without asking for its number; articles without the field So-lieu are checked too."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.manuscript import Manuscript
from plugins.problems import Problem
from plugins.reception.data.catalogue import Catalogue
from plugins.reception.typed_numbers.embeds_without_space import glued_embeds
from plugins.reception.typed_numbers.repeated_directions import doubled_directions
from plugins.reception.typed_numbers.words_beside_embeds import words_beside


def embed_slips(manuscript: Manuscript, catalogue: Catalogue) -> Iterator[Problem]:
    """Directions said twice, words of another number, and embeds glued to their neighbours."""
    if any("{" in line for line in manuscript.lines):
        yield from doubled_directions(manuscript)
        yield from words_beside(manuscript, catalogue)
        yield from glued_embeds(manuscript, catalogue)
