"""The room's part of the summary: shapes, measures, what stands out, and how the numbers are made. It names nobody."""

from collections.abc import Callable, Sequence
from statistics import fmean, median
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.insights import debrief_questions, room_findings
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.method import method_note, shortened
from facilitator.exercises.network.roles.load import LOAD_STEPS, RoomLoad, room_load
from facilitator.exercises.network.room import fine_from, middle_half_of
from facilitator.exercises.network.rounds.changes import SHAPES, answered_room
from facilitator.exercises.network.rounds.findings import EarlierFindings, earlier_findings
from facilitator.exercises.network.rounds.rounds import rounds_of
from facilitator.exercises.network.rounds.shown import read_shown_change
from facilitator.exercises.network.sections.changes import (
    how_far,
    lists_unfinished,
    nothing_told,
    room_changed,
    stood_out,
)
from facilitator.exercises.network.sections.figures import (
    any_value,
    going_on,
    has_lines,
    hundredths,
    in_steps_note,
    is_coarse,
    mean_shares,
    middle_half,
    room_bars,
    room_figure,
    shape_name,
    share_of,
    shown_axes,
    told_people,
)
from facilitator.exercises.network.sections.first_page import first_page
from facilitator.exercises.network.sections.whole import groups_side_by_side, whole_network
from facilitator.exercises.network.steps import steps_for
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.network.wording import Words
from facilitator.i18n import half, tr, trn
from facilitator.rounding import whole
from facilitator.storage.library import Library

_MEASURE, _FORMULA = 84.0, 150.0
"""Widths of columns, so that the sentences between have the most room."""
_OF_SHAPES = ("diversity", "strength", "reach", "band")
_OF_NETWORK = ("room_density", "isolates", "reciprocity", "mixing")
_OF_CHANGES = ("paired",)
"""Measures that a summary shows, by their keys in the method note: always, of the room's network, and of a change."""
_WHOLE_TABLE = 150.0
"""Points that a heading and the first rows below it should have left on the page."""


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """The room's networks and the method note."""
    room = answered_room(library, step_id)
    network, smallest = read_room_network(library, step_id), room.floor
    change, rounds = read_shown_change(library, step_id), rounds_of(library, step_id)
    before = earlier_findings(library, step_id)
    load = room_load(library, step_id)
    steps = steps_for(LOAD_STEPS, room.setup.words, library)
    groups = {text for person in network.people for text in (person.team, person.location, person.level) if text}

    def further() -> list[Any]:
        title = tr("What changed: {title}", title=rounds[-1].title) if len(rounds) > 1 else tr("What changed")
        return [
            *_load(load, steps),
            *(room_changed(change, title) if change is not None else []),
            *groups_side_by_side(library, room, smallest),
            *whole_network(network, smallest),
        ]

    texts = tuple(text for factor in room.factors for text in (factor.label, factor.question, *factor.codes))
    texts += tuple(each.title for each in before)
    return [
        *first_page(library, room, names=names),
        Section(
            tr("The room’s networks"), lambda _width: _networks(room, before, further), (*texts, *groups), "networks"
        ),
        Section(
            tr("How the numbers are made"),
            lambda _width: _method(room.setup.words, network=bool(network.ties), changes=change is not None),
            key="method",
            last=True,
        ),
    ]


def _load(load: RoomLoad | None, steps: Sequence[str]) -> list[Any]:
    """How many are asked for more than they can give, and what can be done about it where some are."""
    if load is None or not load.answered:
        return []
    bullets = blocks.bullets([*steps]) if load.told and steps else []
    return blocks.together([blocks.heading(2, tr("Asked for more than one can give")), blocks.paragraph(load.sentence),
                            *bullets])  # fmt: skip


