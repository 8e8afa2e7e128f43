"""Values beside the points of a line chart cover neither each other nor points, lines and edges."""

import re
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.display.chart_geometry import UNDER, WIDTH, frame_of, geometry, text_width
from plugins.reception.display.point_values import LETTERS, Box, Point
from tests.reception.display.test_chart_geometry import plot, plots


def boxes(drawn):
    return [
        Box(
            label["x"] - text_width(label["text"]) / 2, label["y"] - LETTERS, label["x"] + text_width(label["text"]) / 2, label["y"]
        )
        for series in drawn["series"]
        for label in series["labels"]
    ]


def strokes(drawn):
    for series in drawn["series"]:
        for piece in series["path"].split("M")[1:]:
            points = [Point(int(x), int(y), "", 0, True) for x, y in re.findall(r"(\d+) (\d+)", piece)]
            yield from pairwise(points)


@given(plots())
def test_values_cover_nothing(drawn):
    found = geometry(drawn)
    assert not any(one.meets(other) for one, other in combinations(boxes(found), 2))
    markers = [Box(m["x"] - 4, m["y"] - 4, m["x"] + 4, m["y"] + 4) for series in found["series"] for m in series["markers"]]
    assert not any(box.meets(marker) for box in boxes(found) for marker in markers)
    assert not any(box.is_crossed(*stroke) for box in boxes(found) for stroke in strokes(found))
    room = Box(frame_of(drawn).left, max(series["label_y"] for series in found["series"]), WIDTH, UNDER - LETTERS)
    assert all(room.holds(box) for box in boxes(found))


@given(st.integers(2, 5), st.data())
def test_a_short_single_line_says_its_ends_and_its_highest_value(count, data):
    values = data.draw(st.lists(st.integers(0, 99_999), min_size=count, max_size=count, unique=True))
    drawn = plot(values, labels=tuple("I" for _ in values))
    written = {label["text"].replace(".", "") for label in geometry(drawn)["series"][0]["labels"]}
    assert {str(values[0]), str(values[-1]), str(max(values))} <= written


def test_two_lines_apart_say_all_their_values():
    found = geometry(plot((10, 12, 11), (100, 90, 95)))
    assert [[label["text"] for label in series["labels"]] for series in found["series"]] == [
        ["10", "12", "11"],
        ["100", "90", "95"],
    ]


def test_a_missing_value_is_not_written_as_nought():
    assert [label["text"] for label in geometry(plot((5, None, 7)))["series"][0]["labels"]] == ["5", "7"]
