"""Making one document for the preview, off the thread of the windows."""

from dataclasses import dataclass

from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.reports.compose import Handouts, handout_parts, summary, summary_parts
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options, paper_options
from facilitator.workshop.roster import get_participant


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, empty where nothing is chosen for it.

    `sections` are all that the document could have, as keys and titles in the chosen order; `people` are those who
    have a handout.
    """

    content: bytes
    sections: tuple[tuple[str, str], ...]
    people: tuple[tuple[int, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The sections in any order, to tell whether they are others than before."""
        return tuple(sorted(key for key, _ in self.sections))


def rendered(library: Library, workshop_id: int, options: PaperOptions, participant_id: int) -> LongWork[Rendered]:
    """Keep the options, and make the summary, or a participant's handout where there is one."""
    yield Progress(0, 2, tr("Making the document"))
    if options != paper_options(library, workshop_id):
        keep_paper_options(library, workshop_id, options)
    handouts = Handouts(library, workshop_id, options)
    people = tuple((person.id, handouts.called(person)) for person, _ in handouts)
    yield Progress(1, 2, tr("Making the document"))
    if participant_id in dict(people):
        found = handouts.of(get_participant(library, participant_id))
        parts = handout_parts(library, workshop_id)
    else:
        found = summary(library, workshop_id, options)
        parts = [(key, section.title) for key, section in summary_parts(library, workshop_id, names=options.names)]
    every = PaperOptions(order=options.order)
    arranged = every.arranged([(key, (key, title)) for key, title in parts])
    content = found.render() if found is not None and found.sections else b""
    return Rendered(content, tuple(arranged), people)
