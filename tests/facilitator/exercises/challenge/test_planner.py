"""Plans as a pure function: their bounds over random networks, their weeks, and the days they lie on."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from examples import share_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitator.exercises.challenge.deck import (
    FEWEST,
    FEWEST_ALONE,
    LONGEST,
    THEMES,
    Card,
    Deck,
    Gap,
    bundled,
    lacks,
    spoken,
)
from facilitator.exercises.challenge.planner import (
    ALL,
    LEAST_DAYS,
    MOST_DAYS,
    MOST_TOGETHER,
    WORKING,
    leanings_of,
    plan,
    planned_days,
    returns_on,
)
from facilitator.exercises.network.factors import NetworkAnswers, load_factor_set
from facilitator.exercises.network.insights import insights
from facilitator.exercises.network.measures import measure
from facilitator.i18n import languages, speaking

FACTORS = [factor for factor in load_factor_set("standard").factors if factor.active]
WHICH = [(pc, shift) for pc in (False, True) for shift in (False, True)]
ALL_DECKS = {(pc, shift): bundled().only(without_pc=pc, on_shift=shift) for pc, shift in WHICH}


def patterns(random: Random) -> list[str]:
    """What stands out in a random network, counted as a tally is: by how many people fall into each answer."""
    size = random.randint(5, 15)
    counts = {}
    for factor in FACTORS:
        codes = range(len(factor.codes))
        # As often all in one answer as spread: networks with patterns are the ones of interest.
        alike = random.choice((0, size - 2, size))
        answers = [*[random.choice(codes)] * alike, *random.choices(codes, k=size - alike)]
        counts[factor.key] = [answers.count(code) for code in codes]
    measured = measure(FACTORS, NetworkAnswers("tally", size, counts))
    return [each.key for each in insights(FACTORS, measured) if not (each.strength or each.neutral)]


@given(st.integers(0, 2**32), st.sampled_from(WHICH), st.integers(LEAST_DAYS, MOST_DAYS), st.integers(1, 7))
@settings(max_examples=share_of(1000))
def test_every_bound_holds_for_any_network_and_the_same_seed_gives_the_same_plan(
    seed: int, which: tuple[bool, bool], days: int, week: int
) -> None:
    deck, found = ALL_DECKS[which], patterns(Random(seed))
    leanings = leanings_of(deck, found)
    assert len(leanings) == min(2, len({deck.gap_of(each) for each in found} - {""}))
    keys = plan(deck, days, week, leanings, str(seed))
    assert keys == plan(deck, days, week, leanings, str(seed))
    cards = [deck.card(key) for key in keys]
    assert len(cards) == days
    gaps, themes = Counter(card.gap for card in cards), Counter(card.theme for card in cards)
    assert all(5 * gaps[each] >= days for each in leanings)
    assert all(5 * count <= 2 * days for count in gaps.values())
    assert all(10 * themes[theme] >= days for theme in THEMES)
    if not leanings:
        # The even mix: no gap stands out, but for the one of the card that returns.
        returning = {card.gap for place, card in enumerate(cards) if returns_on(place, week)}
        even = [gaps[gap.key] for gap in deck.gaps if gap.key not in returning]
        assert max(even) - min(even) <= 2
    check_weeks(cards, week)


def check_weeks(cards: list[Card], week: int) -> None:
    returning = {card.key for place, card in enumerate(cards) if returns_on(place, week)}
    assert len(returning) == (1 if week >= 3 and len(cards) >= week else 0)
    for begin in range(len(cards) - week + 1):
        # Wherever a week begins, be it on a Wednesday.
        seven = cards[begin : begin + week]
        assert sum(card.needs_somebody for card in seven) <= MOST_TOGETHER
        assert len({card.key for card in seven}) == week
        if week >= 3:
            assert sum(card.key in returning for card in seven) == 1


def test_a_working_week_has_four_different_cards_and_the_one_that_returns() -> None:
    keys = plan(bundled(), 22, 5, ("teams", "places"), "seed")
    weeks = [keys[at : at + 5] for at in range(0, 20, 5)]
    assert len({week[-1] for week in weeks}) == 1
    assert all(len(set(week)) == 5 for week in weeks)
    assert len({key for week in weeks for key in week[:-1]}) == 16, "no card comes twice while others are left"


@st.composite
def own_decks(draw: st.DrawFn) -> Deck:
    """A small deck that a facilitator may make."""
    count = draw(st.integers(FEWEST, 20))
    gaps = tuple(Gap(key=key, label=key) for key in ("one", "two", "three")[: draw(st.integers(1, 3))])
    cards = tuple(
        Card(
            key=f"own_{number}",
            text=f"Do {number}",
            theme=THEMES[number % 5],
            gap=draw(st.sampled_from(gaps)).key,
            tags=("alone",) if number < FEWEST_ALONE or draw(st.booleans()) else ("somebody",),
        )
        for number in range(count)
    )
    return Deck(title="Own", gaps=gaps, cards=cards)


@given(own_decks(), st.integers(LEAST_DAYS, MOST_DAYS), st.integers(1, 7), st.integers(0, 2), st.integers())
@settings(max_examples=share_of(200))
def test_any_deck_that_is_taken_makes_whole_plans(deck: Deck, days: int, week: int, leaning: int, seed: int) -> None:
    assume(not lacks(deck))
    keys = plan(deck, days, week, [gap.key for gap in deck.gaps[:leaning]], str(seed))
    assert len(keys) == days
    for begin in range(0, days, week):
        seven = [deck.card(key) for key in keys[begin : begin + week]]
        assert len({card.key for card in seven}) == len(seven)
        assert sum(card.needs_somebody for card in seven) <= MOST_TOGETHER


def test_a_small_deck_has_no_card_twice_in_a_week() -> None:
    gap = Gap(key="one", label="One")
    cards = tuple(
        Card(key=f"own_{number}", text=f"Do {number}", theme=THEMES[number % 5], gap="one", tags=(tag,))
        for number, tag in enumerate(["alone"] * 13 + ["somebody"])
    )
    deck = Deck(title="Own", gaps=(gap,), cards=cards)
    for seed in range(60):
        check_weeks_apart(plan(deck, 30, 7, (), str(seed)))


def check_weeks_apart(keys: tuple[str, ...]) -> None:
    assert all(len(set(keys[at : at + 7])) == len(keys[at : at + 7]) for at in range(0, len(keys), 7))


@pytest.mark.parametrize(
    ("start", "weekdays"),
    [
        (date(2027, 2, 27), WORKING),
        (date(2027, 2, 27), ALL),
        (date(2028, 2, 29), WORKING),
        (date(2028, 2, 29), ALL),
        (date(2026, 12, 14), WORKING),
        (date(2026, 3, 16), WORKING),  # Clocks go forward on the 29th.
        (date(2026, 10, 12), ALL),  # And back on the 25th.
    ],
)
def test_as_many_distinct_days_as_are_planned(start: date, weekdays: frozenset[int]) -> None:
    off = [start + timedelta(days=2), start + timedelta(days=9)]
    for count in (LEAST_DAYS, 22, MOST_DAYS):
        days = planned_days(start, count, weekdays, off)
        assert len(days) == len(set(days)) == count and days == sorted(days)
        assert all(day.weekday() in weekdays and day not in off and day >= start for day in days)
        between = (days[0] + timedelta(days=number) for number in range((days[-1] - days[0]).days + 1))
        # None is left out but those that are to be.
        assert [day for day in between if day.weekday() in weekdays and day not in off] == days


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(1, MOST_DAYS),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_days_are_of_the_chosen_days_of_the_week_from_any_start(start: date, count: int, weekdays: set[int]) -> None:
    days = planned_days(start, count, weekdays)
    assert len(set(days)) == count and {day.weekday() for day in days} <= weekdays


def test_there_is_always_an_end() -> None:
    assert len(planned_days(date(9999, 12, 30), 22, ALL)) == 2
    with pytest.raises(ValueError, match="no day of the week"):
        planned_days(date(2027, 1, 1), 5, [])


@pytest.mark.parametrize("language", languages())
def test_the_deck_is_ours_and_short_in_every_language(language: str) -> None:
    with speaking(language):
        deck = spoken(bundled())
    assert len(deck.cards) >= 44 and not lacks(deck)
    assert all(len(card.text) <= LONGEST and card.minutes < 10 for card in deck.cards)
    assert bundled(language).cards == deck.cards
    assert deck.source and deck.licence and deck.credit
    if language != "en":
        ours = {card.text for card in bundled().cards}
        assert not [card.text for card in deck.cards if card.text in ours], "not translated"
        assert not {gap.label for gap in deck.gaps} & {gap.label for gap in bundled().gaps}
    # What stands out in a network has cards, but for energy: that is told to nobody but oneself.
    filled = Counter(card.gap for card in deck.cards)
    assert min(filled[gap.key] for gap in deck.gaps) >= 6
