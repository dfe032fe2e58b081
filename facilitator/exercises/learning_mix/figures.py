"""The mix as bars, as a triangle, by team and beside the round before."""

from collections.abc import Mapping, Sequence

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Row, Rows
from facilitator.charts.shares import Shares, Whole
from facilitator.charts.styles import EARLIER, FIRST, SECOND
from facilitator.charts.triangle import Dot, Triangle
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.learning_mix.mix import Mix, mix_of, same_capability, source_names, what_counts
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import Room, groups, read_room
from facilitator.questionnaires.figures import nothing_yet, people_in_words, question_figures
from facilitator.storage.library import Library

_ACTIVITIES, _WHOM = "ticks", "whom"


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """Bars first."""
    return [
        ("mix", tr("Where it was learned")),
        ("triangle", tr("Where it was learned, as a triangle")),
        (_ACTIVITIES, tr("Activities")),
        (_WHOM, tr("With whom")),
        ("teams", tr("Teams")),
        ("change", tr("Before and now")),
    ]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: Room | None = None) -> Mapping[str, Figure]:
    """Teams only from the floor on; before and now only of those who thought of the same capability both times."""
    room = room or read_room(library, step_id)
    mix = mix_of(given for _, given in room.given)
    sentence = f"{people_in_words(room)} · {what_counts(mix)}"
    asked, empty = question_figures(room), nothing_yet(room)
    rests = room.people, room.floor
    found = {
        "mix": Figure(tr("Where it was learned"), sentence, mix_chart(mix), empty, *rests),
        "triangle": Figure(tr("Where it was learned, as a triangle"), sentence, _triangle(mix), empty, *rests),
        **{key: asked[key] for key in (_ACTIVITIES, _WHOM) if key in asked},
    }
    teams = {team: mix_of(given) for team, given in groups(room).items()}
    found["teams"] = Figure(tr("Teams"), sentence, _teams(teams), _no_teams(room.floor), *rests)
    pairs = same_capability(room.pairs)
    if room.setup.round > 1:
        then, now = (mix_of(pair[number] for pair in pairs.values()) for number in (0, 1))
        same = trn("{count} person, the same capability", "{count} people, the same capability", len(pairs))
        none = tr("Nobody has thought of the same capability twice.")
        found["change"] = Figure(tr("Before and now"), same, change_chart(then, now), none, len(pairs), room.floor)
    return found


def mix_chart(mix: Mix) -> Rows:
    """Two bars a source: of ticks, and of the points of ranks."""
    parts = [(mix.ticks, mix.of_ticks), (mix.points, mix.of_points)]
    rows = [
        Row(name, [(None if shares is None else shares[at], mix.said(counts, at)) for counts, shares in parts])
        for at, name in enumerate(source_names())
    ]
    return Rows(rows, [(tr("Ticks"), FIRST), (tr("Points of ranks: 5 for the best to 1"), SECOND)])


def change_chart(then: Mix, now: Mix) -> Rows:
    """Two bars a source: ticks in the round before, and in this one."""
    rows = [
        Row(name, [(mix.of_ticks[at] if mix.of_ticks else None, mix.said(mix.ticks, at)) for mix in (then, now)])
        for at, name in enumerate(source_names())
    ]
    return Rows(rows, [(tr("Before"), EARLIER), (tr("Now"), FIRST)])


def _triangle(mix: Mix) -> Triangle:
    named = ((tr("Ticks"), mix.of_ticks, FIRST), (tr("Points of ranks"), mix.of_points, SECOND))
    dots = [Dot(label, (shares[0], shares[1], shares[2]), look) for label, shares, look in named if shares is not None]
    return Triangle(source_names(), [] if mix.is_counted else dots)


def _teams(teams: Mapping[str, Mix]) -> Shares:
    wholes = [
        Whole(team or tr("The others"), list(zip(source_names(), mix.ticks, strict=True)))
        for team, mix in teams.items()
    ]
    return Shares(wholes)


def _no_teams(floor: int) -> str:
    return tr("Teams are shown from {floor} people each on who have sent.", floor=floor)
