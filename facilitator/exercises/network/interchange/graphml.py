"""All answers of a step as one graph, in the format that Gephi, igraph and networkx open; and such a graph read back.

Nodes are egos and alters, told apart by `kind`. Edges are of three kinds: `names` from an ego to an alter on their
list, `knows` between two alters of one list, and `relies` from an ego to another one whom a contact was confirmed to
be. GraphML allows no mixture in what networkx reads, so all are directed; `knows` runs one way and means both.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from facilitator.errors import BadFile
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.interchange.all_rounds import apart, together
from facilitator.exercises.network.interchange.bundle import (
    ALTER,
    EGO,
    SOURCE,
    TARGET,
    WEIGHT,
    Bundle,
    read_bundles,
    tables_of,
)
from facilitator.exercises.network.interchange.forms import CONTACT_IS, ROUND, ROUND_TITLE
from facilitator.files import in_utf8
from facilitator.i18n import tr, trn
from facilitator.json_files import json_in
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Part, Problem, Table, quoted

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODES, _EDGES = ("ego", "alter"), ("names", "knows", "relies")
_MOST_KINDS = 5
_EARLIER, _THIS = "earlier ", "round"
_NAMES = ("egos", "alters", "ties", "counts")
_GRAPH_TABLES = ("counts", "codebook", _EARLIER + _THIS, *(_EARLIER + name for name in _NAMES))
"""Tables that are no nodes and no edges: they travel as JSON on the graph itself."""


@implements(Exercise.exchange_graph)
def exchange_graph(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> bytes:
    """The round that is entered as a graph; earlier ones travel along as tables, since a node has one round's facts."""
    bundles = read_bundles(library, step_id, pseudonyms=pseudonyms)
    tables = tables_of(bundles[-1])
    tables |= {_EARLIER + name: table for name, table in _earlier(bundles).items()}
    egos, alters, ties = tables["egos"], tables["alters"], tables["ties"]
    node_keys = ["kind", *dict.fromkeys((*egos.headers, *alters.headers))]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<graphml xmlns="{_NAMESPACE}">']
    lines += [_key(f"n{place}", "node", name) for place, name in enumerate(node_keys)]
    lines += [_key("e0", "edge", "kind"), _key("e1", "edge", WEIGHT, "double")]
    lines += [_key(f"g{place}", "graph", name) for place, name in enumerate(_GRAPH_TABLES)]
    lines.append('<graph id="networks" edgedefault="directed">')
    for place, name in enumerate(_GRAPH_TABLES):
        if name in tables:
            content = json.dumps([tables[name].headers, *tables[name].rows], ensure_ascii=False)
            lines.append(f'<data key="g{place}">{escape(content)}</data>')
    ego_ids = {row[0]: f"ego{number}" for number, row in enumerate(egos.rows, start=1)}
    alter_ids = {(row[0], row[1]): f"alter{number}" for number, row in enumerate(alters.rows, start=1)}
    for row in egos.rows:
        lines += _node(ego_ids[row[0]], "ego", dict(zip(egos.headers, row, strict=True)), node_keys)
    for row in alters.rows:
        lines += _node(alter_ids[row[0], row[1]], "alter", dict(zip(alters.headers, row, strict=True)), node_keys)
    edges = [(ego_ids[row[0]], alter_ids[row[0], row[1]], "names") for row in alters.rows]
    edges += [(alter_ids[row[0], row[1]], alter_ids[row[0], row[2]], "knows") for row in ties.rows]
    who = alters.headers.index(CONTACT_IS)
    edges += [(ego_ids[row[0]], ego_ids[row[who]], "relies") for row in alters.rows if row[who]]
    for number, (source, target, kind) in enumerate(edges, start=1):
        lines.append(f'<edge id="edge{number}" source="{source}" target="{target}">')
        lines += [f'<data key="e{place}">{value}</data>' for place, value in enumerate((kind, "1.0"))]
        lines.append("</edge>")
    return "\n".join([*lines, "</graph>", "</graphml>", ""]).encode()


def _earlier(bundles: Sequence[Bundle]) -> dict[str, Table]:
    """The tables of the earlier rounds, and one row that says which round the graph is."""
    if len(bundles) == 1:
        return {}
    part = bundles[-1].part
    last = Table(_THIS, (ROUND, ROUND_TITLE), ((str(part.number), part.title),), (2,))
    before = together([(each.part, tables_of(each)) for each in bundles])
    before.pop("codebook")
    number = str(part.number)
    rows = {name: [row for row in table.rows if row[1] != number] for name, table in before.items()}
    return {_THIS: last} | {
        name: Table.made(name, table.headers, rows[name]) for name, table in before.items() if rows[name]
    }


@implements(Exercise.unpack)
def unpack(library: Library, step_id: int, source: str, content: bytes) -> list[Table]:
    """The tables in a GraphML file. Raises BadFile for a graph of another make or a damaged one."""
    if (text := in_utf8(content)) is not content:
        # Its first line still names the encoding that it had.
        content = re.sub(rb"^<\?xml[^>]*\?>", b"", text)
    if b"<graphml" not in content[:4096]:
        return []
    graph = _Graph()
    try:
        graph.parse(content)
        if graph.doubled:
            sentence = tr("“{file}” says “{what}” twice. Take one of the two out.", file=source, what=graph.doubled)
            raise BadFile(sentence)
        _check_owners(source, graph)
        tables = {table.source.removeprefix(f"{source}: "): table for table in _tables(source, graph)}
        first, *others = _with_earlier(source, tables)
        return [replace(first, problems=(*_of_other_kinds(graph), *_of_other_people(graph))), *others]
    except (expat.ExpatError, LookupError, ValueError) as error:
        sentence = tr("“{file}” is not a graph that Facilitator exported, or it is damaged.", file=source)
        raise BadFile(sentence) from error


