"""Who is on the roster and how their mail stands: with a handout or not, an address or not, sent or not."""

from dataclasses import dataclass

from facilitator.errors import Invalid
from facilitator.post.messages import recipient_address
from facilitator.post.sending import Delivery, deliveries
from facilitator.post.tables import MailState
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person of the roster, and what keeps them from getting a mail, if anything does.

    `problem` says what is wrong with the address, "" where it can be used; a missing one is no problem but missing.
    """

    person: Participant
    has_handout: bool
    problem: str
    delivery: Delivery | None

    @property
    def can_have_mail(self) -> bool:
        """Whether a mail can be made for this person."""
        return self.has_handout and bool(self.person.email.strip()) and not self.problem

    @property
    def had_mail(self) -> bool:
        """Whether their mail was sent, or may have been."""
        return self.delivery is not None and self.delivery.state in (MailState.SENT, MailState.SENDING)


def with_handout(library: Library, workshop_id: int) -> frozenset[int]:
    """The ids of those who have answered something, so that there is a handout. Takes its time in a large room."""
    return frozenset(person.id for person, _ in Handouts(library, workshop_id))


def addressees(library: Library, workshop_id: int, handouts: frozenset[int]) -> list[Addressee]:
    """Everybody on the roster, in its order; `handouts` are the ids of those who have one. Raises NotFound."""
    log = {each.participant_id: each for each in deliveries(library, workshop_id)}
    return [
        Addressee(person, person.id in handouts, _problem(person), log.get(person.id))
        for person in people_of(library, workshop_id)
    ]


def _problem(person: Participant) -> str:
    if not person.email.strip():
        return ""
    try:
        recipient_address(person)
    except Invalid as error:
        return error.sentence
    return ""
