"""The command line as other programs use it: with a real library, exit codes and streams."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from command_line import facilitator, program, sentence
from pypdf import PdfReader, PdfWriter
from saved import saved

from facilitator import __version__
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.plain_table import plain_table, plain_tables
from facilitator.storage.library import open_library
from facilitator.workshop.pin import has_pin, set_pin
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import delete_workshop, list_workshops, new_workshop


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample workshop, which nothing in this module changes."""
    path = tmp_path_factory.mktemp("cli") / "sampled.sqlite"
    assert facilitator("--library", path, "sample").stdout == "1\n"
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def test_sample_is_full(sampled: Path) -> None:
    found = json.loads(facilitator("metrics", 1, "--json", "--library", sampled).stdout)
    assert len(found["participants"]) == 18
    assert {person["entry"] for person in found["participants"]} == {"contact", "tally"}
    assert all(8 <= person["contacts"] <= 17 for person in found["participants"])
    assert "Nguyễn Thị Minh Khai" in [person["name"] for person in found["participants"]]


def test_list(sampled: Path) -> None:
    (card,) = json.loads(facilitator("list", "--json", "--library", sampled).stdout)
    assert set(card) == {"id", "title", "client", "held_on", "people"}
    assert (card["id"], card["people"]) == (1, 21)
    head, line = facilitator("list", "--library", sampled).stdout.splitlines()
    assert head.split() == ["id", "held", "on", "people", "title"]
    assert line.split()[0] == "1" and card["title"] in line and card["held_on"] in line


def test_list_of_nothing(empty: Path) -> None:
    # A command that reads makes no library where a path was mistyped.
    assert "There is no library at" in facilitator("list", "--library", empty, code=1).stderr
    assert list(empty.parent.iterdir()) == []
    open_library(empty).close()
    assert json.loads(facilitator("list", "--json", "--library", empty).stdout) == []
    done = facilitator("list", "--library", empty)
    assert done.stdout == "" and "No workshops yet" in done.stderr


def test_new_prints_an_id_that_the_others_take(empty: Path) -> None:
    assert facilitator("new", "Łódź & Αθήνα", "--library", empty).stdout == "1\n"
    assert facilitator("new", "Second", "--library", empty).stdout == "2\n"
    by_title = json.loads(facilitator("metrics", "Łódź & Αθήνα", "--json", "--library", empty).stdout)
    assert by_title["workshop"] == {"id": 1, "title": "Łódź & Αθήνα"}
    assert by_title["participants"] == []
    assert "title" in sentence(facilitator("new", "  ", "--library", empty, code=1))


