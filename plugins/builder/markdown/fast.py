"""Python-Markdown's own steps without the work that cannot change the HTML; any step we do not know whole is left as it is."""

from __future__ import annotations

from markdown import Markdown

from plugins.builder.markdown.fast_blocks import quicken_blocks
from plugins.builder.markdown.fast_headings import quicken_headings
from plugins.builder.markdown.fast_inline import quicken_inline


def quicken(markdown: Markdown) -> Markdown:
    """Put the quick steps into a Markdown and return it."""
    for put in (quicken_blocks, quicken_inline, quicken_headings):
        put(markdown)
    return markdown
