"""A simulated participant at the station: types what `simulation` invents, and checks what the library then says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from facilitator.exercises.folder import implements
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.matching.proposals import read_matching
from facilitator.exercises.network.own_action.answering import read_own_action
from facilitator.exercises.network.own_action.asking import is_asked
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.simulation import (
    SimulatedNetwork,
    simulated_action,
    simulated_network,
    with_colleagues,
)
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_at
from ui.exercises.contract import Mismatch
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.matching_dialog import MatchingDialog
from ui.matching import plain
from ui.simulated_user import SimulatedUser

_TICKED = 0.15
"""The share of pairs that are ticked."""
_COUNTED = 0.9
"""The share of people who tick that they may be counted where others name them."""
_KEY_OF = {Missing.NOT_COMPARABLE: "0", Missing.SKIPPED: " ", Missing.DECLINED: "-"}


@implements(ExerciseUi.rehearse)
def rehearse(user: SimulatedUser, library: Library, step_id: int, participant_id: int, random: Random) -> Iterator[str]:
    """Play the exercise from the privacy notice to the end of the shape, yielding the name of each page reached.

    Raises Mismatch when the library holds anything else than what was typed.
    """
    analysis = get_analysis(library, step_id)
    if not analysis.asks_ties or analysis.action_later:
        # A dry run goes through everything that a workshop may ask; the station takes it up while it is open.
        change_analysis(library, step_id, replace(analysis, asks_ties=True, action_later=False))
    setup = get_setup(library, step_id)
    network = simulated_network(setup.active, setup, random)
    listed = with_colleagues(library, Who(step_id, participant_id), network.contacts, random)
    network = replace(network, contacts=tuple(listed))
    yield "notice"
    if user.sees("may-be-counted") and random.random() < _COUNTED:
        user.find("may-be-counted").setFocus()
        user.type(" ")
    user.type("\n")
    if setup.offers_contact and setup.offers_tally:
        yield "way in"
        user.type("1" if network.entry == "contact" else "2")
    if network.entry == "contact":
        yield from _by_contact(user, setup.shared, network)
        _check_contacts(library, step_id, participant_id, setup.shared, network)
        if network.size > 1:
            yield from _who_knows_whom(user, library, step_id, participant_id, random)
    else:
        yield from _by_tally(user, setup.active, network)
        _check_tally(library, step_id, participant_id, setup.active, network)
    yield "shape"
    if network.entry == "contact":
        user.type("m")
        yield "contacts around oneself"
        user.type("m")
    user.type("\n")
    if not read_network(library, step_id, participant_id).finished:
        raise Mismatch("the participant has seen their shape, and the library does not say so")
    if is_asked(library, step_id):
        yield from _what_to_do(user, library, step_id, participant_id, random)


@implements(ExerciseUi.rehearse_results)
def rehearse_results(user: SimulatedUser, library: Library, step_id: int) -> Iterator[str]:
    """Say which contacts are people in this room, as far as their very names tell it."""
    user.click("match-contacts")
    (dialog,) = (each for each in user.window.findChildren(MatchingDialog) if each.isVisible())
    in_dialog = SimulatedUser(dialog)
    while dialog.is_reading:
        yield ""
    yield "contacts to match"
    if in_dialog.find("matching-exact").isEnabled():
        in_dialog.click("matching-exact")
        while dialog.is_reading:
            yield ""
        yield "contacts matched"
        if not read_matching(library, step_id).confirmed:
            raise Mismatch("same names were confirmed, and the library holds none")
    dialog.close()


def _what_to_do(
    user: SimulatedUser, library: Library, step_id: int, participant_id: int, random: Random
) -> Iterator[str]:
    """Type one's own action, in one of three cases not at all."""
    yield "one thing to do"
    with speaking(spoken_at(library, step_id)):
        action = simulated_action(random, date.today())
    if action and action.day:
        user.type(f"{action.what}\n{action.day:%d.%m.}\n{action.partner}\n{action.sign}")
        if action.shared:
            user.type("\t ")
        yield "one thing typed"
    user.type("\n")
    if read_own_action(library, step_id, participant_id) != action:
        raise Mismatch("the own action in the library is not the one that was typed")


