"""One participant's part of their handout. On its first page the shares of the answers, what stands out and one action.

Then the shapes, the numbers and contacts, and room to reflect. Of everybody else it holds the room's medians alone,
and what most of the room have in common is left out: that is no pattern of one person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.flowables import typed_in
from facilitator.charts.shares import Shares, Whole
from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.documents.flowables import stack_height
from facilitator.documents.section import Section
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.insights import (
    Insight,
    facts_of_place,
    insights,
    more_stands_out,
    of_few,
    questions_to_oneself,
    step_of_nobody,
    step_to_try,
    themes_unsaid,
    thresholds_are_ours,
    worth_reading,
)
from facilitator.exercises.network.live import Profile, RoomProfiles
from facilitator.exercises.network.measures import FEW
from facilitator.exercises.network.own_action.last_time import last_actions
from facilitator.exercises.network.own_action.rows import OwnAction, is_own, own_actions_of
from facilitator.exercises.network.roles.load import LOAD_STEPS, Load, loads, told_to_oneself
from facilitator.exercises.network.rounds.changes import SHAPES, PersonChange, answered_room, read_changes
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.sections.changes import own_change
from facilitator.exercises.network.sections.figures import (
    going_on,
    hundredths,
    in_steps_note,
    is_coarse,
    own_figure,
    own_series,
    share_of,
)
from facilitator.exercises.network.sections.own_map import own_map
from facilitator.exercises.network.steps import steps_for
from facilitator.exercises.network.whole.graph import RoomNetwork, read_room_network
from facilitator.exercises.network.whole.told import told_named
from facilitator.i18n import long_day, short_day, tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.consent import counted

_LINES = 3
_NAME = 68.0
"""Width of the contacts' column: most names on one line beside five questions."""
_LINE, _BETWEEN = 20.0, 0.3
"""A line to write on, and the space between bars: so that the first page holds them, what stands out and one action."""
_FIRST_PAGE = 485.0
"""Points below the heading of the first page, of the lowest paper."""
_FIGURES = 260.0
_ROW = 21.0
_HEAD = 90.0
_QUESTIONS = 6
"""So many answers beside a contact's name find room for their words; of more, words would be broken."""
_FIRST_ROWS = 5
"""Of a long table, that should stand with its heading: the answers to one question."""


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """A function from a participant's id to their sections; empty for somebody who did not answer.

    Of a list that is a copy of an earlier one its owner has said nothing yet.
    """
    room = answered_room(library, step_id)
    changes = read_changes(library, step_id)
    written = last_actions(library, step_id, {person: each.earlier for person, each in changes.items()})
    measures = [found.measures for found in room.profiles.values()]
    of_place = facts_of_place(room.factors, measures, floor=room.floor, given=room.given)

    promised = [
        action for action in actions_of(library, room.setup.workshop_id) if action.wording.status in ("open", "changed")
    ]

    with library.read() as session:
        typed = own_actions_of(session, step_id, current_round(session, step_id))
        agreed = counted(session, room.setup.workshop_id)
        latest = current_round(session, step_id)
        said = loads(session, step_id) if read_analysis(session, step_id).asks_load else {}
    network = read_room_network(library, step_id)
    steps = steps_for(LOAD_STEPS, room.setup.words, library)

    def sections(participant_id: int) -> list[Section]:
        found = room.profiles.get(participant_id)
        if found is None or not found.view.entry:
            return []
        change = changes.get(participant_id)
        contacts = tuple(contact.label for contact in found.view.contacts) if found.view.entry == "contact" else ()
        if change is not None:
            contacts += (change.earlier.title, *(contact.label for contact in change.dropped or ()))
        # What joined the room's actions is the person's own in other words.
        own = [each for each in promised if each.wording.owner_id == participant_id and not is_own(each.source)]
        going_to = typed.get(participant_id, OwnAction())
        load = said.get((participant_id, latest))
        named = _named(network, participant_id, room.floor) if participant_id in agreed else ""
        last = written.get(participant_id, OwnAction())
        words = tuple(text for each in (going_to, last) for text in (each.what, each.partner, each.sign) if text)
        asked = tuple(text for factor in room.setup.active for text in (factor.label, factor.question, *factor.codes))
        return [
            Section(
                tr("Your network"),
                lambda width: _network(
                    room, found, change, of_place, _Action(going_to, own, last), named, load, steps, width
                ),
                (*contacts, *asked, *typed_in(own), *words),
                "network",
            )
        ]

    return sections


