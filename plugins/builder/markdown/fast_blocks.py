"""Takes a block of one line that begins with a letter for a paragraph, without asking the other processors.

Each of the known ones needs another beginning (a mark, a digit, an indentation) or a second line.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown, blockprocessors
from markdown.blockparser import BlockParser
from markdown.extensions.abbr import AbbrBlockprocessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from pymdownx.saneheaders import SaneHeadersProcessor
from pymdownx.superfences import SuperFencesCodeBlockProcessor

KNOWN = {
    AbbrBlockprocessor, FootnoteBlockProcessor, SaneOListProcessor, SaneUListProcessor, SuperFencesCodeBlockProcessor,
    TableProcessor,
    blockprocessors.BlockQuoteProcessor, blockprocessors.EmptyBlockProcessor, blockprocessors.HRProcessor,
    blockprocessors.ListIndentProcessor, blockprocessors.ParagraphProcessor, blockprocessors.ReferenceProcessor,
    blockprocessors.SetextHeaderProcessor, SaneHeadersProcessor,
}  # fmt: skip


class FastBlocks(BlockParser):
    """Python-Markdown's parser of blocks, which passes plain lines to the paragraph processor at once."""

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 (Python-Markdown's name)
        processors = list(self.blockprocessors)
        paragraph = self.blockprocessors["paragraph"]
        while blocks:
            if blocks[0][:1].isalpha() and "\n" not in blocks[0]:
                paragraph.run(parent, blocks)
                continue
            for processor in processors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


def use_fast_blocks(markdown: Markdown) -> None:
    """Make the parser a fast one, unless it has a processor that we do not know."""
    if type(markdown.parser) is BlockParser and {type(processor) for processor in markdown.parser.blockprocessors} <= KNOWN:
        markdown.parser.__class__ = FastBlocks
