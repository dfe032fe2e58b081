"""Tables for the exercises that ask questions: nobody's answers land on somebody else, and nothing goes in silence."""

import json
from pathlib import Path

import pytest
from command_line import Done, facilitator
from prepared import prepared

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.answers_export import wide_table
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, responses
from facilitator.questionnaires.setup import get_setup
from facilitator.sharing.importing import import_files
from facilitator.sharing.tables import write_csv
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.row_owners import told_apart

PEOPLE = (
    Person("Ann Berg", "ann@x.org", "IT"),
    Person("Ben Roy", "ben@x.org", "IT"),
    Person("Cleo Fox", "cleo@x.org", "HR"),
    Person("Dan Oak", "", "HR"),
)
HEAD = "participant,email,with,round,sent"
"""What our own tables have of whose a row is."""


def workshop(library: Library, agenda: str) -> int:
    def make() -> int:
        made = start_workshop(library, "There", template=agenda).value
        add_people(library, made, PEOPLE)
        return made

    return prepared(library, ("table of answers", agenda), make)


def step_of(library: Library, made: int, place: int = 0) -> int:
    return [step.id for step, _ in exercise_steps(library, made)][place]


def given(
    library: Library, made: int, place: int = 0, round_: int = 1
) -> dict[tuple[str, ...], dict[str, list[object]]]:
    """What stands in a step: by the names of those who answered, each question's values."""
    step = step_of(library, made, place)
    people = people_of(library, made)
    told_names = told_apart(person.name for person in people)
    names = dict(zip((person.id for person in people), told_names, strict=True))
    found = {}
    for each in responses(library, step, round_):
        own: dict[str, list[object]] = {}
        for answer in each.given:
            value = answer.value
            told = value.option or value.word or value.number or names.get(value.person or 0) or value.day or value.team
            own.setdefault(answer.question, []).append(told)
        found[tuple(names[member] for member in each.members)] = own
    return found


def brought_in(library: Library, made: int, folder: Path, text: str, *options: object, code: int = 0) -> str:
    """What the command line says of a table."""
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    done: Done = facilitator("import", made, path, *options, "--library", library.path, code=code)
    return done.stdout + done.stderr


def test_a_name_counts_before_an_address_that_is_not_its_persons(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "looking_back")
    rows = "Ben Roy,ann@x.org,,1,yes,2,open\nAnn Berg,ann@other.org,,1,yes,3,calm\nZoe,n/a,,1,yes,4,new\n"
    said = brought_in(library, made, tmp_path, f"{HEAD},energy,one_word\n{rows}")
    assert given(library, made) == {
        ("Ben Roy",): {"energy": [2.0], "one_word": ["open"]},
        ("Ann Berg",): {"energy": [3.0], "one_word": ["calm"]},
        ("Zoe",): {"energy": [4.0], "one_word": ["new"]},
    }
    assert "“n/a” stands for no address" in said
    assert "rows 2–3, column “email”: The roster says otherwise of these people, and stays as it is." in said
    assert "Left out: 2 single cells." in said


