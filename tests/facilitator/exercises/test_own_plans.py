"""What somebody set out to do for themselves comes back in the follow-up, on their own handout and nowhere else."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from facilitator.exercises.looking_back.followed import choose_earlier
from facilitator.exercises.looking_back.own_plans_before import own_plans_before
from facilitator.exercises.network import answers as network
from facilitator.exercises.network.own_action.answering import keep_own_action, share_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import add_exercise, exercise_steps, tell_apart
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.rehearsal.people import people
from facilitator.reports.export import export_reports
from facilitator.sharing.workshop_file import to_json
from facilitator.storage.library import Library
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import new_workshop

HELD = date(2026, 3, 4)
LEARNED = "One experience that would take you further: Quokka on the night shift"
AGREED = "Ask a setter. With: Numbat. On 2 June 2026."


@pytest.fixture
def first(library: Library) -> int:
    """Seven people, of whom the first noted what they want to add, and the second and third typed what they will do.

    The third one's stands among the actions.
    """
    workshop = new_workshop(library, "First", held_on=HELD, client="Acme").value
    add_people(library, workshop, people(7))
    learner, setter, sharer, *_ = (person.id for person in people_of(library, workshop))
    mix = add_exercise(library, workshop, "learning_mix").value
    for person, words in ((learner, "Quokka on the night shift"), (setter, "")):
        put(library, Who(mix, person), "capability", [Value(word="Setting up")])
        put(library, Who(mix, person), "ticks", [Value("experience_task")])
        put(library, Who(mix, person), "add_experience", [Value(word=words)] if words else [])
        send(library, Who(mix, person), lambda given: ())
    step = add_exercise(library, workshop, "network").value
    for person in (setter, sharer):
        who = network.Who(step, person)
        network.set_list_length(library, who, 11)
        for factor in get_setup(library, step).active:
            network.set_tally(library, who, factor.key, 1, 11)
        network.finish(library, who)
        keep_own_action(library, who, OwnAction("Ask a setter", date(2026, 6, 2), "Numbat"))
    share_own_action(library, network.Who(step, sharer), True)
    return workshop


def follow_up(library: Library, first: int, *, recognised: bool = True) -> tuple[int, int]:
    """The workshop of the same people three weeks later, and its step that looks back."""
    again = start_workshop(
        library,
        "Again",
        template="follow_up",
        client="Acme",
        held_on=HELD + timedelta(weeks=3),
        people_of=first,
        recognised=recognised,
    ).value
    return again, next(step.id for step, each in exercise_steps(library, again) if each.kind == "looking_back")


def told(library: Library, first: int, again: int, step: int) -> list[list[str]]:
    """What each of the people of the first workshop is told, in its order."""
    assert len(people_of(library, first)) == len(people_of(library, again))
    found = own_plans_before(library, step)
    return [list(found[each.id].plans) if each.id in found else [] for each in people_of(library, again)]


def test_each_is_told_their_own_on_their_handout_alone(library: Library, first: int, tmp_path: Path) -> None:
    again, step = follow_up(library, first)
    assert told(library, first, again, step) == [[LEARNED], [AGREED], [], [], [], [], []]
    papers = {
        path.name: " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
        for path in finish(export_reports(library, again, tmp_path))
    }
    learner, setter, *_ = (person.name for person in people_of(library, again))
    assert {name for name, text in papers.items() if "Quokka" in text} == {f"Handout {learner}.pdf"}
    assert {name for name, text in papers.items() if "Ask a setter" in text and "Summary" not in name} == {
        f"Handout {setter}.pdf"
    }
    heading = "This is what you wrote for yourself on 4 Mar 2026. It stands on nobody else’s paper."
    assert papers[f"Handout {learner}.pdf"].index(heading) < papers[f"Handout {learner}.pdf"].index(LEARNED)
    assert b"Quokka" not in to_json(library, again), "nothing was copied: what is erased there is gone here too"


def test_nobody_who_is_not_known_to_be_the_same_is_told_anything(library: Library, first: int) -> None:
    again, step = follow_up(library, first, recognised=False)
    assert own_plans_before(library, step) == {}
    again, step = follow_up(library, first)
    refused = people_of(library, again)[0].id
    tell_apart(library, refused, [people_of(library, first)[0].id])
    assert told(library, first, again, step) == [[], [AGREED], [], [], [], [], []]


def test_it_is_left_out_where_nothing_is_to_be_looked_back_at(library: Library, first: int) -> None:
    again, step = follow_up(library, first)
    afresh = choose_earlier(library, step, None)
    assert own_plans_before(library, step) == {}
    afresh.undo()
    # The network tells of last time itself where it is run again.
    add_exercise(library, again, "network")
    assert told(library, first, again, step) == [[LEARNED], [], [], [], [], [], []]