def _network(
    room: RoomProfiles,
    found: Profile,
    change: PersonChange | None,
    of_place: frozenset[str],
    action: "_Action",
    named: str,
    load: Load | None,
    steps: Sequence[str],
    width: float,
) -> list[Any]:
    since = own_change(room, change) if change is not None else []
    if not found.view.size:
        nobody = tr("You put nobody on your list, so there is no shape to be shown.")
        return [
            blocks.heading(1, tr("Your network")),
            blocks.lead(nobody),
            *blocks.together(_one_action(action, step_of_nobody())),
            *since,
            *_reflection(questions_to_oneself(0), []),
        ]
    said = _said(room, found, of_place)
    one_action = _one_action(action, step_to_try(said))
    first, rest = _shares(room, found, [*_stands_out(said), *one_action], width)
    return [
        blocks.heading(1, tr("Your network")),
        *first,
        *_stands_out(said),
        *blocks.together(one_action),
        *rest,
        *_shapes(room, found),
        *since,
        *own_map(room, found),
        *_numbers(room, found, of_place),
        *([blocks.caption(named)] if named else []),
        *_load(load, steps),
        *_contacts(room, found),
        *_reflection(questions_to_oneself(found.view.size), _how_it_is_made(room)),
    ]


def _shares(room: RoomProfiles, found: Profile, below: Sequence[Any], width: float) -> tuple[list[Any], list[Any]]:
    """How many of the contacts have which answer, a bar a question; whom nothing was said of is a part of it.

    As many bars as leave room for what stands `below` them on the first page, and the other ones. A question that was
    answered of nobody has no bar.
    """
    rows = []
    for factor in room.setup.asked(found.view.entry):
        one = found.measures.factors[factor.key]
        if not one.n:
            continue
        parts = list(zip(factor.codes, one.counts, strict=True))
        if one.n < one.size:
            parts.append((_not_counted(factor), one.size - one.n))
        rows.append(Whole(factor.label, parts))
    title = trn(
        "These pages show the one person you turn to, as you described them.",
        "These pages show the {count} people you turn to, as you described them.",
        found.view.size,
    )

    if not rows:
        return [blocks.lead(title)], []

    def bars(part: Sequence[Whole], said: str) -> Figure:
        return Figure(Shares(part, between=_BETWEEN), title=said)

    fitting = range(len(rows), 1, -1)
    most = next((n for n in fitting if stack_height([bars(rows[:n], title), *below], width) <= _FIRST_PAGE), 1)
    return [bars(rows[:most], title)], [bars(rows[most:], tr("The other questions"))] if rows[most:] else []


def _not_counted(factor: Factor) -> str:
    if factor.not_comparable:
        return tr("{cannot_compare}, or not said", cannot_compare=factor.not_comparable)
    return tr("not said")


def _said(room: RoomProfiles, found: Profile, of_place: frozenset[str]) -> list[Insight]:
    factors = room.setup.asked(found.view.entry)
    said = insights(factors, found.measures, of_place=of_place, given=room.given, words=room.setup.words)
    return worth_reading(said) or [of_few(found.view.size)]


def _stands_out(said: Sequence[Insight]) -> list[Any]:
    # Beside patterns a strength needs no question of its own.
    lead = len(said) > 1 and (said[0].strength or said[0].neutral)
    told = [(one.observation, "" if lead and place == 0 else one.question) for place, one in enumerate(said)]
    return [blocks.heading(3, tr("What stands out")), blocks.insights_together(told, tr("A question"))]


@dataclass(frozen=True, slots=True)
class _Action:
    """What a person is `going_to` do, what they have `promised` beside that, and what they wrote `last` time."""

    going_to: OwnAction
    promised: Sequence[ActionView]
    last: OwnAction


