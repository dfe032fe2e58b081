"""Own actions within a session: read, written, put among the actions of the workshop and taken off these."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from facilitator.actions.actions import Source, Wording, append_action
from facilitator.actions.tables import WorkshopAction
from facilitator.errors import Invalid
from facilitator.exercises.network.tables import Contact, NetworkOwnAction, PersonalNetwork
from facilitator.i18n import speaking, tr
from facilitator.workshop.agreement import refuse_under_agreement
from facilitator.workshop.find import find_step, one_line
from facilitator.workshop.named_in_text import named_in
from facilitator.workshop.papers import spoken_within
from facilitator.workshop.roster import roster

LONGEST = 200
"""Letters of what is going to be done, and of what will be seen: two lines of a handout."""
LONGEST_ROLE = 60
_SOURCE = "own action"


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

    def for_all(self, language: str) -> str:
        """What is done and with whom, as it stands among the actions of the workshop, in the `language` of its papers.

        Whoever types a form in has windows of another one perhaps.
        """
        if not self.partner:
            return self.what
        with speaking(language):
            return tr("{what} (with: {role})", what=self.what, role=self.partner)


def own_actions_of(session: Session, step_id: int, round_: int) -> dict[int, OwnAction]:
    """By participant what they wrote in a round, within a session."""
    found = own_actions(session, step_id)
    lists = session.exec(
        select(PersonalNetwork.participant_id, PersonalNetwork.id)
        .join(NetworkOwnAction, col(NetworkOwnAction.network_id) == col(PersonalNetwork.id))
        .where(PersonalNetwork.step_id == step_id, PersonalNetwork.round == round_)
    )
    return {person: found[network] for person, network in lists}


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


def put_own_action(session: Session, network: PersonalNetwork, action: OwnAction) -> bool:
    """Write it within a session; whether an action of the workshop followed. Raises Invalid as `keep_own_action`.

    What is empty, or names somebody, no longer stands among the workshop's actions.
    """
    tidy = replace(action, what=one_line(action.what), partner=one_line(action.partner), sign=one_line(action.sign))
    workshop_id = find_step(session, network.step_id).workshop_id
    refuse_under_agreement(
        session, workshop_id, tr("One’s own action is written on the handout by hand and not kept here.")
    )
    for text, most in ((tidy.what, LONGEST), (tidy.partner, LONGEST_ROLE), (tidy.sign, LONGEST)):
        if len(text) > most:
            raise Invalid(tr("“{text}…” is longer than {most} letters.", text=text[:20], most=most))
    row = session.get(NetworkOwnAction, network.id) or NetworkOwnAction(network_id=network.id)
    row.what, row.day, row.partner, row.sign = tidy.what, tidy.day, tidy.partner, tidy.sign
    joined = _joined(session, network.step_id, [network.id])
    stays = bool(tidy.what) and not (joined and named_there(session, network, tidy))
    if not stays:
        take_off(session, network.step_id, [network.id])
    for each in joined if stays else ():
        each.what, each.due, each.sign = tidy.for_all(spoken_within(session, workshop_id)), tidy.day, tidy.sign
        session.add(each)
    if tidy:
        session.add(row)
    elif row in session:
        session.delete(row)
    session.flush()
    return bool(joined)


def join(session: Session, network: PersonalNetwork) -> None:
    """Put the action of a list among those of the workshop, within a session; once.

    Raises Invalid without one, and as `refuse_names`.
    """
    own = own_actions(session, network.step_id, [network.id]).get(network.id, OwnAction())
    if not own.what:
        raise Invalid(tr("Write first what you are going to do."))
    if own.shared:
        return
    workshop_id = find_step(session, network.step_id).workshop_id
    refuse_names(session, network, own)
    what = own.for_all(spoken_within(session, workshop_id))
    wording = Wording(what, network.participant_id, due=own.day, sign=own.sign)
    append_action(session, workshop_id, wording, Source(network.step_id, source_of(network.id)))


def named_there(session: Session, network: PersonalNetwork, action: OwnAction) -> str:
    """Whom an action names of its owner's list and of the roster, but the owner; "" for nobody."""
    workshop_id = find_step(session, network.step_id).workshop_id
    contacts = session.exec(select(Contact.label).where(Contact.network_id == network.id)).all()
    others = [each.name for each in roster(session, workshop_id) if each.id != network.participant_id]
    return named_by(action, (*contacts, *others))


def refuse_names(session: Session, network: PersonalNetwork, action: OwnAction) -> None:
    """Raise Invalid where an action names somebody: the workshop's actions are on the client's paper."""
    if name := named_there(session, network, action):
        raise Invalid(
            tr(
                "“{name}” is named there, and everybody reads the room’s actions. Write a role, such as “a colleague "
                "in sales”, or do without the tick.",
                name=name,
            )
        )


def named_by(action: OwnAction, names: Iterable[str]) -> str:
    """The first of these names, of people or contacts, that an action holds; "" for none.

    In sentences a word without a capital is none, since "will" and "this" are parts of names too.
    """
    listed = dict(enumerate(names))
    found = named_in(" \n".join((_capitals(action.what), action.partner, _capitals(action.sign))), listed)
    return listed[min(found)] if found else ""


def _capitals(sentence: str) -> str:
    """The sentence with a digit for each word without a capital: it keeps the others apart, and is no name."""
    return " ".join("0" if word[0].islower() else word for word in sentence.split())


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


def _joined(session: Session, step_id: int, network_ids: Iterable[int]) -> list[WorkshopAction]:
    sources = [source_of(each) for each in network_ids]
    return list(
        session.exec(
            select(WorkshopAction).where(WorkshopAction.step_id == step_id, col(WorkshopAction.source).in_(sources))
        )
    )
