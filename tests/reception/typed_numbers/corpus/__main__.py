"""Prints what is caught and what is refused, by kind; `-v` adds the sentences that are judged amiss."""

from __future__ import annotations

import sys

from tests.reception.typed_numbers.corpus import Tally, amiss, tallies

COLUMNS = "{:<48} {:>9} {:>6} {:>5} {:>6}"


def main(arguments: list[str]) -> None:
    """Print both tables."""
    for name in ("wrong", "right"):
        print(COLUMNS.format(f"{name} sentences", "sentences", "stop", "note", "silent"))
        rows = tallies(name)
        for kind, tally in [*rows.items(), ("all", sum(rows.values(), Tally()))]:
            print(COLUMNS.format(kind[:48], tally.stopped + tally.noted + tally.silent, tally.stopped, tally.noted, tally.silent))
        print()
        if "-v" in arguments:
            print("\n".join(f"{sentence.text}\n    {'; '.join(map(str, found))}" for sentence, found in amiss(name)), "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