@pytest.mark.parametrize(
    "order", [("Ben Roy", "Ann Berg", "Cleo Fox"), ("Ben Roy", "Cleo Fox", "Ann Berg")], ids=["two", "three"]
)
def test_names_that_changed_places_put_no_answer_under_a_wrong_name(
    library: Library, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """As where only the column of the names was sorted."""
    made = workshop(library, "looking_back")
    rows = [f"{each.name},{each.email},,1,yes,{place},word{place}" for place, each in enumerate(PEOPLE[:3], 1)]
    brought_in(library, made, tmp_path, "\n".join([f"{HEAD},energy,one_word", *rows]))
    before = given(library, made)
    mixed = [f"{name},{row.split(',', 1)[1]}" for name, row in zip(order, rows, strict=True)]
    text = "\n".join([f"{HEAD},energy,one_word", *mixed])
    said = brought_in(library, made, tmp_path, text, code=1)
    assert given(library, made) == before
    wrong = sum(name != each.name for name, each in zip(order, PEOPLE, strict=False))
    assert f"rows 2–{wrong + 1}, column “email”: Names stand beside the addresses of others" in said
    assert '--map "email=ignore"' in said and "The roster says otherwise" not in said
    brought_in(library, made, tmp_path, text, "--rest", code=0 if wrong < 3 else 1)
    assert given(library, made) == before
    brought_in(library, made, tmp_path, text, "--map", "email=ignore")
    assert given(library, made) == {
        (name,): {"energy": [float(place)], "one_word": [f"word{place}"]} for place, name in enumerate(order, 1)
    }


def test_two_who_share_an_address_have_not_changed_places(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "looking_back")
    ann, ben, *_ = people_of(library, made)
    update_person(library, ben.id, Person(ben.name, ann.email))
    rows = f"{ann.name},{ann.email},,1,yes,1,one\n{ben.name},{ann.email},,1,yes,2,two\n"
    brought_in(library, made, tmp_path, f"{HEAD},energy,one_word\n{rows}")
    assert {names: found["energy"] for names, found in given(library, made).items()} == {
        (ann.name,): [1.0], (ben.name,): [2.0]
    }  # fmt: skip


def test_a_known_address_beside_a_new_name_is_asked_about(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "looking_back")
    text = f"{HEAD},energy\nAnn Smith,ann@x.org,,1,yes,2\n"
    said = brought_in(library, made, tmp_path, text, "--dry-run")
    assert "“Ann Smith” has the address of “Ann Berg” and is added as another person" in said and "--rename" in said
    unread = brought_in(library, made, tmp_path, text.replace("yes,2", "yes,99"), "--dry-run", code=1)
    assert "Ann Smith" not in unread and "No answer to a question" in unread
    brought_in(library, made, tmp_path, text, "--rename")
    assert next(iter(people_of(library, made))).name == "Ann Smith"
    assert given(library, made) == {("Ann Smith",): {"energy": [2.0]}}


def test_nobodys_row_goes_over_the_answers_of_a_team(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "canvas")
    head = f"{HEAD},work,add-1"
    refused = brought_in(
        library, made, tmp_path, f"{head}\nAnn Berg,,Ben Roy,1,yes,Line,Idea\nBen Roy,,,1,yes,Other,\n", code=1
    )
    assert "“Ben Roy” answers together with “Ann Berg”, and this row says otherwise." in refused
    assert given(library, made) == {}
    # Whom a row does not name answers nothing by it, be they of the same team.
    brought_in(library, made, tmp_path, f"{head}\nAnn Berg,,,1,yes,Line,Idea\nBen Roy,,,1,yes,Other,\n")
    assert set(given(library, made)) == {("Ann Berg",), ("Ben Roy",)}
    refused = brought_in(library, made, tmp_path, f"{head}\nAnn Berg,,Ben Roy,1,yes,Line,New\n", code=1)
    assert "row 2, column “with”" in refused


def test_who_answered_with_somebody_and_is_not_there_is_said(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "canvas")
    said = brought_in(library, made, tmp_path, "participant,with,work,add-1\nAnn Berg,Ben Roy; Nobody Here,Line,Idea\n")
    assert "“Nobody Here” is nobody on the roster, or several people: it is not taken over." in said
    assert "Left out: 1 single cell." in said
    assert set(given(library, made)) == {("Ann Berg", "Ben Roy")}


def test_rows_of_one_person_that_disagree_are_counted(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "looking_back")
    text = f"{HEAD},energy,one_word\nAnn Berg,ann@x.org,,1,yes,2,open\nAnn Berg,ann@x.org,,1,yes,4,open\n"
    said = brought_in(library, made, tmp_path, text)
    assert "1 response" in said and "2 answers" in said
    assert "row 2, column “energy”: “2” is left out: row 3 is the same person, and says “4”." in said
    assert "Left out: 1 single cell." in said
    said = brought_in(library, made, tmp_path, f"{HEAD},energy\nAnn Berg,,,1,yes,1\nDan Oak,,,3,yes,3\n")
    assert "1 answer takes the place of one that is there" in said and "Round 3 begins here with it" in said
    assert given(library, made)["Ann Berg",]["energy"] == [1.0]
    by_field = "participant,field,answer\nBen Roy,energy,2\nBen Roy,energy,3\n"
    said = brought_in(library, made, tmp_path, by_field, "--step", step_of(library, made))
    assert "row 2, column “answer”: “2” is left out: row 3 is the same person, and says “3”." in said


def test_answers_without_a_person_are_said_to_be_nobodys(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "looking_back")
    said = brought_in(library, made, tmp_path, f"{HEAD},energy\n,,,1,yes,2\n,,,1,yes,4\n")
    assert "rows 2–3: It says nothing of whose these answers are" in said


@pytest.mark.parametrize("agenda", ["looking_back", "recognition", "canvas", "team_goals", "how_we_learn", "follow_up"])
def test_a_roster_stays_a_roster_beside_any_exercise(library: Library, tmp_path: Path, agenda: str) -> None:
    made = workshop(library, agenda)
    brought_in(library, made, tmp_path, "Name,Team,T-shirt\nAnn Berg,HR,M\nEva Lind,IT,L\n")
    assert [(each.name, each.team) for each in people_of(library, made)][::4] == [
        ("Ann Berg", "HR"),
        ("Eva Lind", "IT"),
    ]
    asking = [place for place, (step, _) in enumerate(exercise_steps(library, made)) if step.exercise != "looking_back"]
    assert all(given(library, made, place) == {} for place in asking)
    for text in ("ego,alter\nAnn Berg,Ole\nAnn Berg,Pia\n", "Participant,Contact\nAnn Berg,Ole\nAnn Berg,Pia\n"):
        assert "names somebody else" in brought_in(library, made, tmp_path, text, code=1)


def test_one_word_that_may_be_an_answer_or_a_fact_is_asked_about(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "canvas")
    text = "Name,E-mail,Work\nZoe Lee,z@x.org,Nurse\n"
    said = brought_in(library, made, tmp_path, text, code=1)
    assert "“Work” can be an answer" in said and "--as people or --as answers" in said
    brought_in(library, made, tmp_path, text, "--as", "people")
    assert given(library, made) == {}
    brought_in(library, made, tmp_path, text, "--as", "answers")
    assert given(library, made) == {("Zoe Lee",): {"work": ["Nurse"]}}


def test_columns_of_one_heading_that_name_two_people_are_asked_about(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "looking_back")
    text = "Name,Name,energy,weather\nAnn Berg,Ole Holm,2,Sun\nBen Roy,Pia Kerr,3,Rain\n"
    assert "“Name” and “Name (2)” can name two different people" in brought_in(library, made, tmp_path, text, code=1)
    said = brought_in(library, made, tmp_path, text, "--as", "answers")
    assert "column “Name (2)”: Another column has the same heading and is taken: this one is left out." in said
    assert set(given(library, made)) == {("Ann Berg",), ("Ben Roy",)}


def test_which_of_two_steps_is_asked_and_can_be_said(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "how_we_learn")
    second = add_exercise(library, made, "learning_mix").value
    first = step_of(library, made)
    text = f"{HEAD},capability,whom\nAnn Berg,,,1,yes,Selling,\n"
    said = brought_in(library, made, tmp_path, text, code=1)
    assert "These can be answers of several steps" in said and f"--step {first}" in said
    brought_in(library, made, tmp_path, text, "--step", second)
    assert (given(library, made), given(library, made, 1)) == ({}, {("Ann Berg",): {"capability": ["Selling"]}})
    assert "takes no table" in brought_in(library, made, tmp_path, text, "--step", 999, code=1)


def test_thanks_that_are_kept_back_outlive_a_table_without_them(library: Library, tmp_path: Path) -> None:
    made = workshop(library, "recognition")
    step, (ann, ben, cleo, dan) = step_of(library, made), people_of(library, made)
    kept, told = put(library, Who(step, ann.id), "person", [Value(person=cleo.id), Value(person=dan.id)]).value
    for about, words in ((kept, "For the key"), (told, "For the list")):
        put(library, Who(step, ann.id), "person_for", [Value(word=words)], about)
    send(library, Who(step, ann.id, corrects=True))
    before = to_json(library, made)
    # As an export has it of which Cleo keeps hers back.
    text = f"{HEAD},person-1,1.person_for\nAnn Berg,,,1,yes,Dan Oak,For the list\n"
    brought_in(library, made, tmp_path, text)
    assert to_json(library, made) == before
    said = brought_in(library, made, tmp_path, f"{HEAD},person-1\nBen Roy,,,1,yes,Ben Roy\n", code=1)
    assert "asks for somebody else" in said
    assert ben.name not in {name for names in given(library, made) for name in names}


@pytest.mark.parametrize("agenda", ["canvas", "recognition"])
def test_an_export_comes_back_with_everybody_it_names(library: Library, tmp_path: Path, agenda: str) -> None:
    made, other = workshop(library, agenda), start_workshop(library, "Elsewhere", template=agenda).value
    add_people(library, made, [Person("Kim"), Person("Kim")])
    step, people = step_of(library, made), people_of(library, made)
    if agenda == "canvas":
        work, (idea,) = "work", put(library, Who(step, people[0].id), "add", [Value(word="Idea")]).value
        put(library, Who(step, people[0].id), work, [Value(word="Line")])
        put(library, Who(step, people[0].id), "add_owner", [Value(person=people[1].id)], idea)
        put(library, Who(step, people[5].id), work, [Value(word="Alone")])
    else:
        for giver, thanked in ((0, 4), (4, 5), (5, 0)):
            put(library, Who(step, people[giver].id), "person", [Value(person=people[thanked].id)])
    written = tmp_path / "answers.csv"
    write_csv(wide_table(library, step), written)
    outcome = import_files(library, other, [written])
    assert not outcome.failed and outcome.left_out == ""
    assert given(library, other) == given(library, made)


def test_a_whole_workshop_keeps_steps_of_other_questions_apart(library: Library) -> None:
    made = workshop(library, "looking_back")
    put(library, Who(step_of(library, made, 2), people_of(library, made)[0].id), "lesson", [Value(word="Ask")])
    document = json.loads(to_json(library, made))
    document["agenda"] = [step for step in document["agenda"] if step["title"] == "Lessons learned"]
    other = workshop(library, "looking_back")
    put(library, Who(step_of(library, other, 1), people_of(library, other)[0].id), "say", [Value(number=3)])
    asked = [get_setup(library, step.id).questionnaire for step, _ in exercise_steps(library, other)]
    plan_workshop(library, other, read_workshop("one.json", json.dumps(document).encode())).apply()
    after = [get_setup(library, step.id).questionnaire for step, _ in exercise_steps(library, other)]
    assert [each.title for each in after[:3]] == [each.title for each in asked]
    assert exercise("composed").builds_questions
