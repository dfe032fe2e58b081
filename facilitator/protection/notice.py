"""The notice on how data is treated: a page filled from the workshop, and the sentences of it for the station.

What it promises is kept by the program, by a test for each sentence; what it says of rights is no legal advice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Annotated, Any

from facilitator.content_files import content, fields, keyed
from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.style import BODY, Paper
from facilitator.documents.template import Document
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import long_day, speaking, tr
from facilitator.post.account import mail_account
from facilitator.records import Record
from facilitator.reports.branding import branding
from facilitator.reports.compose import Composed
from facilitator.storage.library import Library
from facilitator.workshop.agreement import FLOOR, paper_foot
from facilitator.workshop.data_protection import NAMES_KEPT_FOR, protection_of
from facilitator.workshop.papers import PaperOptions, paper_options
from facilitator.workshop.workshops import get_workshop

_TEXT = BODY.with_(size=8.2, leading=10.5, after=1.5)
"""As large as a page takes in every language."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said to the people of one workshop, in `language`.

    `sections` are headings with their paragraphs. `short` is the station's one sentence; `purpose` and `consent` say it
    at length, `others` is for whoever writes about people. `counted` is what one may tick where contacts are named, ""
    elsewhere. `more` is the word for all the rest. `version` changes with every word.
    """

    language: str
    version: str
    title: str
    short: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    purpose: str
    consent: str
    others: str
    counted: str
    more: str


def notice_of(library: Library, workshop_id: int, language: str = "") -> Notice:
    """The notice of a workshop in the language of its papers, unless another is given. Raises NotFound."""
    spoken = language or paper_options(library, workshop_id).spoken(get_workshop(library, workshop_id))
    with speaking(spoken):
        return _notice(library, workshop_id, spoken)


def notice_page(library: Library, workshop_id: int, options: PaperOptions | None = None) -> Composed:
    """The notice as a document; `options` tell paper and language, those that the workshop keeps unless given."""
    chosen, workshop = options or paper_options(library, workshop_id), get_workshop(library, workshop_id)
    found = notice_of(library, workshop_id, chosen.spoken(workshop))
    with speaking(found.language):
        document = Document(
            title=found.title,
            kicker=workshop.title,
            author=workshop.facilitator,
            subject=found.title,
            language=found.language,
            paper=Paper[chosen.paper.upper()],
            brand=branding(library),
            privacy=paper_foot(library, workshop_id, tr("Version {version}.", version=found.version)),
        )
        typed = (workshop.title, *(text for _, texts in found.sections[:1] for text in texts))
        section = Section(found.title, lambda _width: _flow(found), typed)
    return Composed(document, (section,), (*typed, document.brand.contact))


def _flow(notice: Notice) -> list[Any]:
    flow: list[Any] = []
    for heading, paragraphs in notice.sections:
        flow += [blocks.heading(3, heading), *(blocks.paragraph(text, _TEXT) for text in paragraphs)]
    return [*flow, blocks.callout(notice.consent), blocks.paragraph(notice.others, _TEXT)]


def _notice(library: Library, workshop_id: int, language: str) -> Notice:
    words, workshop, promise = _words(), get_workshop(library, workshop_id), protection_of(library, workshop_id)
    account = mail_account(library)
    kept = [(step.title, each.data_kept(library, step.id)) for step, each in exercise_steps(library, workshop_id)]
    others = any(each.others for _, each in kept)
    values = {
        "workshop": workshop.title,
        "responsible": promise.responsible.rstrip("."),
        "contact": promise.contact.rstrip("."),
        "floor": FLOOR,
        "date": long_day(promise.keep_until),
        "days": NAMES_KEPT_FOR.days,
        "host": account.host if account else "",
        "server": library.server,
    }
    texts = {key: tr(text, **values) for key, text in words["texts"].items()}

    def paragraphs() -> Iterator[tuple[str, tuple[str, ...]]]:
        named = promise.responsible and promise.contact
        yield "responsible", (texts["responsible" if named else "unnamed"],)
        yield "purpose", (texts["purpose"],)
        agreed = (texts["agreement"],) if promise.agreement else ()
        yield "basis", (texts["basis"], *((texts["choice"],) if others else ()), *agreed)
        roster = texts["roster_agreement" if promise.agreement else "roster"]
        of_steps = dict.fromkeys(each.what for _, each in kept if each.what)
        yield "kept", (roster, *of_steps, f"{texts['actions']} {texts['reading']}")
        of_steps = dict.fromkeys(each.seen for _, each in kept if each.seen)
        keeps = texts["facilitator_server" if library.server else "facilitator"]
        yield "seen", (*of_steps, f"{texts['actions_seen']} {keeps}")
        delivered = (texts["delivered"],) if promise.agreement else ()
        yield "mail", (texts["mail" if values["host"] else "paper"], *delivered)
        elsewhere = (texts["elsewhere"], *((texts["elsewhere_server"],) if library.server else ()))
        yield "until", (texts["until"], *((texts["names"],) if others else ()), *elsewhere)
        yield "rights", (texts["rights"], *((texts["limits"],) if any(each.nobodys for _, each in kept) else ()))
        yield "machine", (texts["machine"],)

    headings = {key: tr(text) for key, text in words["headings"].items()}
    sections = tuple((headings[key], said) for key, said in paragraphs())
    wordings = (words[key] for key in ("short", "purpose", "consent", "initials", "others", "counted", "title", "more"))
    short, purpose, consent, initials, about_people, counted, title, more = (tr(text, **values) for text in wordings)
    if others:
        about_people = f"{initials} {about_people}"
    told = [text for _, said in sections for text in said]
    every = "\n".join([language, *told, short, purpose, consent, about_people])
    version = f"{words['version']}-{sha256(every.encode()).hexdigest()[:8]}"
    return Notice(
        language, version, title, short, sections, purpose, consent, about_people, counted if others else "", more
    )


_Text = Annotated[str, fields("workshop", "responsible", "contact", "floor", "date", "days", "host", "server")]
_HEADINGS = "responsible purpose basis kept seen mail until rights machine"
_PARAGRAPHS = (
    "responsible unnamed purpose basis choice agreement roster roster_agreement reading actions actions_seen "
    "facilitator facilitator_server mail paper delivered until names elsewhere elsewhere_server rights limits machine"
)


class _Words(Record):
    version: str
    title: _Text
    short: _Text
    purpose: _Text
    consent: _Text
    initials: _Text
    others: _Text
    counted: _Text
    more: _Text
    headings: keyed(str, *_HEADINGS.split())  # type: ignore[valid-type]
    texts: keyed(_Text, *_PARAGRAPHS.split())  # type: ignore[valid-type]


@cache
def _words() -> dict[str, Any]:
    return content(_Words, "notices", "page.json").model_dump()