def test_the_library_may_stand_before_or_after_the_command_or_in_the_environment(tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{name}.sqlite" for name in ("first", "second", "third"))
    facilitator("--library", first, "new", "In the first")
    facilitator("new", "--library", second, "In the second")
    named = {"FACILITATOR_LIBRARY": str(third)}
    facilitator("new", "In the third", environment=named)
    facilitator("--library", first, "new", "Later one counts", "--library", second, environment=named)
    titles = []
    for path in (first, second, third):
        library = open_library(path)
        titles.append([card.title for card in list_workshops(library)])
        library.close()
    assert titles == [["In the first"], ["Later one counts", "In the second"], ["In the third"]]


def test_without_a_choice_the_library_is_in_the_users_data_folder(tmp_path: Path) -> None:
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE")}
    facilitator("new", "At home", environment=homes)
    assert [path.name for path in tmp_path.rglob("library.sqlite")] == ["library.sqlite"]


def test_metrics_json_is_the_contract(sampled: Path) -> None:
    found = json.loads(facilitator("metrics", 1, "--json", "--library", sampled).stdout)
    assert list(found) == ["workshop", "factors", "participants", "room", "three_questions"]
    assert found["workshop"]["id"] == 1
    for person in found["participants"]:
        for measured in person["factors"].values():
            if measured["n"] >= 2:
                p = [count / measured["n"] for count in measured["counts"].values()]
                assert measured["blau"] == pytest.approx(1 - sum(share * share for share in p), rel=1e-12)
    assert facilitator("metrics", 1, "--json", "--library", sampled).stdout == (
        facilitator("metrics", 1, "--json", "--library", sampled).stdout
    )


def test_metrics_as_tables(sampled: Path) -> None:
    shown = facilitator("metrics", 1, "--library", sampled).stdout
    assert "Aleksandra Wiśniewska-Kowalczyk" in shown and "room: diversity" in shown
    assert "None" not in shown and "{" not in shown and "\x1b" not in shown


def test_workshops_that_are_not_there(empty: Path) -> None:
    library = open_library(empty)
    for title in ("Twin", "Twin", "Bin"):
        new_workshop(library, title)
    delete_workshop(library, 3)
    library.close()
    for name in ("9", "twin", "3"):
        assert "no workshop" in sentence(facilitator("metrics", name, "--library", empty, code=1))
    assert "1, 2" in sentence(facilitator("metrics", "Twin", "--library", empty, code=1))


def test_metrics_of_a_workshop_without_an_exercise(empty: Path) -> None:
    library = open_library(empty)
    new_workshop(library, "Only talk")
    library.close()
    assert "no exercise" in sentence(facilitator("metrics", 1, "--json", "--library", empty, code=1))


def test_import_people_then_answers(empty: Path, tmp_path: Path) -> None:
    facilitator("new", "Import", "--library", empty)
    people, contacts = tmp_path / "people.csv", tmp_path / "contacts.csv"
    people.write_text("Name;E-mail;Team\nZoë Ångström;zoe@example.org;Ops\nIvan;;\n", encoding="utf-8")
    contacts.write_text("person,who,colour\nIvan,A.,red\nIvan,B.,blue\nZoë Ångström,C.,red\n", encoding="utf-8")
    dry = facilitator("import", 1, people, "--dry-run", "--library", empty)
    assert "people.csv" in dry.stdout and "nothing was changed" in dry.stderr
    assert json.loads(facilitator("list", "--json", "--library", empty).stdout)[0]["people"] == 0
    matched = ("--map", "person=participant", "--map", "who=contact", "--new-factors")
    assert facilitator("import", 1, contacts, people, *matched, "--library", empty).stdout
    found = json.loads(facilitator("metrics", 1, "--json", "--library", empty).stdout)
    assert [(person["name"], person["contacts"]) for person in found["participants"]] == [
        ("Zoë Ångström", 1),
        ("Ivan", 2),
    ]
    assert found["factors"][-1]["categories"] == ["blue", "red"]
    assert found["participants"][1]["factors"]["colour"]["counts"] == {"blue": 1, "red": 1}


def test_contacts_never_become_participants_unless_somebody_says_so(empty: Path, tmp_path: Path) -> None:
    facilitator("new", "Import", "--library", empty)
    nodes, room = tmp_path / "case_attributeList_Person.csv", tmp_path / "room.csv"
    nodes.write_text("nodeID,networkCanvasEgoUUID,name,close\n1,e1,Ole,4\n2,e1,Pia,3\n", encoding="utf-8")
    room.write_text("from,to\nAnn,Ben\nBen,Cleo\n", encoding="utf-8")
    library = ("--library", empty)
    asked = sentence(facilitator("import", 1, room, *library, code=1))
    assert asked.startswith("room.csv: ") and "--as people or --as answers" in asked

    def people() -> list[str]:
        opened = open_library(empty)
        names = [person.name for person in people_of(opened, 1)]
        opened.close()
        return names

    assert people() == []
    # A study that says whose contacts they are needs no answer: what it asked of them becomes a question.
    done = facilitator("import", 1, nodes, *library)
    assert '--map "close=ignore"' in done.stderr
    assert people() == ["e1"]
    facilitator("import", 1, room, "--as", "answers", *library)
    assert people() == ["e1", "Ann", "Ben"]
    measured = json.loads(facilitator("metrics", 1, "--json", *library).stdout)
    assert [(person["name"], person["contacts"]) for person in measured["participants"]] == [
        ("e1", 2),
        ("Ann", 1),
        ("Ben", 1),
    ]
    assert facilitator("import", 1, room, "--as", "friends", *library, code=2).stdout == ""


def test_an_import_that_fails_changes_nothing(empty: Path, tmp_path: Path) -> None:
    facilitator("new", "Import", "--library", empty)
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Name\nAnna\nIvan\n", encoding="utf-8")
    bad.write_text("participant,contact,group\nAnna,A.,1\nAnna,B.,77\n", encoding="utf-8")
    assert "bad.csv" in sentence(facilitator("import", 1, good, bad, "--library", empty, code=1))
    assert "gone.csv" in sentence(facilitator("import", 1, tmp_path / "gone.csv", "--library", empty, code=1))
    library = open_library(empty)
    assert people_of(library, 1) == []
    library.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("new",),
        ("fly",),
        ("list", "--colour"),
        ("import", "1"),
        ("import", "1", "x.csv", "--map", "column"),
        ("report", "1"),
        ("report", "1", "-o", "x", "--paper", "a5"),
        ("rehearse",),
        ("rehearse", "-o", "x", "--people", "many"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], empty: Path) -> None:
    done = facilitator("--library", empty, *arguments, code=2)
    assert done.stdout == "" and "Usage:" in done.stderr
    assert not empty.exists()


