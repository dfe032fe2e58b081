"""The room as one network, and its groups side by side: by group alone, none too small, nobody by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.charts.groups import Group, GroupRows, Spread
from facilitator.charts.matrix import HIDDEN, Matrix
from facilitator.documents import blocks
from facilitator.documents.charts import Figure, GroupsTable
from facilitator.exercises.network.groups.compare import (
    Beside,
    GroupBand,
    GroupComparison,
    compare_groups,
    groupings_of,
)
from facilitator.exercises.network.groups.threshold import tellable
from facilitator.exercises.network.groups.ways import By
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.room import AxisSummary, fine_from
from facilitator.exercises.network.rounds.changes import SHAPES
from facilitator.exercises.network.sections.figures import shape_name, share_of
from facilitator.exercises.network.whole.graph import RoomNetwork
from facilitator.exercises.network.whole.measures import (
    LEAST,
    OTHERS,
    Mixing,
    RoomMeasures,
    measure_room,
    mixing,
    shown_members,
)
from facilitator.exercises.network.whole.told import ToldCells, hides_tallies, lists_in_words, told_cells
from facilitator.i18n import decimal, percent, tr, trn
from facilitator.nameless import in_steps
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

_WHOLE_TABLE = 170.0
_HEADING = 60.0
_GLANCE = 7
"""Teams that the first page holds beside everything else."""
_LISTS = 0.8
"""From which share of the lists on it is shown which team turns to which. Ours."""


def by_name(by: By) -> str:
    """What people call the way in which a room is divided."""
    return {"team": tr("By team"), "location": tr("By place"), "level": tr("By level")}[by]


def _by_names(ways: Sequence[By]) -> str:
    """The ways in which a room is divided, within a sentence."""
    names = {"team": tr("by team"), "location": tr("by place"), "level": tr("by level")}
    return ", ".join(names[by] for by in ways)


def whole_network(network: RoomNetwork, smallest: int) -> list[Any]:
    """Who relies on whom, in numbers and by team; nothing where no contact was matched to a participant."""
    if not network.ties:
        return []
    if network.lists < smallest:
        return [blocks.heading(2, tr("The room as one network")), blocks.paragraph(_too_few_lists(network, smallest))]
    found = measure_room(network)
    hides = hides_tallies(network, smallest)
    lists = lists_in_words(network, smallest)
    untold = _untold_ties(found, smallest, hides=hides)
    shares = [untold] if untold else _shares(found, lists, smallest, hides=hides)
    sentences = [*_lists_that_are_there(found, lists, hides=hides), *shares]
    flow: list[Any] = [
        blocks.space_for(_WHOLE_TABLE),
        blocks.heading(2, tr("The room as one network")),
        blocks.paragraph(" ".join(sentences)),
    ]
    return flow if untold else [*flow, *_between_teams(mixing(network, "team", smallest), network, smallest)]


def _lists_that_are_there(found: RoomMeasures, lists: str, *, hides: bool = False) -> list[str]:
    """What everything else rests on, `lists` in words; with `hides` it is not told how many are missing."""
    said = [
        trn(
            "{lists} of {count} list is there: that of the person who listed single contacts.",
            "{lists} of {count} lists are there: those of the people who listed single contacts.",
            found.people,
            lists=lists,
        )
    ]
    if hides:
        said.append(tr("Whom the others would name is unknown, and no figure counts it as nobody."))
    elif found.unanswered:
        said.append(
            trn(
                "Whom the other person would name is unknown, and no figure counts it as nobody.",
                "Whom the other {count} people would name is unknown, and no figure counts it as nobody.",
                found.unanswered,
            )
        )
    if found.unfinished:
        said.append(
            trn(
                "{count} of these lists is not finished.",
                "{count} of these lists are not finished.",
                found.unfinished,
            )
        )
    return said


def leads_to_agreed() -> str:
    """What a picture of ties leaves out, where not everybody may be counted; of how many people, it does not tell."""
    return tr("Ties lead to those alone who agreed to be counted: who turns to the others is unknown.")


def _untold_ties(found: RoomMeasures, smallest: int, *, hides: bool) -> str:
    """What is said where there are so few ties, or so nearly all that there can be, that each would be known; or ""."""
    told = tellable(found.ties, round(found.ties / found.density), smallest) if found.density else None
    if told is None:
        return tr(
            "Within the room, fewer than {count} ties were confirmed in them. More would tell who names whom.",
            count=smallest,
        )
    count, is_least = told
    if not is_least:
        return ""
    if _hides_base(found, smallest, hides=hides):
        # From the least that there are it follows how many there can be, and of how many lists.
        return tr(
            "Within the room, nearly all ties were confirmed that these lists could hold. More would tell who names "
            "whom."
        )
    return tr(
        "Within the room, at least {count} ties were confirmed in them, nearly all that these lists could hold. More "
        "would tell who names whom.",
        count=count,
    )


def _returned(found: RoomMeasures, smallest: int) -> str:
    """The share of ties that are returned, in words; "" where it would be known of each tie whether it is."""
    few_missing = 0 < found.unanswered < smallest
    told = tellable(round((found.reciprocity or 0.0) * found.mutual), found.mutual, smallest)
    if told is None or (told[1] and few_missing):
        return ""
    if told[1]:
        return tr("at least {share}", share=percent(int(100 * told[0] / found.mutual) / 100))
    return share_of(in_steps(found.reciprocity or 0.0) if few_missing else found.reciprocity)


def _density(found: RoomMeasures, smallest: int, *, hides: bool) -> str:
    """The share of all ties that there can be, in words, "" where that is less than a point.

    From the ties and their share it could be worked out, even in steps, how many lists there are, and so could how few
    have not agreed to be counted. Where that is not told it is the least that it can be: the share of all that
    everybody's lists could hold, which follows from what is told.
    """
    if not _hides_base(found, smallest, hides=hides):
        return share_of(found.density)
    points = 100 * found.ties // (found.people * (found.people - 1))
    return tr("at least {share}", share=percent(points / 100)) if points else ""


def _hides_base(found: RoomMeasures, smallest: int, *, hides: bool) -> bool:
    """Whether it is not told how many lists there are, or of how many people who agreed to be counted."""
    return hides or 0 < min(found.unnamed, found.people - found.unnamed) < smallest


def _shares(found: RoomMeasures, lists: str, smallest: int, *, hides: bool) -> list[str]:
    density = _density(found, smallest, hides=hides)
    said = [
        trn(
            "Within the room, {count} tie was confirmed in them.",
            "Within the room, {count} ties were confirmed in them, {density} of all that these lists could hold.",
            found.ties,
            density=density,
        )
        if density
        else tr("Within the room, {count} ties were confirmed in them.", count=found.ties)
    ]
    if found.unnamed:
        said.append(leads_to_agreed())
    returned = _returned(found, smallest)
    if returned and 0 < found.unanswered < smallest:
        # All ties less those between lists are how often the few others are named.
        said.append(
            tr(
                "Of the ties between two people whose lists are both there, about {share} are returned; their number "
                "would tell how often the few others are named.",
                share=returned,
            )
        )
    elif returned:
        said.append(
            trn(
                "Of the {count} tie between two people whose lists are both there, {share} is returned.",
                "Of the {count} ties between two people whose lists are both there, {share} are returned.",
                found.mutual,
                share=returned,
            )
        )
    said += _most_relied_on(found, smallest)
    if min(found.strong, found.weak) >= smallest:
        said.append(
            tr(
                "How often people meet or how long they know each other was said of {rated} of the {ties} ties: by "
                "that, {strong} are strong and {weak} weak; where the one ends is our own choice.",
                rated=found.strong + found.weak,
                ties=found.ties,
                strong=found.strong,
                weak=found.weak,
            )
        )
    # Of fewer people than the floor it would be known who they are, and so it would of all others.
    if min(len(found.isolates), found.lists - len(found.isolates)) >= smallest:
        said.append(
            trn(
                "{count} of the {lists} people whose lists are there names nobody in the room and is in no other list.",
                "{count} of the {lists} people whose lists are there name nobody in the room and are in no other list.",
                len(found.isolates),
                lists=lists,
            )
        )
        if hides:
            said.append(tr("The lists that are missing may name them."))
        elif found.unanswered:
            said.append(
                trn(
                    "The {count} missing list may name them.",
                    "The {count} missing lists may name them.",
                    found.unanswered,
                )
            )
    return said


def _too_few_lists(network: RoomNetwork, smallest: int) -> str:
    said = trn(
        "{answered} of {count} person gave a list by contact.",
        "{answered} of {count} people gave a list by contact.",
        len(network.people),
        answered=lists_in_words(network, smallest),
    )
    why = tr("Who relies on whom is shown from {floor} lists on.", floor=smallest)
    return f"{said} {why}"


def _most_relied_on(found: RoomMeasures, smallest: int) -> list[str]:
    """What a fifth of the people receive, or as many as the floor; nothing where the others would be too few."""
    most = sorted(found.indegree.values(), reverse=True)
    first = max(smallest, round(len(most) / 5))
    if len(most) - first < smallest:
        return []
    return [
        trn(
            "The {count} person most relied on receives {share} of the {ties} ties.",
            "The {count} people most relied on, of {people}, receive {share} of the {ties} ties.",
            first,
            people=len(most),
            share=share_of(sum(most[:first]) / found.ties),
            ties=found.ties,
        )
    ]


def groups_side_by_side(library: Library, room: RoomProfiles, smallest: int) -> list[Any]:
    """Medians and middle halves by team, place and level; nothing where no two groups are large enough."""
    flow: list[Any] = []
    beside: Beside = {}
    alone: list[By] = []
    untold: list[By] = []
    people = people_of(library, room.setup.workshop_id)
    for by in groupings_of(library, room.setup.workshop_id):
        compared = {shape: compare_groups(library, room, by, shape, smallest, beside) for shape in SHAPES}
        if all(len(found.groups) + (found.others is not None) < 2 for found in compared.values()):
            if any(getattr(person, by) for person in people):
                alone.append(by)
            continue
        if not any(found.tells for found in compared.values()):
            untold.append(by)
            continue
        for shape, found in compared.items():
            # The first one stays with the heading of all.
            flow += [
                *([blocks.space_for(_WHOLE_TABLE)] if flow else []),
                blocks.heading(3, f"{by_name(by)}: {shape_name(shape)}"),
            ]
            flow.append(_ranges(room, shape, found))
    missing = (
        tr("Not compared, since there are no two groups of {least} people or more: {ways}.",
           least=smallest, ways=_by_names(alone))
        if alone
        else ""
    )  # fmt: skip
    if untold:
        withheld = tr("Not shown {ways}: beside the other tables here it would tell of fewer than {least} people.",
                      least=smallest, ways=_by_names(untold))  # fmt: skip
        missing = f"{withheld} {missing}".rstrip()
    if not flow:
        return [blocks.caption(missing)] if missing else []
    note = tr(
        "The line is a group’s median in points of 100, half of the group lie below it; the bar is its middle half, in "
        "which half of them lie. Of fewer than {band} people there is no bar, and the median is in steps of 5 points, "
        "so that nobody’s own value is shown. Groups of fewer than {least} people are not shown apart; where the rest "
        "would be smaller than that, the smallest group is counted with it. Where fewer people of a group have a value "
        "for a question than it has people, their number stands behind it in brackets. A dash: fewer than {least} have "
        "a value, or the difference to another row would tell of too few.",
        least=smallest,
        band=fine_from(smallest),
    )
    return [
        blocks.space_for(_WHOLE_TABLE + _HEADING),
        blocks.heading(2, tr("Groups side by side")),
        blocks.caption(note),
        *flow,
        *([blocks.caption(missing)] if missing else []),
    ]


def _between_teams(found: Mixing, network: RoomNetwork, smallest: int) -> list[Any]:
    if len(found.groups) < 2:
        teams = any(person.team for person in network.people)
        alone = tr("Who turns to whom by team is not shown: that takes two teams with {least} lists or more.",
                   least=smallest)  # fmt: skip
        return [blocks.caption(alone)] if teams else []
    if network.lists < _LISTS * len(network.people):
        few = tr(
            "Who turns to whom by team is not shown: {lists} of {people} lists are there, and it takes {share} of "
            "them. That number is our own choice.",
            lists=lists_in_words(network, smallest), people=len(network.people), share=percent(_LISTS),
        )  # fmt: skip
        return [blocks.caption(few)]
    cells = told_cells(found)
    caption = []
    if OTHERS in found.groups:
        caption.append(
            tr(
                "Others: the teams of which fewer than {least} lists are there, whoever has no team, and where these "
                "would be fewer than that together, the next smallest.",
                least=smallest,
            )
        )
    if any(not found.lists[group] for group in found.groups):
        caption.append(tr("A dash: no list of that team is there, so to whom it turns is unknown."))
    index = found.ei_all if cells.tells_index else None
    if index is not None and OTHERS in found.groups:
        caption.append(tr("For the E-I index each team counts by itself."))
    if index is None and found.ei_ties:
        caption.append(tr("The E-I index is left out: beside this table it would tell numbers that are too small."))
    elif index is not None:
        caption.append(
            trn(
                "E-I index {value} over this {count} tie: −1 when all stay within teams, 1 when all lead to others.",
                "E-I index {value} over these {count} ties: −1 when all stay within teams, 1 when all lead to others.",
                found.ei_ties,
                value=decimal(index, 2, signed=True),
            )
        )
    return _team_matrix(found, cells, network, smallest, caption)


def teams_at_a_glance(network: RoomNetwork, smallest: int) -> list[Any]:
    """Which team turns to which, and one sentence on it, for the first page.

    Nothing below the share of lists and the counts from which it is told, nor of more teams than a page's half holds.
    """
    if network.lists < max(smallest, _LISTS * len(network.people)):
        return []
    found = mixing(network, "team", smallest)
    cells = told_cells(found)
    if _untold_ties(measure_room(network), smallest, hides=hides_tallies(network, smallest)):
        return []
    if not 2 <= len(found.groups) <= _GLANCE or not any(cells.counts.values()):
        return []
    stands_on = tr(
        "Counted from the lists of {lists} of the {people} people in the room.",
        people=len(network.people), lists=lists_in_words(network, smallest),
    )  # fmt: skip
    return _team_matrix(found, cells, network, smallest, [stands_on])


def _team_matrix(
    found: Mixing, cells: ToldCells, network: RoomNetwork, smallest: int, notes: Sequence[str]
) -> list[Any]:
    """The counts between teams with a caption, and the sentence on those between which most ties lead."""
    names = [_group_name(group) for group in found.groups]
    members = shown_members(network, "team", smallest)
    lists = {group: lists_in_words(network, smallest, members[group]) for group in found.groups}
    rows = [
        trn(
            "{group} ({lists} of {count} list)",
            "{group} ({lists} of {count} lists)",
            found.sizes[group],
            group=name,
            lists=lists[group],
        )
        if found.lists[group] < found.sizes[group]
        else name
        for name, group in zip(names, found.groups, strict=True)
    ]
    places = {group: place for place, group in enumerate(found.groups)}
    counts = {(places[of], places[to]): count for (of, to), count in cells.counts.items()}
    hidden = frozenset((places[of], places[to]) for of, to in cells.hidden)
    unknown = frozenset(places[group] for group in found.groups if not found.lists[group])
    how = tr(
        "Contacts confirmed to be people of this room, from the team on the left to the team above. They are counted, "
        "not weighed by the size of the teams. “{hidden}” is not told: fewer than {least} or all but so few, our own "
        "limit, or a number from which one of those would follow.",
        hidden=HIDDEN, least=LEAST,
    )  # fmt: skip
    title = tr("Who turns to whom, by team")
    matrix = Matrix(names, counts, rows, unknown=unknown, hidden=hidden)
    single = {place: name for place, name in enumerate(names) if found.groups[place] != OTHERS}
    of_row = {place: lists[group] for place, group in enumerate(found.groups)}
    return [Figure(matrix, title=title, caption=" ".join([how, *notes])), *_most_between(single, counts, of_row)]


def _most_between(
    teams: Mapping[int, str], counts: Mapping[tuple[int, int], int], lists: Mapping[int, str]
) -> list[Any]:
    """One sentence on the teams between which most ties lead; none where two are as many or a cell is too small."""
    pairs = ((count, of, to) for (of, to), count in counts.items() if of != to and of in teams and to in teams)
    between = sorted(pairs, reverse=True)
    if not between or not between[0][0] or (len(between) > 1 and between[0][0] == between[1][0]):
        return []
    count, of, to = between[0]
    said = tr(
        "The largest number between two teams is that from {one} to {other}: {count}, in {lists} lists.",
        one=teams[of],
        other=teams[to],
        count=count,
        lists=lists[of],
    )
    return [blocks.paragraph(said)]


def _ranges(room: RoomProfiles, shape: str, found: GroupComparison) -> GroupsTable:
    shown = [place for place, factor in enumerate(room.axes) if shape == "diversity" or factor.has_strength]

    def row(name: str, group: GroupBand, *, whole: bool = False) -> Group:
        return Group(name, group.n, [_range(group.axes[place], group.n) for place in shown], whole)

    rows = [row(group.name, group) for group in found.groups]
    if found.others is not None:
        rows.append(row(tr("All others"), found.others))
    rows.append(row(tr("The whole room"), found.whole, whole=True))
    axes = [found.labels[place] for place in shown]
    return GroupsTable(GroupRows(axes, rows, titles=(tr("Group"), tr("People"))))


def _range(axis: AxisSummary, people: int) -> Spread:
    n = axis.n if axis.n != people else None
    return Spread(axis.median, axis.q1, axis.q3, n) if axis.has_band else Spread(axis.median, n=n)


def _group_name(group: str) -> str:
    return tr("Others") if group == OTHERS else group
