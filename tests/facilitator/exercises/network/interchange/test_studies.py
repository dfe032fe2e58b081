"""Studies by one drop: whatever program wrote them, what is in the files comes in, or is counted as left out."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from command_line import facilitator
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studied import (
    LABELS,
    OFTEN,
    Interview,
    as_csv,
    canvas_files,
    canvas_graph,
    egor_files,
    egoweb_files,
    packed,
    protocol,
    uuid,
    written,
)

from facilitator.errors import BadFile
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Choice, Options
from facilitator.sharing.brought import TAKEN, opened
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

NEW = Options(new_questions=True)
STUDY = [
    Interview(
        "case_1", [("Omar", "All_the_time"), ("Pia", ""), ("Omar", "On_Sundays")], [(0, 1), (1, 2)], {"team": "North"}
    ),
    Interview("case 2", [("Omar", "Never_ever"), ("Zoë O’Hara", "All_the_time")], [], {"team": ""}),
    Interview("nobody's friend", [], [], {"team": "South"}),
]
CONTACTS = {
    "case_1": (
        {"Omar (1)": "All_the_time", "Pia": "", "Omar (2)": "On_Sundays"},
        {("Omar (1)", "Pia"), ("Omar (2)", "Pia")},
    ),
    "case 2": ({"Omar": "Never_ever", "Zoë O’Hara": "All_the_time"}, set()),
    "nobody's friend": ({}, None),
}
LAYOUTS = {
    "canvas folder": lambda study, at: [written(at / "study", canvas_files(study))],
    "canvas merged": lambda study, at: [written(at / "study", canvas_files(study, merged=True))],
    "canvas categorical": lambda study, at: [written(at / "study", canvas_files(study, categorical=True))],
    "canvas zip": lambda study, at: [packed(at / "study.zip", canvas_files(study), "networkCanvasExport/")],
    "canvas graph": lambda study, at: [written(at / "study", {"all.graphml": canvas_graph(study)}) / "all.graphml"],
    "canvas both": lambda study, at: [
        written(at / "study", {**canvas_files(study), "all.graphml": canvas_graph(study)})
    ],
    "canvas graphs": lambda study, at: [
        written(at / "study", {f"{place}.graphml": canvas_graph([each], place + 1) for place, each in enumerate(study)})
    ],
    "egor": lambda study, at: [written(at / "study", egor_files(study))],
    "egor by hand": lambda study, at: sorted(
        written(at / "study", egor_files(study, dotted=False, r_names=False)).iterdir()
    ),
    "egoweb": lambda study, at: sorted(written(at / "study", egoweb_files(study)).iterdir(), reverse=True),
}


def step_of(library: Library, workshop: int) -> int:
    return exercise_steps(library, workshop)[0][0].id


def networks(library: Library, workshop: int) -> dict[str, Any]:
    """By participant the answers of their contacts, and who knows whom; None where nobody said."""
    step = step_of(library, workshop)
    codes = {factor.key: factor.codes for factor in get_setup(library, step).factors}
    views = read_networks(library, step)
    found: dict[str, Any] = {}
    for person in people_of(library, workshop):
        view = views.get(person.id)
        names = {contact.id: contact.label for contact in view.contacts} if view else {}
        answers = {
            contact.label: codes["often"][contact.ratings["often"] - 1] if contact.ratings.get("often", 0) > 0 else ""
            for contact in (view.contacts if view else ())
        }
        ties = None if view is None or view.ties is None else {
            tuple(sorted((names[one], names[other]))) for one, other in view.ties
        }  # fmt: skip
        found[person.name] = (answers, ties)
    return found


def sentences(found: Imported) -> str:
    return "\n".join(f"{file.path.name}: {each}" for file in found.files for each in file.proposal.plan.problems)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_study_comes_in_as_it_is(library: Library, tmp_path: Path, layout: str) -> None:
    workshop = start_workshop(library, "Study").value
    found = import_files(library, workshop, LAYOUTS[layout](STUDY, tmp_path), NEW)
    assert not found.failed, sentences(found)
    assert networks(library, workshop) == CONTACTS
    people = {person.name: person.team for person in people_of(library, workshop)}
    assert set(people) == {"case_1", "case 2", "nobody's friend"}, "contacts never become participants"
    if layout != "egoweb":
        assert people == {"case_1": "North", "case 2": "", "nobody's friend": "South"}
    assert "Omar" not in sentences(found), "no sentence names a contact"
    assert found.done is not None
    found.done.undo()
    assert people_of(library, workshop) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_file_of_a_study_is_named_and_each_choice_offered_once(
    library: Library, tmp_path: Path, layout: str
) -> None:
    workshop = start_workshop(library, "Study").value
    brought = LAYOUTS[layout](STUDY, tmp_path)
    found = import_files(library, workshop, brought, dry_run=True)
    with opened(brought) as single:
        named = {Path(each.place).name for each in single if each.kind in TAKEN}
    assert {file.path.name for file in found.files} >= named
    assert len(set(found.offers)) == len(found.offers)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_study_needs_no_answer_about_its_columns(library: Library, tmp_path: Path, layout: str) -> None:
    workshop = start_workshop(library, "Study").value
    found = import_files(library, workshop, LAYOUTS[layout](STUDY, tmp_path))
    assert not found.failed, sentences(found)
    assert networks(library, workshop) == CONTACTS
    new = [offer for offer in found.offers if offer.choice is Choice.QUESTION]
    assert new and "It matches no question, and becomes a new one." in sentences(found)
    other = start_workshop(library, "Without").value
    (tmp_path / "again").mkdir()
    paths = LAYOUTS[layout](STUDY, tmp_path / "again")
    left = import_files(library, other, paths, Options({new[0].question: "ignore"}))
    assert not left.failed and not [offer for offer in left.offers if offer.choice is Choice.QUESTION]


@st.composite
def studies(draw: st.DrawFn) -> list[Interview]:
    cases = draw(
        st.lists(st.from_regex(r"[A-Z][a-z]{2}-[0-9]{2}", fullmatch=True), min_size=2, max_size=3, unique=True)
    )
    found = []
    for case in cases:
        names = draw(st.lists(st.from_regex(r"[A-Z][a-zäöü]{1,5} [A-Z]{1,2}", fullmatch=True), max_size=4, unique=True))
        contacts = [(name, draw(st.sampled_from(("", *OFTEN)))) for name in names]
        pairs = [(one, other) for one in range(len(names)) for other in range(one)]
        ties = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
        found.append(Interview(case, contacts, ties))
    return found


@settings(deadline=None, max_examples=share_of(8), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studies(), st.sampled_from(sorted(LAYOUTS)))
def test_whatever_the_study_and_its_layout(library: Library, study: list[Interview], layout: str) -> None:
    # Without contacts, ties and answers there is nothing by which a file of them could be known.
    if not any(each.contacts for each in study):
        return
    workshop = start_workshop(library, "Study").value
    with TemporaryDirectory() as folder:
        found = import_files(library, workshop, LAYOUTS[layout](study, Path(folder)), NEW)
    assert not found.failed, sentences(found)
    asked = any(each.ties for each in study)
    for each in study:
        contacts, ties = networks(library, workshop)[each.case]
        assert contacts == dict(each.contacts)
        names = [name for name, _ in each.contacts]
        known = {tuple(sorted((names[one], names[other]))) for one, other in each.ties}
        assert (ties or set()) == known
        if asked and len(names) > 1:
            assert ties is not None, "in a study with ties, none is nobody rather than unknown"


def test_a_protocol_becomes_questions_and_its_words_are_those_of_the_answers(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    alone = import_files(library, workshop, [protocol(tmp_path / "work.netcanvas")])
    assert [factor.key for factor in get_setup(library, step_of(library, workshop)).factors] == ["often", "kin"]
    often = get_setup(library, step_of(library, workshop)).factors[0]
    assert (often.kind, often.question, often.codes) == ("strength", "How often do you talk?", tuple(LABELS.values()))
    assert alone.left_out == "Left out: 2 questions."
    assert "“name”, “layout”" in sentences(alone)
    assert "“Hardly ever”, is taken for the strongest" in sentences(alone)

    both = start_workshop(library, "Both").value
    folder = written(tmp_path / "study", canvas_files(STUDY))
    protocol(folder / "work.netcanvas")
    found = import_files(library, both, [folder])
    assert not found.failed, sentences(found)
    assert networks(library, both)["case 2"][0] == {"Omar": "Hardly ever", "Zoë O’Hara": "All the time"}


def test_what_a_file_holds_wrong_is_said_of_that_file_and_its_row(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    files = canvas_files(STUDY)
    (ties,) = [name for name in files if "edgeList" in name and name.startswith("case_1")]
    files[ties] += "3,1,9,00000000-0000-4000-8000-000000000001,x,y,z\n"
    found = import_files(library, workshop, [written(tmp_path / "study", files)], NEW)
    assert not found.failed
    assert f"{ties}: Row 4: They tie somebody" in sentences(found).replace("study › ", "")
    assert "1 row" in found.left_out
    assert networks(library, workshop) == CONTACTS


def test_an_interview_that_was_broken_off_says_nothing_of_ties(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    broken_off = Interview("late", [("A", "All_the_time"), ("B", "All_the_time")], finished=False)
    import_files(library, workshop, [written(tmp_path / "study", canvas_files([*STUDY, broken_off]))], NEW)
    assert networks(library, workshop)["late"][1] is None


def test_nodes_that_are_no_people_are_left_out_and_counted(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    files = canvas_files(STUDY[:1])
    people = next(name for name in files if "attributeList" in name)
    files[people.replace("Person", "Venue")] = files[people].replace("Omar", "The bar")
    found = import_files(library, workshop, [written(tmp_path / "study", files)], NEW)
    assert set(networks(library, workshop)["case_1"][0]) == {"Omar (1)", "Pia", "Omar (2)"}
    assert "of another kind that was asked about (“Venue”)" in sentences(found)
    assert "3 rows" in found.left_out


def test_a_matrix_of_ties_beside_the_lists_is_read_as_they_are(library: Library, tmp_path: Path) -> None:
    files = {name: text for name, text in canvas_files(STUDY).items() if "edgeList" not in name}
    ids = [uuid(2, 1000 + place) for place in range(3)]
    rows = [{"": one, **{other: int({at, to} in ({0, 1}, {1, 2})) for to, other in enumerate(ids)}}
            for at, one in enumerate(ids)]  # fmt: skip
    files["case_1_adjacencyMatrix_Knows.csv"] = as_csv(rows)
    workshop = start_workshop(library, "Study").value
    found = import_files(library, workshop, [written(tmp_path / "study", files)], NEW)
    assert not found.failed, sentences(found)
    assert networks(library, workshop)["case_1"] == CONTACTS["case_1"]


def test_the_same_study_again_changes_nothing(library: Library, tmp_path: Path) -> None:
    """By the command line, as a zip: what is measured stays the same to the last digit."""
    path = packed(tmp_path / "study.zip", canvas_files(STUDY))
    at = ("--library", tmp_path / "lib.sqlite")
    facilitator(*at, "new", "Study")
    said = facilitator(*at, "import", 1, path, "--new-factors")
    assert "ego.csv: 3 people." in said.stdout
    assert "Omar" not in said.stdout + said.stderr
    measured = facilitator(*at, "metrics", 1, "--json").stdout
    assert [each["structure"]["ties"] for each in json.loads(measured)["participants"]] == [0, 2, None]
    facilitator(*at, "import", 1, path, "--new-factors")
    assert facilitator(*at, "metrics", 1, "--json").stdout == measured


def test_one_mapping_is_for_all_files(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    folder = written(tmp_path / "study", canvas_files(STUDY))
    asked = import_files(library, workshop, [folder], Options({"often": "interaction"}))
    errors = {each.column for file in asked.files for each in file.proposal.plan.errors}
    assert errors == {"often"}, "one question, however many files, and nothing that follows"
    found = import_files(library, workshop, [folder], Options({"often": "new question"}))
    assert not found.failed
    assert networks(library, workshop) == CONTACTS


def test_rounds_of_ids_and_weights_of_egor(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    files = {
        "egos.csv": as_csv([{"": 1, ".egoID": 1, "sex": "f"}, {"": 2, ".egoID": 2, "sex": "m"}]),
        "alters.csv": as_csv(
            [{"": at, ".altID": at, ".egoID": f"{at // 3 + 1}.0", "often": "Never_ever"} for at in range(1, 5)]
        ),
        "aaties.csv": as_csv([{"": 1, ".egoID": 1, ".srcID": 1, ".tgtID": 2, "weight": "0.33"}]),
    }
    found = import_files(library, workshop, [written(tmp_path / "egor", files)], NEW)
    assert not found.failed, sentences(found)
    assert networks(library, workshop) == {
        "1": ({"1": "Never_ever", "2": "Never_ever"}, {("1", "2")}),
        "2": ({"3": "Never_ever", "4": "Never_ever"}, set()),
    }
    assert "“sex”" in found.left_out


def test_three_files_by_hand(library: Library, tmp_path: Path) -> None:
    files = {
        "people.csv": "Participant ID,First name,Last name,E-mail,Age\nP1,Anna,Berg,a@x.org,41\nP2,Ben,Óg,b@x.org,39\n",
        "contacts.csv": "Participant ID,Contact,often\nP1,Ole,On_Sundays\nP1,Pia,\nP2,Ole,Never_ever\n",
        "ties.csv": "Participant ID,from,to\nP1,Pia,Ole\n",
    }
    workshop = start_workshop(library, "Study").value
    found = import_files(library, workshop, sorted(written(tmp_path / "study", files).iterdir()), NEW)
    assert not found.failed, sentences(found)
    assert networks(library, workshop) == {
        "Anna Berg": ({"Ole": "On_Sundays", "Pia": ""}, {("Ole", "Pia")}),
        "Ben Óg": ({"Ole": "Never_ever"}, None),
    }
    assert [person.email for person in people_of(library, workshop)] == ["a@x.org", "b@x.org"]
    assert found.left_out == "Left out: 1 column (“Age”) with 2 filled cells."


def test_pairs_of_contacts_are_ties_and_no_second_list(library: Library, tmp_path: Path) -> None:
    files = {
        "contacts.csv": "Participant,Contact,often\nAnna,Ole,On_Sundays\nAnna,Pia,\nAnna,Kim,\nBen,Ole,\nBen,Udo,\n",
        "pairs.csv": "Participant,Contact A,Contact B\nAnna,Ole,Pia\nAnna,Kim,Pia\nBen,Udo,Ole\n",
    }
    workshop = start_workshop(library, "Study").value
    found = import_files(library, workshop, sorted(written(tmp_path / "study", files).iterdir()), NEW)
    assert not found.failed and found.left_out == "", sentences(found)
    ties = {name: pairs for name, (_, pairs) in networks(library, workshop).items()}
    assert ties == {"Anna": {("Ole", "Pia"), ("Kim", "Pia")}, "Ben": {("Ole", "Udo")}}


MATRIX = ",Anna,Björn,Chen\nAnna,0,1,0\nBjörn,1,0,2\nChen,0,0,0\n"


def test_a_matrix_asks_and_is_a_room(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text(MATRIX, encoding="utf-8")
    workshop = start_workshop(library, "Room").value
    asked = import_files(library, workshop, [path])
    assert asked.failed
    assert "who is tied to whom" in asked.files[0].proposal.question
    assert people_of(library, workshop) == [], "nobody takes part unless the person says so"
    mapping = Options({"weight": "new question"})
    found = import_files(library, workshop, [path], mapping, rows={path: Kind.ANSWERS})
    assert not found.failed, sentences(found)
    # Who is tied to nobody is in the room all the same.
    assert [person.name for person in people_of(library, workshop)] == ["Anna", "Björn", "Chen"]
    assert {name: list(contacts) for name, (contacts, _) in networks(library, workshop).items()} == {
        "Anna": ["Björn"],
        "Björn": ["Anna", "Chen"],
        "Chen": [],
    }


def test_a_list_of_ties_with_weights_is_a_room(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text('from,to,weight\nAnna,Björn,1\nBjörn,Chen,0\nBjörn,Anna,"1,0"\n', encoding="utf-8")
    workshop = start_workshop(library, "Room").value
    assert import_files(library, workshop, [path]).failed
    found = import_files(library, workshop, [path], rows={path: Kind.ANSWERS})
    assert not found.failed, sentences(found)
    # A tie of weight none is none; weights that are all the same say nothing.
    assert {name: list(contacts) for name, (contacts, _) in networks(library, workshop).items()} == {
        "Anna": ["Björn"],
        "Björn": ["Anna"],
    }


def test_a_folder_names_what_is_no_table_and_passes_leftovers_over(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    folder = written(tmp_path / "study", canvas_files(STUDY))
    for name, content in ((".DS_Store", b"x"), ("._a.csv", b"\x00\x05"), ("Thumbs.db", b"x"), ("desktop.ini", b"[x]"),
                          ("notes.docx", b"PK\x05\x06" + bytes(18)), ("consent.pdf", b"%PDF-1.7 x"),
                          ("readme.txt", b"Read this first.\n"), ("package.json", b"{}")):  # fmt: skip
        (folder / name).write_bytes(content)
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "b.csv").write_text("x", encoding="utf-8")
    found = import_files(library, workshop, [folder], NEW)
    assert not found.failed, sentences(found)
    assert networks(library, workshop) == CONTACTS
    assert "4 files (“consent.pdf”, “notes.docx”, “package.json”, “readme.txt”)" in found.left_out
    assert "study › consent.pdf: It is a PDF." in "\n".join(
        f"{file.path}: {each.sentence}" for file in found.files for each in file.proposal.plan.problems
    )


def test_an_archive_that_is_none_or_has_nothing_is_refused_in_a_sentence(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Study").value
    broken = tmp_path / "broken.zip"
    content = packed(tmp_path / "sound.zip", canvas_files(STUDY)).read_bytes()
    broken.write_bytes(content[:200] + content[-40:])
    for path, said in (
        (broken, "damaged or incomplete"),
        (packed(tmp_path / "empty.zip", {}), "nothing in “empty.zip”"),
        (packed(tmp_path / "other.zip", {"a.docx": "x", "readme.md": "y"}), "There is no table among these files"),
    ):
        with pytest.raises(BadFile, match=said):
            import_files(library, workshop, [path])
    assert people_of(library, workshop) == []


def test_contacts_alone_say_that_nobody_knows_whose_they_are(library: Library, tmp_path: Path) -> None:
    """Nobody is called by a UUID, two interviews are never one, and ties that come later find their list."""
    workshop = start_workshop(library, "Study").value
    files = canvas_files(STUDY)
    people = {name: text for name, text in files.items() if "attributeList" in name}
    ties = {name: text for name, text in files.items() if "edgeList" in name}
    assert len(people) == 2
    found = import_files(library, workshop, [written(tmp_path / "first", people)], NEW)
    assert not found.failed, sentences(found)
    assert sentences(found).count("No file says who was interviewed: they are called “Interview ") == 1
    lists = networks(library, workshop)
    assert all(name.startswith("Interview ") and len(name) == len("Interview ") + 8 for name in lists)
    # Files come in by their names.
    cases = [CONTACTS[each.case] for each in (STUDY[1], STUDY[0])]
    assert [answers for answers, _ in lists.values()] == [answers for answers, _ in cases]
    again = import_files(library, workshop, [written(tmp_path / "again", people | ties)], NEW)
    assert not again.failed, sentences(again)
    assert list(networks(library, workshop).values()) == cases
