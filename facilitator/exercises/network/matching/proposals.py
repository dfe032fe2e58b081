"""Whom each contact may be, for a person to decide. It holds contacts' names: for the facilitator's own screen only."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from facilitator.exercises.network.read import NetworkView, read_views
from facilitator.exercises.network.tables import Contact, ContactMatch, PersonalNetwork, RefusedMatch
from facilitator.storage.library import Library
from facilitator.workshop.consent import counted
from facilitator.workshop.find import find_step
from facilitator.workshop.names import Ground, Names
from facilitator.workshop.roster import roster


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant whom a contact may be. `certainty` in (0, 1] orders candidates and is no probability."""

    participant_id: int
    name: str
    certainty: float
    ground: Ground


@dataclass(frozen=True, slots=True)
class Proposal:
    """One contact of the participant `owner_id`, and whom it may be.

    `participant_id` is who it was confirmed to be, None while that is open. `candidates`, the likeliest first, leave
    out its owner, whoever was refused, and whoever another contact of the same list is.
    """

    contact_id: int
    label: str
    owner_id: int
    owner: str
    participant_id: int | None
    candidates: tuple[Candidate, ...]

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide."""
        return self.participant_id is None and bool(self.candidates)


@dataclass(frozen=True, slots=True)
class Matching:
    """All contacts of a step's round, in the roster's and the lists' order."""

    proposals: tuple[Proposal, ...]

    @property
    def open(self) -> tuple[Proposal, ...]:
        """Those to be decided, the likeliest first."""
        waiting = [each for each in self.proposals if each.is_open]
        return tuple(sorted(waiting, key=lambda each: -each.candidates[0].certainty))

    @property
    def confirmed(self) -> tuple[Proposal, ...]:
        """Those who are known to be participants."""
        return tuple(each for each in self.proposals if each.participant_id is not None)

    @property
    def unmatched(self) -> tuple[Proposal, ...]:
        """Those whom nobody on the roster is like, or for whom everybody was refused."""
        return tuple(each for each in self.proposals if each.participant_id is None and not each.candidates)


def read_matching(library: Library, step_id: int) -> Matching:
    """Propose candidates for every contact of the round that is entered. Raises NotFound for an unknown step.

    Only those are proposed who agreed to be counted where others name them.
    """
    with library.read() as session:
        workshop_id = find_step(session, step_id).workshop_id
        people = {person.id: person.name for person in roster(session, workshop_id)}
        agreed = counted(session, workshop_id)
        views = read_views(session, step_id)
        matched, refused = read_verdicts(session, step_id)
    lists = [(owner, views[owner]) for owner in people if owner in views and views[owner].entry == "contact"]
    labels = list(dict.fromkeys(contact.label for _, view in lists for contact in view.contacts))
    like = dict(zip(labels, Names(people).like_each(labels, most=len(people)), strict=True))

    def candidates(owner: int, contact_id: int, label: str, taken: set[int]) -> tuple[Candidate, ...]:
        out = {owner, *taken, *refused.get(contact_id, ())}
        fitting = [each for each in like[label] if each.key not in out and each.key in agreed]
        return tuple(Candidate(each.key, people[each.key], each.certainty, each.ground) for each in fitting)

    proposals = []
    for owner, view in lists:
        taken = _taken(view, matched)
        for contact in view.contacts:
            found = matched.get(contact.id)
            fitting = () if found is not None else candidates(owner, contact.id, contact.label, taken)
            proposals.append(Proposal(contact.id, contact.label, owner, people[owner], found, fitting))
    return Matching(tuple(proposals))


def read_verdicts(session: Session, step_id: int) -> tuple[dict[int, int], dict[int, set[int]]]:
    """By contact of any round of a step: who it is, and who it is not."""
    of_step = (
        select(Contact.id)
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(PersonalNetwork.step_id == step_id)
    )
    matches = select(ContactMatch.contact_id, ContactMatch.participant_id)
    matched = dict(session.exec(matches.where(col(ContactMatch.contact_id).in_(of_step))).all())
    refused: dict[int, set[int]] = defaultdict(set)
    refusals = select(RefusedMatch.contact_id, RefusedMatch.participant_id)
    for contact, person in session.exec(refusals.where(col(RefusedMatch.contact_id).in_(of_step))):
        refused[contact].add(person)
    return matched, refused


def _taken(view: NetworkView, matched: dict[int, int]) -> set[int]:
    return {matched[contact.id] for contact in view.contacts if contact.id in matched}
