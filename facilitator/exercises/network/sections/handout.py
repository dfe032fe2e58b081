"""One participant's part of their handout: own shapes, numbers and contacts, what stands out, room to reflect.

Of everybody else it holds the room's medians alone.
"""

from collections.abc import Callable
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.tables import Column, Table
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.insights import (
    debrief_questions,
    insights,
    more_stands_out,
    suggested_steps,
    themes_unsaid,
)
from facilitator.exercises.network.live import Profile, Room
from facilitator.exercises.network.rounds.changes import PersonChange, read_changes
from facilitator.exercises.network.sections.figures import (
    SHAPES,
    going_on,
    hundredths,
    in_steps_note,
    is_coarse,
    own_figure,
    share_of,
)
from facilitator.exercises.network.sections.own_map import own_map
from facilitator.exercises.network.sections.since import own_change
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library

_LINES = 3
_NAME = 68.0
"""Width of the contacts' column: most names on one line beside five questions."""
_ROW = 21.0
_HEAD = 90.0


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """A function from a participant's id to their sections; empty for somebody who did not answer."""
    room = Room(library, step_id)
    changes = read_changes(library, step_id)

    def sections(participant_id: int) -> list[Section]:
        found = room.profiles.get(participant_id)
        if found is None or not found.view.entry:
            return []
        change = changes.get(participant_id)
        contacts = tuple(contact.label for contact in found.view.contacts) if found.view.entry == "contact" else ()
        if change is not None:
            contacts += (change.earlier.title, *(contact.label for contact in change.dropped or ()))
        asked = tuple(text for factor in room.setup.active for text in (factor.label, factor.question, *factor.codes))
        return [
            Section(tr("Your network"), lambda _width: _network(room, found, change), (*contacts, *asked), "network")
        ]

    return sections


def _network(room: Room, found: Profile, change: PersonChange | None) -> list[Any]:
    if not found.view.size:
        nobody = tr("You put nobody on your list, so there is no shape to be shown.")
        since = own_change(room, change) if change is not None else []
        return [blocks.heading(1, tr("Your network")), blocks.lead(nobody), *since, *_reflection()]
    flow: list[Any] = [
        blocks.heading(1, tr("Your network")),
        blocks.lead(
            trn(
                "These pages show the {count} person you turn to, as you described them.",
                "These pages show the {count} people you turn to, as you described them.",
                found.view.size,
            )
        ),
        blocks.SideBySide([own_figure(room, found, shape) for shape in SHAPES]),
        blocks.note(
            tr(
                "Diversity is high when your contacts spread evenly over the answers. Strength is high when they are "
                "near, often met and long known. Neither is better: a network needs both. The median is the middle of "
                "the room, question by question."
            )
        ),
        *([blocks.caption(in_steps_note(room))] if is_coarse(room) else []),
    ]
    since = own_change(room, change) if change is not None else []
    return [
        *flow,
        *_stands_out(room, found),
        *since,
        *own_map(room, found),
        *_numbers(room, found),
        *_contacts(room, found),
        *_reflection(),
    ]


def _stands_out(room: Room, found: Profile) -> list[Any]:
    said = insights(room.factors, found.measures)
    flow: list[Any] = [blocks.heading(2, tr("What stands out"))]
    if not said:
        return [*flow, blocks.empty_state(tr("There are too few answers to say what stands out."))]
    asks = (tr("A question"), tr("One step"))
    flow += [blocks.insight(one.observation, one.question, one.step, asks) for one in said]
    more = more_stands_out(themes_unsaid(room.factors, found.measures))
    return [*flow, blocks.caption(more)] if more else flow


def _numbers(room: Room, found: Profile) -> list[Any]:
    columns = [
        Column(tr("Question")),
        Column(tr("Diversity"), "right"),
        Column(tr("Strength"), "right"),
        Column(tr("Most of them"), "left"),
        Column(tr("Share"), "right"),
        Column(tr("Contacts"), "right"),
    ]
    rows = []
    strength = dict(zip(room.axes, found.shapes.strength, strict=True))
    for factor in room.setup.asked(found.view.entry):
        one = found.measures.factors[factor.key]
        most = ", ".join(factor.codes[code - 1] for code in one.top_codes) if one.n else "–"
        rows.append(
            (
                factor.question,
                hundredths(one.diversity),
                hundredths(strength.get(factor)),
                most,
                share_of(one.top_share),
                trn("{n} of {count}", "{n} of {count}", one.size, n=one.n),
            )
        )
    return [
        # Short enough to stand whole on one page.
        blocks.room_for(_HEAD + _ROW * len(rows)),
        blocks.heading(2, tr("Your numbers")),
        Table(columns, rows),
        blocks.caption(tr("Diversity and strength in points of 100. Fewer than five contacts: take them with care.")),
    ]


def _contacts(room: Room, found: Profile) -> list[Any]:
    if found.view.entry == "tally":
        return [
            blocks.heading(2, tr("Your counts")),
            blocks.paragraph(tr("You entered numbers only, so no contact is recorded here or anywhere else.")),
            _counts(room, found),
        ]
    columns = [Column(tr("Contact"), width=_NAME), *(Column(factor.label) for factor in room.factors)]
    rows = [
        (contact.label, *(_answer(factor, contact.ratings.get(factor.key)) for factor in room.factors))
        for contact in found.view.contacts
    ]
    return [blocks.heading(2, tr("Your contacts")), Table(columns, rows)]


def _counts(room: Room, found: Profile) -> Table:
    rows = []
    for factor in room.setup.asked("tally"):
        counts = found.measures.factors[factor.key].counts
        for at, (code, count) in enumerate(zip(factor.codes, counts, strict=True)):
            rows.append((factor.question if at == 0 else "", code, str(count)))
    columns = [Column(tr("Question")), Column(tr("Answer")), Column(tr("Contacts"), "right")]
    return Table(columns, rows, joined=going_on(rows))


def _answer(factor: Factor, code: int | None) -> str:
    if code is None:
        return "–"
    if code > 0:
        return factor.codes[code - 1]
    return {
        Missing.NOT_COMPARABLE: factor.not_comparable or tr("not comparable"),
        Missing.SKIPPED: tr("left out"),
        Missing.DECLINED: tr("not said"),
    }[Missing(code)]


def _reflection() -> list[Any]:
    flow: list[Any] = [blocks.room_for(_HEAD), blocks.heading(2, tr("Steps you might try"))]
    flow += blocks.bullets(suggested_steps())
    flow += [blocks.heading(2, tr("Room to reflect"))]
    for question in debrief_questions():
        flow += blocks.writing_space(question, _LINES)
    return flow
