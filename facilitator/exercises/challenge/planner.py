"""Plans of cards: which card comes on which day. Pure: the same deck, days, leanings and seed give the same plan.

A week is as many planned days in a row as there are planned days of the week, wherever the first one begins. Its last
day has the card that returns, the others have different cards, and at most two of these need somebody else: they lie
at the same places of each week, so that this holds for any week that is looked at.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, floor
from random import Random

from facilitator.exercises.challenge.deck import THEMES, Card, Deck

WORKING, ALL = frozenset(range(5)), frozenset(range(7))
"""Days of the week, Monday is 0."""
LEAST_DAYS, MOST_DAYS = 5, 30
MOST_TOGETHER = 2
"""Cards of a week that need somebody else."""
_FIFTH, _TWO_FIFTHS, _TENTH = 1 / 5, 2 / 5, 1 / 10
_TOWARDS = 0.28
"""The share of the days that is aimed at for each of two leanings, between a fifth and two fifths."""
_SHORTEST_WEEK = 3
"""From so many days a week on a card returns: of fewer it would be half of all."""
_LEANINGS = 2
_ORDERS = 50
"""Orders that are tried where a card of a small deck comes twice in a week; of large decks the first one does."""


def planned_days(
    start: date, count: int, weekdays: Collection[int] = WORKING, off: Collection[date] = ()
) -> list[date]:
    """Return `count` days from `start` on that are one of `weekdays`, 0 for Monday, and not `off`, in their order.

    There are fewer only at the end of the calendar, in the year 9999. Raises ValueError without a day of the week.
    """
    if not weekdays:
        raise ValueError("no day of the week")
    found: list[date] = []
    day = start
    while len(found) < count:
        if day.weekday() in weekdays and day not in off:
            found.append(day)
        if day == date.max:
            break
        day += timedelta(days=1)
    return found


@dataclass(frozen=True, slots=True)
class Bounds:
    """How often each gap and each theme may come in so many days."""

    days: int
    leanings: tuple[str, ...]

    @property
    def most(self) -> int:
        """No gap comes more often."""
        return floor(self.days * _TWO_FIFTHS + 1e-9)

    @property
    def least_theme(self) -> int:
        """Each theme comes as often at least."""
        return ceil(self.days * _TENTH - 1e-9)

    def least(self, gap: str) -> int:
        """How often a gap comes at least."""
        return ceil(self.days * _FIFTH - 1e-9) if gap in self.leanings else 0

    def broken(self, cards: Sequence[Card]) -> int:
        """By how many days these cards are outside of the bounds."""
        gaps, themes = Counter(card.gap for card in cards), Counter(card.theme for card in cards)
        return (
            sum(max(count - self.most, 0) for count in gaps.values())
            + sum(max(self.least(gap) - gaps[gap], 0) for gap in self.leanings)
            + sum(max(self.least_theme - themes[theme], 0) for theme in THEMES)
        )


def leanings_of(deck: Deck, patterns: Sequence[str]) -> tuple[str, ...]:
    """Return the gaps that the two largest patterns of a network speak of, the largest first; patterns come so too."""
    gaps = (deck.gap_of(each) for each in patterns)
    return tuple(dict.fromkeys(gap for gap in gaps if gap))[:_LEANINGS]


def plan(deck: Deck, days: int, week: int, leanings: Sequence[str], seed: str) -> tuple[str, ...]:
    """Return the keys of the cards of `days` days, of which `week` are a week.

    Each of the `leanings`, two at most, gets a fifth of the days at least, no gap more than two fifths, each theme a
    tenth at least, as far as the cards of the deck allow. `deck` has to have what `deck.lacks` asks for.
    """
    random = Random(seed)  # noqa: S311  # repeatable on purpose
    bounds = Bounds(days, tuple(leanings))
    places = range(days)
    returning = [place for place in places if returns_on(place, week)]
    together = [place for place in places if may_need_somebody(place, week)]
    alone = [place for place in places if place not in {*returning, *together}]
    cards = list(deck.cards)
    random.shuffle(cards)
    habit = _habit(cards, bounds, random) if returning else None
    again = [habit] * len(returning) if habit else []
    chosen = _Chosen(bounds, len(together), len(together) + len(alone), again)
    offered = [card for card in cards if card is not habit]
    chosen.fill(offered)
    chosen.mend(offered)
    orders = (_laid_out(chosen.cards, habit, returning, together, alone, week, random) for _ in range(_ORDERS))
    return _apart(orders, week)


def returns_on(place: int, week: int) -> bool:
    """Whether the card that returns comes at a place, counted from 0."""
    return week >= _SHORTEST_WEEK and place % week == week - 1


def may_need_somebody(place: int, week: int) -> bool:
    """Whether a card that needs somebody else may come at a place, counted from 0."""
    return place % week in (0, 2) and not returns_on(place, week)


def _habit(cards: Sequence[Card], bounds: Bounds, random: Random) -> Card:
    """The card that returns: one for oneself, rather one that is meant to, and of the largest leaning."""
    able = [card for card in cards if not card.needs_somebody]
    first = bounds.leanings[:1]
    return min(
        able, key=lambda card: ("returns" not in card.tags, bool(first) and card.gap not in first, random.random())
    )


@dataclass(slots=True)
class _Chosen:
    """The cards of the days on which none returns, as they are chosen one after the other.

    `together` of them may need somebody else, and `wanted` there are to be.
    """

    bounds: Bounds
    together: int
    wanted: int
    returning: Sequence[Card]
    cards: list[Card] = field(default_factory=list)

    def fill(self, offered: Sequence[Card]) -> None:
        """Choose what is wanted most, for each day; a card comes again only when all others did."""
        gaps, themes = self._counted()
        targets = self._targets({card.gap for card in offered})
        often: Counter[str] = Counter()
        somebody = 0
        least = {gap: self.bounds.least(gap) for gap in targets}
        most, per_theme = self.bounds.most, self.bounds.days / len(THEMES)
        while len(self.cards) < self.wanted:
            wanted = {
                gap: (least[gap] > gaps[gap], gaps[gap] < most, 2 * (target - gaps[gap]) / target)
                for gap, target in targets.items()
            }
            by_theme = {theme: (per_theme - themes[theme]) / per_theme for theme in THEMES}

            able = [card for card in offered if not card.needs_somebody or somebody < self.together]
            rank = [
                (-often[card.key], *wanted[card.gap][:2], wanted[card.gap][2] + by_theme[card.theme]) for card in able
            ]
            best = able[rank.index(max(rank))]
            self.cards.append(best)
            somebody += best.needs_somebody
            often[best.key] += 1
            gaps[best.gap] += 1
            themes[best.theme] += 1

    def mend(self, offered: Sequence[Card]) -> None:
        """Change one card for another as long as that brings the plan nearer to its bounds."""
        broken = self.bounds.broken([*self.returning, *self.cards])
        while broken:
            best: tuple[int, int, Card] | None = None
            often = Counter(card.key for card in self.cards)
            somebody = sum(card.needs_somebody for card in self.cards)
            for place, card in enumerate(self.cards):
                for other in offered:
                    needs = somebody - card.needs_somebody + other.needs_somebody
                    if often[other.key] >= max(often[card.key], 1) or needs > self.together:
                        continue
                    changed = [*self.returning, *self.cards[:place], other, *self.cards[place + 1 :]]
                    then = self.bounds.broken(changed)
                    if then < (best[0] if best else broken):
                        best = then, place, other
            if best is None:
                return
            broken, place, other = best
            self.cards[place] = other

    def _counted(self) -> tuple[Counter[str], Counter[str]]:
        return Counter(card.gap for card in self.returning), Counter(card.theme for card in self.returning)

    def _targets(self, gaps: set[str]) -> Mapping[str, float]:
        leaning = self.bounds.leanings
        rest = max(len(gaps - set(leaning)), 1)
        other = self.bounds.days * (1 - _TOWARDS * len(leaning)) / rest
        return {gap: self.bounds.days * _TOWARDS if gap in leaning else other for gap in gaps}


def _apart(orders: Iterable[tuple[str, ...]], week: int) -> tuple[str, ...]:
    """Return the first order in which no card comes twice in a week, else the one in which that is seldomest."""

    def twice(keys: tuple[str, ...]) -> int:
        weeks = (keys[at : at + week] for at in range(len(keys)))
        return sum(len(each) - len(set(each)) for each in weeks)

    tried = []
    for keys in orders:
        if not twice(keys):
            return keys
        tried.append(keys)
    return min(tried, key=twice)


def _laid_out(
    cards: Sequence[Card],
    habit: Card | None,
    returning: Sequence[int],
    together: Sequence[int],
    alone: Sequence[int],
    week: int,
    random: Random,
) -> tuple[str, ...]:
    """Put the cards on their days in some order, so that as few as it finds come twice in a week."""
    needing = [card for card in cards if card.needs_somebody]
    others = [card for card in cards if not card.needs_somebody]
    random.shuffle(needing)
    random.shuffle(others)
    days: dict[int, Card] = {place: habit for place in returning if habit is not None}
    # Spread over the weeks rather than all at their beginning.
    with_somebody = set(random.sample(together, len(needing)))
    for place in sorted({*together, *alone}):
        pool = needing if place in with_somebody else others
        near = {days[each].key for each in range(place - week + 1, place + week) if each in days}
        left = Counter(card.key for card in pool)
        # Of few cards those that come most often go first, or they would meet at the end.
        days[place] = max(pool, key=lambda card: (card.key not in near, left[card.key]))
        pool.remove(days[place])
    return tuple(days[place].key for place in sorted(days))
