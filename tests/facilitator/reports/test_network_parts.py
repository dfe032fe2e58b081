"""What the analysis adds to the PDFs: read back, and who is named in which."""

import re
from contextlib import closing
from itertools import combinations
from pathlib import Path
from shutil import copy

import pytest
from agreeing import confirm_match
from pypdf import PdfReader

from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.ties.answering import set_ties
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.network.whole.measures import measure_room
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.reports.export import export_reports
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import Person, add_people, people_of

SECRETS = [f"Geheim{letter}" for letter in "abcdefgh"]
PEOPLE = 12


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, empty_library: Path) -> dict[str, str]:
    """A room of two teams in its second round, with ties and matches, as the words of its PDFs."""
    folder = tmp_path_factory.mktemp("parts")
    with closing(open_library(Path(copy(empty_library, folder / "library.sqlite")))) as library:
        return _written(library, folder)


def _written(library: Library, folder: Path) -> dict[str, str]:
    workshop = start_workshop(library, "Room").value
    teams = ["North", "South"]
    people = [Person(f"Name{number}", team=teams[number % 2]) for number in range(PEOPLE)]
    ids = add_people(library, workshop, people).value
    step = exercise_steps(library, workshop)[0][0].id
    for place, person in enumerate(ids):
        who = Who(step, person)
        given = [
            (label, dict.fromkeys(("group", "proximity", "hierarchy", "interaction"), 1 + (number + place) % 3))
            for number, label in enumerate(SECRETS)
        ]
        contacts = answers.add_contacts(library, who, given).value
        set_ties(library, who, list(combinations(contacts[:4], 2)), True)
        confirm_match(library, step, contacts[0], ids[(place + 1) % PEOPLE])
        answers.finish(library, who)
    start_round(library, step, "After a month")
    for person in ids[:8]:
        who = Who(step, person)
        answers.accept_notice(library, who)
        answers.add_contact(library, who, "Neuling")
        answers.finish(library, who)
    written = finish(export_reports(library, workshop, folder), lambda *_: None)
    return {path.stem: text(path) for path in written}


def test_the_summary_shows_the_analysis_and_names_nobody(pdfs: dict[str, str]) -> None:
    summary = pdfs["Summary"]
    assert "8 people have answered before and after" in summary
    assert "4 more answered before and have not finished now." in summary
    assert "added 1 and dropped 0 contacts" in summary
    assert "about one leaves 0 out by chance alone" in summary and "what a change came from is not told" in summary
    assert "The room as one network" in summary
    assert "8 ties were confirmed" in summary
    assert "8 of 12 lists are there" in summary and "Whom the other 4 people would name is unknown" in summary
    # Of each team four lists are there, so that a row would be those of fewer people than may be shown.
    assert "Who turns to whom, by team" not in summary
    assert "that takes two teams with 5 lists or more" in summary
    # Twelve answered the first round and eight of them both: the figures of both would tell of the four.
    assert "A dash, or no row" in summary
    for name in (*SECRETS, "Neuling", *(f"Name{number}" for number in range(PEOPLE))):
        assert name not in summary


def test_a_handout_shows_ones_own_contacts_and_nobody_elses_name(pdfs: dict[str, str]) -> None:
    mine = pdfs["Handout Name3"]
    assert "What changed since “Round 1”" in mine
    assert "You kept 8 contacts, added 1 and no longer list 0." in mine
    assert "Your contacts around you" in mine
    assert "As far as you know, 6 of 36 pairs of your contacts know each other." in mine
    assert mine.count("Geheima") >= 2
    for number in set(range(PEOPLE)) - {3, 1}:
        assert f"Name{number} " not in mine


def test_a_small_team_is_not_shown_apart(pdfs: dict[str, str]) -> None:
    # Four people of each team are in the second round: too few for either to stand alone.
    assert "Groups side by side" not in pdfs["Summary"]


def test_who_named_nobody_is_told_so_in_a_sentence(
    library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    person = people_of(library, workshop)[0]
    who = Who(network_step, person.id)
    answers.choose_entry_mode(library, who, "contact")
    answers.finish(library, who)
    [path] = finish(export_reports(library, workshop, tmp_path, summary=False), lambda *_: None)
    said = text(path)
    assert "You put nobody on your list" in said and "Room to reflect" in said
    assert "0 people" not in said and "Your contacts" not in said


def test_no_two_figures_tell_of_the_one_who_is_missing(library: Library, tmp_path: Path) -> None:
    """One has no list, one left out a question: neither how often that one is named nor who it is follows from sums."""
    workshop = start_workshop(library, "Room").value
    ids = add_people(library, workshop, [Person(f"Name{number}", team="North") for number in range(PEOPLE)]).value
    step = exercise_steps(library, workshop)[0][0].id
    factors = get_setup(library, step).active
    with library.change("fill"):
        for place, person in enumerate(ids[:-1]):
            who = Who(step, person)
            codes = {factor.key: 1 if place % 2 else 2 for factor in factors if place or factor.key != "group"}
            contacts = answers.add_contacts(library, who, [(label, codes) for label in SECRETS]).value
            # Six name each other by two, and five in a ring: enough ties are returned, and enough are not.
            next_one = place ^ 1 if place < 6 else 6 + (place - 5) % 5
            for contact, other in zip(contacts, (ids[-1], ids[next_one]), strict=False):
                confirm_match(library, step, contact, other)
            answers.finish(library, who)
    found = measure_room(read_room_network(library, step))
    assert (found.unanswered, found.ties - found.mutual, found.indegree[ids[-1]]) == (1, 11, 11)
    written = finish(export_reports(library, workshop, tmp_path, handouts=False), lambda *_: None)
    summary = text(written[0])
    assert f"{found.ties} ties were confirmed" in summary and "11 of 12 lists are there" in summary
    assert "Of the ties between two people whose lists are both there, about" in summary
    assert f"Of the {found.mutual} ties" not in summary
    assert "n = 7+ people" in summary and "n = 10 people" not in summary
    assert "5 of 7+ people have" in summary and not re.search(r"\b(of|over) 10 people", summary)


def test_who_tallied_is_not_counted_out_by_who_listed_contacts_both_times(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Room").value
    ids = add_people(library, workshop, [Person(f"Name{number}") for number in range(PEOPLE)]).value
    step = exercise_steps(library, workshop)[0][0].id
    with library.change("first"):
        for person in ids:
            answers.add_contacts(library, Who(step, person), [(label, {"group": 1}) for label in SECRETS])
            answers.finish(library, Who(step, person))
    start_round(library, step, "After a month")
    with library.change("again"):
        for person in ids:
            who = Who(step, person)
            answers.accept_notice(library, who)
            if person == ids[0]:
                answers.choose_entry_mode(library, who, "tally")
                answers.set_list_length(library, who, 5)
                answers.set_tally(library, who, "group", 1, 5)
            answers.finish(library, who)
    written = finish(export_reports(library, workshop, tmp_path, handouts=False), lambda *_: None)
    summary = text(written[0])
    assert "12 people have answered before and after" in summary
    assert "The 8+ people who listed single contacts both times" in summary
