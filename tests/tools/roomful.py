"""A room in which everybody can be told apart, and what chance allows somebody who guesses who is who."""

from dataclasses import dataclass
from datetime import date
from random import Random

from agreeing import confirm_match
from written_cards import Writer, begin, send, write_card

from facilitator.actions.actions import Wording, add_action
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.matching.verdicts import refuse_match
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.ties.answering import nobody_knows_anybody, set_ties
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.dots import Target, lay_dots
from facilitator.exercises.three_questions.setup import change_phase
from facilitator.exercises.three_questions.setup import get_setup as card_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people

PEOPLE = 16
SHORTEST = 4
"""The k-th on the roster lists SHORTEST + k contacts: so a list tells whose it is, to whoever checks the guesses."""
FLOOR = 5
_TEAMS = ("North",) * 7 + ("South",) * 6 + ("East",) * 2 + ("",)
_PLACES = ("Oslo", "Rome")
_LEVELS = ("Lead",) * 1 + ("Staff",) * 15


@dataclass(frozen=True)
class Roomful:
    """The ids of a workshop, of its people in the roster's order, and of its two exercises."""

    workshop: int
    people: list[int]
    network: int
    cards: int


def roomful(library: Library) -> Roomful:
    """Sixteen people who answered, sent two signed cards to each question, laid a dot and promised something."""
    with library.change("Fill the room"):
        return _fill(library)


def _fill(library: Library) -> Roomful:
    workshop = start_workshop(library, "Everybody").value
    roster = [
        Person(f"Name{number:02} Familyname{number:02}", f"n{number}@example.org", team, _PLACES[number % 2], level)
        for number, (team, level) in enumerate(zip(_TEAMS, _LEVELS, strict=True))
    ]
    people = add_people(library, workshop, roster).value
    network = exercise_steps(library, workshop)[0][0].id
    room = Roomful(workshop, people, network, add_exercise(library, workshop, "three_questions").value)
    _answer(library, room)
    _write(library, room)
    for number, person in enumerate(people):
        wording = Wording(f"Promise {number:02}", person, people[number - 1], date(2030, 1, 1))
        add_action(library, workshop, wording)
    return room


def _answer(library: Library, room: Roomful) -> None:
    factors = get_setup(library, room.network).active
    for number, person in enumerate(room.people):
        random = Random(number)  # repeatable on purpose
        who = Who(room.network, person)
        answers.choose_entry_mode(library, who, "contact")
        leaning = {factor.key: [random.random() ** 3 for _ in factor.codes] for factor in factors}
        listed = []
        for place in range(SHORTEST + number):
            codes = {}
            for factor in factors:
                known = range(1, len(factor.codes) + 1)
                # The first on a list can be told from all others, to whoever checks the guesses.
                codes[factor.key] = 1 if place == 0 else random.choices(known, [0.0, *leaning[factor.key][1:]])[0]
            listed.append((f"Contact {number:02}/{place:02}", codes))
        contacts = answers.add_contacts(library, who, listed).value
        nobody_knows_anybody(library, who)
        set_ties(library, who, [(contacts[0], contacts[1]), (contacts[1], contacts[2])], True)
        confirm_match(library, room.network, contacts[1], room.people[number - 1])
        refuse_match(library, room.network, contacts[2], room.people[number - 2])
        answers.finish(library, who)


def _write(library: Library, room: Roomful) -> None:
    prompts = card_setup(library, room.cards).prompts
    for number, person in enumerate(room.people):
        writer = Writer(room.cards, person)
        begin(library, writer)
        for place, prompt in enumerate(prompts):
            for card in range(2):
                write_card(library, writer, prompt.id, f"Said {place}{card} by {number:02}")
        send(library, writer)
    change_phase(library, room.cards, "gather")
    first = [card.id for card in read_wall(library, room.cards).cards[: 2 * PEOPLE]]
    theme = make_theme(library, room.cards, "A theme", first).value
    change_phase(library, room.cards, "vote")
    for person in room.people:
        lay_dots(library, Writer(room.cards, person), Target("theme", theme), 1)


def allowed(guesses: int, chance: float) -> int:
    """How many of so many guesses may be right by chance: more happens once in a million times."""
    # Imported here: every test loads this module, and SciPy takes its time.
    from scipy.stats import binom

    return int(binom.isf(1e-6, guesses, chance))
