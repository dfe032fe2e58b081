"""A graph that other programs made, such as igraph, networkx or Gephi: who is tied to whom, as a list of ties."""

from facilitator.exercises.network.interchange.graph_reading import Graph
from facilitator.i18n import tr, trn
from facilitator.tabular import Loss, Problem, Table
from facilitator.text_matching import caseless

_NAMES = ("name", "label", "full name", "fullname", "display name", "person", "_nx_name")
_WEIGHTS = ("weight", "strength", "value")
_KINDS = ("kind", "networkcanvastype")
"""What only graphs of networks of single people have, be they ours or of interviews."""
_HEADERS = ("from", "to", "weight")


def room_in(source: str, graph: Graph) -> Table | None:
    """The ties of a graph that says of no node what it is; None for any other one, and for one without ties or names.

    A tie without a direction is one of both. Single nodes without a name are called by their ids.
    """
    values = [*graph.nodes.values(), *(said for *_, said in graph.edges)]
    if not graph.edges or any(caseless(key) in _KINDS for said in values for key in said):
        return None
    names = {node: name for node, said in graph.nodes.items() if (name := _first(said, _NAMES))}
    if len(names) * 2 < len(graph.nodes):
        return None
    directed = graph.settings.get("edgedefault") == "directed"
    rows: dict[tuple[str, str], str] = {}
    loops = doubled = 0
    for one, other, said in graph.edges:
        loops += one == other
        weight = _first(said, _WEIGHTS)
        for pair in ((one, other),) if directed else ((one, other), (other, one)):
            doubled += pair in rows
            if one != other:
                rows.setdefault(pair, weight)
    tied = {node for pair in rows for node in pair}
    cells: tuple[tuple[str, ...], ...] = tuple(
        (names.get(one, one), names.get(other, other), weight) for (one, other), weight in rows.items()
    )
    headers = _HEADERS if any(rows.values()) else _HEADERS[:-1]
    cells = tuple(row[: len(headers)] for row in cells)
    problems = tuple(_told(directed=directed, loops=loops, doubled=doubled, alone=len(set(graph.nodes) - tied)))
    return Table(source, headers, cells, tuple(range(1, len(cells) + 1)), problems)


def _told(*, directed: bool, loops: int, doubled: int, alone: int) -> list[Problem]:
    found = []
    if not directed:
        found.append(Problem(tr("Its ties have no direction: each stands on the lists of both."), error=False))
    for count, sentence in (
        (loops, trn("{count} tie leads from somebody to themselves, and is left out.",
                    "{count} ties lead from somebody to themselves, and are left out.", loops)),
        (doubled, trn("{count} tie is there again, and is left out.", "{count} ties are there again, and are left out.",
                      doubled)),
        (alone, trn("{count} node has no tie, and is left out.", "{count} nodes have no ties, and are left out.",
                    alone)),
    ):  # fmt: skip
        if count:
            found.append(Problem(sentence, error=False, loss=Loss.GRAPH, cells=count))
    return found


def _first(said: dict[str, str], wanted: tuple[str, ...]) -> str:
    folded = {caseless(key): text for key, text in said.items()}
    return next((folded[key] for key in wanted if folded.get(key)), "")
