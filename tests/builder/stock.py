"""Builds a tree with Pelican's own classes and the project's settings and plugins: `stock.py CONTENT OUTPUT [SETTINGS]`."""

import logging
import sys
from pathlib import Path

from pelican import Pelican, generators
from pelican.log import init
from pelican.settings import read_settings

STOCK_FILES = generators.Generator.get_files


def in_order(generator: generators.Generator, *arguments: object, **named: object) -> object:
    """Sorted: Pelican's set would order articles of one minute differently each time."""
    found = STOCK_FILES(generator, *arguments, **named)
    return found if isinstance(generator, generators.StaticGenerator) else sorted(found)


if __name__ == "__main__":
    init(level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler(sys.stderr))
    generators.Generator.get_files = in_order
    content, output = (str(Path(argument).resolve()) for argument in sys.argv[1:3])
    Pelican(read_settings(next(iter(sys.argv[3:]), "pelicanconf.py"), override={"PATH": content, "OUTPUT_PATH": output})).run()