def test_help_and_version() -> None:
    shown = facilitator("--help").stdout
    for command in ("run", "rehearse", "sample", "list", "new", "import", "metrics", "report"):
        assert f"\n  {command} " in shown
    assert "COLUMN=FIELD" in facilitator("import", "--help").stdout
    assert facilitator("--version").stdout == f"facilitator {__version__}\n"


def test_the_core_runs_without_the_windows(empty: Path) -> None:
    core = ("-m", "facilitator")
    assert program("new", "Core", "--library", empty, start=core).stdout == "1\n"
    assert "Usage:" in program("run", start=core, code=2).stderr


def test_a_program_of_its_own_says_the_same(sampled: Path) -> None:
    for code, *arguments in ((0, "list"), (1, "metrics", "Łódź"), (2, "fly")):
        words = ("--library", sampled, *arguments)
        alone, here = program(*words, code=code), facilitator(*words, code=code)
        # The lines before the last one name the program, which is called otherwise.
        assert (alone.stdout, alone.stderr.splitlines()[-1:]) == (here.stdout, here.stderr.splitlines()[-1:])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_run_says_so(empty: Path) -> None:
    for arguments in ((), ("run",)):
        said = sentence(facilitator("--library", empty, *arguments, code=1))
        assert "no screen" in said and "facilitator report" in said
    assert not empty.exists()


def test_a_library_that_can_not_be_opened_is_said(tmp_path: Path) -> None:
    path = tmp_path / "diary.txt"
    path.write_text("Dear diary")
    for arguments in (("list",), ("sample",), ("report", "1", "-o", tmp_path)):
        assert "diary.txt" in sentence(facilitator(*arguments, "--library", path, code=1))
    assert path.read_text() == "Dear diary"


def test_report(sampled: Path, tmp_path: Path) -> None:
    pytest.importorskip("facilitator.reports.export")
    folder = tmp_path / "out"
    done = facilitator("report", 1, "-o", folder, "--no-handouts", "--paper", "letter", "--library", sampled)
    (written,) = done.stdout.splitlines()
    assert Path(written).read_bytes().startswith(b"%PDF")
    assert "1 PDF written." in done.stderr and "\x1b" not in done.stderr
    done = facilitator("report", 1, "-o", folder, "--no-summary", "--library", sampled)
    assert len(done.stdout.splitlines()) == 18
    assert all(Path(line).is_file() for line in done.stdout.splitlines())


def test_plain_table_lines_up_whatever_the_script() -> None:
    shown = plain_table(("name", "n"), [("Nguyễn", 3), ("李娜", 12), ("e\u0301", None), ("x", -0.25)])
    assert shown.splitlines() == [
        "name         n",
        "Nguyễn       3",
        "李娜        12",
        "e\u0301            –",
        "x       -0.250",
    ]


def test_plain_tables_leads_what_lies_deeper_by_what_it_belongs_to() -> None:
    parts = {"people": [{"name": "A", "n": 1, "by": {"x": {"v": 0.5}}}], "room": {"mid": {"x": {"m": None}}}}
    assert plain_tables(parts).split("\n\n") == [
        "people\nname  n\nA     1",
        "people: by\nname  by      v\nA     x   0.500",
        "room: mid\nmid  m\nx    –",
    ]


def test_a_forgotten_pin_is_cleared(empty: Path) -> None:
    library = open_library(empty)
    set_pin(library, "24680")
    library.close()
    facilitator("forget-pin", "--library", empty)
    library = open_library(empty)
    assert not has_pin(library)
    library.close()


