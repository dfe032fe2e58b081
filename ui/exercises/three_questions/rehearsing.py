"""A simulated participant at the station: types what `simulation` invents, and checks what the library then says."""

from collections.abc import Iterator
from random import Random

from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.cards import Writer, own_cards
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.simulation import simulated_cards
from facilitator.exercises.three_questions.wall import standings
from facilitator.storage.library import Library
from facilitator.workshop.standings import State
from ui.exercises.contract import Mismatch
from ui.exercises.hooks import ExerciseUi
from ui.simulated_user import SimulatedUser


@implements(ExerciseUi.rehearse)
def rehearse(user: SimulatedUser, library: Library, step_id: int, participant_id: int, random: Random) -> Iterator[str]:
    """Play the card from the notice to the sending, yielding the name of each page reached.

    Raises Mismatch when the library holds anything else than what was typed.
    """
    setup = get_setup(library, step_id)
    prompts = setup.prompts
    answers = simulated_cards(random)
    yield "notice"
    user.type("\n")
    if setup.together != "alone":
        yield "partners"
        # By itself, since Enter would choose whoever has the focus: everybody in the rehearsal writes alone.
        user.click("card-next")
    for number, texts in enumerate(answers, start=1):
        yield f"question {number}"
        for text in texts:
            user.type(f"{text}\n")
        if number == 1:
            yield "cards written"
        user.type("\n")
    yield "read back"
    typed = [(prompt.id, text) for prompt, texts in zip(prompts, answers, strict=True) for text in texts]
    written = own_cards(library, Writer(step_id, participant_id))
    if sorted((card.prompt_id, card.text) for card in written) != sorted(typed):
        raise Mismatch("the cards in the library are not those that were typed")
    if any(card.sent for card in written):
        raise Mismatch("a card was sent before anybody had pressed Send")
    user.type("\n")
    (standing,) = standings(library, step_id, participant_id)
    if standing.state is not State.DONE:
        raise Mismatch("the cards were sent, and the library does not say so")
