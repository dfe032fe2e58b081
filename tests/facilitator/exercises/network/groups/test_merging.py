"""Team, place and level merged: for any roster no combination, and no part of one, singles out too few."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.hooks import Facts
from facilitator.exercises.network.groups.merging import merged_facts
from facilitator.workshop.tables import Participant

VALUES = st.sampled_from(["", "A", "B", "C"])


def roster(facts: list[tuple[str, str, str]]) -> list[Participant]:
    return [
        Participant(id=number, workshop_id=1, name=str(number), team=team, location=location, level=level)
        for number, (team, location, level) in enumerate(facts, start=1)
    ]


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=60), st.integers(3, 7))
def test_no_combination_of_facts_singles_out_too_few(facts: list[tuple[str, str, str]], smallest: int) -> None:
    found = merged_facts(roster(facts), smallest)
    assert len(found) == len(facts)
    for known in range(1, 4):
        for columns in combinations(range(3), known):
            sizes = Counter(tuple(each[column] for column in columns) for each in found.values())
            told = {combination: size for combination, size in sizes.items() if any(combination)}
            assert all(size >= smallest for size in told.values())
            if told:
                # Nor are those few who are left when everybody who is told apart is taken away.
                assert all(size >= smallest for size in sizes.values())
    for person, original in zip(found.values(), facts, strict=True):
        assert all(kept in ("", own) for kept, own in zip(person, original, strict=True))


def test_what_is_of_enough_people_stays() -> None:
    facts = [("North", "Oslo", "Staff")] * 6 + [("South", "Rome", "Staff")] * 5 + [("South", "Rome", "Lead")]
    found = merged_facts(roster(facts), 5)
    assert Counter(found.values()) == {Facts("North", "Oslo", "Staff"): 6, Facts("South", "Rome", ""): 6}
