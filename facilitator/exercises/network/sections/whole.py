"""The room as one network, and its groups side by side: by group alone, none too small, nobody by name."""

from typing import Any

from facilitator.documents import blocks
from facilitator.documents.charts import MatrixFigure, Range, RangeRow, RangesTable
from facilitator.exercises.network.groups.compare import BYS, Beside, By, GroupBand, GroupComparison, compare_groups
from facilitator.exercises.network.live import Room
from facilitator.exercises.network.room import BAND_FROM, AxisSummary
from facilitator.exercises.network.sections.figures import SHAPES, shape_name, share_of
from facilitator.exercises.network.whole.graph import RoomNetwork
from facilitator.exercises.network.whole.measures import OTHERS, Mixing, RoomMeasures, measure_room, mixing
from facilitator.i18n import decimal, tr, trn
from facilitator.storage.library import Library

_WHOLE_TABLE = 170.0
_HEADING = 60.0


def by_name(by: By) -> str:
    """What people call the way in which a room is divided."""
    return {"team": tr("By team"), "location": tr("By place"), "level": tr("By level")}[by]


def whole_network(network: RoomNetwork, smallest: int) -> list[Any]:
    """Who relies on whom, in numbers and by team; nothing where no contact was matched to a participant."""
    if not network.ties:
        return []
    if network.lists < smallest:
        return [blocks.heading(2, tr("The room as one network")), blocks.paragraph(_too_few_lists(network, smallest))]
    found = measure_room(network)
    sentences = [
        trn(
            "Within the room, {count} tie was confirmed.",
            "Within the room, {count} ties were confirmed, {density} of all there could be.",
            found.ties,
            density=share_of(found.density),
        ),
        tr("{share} of them are returned.", share=share_of(found.reciprocity)),
        *_most_relied_on(found, smallest),
    ]
    if found.strong or found.weak:
        sentences.append(
            tr(
                "By how often people meet and how long they know each other, {strong} are strong and {weak} weak: "
                "strong ones carry help, weak ones bring news.",
                strong=found.strong,
                weak=found.weak,
            )
        )
    # Of fewer people than the floor it would be known who they are.
    if len(found.isolates) >= smallest:
        sentences.append(
            trn(
                "{count} person has no tie within the room.",
                "{count} people have no tie within the room.",
                len(found.isolates),
            )
        )
    if found.unanswered:
        sentences.append(
            trn(
                "{count} person gave no list by contact, so their own ties are unknown.",
                "{count} people gave no list by contact, so their own ties are unknown.",
                found.unanswered,
            )
        )
    flow: list[Any] = [
        blocks.room_for(_WHOLE_TABLE),
        blocks.heading(2, tr("The room as one network")),
        blocks.paragraph(" ".join(sentences)),
    ]
    return [*flow, *_between_teams(mixing(network, "team", smallest))]


def _too_few_lists(network: RoomNetwork, smallest: int) -> str:
    said = trn(
        "{answered} of {count} person gave a list by contact.",
        "{answered} of {count} people gave a list by contact.",
        len(network.people),
        answered=network.lists,
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
            "The {count} person most relied on receives {share} of them.",
            "The {count} people most relied on receive {share} of them.",
            first,
            share=share_of(sum(most[:first]) / found.ties),
        )
    ]


def groups_side_by_side(library: Library, room: Room, smallest: int) -> list[Any]:
    """Medians and middle halves by team, place and level; nothing where no two groups are large enough."""
    flow: list[Any] = []
    beside: Beside = {}
    for by in BYS:
        compared = {shape: compare_groups(library, room, by, shape, smallest, beside) for shape in SHAPES}
        if all(len(found.groups) + (found.others is not None) < 2 for found in compared.values()):
            continue
        for shape, found in compared.items():
            # The first one stays with the heading of all.
            flow += [
                *([blocks.room_for(_WHOLE_TABLE)] if flow else []),
                blocks.heading(3, f"{by_name(by)}: {shape_name(shape)}"),
            ]
            flow.append(_ranges(room, shape, found))
    if not flow:
        return []
    note = tr(
        "The line is a group’s median in points of 100, the bar its middle half, drawn from {band} people on. Groups "
        "of fewer than {least} people are not shown apart; where the rest would be smaller than that, the smallest "
        "group is counted with it. A dash: too few of the group have a value, or the difference to another row "
        "would tell of too few.",
        least=smallest,
        band=BAND_FROM,
    )
    return [
        blocks.room_for(_WHOLE_TABLE + _HEADING),
        blocks.heading(2, tr("Groups side by side")),
        blocks.caption(note),
        *flow,
    ]


def _between_teams(found: Mixing) -> list[Any]:
    if len(found.groups) < 2:
        return []
    names = [_group_name(group) for group in found.groups]
    places = {group: place for place, group in enumerate(found.groups)}
    counts = {(places[of], places[to]): count for (of, to), count in found.matrix.items()}
    caption = tr("Ties from the team on the left to the team above.")
    if found.ei_all is not None:
        caption += " " + tr(
            "E-I index {value}: −1 when all ties stay within teams, 1 when all lead to others.",
            value=decimal(found.ei_all, 2, signed=True),
        )
    return [MatrixFigure(names, counts, title=tr("Who turns to whom, by team"), caption=caption)]


def _ranges(room: Room, shape: str, found: GroupComparison) -> RangesTable:
    shown = [place for place, factor in enumerate(room.factors) if shape == "diversity" or factor.kind != "nominal"]

    def row(name: str, group: GroupBand, *, whole: bool = False) -> RangeRow:
        return RangeRow(name, group.n, [_range(group.axes[place]) for place in shown], whole)

    rows = [row(group.name, group) for group in found.groups]
    if found.others is not None:
        rows.append(row(tr("All others"), found.others))
    rows.append(row(tr("The whole room"), found.whole, whole=True))
    return RangesTable([found.labels[place] for place in shown], rows, group=tr("Group"), people=tr("People"))


def _range(axis: AxisSummary) -> Range:
    return Range(axis.median, axis.q1, axis.q3) if axis.has_band else Range(axis.median)


def _group_name(group: str) -> str:
    return tr("Others") if group == OTHERS else group
