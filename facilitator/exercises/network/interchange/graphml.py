"""All answers of a step as one graph, in the format that Gephi, igraph and networkx open; and such a graph read back.

Nodes are egos and alters, told apart by `kind`. Edges are of three kinds: `names` between an ego and an alter on their
list, `knows` between two alters of one list, and `relies` between egos, where a contact of one was confirmed to be the
other. networkx reads no mixture of directed and undirected edges, and that two people know each other has no direction:
so all edges are undirected, and who relies on the other stands in `from`. Beside the words of an answer stands its
number; a missing answer has no words, and its kind in an attribute of its own.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from xml.parsers import expat

from facilitator.errors import BadFile
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.interchange.all_rounds import apart, together
from facilitator.exercises.network.interchange.bundle import (
    Bundle,
    own_actions_table,
    read_bundle_of_one_round,
    read_bundles,
    tables_of,
    written_contact,
    written_counts,
    written_list,
)
from facilitator.exercises.network.interchange.codebook import NO_QUESTION, codebook_table
from facilitator.exercises.network.interchange.exchanged_tables import (
    LISTS,
    WrittenCount,
    WrittenList,
    contact_columns,
    count_columns,
    field_of,
    list_columns,
    question_columns,
    round_columns,
    tie_columns,
)
from facilitator.exercises.network.interchange.graph_of_a_room import room_in
from facilitator.exercises.network.interchange.graph_reading import Graph, graphs_in, is_graphml
from facilitator.exercises.network.interchange.network_canvas import interviews, is_canvas, protocol_in
from facilitator.exercises.network.own_export import ALTER, CONTACT_IS, EGO, ENTRY, KIND, VARIABLE, WEIGHT
from facilitator.exercises.network.read import NetworkView
from facilitator.i18n import tr, trn
from facilitator.import_plans import Part
from facilitator.json_files import json_in
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Library
from facilitator.tabular import BESIDE, Loss, Problem, Table, headings, listed
from facilitator.text_matching import caseless
from facilitator.workshop.table_import import decimal_of

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODES, _EDGES = ("ego", "alter"), ("names", "knows", "relies")
_MOST_KINDS = 5
_EARLIER, _THIS = "earlier ", "round"
_ACTIONS = "own_actions"
_NAMES = ("egos", "alters", "ties", "counts", _ACTIONS)
_GRAPH_TABLES = ("counts", _ACTIONS, "codebook", _EARLIER + _THIS, *(_EARLIER + name for name in _NAMES))
"""Tables that are no nodes and no edges: they travel as JSON on the graph itself."""
_LABEL, _KIND, _TALLY, _FROM = "label", "kind", "tally", "from"
_NUMBER = "_number"
"""How the attribute ends that holds the numbers of a question's answers; of missing ones there is `kind_field`."""
_DERIVED = {_LABEL, _KIND, _TALLY}
"""What is written for other programs, and says nothing that does not stand elsewhere."""
_IDENTIFYING = {"id", "label", "name", "_nx_name", "d0"}
"""Attributes under which programs write again what they call a node."""
_OF_PROGRAMS = _IDENTIFYING | {
    *("x", "y", "z", "r", "g", "b", "a", "size", "color", "colour", "shape", "fixed", "timeset", "interval"),
    *("degree", "indegree", "outdegree", "weighted degree", "modularity class", "modularity_class", "eccentricity"),
    *(
        "closeness centrality",
        "betweenness centrality",
        "eigenvector centrality",
        "pagerank",
        "clustering",
        "triangles",
    ),
    *("component id", "componentnumber", "authority", "hub", "harmonic closeness centrality", "membership"),
}
"""What programs that draw and measure graphs add to nodes."""