def _check_owners(source: str, graph: "_Graph") -> None:
    """Raise BadFile where an edge and the node that it leads to name different people as the one who listed it.

    What counts is what the nodes say; whoever has moved or removed an edge must not be left to think that it did.
    """
    listed: set[str] = set()
    for one, other, values in graph.edges:
        if values["kind"] != "names":
            continue
        ego, alter = graph.nodes.get(one, {}), graph.nodes.get(other, {})
        if alter.get("kind") != "alter" or alter.get(EGO) != ego.get(EGO):
            raise _contradiction(source, other)
        listed.add(other)
    for name, node in graph.nodes.items():
        if node["kind"] == "alter" and name not in listed:
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


def _of_other_kinds(graph: "_Graph") -> Iterator[Problem]:
    """The remark on what somebody put into the graph, or renamed, that means nothing here."""
    strange = [kind for node in graph.nodes.values() if (kind := node["kind"]) not in _NODES]
    strange += [kind for *_, edge in graph.edges if (kind := edge["kind"]) not in _EDGES]
    if strange:
        kinds = quoted(sorted(set(strange))[:_MOST_KINDS])
        sentence = trn(
            "{count} node or edge of the graph is of a kind that means nothing here ({kinds}), and is left out.",
            "{count} nodes and edges of the graph are of kinds that mean nothing here ({kinds}), and are left out.",
            len(strange),
            kinds=kinds,
        )
        yield Problem(sentence, error=False, loss=Loss.GRAPH, cells=len(strange))


def _of_other_people(graph: "_Graph") -> Iterator[Problem]:
    """The remark on edges between egos that say otherwise than the nodes of contacts, which count."""
    drawn = {
        (graph.nodes[one].get(EGO, ""), graph.nodes[other].get(EGO, ""))
        for one, other, values in graph.edges
        if values["kind"] == "relies"
    }
    alters = [node for node in graph.nodes.values() if node["kind"] == "alter"]
    said = {(node.get(EGO, ""), node[CONTACT_IS]) for node in alters if node.get(CONTACT_IS)}
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


def _key(key: str, of: str, name: str, kind: str = "string") -> str:
    return f'<key id="{key}" for="{of}" attr.name={quoteattr(name)} attr.type="{kind}"/>'


def _node(node: str, kind: str, values: dict[str, str], keys: list[str]) -> Iterator[str]:
    yield f'<node id="{node}">'
    for place, name in enumerate(keys):
        text = kind if name == "kind" else values.get(name, "")
        if text:
            yield f'<data key="n{place}">{escape(text)}</data>'
    yield "</node>"


class _Graph:
    """Nodes, edges and what belongs to the graph itself, with their attributes by name."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.nodes: dict[str, dict[str, str]] = {}
        self.edges: list[tuple[str, str, dict[str, str]]] = []
        self.own: dict[str, str] = {}
        self.doubled = ""
        """The first that is said twice, a node or one of its values."""
        self._into: list[dict[str, str]] = [self.own]
        self._key = ""
        self._text: list[str] = []

    def parse(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        # A graph needs no entities of its own, and they are the way to fill a memory.
        parser.EntityDeclHandler = self._refuse
        parser.Parse(content, True)

    def _refuse(self, *_declaration: object) -> None:
        raise ValueError("an entity is declared")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "key":
            self.names[attributes["id"]] = attributes["attr.name"]
        elif name == "node":
            if attributes["id"] in self.nodes:
                self.doubled = self.doubled or attributes["id"]
            self._into.append(self.nodes.setdefault(attributes["id"], {}))
        elif name == "edge":
            values: dict[str, str] = {}
            self.edges.append((attributes["source"], attributes["target"], values))
            self._into.append(values)
        elif name == "data":
            self._key = attributes["key"]
            self._text.clear()

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "data":
            into, said = self._into[-1], self.names[self._key]
            if said in into:
                self.doubled = self.doubled or said
            into[said] = "".join(self._text)
        elif name in ("node", "edge"):
            self._into.pop()


def _tables(source: str, graph: _Graph) -> Iterator[Table]:
    egos = [values for values in graph.nodes.values() if values["kind"] == "ego"]
    alters = [values for values in graph.nodes.values() if values["kind"] == "alter"]
    if not egos:
        raise ValueError("no egos")
    for name, nodes in (("egos", egos), *([("alters", alters)] if alters else [])):
        headers = tuple(each for each in graph.names.values() if any(each in node for node in nodes) and each != "kind")
        if name == "egos":
            # A column that nobody fills is needed all the same.
            headers = tuple(dict.fromkeys((*headers, "list_entry")))
        yield _table(source, name, headers, [tuple(node.get(each, "") for each in headers) for node in nodes])
    ties = [
        (graph.nodes[one][EGO], graph.nodes[one][ALTER], graph.nodes[other][ALTER], values.get(WEIGHT, "1"))
        for one, other, values in graph.edges
        if values["kind"] == "knows"
    ]
    if ties:
        yield _table(source, "ties", (EGO, SOURCE, TARGET, WEIGHT), ties)
    for name in _GRAPH_TABLES:
        if name in graph.own:
            headers, *rows = _rows_in(graph.own[name], source)
            yield _table(source, name, headers, rows)


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
    if len(this.rows) != 1 or this.headers != (ROUND, ROUND_TITLE):
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
