"""Who is on the roster and how their mail stands: with something to be sent or not, an address or not, sent or not."""

from dataclasses import dataclass

from facilitator.errors import Invalid
from facilitator.post.messages import recipient_address
from facilitator.post.sending import Delivery, deliveries
from facilitator.post.tables import MailState, Parcel
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
    has_parcel: bool
    problem: str
    delivery: Delivery | None

    @property
    def can_have_mail(self) -> bool:
        """Whether a mail can be made for this person."""
        return self.has_parcel and bool(self.person.email.strip()) and not self.problem

    @property
    def had_mail(self) -> bool:
        """Whether their mail was sent, or may have been."""
        return self.delivery is not None and self.delivery.state in (MailState.SENT, MailState.SENDING)


def with_parcel(library: Library, workshop_id: int, parcel: Parcel = Parcel.HANDOUT) -> frozenset[int]:
    """The ids of those for whom there is something: a worksheet for all, a handout for those who have answered.

    Takes its time in a large room.
    """
    if parcel is Parcel.WORKSHEET:
        return frozenset(person.id for person in people_of(library, workshop_id))
    return frozenset(person.id for person, _ in Handouts(library, workshop_id))


def addressees(
    library: Library, workshop_id: int, ready: frozenset[int], parcel: Parcel = Parcel.HANDOUT
) -> list[Addressee]:
    """Everybody on the roster, in its order; `ready` are the ids of those who have a parcel. Raises NotFound."""
    log = {each.participant_id: each for each in deliveries(library, workshop_id, parcel)}
    return [
        Addressee(person, person.id in ready, _problem(person), log.get(person.id))
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
