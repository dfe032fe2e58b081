"""The one thing that a participant is going to do: what, on which day, with whom and how it will be seen.

It belongs to a list of one round and is its owner's alone. With their tick it joins the actions of the workshop, under
their name, and follows what they write; without the tick, or without the list, it leaves these again. Under a works
agreement nothing of it is kept: there it is written on the handout by hand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from facilitator.actions.actions import Source, Wording, append_action
from facilitator.actions.tables import WorkshopAction
from facilitator.errors import Invalid
from facilitator.exercises.network.answers import Who, find_network, opened_network
from facilitator.exercises.network.tables import NetworkOwnAction, PersonalNetwork
from facilitator.i18n import tr
from facilitator.questionnaires.fields import read_day
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.agreement import hold_to, under_agreement
from facilitator.workshop.find import find_step, one_line

LONGEST = 200
"""Letters of what is going to be done, and of what will be seen: two lines of a handout."""
LONGEST_ROLE = 60
_SOURCE = "own action"
_THIS_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?")


@dataclass(frozen=True, slots=True)
class OwnAction:
    """What somebody is going to do; `partner` is a role. `shared` where it stands among the workshop's actions."""

    what: str = ""
    day: date | None = None
    partner: str = ""
    sign: str = ""
    shared: bool = False

    def __bool__(self) -> bool:
        return bool(self.what or self.day or self.partner or self.sign)

    @property
    def for_all(self) -> str:
        """What is done and with whom, as it stands among the actions of the workshop."""
        return tr("{what} (with: {role})", what=self.what, role=self.partner) if self.partner else self.what


@dataclass(frozen=True, slots=True)
class Asked:
    """How it is asked for, at the station and on sheets."""

    title: str
    lead: str
    what: str
    day: str
    partner: str
    sign: str
    shared: str
    until_then: str


def asked_for() -> Asked:
    """The words in the language that is spoken."""
    return Asked(
        title=tr("One thing to do"),
        lead=tr("A quarter of an hour is enough, at a moment that is sure to come: “Tuesday after the shift meeting”."),
        what=tr("At which moment, and what will I do?"),
        day=tr("On which day? (day.month.)"),
        partner=tr("With whom? A role, no name"),
        sign=tr("I’ll see it worked when"),
        shared=tr("My action may stand among the room’s actions with my name"),
        until_then=tr("Without this tick it stands on your handout alone."),
    )


def is_asked(library: Library, step_id: int) -> bool:
    """Whether it may be typed in this step: not under a works agreement."""
    with library.read() as session:
        workshop_id = find_step(session, step_id).workshop_id
    return not under_agreement(library, workshop_id)


def read_own_action(library: Library, step_id: int, participant_id: int) -> OwnAction:
    """What a participant wrote in the round that is entered; empty where they wrote nothing."""
    with library.read() as session:
        network = find_network(session, step_id, participant_id)
        return (
            OwnAction() if network is None else own_actions(session, step_id, [network.id]).get(network.id, OwnAction())
        )


def own_actions_of(session: Session, step_id: int, round_: int) -> dict[int, OwnAction]:
    """By participant what they wrote in a round, within a session."""
    found = own_actions(session, step_id)
    lists = session.exec(
        select(PersonalNetwork).where(PersonalNetwork.step_id == step_id, PersonalNetwork.round == round_)
    )
    return {each.participant_id: found[each.id] for each in lists if each.id in found}


def own_actions(session: Session, step_id: int, network_ids: Iterable[int] | None = None) -> dict[int, OwnAction]:
    """By list what its owner wrote; None for all lists of a step."""
    wanted = select(NetworkOwnAction).join(PersonalNetwork, col(PersonalNetwork.id) == col(NetworkOwnAction.network_id))
    wanted = wanted.where(PersonalNetwork.step_id == step_id)
    if network_ids is not None:
        wanted = wanted.where(col(NetworkOwnAction.network_id).in_(list(network_ids)))
    rows = session.exec(wanted).all()
    joined = {row.source for row in _joined(session, step_id, [row.network_id for row in rows])}
    return {
        row.network_id: OwnAction(row.what, row.day, row.partner, row.sign, source_of(row.network_id) in joined)
        for row in rows
    }


def keep_own_action(library: Library, who: Who, action: OwnAction) -> Done[None]:
    """Write what a participant is going to do over what was there; an empty one takes it away.

    `shared` of it is not looked at: see `share_own_action`. What joined the actions of the workshop follows. Raises
    Invalid under a works agreement, and for texts that are too long.
    """
    with library.change(tr("Note one’s own action")) as change:
        network = opened_network(change, who)
        if put_own_action(change.session, network, action):
            _announce_actions(change, who)
    return change.done(None)


