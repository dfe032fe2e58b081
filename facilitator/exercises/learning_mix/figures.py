"""The mix as bars, as a triangle, by team and beside the round before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Row, Rows
from facilitator.charts.shares import Shares, Whole
from facilitator.charts.styles import EARLIER, FIRST, SECOND
from facilitator.charts.triangle import Dot, Triangle
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.learning_mix.mix import (
    BEST,
    TICKS,
    Mix,
    has_ticked,
    mix_of,
    same_capability,
    source_names,
    what_counts,
)
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import CountedRoom, groups, read_room
from facilitator.questionnaires.figures import answering, nothing_yet, people_in_words, question_figures, resting_on
from facilitator.storage.library import Library
from facilitator.totals import Totals, told_of

_WHOM = "whom"


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """Bars first."""
    return [
        ("mix", tr("Where it was learned")),
        ("triangle", tr("Where it was learned, as a triangle")),
        (TICKS, tr("Activities")),
        (_WHOM, tr("With whom")),
        ("teams", tr("Teams")),
        ("change", tr("Before and now")),
    ]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: CountedRoom | None = None) -> Mapping[str, Figure]:
    """Teams only from the floor on; before and now only of those who thought of the same capability both times."""
    room = room or read_room(library, step_id)
    mix = mix_of(given for _, given in room.given)
    best = room.questionnaire.find(BEST)
    ranked = answering(room, best) if best is not None else 0
    # Who has sent and ticked nothing is not in it: of few who have it would be told.
    ticks = room.questionnaire.find(TICKS)
    people = answering(room, ticks) if ticks is not None else room.people
    # Whoever ticks need not rank: points of few are theirs, and none is shown. Of few who tick nothing is shown at all.
    has_points = not 0 < ranked < room.floor <= people
    if not has_points:
        mix = mix._replace(points=(0, 0, 0))
    sentence = " · ".join([people_in_words(room, people), *_of_ranks(ranked, people, room.floor), what_counts(mix)])
    asked, empty = question_figures(room), nothing_yet(room)
    # A frozen picture with ranks goes as soon as those are too few.
    rests = resting_on(room, people), room.floor, frozenset({BEST} if ranked >= room.floor else ())
    found = {
        "mix": Figure(tr("Where it was learned"), sentence, mix_chart(mix, with_points=has_points), empty, *rests),
        "triangle": Figure(tr("Where it was learned, as a triangle"), sentence, _triangle(mix), empty, *rests),
        **{key: asked[key] for key in (TICKS, _WHOM) if key in asked},
    }
    teams = {team: mix_of(given) for team, given in groups(_who_ticked(room)).items()}
    found["teams"] = Figure(tr("Teams"), sentence, _teams(teams), _no_teams(room.floor), *rests)
    pairs = same_capability(room.pairs)
    if room.setup.round > 1:
        then, now = (mix_of(pair[number] for pair in pairs.values()) for number in (0, 1))
        same = trn("{count} person, the same capability", "{count} people, the same capability", len(pairs))
        none = tr("Nobody has thought of the same capability twice.")
        change = Figure(tr("Before and now"), same, change_chart(then, now), none, len(pairs), room.floor)
        withheld = len(pairs) >= room.floor and not _change_is_told(library, step_id, room)
        found["change"] = replace(change, gives_away=_tells_of_few() if withheld else "")
    return found


def _of_ranks(ranked: int, people: int, floor: int) -> list[str]:
    """On how many people the points rest, where these are others than those of the ticks."""
    if 0 < ranked < floor <= people:
        return [tr("ranks of too few are left out")]
    told = told_of(ranked, people, floor)
    return [trn("{count} has ranked", "{count} have ranked", told)] if 0 < ranked < people else []


def _tells_of_few() -> str:
    return tr("Beside the whole room this would tell of the few who are not in it: it is not shown.")


def _change_is_told(library: Library, step_id: int, room: CountedRoom) -> bool:
    """Whether before and now of the same people tell of no few beside what else both rounds show.

    Those are the whole room and its teams in each of them, and in the one before who had thought twice by then.
    """
    before = read_room(library, step_id, room.setup.round - 1)
    then = _shown_apart(before)
    if before.setup.round > 1 and _change_is_told(library, step_id, before):
        then.allows(same_capability(before.pairs))
    both = same_capability(room.pairs)
    return then.allows(both) and _shown_apart(room).allows(both)


def _shown_apart(room: CountedRoom) -> Totals:
    """The totals of a round that are shown in any case: everybody who has ticked, and the teams."""
    ticked, totals = _who_ticked(room), Totals(room.floor)
    totals.allows({person for members, _ in ticked.given for person in members})
    for those in groups(ticked).values():
        totals.allows(
            {one for members, given in ticked.given if any(given is each for each in those) for one in members}
        )
    return totals


def _who_ticked(room: CountedRoom) -> CountedRoom:
    """The room without those who have sent and ticked nothing."""
    return replace(room, given=tuple(each for each in room.given if has_ticked(each[1])))


def mix_chart(mix: Mix, *, with_points: bool = True) -> Rows:
    """Two bars a source: of ticks, and of the points of ranks, or a dash where those are not shown."""
    points = mix.bars(mix.points) if with_points else [(None, "–")] * len(mix.points)
    bars = zip(source_names(), mix.bars(mix.ticks), points, strict=True)
    rows = [Row(name, [of_ticks, of_points]) for name, of_ticks, of_points in bars]
    return Rows(rows, [(tr("Ticks"), FIRST), (tr("Points of ranks: 5 for the best to 1"), SECOND)])


def change_chart(then: Mix, now: Mix) -> Rows:
    """Two bars a source: ticks in the round before, and in this one."""
    bars = zip(source_names(), then.bars(then.ticks), now.bars(now.ticks), strict=True)
    rows = [Row(name, [before, after]) for name, before, after in bars]
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
