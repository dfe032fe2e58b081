"""A room with a challenge, in which one person has counted their network."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from prepared import prepared

from facilitator.clock import now
from facilitator.exercises.challenge.plans import Plan, plan_of
from facilitator.exercises.challenge.setup import Settings, change_settings, get_settings
from facilitator.exercises.network.answers import Who as NetworkWho
from facilitator.exercises.network.answers import choose_entry_mode, finish, set_list_length, set_tally
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answers import put, put_entry, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop

KIND = "challenge"
HELD = date(2027, 2, 26)
"""A Friday: the first planned day is the 1st of March."""
SECRET = "Quokkas taught me patience"


@dataclass(frozen=True)
class Room:
    """A workshop of six people with a challenge; `step` is its id."""

    library: Library
    workshop: int
    step: int
    people: list[int]

    def plan(self, participant_id: int | None) -> Plan:
        return plan_of(self.library, self.step, participant_id)

    def change(self, **settings: object) -> None:
        before: Settings = get_settings(self.library, self.step)
        change_settings(self.library, self.step, replace(before, **settings))  # type: ignore[arg-type]

    def ask_for(self, person: int, *mails: str) -> None:
        """Send the plan, with these mails ticked."""
        put(self.library, Who(self.step, person), "mails", [Value(mail) for mail in mails])
        send(self.library, Who(self.step, person))

    def log(self, person: int, came: str, line: str = "", *, shares: bool = False) -> None:
        """Say the same of each day, and a line."""
        who = Who(self.step, person)
        for number in range(1, get_settings(self.library, self.step).days + 1):
            put(self.library, who, f"day_{number:02}", [Value(came)])
        if line:
            put_entry(self.library, who, "learned", line)
            put(self.library, who, "share", [Value(day=now().date()) if shares else Value(missing="declined")])
        send(self.library, who)


def today_is(days: int) -> date:
    """The workshop's day, so that today is so many days after it."""
    return date.today() - timedelta(days=days)


def count(library: Library, network: int, person: int) -> None:
    """Twelve people, all in the own team and all but one at the own level; by counts alone, without a name."""
    who = NetworkWho(network, person)
    choose_entry_mode(library, who, "tally")
    set_list_length(library, who, 12)
    for factor, code, number in (("group", 1, 12), ("hierarchy", 2, 11), ("hierarchy", 1, 1)):
        set_tally(library, who, factor, code, number)
    for factor, counts in (
        ("proximity", (4, 4, 4, 0)),
        ("interaction", (2, 3, 4, 3, 0)),
        ("time_known", (3, 3, 3, 2, 1)),
        ("function", (5, 4, 3)),
    ):
        for code, number in enumerate(counts, start=1):
            set_tally(library, who, factor, code, number)
    finish(library, who)


def challenged(library: Library) -> Room:
    """The first person has counted a network in which all are of the own team and at the own level."""

    def make() -> tuple[int, int, tuple[int, ...]]:
        workshop = new_workshop(library, "Shop floor", held_on=HELD).value
        cast = [Person(f"Name{number} Family{number}", f"n{number}@example.org") for number in range(6)]
        people = tuple(add_people(library, workshop, cast).value)
        network = add_exercise(library, workshop, "network").value
        count(library, network, people[0])
        return workshop, add_exercise(library, workshop, KIND, options={"cue": "after the shift meeting"}).value, people

    workshop, step, people = prepared(library, "challenged", make)
    return Room(library, workshop, step, list(people))
