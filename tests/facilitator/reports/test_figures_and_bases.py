"""The papers as a statistician reads them: every figure with what it rests on, and nothing cut without a word."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from agreeing import match_exact
from pypdf import PdfReader

from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.network.whole.measures import measure_room, mixing
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.reports.compose import Handouts
from facilitator.reports.export import export_reports
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people

TEAMS = [f"Team {letter} of the works" for letter in "ABCDEFGHI"]
SMALL = ["Board", "Audit", ""]
ROW = re.compile(
    r"(Where they work|How near|How often|How long|Their level) (\d+) (\d+) ([+−]?\d+) ([+−]?\d+ … [+−]?\d+|–) (\d+)"
)

Papers = Callable[[], dict[str, str]]


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


@pytest.fixture
def papers(library: Library, tmp_path: Path) -> tuple[int, list[int], Papers]:
    """A room of nine teams of six and three small groups: a sixth of the lists are missing, some answers too."""
    workshop = start_workshop(library, "Room").value
    names = [(f"P{at}x", TEAMS[at // 6]) for at in range(54)] + [(f"Q{at}x", team) for at, team in enumerate(SMALL)]
    ids = add_people(library, workshop, [Person(name, team=team, location="Here") for name, team in names]).value
    step = exercise_steps(library, workshop)[0][0].id
    factors = get_setup(library, step).active
    with library.change("fill"):  # one transaction: a room takes seconds else
        for place, person in enumerate(ids):
            if place % 6 == 5:
                continue
            who = Who(step, person)
            answers.accept_notice(library, who)
            answers.choose_entry_mode(library, who, "contact")
            near = [names[(place // 6 * 6 + way) % len(names)][0] for way in range(6) if place // 6 * 6 + way != place]
            listed = []
            for number, label in enumerate([*near, names[(place + 13) % len(names)][0], "Elsewhere"]):
                codes = {}
                for factor in factors:
                    if place % 6 != 4 or factor.key != "time_known":
                        # Half the room names their own team alone: what holds for everybody is not said of the room.
                        alone = factor.key == "group" and place % 6 < 3
                        codes[factor.key] = 1 if alone else 1 + (number + place) % min(3, len(factor.codes))
                listed.append((label, codes))
            answers.add_contacts(library, who, listed)
            answers.finish(library, who)
    match_exact(library, step)

    def write() -> dict[str, str]:
        folder = tmp_path / f"papers{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        export_room = export_reports(library, workshop, folder, handouts=False)
        written = {path.stem: text(path) for path in finish(export_room, lambda *_: None)}
        _, composed = next(iter(Handouts(library, workshop)))
        composed.build(folder / "handout.pdf")
        return {**written, "Handout": text(folder / "handout.pdf")}

    return step, ids, write


def test_the_network_says_how_many_lists_it_rests_on(library: Library, papers: tuple[int, list[int], Papers]) -> None:
    step, _, write = papers
    summary = write()["Summary"]
    network = read_room_network(library, step)
    found, teams = measure_room(network), mixing(network, "team", 5)
    assert (found.lists, found.people, found.density) == (48, 57, pytest.approx(found.ties / (48 * 56)))
    assert "48 of 57 lists are there" in summary and "Whom the other 9 people would name is unknown" in summary
    assert f"Of the {found.mutual} ties between two people whose lists are both there" in summary
    # One person has no team and is among the others: an index over everybody else's ties would tell of that one.
    assert (teams.ungrouped, teams.ties, teams.ei_all) == (0, found.ties, None)
    assert "whoever has no team" in summary and "all stay within teams" not in summary
    assert "(5 of 6 lists)" in summary


def test_all_groups_are_there_and_who_is_in_none_is_said(papers: tuple[int, list[int], Papers]) -> None:
    _, _, write = papers
    summary = write()["Summary"]
    between = summary[summary.index("Groups side by side") : summary.index("The room as one network")]
    # Three in small groups are too few for a row of their own, so that one of the nine is with them.
    assert sum(between.count(team) for team in TEAMS) == 2 * 8
    assert between.count("All others") == 2
    assert "Not compared, since there are no two groups of 5 people or more" not in between or "by place" in between
    # In each team five have a shape and four of them a length, which would tell of the one who has none.
    assert (
        "– (4)" not in between
        and "– (1+)" in between
        and re.search(r"\d+ \(6\)|\d+ \(7\)|\d+ \(38\)|\d+ \(39\)", between)
    )


def test_a_shape_says_when_its_questions_rest_on_fewer(papers: tuple[int, list[int], Papers]) -> None:
    _, _, write = papers
    written = write()
    assert "n = 48 people, 39 to 48 of them by question" in written["Summary"]
    assert "Median of the room, half lie below it: n = 48 people, 39 to 48 of them by question" in written["Handout"]


def test_every_row_of_a_change_adds_up_and_the_first_round_stays(
    library: Library, papers: tuple[int, list[int], Papers]
) -> None:
    step, ids, write = papers
    start_round(library, step, "After 30 days")
    again = {person: place for place, person in enumerate(ids) if place % 6 not in (5, 3)}
    with library.change("begin"):
        for person in again:
            answers.accept_notice(library, Who(step, person))
    kept = read_networks(library, step)
    with library.change("answer"):
        for person, place in again.items():
            for number, contact in enumerate(kept[person].contacts[: 5 - place % 5]):
                answers.rate(library, Who(step, person), contact.id, "group", 1 + (place + number) % 4)
                answers.rate(library, Who(step, person), contact.id, "interaction", 1 + (place * number) % 5)
            answers.finish(library, Who(step, person))
    written = write()
    summary = written["Summary"]
    rows = ROW.findall(summary)
    assert len(rows) == 9
    for _, before, after, change, interval, _ in rows:
        signed = int(change.replace("−", "-"))
        assert int(after) - int(before) == signed
        low, high = (int(end.replace("−", "-")) for end in interval.split(" … "))
        assert low <= signed <= high
    assert any(row[3] not in "0" for row in rows)
    assert "the same ones before and after" in summary
    assert "What stood out then: “Round 1”" in summary and "48 people had answered." in summary
    then = summary[summary.index("What stood out then") : summary.index("Things to try")]
    assert re.search(r"\d+ of \d+ people", then)
    assert "What stands out now" in summary and "people who listed single contacts both times on average" in summary
    assert re.search(r"(rose|fell) from \d+ \(of 7 contacts\) to \d+ \(of 7\)", written["Handout"])
