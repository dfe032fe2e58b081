"""The contrasts that the tokens promise, computed."""

from dataclasses import fields
from itertools import combinations, product

import pytest
from sight import SIGHTS, difference

from facilitator.resources import resource
from ui.theme.tokens import DARK, LIGHT, Tokens, contrast

_WORDS = ("text", "muted", "accent", "danger", "success", "warning")
_GROUNDS = ("window", "surface", "raised", "accent_soft", "danger_soft", "warning_soft", "shade")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *product(_WORDS, _GROUNDS),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
)
GRAPHIC_PAIRS: tuple[tuple[str, str], ...] = (
    ("control", "surface"),
    ("control", "window"),
    ("control", "raised"),
    ("control", "accent_soft"),
    ("accent", "surface"),
    ("accent", "window"),
    ("accent", "raised"),
    ("accent", "accent_soft"),
    ("faint", "surface"),
    ("ring", "surface"),
    ("people", "surface"),
    ("success", "surface"),
    ("warning", "surface"),
)
"""Names of tokens that are used as a line or mark one must see and the ground under it."""

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.scheme)


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-".join)
def test_text_is_readable(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) >= 4.5


@SCHEMES
@pytest.mark.parametrize("pair", GRAPHIC_PAIRS, ids="-".join)
def test_graphics_are_visible(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) >= 3


@SCHEMES
def test_series_are_visible_and_told_apart_without_colour(tokens: Tokens) -> None:
    assert len(tokens.series) == 6
    for series in tokens.series:
        assert contrast(series.color, tokens.surface) >= 3
    for one, other in combinations(tokens.series, 2):
        assert one.color != other.color
        assert one.marker != other.marker
        assert one.dash != other.dash


@SCHEMES
def test_colours_are_whole(tokens: Tokens) -> None:
    for field in fields(tokens):
        if field.name not in ("scheme", "series"):
            value = getattr(tokens, field.name)
            assert len(value) == 7, field.name
            int(value[1:], 16)


@SCHEMES
@pytest.mark.parametrize(
    ("picture", "token"),
    [
        ("check", "on_accent"),
        *((name, "muted") for name in ("chevron-down", "chevron-left", "chevron-right", "plus", "minus", "x")),
    ],
)
def test_pictures_of_the_style_sheet_have_the_colour_of_their_token(tokens: Tokens, picture: str, token: str) -> None:
    drawing = resource("icons", "controls", f"{picture}-{tokens.scheme}.svg").read_text(encoding="utf-8")
    assert f'stroke="{getattr(tokens, token)}"' in drawing
    assert "currentColor" not in drawing


@SCHEMES
def test_series_are_told_apart_with_every_kind_of_sight(tokens: Tokens) -> None:
    """By simulation: of two that look alike to somebody, dash and marker tell them apart as well."""
    for sight in SIGHTS:
        shown = [sight(series.color) for series in tokens.series]
        for color in shown:
            assert contrast(color, sight(tokens.surface)) >= 2.5
        # The first four are what most charts have.
        for one, other in combinations(shown[:4], 2):
            assert difference(one, other) >= 10
        # Good and bad news, too.
        assert difference(sight(tokens.danger), sight(tokens.success)) >= 10


def test_simulated_sight_knows_red_from_green() -> None:
    usual, protan, deutan, _tritan = SIGHTS
    red, green, blue, yellow = "#c00000", "#00a000", "#0000ff", "#ffff00"
    assert difference(usual(red), usual(green)) > 100
    assert all(difference(sight(red), sight(green)) < 60 for sight in (protan, deutan))
    assert all(difference(sight(blue), sight(yellow)) > 100 for sight in (protan, deutan))
    assert all(sight(grey) == grey for sight in SIGHTS for grey in ("#ffffff", "#000000"))
