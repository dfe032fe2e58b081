"""Somebody who has an export with pseudonyms and knows the roster, the room and everybody's list guesses who is who.

Everybody's list has a length of its own, which tells this test whose a row is. No guess by order, number or fact may be
right more often than chance allows, and no two exports share a pseudonym.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import pytest
from openpyxl import load_workbook
from roomful import FLOOR, PEOPLE, SHORTEST, Roomful, allowed

from facilitator.actions.actions import Wording, add_action
from facilitator.errors import Invalid
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.rounds.rounds import rename_round, start_round
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.cards import add_for_room
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.questionnaires.fields import parsed_name
from facilitator.questionnaires.model import Consent
from facilitator.questionnaires.reading import responses
from facilitator.questionnaires.setup import close
from facilitator.questionnaires.setup import get_setup as questionnaire_setup
from facilitator.rehearsal.people import people
from facilitator.sharing.exchange import Format, export_workshop, said_withheld
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import add_people
from facilitator.workshop.workshops import new_workshop

EXPORTS = 5


class Export:
    """What is in one export: people and their contacts in the order of the file."""

    def __init__(self) -> None:
        self.people: list[str] = []
        self.places: dict[str, int] = {}
        self.facts: dict[str, tuple[str, ...]] = {}
        self.first: dict[str, list[bool]] = {}
        self.ties: dict[str, list[tuple[str, str]]] = {}
        self.ids: dict[str, list[str]] = {}
        """Further numbers that a person could be ordered by."""
        self.names: set[str] = set()

    def person(self, name: str, length: str, facts: Sequence[Any], *ids: Any) -> None:
        self.people.append(name)
        self.names.add(name)
        self.places[name] = int(length) - SHORTEST
        self.facts[name] = tuple(each or "" for each in facts)
        self.ids[name] = [str(each) for each in ids]

    def contact(self, person: str, name: str, first: bool, *ids: Any) -> None:
        self.names.add(name)
        self.first.setdefault(person, []).append(first)
        self.ids[person] += [str(each) for each in ids]

    def numbers(self, person: str) -> list[tuple[int, str]]:
        return [as_number(each) for each in (person, *self.ids[person])]


@pytest.fixture
def library(full: tuple[Library, Roomful]) -> Library:
    return full[0]


@pytest.fixture
def room(full: tuple[Library, Roomful]) -> Roomful:
    return full[1]


def tables(paths: Sequence[Path]) -> dict[str, list[dict[str, str]]]:
    """The rows of each table by its name, from CSV or from a workbook."""
    found = {}
    for path in paths:
        if path.suffix == ".csv":
            found[path.stem] = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
            continue
        for sheet in load_workbook(path):
            head, *rows = ([str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True))
            found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def from_tables(paths: Sequence[Path]) -> Export:
    export, found = Export(), tables(paths)
    for row in found["egos"]:
        export.person(row["egoID"], row["list_length"], (row["team"], row["location"], row["level"]))
    for row in found["alters"]:
        export.contact(row["egoID"], row["alterID"], row["proximity"] == "A few steps away")
    for row in found["ties"]:
        export.ties.setdefault(row["egoID"], []).append((row["Source"], row["Target"]))
    return export


def from_graph(paths: Sequence[Path]) -> Export:
    export, graph = Export(), nx.read_graphml(paths[0])
    for node, data in graph.nodes(data=True):
        if data["kind"] == "ego":
            facts = (data.get("team"), data.get("location"), data.get("level"))
            export.person(data["egoID"], data["list_length"], facts, node)
        else:
            export.contact(data["egoID"], data["alterID"], data["proximity"] == "A few steps away", node)
    return export


def from_json(paths: Sequence[Path]) -> Export:
    export, document = Export(), json.loads(paths[0].read_text(encoding="utf-8"))
    (network,) = [step["data"] for step in document["agenda"] if step["exercise"] == "network"]
    lists = {one["person"]: one for one in network["lists"]}
    assert list(lists) == [person["id"] for person in document["people"]] == list(range(1, PEOPLE + 1))
    for person in document["people"]:
        listed = lists[person["id"]]["contacts"]
        facts = (person["team"], person["location"], person["level"])
        export.person(person["name"], str(len(listed)), facts, person["id"])
        for contact in listed:
            export.contact(person["name"], contact["label"], contact["answers"]["proximity"] == 1, contact["id"])
    return export


READERS: dict[Format, Callable[[Sequence[Path]], Export]] = {
    Format.CSV: from_tables,
    Format.XLSX: from_tables,
    Format.GRAPHML: from_graph,
    Format.JSON: from_json,
}


def written(library: Library, room: Roomful, form: Format, folder: Path) -> list[Path]:
    path = folder / ("out" if form is Format.CSV else f"out.{form}")
    return export_workshop(library, room.workshop, form, path, pseudonyms=True, overwrite=True)


def exports(library: Library, room: Roomful, form: Format, folder: Path) -> Iterator[Export]:
    for _ in range(EXPORTS):
        yield READERS[form](written(library, room, form, folder))


def as_number(text: str) -> tuple[int, str]:
    digits = re.sub(r"\D", "", text)
    return (int(digits) if digits else 0, text)


@pytest.mark.parametrize("form", list(Format))
def test_no_order_and_no_number_tells_who_is_who(library: Library, room: Roomful, tmp_path: Path, form: Format) -> None:
    right: Counter[str] = Counter()
    first = lists = 0.0
    for export in exports(library, room, form, tmp_path):
        assert sorted(export.places.values()) == list(range(PEOPLE))
        guesses = {
            "as they stand": export.people,
            "by pseudonym": sorted(export.people),
            "by what is in a pseudonym": sorted(export.people, key=as_number),
            "by their lowest number": sorted(export.people, key=lambda one: min(export.numbers(one))),
            "by their highest number": sorted(export.people, key=lambda one: max(export.numbers(one))),
            "as their lists stand": list(export.first),
        }
        for way, order in guesses.items():
            right[way] += sum(export.places[name] == place for place, name in enumerate(order))
        # Of a list, whose first contact is the only one with this answer, the first row is that one by chance alone.
        assert all(sum(found) == 1 for found in export.first.values())
        first += sum(found[0] for found in export.first.values())
        lists += sum(1 / len(found) for found in export.first.values())
    for way, hits in right.items():
        assert hits <= allowed(EXPORTS * PEOPLE, 1 / PEOPLE), way
    assert first <= allowed(EXPORTS * PEOPLE, lists / (EXPORTS * PEOPLE))


@pytest.mark.parametrize("form", list(Format))
def test_no_combination_of_facts_is_that_of_fewer_than_the_floor(
    library: Library, room: Roomful, tmp_path: Path, form: Format
) -> None:
    export = READERS[form](written(library, room, form, tmp_path))
    together = Counter(export.facts.values())
    assert min(together.values()) >= FLOOR
    assert {facts[0] for facts in together} > {""}, "what may be told is told"
    assert not {facts[2] for facts in together} & {"Lead"}


@pytest.mark.parametrize("form", list(Format))
def test_no_two_exports_share_a_pseudonym(library: Library, room: Roomful, tmp_path: Path, form: Format) -> None:
    one, other = (READERS[form](written(library, room, form, tmp_path)) for _ in range(2))
    assert len(one.names) > 2 * PEOPLE
    assert not one.names & other.names


@pytest.mark.parametrize("form", list(Format))
def test_who_knows_whom_is_in_no_order_of_the_list(
    library: Library, room: Roomful, tmp_path: Path, form: Format
) -> None:
    """Everybody's ties are first to second and second to third: the one in both is the second."""
    if form is Format.GRAPHML:
        pairs = []
        for _ in range(EXPORTS):
            graph = nx.read_graphml(written(library, room, form, tmp_path)[0])
            knows = [edge for edge in graph.edges(data=True) if edge[2]["kind"] == "knows"]
            pairs += [(one[:2], other[:2]) for one, other in zip(knows[::2], knows[1::2], strict=True)]
    elif form is Format.JSON:
        pairs = []
        for _ in range(EXPORTS):
            document = json.loads(written(library, room, form, tmp_path)[0].read_text(encoding="utf-8"))
            (network,) = [step["data"] for step in document["agenda"] if step["exercise"] == "network"]
            pairs += [tuple(map(tuple, one["ties"])) for one in network["lists"]]
    else:
        pairs = [tuple(ties) for export in exports(library, room, form, tmp_path) for ties in export.ties.values()]
    assert len(pairs) == EXPORTS * PEOPLE
    # As they were listed it would be (first, second), (second, third) each time; by chance it is one time in three.
    as_listed = sum(one[1] == other[0] for one, other in pairs)
    assert as_listed <= allowed(len(pairs), 1 / 3)


