"""How often each rule of the insights fires: for whoever edits one, to see what the edit does.

    python tests/benchmarks/report_insights.py [people]

Over six simulated populations of so many people, 2,000 unless told otherwise, in rooms of 18. A row per rule: the
percentage of people for whom it holds, in each population, then over all of them with the answers shuffled, then how
often it is what a person reads first and how often it is said to a person at all. The populations are assumed, see
`tests/tools/populations.json`; only the facts of simulated rooms are left out of what is said.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from facilitator.exercises.network.insight_rules import load_rules
from facilitator.exercises.network.insights import facts_of_place, insights
from tests.tools.populations import QUESTIONS, Population, populations, rooms, shuffled

ROOM = 18


def holding(population: Population) -> Counter[str]:
    """For how many people each rule holds."""
    rules = load_rules()
    held: Counter[str] = Counter()
    for measures in population.measured():
        seen = rules.see(QUESTIONS, measures, population.given)
        held.update(rule.key for rule in rules.rules if (found := seen.judge(rule)) is not None and found.holds)
    return held


def said(population: Population) -> list[list[str]]:
    """The keys of what each person is told, in rooms of 18."""
    told = []
    for room in rooms(population.measured(), ROOM):
        of_place = facts_of_place(QUESTIONS, room, floor=5, given=population.given)
        told += [
            [one.key for one in insights(QUESTIONS, each, of_place=of_place, given=population.given)] for each in room
        ]
    return told


def main(arguments: list[str]) -> int:
    """Print the table."""
    people = int(arguments[0]) if arguments else 2000
    made = populations(people)
    columns = [holding(each) for each in made]
    random: Counter[str] = sum((holding(shuffled(each)) for each in made), Counter())
    told = [keys for each in made for keys in said(each)]
    first = Counter(keys[0] for keys in told if keys)
    at_all = Counter(key for keys in told for key in keys)
    print(f"{'':22}" + "".join(f"{each.name[:19]:>20}" for each in made) + f"{'shuffled':>10}{'first':>8}{'said':>8}")
    keys = [rule.key for rule in load_rules().rules]
    for key in [*keys, *sorted(set(at_all) - set(keys))]:
        held = "".join(f"{column[key] / people:>20.1%}" for column in columns)
        shuffle = random[key] / people / len(made)
        print(f"{key:22}{held}{shuffle:>10.1%}{first[key] / len(told):>8.1%}{at_all[key] / len(told):>8.1%}")
    patterns = Counter(len(keys) - 1 for keys in told if keys)
    print("Patterns a person is told:", ", ".join(f"{n}: {patterns[n] / len(told):.0%}" for n in sorted(patterns)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