def test_ties_matches_and_the_way_out_and_back(empty: Path, tmp_path: Path) -> None:
    contacts, ties = tmp_path / "contacts.csv", tmp_path / "ties.csv"
    contacts.write_text("ego,alter\nAnn,Bob\nAnn,Cleo\nAnn,Dora\nBob,ann\nCleo,x\n", encoding="utf-8")
    ties.write_text("ego,Source,Target,weight\nAnn,Bob,Cleo,2\nAnn,Cleo,Dora,1\n", encoding="utf-8")
    library = ("--library", empty)
    maps = ("--map", "Source=tie_from", "--map", "Target=tie_to", "--map", "weight=tie_weight", "--min-weight", "2")
    facilitator("new", "Room", *library)
    done = facilitator(
        "import", "1", ties, contacts, "--map", "ego=participant", "--map", "alter=contact", *maps, *library
    )
    assert "1 tie of 1 person." in done.stdout
    unasked = facilitator("match", "1", "--exact", *library)
    assert (unasked.stdout, "3 people have not agreed" in unasked.stderr) == ("0 contacts matched.\n", True)
    assert facilitator("match", "1", "--exact", "--agreed", *library).stdout == "3 contacts matched.\n"
    assert "--exact" in facilitator("match", "1", *library, code=2).stderr

    unranked = json.loads(facilitator("metrics", "1", "--json", *library).stdout)["room"]["network"]
    assert unranked["indegree"] == dict.fromkeys(("Ann", "Bob", "Cleo"))
    assert (unranked["isolates"], unranked["betweenness"]) == (None, {})
    measured = json.loads(facilitator("metrics", "1", "--json", "--by-person", *library).stdout)
    ann = measured["participants"][0]
    assert ann["structure"]["ties"] == 1
    assert ann["structure"]["effective_size"] == 3 - 2 / 3
    network = measured["room"]["network"]
    assert set(network) == {
        *("people", "lists", "lists_unfinished", "ties", "density", "reciprocity", "reciprocity_ties", "isolates"),
        *("indegree", "indegree_gini", "ei_all", "ei_by_team", "mixing", "mixing_ties", "lists_by_team"),
        *("without_team", "betweenness", "betweenness_withheld"),
    }
    # By whom others pass is told of nobody who did not agree to that, and why is said once.
    assert (network["isolates"], network["betweenness"]) == (None, dict.fromkeys(("Ann", "Bob", "Cleo")))
    assert network["betweenness_withheld"].startswith("Who connects others or stands at the edge is told where")
    assert (network["people"], network["ties"], network["reciprocity"]) == (3, 3, 2 / 3)
    assert network["indegree"] == {"Ann": 1, "Bob": 1, "Cleo": 1}

    for number, form in enumerate(("csv", "xlsx", "graphml", "json"), start=2):
        target = tmp_path / ("out" if form == "csv" else f"out.{form}")
        written = facilitator("export", "Room", "--format", form, "-o", target, *library).stdout.splitlines()
        before = [Path(path).read_bytes() for path in written]
        refused = facilitator("export", "Room", "--format", form, "-o", target, *library, code=1)
        assert "already" in sentence(refused)
        assert [Path(path).read_bytes() for path in written] == before
        facilitator("export", "Room", "--format", form, "-o", target, "--overwrite", *library)
        facilitator("new", f"Back {number}", *library)
        facilitator("import", number, *written, *library)
        again = json.loads(facilitator("metrics", number, "--json", "--by-person", *library).stdout)
        assert {**again, "workshop": 0} == {**measured, "workshop": 0}
    assert sentence(facilitator("import", "1", tmp_path / "out.json", *library, code=1)).startswith(
        "This workshop holds"
    )


def test_the_calendar_is_written_for_all_and_for_each(sampled: Path, tmp_path: Path) -> None:
    target = tmp_path / "agreed.ics"
    done = facilitator("calendar", 1, "-o", target, "--library", sampled)
    assert done.stdout.strip() == str(target)
    assert target.read_text("utf-8").count("BEGIN:VEVENT") == 8
    assert "already. Choose another name" in sentence(
        facilitator("calendar", 1, "-o", target, "--library", sampled, code=1)
    )
    paths = facilitator("calendar", 1, "-o", tmp_path / "each", "--by-owner", "--library", sampled).stdout.splitlines()
    assert paths and sorted(map(Path, paths)) == sorted((tmp_path / "each").iterdir())
    facilitator("calendar", 1, "--library", sampled, code=2)


def test_actions_are_printed_and_written(sampled: Path, tmp_path: Path) -> None:
    found = json.loads(facilitator("actions", 1, "--json", "--library", sampled).stdout)
    assert len(found) == 6 and all(each["what"] and each["who"] and each["until"] for each in found)
    shown = facilitator("actions", 1, "--library", sampled).stdout
    assert all(each["what"] in shown for each in found)
    target = tmp_path / "actions.csv"
    facilitator("actions", 1, "-o", target, "--library", sampled)
    assert found[0]["what"] in target.read_text("utf-8-sig")


