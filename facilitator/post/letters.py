"""The words of the mail: one template for all, filled in for each person."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from facilitator.content_files import content, fields, wrong_fields
from facilitator.errors import Invalid
from facilitator.i18n import SOURCE, long_day, speaking, tr
from facilitator.post.greeting import greeted_as, whole
from facilitator.post.tables import Parcel
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line
from facilitator.workshop.preferences import Preference
from facilitator.workshop.tables import Participant, Workshop

PLACEHOLDERS = ("name", "first_name", "workshop", "date", "follow_up", "place", "facilitator", "client")
"""What may stand in braces in a template."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body, as a template with placeholders or filled in."""

    subject: str
    body: str


_Text = Annotated[str, fields(*PLACEHOLDERS)]


class _Words(Record):
    subject: _Text
    body: _Text


_TEMPLATE: Preference[Letter | None] = Preference("mail_template", Letter, None)
"""Of a parcel and a language, as `_of` names them."""


def letter_template(library: Library, parcel: Parcel = Parcel.HANDOUT, language: str = SOURCE) -> Letter:
    """The facilitator's own template in a language, else the one that comes with the program."""
    return _TEMPLATE.get(library, *_of(parcel, language)) or original_template(parcel, language)


def original_template(parcel: Parcel = Parcel.HANDOUT, language: str = SOURCE) -> Letter:
    """The template that comes with the program, in one of `i18n.languages`."""
    words = content(_Words, "mail", f"{parcel.value}.json")
    with speaking(language):
        return Letter(tr(words.subject), tr(words.body))


def keep_template(library: Library, template: Letter, parcel: Parcel = Parcel.HANDOUT, language: str = SOURCE) -> None:
    """Keep a template for the next mail in its language. Raises Invalid when it can't be filled in."""
    check(template)
    _TEMPLATE.set(library, template, *_of(parcel, language))


def check(template: Letter) -> None:
    """Raise Invalid, naming what is wrong, unless the template can be filled in."""
    if not template.subject.strip():
        raise Invalid(tr("The mail needs a subject."))
    for text in (template.subject, template.body):
        if wrong := wrong_fields(text, PLACEHOLDERS):
            raise Invalid(wrong)


def fill_in(template: Letter, person: Participant, workshop: Workshop) -> Letter:
    """The letter to one person, with dates in the language that is spoken.

    Raises Invalid when the template can't be filled in.
    """
    check(template)
    values = {
        "name": whole(person.name),
        "first_name": greeted_as(person.name, person.given_name),
        "workshop": workshop.title,
        "date": _day(workshop.held_on),
        "follow_up": _day(workshop.follow_up),
        "place": workshop.place,
        "facilitator": workshop.facilitator,
        "client": workshop.client,
    }
    subject = one_line(template.subject.format_map(values))
    # A date or place that is not known leaves no empty brackets behind.
    body = template.body.format_map(values).replace(" ()", "")
    return Letter(subject, body)


def _of(parcel: Parcel, language: str) -> list[str]:
    # The usual parcel and language go without saying: they were the first there were.
    return [name for name in (parcel, language) if name not in (Parcel.HANDOUT, SOURCE)]


def _day(day: date | None) -> str:
    return long_day(day) if day else ""
