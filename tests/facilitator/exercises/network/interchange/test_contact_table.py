"""Contacts as a table: planned without a trace, written whole or not at all, and back again to the same measures."""

from pathlib import Path
from typing import Any

import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prepared import empty_room

from facilitator.errors import Invalid
from facilitator.exercises.network.answers import Who, add_contact, add_contacts, finish, rate, set_list_length
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.interchange.contact_table import export_table
from facilitator.exercises.network.interchange.exchanged_tables import CONTACTS
from facilitator.exercises.network.interchange.plans import import_fields, plan_import
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.network.read import NetworkView, read_networks
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import duplicate_workshop, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options, Plan
from facilitator.person_changes import Asked
from facilitator.sharing.tables import read_table, write_csv, write_xlsx
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.tabular import NEW_QUESTIONS, Table, of_table_kind
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import Person, add_people, people_of


@pytest.fixture
def room(library: Library) -> int:
    """A workshop with an empty roster."""
    return empty_room(library)


@pytest.fixture
def step(library: Library, room: int) -> int:
    return step_of(library, room)


def step_of(library: Library, workshop_id: int) -> int:
    return next(step.id for step, _ in exercise_steps(library, workshop_id))


def table(text: str) -> Table:
    headers, *rows = [tuple(cell.strip() for cell in line.split(";")) for line in text.strip().splitlines()]
    return Table("contacts.csv", headers, tuple(rows), tuple(range(2, len(rows) + 2)))


def plan(library: Library, step_id: int, text: str, options: Options | None = None) -> Plan:
    return plan_import(library, step_id, table(text), options or Options())


def answers(library: Library, step_id: int) -> dict[str, dict[str, dict[str, int]]]:
    """Participant → contact → ratings."""
    workshop_id = get_setup(library, step_id).workshop_id
    names = {person.id: person.name for person in people_of(library, workshop_id)}
    return {
        names[person]: {contact.label: dict(contact.ratings) for contact in view.contacts}
        for person, view in read_networks(library, step_id).items()
    }


def places(planned: Plan) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.column) for problem in planned.errors]


def test_labels_numbers_and_missing_kinds(library: Library, step: int) -> None:
    plan(
        library,
        step,
        """Participant; Contact; Where they work; hierarchy; interaction
           Anna;        AB;      my team;         n/a;       3
           Anna;        CD;      4;               not comparable;
           ben;         AB;      ;                HIGHER;    prefer not to say""",
    ).apply()
    assert answers(library, step) == {
        "Anna": {
            "AB": {"group": 1, "hierarchy": Missing.SKIPPED, "interaction": 3},
            "CD": {"group": 4, "hierarchy": Missing.NOT_COMPARABLE},
        },
        "ben": {"AB": {"hierarchy": 1, "interaction": Missing.DECLINED}},
    }
    views = read_networks(library, step).values()
    assert all(view.entry == "contact" and view.finished for view in views)


def test_a_plan_changes_nothing_and_its_undo_takes_back_everything(library: Library, room: int, step: int) -> None:
    add_people(library, room, [Person("Anna")])
    heard: list[Change] = []
    library.changed.connect(heard.append)
    before = get_setup(library, step)
    planned = plan(
        library, step, "participant;contact;participant_team;mood\nanna;AB;Sales;good\nBen;AB;;bad", Options({}, True)
    )
    assert planned.problems == ()
    assert planned.summary == ("2 contacts of 2 people.", "1 person is added to the roster.", "New question: “mood”.")
    assert (heard, get_setup(library, step), len(people_of(library, room))) == ([], before, 1)

    done = planned.apply()
    assert [(person.name, person.team) for person in people_of(library, room)] == [("Anna", "Sales"), ("Ben", "")]
    assert get_setup(library, step).factors[-1].codes == ("bad", "good")
    assert set(heard) == {
        Change(Topic.ANSWERS, room, step),
        Change(Topic.ROSTER, room),
        Change(Topic.SETTINGS, room, step),
    }
    again = done.undo()
    assert (get_setup(library, step), answers(library, step), len(people_of(library, room))) == (before, {}, 1)
    again()
    assert answers(library, step) == {"Anna": {"AB": {"mood": 2}}, "Ben": {"AB": {"mood": 1}}}


def test_the_same_contact_again_gets_new_answers_and_keeps_the_others(library: Library, step: int) -> None:
    plan(library, step, "participant;contact;group;hierarchy\nAnna;AB;1;higher\nAnna;CD;2;").apply()
    planned = plan(library, step, "participant;contact;group;proximity\nANNA;ab;3;1\nAnna;EF;;")
    assert planned.summary[1] == "1 contact is on a list already and gets the new answers."
    planned.apply()
    assert answers(library, step) == {
        "Anna": {"AB": {"group": 3, "hierarchy": 1, "proximity": 1}, "CD": {"group": 2}, "EF": {}}
    }


