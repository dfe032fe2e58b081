"""Nothing of a file is dropped without being said and counted, and no answer lands on another person."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from prepared import add_sample, empty_room

from facilitator.actions.actions import Wording, add_action
from facilitator.errors import BadFile
from facilitator.exercises.network.answers import Who, add_contact, finish
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.cards_import import columns as columns_of_cards
from facilitator.import_plans import Options
from facilitator.person_changes import Asked
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.proposals import recognise
from facilitator.sharing.tables import read_table
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.tabular import Problem
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import Person, add_people, people_of


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def sheet(folder: Path, *rows: tuple[object, ...]) -> tuple[Workbook, Worksheet, Path]:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    for row in rows:
        page.append(row)
    return book, page, folder / "people.xlsx"


def names(library: Library, workshop: int) -> list[str]:
    return [person.name for person in people_of(library, workshop)]


def told(outcome: Imported) -> list[str]:
    return [str(cause) for file in outcome.files for cause in file.proposal.plan.causes]


def step_of(library: Library, workshop: int, kind: str) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == kind)


def contacts_of(library: Library, workshop: int) -> dict[str, list[str]]:
    """The labels of everybody's contacts by the person's name; who has none is left away."""
    held = {person.id: person.name for person in people_of(library, workshop)}
    views = read_networks(library, step_of(library, workshop, "network"))
    return {held[each]: [one.label for one in view.contacts] for each, view in views.items() if view.contacts}


ROWS = (("Name", "Team"), ("Anna", "A"), ("Ben", "B"), ("Cem", "A"), ("Dora", "B"))


def test_filtered_and_hidden_rows_stay_out_unless_asked_for(library: Library, room: int, tmp_path: Path) -> None:
    book, page, path = sheet(tmp_path, *ROWS)
    page.row_dimensions[3].hidden = True
    page.row_dimensions[5].hidden = True
    book.save(path)
    outcome = import_files(library, room, [path])
    assert names(library, room) == ["Anna", "Cem"]
    assert outcome.left_out == "Left out: 2 rows."
    (cause,) = told(outcome)
    assert cause.startswith("Rows 3, 5: ") and "--hidden" in cause
    whole = import_files(library, room, [path], Options(hidden=True))
    assert names(library, room) == ["Anna", "Cem", "Ben", "Dora"]
    assert whole.left_out == ""


def test_hidden_headings_are_headings(library: Library, room: int, tmp_path: Path) -> None:
    book, page, path = sheet(tmp_path, *ROWS)
    page.row_dimensions[1].hidden = True
    book.save(path)
    import_files(library, room, [path])
    assert names(library, room) == ["Anna", "Ben", "Cem", "Dora"]


def test_a_sheet_whose_rows_are_all_hidden_is_refused(library: Library, room: int, tmp_path: Path) -> None:
    book, page, path = sheet(tmp_path, *ROWS)
    for number in range(1, 6):
        page.row_dimensions[number].hidden = True
    book.save(path)
    with pytest.raises(BadFile, match="hidden"):
        import_files(library, room, [path])


def test_sheets_that_are_not_read_are_named(library: Library, room: int, tmp_path: Path) -> None:
    book, _, path = sheet(tmp_path, *ROWS)
    book.create_sheet("Second group").append(["Name"])
    book.create_sheet("Empty")
    book.create_sheet("Lists").append(["yes"])
    book["Lists"].sheet_state = "hidden"
    book.save(path)
    outcome = import_files(library, room, [path])
    assert outcome.left_out == "Left out: 2 sheets (“Second group”, “Lists”)."
    assert len(told(outcome)) == 1


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "#BEZUG!", "#NV", "Err:502"])
def test_a_formula_without_a_result_is_nobody(library: Library, room: int, tmp_path: Path, error: str) -> None:
    path = written(tmp_path, "people.csv", f"Name,Team\nAnna,{error}\n{error},Ops\n#Hashtag Team,Ops\n")
    outcome = import_files(library, room, [path])
    assert [(each.name, each.team) for each in people_of(library, room)] == [("Anna", ""), ("#Hashtag Team", "Ops")]
    assert outcome.left_out == "Left out: 1 row, 2 single cells."


def test_a_total_below_the_table_is_nobody(library: Library, room: int, tmp_path: Path) -> None:
    path = written(tmp_path, "people.csv", "Name;Team;Cost\nAnna;A;10\nTotal Recall;B;\nSumme:;;10,00 €\n")
    outcome = import_files(library, room, [path])
    assert names(library, room) == ["Anna", "Total Recall"]
    assert outcome.left_out == "Left out: 1 row, 1 column (“Cost”) with 1 filled cell."


def test_answers_that_go_nowhere_are_counted(library: Library, room: int, tmp_path: Path) -> None:
    path = written(tmp_path, "form.csv", "Name;Contact 1;Contact 2\nAnna;x;y\nBen;z;\n")
    # As answers all of them come in; whoever takes the people alone is told what stays behind.
    assert import_files(library, room, [path], dry_run=True).left_out == ""
    outcome = import_files(library, room, [path], rows={path: Kind.ROSTER})
    assert outcome.left_out == "Left out: 2 columns (“Contact 1”, “Contact 2”) with 3 filled cells."


def test_several_files_are_counted_together(library: Library, room: int, tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{n}.csv", f"Name;Age\nP{n};3\n;4\n") for n in range(3)]
    assert import_files(library, room, paths, dry_run=True).left_out == (
        "Left out: 3 rows, 3 columns (“Age”) with 6 filled cells."
    )
    assert names(library, room) == []


def test_answers_beside_anothers_address_are_not_the_others(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anna Berg", "desk@x.org"), Person("Ben Dahl", "ben@x.org", "Sales")])
    text = (
        "participant;participant_email;participant_team;contact\nCem Ek;desk@x.org;;One\nBen Dahl;ben@x.org;Ops;Two\n"
        "Dahl, Ben;ben@x.org;Ops;Three\n"
    )
    outcome = import_files(library, room, [written(tmp_path, "contacts.csv", text)])
    assert contacts_of(library, room) == {"Ben Dahl": ["Two", "Three"], "Cem Ek": ["One"]}
    assert outcome.asked and "Anna Berg" in str(outcome.files[0].proposal.plan.changes[0])
    # The roster's own team stays, and that is counted.
    assert people_of(library, room)[1].team == "Sales"
    assert outcome.left_out == "Left out: 1 single cell."


def test_answers_of_a_renamed_person_reach_them_once_agreed(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anna Berg", "anna@x.org")])
    path = written(tmp_path, "contacts.csv", "participant;participant_email;contact\nAnna Nowak;anna@x.org;One\n")
    import_files(library, room, [path], Options(renames=None))
    assert names(library, room) == ["Anna Nowak"]
    assert contacts_of(library, room) == {"Anna Nowak": ["One"]}


def test_what_a_contact_table_fills_in_is_told_row_by_row(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anna")])
    text = "participant;participant_email;contact\nAnna;anna@x.org;One\nAnna;anna@x.org;Two\n"
    path = written(tmp_path, "contacts.csv", text)
    (change,) = import_files(library, room, [path]).files[0].proposal.plan.changes
    assert str(change) == "Row 2, Anna: E-mail → “anna@x.org”"


def test_a_left_out_column_and_empty_rows_of_answers_are_counted(library: Library, room: int, tmp_path: Path) -> None:
    text = "participant;contact;group;Remark\nAnna;One;1;good\n;;;bad\n"
    outcome = import_files(library, room, [written(tmp_path, "c.csv", text)], Options({"Remark": "ignore"}))
    assert outcome.left_out == "Left out: 1 row, 1 column (“Remark”) with 2 filled cells."


def test_cells_that_are_no_answer_are_one_cause(library: Library, room: int, tmp_path: Path) -> None:
    rows = "".join(f"Anna;C{n};nonsense {n}\n" for n in range(400))
    outcome = import_files(library, room, [written(tmp_path, "c.csv", f"participant;contact;group\n{rows}")])
    assert outcome.failed
    (cause,) = told(outcome)
    assert cause.startswith("Rows 2–401, column “group”: ") and "“nonsense 0”" in cause and "397 more" in cause


def test_cards_of_namesakes_are_nobodys(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anna", "a@x.org"), Person("Anna", "b@x.org"), Person("Ben")])
    add_exercise(library, room, "three_questions")
    text = "question;card;author;mood\n1;One;Anna;x\n1;Two;Ben;\n1;Three;Zoe;\n;;;x\n"
    outcome = import_files(library, room, [written(tmp_path, "cards.csv", text)])
    assert outcome.left_out == "Left out: 1 row, 1 column (“mood”) with 2 filled cells, 2 single cells."
    assert any("Nobody on the roster, or several people: “Anna”, “Zoe”" in each for each in told(outcome))


def test_a_whole_workshop_gives_nobody_anothers_answers(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Cem Ek", "desk@x.org"), Person("Ben Roy", "ben@x.org"), Person("Anna Berg")])
    step = step_of(library, room, "network")
    for person in people_of(library, room):
        add_contact(library, Who(step, person.id), f"of {person.name}")
        finish(library, Who(step, person.id))
    (path,) = export_workshop(library, room, Format.JSON, tmp_path / "w.json")
    target = start_workshop(library, "Target").value
    there = [Person("Dora Fox", "desk@x.org"), Person("Benjamin Roy", "ben@x.org"), Person("Anna Berg", "anna@x.org")]
    add_people(library, target, there)
    outcome = import_files(library, target, [path])
    assert names(library, target) == ["Dora Fox", "Benjamin Roy", "Anna Berg", "Cem Ek"]
    assert contacts_of(library, target) == {
        "Benjamin Roy": ["of Ben Roy"],
        "Anna Berg": ["of Anna Berg"],
        "Cem Ek": ["of Cem Ek"],
    }
    assert outcome.asked
    assert "2 people are on the roster already." in outcome.files[0].proposal.plan.summary


def test_namesakes_of_a_whole_workshop_are_never_the_first_one(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anna", "a@x.org"), Person("Anna", "b@x.org")])
    (path,) = export_workshop(library, room, Format.JSON, tmp_path / "w.json")
    target = start_workshop(library, "Target").value
    add_people(library, target, [Person("Anna")])
    outcome = import_files(library, target, [path])
    assert names(library, target) == ["Anna", "Anna", "Anna"]
    assert any("Anna" in each for each in told(outcome))


def test_answers_of_an_exercise_that_is_not_known_are_counted(library: Library, room: int, tmp_path: Path) -> None:
    (path,) = export_workshop(library, room, Format.JSON, tmp_path / "w.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["agenda"].append(
        {"title": "Newer", "kind": "exercise", "exercise": "newer", "minutes": 5, "data": {"a": 1}}
    )
    path.write_text(json.dumps(content), encoding="utf-8")
    outcome = import_files(library, start_workshop(library, "Target").value, [path])
    assert outcome.left_out == "Left out: the answers of 1 step."


@pytest.mark.parametrize(("renames", "there"), [(frozenset(), ["Xu", "Anna"]), (None, ["Anna"])])
def test_a_whole_workshop_renames_somebody_only_if_asked(
    library: Library, room: int, tmp_path: Path, renames: frozenset[int] | None, there: list[str]
) -> None:
    add_people(library, room, [Person("Anna", "a@x.org")])
    (path,) = export_workshop(library, room, Format.JSON, tmp_path / "w.json")
    target = start_workshop(library, "Target").value
    add_people(library, target, [Person("Xu", "a@x.org")])
    import_files(library, target, [path], Options(renames=renames))
    assert names(library, target) == there


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX, Format.GRAPHML, Format.JSON])
def test_an_export_leaves_nothing_out_when_it_comes_back(
    library: Library, room: int, tmp_path: Path, form: Format
) -> None:
    add_people(library, room, [Person("Anna", "a@x.org", "T", "L", "S"), Person("Ben")])
    step = step_of(library, room, "network")
    for person in people_of(library, room):
        add_contact(library, Who(step, person.id), "Somebody")
        finish(library, Who(step, person.id))
    paths = export_workshop(library, room, form, tmp_path / ("out" if form is Format.CSV else f"out.{form.value}"))
    outcome = import_files(library, start_workshop(library, "Back").value, paths)
    assert not outcome.failed, told(outcome)
    assert outcome.left_out == "" and told(outcome) == []


def test_what_means_nothing_in_a_graph_is_counted(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anna"), Person("Ben")])
    step = step_of(library, room, "network")
    for person in people_of(library, room):
        add_contact(library, Who(step, person.id), "Somebody")
        finish(library, Who(step, person.id))
    (path,) = export_workshop(library, room, Format.GRAPHML, tmp_path / "out.graphml")
    text = path.read_text(encoding="utf-8")
    strange = (
        '<node id="x"><data key="n0">team</data></node><edge source="ego1" target="ego2"><data key="e0">likes</data>'
    )
    path.write_text(text.replace("</graph>", f"{strange}</edge></graph>"), encoding="utf-8")
    outcome = import_files(library, start_workshop(library, "Back").value, [path])
    assert not outcome.failed and outcome.left_out == "Left out: 2 nodes and edges."
    assert any("“likes”, “team”" in each for each in told(outcome))
    # Who relies on whom stands in the contacts' nodes; an edge that somebody drew must not seem to have counted.
    drawn = '<edge source="ego1" target="ego2"><data key="e0">relies</data></edge></graph>'
    path.write_text(text.replace("</graph>", drawn), encoding="utf-8")
    outcome = import_files(library, start_workshop(library, "Again").value, [path])
    assert outcome.left_out == "Left out: 1 node or edge."
    assert any("1 edge says otherwise, or is not there, and does not count" in each for each in told(outcome))


def test_what_of_a_whole_workshop_stays_out_is_counted(library: Library, room: int, tmp_path: Path) -> None:
    add_action(library, room, Wording("Meet weekly"))
    (path,) = export_workshop(library, room, Format.JSON, tmp_path / "w.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    talks = sum(not step["exercise"] for step in content["agenda"])
    target = start_workshop(library, "Target").value
    add_people(library, target, [Person("Anna")])
    add_action(library, target, Wording("Meet weekly"))
    outcome = import_files(library, target, [path])
    assert outcome.left_out == (f"Left out: {talks} steps that collect no answers, 1 action that is there already.")


@pytest.mark.parametrize("columns", [(0, 1), (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 5)])
def test_cards_are_cards_where_the_exercise_is_not_on_the_agenda(
    library: Library, room: int, tmp_path: Path, columns: tuple[int, ...]
) -> None:
    headers = tuple(each.title for each in columns_of_cards())
    rows = (headers, ("1", "One", "", "", "0", "Anna", ""), ("1", "Two", "", "", "0", "Anna", ""))
    text = "\n".join(",".join(row[place] for place in columns) for row in rows)
    for step, each in exercise_steps(library, room):
        if each.kind == "three_questions":
            remove_step(library, step.id)
    path = written(tmp_path, "18-cards.csv", text)
    outcome = import_files(library, room, [path])
    assert outcome.failed and outcome.done is None
    assert any("is not on this agenda. Add the exercise first" in each for each in told(outcome))
    beside = import_files(library, room, [written(tmp_path, "people.csv", "Name\nAnna\n"), path])
    assert not beside.failed and beside.left_out == "Left out: 2 rows."
    proposal = recognise(library, room, read_table(path))
    assert "Add the exercise first" in proposal.question and proposal.plan.errors


def test_columns_of_ties_and_lists_that_mean_nothing_are_counted(library: Library, room: int, tmp_path: Path) -> None:
    lists = written(tmp_path, "egos.csv", "egoID,list_entry,mood\nAnna,contact,x\n")
    alters = written(tmp_path, "alters.csv", "egoID,alterID\nAnna,Ben\nAnna,Cem\n")
    ties = written(tmp_path, "ties.csv", "egoID,Source,Target,weight,since\nAnna,Ben,Cem,1,2020\n")
    outcome = import_files(library, room, [lists, alters, ties])
    assert not outcome.failed, told(outcome)
    assert outcome.left_out == "Left out: 2 columns (“mood”, “since”) with 2 filled cells."


def test_rows_that_disagree_on_a_participant_are_counted(library: Library, room: int, tmp_path: Path) -> None:
    text = "egoID,alterID,participant_team,A\nAnna,Ben,North,1\nAnna,Cem,South,2\n"
    outcome = import_files(library, room, [written(tmp_path, "alters.csv", text)], Options({"A": "ignore"}))
    assert not outcome.failed, told(outcome)
    assert outcome.left_out == "Left out: 1 column (“A”) with 2 filled cells, 1 single cell."
    assert sum("“A”" in each for each in told(outcome)) == 1


def test_a_first_person_in_the_place_of_the_headings_is_not_lost_in_silence(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Room").value
    path = tmp_path / "people.csv"
    path.write_text("Ann Berg,ann@x.org\nBen Dahl,ben@x.org\n", encoding="utf-8")
    found = import_files(library, workshop, [path], Options({"Ann Berg": "name"}))
    assert found.failed
    assert any("“ann@x.org” stands where the headings should be" in str(each) for each in _problems(found))
    path.write_text("Ann Berg\nBen Dahl\n", encoding="utf-8")
    found = import_files(library, workshop, [path], Options({"Ann Berg": "name"}))
    assert any("“Ann Berg” is taken for the heading" in str(each) for each in _problems(found))


def test_headings_that_are_repeated_are_nobody(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Room").value
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail\nAnn,ann@x.org\nname,E-Mail\nBen,ben@x.org\n", encoding="utf-8")
    found = import_files(library, workshop, [path])
    assert [each.name for each in people_of(library, workshop)] == ["Ann", "Ben"]
    assert found.left_out == "Left out: 1 row."


def test_the_table_of_people_of_an_export_alone_makes_nobody_done(library: Library, tmp_path: Path) -> None:
    sample = add_sample(library)
    written = export_workshop(library, sample, Format.CSV, tmp_path / "out")
    (egos,) = [path for path in written if path.name == "egos.csv"]
    workshop = start_workshop(library, "Room").value
    found = import_files(library, workshop, [egos])
    step = exercise_steps(library, workshop)[0][0].id
    assert len(people_of(library, workshop)) == 21
    assert not any(view.finished for view in read_networks(library, step).values())
    assert any("a table of their own" in each for each in found.files[0].proposal.plan.summary)
    import_files(library, workshop, [path for path in written if path.name in ("alters.csv", "counts.csv")])
    views = read_networks(library, step)
    assert len(views) == 18 and all(view.finished for view in views.values())


def _problems(found: Imported) -> list[Problem]:
    return [problem for file in found.files for problem in file.proposal.plan.problems]


def test_totals_of_parts_notes_and_words_for_nobody_are_no_people(library: Library, room: int, tmp_path: Path) -> None:
    text = (
        "List of the kick-off\n\nName;Team;Days\nAnna;A;3\nTotal A;;3\nBen;B;4\nSubtotal: B;;4\nTotal Recall;B;\n"
        "N/A;;\n–;B;1\nEve;;\nMallory: Jr.;;\n\nSource: HR;;\n* external;;\n"
    )
    outcome = import_files(library, room, [written(tmp_path, "people.csv", text)])
    assert names(library, room) == ["Anna", "Ben", "Total Recall", "Eve", "Mallory: Jr."]
    assert outcome.left_out == "Left out: 6 rows, 1 column (“Days”) with 3 filled cells."
    assert any("“N/A”, “–”" in each for each in told(outcome))


def test_a_name_in_two_spellings_of_one_file_is_pointed_out(library: Library, room: int, tmp_path: Path) -> None:
    path = written(tmp_path, "people.csv", 'Name,Team\n"Dahl, Ben",A\nAnna Berg,\nBen Dahl,\n')
    outcome = import_files(library, room, [path])
    assert len(names(library, room)) == 3
    assert [each.split(":")[0] for each in told(outcome)] == ["Row 4"]


def test_address_cards_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "people.vcf", "BEGIN:VCARD\nFN:Anna Berg\nEND:VCARD\n")
    assert read_table(path).rows == (("Anna Berg",),)
    cut = written(tmp_path, "cut.vcf", "BEGIN:VCARD\nFN:Anna Berg\n")
    with pytest.raises(BadFile, match="breaks off"):
        read_table(cut)


@pytest.mark.parametrize("head", ["E-mail 1 - Value", "Primary email", "Email 1"])
def test_an_address_book_of_the_web_gives_addresses(library: Library, room: int, tmp_path: Path, head: str) -> None:
    text = f"First Name,Last Name,E-mail 1 - Label,{head}\nAnna,Berg,* Work,anna@x.org ::: home@x.org\n"
    outcome = import_files(library, room, [written(tmp_path, "people.csv", text)])
    assert [(each.name, each.email) for each in people_of(library, room)] == [("Anna Berg", "anna@x.org")]
    assert outcome.left_out == "Left out: 1 column (“E-mail 1 - Label”) with 1 filled cell, 1 single cell."


SIX = ("Ada", "Bea", "Cem", "Dag", "Eva", "Fay")


@pytest.mark.parametrize("agreed", [frozenset(), frozenset({Asked.MISSING})])
def test_a_name_changed_in_our_own_export_is_asked_about(
    library: Library, room: int, tmp_path: Path, agreed: frozenset[Asked]
) -> None:
    add_people(library, room, [Person(name) for name in SIX])
    step = step_of(library, room, "network")
    for person in people_of(library, room):
        add_contact(library, Who(step, person.id), f"of {person.name}")
        finish(library, Who(step, person.id))
    egos, *_ = export_workshop(library, room, Format.CSV, tmp_path / "out")
    egos.write_text(egos.read_text("utf-8-sig").replace("\nCem,", "\nCemre,"), "utf-8")
    outcome = import_files(library, room, [egos], Options(agreed=agreed))
    (change,) = outcome.asked
    assert (change.name, change.new_name, change.asked, change.agreed) == ("Cem", "Cemre", Asked.MISSING, bool(agreed))
    assert ("1 person is added to the roster." in outcome.files[0].proposal.plan.summary) == (not agreed)
    there = ["Ada", "Bea", "Cemre", "Dag", "Eva", "Fay"] if agreed else [*SIX, "Cemre"]
    assert names(library, room) == there
    assert contacts_of(library, room)["Cemre" if agreed else "Cem"] == ["of Cem"]


def test_a_name_changed_in_a_roster_or_a_whole_workshop_is_asked_about(
    library: Library, room: int, tmp_path: Path
) -> None:
    add_people(library, room, [Person(name, team=team) for name, team in zip(SIX, "AABBCD", strict=True)])
    rows = [f"{person.name},{person.team}" for person in people_of(library, room)]
    changed = written(tmp_path, "people.csv", "\n".join(["Name,Team", "Evita,C", "Fatma,D", *rows[:4]]))
    found = import_files(library, room, [changed], dry_run=True)
    assert [(change.name, change.new_name) for change in found.asked] == [("Eva", "Evita"), ("Fay", "Fatma")]
    elsewhere = written(tmp_path, "other.csv", "\n".join(["Name,Team", "Evita,Z", "Fatma,A", *rows[:4]]))
    assert not import_files(library, room, [elsewhere], dry_run=True).asked
    few = written(tmp_path, "few.csv", "\n".join(["Name,Team", "Evita,C", rows[0]]))
    assert not import_files(library, room, [few], dry_run=True).asked
    (path,) = export_workshop(library, room, Format.JSON, tmp_path / "w.json")
    written(tmp_path, "w.json", path.read_text("utf-8").replace('"Dag"', '"Dagny"'))
    assert [change.new_name for change in import_files(library, room, [path], dry_run=True).asked] == ["Dagny"]
    import_files(library, room, [path], Options(agreed=frozenset({Asked.MISSING})))
    assert names(library, room) == ["Ada", "Bea", "Cem", "Dagny", "Eva", "Fay"]


def test_addresses_that_change_places_are_asked_about(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Ada", "ada@x.org"), Person("Bea", "bea@x.org"), Person("Cem")])
    path = written(tmp_path, "people.csv", "Name,E-mail,Team\nAda,bea@x.org,A\nBea,ada@x.org,\nCem,bea@x.org,\n")

    def addresses() -> list[tuple[str, str]]:
        return [(person.email, person.team) for person in people_of(library, room)]

    outcome = import_files(library, room, [path])
    assert addresses() == [("ada@x.org", "A"), ("bea@x.org", ""), ("", "")]
    assert [(each.name, each.other, each.agreed) for each in outcome.asked] == [
        ("Ada", "Bea", False),
        ("Bea", "Ada", False),
        ("Cem", "Bea", False),
    ]
    assert outcome.left_out == "Left out: 3 single cells."
    given = import_files(library, room, [path], Options(renames=frozenset({2, 3})))
    assert addresses() == [("bea@x.org", "A"), ("ada@x.org", ""), ("", "")]
    assert given.left_out == "Left out: 1 single cell."
    answers = written(tmp_path, "answers.csv", "Participant,Contact,participant_email\nCem,Ole,ada@x.org\n")
    assert "“Cem” does not get it." in told(import_files(library, room, [answers]))[0]
    assert addresses()[2] == ("", "")


def test_what_others_follow_from_is_told_first(library: Library, room: int, tmp_path: Path) -> None:
    book, page, path = sheet(tmp_path, *ROWS)
    page.column_dimensions["A"].hidden = True
    book.save(path)
    hidden, missing = told(import_files(library, room, [path]))
    assert hidden.startswith("Column “Name”: Filtered out or hidden") and missing.startswith(
        "No column holds the names"
    )
    wide = written(tmp_path, "wide.csv", "Namme,Team\nAnna,A,x,y\nBen,B\nCem,C,d\n")
    longer, missing = told(import_files(library, room, [wide]))
    assert longer.startswith("Rows 2, 4: These rows have more cells than the headings")
    assert missing.startswith("No column holds the names")
    known = written(tmp_path, "known.csv", "Name,Team\nAnna,A,x,y\nBen,B\n")
    (longer,) = told(import_files(library, room, [known]))
    assert longer.startswith("Row 2: This row has 4 cells, the headings only 2.")
    grouped = written(tmp_path, "grouped.csv", "Name,,Location,\nFirst name,Last name,City,Floor\nAnna,Berg,Rome,2\n")
    import_files(library, room, [grouped])
    assert names(library, room) == ["Anna Berg"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_whole_workshop_in_any_unicode_comes_in(library: Library, room: int, tmp_path: Path, encoding: str) -> None:
    add_people(library, room, [Person("Zoë Ångström")])
    (path,) = export_workshop(library, room, Format.JSON, tmp_path / "w.json")
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, [path]).failed
    assert names(library, back) == ["Zoë Ångström"]


@pytest.mark.parametrize(("encoding", "named"), [("utf-16", "UTF-16"), ("utf-16", "UTF-8"), ("utf-16-be", "UTF-16BE")])
def test_a_graph_in_any_unicode_comes_in(
    library: Library, room: int, tmp_path: Path, encoding: str, named: str
) -> None:
    text = "Participant,Contact\nZoë Ångström,Ole\nZoë Ångström,Pia\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    import_files(library, room, [tmp_path / "t.csv"])
    (path,) = export_workshop(library, room, Format.GRAPHML, tmp_path / "g.graphml")
    path.write_bytes(path.read_text("utf-8").replace("UTF-8", named, 1).encode(encoding))
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, [path]).failed
    assert names(library, back) == ["Zoë Ångström"]


def test_a_guessed_encoding_is_shown_by_a_word_that_tells(library: Library, room: int, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("Name,Team\nMüller,Don’t\nŁucja Żak,Łódź\nBüttner,Söhne\n".encode("cp1250"))
    (remark,) = told(import_files(library, room, [path], dry_run=True))
    # As cp1252 reads “Łódź”: that it is not meant so is seen, while “Müller” would be the same in both.
    assert "cp1252 is assumed" in remark and "“£ódŸ”" in remark
    beside = written(tmp_path, "unicode.csv", "Name\nÅsa Öz\n")
    import_files(library, room, [path, beside], Options(encoding="cp1250"))
    assert set(names(library, room)) == {"Müller", "Łucja Żak", "Büttner", "Åsa Öz"}
