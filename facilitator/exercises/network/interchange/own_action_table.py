"""What people are going to do as a table: one row per person. It is of nobody with a pseudonym.

That an action may stand among the workshop's with a name is ticked by its owner; no table brings that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.exercises.network.answers import find_network
from facilitator.exercises.network.interchange.finding import Reading, round_of, start_reading
from facilitator.exercises.network.interchange.forms import (
    ACTION_DAY,
    ACTION_PARTNER,
    ACTION_SIGN,
    ACTION_WHAT,
    PARTICIPANT,
    own_action_fields,
)
from facilitator.exercises.network.own_action.asking import read_a_day
from facilitator.exercises.network.own_action.rows import (
    LONGEST,
    LONGEST_ROLE,
    OwnAction,
    own_actions_of,
    put_own_action,
)
from facilitator.exercises.network.rounds.lists import new_list
from facilitator.i18n import tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import Loss, Options, Plan, Problem, Table

HEADERS = (ACTION_WHAT, ACTION_DAY, ACTION_PARTNER, ACTION_SIGN)
_LONGEST = {ACTION_WHAT: LONGEST, ACTION_PARTNER: LONGEST_ROLE, ACTION_SIGN: LONGEST}


@dataclass
class _Draft:
    reading: Reading
    actions: dict[int, OwnAction] = field(default_factory=dict)
    changed: int = 0
    """How many of these people have written something else here."""


def cells_of(action: OwnAction) -> Sequence[str]:
    """The cells of a row after its person, in the order of `HEADERS`."""
    return action.what, action.day.isoformat() if action.day else "", action.partner, action.sign


def plan_own_actions(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of own actions would do: each goes over what its person had written."""
    with library.read() as session:
        draft = _draft(session, step_id, table, options)

    def apply() -> Done[None]:
        with library.change(tr("Import own actions")) as change:
            fresh = _draft(change.session, step_id, table, options)
            for problem in fresh.reading.problems:
                if problem.error:
                    raise Invalid(str(problem))
            workshop_id = fresh.reading.setup.workshop_id
            for participant_id, action in fresh.actions.items():
                network = find_network(change.session, step_id, participant_id)
                put_own_action(change.session, network or new_list(change.session, step_id, participant_id), action)
            change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
            change.announce(Change(Topic.ACTIONS, workshop_id))
        return change.done(None)

    said = trn("What {count} person is going to do.", "What {count} people are going to do.", len(draft.actions))
    over = trn(
        "{count} of them has written something else here, which this goes over.",
        "{count} of them have written something else here, which this goes over.",
        draft.changed,
    )
    return Plan((said, *([over] if draft.changed else [])), tuple(draft.reading.problems), apply)


def _draft(session: Session, step_id: int, table: Table, options: Options) -> _Draft:
    reading = start_reading(session, step_id, table, own_action_fields(), options)
    draft = _Draft(reading)
    rows: dict[int, int] = {}
    if any(problem.error for problem in reading.problems):
        return draft
    for number, texts in reading:
        participant = reading.participant(number, texts)
        if participant is None:
            continue
        written = texts.get(ACTION_DAY, "")
        day = read_a_day(written, date.today()) if written else None
        if written and day is None:
            reading.problem(tr("“{value}” is no day.", value=written), number, ACTION_DAY,
                            cause=tr("These are no days:"), value=written)  # fmt: skip
        for key, most in _LONGEST.items():
            if len(texts.get(key, "")) > most:
                reading.problem(tr("It is longer than {most} letters.", most=most), number, key)
        what, partner, sign = (texts.get(key, "") for key in _LONGEST)
        action = OwnAction(what, day, partner, sign)
        if not action:
            sentence = tr("It does not say what this person is going to do: left out.")
            reading.problems.append(Problem(sentence, number, error=False, loss=Loss.ROW))
            continue
        first = rows.setdefault(participant, number)
        if draft.actions.setdefault(participant, action) != action:
            sentence = tr("This person is in row {row} already, with something else.", row=first)
            cause = tr("These people are in an earlier row already, with something else.")
            reading.problem(sentence, number, PARTICIPANT, cause=cause)
    here = own_actions_of(session, step_id, round_of(session, step_id, options))
    draft.changed = sum(
        person in here and cells_of(here[person]) != cells_of(each) for person, each in draft.actions.items()
    )
    return draft
