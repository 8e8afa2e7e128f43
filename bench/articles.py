"""The corpus as every generator sees it: made-up articles and numbers, before they take anybody's syntax.

Each article depends only on its number and the size of the corpus, so that memory never holds a hundred thousand and a caller
can get a single one. What each generator writes differently (a link, a picture, a number) stays a piece of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from random import Random

from bench.words import SECTIONS, TAGS, WORDS, phrase, sentence

FIRST_DAY, YEARS = datetime(2011, 1, 1, tzinfo=timezone(timedelta(hours=7))), 15
DAYS = 365 * YEARS
PHOTOS = ("minh-hoa-1.png", "minh-hoa-2.png", "minh-hoa-3.png", "minh-hoa-4.png")
QUARTERS = tuple(f"{year}-Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5))
MEASURES = ("luot", "nguoi")
FEWEST_WORDS, MOST_WORDS = 300, 900
OVER = 80  # words by which the last paragraph may exceed the target


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link to the article of that number."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class CorpusPhoto:
    """A picture alone in its paragraph."""

    name: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the article's quarter in running text; `bare` is the number without its unit."""

    measure: str
    bare: bool


@dataclass(frozen=True, slots=True)
class NumbersTable:
    """The table of both numbers of the article's quarter."""

    title: str


Piece = str | ArticleLink | CorpusPhoto | Number | NumbersTable
Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """`quarter` ("2017-Q3"): of its numbers; "" where it has none."""

    number: int
    title: str
    date: datetime
    section: str
    tags: tuple[str, ...]
    summary: str
    quarter: str
    body: tuple[Paragraph, ...] = ()

    @property
    def slug(self) -> str:
        return f"bai-minh-hoa-{self.number:06d}"

    @property
    def address(self) -> str:
        """Like the portal's, "2017/10/slug/", so that one check fits the output of every generator."""
        return f"{self.date:%Y/%m}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Corpus:
    """`size` articles, the oldest first."""

    size: int

    def __iter__(self) -> Iterator[CorpusArticle]:
        return (self.article(number) for number in range(self.size))

    def head(self, number: int) -> CorpusArticle:
        """The article without its body: enough to link to it. Numbers from `size` on are articles newer than all others."""
        rng = Random(f"head {number}")  # noqa: S311  # made-up text is no secret
        day = number * DAYS // self.size if number < self.size else DAYS + number - self.size
        tags = {TAGS[int(len(TAGS) * rng.random() ** 2)] for _ in range(rng.randint(2, 4))}
        return CorpusArticle(
            number=number,
            title=f"Bài minh hoạ {number}: {phrase(rng, rng.randint(3, 6)).lower()}",
            date=FIRST_DAY + timedelta(days=day, hours=rng.randint(7, 17), minutes=rng.randint(0, 59)),
            section=rng.choice(SECTIONS),
            tags=tuple(sorted(tags)),
            summary=f"Nội dung minh hoạ. {phrase(rng, 8)}, {phrase(rng, 6).lower()}.",
            quarter=rng.choice(QUARTERS) if number % 10 == 3 else "",
        )

    def article(self, number: int) -> CorpusArticle:
        """The whole article."""
        head = self.head(number)
        rng = Random(f"body {number}")  # noqa: S311
        return replace(head, body=tuple(_body(rng, head, self.size)))

    def first_with_numbers(self) -> CorpusArticle:
        """The oldest article with numbers."""
        return next(article for article in map(self.article, range(self.size)) if article.quarter)


def numbers() -> dict[str, int]:
    """The made-up numbers: "2017-Q3/luot" -> value, the same for every size."""
    rng = Random("figures")  # noqa: S311
    more = {"nguoi": 800}  # several people may come in one visit
    return {f"{quarter}/{name}": rng.randint(1100, 1900) + more.get(name, 0) for quarter in QUARTERS for name in MEASURES}


def numbers_json(values: dict[str, int]) -> str:
    """The data file that Hugo and Eleventy read."""
    return json.dumps(values, indent=1) + "\n"


def markdown(article: CorpusArticle, written: Callable[[Piece], str]) -> str:
    """The body; `written` writes each piece that is not plain Markdown."""
    paragraphs = ("".join(piece if isinstance(piece, str) else written(piece) for piece in part) for part in article.body)
    return "\n\n".join(paragraphs) + "\n"


def _body(rng: Random, head: CorpusArticle, size: int) -> Iterator[Paragraph]:
    extras = _extras(rng, head, size)
    left = rng.randint(FEWEST_WORDS, MOST_WORDS - OVER) - sum(map(_length, extras))
    position = 0
    yield _opening(head)
    while left > 0:
        text = _running_text(rng, left)
        yield (text,)
        left -= len(text.split())
        position += 1
        if left > 0 and position % 3 == 0:
            heading, after = f"## {phrase(rng, 3)}", sentence(rng)
            yield (heading,)
            yield (after,)
            left -= len(heading.split()) + len(after.split())
        if extras:
            yield extras.pop()
    yield from extras


def _running_text(rng: Random, words: int) -> str:
    """Three to six sentences, fewer where the words run out."""
    sentences = [sentence(rng) for _ in range(rng.randint(3, 6))]
    while len(sentences) > 1 and len(" ".join(sentences).split()) > words + OVER // 2:
        sentences.pop()
    return " ".join(sentences)


def _length(paragraph: Paragraph) -> int:
    return sum(len(piece.split()) for piece in paragraph if isinstance(piece, str))


def _opening(head: CorpusArticle) -> Paragraph:
    if not head.quarter:
        return ("Nội dung minh hoạ, đặt ra để đo tốc độ.",)
    return ("Số liệu minh hoạ: ", Number("luot", False), ", tức là ", Number("nguoi", True), " theo cách đếm thứ hai.")


def _extras(rng: Random, head: CorpusArticle, size: int) -> list[Paragraph]:
    """What only some articles have; callers take from the end."""
    extras: list[Paragraph] = [_linking(rng, head, size) for _ in range(rng.choice((0, 1, 1, 2)))]
    if head.number % 3 == 1:
        extras.append(("\n".join(f"- {phrase(rng, 4)}" for _ in range(rng.randint(3, 5))),))
    if head.number % 10 == 7:
        extras.append((_table(rng),))
    if head.number % 100 == 3:
        extras.append((NumbersTable(f"Số liệu minh hoạ của bài {head.number}"),))
    if head.number % 2 == 0:
        photo = CorpusPhoto(rng.choice(PHOTOS), f"Hình minh hoạ: {rng.choice(WORDS)}", f"{phrase(rng, 4)} (hình minh hoạ)")
        extras.append((photo,))
    return extras


def _linking(rng: Random, head: CorpusArticle, size: int) -> Paragraph:
    target = min(max(head.number + rng.randint(-200, 200), 0), size - 1)
    return (f"{phrase(rng, 4)}, xem ", ArticleLink(target, f"bài minh hoạ {target}"), f" {phrase(rng, 3).lower()}.")


def _table(rng: Random) -> str:
    rows = [" | ".join((phrase(rng, 1), phrase(rng, 2), str(rng.randint(2, 99)))) for _ in range(rng.randint(3, 8))]
    return "\n".join(["| Việc | Nơi | Số |", "|:---|:---|---:|", *(f"| {row} |" for row in rows)])