def _networks(room: RoomProfiles, before: Sequence[EarlierFindings], further: Callable[[], list[Any]]) -> list[Any]:
    answered = [found for found in room.profiles.values() if found.view.entry]
    flow: list[Any] = [blocks.heading(1, tr("The room’s networks")), blocks.lead(_taking_part(room, len(answered)))]
    if not any_value(room):
        return [*flow, blocks.empty_state(_nothing_yet(room)), *stood_out(before)]
    flow += [
        blocks.SideBySide([room_figure(room, shape) for shape in SHAPES]),
        blocks.note(_what_the_lines_are(room)),
        *_stands_out(room, before),
        blocks.space_for(_WHOLE_TABLE),
        blocks.heading(2, tr("Question by question")),
        blocks.SideBySide([room_bars(room, shape) for shape in SHAPES]),
    ]
    for shape in SHAPES:
        flow += [blocks.space_for(_WHOLE_TABLE), blocks.heading(3, shape_name(shape)), _measures(room, shape)]
    flow += [*further(), blocks.heading(2, tr("Answers of the whole room")), _answers(room)]
    said = tr(
        "The share of each person’s rated contacts, averaged over the people in the last column: those who "
        "rated at least one. Contacts without an answer, or whom one can’t compare, are in no share."
    )
    if is_coarse(room):
        said += " " + tr("Of fewer than {count} people it is in steps of 5%.", count=fine_from(room.floor))
    flow.append(blocks.caption(said))
    return [*flow, *_questions()]


def _nothing_yet(room: RoomProfiles) -> str:
    few = [shown for shape in SHAPES if isinstance(shown := room.shown(shape), Withheld) and shown.answered]
    return few[0].reason if few else tr("Nobody has a shape yet, so there is nothing to show here.")


def _what_the_lines_are(room: RoomProfiles) -> str:
    median_and_weight = tr(
        "Half of the people lie below the median and half above; in the middle half lie half of them. Both are taken "
        "question by question, so nobody has the median’s shape. Everybody weighs the same, however long their list is."
    )
    if is_coarse(room):
        median_and_weight += " " + in_steps_note(room)
    if not has_lines(room):
        return median_and_weight
    lines = tr(
        "Each faint line is the mean of {count} people or more whose shapes are alike, in steps of 5 points: no line "
        "is one person’s.",
        count=room.floor,
    )
    return f"{lines} {median_and_weight}"


def _taking_part(room: RoomProfiles, answered: int) -> str:
    sizes = [found.view.size for found in room.profiles.values() if found.view.entry]
    tallies = sum(found.view.entry == "tally" for found in room.profiles.values())
    said = trn(
        "{answered} of {count} person took part.", "{answered} of {count} people took part.", len(room.names),
        answered=answered,
    )  # fmt: skip
    if len(sizes) < room.floor:
        return said
    sentences = [said, *_sizes_of_lists(sizes, room.floor)]
    if tallies == answered:
        sentences.append(tr("Everybody gave counts alone, as a tally."))
    elif not tallies:
        sentences.append(tr("Everybody listed their contacts one by one."))
    elif min(tallies, answered - tallies) >= room.floor:
        sentences.append(
            tr(
                "{contact} entered them contact by contact, {tally} as a tally.",
                contact=answered - tallies,
                tally=tallies,
            )
        )
    unfinished = sum(bool(found.view.entry) and not found.view.finished for found in room.profiles.values())
    if unfinished:
        sentences.append(lists_unfinished(unfinished))
    return " ".join(sentences)


def _sizes_of_lists(sizes: Sequence[int], floor: int) -> list[str]:
    """How long the lists are, as far as it is nobody's own length."""
    if len(sizes) < fine_from(floor):
        # The median of few lists is the length of one of them, and somebody may be known by it.
        return [tr("On average their lists hold {mean} contacts.", mean=whole(fmean(sizes)))]
    # The shortest and the longest list are one person's each, who may be known by it; the middle half is nobody's.
    least, most = middle_half_of(sizes)
    lists = [
        tr(
            "The median length of their lists is {median} contacts: half of them are that long or shorter.",
            median=half(median(sizes)),
        )
    ]
    if least < most:
        lists.append(tr("At least half of the lists hold {least} to {most}.", least=least, most=most))
    return lists


