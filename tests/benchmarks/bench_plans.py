"""What personal plans cost: 24 of them, of people who answered, each from what stands out in their network.

The peer is the handouts of the same people, which read the same networks.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from facilitator.exercises.challenge.plans import Plans, begin_days
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.rehearsal.sample import sample_workshop
from facilitator.storage.library import open_library
from facilitator.workshop.roster import people_of

PEOPLE, BOUND = 24, 2.0
"""Personal plans, and the seconds that they may take."""


def main() -> None:
    """Print the figures; ends with an error above the bound."""
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        workshop = sample_workshop(library, template="challenge", count=PEOPLE).value
        steps = {each.kind: step.id for step, each in exercise_steps(library, workshop)}
        people = [person.id for person in people_of(library, workshop)]
        with library.change("Plans of nobody") as change:
            change.session.connection().exec_driver_sql("DELETE FROM challenge_day")
        began = perf_counter()
        plans = Plans(library, steps["challenge"])
        made = [plans.of(person) for person in people]
        drawn = perf_counter() - began
        began = perf_counter()
        begin_days(library, steps["challenge"])
        kept = perf_counter() - began
        began = perf_counter()
        of_person = exercise("network").handout_sections(library, steps["network"])
        for person in people:
            of_person(person)
        peer = perf_counter() - began
        library.close()
    assert len(made) == PEOPLE
    print(f"{PEOPLE} plans drawn in {drawn:.3f} s, kept in {kept:.3f} s; reading for the handouts takes {peer:.3f} s")
    if drawn + kept > BOUND:
        raise SystemExit(f"more than {BOUND} s")


if __name__ == "__main__":
    main()