def test_worksheets_go_out_come_back_and_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    workshop = start_workshop(library, "On paper").value
    add_people(library, workshop, [Person("Ada", email="ada@example.org"), Person("Ben", email="ben@example.org")])
    step = exercise_steps(library, workshop)[0][0].id
    library.close()
    done = facilitator("worksheets", "On paper", "-o", tmp_path / "out", "--fillable", "--library", path)
    ada, ben, blank = map(Path, done.stdout.splitlines())
    assert (ada.name, ben.name) == ("Worksheet Ada.pdf", "Worksheet Ben.pdf") and blank.exists()
    back = tmp_path / "back"
    back.mkdir()
    writer = PdfWriter(clone_from=PdfReader(ada))
    for page in writer.pages:
        writer.update_page_form_field_values(page, {f"{step}-contact-1": "Cho"}, auto_regenerate=False)
    saved(writer, back / "anything.pdf")
    (back / "broken.pdf").write_bytes(b"%PDF-1.7")
    tried = facilitator("import", "On paper", back, "--dry-run", "--library", path)
    assert "anything.pdf: Ada: 1 contact" in tried.stdout and "nothing was changed" in tried.stderr
    brought = facilitator("import", "On paper", back, "--library", path)
    assert "broken.pdf: It is damaged" in brought.stderr and "1 worksheet imported." in brought.stderr
    again = facilitator("import", "On paper", back / "anything.pdf", "--library", path)
    assert "Imported already" in again.stdout and "0 worksheets imported." in again.stderr
    for page in writer.pages:
        writer.update_page_form_field_values(page, {f"{step}-contact-1": "Dee"}, auto_regenerate=False)
    writer.write(tmp_path / "other.pdf")
    other = facilitator("import", "On paper", tmp_path / "other.pdf", "--library", path)
    assert "1 sheet would go over answers" in other.stdout and "0 worksheets imported." in other.stderr
    other = facilitator("import", "On paper", tmp_path / "other.pdf", "--replace", "--library", path)
    assert "1 contact goes" in other.stdout and "1 worksheet imported." in other.stderr
    both = PdfWriter()
    both.append(back / "anything.pdf")
    both.append(ben)
    saved(both, tmp_path / "both.pdf")
    joined = facilitator("import", "On paper", tmp_path / "both.pdf", "--library", path, code=1)
    assert "both.pdf: The sheets of several people are in this one file: " in joined.stderr
    measured = json.loads(facilitator("metrics", "On paper", "--json", "--library", path).stdout)
    assert [person["structure"]["size"] for person in measured["participants"]] == [1]
    refused = facilitator("import", "On paper", back / "broken.pdf", "--library", path, code=1)
    assert "None of these sheets could be imported." in refused.stderr
    drafts = facilitator("mail", "On paper", "--worksheets", "-o", tmp_path / "mails", "--library", path)
    assert [Path(line).name for line in drafts.stdout.splitlines()] == ["Worksheet Ada.eml", "Worksheet Ben.eml"]
    printed = facilitator("worksheets", "On paper", "-o", tmp_path / "print", "--paper", "letter", "--library", path)
    assert len(printed.stdout.splitlines()) == 4


def test_sections_are_chosen_by_their_keys(sampled: Path, tmp_path: Path) -> None:
    listed = facilitator("report", "1", "-o", tmp_path, "--list-sections", "--library", sampled).stdout.splitlines()
    keys = [line.split("\t")[0] for line in listed]
    assert keys[-3:-1] == ["actions", "agenda"] and keys[-1].endswith(".method") and len(keys) >= 5
    wanted = f"agenda,{keys[1]}"
    done = facilitator("report", "1", "-o", tmp_path, "--no-handouts", "--sections", wanted, "--library", sampled)
    pages = [page.extract_text() for page in PdfReader(done.stdout.strip()).pages]
    first, second = (
        next(number for number, text in enumerate(pages[1:]) if words in text)
        for words in ("The workshop", "Diversity")
    )
    assert first <= second
    whole = " ".join(" ".join(pages).split())
    assert "How the numbers are made" not in whole and "What we are going to do" not in whole
    wrong = facilitator("report", "1", "-o", tmp_path, "--sections", "nothing", "--library", sampled, code=1)
    assert "There is no section “nothing”." in sentence(wrong)