def test_errors_name_row_column_value_and_what_is_allowed(library: Library, room: int, step: int) -> None:
    add_people(library, room, [Person("Anna"), Person("Anna")])
    planned = plan(
        library,
        step,
        """participant;contact;group;Participant’s e-mail
           Ben;        AB;     weekly;
           Ben;        ab;     1;
           ;           CD;     1;
           Cleo;       ;       1;
           Anna;       CD;     1;
           Dora;       CD;     1;    dora""",
    )
    assert places(planned) == [
        (2, "group"),
        (3, "contact"),
        (4, "participant"),
        (5, "contact"),
        (6, "participant"),
    ]
    assert "“weekly”" in str(planned.errors[0])
    assert "1 or “In my team”" in str(planned.errors[0])
    assert "row 2" in str(planned.errors[1])
    # What is no address costs the person the address, and nobody else anything.
    assert [problem.row for problem in planned.problems if "“dora”" in problem.sentence] == [7]
    with pytest.raises(Invalid):
        planned.apply()
    assert answers(library, step) == {}
    assert len(people_of(library, room)) == 2


def test_columns_that_match_nothing(library: Library, step: int) -> None:
    text = "egoID;alterID;alter.sex;note;empty\n1;1;w;x;\n1;2;m;;"
    planned = plan(library, step, text)
    assert places(planned) == [(None, "alter.sex"), (None, "note")]
    assert "--new-factors" in planned.errors[0].sentence
    options = Options({"EGOID": "participant", "alterid": "contact", "alter.sex": "group", "note": "ignore"})
    assert places(plan(library, step, text, options)) == [(2, "alter.sex"), (3, "alter.sex")]
    planned = plan(library, step, text, Options({"note": "ignore"}, True))
    assert planned.errors == ()
    planned.apply()
    planned = plan(library, step, text, Options({"note": "ignore"}))
    assert planned.errors == ()
    assert metrics(library, step)["participants"][0]["factors"]["alter.sex"]["counts"] == {"m": 1, "w": 1}


def test_needed_columns_that_are_missing_say_how_to_match_them(library: Library, step: int) -> None:
    planned = plan(library, step, "one;two\nAnna;AB", Options({}, True))
    assert '--map "COLUMN=participant"' in planned.errors[0].sentence
    assert '--map "COLUMN=contact"' in planned.errors[1].sentence
    assert plan(library, step, "one;two\nAnna;AB", Options({"one": "participant", "two": "contact"})).errors == ()
    assert plan(library, step, "one;two\nAnna;AB", Options({"one": "participant", "two": "shoe"})).errors


def test_free_text_is_no_question(library: Library, step: int) -> None:
    rows = "\n".join(f"Anna;C{n};remark {n}" for n in range(31))
    planned = plan(library, step, f"participant;contact;remarks\n{rows}", Options({}, True))
    assert places(planned) == [(None, "remarks")]
    assert '--map "remarks=ignore"' in planned.errors[0].sentence
    rows = "\n".join(f"Anna;C{n};answer {n % 30:02}" for n in range(60))
    plan(library, step, f"participant;contact;remarks\n{rows}", Options({}, True)).apply()
    assert len(get_setup(library, step).factors[-1].codes) == 30
    assert len(answers(library, step)["Anna"]) == 60


def test_a_question_that_was_off_is_switched_on(library: Library, step: int) -> None:
    planned = plan(library, step, "participant;contact;setting;gives\nAnna;AB;2;")
    assert planned.summary[-1] == "Question switched on: “How we talk”."
    planned.apply()
    assert [factor.key for factor in get_setup(library, step).active][-1] == "setting"


def test_questions_and_words_of_earlier_sets_are_read(library: Library, step: int) -> None:
    text = """Teilnehmer;Kontakt;Wo sie arbeiten;How near;Profession;Ihre Ebene;effort;Medium
       Anna;A;Mein Team;Beside me or same floor;Same;Higher;1 hour a week;Phone
       Anna;B;Another team in my unit;Selbe Stadt, anderer Ort;Verschieden;Gleich;5;Chat
       Anna;C;Außerhalb;Another city;different;Not comparable;;
       Anna;D;Another department;Same building or site;Related work;Nicht zu vergleichen;;"""
    planned = plan(library, step, text)
    assert planned.summary[-1] == "New questions: “Time I put in”, “How we meet”."
    planned.apply()
    found = answers(library, step)["Anna"]
    assert found["A"] == {
        "group": 1, "proximity": 1, "function": 1, "hierarchy": 1, "effort": 3, "medium": 3,
    }  # fmt: skip
    assert found["B"] == {
        "group": 2, "proximity": 3, "function": 3, "hierarchy": 2, "effort": 5, "medium": 5,
    }  # fmt: skip
    assert found["C"] == {"group": 4, "proximity": 3, "function": 3, "hierarchy": Missing.NOT_COMPARABLE}
    assert found["D"] == {"group": 3, "proximity": 2, "function": 2, "hierarchy": Missing.NOT_COMPARABLE}
    # A column that is only called so is no question of an earlier set.
    planned = plan(library, step, "participant;contact;benefit\nAnna;A;cake")
    assert places(planned) == [(None, "benefit")]