def test_what_the_room_knows_to_be_somebodys_leads_to_no_pseudonym(
    library: Library, room: Roomful, tmp_path: Path
) -> None:
    (path,) = written(library, room, Format.JSON, tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert {(each["owner"], each["partner"]) for each in document["actions"]} == {(None, None)}
    (cards,) = [step["data"] for step in document["agenda"] if step["exercise"] == "three_questions"]
    assert {card["author"] for card in cards["cards"]} == {None}
    assert [(vote["person"], vote["dots"]) for vote in cards["votes"]] == [(None, PEOPLE)]
    assert {writer["lead"] for writer in cards["writers"]} == {None}
    (network,) = [step["data"] for step in document["agenda"] if step["exercise"] == "network"]
    contacts = [contact for one in network["lists"] for contact in one["contacts"]]
    assert not any(contact["refused"] for contact in contacts)
    assert sum(contact["participant"] is not None for contact in contacts) == PEOPLE
    back = new_workshop(library, "Back").value
    assert not import_files(library, back, [path]).failed
    step = next(step.id for step, each in exercise_steps(library, back) if each.kind == "three_questions")
    was, now = read_wall(library, room.cards), read_wall(library, step)
    assert sorted(card.text for card in now.cards) == sorted(card.text for card in was.cards)
    assert (now.sent, now.laid) == (was.sent, was.laid)
    assert [(theme.name, theme.dots, len(theme.cards)) for theme in now.themes] == [
        (theme.name, theme.dots, len(theme.cards)) for theme in was.themes
    ]


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX, Format.JSON])
def test_cards_and_actions_are_in_no_order_of_the_people(
    library: Library, room: Roomful, tmp_path: Path, form: Format
) -> None:
    right = promised = guesses = 0
    for _ in range(EXPORTS):
        files = written(library, room, form, tmp_path)
        if form is Format.JSON:
            document = json.loads(files[0].read_text(encoding="utf-8"))
            (data,) = [step["data"] for step in document["agenda"] if step["exercise"] == "three_questions"]
            told = [card["text"] for card in sorted(data["cards"], key=lambda card: card["id"])]
            promised += sum(int(each["what"][-2:]) == place for place, each in enumerate(document["actions"]))
        else:
            told = [row["card"] for row in tables(files)["cards"]]
        for column in "012":
            writers = [int(text[-2:]) for text in told if text[5] == column]
            assert len(writers) == 2 * PEOPLE
            right += sum(writer == place // 2 for place, writer in enumerate(writers))
            guesses += len(writers)
    assert right <= allowed(guesses, 1 / PEOPLE)
    assert promised <= allowed(EXPORTS * PEOPLE, 1 / PEOPLE)


@pytest.mark.parametrize("form", list(Format))
def test_a_person_keeps_their_pseudonym_through_all_rounds_of_one_export(
    library: Library, room: Roomful, tmp_path: Path, form: Format
) -> None:
    start_round(library, room.network, "Later")
    for person in room.people:
        who = Who(room.network, person)
        answers.accept_notice(library, who)
        answers.finish(library, who)
    files = written(library, room, form, tmp_path)
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, files).failed
    if form is Format.JSON:
        document = json.loads(files[0].read_text(encoding="utf-8"))
        (network,) = [step["data"] for step in document["agenda"] if step["exercise"] == "network"]
        labels = {contact["id"]: contact["label"] for one in network["lists"] for contact in one["contacts"]}
        kept = [contact for one in network["lists"] for contact in one["contacts"] if contact["kept"] is not None]
        assert len(kept) == sum(range(SHORTEST, SHORTEST + PEOPLE))
        assert all(labels[contact["kept"]] == contact["label"] for contact in kept if contact["participant"] is None)
    elif form is not Format.GRAPHML:
        found = tables(files)
        assert len({row["egoID"] for row in found["egos"]}) == PEOPLE
        assert sum(bool(row["kept_from"]) for row in found["alters"]) == sum(range(SHORTEST, SHORTEST + PEOPLE))


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX, Format.JSON])
def test_names_that_somebody_typed_are_left_out(library: Library, room: Roomful, tmp_path: Path, form: Format) -> None:
    prompt = get_setup(library, room.cards).prompts[0].id
    add_for_room(library, room.cards, prompt, "Familyname03 helped me, thank Name05 Familyname05")
    add_action(library, room.workshop, Wording("Meet Name07", sign="name08  familyname08 smiles", seen="Name09's word"))
    files = written(library, room, form, tmp_path)
    texts = "\n".join(
        str(cell)
        for path in files
        for cell in (
            [path.read_text(encoding="utf-8-sig")]
            if path.suffix != ".xlsx"
            else [cell for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row]
        )
    )
    assert "… helped me, thank …" in texts
    assert not re.search(r"(?i)name\d\d|n\d+@example|Contact \d", texts)
    assert form is not Format.JSON or "Meet …" in texts


