import re

import pytest

from tests.theme.conftest import THEME

TOKENS = (THEME / "css/tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([a-z]+): (#[0-9a-f]+)", part)) for part in TOKENS.split("prefers-color-scheme: dark"))
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK}

TEXT = [
    *[(text, ground) for text in ("ink", "muted", "accent", "visited") for ground in ("paper", "wash")],
    ("second", "paper"),  # the second series' name beside its line
    ("white", "band"),
    ("black", "gold"),  # sample banner, skip link, the mark of sample numbers
]
LINES = [
    *[(line, ground) for line in ("line", "accent") for ground in ("paper", "wash")],
    ("second", "paper"),
    ("gold", "band"),  # the hem, and the focus ring on the masthead
    ("ink", "paper"),  # the focus ring elsewhere
]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(scheme: str, first: str, second: str) -> float:
    colours = SCHEMES[scheme] | {"white": "#fff", "black": "#000"}
    darker, lighter = sorted((luminance(colours[first]), luminance(colours[second])))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_agrees_with_the_standard_s_extremes():
    assert contrast("light", "white", "black") == pytest.approx(21)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_sevenfold(scheme, text, ground):
    assert contrast(scheme, text, ground) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_and_shapes_stand_out_threefold(scheme, line, ground):
    assert contrast(scheme, line, ground) >= 3


def test_every_colour_of_the_theme_is_a_token_or_plain_black_and_white():
    sheets = [path for path in THEME.rglob("*.css") if path.name != "tokens.css"]
    used = {colour for path in sheets for colour in re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8"))}
    assert used <= {"#fff", "#000", "#0000"}
