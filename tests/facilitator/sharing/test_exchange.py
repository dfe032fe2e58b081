"""Export and import of whole workshops: the same measures to the last digit, in every format, whatever was typed."""

import json
from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import networkx as nx
import pytest
from agreeing import confirm_match
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from prepared import add_sample

from facilitator.errors import BadFile
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.rounds.rounds import rename_round, rounds_of, start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.ties.answering import nobody_knows_anybody, set_ties
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.network.whole.measures import measure_room
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.resources import resource
from facilitator.sharing.exchange import Format, export_workshop, said_withheld
from facilitator.sharing.importing import import_files
from facilitator.sharing.workshop_file import schema
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of

NAMES = st.text("aAbBżĄßÉЖ中 .'-=1", min_size=1, max_size=6).filter(str.strip)


def step_of(library: Library, workshop: int) -> int:
    return exercise_steps(library, workshop)[0][0].id


def measured(library: Library, workshop: int) -> Any:
    step, exercise = exercise_steps(library, workshop)[0]
    return exercise.metrics(library, step.id, by_person=True)


def between(library: Library, workshop: int) -> list[float | None]:
    """The betweenness of everybody, which the measures tell by name of those alone who agreed."""
    network = read_room_network(library, step_of(library, workshop))
    return list(measure_room(network).betweenness.values())


def target(folder: Path, form: Format) -> Path:
    return folder / ("out" if form is Format.CSV else f"out.{form}")


def there_and_back(library: Library, workshop: int, form: Format, folder: Path) -> int:
    """Export, import into a new workshop, and return that one's id."""
    written = export_workshop(library, workshop, form, target(folder, form))
    new = start_workshop(library, f"Back from {form}").value
    found = import_files(library, new, written)
    assert not found.failed, [str(problem) for file in found.files for problem in file.proposal.plan.problems]
    return new


@pytest.mark.parametrize("form", list(Format))
def test_the_sample_comes_back_the_same(library: Library, tmp_path: Path, form: Format) -> None:
    workshop = add_sample(library)
    assert measured(library, there_and_back(library, workshop, form, tmp_path)) == measured(library, workshop)


@st.composite
def rooms(draw: st.DrawFn) -> list[dict[str, Any]]:
    people = draw(st.integers(1, 4))
    found = []
    for place in range(people):
        contacts = draw(st.lists(NAMES, max_size=5))
        pairs = list(combinations(range(len(contacts)), 2))
        found.append(
            {
                "name": draw(NAMES),
                "team": draw(st.sampled_from(["", "North", "=South"])),
                "tally": draw(st.booleans()),
                "contacts": contacts,
                "codes": draw(st.lists(st.sampled_from([1, 2, 3, -1, -2, -3, None]), min_size=5, max_size=5)),
                "ties": draw(st.none() | (st.lists(st.sampled_from(pairs), unique=True) if pairs else st.just([]))),
                "is": draw(st.none() | st.integers(0, people - 1).filter(lambda other, me=place: other != me))
                if people > 1
                else None,
            }
        )
    return found


def enter(library: Library, room: list[dict[str, Any]]) -> int:
    workshop = start_workshop(library, "Room").value
    ids = add_people(library, workshop, [Person(each["name"], team=each["team"]) for each in room]).value
    step = step_of(library, workshop)
    keys = [factor.key for factor in get_setup(library, step).active]
    for person, each in zip(ids, room, strict=True):
        who = Who(step, person)
        answers.choose_entry_mode(library, who, "tally" if each["tally"] else "contact")
        if each["tally"]:
            answers.set_list_length(library, who, len(each["contacts"]))
            answers.set_tally(library, who, keys[0], 1, len(each["contacts"]))
            continue
        codes = {key: code for key, code in zip(keys, each["codes"], strict=False) if code is not None}
        contacts = answers.add_contacts(library, who, [(label, codes) for label in each["contacts"]]).value
        if each["ties"] is not None:
            nobody_knows_anybody(library, who)
            set_ties(library, who, [(contacts[one], contacts[other]) for one, other in each["ties"]], True)
        if each["is"] is not None and contacts:
            confirm_match(library, step, contacts[0], ids[each["is"]])
    return workshop