def _by_contact(user: SimulatedUser, factors: tuple[Factor, ...], network: SimulatedNetwork) -> Iterator[str]:
    written: set[str] = set()
    for label, _ in network.contacts:
        # As the station asks where one more “Inês” comes after an “Inès”.
        told_apart = f"{label} B" if plain(label) in written else label
        written.add(plain(told_apart))
        user.type(f"{told_apart}\n")
    yield "list"
    user.type("\n")
    if user.sees("network-contacts"):
        # The list is longer or shorter than usual: the page asks once more.
        user.type("\n")
    yield "answers"
    for number, factor in enumerate(factors):
        for _, ratings in network.contacts:
            code = ratings[factor.key]
            user.type(str(code) if code > 0 else _KEY_OF[Missing(code)])
        if number == 0:
            yield "answers under way"
    yield "all answered"
    user.type("\n")


def _by_tally(user: SimulatedUser, factors: tuple[Factor, ...], network: SimulatedNetwork) -> Iterator[str]:
    yield "length"
    user.type(f"{network.size}\n")
    if user.sees("network-length"):
        # So with a length that is not usual.
        user.type("\n")
    yield "counts"
    for factor in factors:
        left = network.size
        for code in _codes(factor):
            count = network.tally[factor.key].get(code, 0)
            left -= count
            # Once the counts add up, Enter goes on to the next question.
            user.type(f"{count}\n")
            if left == 0:
                break
        else:
            # Some were left out or not said: the page says how many are missing, and a second Enter passes.
            user.type("\n")
    if user.sees("network-checksum"):
        yield "counts complete"
        user.type("\n")


def _who_knows_whom(
    user: SimulatedUser, library: Library, step_id: int, participant_id: int, random: Random
) -> Iterator[str]:
    """Go through the half matrix as one reads, ticking some; then check every pair."""
    yield "who knows whom"
    size = len(read_network(library, step_id, participant_id).contacts)
    typed = set()
    for row in range(1, size):
        for column in range(row):
            if random.random() < _TICKED:
                user.type(" ")
                typed.add((column, row))
            user.type("→")
    yield "who knows whom answered"
    user.type("\n")
    view = read_network(library, step_id, participant_id)
    places = {contact.id: place for place, contact in enumerate(view.contacts)}
    stored = {(min(pair), max(pair)) for pair in ((places[one], places[other]) for one, other in view.ties or ())}
    if stored != typed:
        raise Mismatch(f"{len(typed)} pairs were ticked and {len(stored)} are in the library, or other ones")


def _codes(factor: Factor) -> list[int]:
    missing = [Missing.NOT_COMPARABLE.value] if factor.not_comparable else []
    return [*range(1, len(factor.codes) + 1), *missing]


def _check_contacts(
    library: Library, step_id: int, participant_id: int, factors: tuple[Factor, ...], network: SimulatedNetwork
) -> None:
    view = read_network(library, step_id, participant_id)
    typed = [tuple(ratings[factor.key] for factor in factors) for _, ratings in network.contacts]
    stored = [tuple(contact.ratings.get(factor.key) for factor in factors) for contact in view.contacts]
    if len(stored) != len(typed):
        raise Mismatch(f"{len(typed)} contacts were typed and {len(stored)} are in the library")
    if stored != typed:
        raise Mismatch("the answers in the library are not those that were typed")


def _check_tally(
    library: Library, step_id: int, participant_id: int, factors: tuple[Factor, ...], network: SimulatedNetwork
) -> None:
    view = read_network(library, step_id, participant_id)
    if view.size != network.size:
        raise Mismatch(f"a list of {network.size} was typed and one of {view.size} is in the library")
    for factor in factors:
        asked = _codes(factor)
        typed = {code: count for code, count in network.tally[factor.key].items() if count and code in asked}
        stored = {code: count for code, count in view.tally.get(factor.key, {}).items() if count and code in asked}
        if typed != stored:
            raise Mismatch(f"the counts of “{factor.label}” in the library are not those that were typed")
