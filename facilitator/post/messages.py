"""One mail as every mail program reads it: text, and the person's own handout as the only attachment."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from io import BytesIO

from facilitator.documents.style import Paper
from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.post.letters import Letter, fill_in
from facilitator.reports.compose import Composed, Handouts
from facilitator.storage.library import Library
from facilitator.workshop.tables import Participant
from facilitator.workshop.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with an address and a handout."""

    person: Participant
    composed: Composed


def recipients(library: Library, workshop_id: int, paper: str = "a4") -> Iterator[Recipient]:
    """Everybody who has answered and has an address, in the roster's order. `paper` is "a4" or "letter"."""
    for person, composed in Handouts(library, workshop_id, Paper[paper.upper()]):
        if person.email.strip():
            yield Recipient(person, composed)


def without_address(library: Library, workshop_id: int) -> list[str]:
    """The names of those who have a handout and no address."""
    return [person.name for person, _ in Handouts(library, workshop_id, Paper.A4) if not person.email.strip()]


def message(
    library: Library, workshop_id: int, recipient: Recipient, template: Letter, sender: str, *, draft: bool
) -> EmailMessage:
    """The mail to one person. A draft opens in mail programs as an unsent message, whose sender they fill in.

    Raises Invalid for an address or a template that can't be used.
    """
    person, workshop = recipient.person, get_workshop(library, workshop_id)
    letter = fill_in(template, person, workshop)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = letter.subject
    mail["To"] = _address(person.email, person.name)
    if sender:
        mail["From"] = _address(sender, workshop.facilitator)
    if draft:
        mail["X-Unsent"] = "1"
    else:
        mail["Date"] = formatdate(localtime=True)
        mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or None)
    mail.set_content(letter.body)
    mail.add_attachment(
        handout(recipient), maintype="application", subtype="pdf", filename=tr("Handout {name}.pdf", name=person.name)
    )
    return mail


def handout(recipient: Recipient) -> bytes:
    """The person's PDF."""
    content, _ = recipient.composed.document.render(recipient.composed.flowables())
    return content if isinstance(content, bytes) else BytesIO(content).getvalue()


def _address(address: str, name: str) -> Address:
    try:
        return Address(display_name=name, addr_spec=address.strip())
    except (ValueError, IndexError, MessageError) as error:
        raise Invalid(
            tr("“{address}” is not an e-mail address. Correct it under People.", address=address), count=1
        ) from error
