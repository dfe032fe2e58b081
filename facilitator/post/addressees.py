"""Who is on the roster and how their mail stands: with something to be sent or not, an address or not, sent or not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.post.left_out import LeftOut, problem_of, sharing, why_not
from facilitator.post.messages import file_numbers
from facilitator.post.sending import Delivery, deliveries
from facilitator.post.tables import MailState, Parcel
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.workshop.namesakes import beside_names, called
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person of the roster, and what keeps them from getting a mail, if anything does.

    `problem` says what is wrong with the address, "" where it can be used; a missing one is no problem but missing.
    `shares_with` names those who have the same address, `delivery` is the mail of the present round and `earlier` are
    those of other rounds. `number` and `called` go into the name of the attachment; the latter is the name with what
    tells a namesake apart.
    """

    person: Participant
    has_parcel: bool
    problem: str
    delivery: Delivery | None
    shares_with: tuple[str, ...] = ()
    earlier: tuple[Delivery, ...] = ()
    number: int = 1
    called: str = ""

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
    people = people_of(library, workshop_id)
    # What is said of addresses is kept, so that windows that list them need not wait for it.
    sharing(people)
    if parcel is Parcel.WORKSHEET:
        return frozenset(person.id for person in people)
    return frozenset(person.id for person, _ in Handouts(library, workshop_id))


def addressees(
    library: Library, workshop_id: int, ready: frozenset[int], parcel: Parcel = Parcel.HANDOUT
) -> list[Addressee]:
    """Everybody on the roster, in its order; `ready` are the ids of those who have a parcel. Raises NotFound."""
    log = deliveries(library, workshop_id, parcel, every_round=True)
    present = {each.participant_id: each for each in log if each.is_present}
    earlier: dict[int, list[Delivery]] = defaultdict(list)
    for each in log:
        if not each.is_present:
            earlier[each.participant_id].append(each)
    people = people_of(library, workshop_id)
    shared, numbers, beside = sharing(people), file_numbers(people), beside_names(people)
    return [
        Addressee(
            person,
            person.id in ready,
            problem_of(person),
            present.get(person.id),
            shared.get(person.id, ()),
            tuple(earlier[person.id]),
            numbers[person.id],
            called(person, beside),
        )
        for person in people
    ]


def not_served(everybody: Iterable[Addressee], *, shared: bool = False) -> list[LeftOut]:
    """Who can't be sent to of those for whom there is something; `shared` lets in who shares an address."""
    found = (
        why_not(each.person, {} if shared or not each.shares_with else {each.person.id: each.shares_with})
        for each in everybody
        if each.has_parcel
    )
    return [each for each in found if each is not None]
