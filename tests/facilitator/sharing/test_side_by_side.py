"""One row a respondent: what forms and spreadsheets hold comes in, or the closing sentence counts what did not."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import facilitator
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from prepared import empty_room
from survey_files import LAYOUTS, OFTEN, WHERE, Named, Response, Room, redcap

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import load_factor_set
from facilitator.exercises.network.interchange.columns import contact_columns
from facilitator.exercises.network.interchange.exchanged_tables import CONTACT, PARTICIPANT
from facilitator.exercises.network.interchange.side_by_side import one_row_each
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.import_plans import Options
from facilitator.sharing.delimited import read_lines
from facilitator.sharing.grid import to_table
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.tabular import IGNORE, Loss, Table
from facilitator.workshop.roster import people_of

FACTORS = load_factor_set("standard").factors
CODES = {factor.key: factor.codes for factor in FACTORS}

ROOM = (
    Response("Amina Diallo", "amina@example.org", (
        Named("Omar", {OFTEN: "About daily", WHERE: "In my team"}),
        Named("Pia", {OFTEN: "About weekly", WHERE: "Another department"}),
        Named("Mats", {OFTEN: "About daily"}),
    )),
    Response("Björn Åkesson", "bjorn@example.org", (
        Named("Kofi", {OFTEN: "About monthly", WHERE: "In my team"}), Named("Lena", {WHERE: "In my team"}),
    )),
    Response("Chen Wei", "chen@example.org", (Named("Omar", {OFTEN: "Several times a day"}),)),
)  # fmt: skip


def held(room: Room) -> dict[str, dict[str, dict[str, int]]]:
    """What the file of a room holds, by person and contact."""
    words = {factor.key: AnswerWords(factor) for factor in FACTORS}
    return {
        each.name: {
            one.name: {key: words[key].read(text) or 0 for key, text in one.answers.items() if text}
            for one in each.contacts
        }
        for each in room
        if each.contacts
    }


def brought(library: Library, workshop_id: int) -> dict[str, dict[str, dict[str, int]]]:
    step = exercise_steps(library, workshop_id)[0][0].id
    names = {person.id: person.name for person in people_of(library, workshop_id)}
    return {
        names[person]: {one.label: {k: code for k, code in one.ratings.items() if code > 0} for one in view.contacts}
        for person, view in read_networks(library, step).items()
    }


def table_of(text: str) -> Table:
    return to_table("file.csv", read_lines(text))


def read(text: str) -> dict[str, dict[str, dict[str, int]]]:
    """What a text is read as, without a library."""
    table = one_row_each(table_of(text), FACTORS)
    matched = contact_columns(table, FACTORS, Options())
    places = {key: place for place, key in enumerate(matched.values()) if key not in ("", IGNORE)}
    words = {factor.key: AnswerWords(factor) for factor in FACTORS}
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in table.rows:
        if row[places[CONTACT]]:
            answers = {key: words[key].read(row[places[key]]) for key in (OFTEN, WHERE) if key in places}
            own = found.setdefault(row[places[PARTICIPANT]], {})
            own[row[places[CONTACT]]] = {key: code for key, code in answers.items() if code is not None and code > 0}
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybodys_networks_come_in(library: Library, tmp_path: Path, layout: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(LAYOUTS[layout](ROOM), encoding="utf-8")
    room = empty_room(library)
    outcome = import_files(library, room, [path])
    assert not outcome.failed, [str(each) for file in outcome.files for each in file.proposal.plan.errors]
    assert brought(library, room) == held(ROOM)
    assert sorted(person.name for person in people_of(library, room)) == sorted(each.name for each in ROOM)


def rooms() -> st.SearchStrategy[list[Response]]:
    """Rooms in which everybody has a name, and every contact of a list its own."""
    answers = st.fixed_dictionaries(
        {}, optional={OFTEN: st.sampled_from(CODES[OFTEN]), WHERE: st.sampled_from(CODES[WHERE])}
    )
    labels = st.lists(
        st.sampled_from(["Omar", "Pia", "MK", "B. Roy", "the other Ann", "Zoë", "Łukasz", "Nguyễn", "李"]),
        unique=True, max_size=6,
    )  # fmt: skip
    contacts = labels.flatmap(
        lambda names: st.tuples(*(answers.map(lambda said, name=name: Named(name, said)) for name in names))
    )
    names = ["Amina Diallo", "Björn Åkesson", "Chen Wei", "Dolores O’Hara", "Emeka Obi", "Fatma Yıldız"]
    people = st.lists(st.sampled_from(names), unique=True, min_size=2, max_size=5)
    return people.flatmap(
        lambda chosen: st.tuples(
            *(contacts.map(lambda some, name=name: Response(name, f"p{names.index(name)}@example.org", some))
              for name in chosen)
        ).map(list)
    )  # fmt: skip


@settings(max_examples=share_of(120), deadline=None)
@given(rooms(), st.sampled_from(sorted(LAYOUTS)))
def test_what_is_read_is_what_the_file_holds(room: Sequence[Response], layout: str) -> None:
    # Without a single answer codes say nothing of what they ask: such a file can be read by nobody.
    if layout == "limesurvey_codes" and not all(
        any(key in one.answers for each in room for one in each.contacts) for key in CODES if key in (OFTEN, WHERE)
    ):
        return
    if not any(each.contacts for each in room):
        return
    assert read(LAYOUTS[layout](room)) == held(room)


def test_an_instrument_of_redcap_that_repeats_is_everybodys_contacts(library: Library, tmp_path: Path) -> None:
    room, found = bring(library, tmp_path, redcap(ROOM))
    assert not found.failed and brought(library, room) == held(ROOM)
    assert {person.email for person in people_of(library, room)} == {each.email for each in ROOM}
    assert found.left_out == "" and "“Record ID”" in found.metadata
    wrong = redcap(ROOM).replace("\n1,Contacts,1,", "\n99,Contacts,1,", 1)
    _, lost = bring(library, tmp_path, wrong)
    assert "Row 3: They belong to nobody in the table of those who answered: left out." in said(lost)


def bring(library: Library, folder: Path, text: str, rows: Kind | None = None) -> tuple[int, Imported]:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    room = empty_room(library)
    return room, import_files(library, room, [path], rows={path: rows} if rows else None)


def said(found: Imported) -> list[str]:
    return [str(each) for file in found.files for each in file.proposal.plan.problems]


def test_what_has_no_name_is_said_and_counted(library: Library, tmp_path: Path) -> None:
    room, found = bring(
        library,
        tmp_path,
        "Timestamp,Your name,Department,Shoe size,Contact 1,How often 1,Contact 2,How often 2\n"
        "x,Ann,IT,38,,About daily,Pia,About weekly\n"
        "x,Ben,HR,44,n/a,,-,N/A\n"
        "y,,,,,,,\n",
    )
    assert brought(library, room) == {"Ann": {"Pia": {OFTEN: 3}}}
    assert [(each.name, each.team) for each in people_of(library, room)] == [("Ann", "IT"), ("Ben", "HR")]
    assert "Row 2, column “Contact 1”: Here are answers about a contact who has no name: left out." in said(found)
    assert "Row 3: No contact stands here: the person alone is taken." in said(found)
    columns = "1 column (“Shoe size”) with 2 filled cells"
    assert found.metadata == "Not needed: 1 column that the file’s program fills by itself (“Timestamp”)."
    assert found.left_out == f"Left out: 1 row, {columns}, 1 single cell."


def test_whoever_answered_twice_counts_once(library: Library, tmp_path: Path) -> None:
    room, found = bring(
        library,
        tmp_path,
        "Timestamp,Email Address,Your name,Contact 1,How often 1,Contact 2,How often 2\n"
        "x,ann@example.org,Ann,Omar,About daily,,\n"
        "x,ann@example.net,Ann,Kim,About daily,,\n"
        "y,ANN@example.org,ann,Pia,About weekly,Udo,About daily\n",
    )
    assert found.left_out == "Left out: 1 row."
    assert "Row 2: Whoever is in it answered again further down, which counts: left out." in said(found)
    assert [person.email for person in people_of(library, room)] == ["ann@example.net", "ANN@example.org"]


def test_sentences_name_the_places_of_the_file(library: Library, tmp_path: Path) -> None:
    _, found = bring(
        library,
        tmp_path,
        "Your name,Contact 1,Contact 2,How near [Contact 1],How near [Contact 2]\n"
        "Ann,Omar,Pia,On Mars,Another country\nBen,Kim,Udo,Another country,On Mars\n",
    )
    assert found.failed
    (error,) = (each for each in found.files[0].proposal.plan.causes if each.error)
    assert error.place == "rows 2–3, columns “How near [Contact 1]”, “How near [Contact 2]”"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Session 1,Session 2\nAnn,a@x.org,yes,no\nBen,b@x.org,no,no\n",
        "Company,Name,Email,Phone 1,Phone 2,Address 1,Address 2\nAcme,Ann,a@x.org,1,2,Oslo,Rome\n",
        "Name,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Value,Relation 1 - Value\nAnn,x,a@x.org,b@x.org,Bo\n",
        "First name,Last name,Emergency contact 1,Emergency contact 2\nAnn,Berg,Otto,Ida\n",
        "Name,Q1,Q2,Q3,Q4_1,Q4_2\nAnn,3,4,5,1,2\nBen,1,2,3,4,5\n",
        "Team,Member 1,Member 2\nIT,Ann,Ben\nHR,Di,Ed\n",
        "name,C1,C2,C3\nAnn,4,5,1\nBen,2,3,3\n",
        'Name,Email,Who invited you?,Diet\nAnn,a@x.org,"Berg, Ole",vegan\nBen,b@x.org,Zoe,none\n',
        'Name,Email,Colleague\nAnn,a@x.org,"Berg, Ole"\nBen,b@x.org,"Roy, Zoe"\n',
        "Participant,Contact,How often\nAnn,Omar,About daily\n",
    ],
)
def test_other_columns_that_repeat_are_no_contacts(text: str) -> None:
    table = table_of(text)
    assert one_row_each(table, FACTORS) is table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a roster in a grid: contacts are named in the headings
            "Timestamp,Your name,How often do you have contact? [Ann Roy],How often do you have contact? [Bo Li]\n"
            "x,Chen Wei,About daily,\nx,Di Ek,About weekly,About monthly\n",
            {"Chen Wei": {"Ann Roy": {OFTEN: 4}}, "Di Ek": {"Ann Roy": {OFTEN: 3}, "Bo Li": {OFTEN: 2}}},
        ),
        (  # two questions for names, each with contacts of its own
            "Name,Advice contact 1,Advice contact 2,Advice contact 1 how often,Advice contact 2 how often,"
            "Support contact 1,Support contact 2,Support contact 1 how often,Support contact 2 how often\n"
            "Ann,Omar,Pia,About daily,About weekly,Kim,Udo,About monthly,About daily\n",
            {"Ann": {"Omar": {OFTEN: 4}, "Pia": {OFTEN: 3}, "Kim": {OFTEN: 2}, "Udo": {OFTEN: 4}}},
        ),
        (  # contacts by a letter and a number
            "name,c1,c1_interaction,c1_group,c2,c2_interaction,c2_group\nAnn,Omar,4,1,Pia,3,2\n",
            {"Ann": {"Omar": {OFTEN: 4, WHERE: 1}, "Pia": {OFTEN: 3, WHERE: 2}}},
        ),
        (  # two lines of headings, the same words over each contact
            "Respondent,Contact,,Contact,\n,Name,How often,Name,How often\nAnn,Omar,4,Pia,3\nBen,Kim,4,,\n",
            {"Ann": {"Omar": {OFTEN: 4}, "Pia": {OFTEN: 3}}, "Ben": {"Kim": {OFTEN: 4}}},
        ),
        (  # the respondent's name under the same heading as the contacts'
            "Name,Email,Name,How often,Name,How often\nAnn,a@x.org,Omar,About daily,Pia,About weekly\n",
            {"Ann": {"Omar": {OFTEN: 4}, "Pia": {OFTEN: 3}}},
        ),
        (  # nobody's name: the number of the response
            "id,submitdate,lastpage,seed,Contact A,Contact A how often,Contact B,Contact B how often\n"
            "17,x,3,9,Omar,About daily,Pia,About weekly\n",
            {"17": {"Omar": {OFTEN: 4}, "Pia": {OFTEN: 3}}},
        ),
        (  # all names in one cell
            "Timestamp,Your name,Your contacts,How often [Contact 1],How often [Contact 2]\n"
            "x,Ann,Omar; Pia,About daily,About weekly\nx,Ben,Kim,About weekly,\n",
            {"Ann": {"Omar": {OFTEN: 4}, "Pia": {OFTEN: 3}}, "Ben": {"Kim": {OFTEN: 3}}},
        ),
        (
            'Your name,Who do you turn to for advice?\nAnn,"Omar, Pia, Mats"\nBen,"Kim, Udo"\n',
            {"Ann": {"Omar": {}, "Pia": {}, "Mats": {}}, "Ben": {"Kim": {}, "Udo": {}}},
        ),
        (  # words that count
            "Ihr Name;Erster Kontakt;Erster Kontakt: Wie oft;Zweiter Kontakt;Zweiter Kontakt: Wie oft\n"
            "Ann;Omar;Etwa täglich;Pia;Etwa wöchentlich\n",
            {"Ann": {"Omar": {OFTEN: 4}, "Pia": {OFTEN: 3}}},
        ),
    ],
)
def test_other_layouts(text: str, expected: dict[str, dict[str, dict[str, int]]]) -> None:
    assert read(text) == expected


def test_the_people_alone_can_be_taken(library: Library, tmp_path: Path) -> None:
    room, found = bring(library, tmp_path, LAYOUTS["contact_in_front"](ROOM), rows=Kind.ROSTER)
    assert len(people_of(library, room)) == len(ROOM)
    assert brought(library, room) == {}
    assert "8 columns" in found.left_out


def test_through_the_command_line(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text(LAYOUTS["qualtrics_matrix"](ROOM), encoding="utf-8")
    room = empty_room(library)
    where = ("--library", library.path)
    done = facilitator(*where, "import", room, path)
    assert "6 contacts of 3 people." in done.stdout
    assert "It holds what a survey program notes of each response, and is left out." in done.stderr
    assert done.stderr.count("survey program notes") == 1
    measured = json.loads(facilitator(*where, "metrics", room, "--json").stdout)
    people = {each["name"]: each for each in measured["participants"]}
    assert people["Amina Diallo"]["factors"][OFTEN]["strength"] == pytest.approx((0.75 + 0.5 + 0.75) / 3)
    assert set(people) == {each.name for each in ROOM}


@settings(max_examples=share_of(60), deadline=None)
@given(rooms(), st.sampled_from(["google_grid", "microsoft", "contact_in_front", "two_lines"]), st.data())
def test_answers_about_nobody_are_counted(room: Sequence[Response], layout: str, data: st.DataObject) -> None:
    nobody = Named("", {OFTEN: CODES[OFTEN][0], WHERE: CODES[WHERE][1]})
    added = [data.draw(st.integers(0, 2)) for _ in room]
    with_nobody = [
        Response(each.name, each.email, (Named("Omar X", nobody.answers), *each.contacts, *[nobody] * count))
        for each, count in zip(room, added, strict=True)
    ]
    text = LAYOUTS[layout](with_nobody)
    named = [Response(each.name, each.email, tuple(one for one in each.contacts if one.name)) for each in with_nobody]
    assert read(text) == held(named)
    table = one_row_each(table_of(text), FACTORS)
    assert sum(problem.cells for problem in table.problems if problem.loss is Loss.CELL) == 2 * sum(added)


def test_limesurvey_with_codes_of_answers_is_no_list_of_people(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text(
        '"id","submitdate","lastpage","seed","name","who[SQ001]","who[SQ002]","often[SQ001]","often[SQ002]"\n'
        '"1","2026-11-20","2","99","Ann Berg","Omar","Pia","A4","AO03"\n"2","","1","98","Ben Roy","Kim","","A2",""\n',
        encoding="utf-8",
    )
    workshop = empty_room(library)
    assert import_files(library, workshop, [path]).failed, "what the codes mean is asked"
    import_files(library, workshop, [path], Options(near=True))
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    found = [
        [(each.label, dict(each.ratings)) for each in view.contacts] for view in read_networks(library, step).values()
    ]
    assert found == [
        [("Omar", {"interaction": 4}), ("Pia", {"interaction": 3})],
        [("Kim", {"interaction": 2})],
    ]


TICKS = (
    "Timestamp,Your name,Whom do you know? [Omar],Whom do you know? [Pia],Whom do you know? [Kim]\n"
    "x,Ann Berg,Yes,No,Yes\nx,Ben Roy,Nein,x,\nx,Cy Fox,No,No,No\n"
)


def test_a_yes_or_no_for_each_of_several_people_is_a_list(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ticks.csv"
    path.write_text(TICKS, encoding="utf-8")
    workshop = empty_room(library)
    import_files(library, workshop, [path])
    assert [each.name for each in people_of(library, workshop)] == ["Ann Berg", "Ben Roy", "Cy Fox"]
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    found = [[each.label for each in view.contacts] for view in read_networks(library, step).values()]
    assert found == [["Omar", "Kim"], ["Pia"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [("4 - About daily", 4), ("4) About daily", 4), ("4 = about daily", 4), ("4. Daily", 4), ("2 - About daily", None)],
)
def test_an_answer_with_its_number_before_it_must_agree_with_it(text: str, code: int | None) -> None:
    assert AnswerWords(next(each for each in FACTORS if each.key == OFTEN)).read(text) == code


def test_the_line_of_marks_of_a_survey_program_is_no_loss(library: Library, tmp_path: Path) -> None:
    """Qualtrics writes a third heading line of its own, which holds what nobody has said."""
    path = tmp_path / "form.csv"
    rows = [
        ["Q1", "Q2_1", "Q3_1"],
        ["What is your name?", "Contact 1", "How often? - Contact 1"],
        ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3"}'],
        ["Anna Berg", "Omar", "About daily"],
        ["Bo Lind", "Pia", "About weekly"],
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found = import_files(library, empty_room(library), [path])
    assert not found.failed and "row" not in found.left_out
