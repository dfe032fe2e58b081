"""What people are going to do as a table: one row per person. It is of nobody with a pseudonym.

That an action may stand among the workshop's with a name is ticked by its owner; no table brings that.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from facilitator.exercises.network.answers import find_network
from facilitator.exercises.network.interchange.exchanged_tables import (
    ACTION_DAY,
    ACTION_PARTNER,
    ACTION_SIGN,
    PARTICIPANT,
    own_action_fields,
)
from facilitator.exercises.network.interchange.finding import PendingNetworkTable, read_network_table, round_of
from facilitator.exercises.network.own_action.asking import read_a_day
from facilitator.exercises.network.own_action.rows import (
    LONGEST,
    LONGEST_ROLE,
    OwnAction,
    own_actions_of,
    put_own_action,
)
from facilitator.exercises.network.own_export import ACTION_WHAT
from facilitator.exercises.network.rounds.lists import new_list
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Table
from facilitator.text_matching import caseless
from facilitator.workshop.table_import import Cell, plan_of

_PARTS = {ACTION_WHAT: "what", ACTION_DAY: "day", ACTION_PARTNER: "partner", ACTION_SIGN: "sign"}
_LONGEST = {ACTION_WHAT: LONGEST, ACTION_PARTNER: LONGEST_ROLE, ACTION_SIGN: LONGEST}


@dataclass
class _Pending(PendingNetworkTable):
    actions: dict[int, OwnAction] = field(default_factory=dict)
    changed: int = 0
    """How many of these people have written something else here."""

    def summary(self) -> list[str]:
        said = [trn("What {count} person is going to do.", "What {count} people are going to do.", len(self.actions))]
        if self.changed:
            said.append(
                trn(
                    "{count} of them has written something else here, which this goes over.",
                    "{count} of them have written something else here, which this goes over.",
                    self.changed,
                )
            )
        return said

    def write(self, change: Transaction) -> None:
        step_id = self.setup.step_id
        for participant_id, action in self.actions.items():
            network = find_network(change.session, step_id, participant_id)
            put_own_action(change.session, network or new_list(change.session, step_id, participant_id), action)
        change.announce(Change(Topic.ANSWERS, self.setup.workshop_id, step_id))
        change.announce(Change(Topic.ACTIONS, self.setup.workshop_id))


def plan_own_actions(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of own actions would do: each goes over what its person had written."""
    return plan_of(
        library, tr("Import own actions"), lambda session: _prepare(session, step_id, table, options), _Pending.write
    )


def _prepare(session: Session, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(*read_network_table(session, step_id, table, own_action_fields(), options))
    rows: dict[int, int] = {}
    if pending.reading.failed:
        return pending
    day_of = Cell(
        lambda text: read_a_day(text, date.today()),
        tr("These are no days:"),
        lambda text: tr("“{value}” is no day.", value=text),
    )
    here = own_actions_of(session, step_id, round_of(session, step_id, options))
    missing = [key for key in _PARTS if key not in pending.reading.places]
    for row in pending.reading:
        participant = pending.participant(row)
        if participant is None:
            continue
        day = row.read(ACTION_DAY, day_of)
        for key, most in _LONGEST.items():
            if len(row[key]) > most:
                row.wrong(key, tr("It is longer than {most} letters.", most=most))
        action = OwnAction(row[ACTION_WHAT], day, row[ACTION_PARTNER], row[ACTION_SIGN])
        there = here.get(participant)
        if there is not None and caseless(there.what) == caseless(action.what):
            # A column that the table does not have takes nothing away.
            action = replace(action, **{_PARTS[key]: getattr(there, _PARTS[key]) for key in missing})
        if not action:
            row.leave_out("", tr("It does not say what this person is going to do: left out."))
            continue
        first = rows.setdefault(participant, row.number)
        if pending.actions.setdefault(participant, action) != action:
            sentence = tr("This person is in row {row} already, with something else.", row=first)
            row.wrong(PARTICIPANT, sentence, tr("These people are in an earlier row already, with something else."))
    pending.changed = sum(
        person in here and replace(here[person], shared=False) != each for person, each in pending.actions.items()
    )
    return pending