def share_own_action(library: Library, who: Who, agrees: bool) -> Done[None]:
    """Note that one’s own action may stand among those of the workshop with one’s name, or no longer may.

    Raises Invalid where nothing was written yet.
    """
    with library.change(tr("Own action among the room’s actions")) as change:
        network = opened_network(change, who)
        if agrees:
            join(change.session, network)
        else:
            take_off(change.session, who.step_id, [network.id])
        _announce_actions(change, who)
    return change.done(None)


def put_own_action(session: Session, network: PersonalNetwork, action: OwnAction) -> bool:
    """Write it within a session; whether an action of the workshop followed. Raises Invalid as `keep_own_action`."""
    tidy = replace(action, what=one_line(action.what), partner=one_line(action.partner), sign=one_line(action.sign))
    workshop_id = find_step(session, network.step_id).workshop_id
    hold_to(session, workshop_id, tr("One’s own action is written on the handout by hand and not kept here."))
    for text, most in ((tidy.what, LONGEST), (tidy.partner, LONGEST_ROLE), (tidy.sign, LONGEST)):
        if len(text) > most:
            raise Invalid(tr("“{text}…” is longer than {most} letters.", text=text[:20], most=most))
    row = session.get(NetworkOwnAction, network.id) or NetworkOwnAction(network_id=network.id)
    row.what, row.day, row.partner, row.sign = tidy.what, tidy.day, tidy.partner, tidy.sign
    joined = _joined(session, network.step_id, [network.id])
    if not tidy.what:
        take_off(session, network.step_id, [network.id])
    for each in joined if tidy.what else ():
        each.what, each.due, each.sign = tidy.for_all, tidy.day, tidy.sign
        session.add(each)
    if tidy:
        session.add(row)
    elif row in session:
        session.delete(row)
    session.flush()
    return bool(joined)


def join(session: Session, network: PersonalNetwork) -> None:
    """Put the action of a list among those of the workshop, within a session; once. Raises Invalid without one."""
    own = own_actions(session, network.step_id, [network.id]).get(network.id, OwnAction())
    if not own.what:
        raise Invalid(tr("Write first what you are going to do."))
    if own.shared:
        return
    workshop_id = find_step(session, network.step_id).workshop_id
    wording = Wording(own.for_all, network.participant_id, due=own.day, sign=own.sign)
    append_action(session, workshop_id, wording, Source(network.step_id, source_of(network.id)))


def take_off(session: Session, step_id: int, network_ids: Iterable[int]) -> None:
    """Take what came from these lists off the workshop's actions, within a session."""
    for row in _joined(session, step_id, network_ids):
        session.delete(row)
    session.flush()


def lists_of(session: Session, step_id: int, participant_id: int) -> list[int]:
    """The lists of a participant, of every round."""
    mine = (PersonalNetwork.step_id == step_id, PersonalNetwork.participant_id == participant_id)
    return list(session.exec(select(PersonalNetwork.id).where(*mine)))


def are_shared(session: Session, step_id: int, network_ids: Iterable[int]) -> bool:
    """Whether something that came from one of these lists is among the workshop's actions."""
    return bool(_joined(session, step_id, network_ids))


def source_of(network_id: int) -> str:
    """The word by which an action of the workshop points to the list that it came from."""
    return f"{_SOURCE} {network_id}"


def is_own(source: Source) -> bool:
    """Whether an action of the workshop came from somebody's own."""
    return source.what.startswith(f"{_SOURCE} ")


def read_a_day(text: str, today: date) -> date | None:
    """A day as people write it, the next one of that name without a year; None for what is none."""
    found = _THIS_YEAR.fullmatch(one_line(text))
    if found is None:
        return read_day(one_line(text))
    day, month = map(int, found.groups())
    for year in (today.year, today.year + 1):
        try:
            if (named := date(year, month, day)) >= today - timedelta(days=1):
                return named
        except ValueError:
            continue
    return None


def _joined(session: Session, step_id: int, network_ids: Iterable[int]) -> list[WorkshopAction]:
    sources = [source_of(each) for each in network_ids]
    return list(
        session.exec(
            select(WorkshopAction).where(WorkshopAction.step_id == step_id, col(WorkshopAction.source).in_(sources))
        )
    )


def _announce_actions(change: Transaction, who: Who) -> None:
    change.announce(Change(Topic.ACTIONS, find_step(change.session, who.step_id).workshop_id))
