"""Graphs in GraphML as texts by the names of their attributes, whatever program has saved them last."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from facilitator.files import in_utf8


@dataclass
class Graph:
    """One graph: nodes by their ids, edges with their ends, and what belongs to the graph itself, by attribute.

    An attribute that says nothing is as one that is not there: some programs write all of them everywhere.
    `settings` are the attributes of its element, without their namespaces. `doubled` is the first thing that is said
    twice, a node or one of its values.
    """

    settings: dict[str, str]
    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    doubled: str = ""


def is_graphml(content: bytes) -> bool:
    """Whether a file says that it is a graph in GraphML."""
    return b"<graphml" in in_utf8(content[:8192])[:4096]


def graphs_in(content: bytes) -> tuple[list[Graph], list[str]]:
    """The graphs of a file in GraphML, and the names of all attributes in their order.

    Raises ExpatError, LookupError or ValueError where it is none.
    """
    text = in_utf8(content)
    if text is not content:
        # Its first line still names the encoding that it had.
        text = re.sub(rb"^<\?xml[^>]*\?>", b"", text)
    reader = _Reader()
    reader.parse(text)
    return reader.graphs, list(dict.fromkeys(reader.names.values()))


class _Reader:
    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.graphs: list[Graph] = []
        self._defaults: dict[tuple[str, str], str] = {}
        self._into: list[dict[str, str]] = []
        self._said: list[set[str]] = []
        self._for = ""
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
            self.names[attributes["id"]] = attributes.get("attr.name", attributes["id"])
            self._key, self._for = attributes["id"], attributes.get("for", "all")
        elif name == "graph":
            settings = {key.rpartition(" ")[2]: text for key, text in attributes.items()}
            self.graphs.append(Graph(settings))
            self._enter(self.graphs[-1].own)
        elif name == "node":
            graph = self.graphs[-1]
            if attributes["id"] in graph.nodes:
                graph.doubled = graph.doubled or attributes["id"]
            self._enter(graph.nodes.setdefault(attributes["id"], {}))
        elif name == "edge":
            values: dict[str, str] = {}
            self.graphs[-1].edges.append((attributes["source"], attributes["target"], values))
            self._enter(values)
        elif name == "data":
            self._key = attributes["key"]
            self._text.clear()
        elif name == "default":
            self._text.clear()

    def _enter(self, values: dict[str, str]) -> None:
        self._into.append(values)
        self._said.append(set())

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "data" and self._into:
            said, text = self.names[self._key], "".join(self._text)
            if said in self._said[-1]:
                self.graphs[-1].doubled = self.graphs[-1].doubled or said
            self._said[-1].add(said)
            if text:
                self._into[-1][said] = text
        elif name == "default":
            self._defaults[self._for, self.names[self._key]] = "".join(self._text)
        elif name in ("node", "edge", "graph"):
            values, there = self._into.pop(), self._said.pop()
            for (of, key), text in self._defaults.items():
                if of in (name, "all") and key not in there and text:
                    values[key] = text
