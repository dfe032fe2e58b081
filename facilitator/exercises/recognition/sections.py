"""Thanks on paper: for the client what both sides agreed to, for a participant those to them."""

from collections.abc import Callable, Sequence
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.recognition.figures import figures
from facilitator.exercises.recognition.thanks import PERSON, TEAM, Thanks, in_a_line, read_thanks, shown
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.papers import own_answers, room_section
from facilitator.storage.library import Library


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """Who shared and what worked, teams before people, then where thanks go.

    Without `names` nobody's name is on it: thanks to people are counted, and those to teams say not from whom they are.
    """
    agreed = shown(read_thanks(library, step_id))
    listed = [each for each in agreed if names or each.kind == TEAM]
    title = tr("Who shared, what worked")

    def build(_width: float) -> list[Any]:
        flow: list[Any] = [blocks.heading(1, title)]
        if not agreed:
            return [*flow, blocks.empty_state(tr("Nobody’s thanks may be read by others."))]
        for kind, heading in ((TEAM, tr("Teams")), (PERSON, tr("Colleagues"))):
            those = [each for each in listed if each.kind == kind]
            if those:
                flow += [blocks.heading(2, heading), *blocks.bullets([_line(each, with_giver=names) for each in those])]
        if len(listed) < len(agreed):
            flow.append(blocks.note(_left_out(len(agreed) - len(listed))))
        return flow

    texts = (title, *_texts(listed))
    room = room_section(read_room(library, step_id), figures(library, step_id).values())
    return [Section(title, build, texts, "thanks"), room]


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """The thanks to a participant and their team that its giver lets them read, then what they answered themselves."""
    told = [each for each in read_thanks(library, step_id) if each.is_told]
    own = own_answers(library, step_id)

    def sections(participant_id: int) -> list[Section]:
        received = [each for each in told if participant_id in each.to_people]
        return [*([_received(received)] if received else []), *own(participant_id)]

    return sections


def _received(received: Sequence[Thanks]) -> Section:
    title = tr("Thanks to you")

    def build(_width: float) -> list[Any]:
        lines = [_line(each, with_giver=True, own=each.kind == PERSON) for each in received]
        return [blocks.heading(1, title), *blocks.bullets(lines)]

    return Section(title, build, (title, *_texts(received)), "thanks")


def _line(thanks: Thanks, *, with_giver: bool, own: bool = False) -> str:
    words = in_a_line(thanks) if own else tr("{to}: {what}", to=thanks.to, what=in_a_line(thanks))
    return tr("{what} ({giver})", what=words, giver=thanks.giver) if with_giver else words


def _texts(thanks: Sequence[Thanks]) -> list[str]:
    return [text for each in thanks for text in (each.to, each.why, each.result, each.giver)]


def _left_out(count: int) -> str:
    return trn(
        "{count} thanks names a colleague. It stands only in a summary that may name people.",
        "{count} thanks name colleagues. They stand only in a summary that may name people.",
        count,
    )