@pytest.mark.parametrize("form", list(Format))
def test_a_title_of_a_round_names_nobody(library: Library, room: Roomful, tmp_path: Path, form: Format) -> None:
    rename_round(library, room.network, 1, "With Name04 Familyname04")
    start_round(library, room.network, "After Familyname03 left")
    answers.choose_entry_mode(library, Who(room.network, room.people[0]), "contact")
    paths = written(library, room, form, tmp_path)
    text = "".join(
        "".join(str(cell.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row)
        if path.suffix == ".xlsx"
        else path.read_text(encoding="utf-8")
        for path in paths
    )
    assert "After … left" in text
    assert "Familyname0" not in text


@pytest.mark.parametrize(("form", "came"), [(Format.CSV, 3), (Format.XLSX, 6), (Format.JSON, 3), (Format.JSON, 13)])
def test_who_came_again_is_not_singled_out(
    library: Library, room: Roomful, tmp_path: Path, form: Format, came: int
) -> None:
    """The room knows who came again: rows of the later round would be theirs alone, as would be a team beside them."""
    start_round(library, room.network, "Later")
    for person in room.people[:came]:
        answers.choose_entry_mode(library, Who(room.network, person), "contact")
        answers.finish(library, Who(room.network, person))
    files = written(library, room, form, tmp_path)
    if form is Format.JSON:
        document = json.loads(files[0].read_text(encoding="utf-8"))
        (network,) = [step["data"] for step in document["agenda"] if step["exercise"] == "network"]
        rounds = Counter((one["person"]) for one in network["lists"])
        facts = {person["id"]: person["team"] + person["location"] + person["level"] for person in document["people"]}
    else:
        rows = tables(files)["egos"]
        rounds = Counter(row["egoID"] for row in rows if row["list_entry"])
        facts = {row["egoID"]: row["team"] + row["location"] + row["level"] for row in rows}
    in_both = {3: 0, 6: 6, 13: 13}[came]
    assert Counter(rounds.values()) == +Counter({2: in_both, 1: PEOPLE - came if PEOPLE - came >= FLOOR else 0})
    assert ("3 people are left out" in " ".join(said_withheld(library, room.workshop))) == (came != 6)
    assert all(rounds[person] for person, fact in facts.items() if fact)
    assert any(facts.values()), "what may be told is told"


@pytest.mark.parametrize("form", [Format.CSV, Format.GRAPHML, Format.JSON])
def test_who_counted_is_not_singled_out_by_that(library: Library, room: Roomful, tmp_path: Path, form: Format) -> None:
    """The room knows who answered by tally: below the floor nothing of them is in it, and nothing else tells them."""
    for person in room.people[1:4]:
        who = Who(room.network, person)
        answers.choose_entry_mode(library, who, "tally")
        answers.set_list_length(library, who, 9)
        answers.set_tally(library, who, "proximity", 1, 9)
        answers.finish(library, who)
    answers.reopen(library, Who(room.network, room.people[7]))
    set_counted(library, room.people[5], agrees=True)
    files = written(library, room, form, tmp_path)
    if form is Format.JSON:
        document = json.loads(files[0].read_text(encoding="utf-8"))
        (network,) = [step["data"] for step in document["agenda"] if step["exercise"] == "network"]
        ways = Counter(one["entry"] for one in network["lists"])
        assert not any(one["tally"] for one in network["lists"]) and all(one["finished"] for one in network["lists"])
        assert not any(person["counted"] for person in document["people"])
    elif form is Format.GRAPHML:
        graph = nx.read_graphml(files[0])
        ways = Counter(data["list_entry"] for _, data in graph.nodes(data=True) if data.get("list_entry"))
        assert "counts" not in graph.graph
    else:
        found = tables(files)
        ways = Counter(row["list_entry"] for row in found["egos"] if row["list_entry"])
        assert "counts" not in found
    assert ways == {"contact": PEOPLE - 3}
    assert "the answers of 3 people are left out" in said_withheld(library, room.workshop)[0]


@pytest.mark.parametrize("form", [Format.CSV, Format.GRAPHML, Format.JSON])
def test_nobody_points_to_the_one_who_did_not_answer(
    library: Library, room: Roomful, tmp_path: Path, form: Format
) -> None:
    """The room knows who that is: a pseudonym without answers that others name would be that one's."""
    communities = add_exercise(library, room.workshop, "communities").value
    for person in room.people[1:]:
        exercise("communities").simulate(library, communities, person, Random(person))
    exercise("network").discard(library, room.network, room.people[0])
    path = tmp_path / f"out{form.suffix}" if form is not Format.CSV else tmp_path
    files = {file.stem: file for file in export_workshop(library, room.workshop, form, path, pseudonyms=True)}
    if form is Format.CSV:
        lists = {row["egoID"]: row["list_entry"] for row in read_rows(files["egos"])}
        meant = {row["contact_is"] for row in read_rows(files["alters"])}
        meant |= {told for row in read_rows(files["communities"]) for key, told in row.items() if ".people" in key}
    elif form is Format.GRAPHML:
        graph = nx.read_graphml(files["out"])
        nodes = graph.nodes(data=True)
        lists = {told["egoID"]: told.get("list_entry", "") for _, told in nodes if told["kind"] == "ego"}
        meant = {told["egoID"] for node, told in nodes if told["kind"] == "ego" and graph.degree(node)}
    else:
        document = json.loads(files["out"].read_text(encoding="utf-8"))
        network, *_, chosen = [step["data"] for step in document["agenda"] if step["data"]]
        lists = dict.fromkeys((each["id"] for each in document["people"]), "")
        lists |= {each["person"]: each["entry"] for each in network["lists"]}
        meant = {contact["participant"] for each in network["lists"] for contact in each["contacts"]}
        meant |= {answer.get("person") for each in chosen["responses"] for answer in each.get("answers", ())}
    assert len(lists) == PEOPLE and [entry for entry in lists.values() if not entry] == [""]
    assert meant - {"", None} == {person for person, entry in lists.items() if entry}


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON])
def test_who_left_before_the_next_step_is_not_singled_out_by_that(
    library: Library, tmp_path: Path, form: Format
) -> None:
    """Pseudonyms are the same in all steps: of whoever is in one alone the room knows who that is."""
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(12)).value
    mix, leaders, few = (
        add_exercise(library, workshop, kind).value for kind in ("learning_mix", "leaders_minutes", "success_cases")
    )
    for kind, step, those in (
        ("learning_mix", mix, ids[:11]),
        ("leaders_minutes", leaders, ids[:8]),
        # Of these nothing is in it anyway, so that nobody is told apart by it.
        ("success_cases", few, ids[:2]),
    ):
        for person in those:
            exercise(kind).simulate(library, step, person, Random(person))

    def answered() -> dict[str, set[str]]:
        path = tmp_path / f"out-{len(list(tmp_path.iterdir()))}{'.json' if form is Format.JSON else ''}"
        files = export_workshop(library, workshop, form, path, pseudonyms=True)
        if form is Format.CSV:
            found = {file.stem: {row["participant"] for row in read_rows(file)} - {""} for file in files}
            return {kind: those for kind, those in found.items() if those}
        document = json.loads(files[0].read_text(encoding="utf-8"))
        names = {person["id"]: person["name"] for person in document["people"]}
        found = {}
        for step in document["agenda"]:
            data = (step["data"] or {}).get("answers", step["data"]) or {}
            found[step["exercise"]] = {names[person] for each in data.get("responses", ()) for person in each["people"]}
        return {kind: those for kind, those in found.items() if those}

    found = answered()
    assert {kind: len(those) for kind, those in found.items()} == {"learning_mix": 8, "leaders_minutes": 8}
    assert found["learning_mix"] == found["leaders_minutes"], "three have answered the first step alone"
    mixes, none = said_withheld(library, workshop)
    assert "answers of 3 people" in mixes and "answers of 2 people" in none
    # Five who did so hide each other.
    for person in ids[11:]:
        exercise("learning_mix").simulate(library, mix, person, Random(person))
    exercise("leaders_minutes").discard(library, leaders, ids[7])
    found = answered()
    assert {kind: len(those) for kind, those in found.items()} == {"learning_mix": 12, "leaders_minutes": 7}


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON])
def test_a_team_beside_the_answers_of_another_step_keeps_to_its_floor(
    library: Library, room: Roomful, tmp_path: Path, form: Format
) -> None:
    """Everybody has one pseudonym in all steps: what a lower floor lets one of them tell stands beside all answers."""
    mix = add_exercise(library, room.workshop, "learning_mix").value
    for person in room.people:
        exercise("learning_mix").simulate(library, mix, person, Random(person))
    change_analysis(library, room.network, Analysis(smallest_group=3))
    files = written(library, room, form, tmp_path)
    if form is Format.JSON:
        told = [(each["team"], each["location"]) for each in json.loads(files[0].read_text(encoding="utf-8"))["people"]]
    else:
        told = [(row["team"], row["location"]) for row in tables(files)["egos"]]
    counted = Counter(told)
    assert any(team for team, _ in counted) and min(counted.values()) >= FLOOR


