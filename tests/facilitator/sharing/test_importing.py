"""Files recognised by their content and imported together, all or none."""

from pathlib import Path

import pytest
from prepared import empty_room

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.import_plans import Options
from facilitator.sharing.file_tables import pasted_roster
from facilitator.sharing.importing import import_files
from facilitator.sharing.proposals import propose, recognise
from facilitator.sharing.tables import read_table
from facilitator.sharing.targets import Kind, Target, targets
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import new_workshop


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


@pytest.fixture
def step(library: Library, room: int) -> int:
    return next(step.id for step, _ in exercise_steps(library, room))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


ROSTER = "name,team\nAnna Berg,Sales\nBen Roy,Support\n"
CONTACTS = "participant,contact,group\nAnna Berg,AB,1\nAnna Berg,CD,2\nBen Roy,AB,Outside\n"


@pytest.mark.parametrize(
    ("text", "options", "kind"),
    [
        (ROSTER, Options(), Kind.ROSTER),
        ("Participant,Team\nAnna,Sales\n", Options(), Kind.ROSTER),
        (CONTACTS, Options(), Kind.ANSWERS),
        ("ego,alter,x\n1,2,3\n", Options(), Kind.ANSWERS),
        ("who,whom\nAnna,AB\n", Options({"who": "participant", "whom": "contact"}), Kind.ANSWERS),
        ("who,where\nAnna,Bonn\n", Options({"who": "name", "where": "location"}), Kind.ROSTER),
        ("Name,Contact\nAnna,AB\n", Options({"Name": "participant"}), Kind.ANSWERS),
        ("colour,shape\nred,round\n", Options(), Kind.ROSTER),
    ],
)
def test_what_a_file_holds(
    library: Library, room: int, tmp_path: Path, text: str, options: Options, kind: Kind
) -> None:
    proposal = recognise(library, room, read_table(write(tmp_path / "a.csv", text)), options)
    assert proposal.target.kind is kind
    assert bool(proposal.plan.errors) == (text.startswith(("colour", "ego")))


def test_a_proposal_holds_what_a_preview_shows(library: Library, room: int, step: int, tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", CONTACTS.replace("group", "mood")))
    proposal = recognise(library, room, table)
    assert proposal.target == Target(Kind.ANSWERS, "Personal network", step)
    assert proposal.mapping == {"participant": "participant", "contact": "contact", "mood": ""}
    assert [field.key for field in proposal.fields][:3] == ["participant", "contact", "group"]
    assert proposal.samples == table.rows
    assert [problem.column for problem in proposal.plan.errors] == ["mood"]


def test_the_person_can_choose_another_target(library: Library, room: int, tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", CONTACTS))
    people, answers, *_ = targets(library, room)
    assert (people.kind, answers.kind) == (Kind.ROSTER, Kind.ANSWERS)
    assert propose(library, room, table, people).plan.summary == ("2 people are added.",)


def test_several_files_at_once_whatever_their_order(library: Library, room: int, step: int, tmp_path: Path) -> None:
    contacts, roster = write(tmp_path / "c.csv", CONTACTS), write(tmp_path / "r.csv", ROSTER)
    heard: list[Change] = []
    library.changed.connect(heard.append)
    options = Options({"TEAM": "team", "contact": "contact"})

    tried = import_files(library, room, [contacts, roster], options, dry_run=True)
    assert [file.path for file in tried.files] == [roster, contacts]
    assert [file.proposal.plan.summary for file in tried.files] == [
        ("2 people are added.",),
        ("3 contacts of 2 people.",),
    ]
    assert (tried.failed, tried.done, heard, people_of(library, room)) == (False, None, [], [])

    imported = import_files(library, room, [contacts, roster], options)
    assert [(person.name, person.team) for person in people_of(library, room)] == [
        ("Anna Berg", "Sales"),
        ("Ben Roy", "Support"),
    ]
    assert sum(len(view.contacts) for view in read_networks(library, step).values()) == 3
    assert {change.topic for change in heard} == {Topic.ROSTER, Topic.ANSWERS}
    assert imported.done is not None
    imported.done.undo()
    assert (people_of(library, room), read_networks(library, step)) == ([], {})


def test_one_bad_file_and_nothing_is_changed(library: Library, room: int, step: int, tmp_path: Path) -> None:
    roster = write(tmp_path / "r.csv", ROSTER)
    bad = write(tmp_path / "c.csv", CONTACTS.replace("Outside", "Inside"))
    imported = import_files(library, room, [roster, bad])
    assert imported.failed
    assert imported.done is None
    assert [(problem.row, problem.column) for problem in imported.files[1].proposal.plan.errors] == [(4, "group")]
    with pytest.raises(BadFile, match="empty"):
        import_files(library, room, [roster, write(tmp_path / "e.csv", "")])
    with pytest.raises(Invalid, match="no column “nonsense”"):
        import_files(library, room, [roster], Options({"nonsense": "name"}))
    assert people_of(library, room) == []


def test_answers_need_an_exercise_that_takes_them(library: Library, tmp_path: Path) -> None:
    bare = new_workshop(library, "Bare").value
    answers = "participant,contact,group\n" + "".join(f"Anna,C{n},1\nBen,C{n},2\n" for n in range(5))
    imported = import_files(library, bare, [write(tmp_path / "a.csv", answers)])
    assert "no exercise of this workshop takes a table of answers" in str(imported.files[0].proposal.plan.errors[0])
    assert not import_files(library, bare, [write(tmp_path / "r.csv", ROSTER)]).failed


@pytest.mark.parametrize("between", ["; ", ", ", ";\n", " ,"])
def test_a_mails_recipients_on_one_line_are_as_many_people(library: Library, room: int, between: str) -> None:
    text = between.join(("Berg, Anna <anna@x.org>", "Jürgen Müller <jm@x.org>", '"Dahl, Ben" <ben@x.org>'))
    proposal = recognise(library, room, pasted_roster(text))
    assert proposal.plan.summary == ("3 people are added.",)
    proposal.plan.apply()
    added = {person.email: person.name for person in people_of(library, room)}
    assert {"anna@x.org": "Berg, Anna", "jm@x.org": "Jürgen Müller", "ben@x.org": "Dahl, Ben"}.items() <= added.items()


def test_people_pasted_with_and_without_headings(library: Library, room: int) -> None:
    for text, headings in (("Anna\na@x.org", None), ("Name\nAnna", None), ("Name\nAnna", False)):
        assert recognise(library, room, pasted_roster(text, headings=headings)).target.kind is Kind.ROSTER
    proposal = recognise(library, room, pasted_roster("Anna\ta@x.org\tSales\nBen\t\t"))
    assert list(proposal.mapping.values()) == ["name", "email", "team"]
    proposal.plan.apply()
    assert [(person.name, person.email, person.team) for person in people_of(library, room)] == [
        ("Anna", "a@x.org", "Sales"),
        ("Ben", "", ""),
    ]
