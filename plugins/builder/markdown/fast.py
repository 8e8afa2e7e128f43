"""Replaces steps of Python-Markdown by faster ones that give the same HTML. A step that we do not know stays as it is."""

from __future__ import annotations

from markdown import Markdown

from plugins.builder.markdown.fast_blocks import use_fast_blocks
from plugins.builder.markdown.fast_headings import use_fast_headings
from plugins.builder.markdown.fast_inline import use_fast_inline


def use_fast_steps(markdown: Markdown) -> Markdown:
    """Give a Markdown the fast steps, and return it."""
    for use in (use_fast_blocks, use_fast_inline, use_fast_headings):
        use(markdown)
    return markdown
