"""Every round goes out and comes back, in each form, with the same measures, and what was kept from round to round."""

from csv import DictReader
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from prepared import prepared

from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.interchange.all_rounds import apart, together
from facilitator.exercises.network.live import profile
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.matching.verdicts import refuse_match
from facilitator.exercises.network.read import read_network, read_networks
from facilitator.exercises.network.rounds.changes import read_changes
from facilitator.exercises.network.rounds.rounds import rounds_of, start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps, remove_participants
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options, Part
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.roster import people_of


@pytest.fixture
def thrice(library: Library, workshop: int, network_step: int) -> int:
    """Three rounds: the second one by everybody but the last, the third by the first two, who renamed and dropped."""
    return prepared(library, "thrice", lambda: answer_thrice(library, workshop, network_step))


def answer_thrice(library: Library, workshop: int, network_step: int) -> int:
    people = [person.id for person in people_of(library, workshop)]
    random, network = Random(7), exercise("network")
    for person in people:
        network.simulate(library, network_step, person, random)
    start_round(library, network_step, "After 30 days")
    for person in people[:-1]:
        _edited(library, Who(network_step, person), "second")
    start_round(library, network_step)
    for person in people[:2]:
        _edited(library, Who(network_step, person), "third")
    return workshop


def _edited(library: Library, who: Who, when: str) -> None:
    answers.accept_notice(library, who)
    view = read_network(library, who.step_id, who.participant_id)
    if view.entry == "contact":
        answers.rename_contact(library, who, view.contacts[0].id, "Renamed since")
        answers.remove_contact(library, who, view.contacts[1].id)
        new = answers.add_contact(library, who, f"New in the {when}").value
        answers.rate(library, who, view.contacts[2].id, "group", 4)
        answers.rate(library, who, new, "group", 1)
    answers.finish(library, who)


def told(library: Library, workshop: int) -> list[object]:
    """All rounds as they are measured, by people's names, and what changed since the round before."""
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    names = {person.id: person.name for person in people_of(library, workshop)}
    factors = get_setup(library, step).factors
    found: list[object] = [[(each.number, each.title, each.people) for each in rounds_of(library, step)]]
    for number in range(1, len(rounds_of(library, step)) + 1):
        views = read_networks(library, step, number)
        found.append(
            {
                names[person]: (
                    [(contact.label, dict(contact.ratings)) for contact in view.contacts],
                    profile(factors, view).measures,
                )
                for person, view in views.items()
                if view.entry
            }
        )
    changes = read_changes(library, step)
    found.append(
        {
            names[person]: ([each.label for each in change.kept or ()], [each.label for each in change.added or ()],
                            [each.label for each in change.dropped or ()])
            for person, change in changes.items()
        }
    )  # fmt: skip
    return found


@pytest.mark.parametrize("form", list(Format))
def test_all_rounds_come_back_in_every_form(library: Library, thrice: int, tmp_path: Path, form: Format) -> None:
    written = export_workshop(library, thrice, form, tmp_path / ("out" if form is Format.CSV else f"out.{form}"))
    back = start_workshop(library, "Back").value
    outcome = import_files(library, back, written)
    assert not outcome.failed, [str(problem) for file in outcome.files for problem in file.proposal.plan.problems]
    assert told(library, back) == told(library, thrice)
    assert outcome.done is not None
    outcome.done.undo.run()
    assert people_of(library, back) == []
    step = next(step.id for step, each in exercise_steps(library, back) if each.kind == "network")
    assert len(rounds_of(library, step)) == 1


def test_with_pseudonyms_a_contact_is_called_the_same_in_every_round(
    library: Library, thrice: int, tmp_path: Path
) -> None:
    # Where people answered in other rounds or by tally, too few did so alike for anything of them to be in it.
    step = next(step.id for step, each in exercise_steps(library, thrice) if each.kind == "network")
    change_analysis(library, step, replace(get_analysis(library, step), smallest_group=3))
    before, begun = read_networks(library, step, 2), read_networks(library, step, 3)
    for person, view in before.items():
        if view.entry == "contact" and person not in begun:
            _edited(library, Who(step, person), "third")
    there = {person: view.entry for person, view in read_networks(library, step, 3).items()}
    others = [person.id for person in people_of(library, thrice) if there.get(person.id) != "contact"]
    remove_participants(library, others)
    [path] = export_workshop(library, thrice, Format.XLSX, tmp_path / "out.xlsx", pseudonyms=True)
    header, *rows = load_workbook(path)["alters"].iter_rows(values_only=True)
    place = {name: number for number, name in enumerate(header)}
    kept = [row for row in rows if row[place["kept_from"]]]
    assert kept and all(row[place["kept_from"]] == row[place["alterID"]] for row in kept)
    for ego in {row[0] for row in rows}:
        for number in {row[place["round"]] for row in rows}:
            own = [row[place["alterID"]] for row in rows if row[0] == ego and row[place["round"]] == number]
            assert len(set(own)) == len(own)
    assert not any("Renamed" in str(cell) for row in rows for cell in row)


