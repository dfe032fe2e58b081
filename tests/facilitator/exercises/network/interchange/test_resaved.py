"""Our own exports after other programs have opened and saved them: what comes in is what was exported.

networkx saves by itself; igraph, Gephi, R and pandas as their documentation and their writers say: igraph calls keys
after what they are of and writes every attribute everywhere, Gephi leaves out what belongs to the graph and adds where
it has drawn things, R writes NA and the names of rows, pandas an index and 3.0.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import networkx as nx
import pytest
from prepared import add_sample

from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.interchange.graph_reading import graphs_in
from facilitator.exercises.network.own_action.rows import own_actions_of
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import add_factors, get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def step_of(library: Library, workshop: int) -> int:
    return exercise_steps(library, workshop)[0][0].id


@pytest.fixture
def sample(library: Library) -> int:
    """The sample workshop with missing answers of every kind."""
    workshop = add_sample(library)
    step = step_of(library, workshop)
    key = get_setup(library, step).active[0].key
    for person, view in read_networks(library, step).items():
        if view.entry == "contact":
            for contact, code in zip(view.contacts, Missing, strict=False):
                answers.rate(library, Who(step, person), contact.id, key, code)
            break
    return workshop


def everything(library: Library, workshop: int, *, own_actions: bool = True) -> object:
    """All that was answered, by the names of people and contacts."""
    step = step_of(library, workshop)
    names = {person.id: person for person in people_of(library, workshop)}
    with library.read() as session:
        # Whether it stands among the actions by their name is a tick on this laptop, and travels in no table.
        actions = {who: replace(each, shared=False) for who, each in own_actions_of(session, step, 1).items()
                   if own_actions}  # fmt: skip
    found = {}
    for person, view in read_networks(library, step).items():
        labels = {contact.id: contact.label for contact in view.contacts}
        ties = None if view.ties is None else {
            tuple(sorted((labels[one], labels[other]))) for one, other in view.ties
        }  # fmt: skip
        contacts = [(contact.label, dict(contact.ratings)) for contact in view.contacts]
        about = names[person]
        found[about.name] = (view.entry, view.size, sorted(contacts, key=lambda each: each[0]), view.tally, ties,
                             about.team, about.location, about.level, actions.get(person))  # fmt: skip
    return found


def sentences(found: Imported) -> list[str]:
    return [f"{file.path.name}: {each}" for file in found.files for each in file.proposal.plan.problems]


def exported(library: Library, workshop: int, folder: Path) -> Path:
    (path,) = export_workshop(library, workshop, Format.GRAPHML, folder / "out.graphml")
    return path


def by_networkx(path: Path) -> None:
    nx.write_graphml(nx.read_graphml(path), path)


def by_networkx_with_other_ids(path: Path) -> None:
    graph = nx.read_graphml(path)
    nx.write_graphml_xml(nx.convert_node_labels_to_integers(graph), path, named_key_ids=True, infer_numeric_types=True)


def by_igraph(path: Path, *, directed: bool = False) -> None:
    (graph,), names = graphs_in(path.read_bytes())
    root = ElementTree.Element("graphml", {"xmlns": _NAMESPACE.strip("{}")})
    numbers = {name for name in names if name.endswith("_number") or name == "weight"}
    of = {"v": graph.nodes.values(), "e": [values for *_, values in graph.edges], "g": [graph.own]}
    columns = {mark: list(dict.fromkeys(key for values in found for key in values)) for mark, found in of.items()}
    columns["v"].append("id")
    for mark, kind in (("g", "graph"), ("v", "node"), ("e", "edge")):
        for name in columns[mark]:
            ElementTree.SubElement(root, "key", {"id": f"{mark}_{name}", "for": kind, "attr.name": name,
                                                 "attr.type": "double" if name in numbers else "string"})  # fmt: skip
    made = ElementTree.SubElement(root, "graph", {"id": "G", "edgedefault": "directed" if directed else "undirected"})

    def say(element: ElementTree.Element, mark: str, values: dict[str, str]) -> None:
        for name in columns[mark]:
            text = values.get(name, "nan" if name in numbers else "")
            ElementTree.SubElement(element, "data", {"key": f"{mark}_{name}"}).text = text.removesuffix(".0")

    say(made, "g", graph.own)
    ids = {key: f"n{place}" for place, key in enumerate(graph.nodes)}
    for key, values in graph.nodes.items():
        say(ElementTree.SubElement(made, "node", {"id": ids[key]}), "v", {**values, "id": key})
    for one, other, values in graph.edges:
        # Without a direction it has the node with the higher number first.
        ends = (one, other) if directed else (other, one)
        say(ElementTree.SubElement(made, "edge", {"source": ids[ends[0]], "target": ids[ends[1]]}), "e", values)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def by_gephi(path: Path) -> None:
    (graph,), _ = graphs_in(path.read_bytes())
    root = ElementTree.Element("graphml", {"xmlns": _NAMESPACE.strip("{}")})
    columns = list(dict.fromkeys(key for values in graph.nodes.values() for key in values))
    for name in (*columns, "r", "g", "b", "x", "y", "size", "Modularity Class"):
        ElementTree.SubElement(root, "key", {"attr.name": name, "attr.type": "string", "for": "node", "id": name})
    for name, title in (("weight", "weight"), ("edgelabel", "Edge Label"), ("kind", "kind"), ("from", "from")):
        ElementTree.SubElement(root, "key", {"attr.name": title, "attr.type": "string", "for": "edge", "id": name})
    made = ElementTree.SubElement(root, "graph", {"edgedefault": "undirected"})
    for key, values in graph.nodes.items():
        node = ElementTree.SubElement(made, "node", {"id": key})
        drawn = {"r": "153", "g": "153", "b": "153", "x": "-12.5", "y": "1.0", "size": "10.0", "Modularity Class": "2"}
        for name, text in {**values, **drawn}.items():
            ElementTree.SubElement(node, "data", {"key": name}).text = text
    seen = set()
    for number, (one, other, values) in enumerate(graph.edges):
        if frozenset((one, other)) in seen:
            continue
        seen.add(frozenset((one, other)))
        edge = ElementTree.SubElement(made, "edge", {"id": str(number), "source": one, "target": other})
        for name, text in values.items():
            ElementTree.SubElement(edge, "data", {"key": name}).text = text
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def by_igraph_with_directions(path: Path) -> None:
    by_igraph(path, directed=True)


@pytest.mark.parametrize(
    "save", [by_networkx, by_networkx_with_other_ids, by_igraph, by_igraph_with_directions, by_gephi]
)
def test_a_graph_that_was_saved_again_comes_back(
    library: Library, sample: int, tmp_path: Path, save: Callable[[Path], None]
) -> None:
    path = exported(library, sample, tmp_path)
    save(path)
    back = start_workshop(library, "Back").value
    found = import_files(library, back, [path])
    assert not found.failed, sentences(found)
    kept = save is not by_gephi
    assert everything(library, back) == everything(library, sample, own_actions=kept)
    if save is by_gephi:
        assert any("What belongs to the graph itself is gone" in each for each in sentences(found))
        assert any("“Modularity Class”" in each for each in sentences(found))
    elif save is not by_igraph_with_directions:
        assert found.left_out == "", sentences(found)


def test_an_older_export_comes_back(library: Library, sample: int, tmp_path: Path) -> None:
    """Until now all edges were directed, counts lay on the graph, and missing answers had words."""
    path = exported(library, sample, tmp_path)
    (graph,), _ = graphs_in(path.read_bytes())
    counts = [["egoID", "count_question", "count_code", "count"]]
    for node in graph.nodes.values():
        if tally := node.pop("tally", ""):
            counts += [[node["egoID"], *row] for row in json.loads(tally)[1:]]
    text = path.read_text(encoding="utf-8").replace(
        'edgedefault="undirected">',
        f"""edgedefault="directed">
        <data key="g0">{escape(json.dumps(counts))}</data>""",
    )
    text = re.sub(r' attr.name="([a-z_]+)_missing"', r' attr.name="\1"', text)
    tally = re.search(r'<key id="(n\d+)" for="node" attr.name="tally"', text)
    assert len(counts) > 1 and tally is not None
    path.write_text(re.sub(rf'<data key="{tally[1]}">.*?</data>', "", text), encoding="utf-8")
    old = start_workshop(library, "Old").value
    found = import_files(library, old, [path])
    assert not found.failed, sentences(found)
    assert everything(library, old) == everything(library, sample)


def test_an_answer_that_is_called_as_a_missing_one_is_not_taken_for_it(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library)
    step = step_of(library, workshop)
    with library.change("Add") as change:
        add_factors(change.session, step, [Factor("help", "Help", "Help?", "nominal", ("skipped", "Can’t tell"))])
    person, contacts = next((person, view.contacts) for person, view in read_networks(library, step).items()
                            if view.entry == "contact" and len(view.contacts) > 2)  # fmt: skip
    for contact, code in zip(contacts, (1, Missing.SKIPPED, 2), strict=False):
        answers.rate(library, Who(step, person), contact.id, "help", code)
    back = start_workshop(library, "Back").value
    found = import_files(library, back, [exported(library, workshop, tmp_path)])
    assert not found.failed, sentences(found)
    assert everything(library, back) == everything(library, workshop)


def test_what_other_programs_find_in_a_graph(library: Library, sample: int, tmp_path: Path) -> None:
    path = exported(library, sample, tmp_path)
    graph = nx.read_graphml(path)
    assert not graph.is_directed(), "that two people know each other has no direction"
    step = step_of(library, sample)
    factor = get_setup(library, step).active[0]
    alters = [data for _, data in graph.nodes(data=True) if data["kind"] == "alter"]
    assert all(data["label"] == data["alterID"] for data in alters)
    assert all(data["label"] == data["egoID"] for _, data in graph.nodes(data=True) if data["kind"] == "ego")
    numbered = [data for data in alters if f"{factor.key}_number" in data]
    assert numbered and all(factor.codes[data[f"{factor.key}_number"] - 1] == data[factor.key] for data in numbered)
    missing = [data for data in alters if f"{factor.key}_missing" in data]
    assert len(missing) >= len(Missing)
    assert not any(factor.key in data or f"{factor.key}_number" in data for data in missing)
    names = {data["egoID"] for _, data in graph.nodes(data=True) if data["kind"] == "ego"}
    relies = [data for *_, data in graph.edges(data=True) if data["kind"] == "relies"]
    assert relies and all(data["from"] in names for data in relies)


@pytest.mark.parametrize("suffix", ["_number", "_missing"])
@pytest.mark.parametrize("code", [1, None, Missing.SKIPPED])
def test_a_question_that_is_called_as_what_stands_beside_another_keeps_its_answers(
    library: Library, tmp_path: Path, suffix: str, code: int | None
) -> None:
    workshop = add_sample(library)
    step = step_of(library, workshop)
    keys = ("help", f"help{suffix}")
    with library.change("Add") as change:
        add_factors(change.session, step, [Factor(key, key, key, "nominal", ("yes", "no")) for key in keys])
    person, contacts = next((person, view.contacts) for person, view in read_networks(library, step).items()
                            if view.entry == "contact" and len(view.contacts) > 1)  # fmt: skip
    for contact, own in zip(contacts, (2, Missing.DECLINED), strict=False):
        answers.rate(library, Who(step, person), contact.id, keys[0], own)
        if code is not None:
            answers.rate(library, Who(step, person), contact.id, keys[1], code)
    path = exported(library, workshop, tmp_path)
    back = start_workshop(library, "Back").value
    found = import_files(library, back, [path])
    assert not found.failed, sentences(found)
    assert everything(library, back) == everything(library, workshop)
    assert found.left_out == "", sentences(found)


# Tables


def read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def write(path: Path, rows: list[list[str]], separator: str = ",") -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(rows)
    path.write_text(written.getvalue(), encoding="utf-8")


def by_r(path: Path) -> None:
    """read.csv, write.csv: names of rows, dots in headings, NA for what is empty in numbers and in text."""
    head, *rows = read(path)
    head = [re.sub(r"[^\w.]", ".", name) for name in head]
    write(path, [["", *head], *([str(at), *(cell or "NA" for cell in row)] for at, row in enumerate(rows, start=1))])


def by_pandas(path: Path) -> None:
    """read_csv, to_csv: an index, and numbers with a gap in their column as 3.0."""
    head, *rows = read(path)
    gaps = {at for at in range(len(head)) if any(not row[at] for row in rows)}
    rows = [[f"{cell}.0" if at in gaps and cell.isdecimal() else cell for at, cell in enumerate(row)] for row in rows]
    write(path, [["", *head], *([str(at), *row] for at, row in enumerate(rows))])


def by_excel(path: Path) -> None:
    """Saved as CSV where the comma is the decimal sign: semicolons, and TRUE as a word of its own."""
    head, *rows = read(path)
    rows = [[re.sub(r"^(\d+)\.(\d+)$", r"\1,\2", cell) for cell in row] for row in rows]
    write(path, [head, *rows], ";")


def by_libreoffice(path: Path) -> None:
    """Every text in quotation marks, no mark of the encoding."""
    rows = read(path)
    path.write_text("".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows),
                    encoding="utf-8")  # fmt: skip


@pytest.mark.parametrize("save", [by_r, by_pandas, by_excel, by_libreoffice])
def test_tables_that_were_saved_again_come_back(
    library: Library, sample: int, tmp_path: Path, save: Callable[[Path], None]
) -> None:
    paths = export_workshop(library, sample, Format.CSV, tmp_path / "out")
    own = [path for path in paths if path.name != "cards.csv"]
    for path in own:
        save(path)
    back = start_workshop(library, "Back").value
    found = import_files(library, back, own)
    assert not found.failed, sentences(found)
    assert everything(library, back) == everything(library, sample)
    assert found.left_out == "", sentences(found)


def graph_of(*, directed: bool, name: str) -> str:
    """Three people and one alone, as igraph and networkx write them."""
    people = enumerate(("Ann", "Ben", "Cy", "Dee"))
    nodes = "".join(f'<node id="n{at}"><data key="n">{who}</data></node>' for at, who in people)
    edges = "".join(
        f'<edge source="{one}" target="{other}"><data key="w">{weight}</data></edge>'
        for one, other, weight in (("n0", "n1", 0.5), ("n1", "n2", 2), ("n2", "n2", 1))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        f'<key id="n" for="node" attr.name="{name}" attr.type="string"/>'
        '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'
        f'<graph edgedefault="{"directed" if directed else "undirected"}">{nodes}{edges}</graph></graphml>'
    )


@pytest.mark.parametrize(
    ("directed", "name", "ties"),
    [
        (True, "name", {("Ann", "Ben"), ("Ben", "Cy")}),
        (False, "Label", {("Ann", "Ben"), ("Ben", "Ann"), ("Ben", "Cy"), ("Cy", "Ben")}),
    ],
)
def test_a_graph_of_another_program_is_who_is_tied_to_whom(
    library: Library, tmp_path: Path, directed: bool, name: str, ties: set[tuple[str, str]]
) -> None:
    path = tmp_path / "room.graphml"
    path.write_text(graph_of(directed=directed, name=name), encoding="utf-8")
    workshop = start_workshop(library, "Room").value
    asked = import_files(library, workshop, [path], dry_run=True)
    assert asked.failed and "who is tied to whom" in str(asked.files[0].proposal.plan.causes[0])
    outcome = import_files(library, workshop, [path], Options(mapping={"weight": "ignore"}), rows={path: Kind.ANSWERS})
    names = {each.id: each.name for each in people_of(library, workshop)}
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    views = read_networks(library, step)
    assert {(names[who], each.label) for who, view in views.items() for each in view.contacts} == ties
    told = "\n".join(str(cause) for cause in outcome.files[0].proposal.plan.causes)
    assert "1 tie leads from somebody to themselves" in told and "1 node has no tie" in told
    assert ("no direction" in told) is not directed


@pytest.mark.parametrize("first", [0, 1])
def test_numbers_of_rows_that_pandas_and_r_write_are_no_question(library: Library, tmp_path: Path, first: int) -> None:
    path = tmp_path / "ties.csv"
    rows = (("Ann", "Ben"), ("Ben", "Cy"))
    path.write_text("\n".join([",from,to", *(f"{at},{one},{other}" for at, (one, other) in enumerate(rows, first))]))
    outcome = import_files(library, start_workshop(library, "Room").value, [path], rows={path: Kind.ANSWERS})
    assert not outcome.failed
