"""A simulated participant who swaps two cards, asks for mails, and later says what became of the days."""

from collections.abc import Iterator
from random import Random

from facilitator.exercises.challenge.log import came_of, learned
from facilitator.exercises.challenge.plans import plan_of
from facilitator.exercises.challenge.setup import CAME, KIND, LEARNED, MAILS, SHARE
from facilitator.exercises.folder import implements
from facilitator.exercises.registry import exercise
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.storage.library import Library
from ui.exercises.challenge.asked_pages import LogPage, PlanPage
from ui.exercises.contract import AskedPage, Mismatch
from ui.exercises.hooks import ExerciseUi
from ui.simulated_user import SimulatedUser

_OF_TEN_LEFT_OPEN = 1


@implements(ExerciseUi.rehearse)
def rehearse(user: SimulatedUser, library: Library, step_id: int, participant_id: int, random: Random) -> Iterator[str]:
    """Play a participant from the notice to the sending, yielding each page; see `ExerciseUi.rehearse`."""
    yield "notice"
    user.type("\n")
    who = Who(step_id, participant_id)
    page = _page(user)
    if isinstance(page, PlanPage):
        yield "page plan"
        _swap_and_ask(user, page, library, step_id, participant_id, random)
    elif isinstance(page, LogPage):
        yield "page log"
        yield from _log(user, page, library, step_id, participant_id, random)
    else:
        raise Mismatch("the station shows neither a plan nor a log")
    yield "read over"
    if has_sent(library, who):
        raise Mismatch("answers were sent before anybody had pressed Send")
    user.type("\n")
    if not has_sent(library, who):
        raise Mismatch("the answers were sent, and the library does not say so")


def _swap_and_ask(
    user: SimulatedUser, page: PlanPage, library: Library, step_id: int, participant_id: int, random: Random
) -> None:
    days = page.table.plan.days
    free = [day.place for day in days if not (day.returns or day.card.needs_somebody)]
    one, other = random.sample(free, 2)
    page.table.setFocus()
    page.table.go_to(one)
    user.type(" ")
    page.table.go_to(other)
    user.type(" ")
    now = plan_of(library, step_id, participant_id).days
    if (now[one].card, now[other].card) != (days[other].card, days[one].card):
        raise Mismatch("two cards were swapped, and the library does not hold it so")
    wanted = [number for number in range(len(page.mails)) if random.random() < 0.5]
    for number in wanted:
        user.type(str(number + 1))
    given = read_given(library, Who(step_id, participant_id))
    if len(given.options(MAILS)) != len(wanted):
        raise Mismatch("the library holds other mails than those that were asked for")
    user.type("\n")


def _log(
    user: SimulatedUser, page: LogPage, library: Library, step_id: int, participant_id: int, random: Random
) -> Iterator[str]:
    said: dict[int, str] = {}
    days = plan_of(library, step_id, participant_id).days
    for day in days:
        page.table.setCurrentCell(day.place, 1)
        if random.randrange(10) >= _OF_TEN_LEFT_OPEN:
            number = random.choices(range(len(CAME)), (4, 2, 1))[0]
            user.type(str(number + 1))
            said[day.place] = CAME[number]
    given = read_given(library, Who(step_id, participant_id))
    if {day.place: came for day in days if (came := came_of(given, day))} != said:
        raise Mismatch("the library holds something else of the days than what was typed")
    user.type("\n")
    yield "page learned"
    line = random.choice(exercise(KIND).samples(library, step_id)[LEARNED])
    shares = random.random() < 0.6
    user.type(f"{line}\n")
    user.type("1\n" if shares else "2\n")
    given = read_given(library, Who(step_id, participant_id))
    if learned(given) != line or given.agreed(SHARE) != shares:
        raise Mismatch("the library holds another line than the one that was typed, or another consent")


def _page(user: SimulatedUser) -> AskedPage | None:
    found = [page for page in user.window.findChildren(AskedPage) if page.isVisible()]
    return found[-1] if found else None