@implements(Exercise.exchange_graph)
def exchange_graph(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Iterator[bytes]:
    """The round that is entered as a graph; earlier ones travel along as tables, since a node has one round's facts.

    It comes in pieces, a person at a time, so that a large room needs no more memory than a small one. Pseudonyms are
    the same all through the file, and so are read at once, as are the rounds of those who answered several.
    """
    with library.read() as session:
        found = read_bundle_of_one_round(session, step_id) if pseudonyms is None else None
        earlier: Mapping[str, Table] = {}
        if found is None:
            bundles = read_bundles(library, step_id, pseudonyms=pseudonyms)
            found, earlier = bundles[-1], {_EARLIER + name: table for name, table in _earlier(bundles).items()}
        own = {_ACTIONS: own_actions_table(found)} if found.actions else {}
        for lines in _written(found, {**own, "codebook": codebook_table(found.factors), **earlier}):
            yield "\n".join([*lines, ""]).encode()


def _written(found: Bundle, tables: Mapping[str, Table]) -> Iterator[Iterator[str]]:
    """The lines of the file in pieces."""
    keys = _Keys(found)
    yield keys.head()
    yield (
        f'<data key="g{place}">{_text(_as_json([tables[name].headers, *tables[name].rows]))}</data>'
        for place, name in enumerate(_GRAPH_TABLES)
        if name in tables
    )
    # Of people only those are held to whom others point, and of ties only those that stand at the end.
    meant = frozenset(found.matched.values())
    numbers: dict[int, int] = {}
    relying: list[tuple[int, str, int]] = []
    alters = 0
    for number, person in enumerate(found.people, start=1):
        if person.id in meant:
            numbers[person.id] = number
        view = found.views.get(person.id) or NetworkView(person.id)
        yield keys.ego(number, written_list(found, person, view), written_counts(found, person, view))
        if view.entry != "contact":
            continue
        ids = {contact.id: f"alter{alters + place}" for place, contact in enumerate(view.contacts, start=1)}
        alters += len(ids)
        yield keys.alters(found, person.id, view, ids)
        ego = f"ego{number}"
        yield (line for alter in ids.values() for line in keys.edge(ego, alter, "names"))
        pairs = [(ids[low], ids[high]) for low, high in sorted(view.ties or ())]
        yield (line for one, other in pairs for line in keys.edge(one, other, "knows"))
        key = found.keys[person.id]
        relying += [(number, key, found.matched[contact]) for contact in ids if contact in found.matched]
    yield (
        line
        for one, key, other in relying
        if other in numbers
        for line in keys.edge(f"ego{one}", f"ego{numbers[other]}", "relies", key)
    )
    yield iter(["</graph>", "</graphml>"])


def _text(text: str) -> str:
    """A text within an element; what `xml.sax.saxutils` has for it loads all that opens an address."""
    return escape(text, quote=False)


def _as_json(rows: object) -> str:
    return json.dumps(rows, ensure_ascii=False)


class _Keys:
    """The attributes of nodes and edges, and how these are written with them."""

    def __init__(self, found: Bundle) -> None:
        factors = found.used
        self._of_list = list_columns()
        # Whose it is says the node.
        self._of_count = count_columns()[1:]
        self._questions = {factor.key: field_of(factor.key) for factor in factors}
        asked = question_columns(factors, self._questions, unmistakable=True)
        self._of_contact = [*contact_columns(), *asked]
        names = list(self._questions.values())
        kinds = [name for name in headings(asked) if name not in names]
        own = (_KIND, _LABEL, *headings(self._of_list), _TALLY, *headings(contact_columns()))
        texts = list(dict.fromkeys((*own, *names, *kinds)))
        # A question that is called as the numbers of another one keeps its name, and that one has none.
        self._numbers = {name: number for name in names if (number := f"{name}{_NUMBER}") not in texts}
        self._ids = {name: f"n{place}" for place, name in enumerate((*texts, *self._numbers.values()))}
        self._edges = 0

    def head(self) -> Iterator[str]:
        """The beginning of the file."""
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<graphml xmlns="{_NAMESPACE}">'
        for name, key in self._ids.items():
            yield _key(key, "node", name, "int" if name in self._numbers.values() else "string")
        yield _key("e0", "edge", _KIND)
        yield _key("e1", "edge", WEIGHT, "double")
        yield _key("e2", "edge", _FROM)
        for place, name in enumerate(_GRAPH_TABLES):
            yield _key(f"g{place}", "graph", name)
        yield '<graph id="networks" edgedefault="undirected">'

    def ego(self, number: int, listed: WrittenList, tally: Sequence[WrittenCount]) -> Iterator[str]:
        """One person's node."""
        values = {each.title: each.written(listed) for each in self._of_list}
        counts = ([each.written(one) for each in self._of_count] for one in tally)
        counted = {_TALLY: _as_json([headings(self._of_count), *counts])} if tally else {}
        return self._node(f"ego{number}", {_KIND: "ego", _LABEL: values[EGO], **values, **counted})

    def alters(self, found: Bundle, person: int, view: NetworkView, ids: Mapping[int, str]) -> Iterator[str]:
        """The nodes of one person's contacts."""
        labels = found.labels_of(view)
        for contact in view.contacts:
            written = written_contact(found, labels, person, contact)
            codes = {self._questions[key]: code for key, code in contact.ratings.items() if key in self._questions}
            values = {_KIND: "alter", _LABEL: written.label}
            for each in self._of_contact:
                values[each.title] = each.written(written)
                if each.title in self._numbers and codes.get(each.title, 0) > 0:
                    values[self._numbers[each.title]] = str(codes[each.title])
            yield from self._node(ids[contact.id], values)

    def edge(self, one: str, other: str, kind: str, of: str = "") -> Iterator[str]:
        """An edge; `of` is the one whose it is, where two of a kind can be so."""
        self._edges += 1
        yield f'<edge id="edge{self._edges}" source="{one}" target="{other}">'
        yield f'<data key="e0">{kind}</data>'
        yield '<data key="e1">1.0</data>'
        if of:
            yield f'<data key="e2">{_text(of)}</data>'
        yield "</edge>"

    def _node(self, node: str, values: Mapping[str, str]) -> Iterator[str]:
        yield f'<node id="{node}">'
        for name, text in values.items():
            if text and name in self._ids:
                yield f'<data key="{self._ids[name]}">{_text(text)}</data>'
        yield "</node>"


def _earlier(bundles: Sequence[Bundle]) -> dict[str, Table]:
    """The tables of the earlier rounds, and one row that says which round the graph is."""
    if len(bundles) == 1:
        return {}
    part = bundles[-1].part
    last = Table.of(_THIS, round_columns(LISTS), [part])
    before = together([(each.part, tables_of(each)) for each in bundles])
    before.pop("codebook")
    number = str(part.number)
    rows = {name: [row for row in table.rows if row[1] != number] for name, table in before.items()}
    return {_THIS: last} | {
        name: Table.of_rows(name, table.headers, rows[name]) for name, table in before.items() if rows[name]
    }


@implements(Exercise.unpack)
def unpack(library: Library, step_id: int, source: str, content: bytes) -> list[Table]:
    """The tables in a GraphML file, or the questions of a protocol of Network Canvas.

    Raises BadFile for a graph of another make or a damaged one.
    """
    if (protocol := protocol_in(source, content)) is not None:
        return [protocol]
    if not is_graphml(content):
        return []
    try:
        graphs, names = graphs_in(content)
        if any(map(is_canvas, graphs)):
            return interviews(source, graphs)
        if not graphs:
            raise ValueError("no graph")
        graph = graphs[0]
        if (room := room_in(source, graph)) is not None:
            return [room]
        if graph.doubled:
            sentence = tr("“{file}” says “{what}” twice. Take one of the two out.", file=source, what=graph.doubled)
            raise BadFile(sentence)
        _check_owners(source, graph)
        tables = {table.source.removeprefix(f"{source}: "): table for table in _tables(source, graph, names)}
        first, *others = _with_earlier(source, tables)
        remarks = (*first.problems, *_of_other_kinds(graph), *_of_other_people(graph), *_of_the_graph_itself(graph))
        return [replace(first, problems=remarks), *others]
    except (expat.ExpatError, LookupError, ValueError) as error:
        sentence = tr("“{file}” is not a graph that Facilitator exported, or it is damaged.", file=source)
        raise BadFile(sentence) from error


def _check_owners(source: str, graph: Graph) -> None:
    """Raise BadFile where an edge and the node that it leads to name different people as the one who listed it.

    What counts is what the nodes say; whoever has moved or removed an edge must not be left to think that it did. A
    program that knows of no direction may have turned edges round.
    """
    listed: set[str] = set()
    for one, other, values in graph.edges:
        if values.get(_KIND) != "names":
            continue
        ends = [(one, graph.nodes.get(one, {})), (other, graph.nodes.get(other, {}))]
        (_, ego), (name, alter) = sorted(ends, key=lambda end: end[1].get(_KIND) != "ego")
        if alter.get(_KIND) != "alter" or alter.get(EGO) != ego.get(EGO):
            raise _contradiction(source, name)
        listed.add(name)
    for name, node in graph.nodes.items():
        if node.get(_KIND) == "alter" and name not in listed:
            raise _contradiction(source, name)


def _contradiction(source: str, node: str) -> BadFile:
    return BadFile(
        tr(
            "In “{file}” the edges and the nodes disagree about who has listed “{node}”. Take contacts out, or give "
            "them to somebody else, in the nodes and in the edges alike.",
            file=source,
            node=node,
        )
    )


def _of_other_kinds(graph: Graph) -> Iterator[Problem]:
    """The remark on what somebody put into the graph, or renamed, that means nothing here."""
    strange = [kind for node in graph.nodes.values() if (kind := node.get(_KIND, "")) not in _NODES]
    strange += [kind for *_, edge in graph.edges if (kind := edge.get(_KIND, "")) not in _EDGES]
    if strange:
        kinds = listed(sorted(set(strange)), _MOST_KINDS)
        sentence = trn(
            "{count} node or edge of the graph is of a kind that means nothing here ({kinds}), and is left out.",
            "{count} nodes and edges of the graph are of kinds that mean nothing here ({kinds}), and are left out.",
            len(strange),
            kinds=kinds,
        )
        yield Problem(sentence, error=False, loss=Loss.GRAPH, cells=len(strange))


def _of_other_people(graph: Graph) -> Iterator[Problem]:
    """The remark on edges between egos that say otherwise than the nodes of contacts, which count.

    Without a direction an edge says of both that one relies on the other, and programs make one of two such.
    """
    directed = graph.settings.get("edgedefault") == "directed"
    drawn = {
        _pair(graph.nodes.get(one, {}).get(EGO, ""), graph.nodes.get(other, {}).get(EGO, ""), directed=directed)
        for one, other, values in graph.edges
        if values.get(_KIND) == "relies"
    }
    alters = [node for node in graph.nodes.values() if node.get(_KIND) == "alter"]
    said = {_pair(node.get(EGO, ""), node[CONTACT_IS], directed=directed) for node in alters if node.get(CONTACT_IS)}
    if other := drawn ^ said:
        sentence = trn(
            "Who relies on whom is read from “{name}” of the contacts’ nodes: {count} edge says otherwise, or is not "
            "there, and does not count.",
            "Who relies on whom is read from “{name}” of the contacts’ nodes: {count} edges say otherwise, or are not "
            "there, and do not count.",
            len(other),
            name=CONTACT_IS,
        )
        yield Problem(sentence, error=False, loss=Loss.GRAPH, cells=len(other))


def _pair(one: str, other: str, *, directed: bool) -> tuple[str, str]:
    return (one, other) if directed else (min(one, other), max(one, other))


def _of_the_graph_itself(graph: Graph) -> Iterator[Problem]:
    """The remark where a program has left out what belongs to the graph itself, as Gephi does."""
    if not any(name in graph.own for name in _GRAPH_TABLES):
        sentence = tr(
            "What belongs to the graph itself is gone, as some programs leave it out: how the questions are worded, "
            "what people are going to do, and the rounds before this one."
        )
        yield Problem(sentence, error=False)


def _key(key: str, of: str, name: str, kind: str = "string") -> str:
    return f'<key id="{key}" for="{of}" attr.name="{escape(name)}" attr.type="{kind}"/>'


def _tables(source: str, graph: Graph, names: Sequence[str]) -> Iterator[Table]:
    egos = [values for values in graph.nodes.values() if values.get(_KIND) == "ego"]
    alters = [values for values in graph.nodes.values() if values.get(_KIND) == "alter"]
    if not egos:
        raise ValueError("no egos")
    of_graph = {name: _rows_in(graph.own[name], source) for name in _GRAPH_TABLES if name in graph.own}
    questions = _questions_of(of_graph.get("codebook"))
    for name, nodes in (("egos", egos), *([("alters", alters)] if alters else [])):
        there = [each for each in names if each != _KIND and any(each in node for node in nodes)]
        own = headings(list_columns()) if name == "egos" else headings(contact_columns())
        headers, foreign = _of_other_programs(there, own, questions)
        if name == "egos":
            # A column that nobody fills is needed all the same.
            headers = tuple(dict.fromkeys((*headers, ENTRY)))
        problems = [
            Problem(_of_another_program(), column=each, error=False, loss=Loss.METADATA,
                    cells=sum(each in node for node in nodes))
            for each in foreign
        ]  # fmt: skip
        rows = [tuple(_cell(node, each, questions) for each in headers) for node in nodes]
        yield replace(_table(source, name, headers, rows), problems=tuple(problems))
    ties = [
        (graph.nodes[one][EGO], graph.nodes[one][ALTER], graph.nodes[other][ALTER], values.get(WEIGHT, "1"))
        for one, other, values in graph.edges
        if values.get(_KIND) == "knows"
    ]
    if ties:
        yield _table(source, "ties", headings(tie_columns()), ties)
    for name, (headers, *rows) in of_graph.items():
        yield _table(source, name, headers, rows)
    if "counts" not in of_graph and (counts := list(_counts_of(egos, source))):
        yield _table(source, "counts", headings(count_columns()), counts)


def _of_another_program() -> str:
    return tr("Another program has added it: left out.")


def _questions_of(codebook: Sequence[tuple[str, ...]] | None) -> frozenset[str]:
    """The columns of the questions that the codebook on the graph lists; none where it is gone."""
    if codebook is None:
        return frozenset()
    headers, *rows = codebook
    variable, kind = headers.index(VARIABLE), headers.index(KIND)
    return frozenset(field_of(row[variable]) for row in rows if row[kind] != NO_QUESTION)


def _of_other_programs(
    there: Sequence[str], own: Collection[str], questions: frozenset[str]
) -> tuple[tuple[str, ...], list[str]]:
    """The attributes that are read as columns, and those that another program has put there.

    Where the codebook is gone, whatever no program is known to add may be a question. Numbers beside words, and kinds
    of missing answers, are no columns of their own.
    """
    words = {
        each.removesuffix(suffix)
        for each in there
        for suffix in (_NUMBER, BESIDE)
        if each.endswith(suffix) and each not in questions and each.removesuffix(suffix) not in own
    }
    words = {each for each in words if each in there or each in questions or f"{each}{BESIDE}" in there}
    beside = {each + suffix for each in words for suffix in (_NUMBER, BESIDE)} - questions
    foreign = [
        each
        for each in there
        if each not in own
        and each not in beside
        and (each not in questions if questions else caseless(each) in _OF_PROGRAMS)
    ]
    asked = dict.fromkeys(
        each.removesuffix(_NUMBER).removesuffix(BESIDE) if each in beside else each
        for each in there
        if each not in foreign and each not in _DERIVED
    )
    return tuple(asked), [each for each in foreign if each not in _DERIVED and caseless(each) not in _IDENTIFYING]


def _cell(node: Mapping[str, str], name: str, questions: Collection[str]) -> str:
    """What a node says: in words, else the kind of missing answer, else by the number alone."""
    beside = (f"{name}{suffix}" for suffix in (BESIDE, _NUMBER))
    kind, number = ("" if each in questions else node.get(each, "") for each in beside)
    return node.get(name) or kind or _number(number)


def _number(text: str) -> str:
    """The number of an answer; "" for what programs write where there is none."""
    return text if decimal_of(text) is not None else ""


def _counts_of(egos: Sequence[Mapping[str, str]], source: str) -> Iterator[tuple[str, ...]]:
    """The counts of tallies as the egos' own nodes have them."""
    for ego in egos:
        for question, code, count in _rows_in(ego[_TALLY], source)[1:] if _TALLY in ego else ():
            yield ego[EGO], question, code, count


def _rows_in(text: str, source: str) -> list[tuple[str, ...]]:
    """The rows of a table that travels on the graph, headings first. Raises ValueError where it is none."""
    found = json_in(text, source)
    if not (isinstance(found, list) and found and found[0] and all(isinstance(row, list) for row in found)):
        raise ValueError("no list of rows")
    if not all(isinstance(cell, str) for row in found for cell in row):
        raise ValueError("a cell that is no text")
    if len({len(row) for row in found}) != 1 or len(set(found[0])) < len(found[0]):
        raise ValueError("rows of different lengths, or two columns of one name")
    return [tuple(row) for row in found]


def _with_earlier(source: str, tables: dict[str, Table]) -> list[Table]:
    """The tables of the graph joined to those of the rounds before it."""
    this = tables.pop(_EARLIER + _THIS, None)
    before = {name: tables.pop(_EARLIER + name) for name in _NAMES if _EARLIER + name in tables}
    if this is None:
        return list(tables.values())
    if len(this.rows) != 1 or this.headers != headings(round_columns(LISTS)):
        raise ValueError("it does not say which round the graph is")
    number, title = this.rows[0]
    rounds: dict[Part, dict[str, Table]] = {}
    for name, table in before.items():
        for part, piece in apart(table, always=True):
            rounds.setdefault(part if name == "egos" else _named(rounds, part.number), {})[name] = piece
    parts = [(part, found) for part, found in sorted(rounds.items(), key=lambda each: each[0].number)]
    joined = together([*parts, (Part(int(number), title), tables)])
    return [Table(f"{source}: {name}", each.headers, each.rows, each.numbers) for name, each in joined.items()]


def _named(rounds: Mapping[Part, object], number: int) -> Part:
    """The part of this number as the egos, which come first, call it."""
    return next((part for part in rounds if part.number == number), Part(number))


def _table(source: str, name: str, headers: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(f"{source}: {name}", headers, tuple(rows), tuple(range(1, len(rows) + 1)))