@settings(deadline=None, max_examples=share_of(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rooms(), st.sampled_from(list(Format)))
def test_any_room_comes_back_the_same(library: Library, room: list[dict[str, Any]], form: Format) -> None:
    workshop = enter(library, room)
    with TemporaryDirectory() as folder:
        back = there_and_back(library, workshop, form, Path(folder))
    before, after = measured(library, workshop), measured(library, back)
    names = [person["name"] for person in after["participants"]]
    assert len(names) == len(before["participants"])
    for one, other in zip(before["participants"], after["participants"], strict=True):
        assert {**one, "name": ""} == {**other, "name": ""}
    network, again = before["room"].pop("network"), after["room"].pop("network")
    assert before["room"] == after["room"]
    for key in ("people", "ties", "density", "reciprocity", "indegree_gini", "ei_all", "ei_by_team", "mixing"):
        assert network[key] == again[key]
    assert list(network["indegree"].values()) == list(again["indegree"].values())
    assert between(library, workshop) == between(library, back)


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize(("one", "other"), [("-", "-"), ("1", "1"), ("x", "no"), ("1-1-1", "2.2.22"), ("=", "'=")])
def test_a_room_of_signs_comes_back_the_same(library: Library, form: Format, one: str, other: str) -> None:
    person = {"name": one, "team": "", "tally": False, "codes": [1] * 5, "contacts": [other, one], "ties": [(0, 1)]}
    workshop = enter(library, [{**person, "is": 1}, {**person, "name": other, "is": 0}])
    with TemporaryDirectory() as folder:
        back = there_and_back(library, workshop, form, Path(folder))
    before, after = measured(library, workshop), measured(library, back)
    assert [{**each, "name": ""} for each in before["participants"]] == [
        {**each, "name": ""} for each in after["participants"]
    ]
    assert before["room"]["network"]["density"] == after["room"]["network"]["density"]


def test_all_rounds_are_in_the_whole_workshop(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library)
    step = step_of(library, workshop)
    start_round(library, step, "After 30 days")
    person = people_of(library, workshop)[0].id
    who = Who(step, person)
    answers.add_contact(library, who, "Somebody new")
    answers.finish(library, who)
    back = there_and_back(library, workshop, Format.JSON, tmp_path)
    then, now = rounds_of(library, step), rounds_of(library, step_of(library, back))
    assert now == then
    assert measured(library, back) == measured(library, workshop)


@pytest.mark.parametrize("form", list(Format))
def test_every_round_keeps_its_title(library: Library, tmp_path: Path, form: Format) -> None:
    workshop = add_sample(library)
    step = step_of(library, workshop)
    rename_round(library, step, 1, "Before the merger")
    start_round(library, step, "After 30 days")
    who = Who(step, people_of(library, workshop)[0].id)
    answers.add_contact(library, who, "Somebody new")
    answers.finish(library, who)
    back = there_and_back(library, workshop, form, tmp_path)
    titles = [each.title for each in rounds_of(library, step_of(library, back))]
    assert titles == ["Before the merger", "After 30 days"]


def test_the_file_fits_the_published_schema(library: Library, tmp_path: Path) -> None:
    published = json.loads(resource("schemas", "workshop-1.json").read_text(encoding="utf-8"))
    assert published == schema()
    jsonschema.Draft202012Validator.check_schema(published)
    (path,) = export_workshop(library, add_sample(library), Format.JSON, tmp_path / "w.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(published)
    validator.validate(document)
    network = next(step for step in document["agenda"] if step["exercise"])
    network["data"]["lists"][0]["entry"] = "guess"
    assert not validator.is_valid(document)


@pytest.mark.parametrize(
    "mend",
    [
        lambda document: document | {"version": 2},
        lambda document: document | {"agenda": [{**document["agenda"][0], "minutes": "long"}]},
        lambda document: {key: part for key, part in document.items() if key != "people"},
    ],
)
def test_a_file_of_another_form_is_refused(library: Library, tmp_path: Path, mend: Any) -> None:
    (path,) = export_workshop(library, add_sample(library), Format.JSON, tmp_path / "w.json")
    path.write_text(json.dumps(mend(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    new = start_workshop(library, "New").value
    with pytest.raises(BadFile, match=r"w\.json"):
        import_files(library, new, [path])
    assert people_of(library, new) == []


def test_answers_that_are_there_are_never_written_over(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library)
    written = export_workshop(library, workshop, Format.JSON, tmp_path / "w.json")
    before = measured(library, workshop)
    with pytest.raises(Exception, match="holds answers already"):
        import_files(library, workshop, written)
    assert measured(library, workshop) == before


def test_networkx_reads_the_graph_with_all_attributes(library: Library, tmp_path: Path) -> None:
    workshop = enter(
        library,
        [
            {"name": "Ann & Co <1>", "team": "North", "tally": False, "contacts": ["Bob", "C\"D", "Eve"],
             "codes": [1, 2, 3, -1, None], "ties": [(0, 1), (1, 2)], "is": 1},
            {"name": "Bob", "team": "", "tally": True, "contacts": ["1", "2"], "codes": [], "ties": None, "is": None},
        ],
    )  # fmt: skip
    (path,) = export_workshop(library, workshop, Format.GRAPHML, tmp_path / "g.graphml")
    graph = nx.read_graphml(path)
    kinds = nx.get_node_attributes(graph, "kind")
    assert sorted(kinds.values()) == ["alter"] * 3 + ["ego"] * 2
    (ann,) = [
        data for _, data in graph.nodes(data=True) if data.get("egoID") == "Ann & Co <1>" and data["kind"] == "ego"
    ]
    assert (ann["team"], ann["list_entry"]) == ("North", "contact")
    alters = {data["alterID"]: data for _, data in graph.nodes(data=True) if data["kind"] == "alter"}
    assert set(alters) == {"Bob", 'C"D', "Eve"}
    assert alters["Eve"]["group"] == get_setup(library, step_of(library, workshop)).active[0].codes[0]
    assert alters["Bob"]["contact_is"] == "Bob"
    edges = sorted(data["kind"] for _, _, data in graph.edges(data=True))
    assert edges == ["knows", "knows", "names", "names", "names", "relies"]
    assert all(data["weight"] == 1.0 for _, _, data in graph.edges(data=True))


def test_a_strange_graph_is_refused(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "other.graphml"
    nx.write_graphml(nx.path_graph(3), path)
    with pytest.raises(BadFile, match=r"other\.graphml"):
        import_files(library, start_workshop(library, "New").value, [path])


@pytest.mark.parametrize("form", list(Format))
def test_pseudonyms_hold_no_name_and_measure_the_same(library: Library, tmp_path: Path, form: Format) -> None:
    workshop = add_sample(library)
    step = step_of(library, workshop)
    # Three of the sample answered by tally.
    change_analysis(library, step, replace(get_analysis(library, step), smallest_group=3))
    ann = people_of(library, workshop)[1]
    with library.read() as session:
        matched = read_verdicts(session, step)[0]
    there = {matched.get(contact.id) for contact in read_networks(library, step)[ann.id].contacts} | {ann.id}
    bob = next(person for person in people_of(library, workshop) if person.id not in there)
    contact = answers.add_contact(library, Who(step, ann.id), "Berta Geheim").value
    confirm_match(library, step, contact, bob.id)
    assert said_withheld(library, workshop) == [], "no row tells who has written a card"
    written = export_workshop(library, workshop, form, target(tmp_path, form), pseudonyms=True)
    texts = "".join(_text(path) for path in written)
    assert "Berta" not in texts
    for person in people_of(library, workshop):
        assert person.name not in texts
        assert not person.email or person.email not in texts
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, written).failed
    change_analysis(
        library, step_of(library, back), replace(get_analysis(library, step_of(library, back)), smallest_group=3)
    )
    before, after = measured(library, workshop), measured(library, back)
    # In another order, which is the point of it; sums over contacts in another order may differ in the last digit.
    assert _nameless(before["participants"]) == _nameless(after["participants"])
    network, again = before["room"].pop("network"), after["room"].pop("network")
    assert before["room"] == after["room"]
    assert again["ties"] == network["ties"] > 0
    for key in ("people", "density", "reciprocity", "indegree_gini"):
        assert again[key] == network[key]
    known, known_again = network["indegree"].values(), again["indegree"].values()
    assert Counter(known_again) == Counter(known) and any(known)
    # Of whoever gave no list of people nothing is known.
    known, known_again = ([each for each in between(library, one) if each is not None] for one in (workshop, back))
    assert len(known_again) == len(known) > 0
    assert sorted(known_again) == pytest.approx(sorted(known))


def _nameless(participants: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(_rounded({**each, "name": ""})) for each in participants)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return round(value, 12) if isinstance(value, float) else value


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    book = load_workbook(BytesIO(path.read_bytes()), read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_the_three_tables_in_the_usual_layout(library: Library, tmp_path: Path) -> None:
    written = export_workshop(library, add_sample(library), Format.CSV, tmp_path / "csv")
    of_the_network = {"egos.csv", "alters.csv", "ties.csv", "counts.csv", "own_actions.csv", "codebook.csv"}
    assert {path.name for path in written} == of_the_network | {"cards.csv"}
    heads = {path.name: path.read_text(encoding="utf-8-sig").splitlines()[0] for path in written}
    assert heads["egos.csv"].startswith("egoID,")
    assert heads["alters.csv"].startswith("egoID,alterID,")
    assert heads["ties.csv"] == "egoID,Source,Target,weight"


def test_the_workbook_explains_its_columns(library: Library, tmp_path: Path) -> None:
    path, cards = export_workshop(library, add_sample(library), Format.XLSX, tmp_path / "w.xlsx")
    assert (path.name, cards.name) == ("w.xlsx", "w-cards.xlsx")
    book = load_workbook(path, read_only=True)
    assert book.sheetnames == ["egos", "alters", "ties", "counts", "own_actions", "codebook"]
    variables = {row[1] for row in book["codebook"].iter_rows(min_row=2, values_only=True)}
    asked = next(book["alters"].iter_rows(max_row=1, values_only=True))
    assert set(asked) - {"egoID"} <= variables


def test_an_export_goes_back_where_one_of_its_exercises_is_not_run(library: Library, tmp_path: Path) -> None:
    written = export_workshop(library, add_sample(library), Format.CSV, tmp_path / "csv")
    new = start_workshop(library, "Without cards").value
    found = import_files(library, new, written)
    assert not found.failed
    left = [file for file in found.files if file.path.name == "cards.csv"]
    assert "left out" in left[0].proposal.plan.summary[0]


def test_a_workbook_that_numbers_saved_again_comes_back(library: Library, tmp_path: Path) -> None:
    """A sheet for each table, under the sheet's and the table's name, with the table's name above the headings, and a
    summary before all of them: what Numbers writes (support.apple.com, “Export to Excel”, a worksheet per table).
    """
    workshop = add_sample(library)
    (path, _) = export_workshop(library, workshop, Format.XLSX, tmp_path / "w.xlsx")
    book, saved = load_workbook(path, read_only=True), Workbook()
    saved.active.title = "Export Summary"
    saved.active.append(["This document was exported from Numbers."])
    for name in book.sheetnames:
        sheet = saved.create_sheet(f"{name} - Table 1")
        sheet.append(["Table 1"])
        for row in book[name].iter_rows(values_only=True):
            sheet.append(row)
    saved.save(tmp_path / "numbers.xlsx")
    back = start_workshop(library, "Back", template="sample").value
    assert not import_files(library, back, [tmp_path / "numbers.xlsx"]).failed
    (again, *_) = export_workshop(library, back, Format.XLSX, tmp_path / "again.xlsx")
    compared = load_workbook(again, read_only=True)
    for name in book.sheetnames:
        rows = [sorted(map(str, each[name].iter_rows(values_only=True))) for each in (book, compared)]
        assert rows[0] == rows[1], name
