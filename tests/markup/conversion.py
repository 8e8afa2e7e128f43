"""Markdown as the portal's own settings convert it."""

from markdown import Markdown

import pelicanconf

SETTINGS = pelicanconf.MARKDOWN


def convert(text: str) -> str:
    return Markdown(**SETTINGS).convert(text)
