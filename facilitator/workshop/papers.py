"""How a workshop's papers are: in which language, on which paper, which sections in which order, with names or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import SOURCE, languages, tr
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.agreement import refuse_under_agreement
from facilitator.workshop.find import find_workshop
from facilitator.workshop.preferences import Preference
from facilitator.workshop.tables import Workshop
from facilitator.workshop.workshops import get_workshop

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """The choices for one workshop.

    `order` and `left_out` hold keys of sections; those in neither follow in their usual order. With `names`, the
    summary says who wrote a card and whose an action is, as the room agreed; contacts are named nowhere. `language`
    is one of `i18n.languages`, "" for the workshop's own. Paper and language go for the worksheets as well, and the
    language for letters and calendars.
    """

    order: tuple[str, ...] = field(default=())
    left_out: tuple[str, ...] = field(default=())
    names: bool = False
    cover: bool = True
    paper: str = "a4"
    language: str = ""

    def spoken(self, workshop: Workshop) -> str:
        """The language of the papers: the chosen one, else the workshop's own where there is one, else English."""
        there = languages()
        return next((each for each in (self.language, workshop.language) if each in there), SOURCE)

    def arranged(self, sections: Sequence[tuple[str, T]]) -> list[T]:
        """The sections that are wanted, given with their keys, in the order that is wanted."""
        place = {key: number for number, key in enumerate(self.order)}
        usual = {key: number for number, (key, _) in enumerate(sections)}
        wanted = [(key, each) for key, each in sections if key not in self.left_out]
        wanted.sort(key=lambda pair: _place(pair[0], place, usual))
        return [each for _, each in wanted]


OPTIONS = Preference("report_options", PaperOptions, PaperOptions())
"""Of one workshop."""


def paper_options(library: Library, workshop_id: int) -> PaperOptions:
    """What was chosen for a workshop's documents."""
    return OPTIONS.get(library, workshop_id)


def spoken_in(library: Library, workshop_id: int, options: PaperOptions | None = None) -> str:
    """The language of a workshop's papers and mails, by these options or those that were chosen."""
    if options is not None:
        return options.spoken(get_workshop(library, workshop_id))

    def read() -> str:
        return paper_options(library, workshop_id).spoken(get_workshop(library, workshop_id))

    return library.once(("spoken in", workshop_id), read)


def spoken_within(session: Session, workshop_id: int) -> str:
    """The language of a workshop's papers, within a session."""
    return OPTIONS.within(session, workshop_id).spoken(find_workshop(session, workshop_id))


def spoken_at(library: Library, step_id: int) -> str:
    """The language in which the room answers a step and sees it: that of the workshop's papers."""
    return spoken_in(library, get_step(library, step_id).workshop_id)


def keep_paper_options(library: Library, workshop_id: int, options: PaperOptions) -> None:
    """Choose. Raises Invalid for a language or a paper there is none of, and for names under a works agreement."""
    check(options)
    check_names(library, workshop_id, options)
    OPTIONS.set(library, options, workshop_id)


def check_names(library: Library, workshop_id: int, options: PaperOptions) -> None:
    """Raise Invalid for names in the summary under a works agreement."""
    if options.names:
        with library.read() as session:
            refuse_under_agreement(session, workshop_id, tr("The summary names nobody beside cards and actions."))


def drop_names(library: Library, workshop_id: int) -> None:
    """Take names beside cards and actions off the summary, where they were chosen."""
    options = paper_options(library, workshop_id)
    if options.names:
        OPTIONS.set(library, replace(options, names=False), workshop_id)


def check(options: PaperOptions) -> None:
    """Raise Invalid for a language or a paper there is none of."""
    if options.paper not in ("a4", "letter"):
        raise Invalid(tr("There is no paper “{name}”.", name=options.paper))
    if options.language and options.language not in languages():
        raise Invalid(tr("There are no texts in “{name}”.", name=options.language))


def only(options: PaperOptions, wanted: Sequence[str], there: Sequence[str]) -> PaperOptions:
    """The options with the `wanted` sections alone, in their order. Raises Invalid for one that is not `there`."""
    for key in wanted:
        if key not in there:
            raise Invalid(tr("There is no section “{key}”. There are: {all}.", key=key, all=", ".join(there)))
    return replace(options, order=tuple(wanted), left_out=tuple(key for key in there if key not in wanted))


def _place(key: str, chosen: dict[str, int], usual: dict[str, int]) -> tuple[float, int]:
    """Chosen ones by the choice; one that is new stays behind the last chosen one before it in the usual order."""
    if key in chosen:
        return chosen[key], 0
    before = [chosen[other] for other, number in usual.items() if other in chosen and number < usual[key]]
    return (max(before) if before else -1), usual[key] + 1