def _measures(room: RoomProfiles, shape: str) -> PrintedTable:
    columns = [
        PrintedColumn(tr("Question")),
        PrintedColumn(tr("Median"), "right"),
        PrintedColumn(tr("Middle half"), "right"),
        PrintedColumn(tr("People"), "right"),
    ]
    rows = [
        (factor.question, hundredths(axis.median), middle_half(axis), str(axis.n))
        for factor, axis in zip(room.axes, shown_axes(room, shape), strict=True)
        if shape == "diversity" or factor.has_strength
    ]
    return PrintedTable(columns, rows)


def _answers(room: RoomProfiles) -> PrintedTable:
    """The mean share of each answer over people, so that a long list counts no more than a short one.

    Where fewer people answered a question than the floor, only their number is there; of few, shares in steps.
    """
    columns = [
        PrintedColumn(tr("Question")),
        PrintedColumn(tr("Answer")),
        PrintedColumn(tr("Mean share"), "right"),
        PrintedColumn(tr("People"), "right"),
    ]
    rows = []
    for factor in room.factors:
        rated = sum(bool(found.measures.factors[factor.key].n) for found in room.profiles.values())
        people = str(told_people(room, rated))
        shares = mean_shares(room, factor)
        for at, code in enumerate(factor.codes):
            share = shares[at] if shares else None
            rows.append((factor.question if at == 0 else "", code, share_of(share), people if at == 0 else ""))
    return PrintedTable(columns, rows, joined=going_on(rows))


def _stands_out(room: RoomProfiles, before: Sequence[EarlierFindings]) -> list[Any]:
    measures = [each.measures for each in room.profiles.values()]
    found, unsaid = room_findings(room.factors, measures, floor=room.floor, given=room.given, words=room.setup.words)
    answered = sum(bool(each.view.entry) for each in room.profiles.values())
    flow: list[Any] = [blocks.heading(2, tr("What stands out"))]
    if before:
        flow.append(blocks.heading(3, tr("What stands out now")))
        flow.append(blocks.paragraph(trn("{count} person has answered.", "{count} people have answered.", answered)))
    if not found:
        return [*flow, blocks.empty_state(nothing_told()), *stood_out(before)]
    steps = list(dict.fromkeys(one.step for one in found))
    flow += blocks.bullets([one.sentence for one in found])
    if notes := how_far(found, unsaid, answered):
        flow.append(blocks.caption(" ".join(notes)))
    return [*flow, *stood_out(before), blocks.heading(3, tr("Things to try")), *blocks.bullets(steps)]


def _questions() -> list[Any]:
    return [blocks.heading(2, tr("Questions to go on with")), *blocks.bullets(debrief_questions())]


def _method(words: Words, *, network: bool, changes: bool) -> list[Any]:
    """How those numbers are made that this summary shows; the program explains the others."""
    shown_here = [*_OF_SHAPES, *(_OF_NETWORK if network else ()), *(_OF_CHANGES if changes else ())]
    note = shortened(method_note(words), shown_here)
    flow: list[Any] = [blocks.heading(1, note.title), *(blocks.paragraph(text) for text in note.lead)]
    columns = [
        PrintedColumn(tr("Measure"), width=_MEASURE),
        PrintedColumn(tr("What it says")),
        PrintedColumn(tr("Formula and source"), width=_FORMULA),
    ]
    flow += [
        blocks.note(note.symbols),
        PrintedTable(
            columns,
            [(one.name, f"{one.sentence} {one.small}", f"{one.formula}  {one.source}") for one in note.measures],
        ),
        *blocks.bullets(note.differences),
        blocks.heading(2, tr("Sources")),
        *blocks.bullets([*note.credits, *note.references]),
    ]
    return flow