def _one_action(action: _Action, suggestion: str) -> list[Any]:
    """What this person typed or has promised; else a suggestion and a sentence to complete: when, what, with whom.

    Before it what they wrote last time, if anything. Whoever has something to do is suggested nothing beside it, and
    finds a line for each part that they left out.
    """
    promised = [_promised(each) for each in action.promised]
    title, taken_on = tr("One thing to do"), tr("What you have taken on in the workshop")
    several = len(promised) > 1 and not action.going_to.what
    flow: list[Any] = [blocks.heading(3, taken_on if several else title)]
    if action.last.what:
        flow.append(blocks.paragraph(tr("Last time you wrote: {action}", action=going_to(action.last))))

    def line(part: str) -> blocks.FillIn:
        return blocks.FillIn([part], _LINE)

    if action.going_to.what:
        flow += blocks.bullets([going_to(action.going_to)])
        if not action.going_to.sign:
            flow.append(line(tr("I’ll see it worked when")))
        asked = line(tr("I am asked about it by"))
        flow.append(asked if action.going_to.day else blocks.SideBySide([line(tr("On this day")), asked], (2, 3)))
        return [*flow, *([blocks.heading(3, taken_on), *blocks.bullets(promised)] if promised else [])]
    if promised:
        return [*flow, *blocks.bullets(promised)]
    return [
        *flow,
        blocks.paragraph(tr("A suggestion: {step}", step=suggestion)),
        line(tr("When (a moment that will come)")),
        blocks.SideBySide([line(tr("I will")), line(tr("with"))], (3, 2)),
        line(tr("I’ll see it worked when")),
        blocks.SideBySide([line(tr("On this day")), line(tr("I am asked about it by"))], (2, 3)),
    ]


def going_to(action: OwnAction) -> str:
    """What was typed, in the order of the sentence to complete."""
    said = [_sentence(action.what)]
    if action.partner:
        said.append(tr("With: {role}.", role=action.partner.rstrip(".")))
    if action.sign:
        said.append(tr("I’ll see it worked when: {sign}.", sign=action.sign.rstrip(".")))
    if action.day:
        said.append(tr("On {day}.", day=long_day(action.day)))
    return " ".join(said)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _promised(action: ActionView) -> str:
    wording = action.wording
    said = [_sentence(wording.what)]
    if wording.sign:
        said.append(tr("I’ll see it worked when: {sign}.", sign=wording.sign.rstrip(".")))
    if action.partner and wording.due:
        said.append(tr("{partner} asks me on {day}.", partner=action.partner, day=short_day(wording.due)))
    elif action.partner:
        said.append(tr("{partner} asks me about it.", partner=action.partner))
    elif wording.due:
        said.append(tr("By {day}.", day=short_day(wording.due)))
    return " ".join(said)


def _shapes(room: RoomProfiles, found: Profile) -> list[Any]:
    if not any(own_series(found, shape).valued for shape in SHAPES):
        return []
    return [
        blocks.space_for(_FIGURES),
        blocks.heading(2, tr("Your shape")),
        blocks.SideBySide([own_figure(room, found, shape) for shape in SHAPES]),
    ]


def _how_it_is_made(room: RoomProfiles) -> list[Any]:
    said = tr(
        "Diversity is high when your contacts spread evenly over the answers. Strength is high when they are near, "
        "often in contact and long known. Neither is better: it depends on what you want to get done. Question "
        "by question, half of the room lie below the median and half above."
    )
    notes = [said, thresholds_are_ours(), *([in_steps_note(room)] if is_coarse(room) else [])]
    return [blocks.heading(2, tr("How this is made")), blocks.note(" ".join(notes))]


