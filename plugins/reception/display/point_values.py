"""Where a line chart writes its values: above or below their points, and only where they cover nothing.

The ends come first, then the highest and lowest, then the others. A value without room stays out; the table has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LETTERS, ABOVE, BELOW = 11, 8, 18  # height of digits at 14 px; from a point up, and down, to the base line of its value
MARKER, AIR = 5, 2


@dataclass(frozen=True, slots=True)
class Point:
    """A drawn point with its printed number and the width of that. `joined` says whether a line leads on to the next point."""

    x: int
    y: int
    text: str
    width: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether they overlap."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        return self.left <= other.left and other.right <= self.right and self.top <= other.top and other.bottom <= self.bottom

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Whether the line from one point to a later one runs through."""
        left, right = max(self.left, start.x), min(self.right, end.x)
        if left >= right:
            return False
        slope = (end.y - start.y) / (end.x - start.x)
        heights = [start.y + slope * (x - start.x) for x in (left, right)]
        return min(heights) < self.bottom and self.top < max(heights)


@dataclass(frozen=True, slots=True)
class Label:
    """A value as written: the middle of its base line, and the box that it takes."""

    x: int
    y: int
    text: str
    box: Box


def place_values(lines: Sequence[Sequence[Point]], room: Box, taken: Sequence[Box]) -> list[list[Label]]:
    """The values of each line that have room, in the order of their points; `taken` is what else stands in the room."""
    strokes = [pair for line in lines for pair in pairwise(line) if pair[0].joined]
    boxes = [*taken, *(_marker(point) for line in lines for point in line)]
    placed: list[dict[int, Label]] = [{} for _ in lines]
    queues = [_most_telling_first(line) for line in lines]
    for rank in range(max(map(len, queues), default=0)):
        for number, queue in enumerate(queues):
            for index in queue[rank : rank + 1]:
                free = (
                    label
                    for label in _candidates(lines[number][index], room)
                    if room.holds(label.box)
                    and not any(label.box.meets(box) for box in boxes)
                    and not any(label.box.is_crossed(*stroke) for stroke in strokes)
                )
                if label := next(free, None):
                    placed[number][index] = label
                    boxes.append(label.box)
    return [[labels[index] for index in sorted(labels)] for labels in placed]


def _most_telling_first(line: Sequence[Point]) -> list[int]:
    if not line:
        return []
    places = range(len(line))
    highest, lowest = min(places, key=lambda index: line[index].y), max(places, key=lambda index: line[index].y)
    return list(dict.fromkeys((len(line) - 1, 0, highest, lowest, *places)))


def _candidates(point: Point, room: Box) -> Iterator[Label]:
    """Above the point, then below; at the edges pushed inwards."""
    half = (point.width + 1) // 2 + AIR
    x = round(min(max(point.x, room.left + half), room.right - half))
    for y in (point.y - ABOVE, point.y + BELOW):
        yield Label(x, y, point.text, Box(x - half, y - LETTERS, x + half, y + 1))


def _marker(point: Point) -> Box:
    return Box(point.x - MARKER, point.y - MARKER, point.x + MARKER, point.y + MARKER)
