"""Which questions one run asks: every address each time by one reader, and of the other readers as many as there is time for.

Both change from run to run, so that in a few runs everybody has asked for everything in every encoding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from deploy.release.media_types import is_text
from deploy.verify.expected import ERROR_PAGE, Expected, Question
from deploy.verify.readers import DESKTOP, ENCODINGS, PHONE_FROM_SEARCH, READERS

INTRUDERS = Path(__file__).with_name("intruders.txt")
NAMES_OF_ENCODINGS = tuple(ENCODINGS)


def questions(expected: Expected, run: int, suspects: Collection[str], most: int | None) -> list[Question]:
    """`suspects`: addresses where something was found last time: all readers ask there. `most`: None for everything."""
    first, rest = list[Question](), list[Question]()
    for number, (address, path) in enumerate(expected.paths.items()):
        each = _of_file(address, path, run + number)
        (first if address in suspects else rest).extend(each[1:])
        first.append(each[0])
    first += _missing(expected, run)
    if most is None:
        return first + rest
    room = max(0, most - len(first))
    start = run * room % max(1, len(rest))
    return first + (rest[start:] + rest[:start])[:room]


def _of_file(address: str, path: str, turn: int) -> list[Question]:
    """One for each reader, whose turn it is first; few would bother to show a photo to some readers only."""
    readers = READERS if is_text(path) else (PHONE_FROM_SEARCH, DESKTOP)
    first = turn % len(readers)
    return [
        Question(address, path, 200, reader, NAMES_OF_ENCODINGS[(turn + place) % len(ENCODINGS)])
        for place, reader in enumerate([*readers[first:], *readers[:first]])
    ]


def _missing(expected: Expected, run: int) -> Iterator[Question]:
    """Addresses that must be answered with the portal's own 404."""
    addresses = [*intruder_addresses(), *expected.folders, *invented(expected.addresses, run)]
    for number, address in enumerate(address for address in addresses if address not in expected.addresses):
        turn = number + run
        yield Question(address, ERROR_PAGE, 404, READERS[turn % len(READERS)], NAMES_OF_ENCODINGS[turn % len(ENCODINGS)])


def intruder_addresses() -> list[str]:
    """Where gambling pages, shells and leaks are usually found."""
    lines = INTRUDERS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("/")]


def invented(addresses: Iterable[str], run: int) -> list[str]:
    """Names that nobody has, others at each run, beside and below those that are there: nobody can answer just these rightly."""
    word = sha256(f"{run} {sorted(addresses)[:3]}".encode()).hexdigest()
    folders = sorted({address.rpartition("/")[0] for address in addresses})[:: max(1, len(set(addresses)) // 20)]
    endings = ("/", ".html", ".pdf", ".php", f".{word[:12]}.webp", "/?page=1")
    return [f"{folder}/{word[16:24]}{endings[(number + run) % len(endings)]}" for number, folder in enumerate(folders)]