def test_the_roster_is_filled_and_never_overwritten(library: Library, room: int, step: int) -> None:
    add_people(library, room, [Person("Anna", team="Sales"), Person("Ben")])
    plan(
        library,
        step,
        "participant;contact;ego_team;My location\nAnna;A;Other;Bonn\nAnna;B;Other;\nBen;A;;Rome\nCleo;A;North;Oslo",
    ).apply()
    assert [(person.name, person.team, person.location) for person in people_of(library, room)] == [
        ("Anna", "Sales", "Bonn"),
        ("Ben", "", "Rome"),
        ("Cleo", "North", "Oslo"),
    ]


def test_what_a_persons_rows_disagree_on_is_not_taken_over_and_said(library: Library, room: int, step: int) -> None:
    rows = "Dora;A;North;x\nDora;B;South;x\nDora;C;North;\nEmil;A;West;y"
    planned = plan(library, step, f"participant;contact;ego_team;ego_office\n{rows}")
    assert [(problem.column, problem.error) for problem in planned.problems] == [("ego_team", False)]
    assert "“Dora”" in planned.problems[0].sentence and "Emil" not in planned.problems[0].sentence
    planned.apply()
    found = [(person.name, person.team, person.location) for person in people_of(library, room)]
    assert found == [("Dora", "", "x"), ("Emil", "West", "y")]


def test_namesakes_by_address_or_number(library: Library, room: int, step: int) -> None:
    first, second = add_people(library, room, [Person("Anna", "a@x.org"), Person("Anna", "b@x.org")]).value
    plan(library, step, "participant;ego email;contact;group\nAnna;B@x.org;AB;1\nAnna;c@x.org;AB;2").apply()
    plan(library, step, "participant;contact;group\nAnna (1);AB;3\nb@x.org;CD;4").apply()
    views = read_networks(library, step)
    found = {person: {each.label: each.ratings["group"] for each in view.contacts} for person, view in views.items()}
    third = next(person.id for person in people_of(library, room) if person.email == "c@x.org")
    assert found == {first: {"AB": 3}, second: {"AB": 1, "CD": 4}, third: {"AB": 2}}


def test_contacts_who_share_a_label_are_numbered(library: Library, room: int, step: int) -> None:
    (anna,) = add_people(library, room, [Person("Anna")]).value
    who = Who(step, anna)
    for label, code in (("AB", 1), ("ab", 2), ("AB (1)", 3)):
        rate(library, who, add_contact(library, who, label).value, "group", code)
    exported = export_table(library, step)
    assert [row[:3] for row in exported.rows] == [
        ("Anna", "AB (2)", "In my team"),
        ("Anna", "ab (3)", "Another team, same department"),
        ("Anna", "AB (1)", "Another department"),
    ]
    planned = plan_import(library, step, exported, Options())
    assert planned.summary == ("3 contacts of 1 person.", "3 contacts are on a list already and get the new answers.")
    assert places(plan(library, step, "participant;contact;group\nAnna;AB;4")) == [(2, "contact")]


def test_tallies_and_questions_that_are_off_are_left_out_and_said(library: Library, room: int, step: int) -> None:
    anna, ben = add_people(library, room, [Person("Anna"), Person("Ben")]).value
    set_list_length(library, Who(step, anna), 12)
    rate(library, Who(step, ben), add_contact(library, Who(step, ben), "AB").value, "setting", 1)
    exported = export_table(library, step)
    assert [row[:2] for row in exported.rows] == [("Ben", "AB")]
    assert [problem.error for problem in exported.problems] == [False, False]
    assert "1 person counted by tally" in exported.problems[0].sentence
    assert "“How we talk”" in exported.problems[1].sentence
    plan(library, step, "participant;contact;group\nAnna;XY;1").apply()
    assert read_networks(library, step)[anna].entry == "contact"


def test_many_problems_are_one_cause(library: Library, step: int) -> None:
    rows = "\n".join(f"Anna;C{n};nonsense" for n in range(250))
    planned = plan(library, step, f"participant;contact;group\n{rows}")
    (cause,) = planned.causes
    assert cause.rows == tuple(range(2, 252))
    assert "nonsense" in cause.sentence