def _numbers(room: RoomProfiles, found: Profile, of_place: frozenset[str]) -> list[Any]:
    columns = [
        PrintedColumn(tr("Question")),
        PrintedColumn(tr("Diversity"), "right"),
        PrintedColumn(tr("Strength"), "right"),
        PrintedColumn(tr("Most of them"), "left"),
        PrintedColumn(tr("Share"), "right"),
        PrintedColumn(tr("Contacts"), "right"),
    ]
    rows = []
    strength = dict(zip(room.axes, found.shapes.strength, strict=True))
    for factor in room.setup.asked(found.view.entry):
        one = found.measures.factors[factor.key]
        most = "; ".join(factor.codes[code - 1] for code in one.top_codes) if one.n else "–"
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
    asked = room.setup.asked(found.view.entry)
    notes = [tr("Diversity and strength in points of 100.")]
    if any(0 < found.measures.factors[factor.key].n < FEW for factor in asked):
        notes.append(tr("Fewer than {count} contacts: take them with care.", count=FEW))
    more = more_stands_out(themes_unsaid(asked, found.measures, of_place=of_place, given=room.given))
    return [
        # Short enough to stand whole on one page.
        blocks.space_for(_HEAD + _ROW * len(rows)),
        blocks.heading(2, tr("Your numbers")),
        PrintedTable(columns, rows),
        blocks.caption(" ".join(notes)),
        *([blocks.caption(more)] if more else []),
    ]


def _load(load: Load | None, steps: Sequence[str]) -> list[Any]:
    """What this person said of being asked too much; with a way to go about it where they often are.

    The others of these steps are a room's to take, and nobody's alone.
    """
    if load is None:
        return []
    told = [blocks.heading(2, tr("What is asked of you")), blocks.paragraph(told_to_oneself(load))]
    if load is Load.OFTEN and steps:
        told.append(blocks.paragraph(steps[0]))
    return blocks.together(told)


def _named(network: RoomNetwork, participant_id: int, floor: int) -> str:
    """By how many in the room one is named, as far as it may be told; of a few it would hurt, too."""
    found = told_named(network, participant_id, floor)
    if found is None:
        return ""
    named, others = found
    return tr(
        "You agreed to be counted: {named} of the {others} others in the room who listed their contacts named you. "
        "This number is on no other person’s paper.",
        named=named, others=others,
    )  # fmt: skip


def _contacts(room: RoomProfiles, found: Profile) -> list[Any]:
    if found.view.entry == "tally":
        return [
            blocks.space_for(_HEAD + _ROW * _FIRST_ROWS),
            blocks.heading(2, tr("Your counts")),
            blocks.paragraph(tr("You entered numbers only, so no contact is recorded here or anywhere else.")),
            _counts(room, found),
        ]
    tables = [_ratings(found, factors) for factors in _side_by_side(room.factors)]
    return [blocks.heading(2, tr("Your contacts")), *tables]


def _side_by_side(factors: Sequence[Factor]) -> list[Sequence[Factor]]:
    """The questions by table: as few tables as leave each answer the room for its words, about equally wide."""
    tables = max(1, ceil(len(factors) / _QUESTIONS))
    bounds = [round(len(factors) * number / tables) for number in range(tables + 1)]
    return [factors[start:end] for start, end in pairwise(bounds)]


def _ratings(found: Profile, factors: Sequence[Factor]) -> PrintedTable:
    columns = [PrintedColumn(tr("Contact"), width=_NAME), *(PrintedColumn(factor.label) for factor in factors)]
    rows = [
        (contact.label, *(_answer(factor, contact.ratings.get(factor.key)) for factor in factors))
        for contact in found.view.contacts
    ]
    return PrintedTable(columns, rows)


def _counts(room: RoomProfiles, found: Profile) -> PrintedTable:
    rows = []
    for factor in room.setup.asked("tally"):
        one = found.measures.factors[factor.key]
        for at, (code, count) in enumerate(zip(factor.codes, one.counts, strict=True)):
            # A question that was left out counts nobody: that is no zero.
            rows.append((factor.question if at == 0 else "", code, str(count) if one.n else "–"))
    columns = [PrintedColumn(tr("Question")), PrintedColumn(tr("Answer")), PrintedColumn(tr("Contacts"), "right")]
    return PrintedTable(columns, rows, joined=going_on(rows))


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


def _reflection(questions: Sequence[str], after: Sequence[Any]) -> list[Any]:
    """Questions with lines to write on; with the last of them goes what comes `after`, which has no page of its own."""
    flow: list[Any] = [blocks.space_for(_HEAD), blocks.heading(2, tr("Room to reflect"))]
    spaces = [blocks.writing_space(question, _LINES) for question in questions]
    for space in spaces[:-1]:
        flow += space
    return [*flow, *blocks.together([*spaces[-1], *after])]