def read_rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


@pytest.mark.parametrize("kind", ["canvas", "team_goals", "communities", "leaders_minutes"])
def test_whose_an_action_is_does_not_tell_whose_a_pseudonym_is(library: Library, tmp_path: Path, kind: str) -> None:
    """The actions stand before the room with owner and day: beside a pseudonym either would tell the rest of theirs."""
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(12)).value
    step = add_exercise(library, workshop, kind).value
    for person in ids:
        if not any(person in each.members for each in responses(library, step)):
            exercise(kind).simulate(library, step, person, Random(person))
    asked = questionnaire_setup(library, step).questionnaire
    known = {key for key, question in asked.by_key.items() if question.role in ("owner", "due")}
    given = [answer for each in responses(library, step) for answer in each.given if answer.question in known]
    assert known and any(answer.value.day or answer.value.person for answer in given)
    (table,) = export_workshop(library, workshop, Format.CSV, tmp_path / "tables", pseudonyms=True)
    rows = read_rows(table)
    assert rows and not any(text for row in rows for name, text in row.items() if parted(name) in known)
    (whole,) = export_workshop(library, workshop, Format.JSON, tmp_path / "all.json", pseudonyms=True)
    data = json.loads(whole.read_text(encoding="utf-8"))["agenda"][0]["data"]
    answered = {answer["question"] for each in data["responses"] for answer in each.get("answers", ())}
    assert data["responses"] and not answered & known
    actions = json.loads(whole.read_text(encoding="utf-8"))["actions"]
    assert all(action["owner"] is None for action in actions)


