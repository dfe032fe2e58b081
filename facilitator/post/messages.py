"""One mail as every mail program reads it: text, and the person's own handout as the only attachment."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from functools import partial

from facilitator.errors import Invalid
from facilitator.i18n import speaking, tr
from facilitator.post.letters import Letter, check, fill_in
from facilitator.post.tables import Parcel
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.worksheets.writing import Sheets
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant
from facilitator.workshop.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with an address and what is for them, in which language; `pdf` draws it."""

    person: Participant
    parcel: Parcel
    language: str
    pdf: Callable[[], bytes]


def recipients(
    library: Library,
    workshop_id: int,
    parcel: Parcel = Parcel.HANDOUT,
    options: PaperOptions | None = None,
    only: frozenset[int] | None = None,
) -> Iterator[Recipient]:
    """Everybody with an address for whom there is something, in the roster's order.

    Handouts are for those who have answered, worksheets for all. `only` chooses participants by id; `options` are
    those that the workshop keeps, unless others are given. Raises Invalid when there can be no worksheets.
    """

    def is_wanted(person: Participant) -> bool:
        return bool(person.email.strip()) and (only is None or person.id in only)

    if parcel is Parcel.WORKSHEET:
        sheets = Sheets(library, workshop_id, fillable=True, options=options)
        for person in sheets.people:
            if is_wanted(person):
                yield Recipient(person, parcel, sheets.language, partial(sheets.of, person))
        return
    handouts = Handouts(library, workshop_id, options)
    for person, composed in handouts:
        if is_wanted(person):
            yield Recipient(person, parcel, handouts.language, composed.render)


def without_address(library: Library, workshop_id: int, parcel: Parcel = Parcel.HANDOUT) -> list[str]:
    """The names of those for whom there is something to be sent and no address."""
    if parcel is Parcel.WORKSHEET:
        return [person.name for person in people_of(library, workshop_id) if not person.email.strip()]
    return [person.name for person, _ in Handouts(library, workshop_id) if not person.email.strip()]


def message(
    library: Library, workshop_id: int, recipient: Recipient, template: Letter, sender: str, *, draft: bool
) -> EmailMessage:
    """The mail to one person. A draft opens in mail programs as an unsent message, whose sender they fill in.

    Raises Invalid for an address or a template that can't be used.
    """
    person, workshop = recipient.person, get_workshop(library, workshop_id)
    with speaking(recipient.language):
        letter, name = fill_in(template, person, workshop), attachment_name(person, recipient.parcel)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = letter.subject
    mail["To"] = recipient_address(person)
    if sender:
        mail["From"] = sender_address(sender, workshop.facilitator)
    if draft:
        mail["X-Unsent"] = "1"
    else:
        mail["Date"] = formatdate(localtime=True)
        mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or None)
    mail.set_content(letter.body)
    mail.add_attachment(recipient.pdf(), maintype="application", subtype="pdf", filename=name)
    return mail


def attachment_name(person: Participant, parcel: Parcel = Parcel.HANDOUT) -> str:
    """What the PDF is called in the mail."""
    name = (
        tr("Worksheet {name}", name=person.name)
        if parcel is Parcel.WORKSHEET
        else tr("Handout {name}", name=person.name)
    )
    return f"{name}.pdf"


def check_letters(library: Library, workshop_id: int, chosen: Iterable[Recipient], template: Letter) -> None:
    """Raise Invalid unless a mail can be made for each of them; no handout is drawn for that."""
    workshop = get_workshop(library, workshop_id)
    check(template)
    for each in chosen:
        recipient_address(each.person)
        fill_in(template, each.person, workshop)


def recipient_address(person: Participant) -> Address:
    """The person's address as mail servers take it. Raises Invalid."""
    made = _address(person.email, person.name)
    if made is None:
        raise Invalid(
            tr("“{address}” is not an e-mail address. Correct it under People.", address=person.email), count=1
        )
    return made


def sender_address(sender: str, name: str = "") -> Address:
    """The facilitator's own address. Raises Invalid."""
    made = _address(sender, name)
    if made is None:
        raise Invalid(tr("“{address}” is not an e-mail address to send from.", address=sender))
    return made


def _address(address: str, name: str) -> Address | None:
    try:
        parsed = Address(addr_spec=address.strip())
        # A domain in other letters has a spelling in ASCII that every server takes.
        domain = parsed.domain.encode("idna").decode("ascii")
        return Address(display_name=name, username=parsed.username, domain=domain)
    except (ValueError, IndexError, MessageError):
        return None
