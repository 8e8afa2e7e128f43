import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reception.display.chart_geometry import (
    BASE,
    HEIGHT,
    WIDTH,
    Cut,
    Plot,
    Series,
    frame_of,
    geometry,
    labelled,
    path_of,
    shortened,
    text_width,
    ticks_for,
    y_of,
)

VALUES = st.one_of(st.integers(0, 10**7), st.decimals(0, 10**6, places=2))


def plot(*lines, labels=None, cuts=()):
    count = len(lines[0])
    series = tuple(Series(f"Chuỗi {number}", tuple(line), (True,) * (count - 1)) for number, line in enumerate(lines))
    return Plot(labels or tuple(f"{number}/17" for number in range(count)), tuple(range(count)), series, cuts)


@st.composite
def plots(draw):
    count = draw(st.integers(2, 40))
    line = st.lists(st.one_of(st.none(), VALUES), min_size=count, max_size=count)
    return plot(*draw(st.lists(line, min_size=1, max_size=2)))


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (7, (0, 2, 4, 6, 8)),
        (12, (0, 5, 10, 15)),
        (100, (0, 20, 40, 60, 80, 100)),
        (1062, (0, 250, 500, 750, 1000, 1250)),
        (17668, (0, 5000, 10000, 15000, 20000)),
    ],
)
def test_ticks_are_round_numbers_from_zero(largest, ticks):
    assert ticks_for(largest, whole=True) == ticks


def test_a_count_has_no_half_ticks_and_money_may():
    assert ticks_for(Decimal("0.9"), whole=False) == (0, Decimal("0.2"), Decimal("0.4"), Decimal("0.6"), Decimal("0.8"), 1)
    assert all(isinstance(tick, int) for tick in ticks_for(11, whole=True))


@given(VALUES)
def test_ticks_reach_over_the_largest_number_and_are_few(largest):
    ticks = ticks_for(largest, whole=isinstance(largest, int))
    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert 2 <= len(ticks) <= 6
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1


@given(plots())
def test_every_point_lies_within_the_box_and_over_the_base(drawn):
    shown = geometry(drawn)
    frame = frame_of(drawn)
    for series, given_series in zip(shown["series"], drawn.series, strict=True):
        points = [tuple(map(int, point)) for point in re.findall(r"[ML](\d+) (\d+)", series["path"])]
        assert [(marker["x"], marker["y"]) for marker in series["markers"]] == points
        assert len(points) == sum(value is not None for value in given_series.values)
        assert all(frame.left <= x <= WIDTH and frame.top <= y <= BASE < HEIGHT for x, y in points)
        assert [x for x, _ in points] == sorted({x for x, _ in points})


@given(st.lists(VALUES, min_size=2, max_size=30))
def test_more_is_never_drawn_lower(values):
    frame = frame_of(plot(values))
    heights = [y_of(value, frame) for value in sorted(values)]
    assert heights == sorted(heights, reverse=True)


def test_the_base_line_is_zero():
    frame = frame_of(plot([900, 1000]))
    assert y_of(0, frame) == BASE
    assert frame.ticks[0] == 0


def test_a_missing_number_leaves_a_gap_and_is_never_zero():
    shown = geometry(plot([10, None, 20, 30]))["series"][0]
    assert shown["path"].count("M") == 2
    assert shown["path"].count("L") == 1
    assert len(shown["markers"]) == 3
    assert all(marker["y"] < BASE for marker in shown["markers"])


def test_the_line_is_not_joined_where_it_may_not_be():
    drawn = Plot(("a", "b", "c"), (0, 1, 2), (Series("x", (1, 2, 3), (False, True)),), (Cut(0, 1, "(1)"),))
    shown = geometry(drawn)
    assert re.sub(r"[\d ]", "", shown["series"][0]["path"]) == "MML"
    first, second = (marker["x"] for marker in shown["series"][0]["markers"][:2])
    assert shown["breaks"] == [{"x": (first + second) // 2, "text": "(1)"}]


def test_points_are_as_far_apart_as_their_periods():
    drawn = Plot(("a", "b", "c"), (0, 1, 3), (Series("x", (1, 2, 3), (True, False)),))
    first, second, third = (marker["x"] for marker in geometry(drawn)["series"][0]["markers"])
    assert abs((third - second) - 2 * (second - first)) <= 2


def test_one_point_stands_in_the_middle():
    x = geometry(plot([5]))["series"][0]["markers"][0]["x"]
    assert WIDTH * 0.4 < x < WIDTH * 0.7


def test_two_series_differ_by_shape_and_each_has_its_name_in_its_own_row():
    first, second = geometry(plot([1, 2], [2, 1]))["series"]
    assert (first["shape"], second["shape"]) == ("circle", "square")
    assert second["label_y"] > first["label_y"]


@given(plots(), st.booleans())
def test_names_and_break_signs_have_rows_above_the_plot(drawn, with_cut):
    cuts = (Cut(0, 1, "(1)"),) if with_cut else ()
    whole = Plot(drawn.labels, drawn.places, drawn.series, cuts)
    rows = [series["label_y"] for series in geometry(whole)["series"]] + ([12] if with_cut else [])
    assert len(set(rows)) == len(rows)
    assert max(rows) < frame_of(whole).top


@given(plots())
def test_labels_do_not_run_into_each_other_or_out_of_the_box(drawn):
    shown = geometry(drawn)
    spans = [
        (label["x"] - text_width(label["text"]) / 2, label["x"] + text_width(label["text"]) / 2) for label in shown["x_labels"]
    ]
    assert spans[0][0] >= 0
    assert spans[-1][1] <= WIDTH
    assert all(left_end < right for (_, left_end), (right, _) in pairwise(spans))
    assert all(label["x"] - text_width(label["text"]) >= 0 for label in shown["y_labels"])


def test_the_last_label_is_always_there_and_steps_are_even():
    labels = [f"{quarter}/17" for quarter in ("I", "II", "III", "IV") * 5]
    kept = labelled(labels, [60 + 14 * index for index in range(20)])
    assert kept[-1] == 19
    assert len({later - earlier for earlier, later in pairwise(kept)}) == 1


def test_numbers_at_the_side_are_written_the_vietnamese_way():
    assert [label["text"] for label in geometry(plot([0, 17668]))["y_labels"]] == ["0", "5.000", "10.000", "15.000", "20.000"]


def test_a_grid_line_is_drawn_for_every_tick():
    shown = geometry(plot([0, 17668]))
    assert re.fullmatch(r"(M\d+ \d+H\d+){5}", shown["grid"])


def test_a_long_name_is_cut_at_a_word():
    assert shortened("vụ việc của đoàn đông người", 100) == "vụ việc của…"
    assert shortened("lượt công dân", 300) == "lượt công dân"
    assert shortened("mộttừrấtdài", 10) == "mộttừrấtdài"


def test_a_path_of_nothing_is_empty():
    empty = plot([None, None])
    assert path_of(empty.series[0], [1, 2], frame_of(empty)) == ""
