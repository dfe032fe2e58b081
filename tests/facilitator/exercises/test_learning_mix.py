"""The 70:20:10 reflection: its shares, what is said where, and all that it has for nothing."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from pypdf import PdfReader
from typer.testing import CliRunner

from facilitator.charts.rows import Rows
from facilitator.charts.shares import Shares
from facilitator.charts.triangle import Triangle
from facilitator.cli import create_app
from facilitator.described.setup import bundled
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.learning_mix.mix import SOURCES, Mix, before_of, mix_of
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import speaking
from facilitator.protection.notice import notice_of
from facilitator.protection.papers import access, papers
from facilitator.questionnaires.answers import put, put_entry, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import new_round
from facilitator.questionnaires.translated import translated
from facilitator.rehearsal.people import people
from facilitator.reports.compose import Handouts, summary
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop import agreement
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop

KIND = "learning_mix"
EXPERIENCE = ("experience_task", "experience_problem", "experience_project", "experience_role")
OTHERS = ("others_feedback", "others_watching", "others_mentor")
FORMAL = ("formal_course", "formal_online")


def answer(
    library: Library, step: int, person: int, ticks: Sequence[str], best: Sequence[str] = (), capability: str = ""
) -> None:
    who = Who(step, person)
    put_entry(library, who, "capability", capability)
    put(library, who, "ticks", [Value(key) for key in ticks])
    put(library, who, "best", [Value(key) for key in best])
    send(library, who)


def room(library: Library, teams: Sequence[str]) -> tuple[int, int, list[int]]:
    workshop = new_workshop(library, "Room").value
    cast = [Person(f"Person {number}", team=team) for number, team in enumerate(teams)]
    ids = add_people(library, workshop, cast).value
    return workshop, add_exercise(library, workshop, KIND).value, list(ids)


def test_shares_of_ticks_and_of_ranks_are_those_of_the_programme(library: Library) -> None:
    _, step, (one,) = room(library, ["A"])
    answer(library, step, one, [*EXPERIENCE[:3], OTHERS[0]])
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert list(found["share_of_ticks"].values()) == [0.75, 0.25, 0.0]
    assert list(found["share_of_rank_points"].values()) == [None, None, None]
    # Experience, others, experience, formal, experience.
    order = (EXPERIENCE[0], OTHERS[0], EXPERIENCE[1], FORMAL[0], EXPERIENCE[2])
    answer(library, step, one, order, order)
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert list(found["share_of_rank_points"].values()) == pytest.approx([0.6, 4 / 15, 2 / 15])
    assert [round(share, 4) for share in found["share_of_rank_points"].values()] == [0.6, 0.2667, 0.1333]


def test_without_ticks_nothing_is_defined_and_few_are_counted(library: Library) -> None:
    _, step, (one,) = room(library, ["A"])
    answer(library, step, one, [])
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert set(found["share_of_ticks"].values()) == {None}
    figures = exercise(KIND).figures(library, step)
    assert not figures["mix"].chart.has_values and not figures["triangle"].chart.has_values
    # Nine ticks are counted, ten have shares, and no share has decimals.
    assert Mix((6, 2, 1), (0, 0, 0)).bars((6, 2, 1))[0][1] == "6"
    assert [said for _, said in Mix((7, 2, 1), (0, 0, 0)).bars((7, 2, 1))] == ["70%", "20%", "10%"]
    assert Mix((1, 1, 10), (0, 0, 0)).bars((1, 1, 10))[2][1] == "83%"


@drawn(st.tuples(*[st.integers(0, 500)] * 3))
def test_shares_add_up_or_there_are_none(counts: tuple[int, int, int]) -> None:
    shares = Mix(counts, counts).of_ticks
    assert shares is None if not sum(counts) else sum(shares or ()) == pytest.approx(1)


def test_teams_are_shown_from_the_floor_on_and_none_can_be_worked_out(library: Library) -> None:
    _, step, ids = room(library, ["North"] * 6 + ["South"] * 5 + ["West"] * 2)
    for person in ids:
        answer(library, step, person, [EXPERIENCE[0]])
    chart = exercise(KIND).figures(library, step)["teams"].chart
    assert isinstance(chart, Shares)
    # Two people alone could be worked out from the whole: the smallest team hides them.
    assert [(row.label, row.total) for row in chart.rows] == [("North", 6), ("The others", 7)]
    # Nor is a single group shown, which would be the whole room.
    _, other, few = room(library, ["North"] * 4 + ["South"] * 4)
    for person in few:
        answer(library, other, person, [EXPERIENCE[0]])
    assert not exercise(KIND).figures(library, other)["teams"].chart.has_values


def test_before_and_now_only_for_the_same_capability(library: Library) -> None:
    workshop, step, (one, two) = room(library, ["A", "A"])
    answer(library, step, one, EXPERIENCE, capability="Giving feedback")
    answer(library, step, two, EXPERIENCE, capability="Selling")
    assert "change" not in exercise(KIND).figures(library, step) and before_of(library, step) == {}
    new_round(library, step)
    answer(library, step, one, FORMAL, capability="giving  Feedback ")
    answer(library, step, two, FORMAL, capability="Planning")
    assert list(before_of(library, step)) == [one]
    then, now = before_of(library, step)[one]
    assert (mix_of([then]).ticks, mix_of([now]).ticks) == ((4, 0, 0), (0, 0, 2))
    handouts = Handouts(library, workshop)
    first, second = (words(handouts.of(person).render()) for person in people_of(library, workshop))
    assert "The same capability before and now" in first
    assert "The same capability before and now" not in second


def test_before_and_now_of_few_is_in_no_summary_though_many_answer(library: Library) -> None:
    workshop, step, ids = room(library, ["A"] * 6)
    for person in ids:
        answer(library, step, person, EXPERIENCE, capability="Selling" if person in ids[:2] else "Planning")
    new_round(library, step)
    for person in ids:
        answer(library, step, person, FORMAL, capability="Selling")
    figure = exercise(KIND).figures(library, step)["change"]
    assert figure.people == 2 and figure.chart.has_values
    told = words(summary(library, workshop).render())
    assert "This rests on fewer than 5 people. It is shown from 5 people on" in told.split("Before and now")[1]
    assert "6 of 6 people" in told


def test_no_text_sets_a_target() -> None:
    asked = bundled(KIND)
    texts = json.dumps(asked.model_dump(mode="json"), ensure_ascii=False)
    assert not [number for number in ("70", "20 ", "20:", ":10") if number in texts]
    assert [len([o for o in asked.options("ticks") if o.key.startswith(source)]) for source in SOURCES] == [5, 5, 5]
    with speaking("de"):
        german = translated(asked, KIND)
    same = {option.label for option in asked.options("ticks")} & {option.label for option in german.options("ticks")}
    assert german.title == "Wo haben Sie es gelernt?" and not same


def test_terminal_and_papers_know_it(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Learning", template="how_we_learn").value
    ids = add_people(library, workshop, people(6)).value
    (step,) = [found.id for found, each in exercise_steps(library, workshop) if each.kind == KIND]
    for number, person in enumerate(ids):
        exercise(KIND).simulate(library, step, person, Random(number))
    run = CliRunner().invoke(create_app(), ["metrics", str(workshop), "--json", "--library", str(library.path)])
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout)[KIND][0]["sent"] == 6
    plain = CliRunner().invoke(create_app(), ["metrics", str(workshop), "--library", str(library.path)])
    assert plain.exit_code == 0, plain.output
    out = tmp_path / "out"
    for command in (
        ["report", str(workshop), "-o", str(out)],
        ["worksheets", str(workshop), "-o", str(out / "sheets")],
        ["export", str(workshop), "--format", "csv", "-o", str(out / "csv")],
        ["export", str(workshop), "--format", "csv", "--pseudonyms", "-o", str(out / "nobody")],
    ):
        run = CliRunner().invoke(create_app(), [*command, "--library", str(library.path)])
        assert run.exit_code == 0, (command, run.output)
    assert len(list(out.glob("*.pdf"))) == 7 and list((out / "csv").glob("*.csv"))
    nobody = b"".join(path.read_bytes() for path in (out / "nobody").glob("*.csv")).decode()
    assert not [person.name for person in people_of(library, workshop) if person.name in nobody]
    told = words(summary(library, workshop).render())
    assert "the list sets what can be ticked" in told and "Where it was learned" in told


def test_the_notice_tells_what_is_kept_and_whoever_asks_gets_all_of_it(library: Library) -> None:
    workshop, step, (one, two) = room(library, ["A", "A"])
    answer(library, step, one, EXPERIENCE, capability="Giving feedback")
    told = dict(notice_of(library, workshop).sections)
    assert any("What you answer to “Where did you learn it?”, with your name." in said for said in told.values())
    ((copy,), none) = access(library, one)["answers"], access(library, two)["answers"]
    assert "Giving feedback" in json.dumps(copy) and none == []
    catalogue = words(papers(library, workshop, lambda kind: ())[4][1].render())
    assert "Where it was learned" in catalogue or "Learning mix" in catalogue
    # Its own row says from how many people on; those of the workshop as a whole show no figures.
    whole = json.loads(resource("protection", "papers.json").read_text(encoding="utf-8"))["catalogue"]["rows"]
    assert catalogue.count("no figures of people") == sum(row[2] == "no figures of people" for row in whole)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_under_an_agreement_nothing_is_shown_of_fewer_people_than_it_says(library: Library) -> None:
    workshop, step, ids = room(library, ["A"] * agreement.FLOOR)
    change_agreement(library, workshop, holds=True)

    def said() -> str:
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(summary(library, workshop).render())).pages)

    for person in ids[:-1]:
        answer(library, step, person, EXPERIENCE)
    figures = exercise(KIND).figures(library, step)
    assert figures["mix"].is_withheld and figures["teams"].is_withheld
    assert f"shown from {agreement.FLOOR} people on" in " ".join(said().split())
    answer(library, step, ids[-1], EXPERIENCE)
    assert not exercise(KIND).figures(library, step)["mix"].is_withheld
    assert f"shown from {agreement.FLOOR} people on" not in " ".join(said().split())


def test_of_few_who_ticked_nothing_is_shown_however_many_have_sent(library: Library) -> None:
    workshop, step, ids = room(library, ["A"] * 5 + ["B"] * 6)
    for number, person in enumerate(ids):
        answer(library, step, person, EXPERIENCE[:3] if number < 4 else ())
    figures = exercise(KIND).figures(library, step)
    assert {
        key: (figures[key].people, figures[key].is_withheld) for key in ("mix", "triangle", "ticks")
    } == dict.fromkeys(("mix", "triangle", "ticks"), (4, True))
    told = words(summary(library, workshop).render())
    assert told.count("This rests on 4 people. It is shown from 5 people on") >= 3 and "11 of 11" not in told
    # A team is as large as those of it who have ticked something.
    for number, person in enumerate(ids):
        answer(library, step, person, FORMAL if number in (0, *range(5, 11)) else ())
    (mix, teams) = (exercise(KIND).figures(library, step)[key] for key in ("mix", "teams"))
    assert (mix.people, mix.is_withheld) == (7, False) and "7+ of 11 people" in mix.sentence
    assert not teams.chart.has_values, "one of A beside the whole room is that one's own"


def test_before_and_now_beside_the_whole_room_tells_of_nobody_else(library: Library) -> None:
    workshop, step, ids = room(library, ["A"] * 11)
    for person in ids[:6]:
        answer(library, step, person, EXPERIENCE, capability="Selling")
    new_round(library, step)
    for person in ids[:5]:
        answer(library, step, person, FORMAL, capability="Selling")
    # Six before, five of them now: what they had before is the whole room of then less one.
    change = exercise(KIND).figures(library, step)["change"]
    assert change.people == 5 and change.is_withheld
    assert "would tell of the few who are not in it" in words(summary(library, workshop).render())
    answer(library, step, ids[5], FORMAL, capability="Selling")
    assert not exercise(KIND).figures(library, step)["change"].is_withheld
    for person in ids[6:10]:
        answer(library, step, person, OTHERS)
    assert exercise(KIND).figures(library, step)["change"].is_withheld, "now four others are in the whole room"
    answer(library, step, ids[10], OTHERS)
    assert not exercise(KIND).figures(library, step)["change"].is_withheld


@pytest.mark.parametrize(
    ("rounds", "told"),
    [
        ([8], False),  # Without team A that would be three people of team B.
        ([10], True),
        ([10, 10], True),
        ([10, 8], False),  # Beside what the second round told of ten.
        ([11, 5], True),  # Of the eleven, four less than all, nothing was told.
    ],
)
def test_before_and_now_beside_teams_and_other_rounds_tells_of_nobody_else(
    library: Library, rounds: list[int], told: bool
) -> None:
    """So many of three teams of five think of the same again in each round after the first."""
    _, step, ids = room(library, ["A"] * 5 + ["B"] * 5 + ["C"] * 5)
    for number, count in enumerate([len(ids), *rounds]):
        if number:
            new_round(library, step)
        for place, person in enumerate(ids):
            capability = "Selling" if place < count else f"Other {number} {place}"
            answer(library, step, person, FORMAL, capability=capability)
    change = exercise(KIND).figures(library, step)["change"]
    assert change.people == rounds[-1] and change.is_withheld is not told


def test_the_facilitator_sees_the_ranks_of_few_of_which_the_room_sees_nothing(library: Library) -> None:
    """Points that are left out are a dash: a nought would be wrong."""
    _, step, (first, *others) = room(library, ["A"] * 6)
    answer(library, step, first, [EXPERIENCE[0], OTHERS[0]], [OTHERS[0], EXPERIENCE[0]])
    mix = exercise(KIND).figures(library, step)["mix"]
    assert mix.is_withheld and isinstance(mix.chart, Rows)
    assert [row.bars[1][1] for row in mix.chart.rows] == ["4", "5", "0"]
    for person in others:
        answer(library, step, person, [EXPERIENCE[0]])
    mix = exercise(KIND).figures(library, step)["mix"]
    assert not mix.is_withheld and isinstance(mix.chart, Rows)
    assert [row.bars[1] for row in mix.chart.rows] == [(None, "–")] * 3
    assert "ranks of too few are left out" in mix.sentence


def test_ranks_of_few_are_no_part_of_the_rooms_mix(library: Library) -> None:
    _, step, ids = room(library, ["A"] * 8)
    for number, person in enumerate(ids):
        answer(library, step, person, [EXPERIENCE[0], OTHERS[0]], [OTHERS[0]] if number < 1 else [])
    figures = exercise(KIND).figures(library, step)
    for key in ("mix", "triangle"):
        assert "ranks of too few are left out" in figures[key].sentence
    # What one person ranked would be told: the best of theirs.
    chart = figures["mix"].chart
    assert isinstance(chart, Rows) and [row.bars[1][0] for row in chart.rows] == [None] * 3
    triangle = figures["triangle"].chart
    assert isinstance(triangle, Triangle) and len(triangle.dots) == 1
    for person in ids[:5]:
        answer(library, step, person, [EXPERIENCE[0], OTHERS[0]], [OTHERS[0]])
    figure = exercise(KIND).figures(library, step)["mix"]
    assert "8 of 8 people · 5+ have ranked" in figure.sentence
    assert figure.words > figures["mix"].words
    assert isinstance(figure.chart, Rows) and figure.chart.rows[1].bars[1][0] == 1