def test_where_answers_are_in_the_way_the_last_round_alone_comes_in(
    library: Library, thrice: int, tmp_path: Path
) -> None:
    written = export_workshop(library, thrice, Format.CSV, tmp_path / "out")
    back = start_workshop(library, "Back").value
    first = import_files(library, back, written)
    again = import_files(library, back, written)
    assert not first.failed and not again.failed
    remarks = [problem.sentence for file in again.files for problem in file.proposal.plan.problems]
    assert any("only the last one is imported" in sentence for sentence in remarks)
    assert told(library, back)[0] == told(library, thrice)[0]


def test_an_own_action_of_an_earlier_round_makes_no_list_in_the_last_one(
    library: Library, thrice: int, tmp_path: Path
) -> None:
    # Nobody wrote one in the last round, so that the last of this file are of the first.
    files = export_workshop(library, thrice, Format.CSV, tmp_path / "out")
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, files).failed
    before = told(library, back)
    again = import_files(library, back, files)
    assert not again.failed and told(library, back) == before
    [actions] = [file.proposal for file in again.files if file.path.stem == "own_actions"]
    [remark] = [problem for problem in actions.plan.problems if problem.rows]
    earlier = {path.stem: [row for row in _rounds_in(path) if row != "3"] for path in files}
    assert len(remark.rows) == len(earlier["own_actions"]) > 0
    assert "Of another round than the one that is filled in here" in remark.sentence
    assert again.left_out.startswith(f"Left out: {sum(map(len, earlier.values()))} rows")


def _rounds_in(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["round"] for row in DictReader(file) if "round" in row]


def test_refused_matches_travel_with_the_whole_workshop(
    library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    ada, ben = (person.id for person in people_of(library, workshop)[:2])
    contact = answers.add_contact(library, Who(network_step, ada), "Somebody").value
    refuse_match(library, network_step, contact, ben)
    written = export_workshop(library, workshop, Format.JSON, tmp_path / "out.json")
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, written).failed
    step = exercise_steps(library, back)[0][0].id
    with library.read() as session:
        _, refused = read_verdicts(session, step)
    assert [set(people) for people in refused.values()] == [{people_of(library, back)[1].id}]


CELLS = st.text("ab1 ,é", max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.text("xyz", max_size=4), st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4)),
        min_size=2,
        max_size=4,
    )
)
def test_what_was_put_together_comes_apart_the_same(rounds: list[tuple[str, list[tuple[str, str]]]]) -> None:
    tables = [
        (Part(number, title), {"egos": Table("egos", ("egoID", "team"), tuple(rows), tuple(range(2, len(rows) + 2)))})
        for number, (title, rows) in enumerate(rounds, start=1)
    ]
    back = apart(together(tables)["egos"])
    assert [(part, table.headers, table.rows) for part, table in back] == [
        (part, each["egos"].headers, each["egos"].rows) for part, each in tables
    ]


def test_rows_go_into_the_round_that_they_name_or_nowhere(
    library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    first, second = (person.name for person in people_of(library, workshop)[:2])
    path = tmp_path / "answers.csv"

    def imported(text: str, *, heading: str = "Round", **mapping: str) -> str:
        path.write_text(f"Participant,{heading},Contact\n{text}", encoding="utf-8")
        found = import_files(library, workshop, [path], Options(mapping))
        problems = [str(each) for file in found.files for each in file.proposal.plan.errors]
        return " ".join(problems)

    def labels() -> list[tuple[str, int, str]]:
        names = {person.id: person.name for person in people_of(library, workshop)}
        return [
            (names[person], each.number, contact.label)
            for each in rounds_of(library, network_step)
            for person, view in read_networks(library, network_step, each.number).items()
            for contact in view.contacts
        ]

    assert "“first” is no number of a round" in imported(f"{first},1,Ole\n{second},first,Pia\n")
    assert "Fill it in every row" in imported(f"{first},1,Ole\n{second},,Pia\n")
    assert "“2024” is no number" in imported(f"{first},2024,Ole\n")
    assert labels() == []
    # A heading of one's own is matched to it as any other field.
    assert imported(f"{first},1,Ole\n{first},2,Pia\n", heading="Wave", Wave="round") == ""
    assert labels() == [(first, 1, "Ole"), (first, 2, "Pia")]
    assert "The rows are of round 1, and here round 2 is filled in" in imported(f"{second},1,Kim\n")
    assert "The rows are of round 3, and here round 2 is filled in" in imported(f"{second},3,Kim\n")
    assert labels() == [(first, 1, "Ole"), (first, 2, "Pia")]
    assert imported(f"{second},2,Kim\n{second},3,Pia\n") == "" and imported(f"{second},1,Udo\n", Round="ignore") == ""
    assert labels()[2:] == [(second, 2, "Kim"), (second, 2, "Udo")]