def parted(name: str) -> str:
    found = parsed_name(name)
    return "" if found is None else found.spot.question


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("recognition", {}),
        ("success_cases", {}),
        ("stories", {}),
        ("composed", {"begins_with": "lessons_learned"}),
    ],
)
def test_who_agreed_to_something_does_not_tell_whose_a_pseudonym_is(
    library: Library, tmp_path: Path, kind: str, options: dict[str, str]
) -> None:
    """Who agreed stands before the room by name, and a consent has the day on which somebody was there."""
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(12)).value
    step = add_exercise(library, workshop, kind, options=options).value
    for person in ids:
        exercise(kind).simulate(library, step, person, Random(person))
    asked = questionnaire_setup(library, step).questionnaire
    consents = {key for key, question in asked.by_key.items() if isinstance(question, Consent)}
    given = [answer for each in responses(library, step) for answer in each.given]
    assert any(answer.value.day for answer in given if answer.question in consents)
    (table,) = export_workshop(library, workshop, Format.CSV, tmp_path / "tables", pseudonyms=True)
    assert not any(text for row in read_rows(table) for name, text in row.items() if parted(name) in consents)
    (whole,) = export_workshop(library, workshop, Format.JSON, tmp_path / "all.json", pseudonyms=True)
    data = json.loads(whole.read_text(encoding="utf-8"))["agenda"][0]["data"]
    data = data.get("answers", data)
    told = [answer["question"] for each in data["responses"] for answer in each.get("answers", ())]
    assert data["responses"] and not consents & {*told, *(each["question"] for each in data.get("nobodys", ()))}


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON])
@pytest.mark.parametrize("kind", ["composed", "three_questions"])
def test_anonymous_answers_do_not_leave_while_they_are_collected(
    library: Library, tmp_path: Path, form: Format, kind: str
) -> None:
    """Of two files the later one would tell what who came meanwhile has written."""
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(12)).value
    options = {"begins_with": "team_pulse"} if kind == "composed" else {"names": "anonymous"}
    step = add_exercise(library, workshop, kind, options=options).value
    leaders = add_exercise(library, workshop, "leaders_minutes").value
    for person in ids:
        exercise("leaders_minutes").simulate(library, leaders, person, Random(person))
    # What nobody has answered yet keeps nothing else back.
    assert export_workshop(library, workshop, form, tmp_path / f"before.{form}", pseudonyms=True)
    for person in ids[:6]:
        exercise(kind).simulate(library, step, person, Random(person))
    with pytest.raises(Invalid, match="collect"):
        export_workshop(library, workshop, form, tmp_path / f"now.{form}", pseudonyms=True)
    exercise(kind).simulate_room(library, step, Random(1))
    if kind == "composed":
        close(library, step)
    assert export_workshop(library, workshop, form, tmp_path / f"after.{form}", pseudonyms=True)


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON])
def test_whose_a_pseudonym_is_follows_from_no_group(library: Library, tmp_path: Path, form: Format) -> None:
    """The room knows who sat with whom: a group has a mark of its own, and whom somebody chose is in no order."""
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(12)).value
    goals, alone = (add_exercise(library, workshop, kind).value for kind in ("team_goals", "communities"))
    for kind, step in (("team_goals", goals), ("communities", alone)):
        for person in ids:
            if not any(person in each.members for each in responses(library, step)):
                exercise(kind).simulate(library, step, person, Random(person))
    groups = [each.members for each in responses(library, goals)]
    assert max(map(len, groups)) > 1
    path = tmp_path / ("out" if form is Format.CSV else "out.json")
    files = export_workshop(library, workshop, form, path, pseudonyms=True)
    if form is Format.CSV:
        found = {file.stem: read_rows(file) for file in files}
        together = [row["participant"] for row in found["team_goals"] if row["participant"]]
        assert not any(row["with"] for row in found["team_goals"])
        single = {row["participant"] for row in found["communities"] if row["participant"]}
        picked = [
            [row[name] for name in row if name.startswith(f"{topic}.people") and row[name]]
            for row in found["communities"]
            for topic in "12"
        ]
    else:
        document = json.loads(files[0].read_text(encoding="utf-8"))
        names = {person["id"]: person["name"] for person in document["people"]}
        steps = {step["exercise"]: step["data"]["responses"] for step in document["agenda"]}
        assert all(len(each["people"]) == 1 for each in steps["team_goals"])
        together = [names[each["people"][0]] for each in steps["team_goals"]]
        single = {names[each["people"][0]] for each in steps["communities"]}
        chosen: dict[tuple[int, int], list[int]] = {}
        for number, each in enumerate(steps["communities"]):
            for answer in sorted(each.get("answers", ()), key=lambda answer: answer.get("place", 0)):
                if answer["question"] == "people":
                    chosen.setdefault((number, answer["about"]), []).append(answer["person"])
        picked = list(chosen.values())
        back = new_workshop(library, "Back").value
        assert not import_files(library, back, files).failed
    assert len(together) == sum(len(members) > 1 for members in groups)
    assert len(single) == 12 and not single & set(together)
    assert max(map(len, picked)) > 2 and all(each == sorted(each) for each in picked)
    # What a group answered is in it, be one of its members in no other step.
    exercise("communities").discard(library, alone, ids[0])
    assert said_withheld(library, workshop) == []


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON])
def test_a_team_beside_a_way_in_is_not_that_of_few(
    library: Library, room: Roomful, tmp_path: Path, form: Format
) -> None:
    """Five counted by tally, one of them of another team than the rest: who took which way in, the room has seen."""
    for person in [*room.people[:4], room.people[7]]:
        who = Who(room.network, person)
        answers.choose_entry_mode(library, who, "tally")
        answers.set_list_length(library, who, 9)
        answers.set_tally(library, who, "proximity", 1, 9)
        answers.finish(library, who)
    files = written(library, room, form, tmp_path)
    if form is Format.JSON:
        document = json.loads(files[0].read_text(encoding="utf-8"))
        (network,) = [step["data"] for step in document["agenda"] if step["exercise"] == "network"]
        entry = {one["person"]: one["entry"] for one in network["lists"]}
        beside = Counter((entry.get(each["id"], ""), each["team"]) for each in document["people"])
    else:
        beside = Counter((row["list_entry"], row["team"]) for row in tables(files)["egos"])
    ways = {way for way, _ in beside}
    assert {"tally", "contact"} <= ways and any(team for _, team in beside), "what may be told is told"
    assert all(count >= FLOOR for (way, team), count in beside.items() if way and team)
