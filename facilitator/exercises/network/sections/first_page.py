"""The summary's first page: of a hundred people turned to, three findings, which team turns to which, three actions.

And what it does not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.flowables import action_table, typed_in
from facilitator.charts.hundred import Hundred, of_a_hundred
from facilitator.documents import blocks, style
from facilitator.documents.charts import Figure
from facilitator.documents.flowables import stack_height
from facilitator.documents.section import Section
from facilitator.documents.style import Paper
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.insights import RoomInsight, room_findings
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.own_action.rows import is_own
from facilitator.exercises.network.room import fine_from
from facilitator.exercises.network.rounds.rounds import finished_between, rounds_of
from facilitator.exercises.network.sections.changes import how_far, lists_unfinished
from facilitator.exercises.network.sections.figures import any_value, mean_shares, share_of, told_people
from facilitator.exercises.network.sections.whole import teams_at_a_glance
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.i18n import long_day, tr, trn
from facilitator.nameless import in_no_order
from facilitator.storage.library import Library
from facilitator.workshop.workshops import get_workshop

_THREE, _STEP = 3, 5
"""So many of each are said; of few people shares are in steps of so many per cent."""
_PAGE = Paper.LETTER.size[1] - style.TOP - style.BOTTOM
"""Points that the lowest page holds."""
_LINE, _WIDTHS = 20.0, (3, 1.4, 2.6)
"""A line to write on, and how its parts share it."""
_PICTURED = "group"
"""The question whose answers are shown as a hundred people."""


def first_page(library: Library, room: RoomProfiles, *, names: bool) -> list[Section]:
    """The page as a section; none below the floor, where of several people nothing may be said."""
    if not any_value(room):
        return []
    answered = sum(bool(found.view.entry) for found in room.profiles.values())
    network = read_room_network(library, room.step_id)
    agreed = actions_of(library, room.setup.workshop_id)
    actions = _nearest(agreed, names=names)
    more = sum(each.wording.status == "open" for each in agreed) - len(actions)

    teams = {person.team for person in network.people if person.team}

    def build(width: float) -> list[Any]:
        told, unsaid, shares, varied = _findings(room)
        largest = shares[: _THREE - len(told)]
        said = [*(one.sentence for one in told), *(one.sentence for one in largest)]
        steps = list(dict.fromkeys(one.step for one in told))
        flow: list[Any] = [blocks.heading(1, tr("On one page")), *_picture(room)]
        if said:
            # Of some it is the largest share alone that is said: nothing stands out in that.
            flow += [blocks.heading(2, tr("What the lists show")), *blocks.numbered(said)]
        if notes := [*how_far(told, unsaid, answered), *_of_shares(room, largest)]:
            flow.append(blocks.caption(" ".join(notes)))
        doing = [blocks.heading(2, tr("What we are going to do")), *_doing(actions, more, steps, varied, names=names)]
        doing.append(blocks.callout(_limit(room, answered)))
        glance = teams_at_a_glance(network, room.floor)
        if stack_height([*flow, *glance, *doing], width) > _PAGE:
            # It stands among the room's networks as well, and the limit belongs to what it limits.
            glance = []
        return [*flow, *glance, *doing, blocks.new_page()]

    return [Section(tr("On one page"), build, (*typed_in(actions), *teams), "first")]


def _picture(room: RoomProfiles) -> list[Any]:
    factor = next((factor for factor in room.factors if factor.key == _PICTURED), None)
    shares = mean_shares(room, factor) if factor is not None else None
    if factor is None or shares is None:
        return []
    people = _rated(room, factor)
    unit = 1 if people >= fine_from(room.floor) else _STEP
    parts = list(zip(factor.codes, of_a_hundred(shares, unit), strict=True))
    said = [
        tr("Each person’s list counts the same, and whoever is on several lists counts on each.")
        if unit == 1
        else tr("Each person’s list counts the same, and whoever is on several lists counts on each; in steps of 5."),
        tr("Rounded so that they add up to 100. n = {people} people.", people=told_people(room, people)),
    ]
    if unit == _STEP and any(not count for _, count in parts):
        # A contact or two on few lists make no step: without this the picture would say that there are none.
        said.append(tr("A 0 stands for fewer than 3."))
    if any((one := found.measures.factors[factor.key]).n < one.size for found in room.profiles.values()):
        said.append(tr("Contacts of whom it was not said are left out."))
    return [Figure(Hundred(parts), title=tr("Of 100 people we turn to"), caption=" ".join(said))]


def _rated(room: RoomProfiles, factor: Factor) -> int:
    """How many people answered a question of anybody."""
    return sum(found.measures.factors[factor.key].n > 0 for found in room.profiles.values())


@dataclass(frozen=True, slots=True)
class _Share:
    """A sentence on the largest share of a question, the number of `people` that it is of, and how far it stands out.

    Of three answers one holds more than of five by arithmetic alone: so it stands out against an even split.
    """

    sentence: str
    people: int
    over: float


def _findings(room: RoomProfiles) -> tuple[list[RoomInsight], int, list[_Share], RoomInsight | None]:
    """Three things at most that stand out, how many more do, and what can be said on the largest shares beside them.

    Last, that there is no pattern, where that could have been seen.
    """
    found, unsaid = room_findings(
        room.factors,
        [each.measures for each in room.profiles.values()],
        floor=room.floor,
        given=room.given,
        words=room.setup.words,
    )
    every = [one for one in found if one.key != "varied"]
    varied = next((one for one in found if one.key == "varied"), None)
    told = every[:_THREE]
    said_of = {_PICTURED, *(factor for one in told for factor in one.factors)}
    shares = []
    for factor in room.factors:
        means = mean_shares(room, factor)
        # How hard somebody is to replace is nothing that a share tells without its question.
        if means is not None and factor.key not in said_of and factor.kind != "reliance":
            largest = max(means)
            if means.count(largest) > 1:
                # As far as it is told two answers are as frequent: neither is the one.
                continue
            people, answer = _rated(room, factor), factor.codes[means.index(largest)]
            said = tr(
                "{label}: “{answer}” for {share} of the contacts of whom it was said, on average over {people} people; "
                "an even split would be {even}.",
                label=factor.label, answer=answer, share=share_of(largest), people=told_people(room, people),
                even=share_of(1 / len(factor.codes)),
            )  # fmt: skip
            shares.append(_Share(said, people, largest * len(factor.codes)))
    shares.sort(key=lambda each: each.over, reverse=True)
    return told, unsaid + len(every) - len(told), shares, varied


def _of_shares(room: RoomProfiles, shares: Sequence[_Share]) -> list[str]:
    """By what questions were chosen for sentences on their largest share; and that those of few are rounded."""
    if not shares:
        return []
    said = [
        tr(
            "Beside what is said above, shares are given for the questions whose most frequent answer is the largest "
            "multiple of an even split."
        )
    ]
    few = fine_from(room.floor)
    if any(share.people < few for share in shares):
        said.append(tr("Shares of fewer than {count} people are in steps of 5%.", count=few))
    return said


def _doing(
    actions: Sequence[ActionView], more: int, steps: Sequence[str], varied: RoomInsight | None, *, names: bool
) -> list[Any]:
    """What was agreed; else what could be, and lines for it: whoever commissioned this asks what comes next."""
    if actions:
        rest = trn("{count} more action is still open.", "{count} more actions are still open.", more)
        return [*action_table(actions, names=names), *([blocks.caption(rest)] if more else [])]
    flow: list[Any] = [blocks.paragraph(tr("Nothing has been agreed yet."))]
    if steps:
        flow += [blocks.paragraph(tr("What stands out suggests:")), *blocks.bullets(steps)]
    elif varied is not None:
        flow += [blocks.paragraph(varied.sentence), *blocks.bullets([varied.step])]
    lines = [blocks.SideBySide([blocks.FillIn([part], _LINE) for part in _parts()], _WIDTHS) for _ in range(_THREE)]
    return [*flow, blocks.paragraph(tr("To be written here once it is agreed:")), *lines]


def _parts() -> tuple[str, ...]:
    return tr("What"), tr("Until"), tr("What will be seen")


def _nearest(actions: Sequence[ActionView], *, names: bool) -> list[ActionView]:
    """Three actions that are still to be done: what the room agreed on before what one person does, then by their day.

    Without `names` any three of those of one day: the first that were agreed, person after person, would be those of
    the first on the roster.
    """
    going_on = [action for action in actions if action.wording.status == "open"]
    if not names:
        going_on = in_no_order(going_on)
    return sorted(going_on, key=lambda each: (is_own(each.source), each.wording.due or date.max))[:_THREE]


def _limit(room: RoomProfiles, people: int) -> str:
    """Whom the page is about and when they answered; in a later round, that it is no comparison."""
    listed = len(room.names)
    who = trn("{count} person", "{count} people", people)
    if people < listed:
        who = tr("{count} of the {all} people on the roster", count=people, all=listed)
    said = [tr("{who} {when}, by their own account; no sample of the company.", who=who, when=_when(room))]
    unfinished = sum(bool(found.view.entry) and not found.view.finished for found in room.profiles.values())
    if unfinished:
        said.append(lists_unfinished(unfinished))
    if len(rounds_of(room.library, room.step_id)) > 1:
        said.append(
            tr(
                "Beside the page of an earlier round it tells no change: for that, whoever answered twice is compared "
                "with themselves, on the pages after this one."
            )
        )
    return " ".join(said)


def _when(room: RoomProfiles) -> str:
    """On which day or days the lists were made, as far as is known."""
    *_, latest = rounds_of(room.library, room.step_id)
    if latest.started_at is not None:
        day = long_day(latest.started_at.date())
        return tr("in the round “{title}”, which began on {day}", title=latest.title, day=day)
    held_on = get_workshop(room.library, room.setup.workshop_id).held_on
    first, last = finished_between(room.library, room.step_id) or (held_on, held_on)
    if held_on is None:
        if first is None or last is None or first == last:
            return tr("on one day")
        return tr("in lists that were finished from {first} to {last}", first=long_day(first), last=long_day(last))
    if first is not None and first < held_on:
        return tr("in the days up to {day}", day=long_day(held_on))
    if last is not None and last > held_on:
        # Whether they answered later, or their sheets were typed in later, nobody has kept.
        return tr("for the workshop of {day}", day=long_day(held_on))
    return tr("on one day, {day}", day=long_day(held_on))
