"""One mail as every mail program reads it: text, and the person's own handout as the only attachment."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from functools import partial
from unicodedata import category

from facilitator.errors import Invalid
from facilitator.files import same_file, usable_name
from facilitator.i18n import speaking, tr
from facilitator.post.letters import Letter, check, fill_in
from facilitator.post.tables import Parcel
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.text_matching import without_invisible
from facilitator.worksheets.writing import Sheets
from facilitator.workshop.addresses import ascii_address
from facilitator.workshop.namesakes import beside_names, called
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant
from facilitator.workshop.workshops import get_workshop

_IN_LABELS = "-'’.\u200c\u200d"
_SIGNS = "<>=^`|~$+"
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with an address and what is for them, in which language; `pdf` draws it."""

    person: Participant
    parcel: Parcel
    language: str
    pdf: Callable[[], bytes]
    number: int = 1
    """The how-manieth of those on the roster whose files would have one name."""
    called: str = ""
    """The person's name with what tells them apart from a namesake; "" for the name alone."""


def recipients(
    library: Library,
    workshop_id: int,
    parcel: Parcel = Parcel.HANDOUT,
    options: PaperOptions | None = None,
    only: frozenset[int] | None = None,
) -> Iterator[Recipient]:
    """Everybody for whom there is something, in the roster's order, whether they have an address or not.

    Handouts are for those who have answered, worksheets for all. `only` chooses participants by id; `options` are
    those that the workshop keeps, unless others are given. Raises Invalid when there can be no worksheets.
    """
    people = people_of(library, workshop_id)
    numbers, beside = file_numbers(people), beside_names(people)
    if parcel is Parcel.WORKSHEET:
        sheets = Sheets(library, workshop_id, fillable=True, options=options)
        for person in sheets.people:
            if only is None or person.id in only:
                pdf = partial(sheets.of, person)
                yield Recipient(person, parcel, sheets.language, pdf, numbers[person.id], called(person, beside))
        return
    handouts = Handouts(library, workshop_id, options)
    for person, composed in handouts:
        if only is None or person.id in only:
            yield Recipient(
                person, parcel, handouts.language, composed.render, numbers[person.id], called(person, beside)
            )


def message(
    library: Library, workshop_id: int, recipient: Recipient, template: Letter, sender: str, *, draft: bool
) -> EmailMessage:
    """The mail to one person. A draft opens in mail programs as an unsent message, whose sender they fill in.

    Raises Invalid for an address or a template that can't be used.
    """
    person, workshop = recipient.person, get_workshop(library, workshop_id)
    with speaking(recipient.language):
        letter = fill_in(template, person, workshop)
        name = attachment_name(recipient.called or person.name, recipient.parcel, recipient.number)
    mail = plain_message(letter, recipient_address(person), sender, workshop.facilitator, draft=draft)
    mail.add_attachment(recipient.pdf(), maintype="application", subtype="pdf", filename=name)
    return mail


def plain_message(letter: Letter, to: Address, sender: str, sender_name: str, *, draft: bool) -> EmailMessage:
    """The words of a letter as a mail to one address. Raises Invalid for a sender that can't be used."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _plain(letter.subject)
    mail["To"] = to
    if sender:
        mail["From"] = sender_address(sender, sender_name)
    if draft:
        mail["X-Unsent"] = "1"
    else:
        mail["Date"] = formatdate(localtime=True)
        # Of the sender's domain: by itself it would name this computer.
        mail["Message-ID"] = make_msgid(domain=sender_address(sender).domain)
    mail.set_content("".join(sign for sign in letter.body if sign in "\n\t" or category(sign) not in ("Cc", "Cs")))
    return mail


def attachment_name(name: str, parcel: Parcel = Parcel.HANDOUT, number: int = 1) -> str:
    """What the PDF of somebody who is called `name` is called in the mail, as every file system takes it.

    A `number` from 2 on stands behind it.
    """
    stem = usable_name(
        tr("Worksheet {name}", name=name) if parcel is Parcel.WORKSHEET else tr("Handout {name}", name=name)
    )
    return f"{stem}.pdf" if number < 2 else f"{stem} ({number}).pdf"


def file_numbers(people: Sequence[Participant]) -> dict[int, int]:
    """By id, the how-manieth in this order each one is of those whose files would have one name."""
    met: Counter[str] = Counter()
    numbers, beside = {}, beside_names(people)
    for person in people:
        name = same_file(usable_name(f"Handout {called(person, beside)}"))
        met[name] += 1
        numbers[person.id] = met[name]
    return numbers


def check_letters(library: Library, workshop_id: int, chosen: Iterable[Recipient], template: Letter) -> None:
    """Raise Invalid unless the letter can be filled in for each of them; no handout is drawn for that."""
    workshop = get_workshop(library, workshop_id)
    check(template)
    for each in chosen:
        fill_in(template, each.person, workshop)


def recipient_address(person: Participant) -> Address:
    """The person's address as mail servers take it, with their name. Raises Invalid."""
    return named_address(usable_address(person), person.name)


def usable_address(person: Participant) -> str:
    """The person's address as mail servers take it. Raises Invalid, saying where to mend it."""
    try:
        return ascii_address(person.email)
    except Invalid as error:
        raise Invalid(tr("{problem} Correct it under People.", problem=error.sentence), count=1) from error


def sender_address(sender: str, name: str = "") -> Address:
    """The facilitator's own address. Raises Invalid."""
    try:
        return named_address(ascii_address(sender), name)
    except Invalid as error:
        raise Invalid(tr("“{address}” is not an e-mail address to send from.", address=sender)) from error


def named_address(address: str, name: str) -> Address:
    """An address in ASCII, with a name that no mail program takes for another address."""
    mailbox, _, domain = address.rpartition("@")
    return Address(display_name=_label(name), username=mailbox, domain=domain)


def _label(name: str) -> str:
    """What stands before an address in a header: the name without any sign that has a meaning there.

    A name such as “Berg, Anna <a@b.example>” would be taken for several recipients by whoever reads it carelessly,
    and Python itself loses the quotation marks around a long one. What the person is called is said in the text.
    """
    kept = "".join(
        sign if category(sign)[0] in "LMNS" or sign in _IN_LABELS else " " for sign in without_invisible(name)
    )
    words = " ".join(_plain("".join(" " if sign in _SIGNS else sign for sign in kept)).split())
    return words if len(words) <= _LONGEST_LABEL else words[:_LONGEST_LABEL].rsplit(" ", 1)[0]


def _plain(text: str) -> str:
    """`text` without what would be taken for an encoded word, and decoded into something else."""
    return text.replace("=?", "= ?")