def test_an_import_renames_nobody_unasked_and_counts_what_it_leaves_out(empty: Path, tmp_path: Path) -> None:
    room = ("1", "--library", empty)
    facilitator("new", "Room", "--library", empty)
    first, second = tmp_path / "first.csv", tmp_path / "second.tsv"
    first.write_text("Name;E-mail;Team\nAnna Berg;anna@x.org;Line 4\nBen Roy;ben@x.org;\n", encoding="utf-8")
    second.write_text(
        "Name\tE-mail\tTeam\tScore\nNew Person\tanna@x.org\t\t\nBenjamin Roy\tben@x.org\tSales\t7\n\t\t\t9\n", "utf-8"
    )
    assert facilitator("import", *room, first).stdout == "first.csv: 2 people are added.\n"
    dry = facilitator("import", *room, second, "--dry-run")
    assert dry.stdout.splitlines() == [
        "second.tsv: 1 person is added.",
        "second.tsv: 1 person is updated.",
        "second.tsv: Row 2: “New Person” has the address of “Anna Berg” and is added as another person.",
        "second.tsv: Row 3, Ben Roy: Name “Ben Roy” → “Benjamin Roy”, Team → “Sales”",
        "Left out: 1 row, 1 column (“Score”) with 2 filled cells.",
    ]
    assert "import with --rename" in dry.stderr
    assert facilitator("import", *room, second).stdout == dry.stdout
    library = open_library(empty)
    assert [person.name for person in people_of(library, 1)] == ["Anna Berg", "Benjamin Roy", "New Person"]
    library.close()


def test_an_import_renames_with_the_option(empty: Path, tmp_path: Path) -> None:
    room = ("1", "--library", empty)
    facilitator("new", "Room", "--library", empty)
    path = tmp_path / "people.csv"
    for name, options in (("Anna Berg", ()), ("Anna Nowak", ("--rename",))):
        path.write_text(f"Name,E-mail\n{name},anna@x.org\n", encoding="utf-8")
        done = facilitator("import", *room, path, *options)
    assert "Name “Anna Berg” → “Anna Nowak”" in done.stdout
    library = open_library(empty)
    assert [person.name for person in people_of(library, 1)] == ["Anna Nowak"]
    library.close()


def test_a_refused_import_names_each_cause_once_and_the_first_one_first(empty: Path, tmp_path: Path) -> None:
    facilitator("new", "Room", "--library", empty)
    path = tmp_path / "contacts.csv"
    rows = "".join(f"P{number // 10},C{number},nowhere {number},n/a\n" for number in range(4000))
    path.write_text(f"egoID,alterID,hierarchy,participant_email\n{rows}", encoding="utf-8")
    done = facilitator("import", "1", "--library", empty, path, code=1)
    lines = done.stderr.splitlines()
    assert done.stdout == "" and len(lines) == 2
    assert "rows 2–4001, column “hierarchy”" in lines[0] and "“nowhere 0”" in lines[0] and "3,997 more" in lines[0]
    assert lines[-1].endswith("Nothing was imported.")


def test_what_is_no_address_is_said_once_and_counted(empty: Path, tmp_path: Path) -> None:
    facilitator("new", "Room", "--library", empty)
    path = tmp_path / "people.csv"
    rows = "".join(f"P{number},nowhere {number},x\n" for number in range(4000))
    path.write_text(f"Name,E-mail,Age\n{rows}", encoding="utf-8")
    done = facilitator("import", "1", "--library", empty, path)
    lines = done.stderr.splitlines()
    assert len(lines) == 2 and "rows 2–4001, column “E-mail”" in lines[1] and "3,997 more" in lines[1]
    assert "4000 people are added." in done.stdout
    assert "Left out: 1 column (“Age”) with 4000 filled cells, 4000 single cells." in done.stdout


def test_a_defect_is_reported_without_what_it_stumbled_over(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    workshop = new_workshop(library, "Room").value
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER refuses BEFORE INSERT ON participant BEGIN SELECT RAISE(ABORT, 'Wilhelmina Zacharias'); END"
        )
        connection.commit()
    people = tmp_path / "people.csv"
    people.write_text("Name,Email\nWilhelmina Zacharias,w@example.org\n", encoding="utf-8")
    failed = facilitator("--library", path, "import", workshop, people, code=1)
    assert "report the lines below" in failed.stderr
    assert "IntegrityError" in failed.stderr
    assert "facilitator/workshop/roster.py" in failed.stderr.replace("\\", "/")
    assert "Wilhelmina" not in failed.stderr
    assert str(Path(__file__).parents[2]) not in failed.stderr
