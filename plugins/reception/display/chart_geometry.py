"""The geometry of line charts: coordinates for the SVG that the component `chart` draws.

The box is 360 wide, like a phone, so that 14 px letters stay 14 px. The base line is always zero. A missing number is None and
leaves a gap; the caller says which neighbours may be joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import Any

from plugins.reception.data.model import Value
from plugins.reception.display.point_values import Box, Point, place_values
from plugins.vietnamese.numbers import format_number

WIDTH, HEIGHT, BASE, UNDER = 360, 240, 200, 232  # UNDER: the base line of the periods; a value of nought fits above them
ROW, CAPITAL = 18, 14
DIGIT, POINT = 8, 4  # widths of print at 14 px, rounded up
INSET = 14
OVER = 26  # from the names of the series down to the highest point, with its value between them
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
INTERVALS = 5
SHAPES = ("circle", "square")
MOST_SERIES = len(SHAPES)


@dataclass(frozen=True, slots=True)
class Series:
    """One line. `joined[i]` says whether point i is joined to point i + 1; a missing value is never joined."""

    name: str
    values: tuple[Value | None, ...]
    joined: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A break mark between two points, by their indexes, with its sign ("(1)")."""

    before: int
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """What to draw: a label and a place on an even axis for each point, one or two series, break marks."""

    labels: tuple[str, ...]
    places: tuple[int, ...]
    series: tuple[Series, ...]
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The box of the plot: x of the first and last point, left end of the grid, y of the highest tick, and the ticks."""

    left: int
    first_x: int
    last_x: int
    top: int
    ticks: tuple[Value, ...]


def geometry(plot: Plot) -> dict[str, Any]:
    """Width, height, grid, labels, series and breaks, as the component takes them; all coordinates are whole."""
    frame = frame_of(plot)
    xs = x_of(plot.places, frame)
    heights = [y_of(tick, frame) for tick in frame.ticks]
    breaks = [{"x": (xs[cut.before] + xs[cut.after]) // 2, "text": cut.text} for cut in plot.cuts]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "grid": "".join(f"M{frame.left} {y}H{WIDTH - POINT}" for y in heights),
        "y_labels": [
            {"x": frame.left - 6, "y": y + 5, "text": format_number(tick)} for tick, y in zip(frame.ticks, heights, strict=True)
        ],
        "x_labels": [{"x": xs[index], "y": UNDER, "text": plot.labels[index]} for index in labelled(plot.labels, xs)],
        "series": [
            _draw(series, number, xs, frame, bool(plot.cuts)) | {"labels": labels}
            for number, (series, labels) in enumerate(zip(plot.series, values_of(plot, frame), strict=True))
        ],
        "breaks": breaks,
    }


def frame_of(plot: Plot) -> Frame:
    """The plot's box, with room for the widest tick label at the left, and above for names of series and signs of breaks."""
    values = [value for series in plot.series for value in series.values if value is not None]
    ticks = ticks_for(max(values, default=0), whole=all(isinstance(value, int) for value in values))
    left = max(text_width(format_number(tick)) for tick in ticks) + 8
    margin = max(INSET, text_width(plot.labels[0]) // 2, text_width(plot.labels[-1]) // 2)
    top = ROW * (len(plot.series) + bool(plot.cuts)) + OVER
    return Frame(left, left + INSET, WIDTH - margin - 2, top, ticks)


def ticks_for(largest: Value, whole: bool) -> tuple[Value, ...]:
    """At most six round numbers from 0 up to the largest value or beyond, in steps of 1, 2, 2.5 or 5 times a power of ten."""
    if largest <= 0:
        return (0, 1)
    power = Decimal(1).scaleb(Decimal(largest).adjusted() - 1)
    steps = [step * power * scale for scale in (1, 10) for step in STEPS]
    step = next(step for step in steps if step * INTERVALS >= largest and not (whole and step != step.to_integral_value()))
    count = int((Decimal(largest) / step).to_integral_value(ROUND_CEILING))
    ticks = [step * number for number in range(count + 1)]
    return tuple(int(tick) if tick == tick.to_integral_value() else tick.normalize() for tick in ticks)


def x_of(places: Sequence[int], frame: Frame) -> list[int]:
    """Space the points as their periods are spaced; a single point stands in the middle."""
    span = places[-1] - places[0]
    if not span:
        return [(frame.first_x + frame.last_x) // 2 for _ in places]
    return [frame.first_x + round((place - places[0]) * (frame.last_x - frame.first_x) / span) for place in places]


def y_of(value: Value, frame: Frame) -> int:
    """The height of a value: zero is BASE, the highest tick is the top."""
    return BASE - round(Decimal(value) * (BASE - frame.top) / Decimal(frame.ticks[-1]))


def path_of(series: Series, xs: Sequence[int], frame: Frame) -> str:
    """The line in as many pieces as there are gaps and breaks."""
    steps = []
    for index, value in enumerate(series.values):
        if value is not None:
            continues = index > 0 and series.values[index - 1] is not None and series.joined[index - 1]
            steps.append(f"{'L' if continues else 'M'}{xs[index]} {y_of(value, frame)}")
    return "".join(steps)


def values_of(plot: Plot, frame: Frame) -> list[list[dict[str, Any]]]:
    """The values that each series writes beside its points."""
    xs = x_of(plot.places, frame)
    room = Box(frame.left, frame.top - OVER + CAPITAL // 2, WIDTH, UNDER - CAPITAL + 1)
    breaks = [(xs[cut.before] + xs[cut.after]) // 2 for cut in plot.cuts]
    lines = [_points(series, xs, frame) for series in plot.series]
    placed = place_values(lines, room, [Box(x - 1, 0, x + 1, BASE) for x in breaks])
    return [[{"x": label.x, "y": label.y, "text": label.text} for label in labels] for labels in placed]


def labelled(labels: Sequence[str], xs: Sequence[int]) -> list[int]:
    """The labels to print: all, or every second, third … one, so that they fit; the last is always among them."""
    last = len(labels) - 1
    fitting = (chosen for step in range(1, last + 2) if _have_room(chosen := list(range(last % step, last + 1, step)), labels, xs))
    return next(fitting)


def _have_room(chosen: Sequence[int], labels: Sequence[str], xs: Sequence[int]) -> bool:
    def room(left: int, right: int) -> bool:
        return xs[right] - xs[left] >= (text_width(labels[left]) + text_width(labels[right])) // 2 + 6

    return all(room(left, right) for left, right in pairwise(chosen))


def text_width(text: str) -> int:
    """The approximate width of a text at 14 px; never too small for digits."""
    return sum(POINT if char in ".,/" else DIGIT for char in text)


def shortened(name: str, room: int) -> str:
    """The name, cut at a word where it does not fit."""
    words = name.split()
    while len(words) > 1 and text_width(" ".join(words)) > room:
        words.pop()
    return name if len(words) == len(name.split()) else " ".join(words) + "…"


def _points(series: Series, xs: Sequence[int], frame: Frame) -> list[Point]:
    there = [index for index, value in enumerate(series.values) if value is not None]
    following = set(there)
    points = []
    for index in there:
        text = format_number(series.values[index] or 0)
        joined = index + 1 in following and series.joined[index]
        points.append(Point(xs[index], y_of(series.values[index] or 0, frame), text, text_width(text), joined))
    return points


def _draw(series: Series, number: int, xs: Sequence[int], frame: Frame, below_signs: bool) -> dict[str, Any]:
    there = [(x, value) for x, value in zip(xs, series.values, strict=True) if value is not None]
    return {
        "name": shortened(series.name, WIDTH - frame.left - 2 * ROW),
        "path": path_of(series, xs, frame),
        "markers": [{"x": x, "y": y_of(value, frame)} for x, value in there],
        "label_x": frame.left,
        "label_y": CAPITAL + ROW * (number + below_signs),
        "shape": SHAPES[number],
    }