def test_a_table_without_rows_is_refused(library: Library, step: int) -> None:
    empty = Table("contacts.csv", ("participant", "contact"), (), ())
    assert plan_import(library, step, empty, Options()).errors


def test_what_columns_can_be(library: Library, step: int) -> None:
    keys = [field.key for field in of_table_kind(import_fields(library, step), CONTACTS)]
    assert keys[:3] == ["participant", "contact", "group"]
    own = ["participant_email", "participant_team", "participant_location", "participant_level"]
    assert keys[-8:] == [*own, *NEW_QUESTIONS]


NAME = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=6).filter(
    # Signs that nobody sees are no name, and “#N/A” is a formula without a result.
    lambda text: bool(one_line(text)) and not text.strip().startswith(("#", "Err:"))
)
CODE = st.none() | st.sampled_from([1, 2, 3, *Missing])
NETWORK = st.lists(st.tuples(NAME, st.tuples(CODE, CODE, CODE)), min_size=1, max_size=7)
KEYS = ("group", "interaction", "hierarchy")


@pytest.mark.parametrize("form", ["table", "csv", "xlsx"])
@given(room=st.lists(st.tuples(NAME, NETWORK), min_size=1, max_size=5))
@settings(max_examples=share_of(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_export_comes_back_to_the_same_measures(
    library: Library, tmp_path: Path, form: str, room: list[tuple[str, list[tuple[str, tuple[int | None, ...]]]]]
) -> None:
    original = start_workshop(library, "Original").value
    step_id = step_of(library, original)
    with library.change("answers"):
        people = add_people(library, original, [Person(name) for name, _ in room]).value
        for person, (_, network) in zip(people, room, strict=True):
            who = Who(step_id, person)
            for label, codes in network:
                given = {key: code for key, code in zip(KEYS, codes, strict=True) if code is not None}
                add_contacts(library, who, [(label, given)])
            finish(library, who)
    exported = export_table(library, step_id)
    if form != "table":
        path = tmp_path / f"answers.{form}"
        (write_csv if form == "csv" else write_xlsx)(exported, path, overwrite=True)
        exported = read_table(path)
    same_people = step_of(library, duplicate_workshop(library, original).value)
    planned = plan_import(library, same_people, exported, Options())
    # A name may look as if its letters had been saved in a wrong encoding, which is remarked on and changes nothing.
    assert not [each for each in planned.problems if each.error or each.loss]
    planned.apply()
    assert measured(library, same_people) == measured(library, step_id)
    assert ratings(library, same_people) == ratings(library, step_id)


def measured(library: Library, step_id: int) -> dict[str, Any]:
    return metrics(library, step_id)


def ratings(library: Library, step_id: int) -> list[list[dict[str, int]]]:
    def of(view: NetworkView) -> list[dict[str, int]]:
        return [dict(contact.ratings) for contact in view.contacts]

    return [of(view) for _, view in sorted(read_networks(library, step_id).items())]


BOTH = "participant;contact\n" + "".join(
    f"{owner};{contact}\n" for owner, them in (("Anna", "Omar Pia Mats"), ("Ben", "Rosa Kofi Quinn"))
    for contact in them.split()
)  # fmt: skip
SWAPPED = BOTH.replace("Anna", "Zoe").replace("Ben", "Anna").replace("Zoe", "Ben")


def test_lists_that_changed_places_wait_for_a_word(library: Library, step: int) -> None:
    plan(library, step, BOTH).apply()
    swapped = plan(library, step, SWAPPED)
    assert {problem.row for problem in swapped.errors} == set(range(2, 8)), "all rows, so that the rest can come in"
    assert [(each.row, each.name, each.other, each.asked) for each in swapped.asked] == [
        (2, "Ben", "Anna", Asked.LIST), (5, "Anna", "Ben", Asked.LIST)
    ]  # fmt: skip
    agreed = plan(library, step, SWAPPED, Options(agreed=frozenset({Asked.LIST})))
    assert agreed.errors == () and agreed.summary[0] == "6 contacts of 2 people."


def test_people_who_share_their_contacts_are_not_asked_about(library: Library, step: int) -> None:
    plan(library, step, BOTH).apply()
    # Her own list stands in the file too: it is nobody's by mistake.
    beside = plan(library, step, BOTH + "Cleo;Omar\nCleo;Pia\nCleo;Mats\n")
    assert beside.errors == () and beside.asked == ()
    beside.apply()
    # Several have these contacts: they were given to them.
    late = plan(library, step, "participant;contact\nDina;Omar\nDina;Pia\nDina;Mats\n")
    assert late.problems == () and late.asked == ()
