"""Network Canvas: its protocols as questions, its graphs as the tables that it writes as CSV, its way with answers.

After the documentation of its export ("Data export", "Export data dictionary") and the exporter that it publishes. The
interviewed person is no node but the graph itself; a question with several answers is a column of true and false each.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from facilitator.errors import BadFile
from facilitator.exercises.network.factors import ENERGY
from facilitator.exercises.network.interchange.exchanged_tables import CodebookLine, codebook_columns
from facilitator.exercises.network.interchange.graph_reading import Graph
from facilitator.i18n import tr, trn
from facilitator.json_files import json_in
from facilitator.tabular import Loss, Problem, Table, headings, other_names, quoted
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.find import one_line
from facilitator.workshop.headings import plain_of, tokens_of

VALUE = "value"
"""The column of a codebook that holds what stands in exported files for an answer."""
_EGO, _CASE, _FINISHED = "networkCanvasEgoUUID", "networkCanvasCaseID", "sessionFinish"
_NODE, _SOURCE, _TARGET = "networkCanvasUUID", "networkCanvasSourceUUID", "networkCanvasTargetUUID"
_TYPE, _LABEL = "networkCanvasType", "label"
_PROTOCOL = "protocol.json"
_MOST_BYTES = 50_000_000
_KINDS = {"ordinal": "strength", "categorical": "nominal", "boolean": "nominal"}
"""What the types of variables that have a few answers are here."""
_OF_A_FILE = re.compile(r"_(?:attributeList|edgeList)_(\w+)\.csv$", re.IGNORECASE)
_FLAGS = {"true", "false"}


# Protocols


def protocol_in(source: str, content: bytes) -> Table | None:
    """The questions about people in a protocol, as a codebook; None for any other file.

    What can't become a question is counted and named in its problems. Raises BadFile for a damaged protocol.
    """
    if not content.startswith(b"PK"):
        return None
    try:
        with ZipFile(BytesIO(content)) as archive:
            if _PROTOCOL not in archive.namelist():
                return None
            if archive.getinfo(_PROTOCOL).file_size > _MOST_BYTES:
                raise BadFile(tr("“{file}” is too large to be read.", file=source))
            protocol = json_in(archive.read(_PROTOCOL).decode("utf-8-sig"), source)
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return None
    return _questions(source, protocol)


def asks_nothing(table: Table, *, alone: bool) -> Problem:
    """The remark on a protocol without questions. Raises BadFile where it is `alone`, all that was brought."""
    sentence = tr(
        "“{file}” is a protocol of Network Canvas without a question about people that has a few answers to choose "
        "from. It holds no interviews: export these as CSV or GraphML, and bring them.",
        file=table.source,
    )
    if alone:
        raise BadFile(sentence)
    return Problem(sentence, error=False, loss=Loss.FILE, value=table.source)


def _questions(source: str, protocol: Any) -> Table:
    asked, columns = _prompts(protocol), codebook_columns()
    rows: list[tuple[str, ...]] = []
    others: list[str] = []
    problems: list[Problem] = []
    for key, variable in _variables(protocol):
        name, kind = one_line(str(variable.get("name", ""))), _KINDS.get(str(variable.get("type", "")), "")
        options = _options(variable)
        if not (name and kind and len(options) > 1) or caseless(name) == ENERGY:
            others += [name] if name else []
            continue
        if variable.get("type") == "ordinal":
            options = _in_order(options)
            sentence = tr(
                "“{question}”: its last answer, “{answer}”, is taken for the strongest. If it is the other way round, "
                "turn the answers round in the questions.",
                question=name,
                answer=options[-1][1],
            )
            problems.append(Problem(sentence, error=False))
        # The same variable may be asked about several kinds of people.
        if any(row[1] == name for row in rows):
            continue
        for code, (value, label) in enumerate(options, start=1):
            answer = (name, kind, str(code), label)
            line = CodebookLine("alters", *answer, label=name, question=asked.get(key, name), asked="yes")
            rows.append((*(each.written(line) for each in columns), value))
    if others:
        sentence = trn(
            "{count} variable has no answers to choose from, or can't be asked here, and becomes no question: {names}.",
            "{count} variables have no answers to choose from, or can't be asked here, and become no questions: "
            "{names}.",
            len(others),
            names=quoted(others),
        )
        problems.append(Problem(sentence, error=False, loss=Loss.QUESTION, cells=len(others)))
    return Table.of_rows(source, (*headings(columns), VALUE), rows, problems)


def _dict(found: object) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def _variables(protocol: Any) -> list[tuple[str, dict[str, Any]]]:
    """The variables of people by their keys: of the kinds of node that are people, or of all where none says so."""
    kinds = {key: _dict(kind) for key, kind in _dict(_dict(_dict(protocol).get("codebook")).get("node")).items()}
    people = [key for key, kind in kinds.items() if is_of_people(str(kind.get("name", "")))]
    return [
        (key, _dict(variable))
        for kind in people or list(kinds)
        for key, variable in _dict(kinds[kind].get("variables")).items()
    ]


def is_of_people(kind: str) -> bool:
    """Whether the name of a kind of node says that these are people."""
    return bool({*tokens_of(kind)} & {token for word in other_names("studies")["people"] for token in tokens_of(word)})


def _options(variable: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands in files for each answer, and the answer's words; those of a yes or no where it has none."""
    found = []
    for option in _list(variable.get("options")):
        # A plain text is both.
        value, label = (option.get("value"), option.get("label")) if isinstance(option, dict) else (option, option)
        text = str(value).lower() if isinstance(value, bool) else one_line(str(value))
        words = one_line(str(label if label not in (None, "") else text))
        found.append((text, words))
    if not found and variable.get("type") == "boolean":
        return [("true", tr("Yes")), ("false", tr("No"))]
    labels = distinct(label for _, label in found)
    return [(value, label) for (value, _), label in zip(found, labels, strict=True)]


def _in_order(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Answers with numbers by these, others as they stand in the protocol."""
    if all(re.fullmatch(r"-?[0-9]{1,9}", value) for value, _ in options):
        return sorted(options, key=lambda option: int(option[0]))
    return options


def _prompts(protocol: Any) -> dict[str, str]:
    """How variables are asked for, by their keys: in the prompt of a stage, or of a field of its form."""
    found: dict[str, str] = {}
    for stage in map(_dict, _list(_dict(protocol).get("stages"))):
        fields = [*_list(stage.get("prompts")), *_list(_dict(stage.get("form")).get("fields"))]
        for each in map(_dict, fields):
            key, text = each.get("variable"), one_line(str(each.get("text") or each.get("prompt") or ""))
            if isinstance(key, str) and text:
                found.setdefault(key, text)
    return found


def labels_in(tables: Sequence[Table]) -> dict[str, dict[str, str]]:
    """By variable, the words of the answers for what stands in exported files, from the protocols among `tables`."""
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        if VALUE in table.headers and "variable" in table.headers:
            columns = (table.column("variable"), table.column(VALUE), table.column("answer"))
            for variable, value, answer in zip(*columns, strict=True):
                found.setdefault(variable, {})[value] = answer
    return found


# Interviews


def is_canvas(graph: Graph) -> bool:
    """Whether a graph is an interview."""
    return _NODE in graph.own or any(_NODE in node for node in graph.nodes.values())


def interviews(source: str, graphs: Sequence[Graph]) -> list[Table]:
    """The tables that Network Canvas would write for these interviews: who was asked, contacts, ties."""
    egos: list[dict[str, str]] = []
    nodes: list[dict[str, str]] = []
    edges: list[dict[str, str]] = []
    for number, graph in enumerate(graphs, start=1):
        named = {caseless(key): text for key, text in graph.settings.items()}
        session = next((text for key in ("sessionuuid", "networkcanvassessionid") if (text := named.get(key))), "")
        ego = graph.own.get(_NODE) or session or str(number)
        case = next((text for key in ("caseid", "networkcanvascaseid") if (text := named.get(key))), "")
        finished = next((text for key, text in named.items() if "finish" in key), "")
        facts = {key: text for key, text in graph.own.items() if key != _NODE}
        egos.append({_EGO: ego, _CASE: case, _FINISHED: finished, **facts})
        ids = {key: node.get(_NODE, key) for key, node in graph.nodes.items()}
        for key, node in graph.nodes.items():
            answers = {name: text for name, text in node.items() if name != _LABEL or not _repeats(text, node)}
            nodes.append({"nodeID": key, _EGO: ego, _NODE: ids[key], **answers})
        for start, end, values in graph.edges:
            ends = {_SOURCE: ids.get(start, start), _TARGET: ids.get(end, end)}
            edges.append({"from": start, "to": end, _EGO: ego, **values, **ends})
    named_tables = (("ego", egos), ("contacts", nodes), ("ties", edges))
    return [_table(f"{source}: {name}", rows) for name, rows in named_tables if rows]


def _repeats(label: str, node: Mapping[str, str]) -> bool:
    """Whether the label of a node only says again what it is called, or of which kind it is."""
    return any(text == label for key, text in node.items() if key != _LABEL)


def _table(source: str, rows: Sequence[Mapping[str, str]]) -> Table:
    headers = tuple(dict.fromkeys(key for row in rows for key in row if any(each.get(key) for each in rows)))
    cells = tuple(tuple(row.get(header, "") for header in headers) for row in rows)
    return Table(source, headers, cells, tuple(range(1, len(cells) + 1)))


def kind_of(table: Table) -> list[str]:
    """The kind of node of each row, as a column or the name of the file tells it; "" where nothing does."""
    if _TYPE in table.headers:
        return table.column(_TYPE)
    found = _OF_A_FILE.search(table.source)
    return [found[1] if found is not None else ""] * len(table.rows)


def as_one_answer(
    headers: Sequence[str], rows: Sequence[tuple[str, ...]], variables: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[str, ...]], list[Problem]]:
    """The columns of one question with a column of true and false for each answer as one column.

    `variables` are the names of questions that are known. Where somebody has several answers they stay as they are, a
    yes or no each. True in none of them is no answer.
    """
    flags = [at for at, _ in enumerate(headers) if (texts := {row[at] for row in rows} - {""})
             and {caseless(text) for text in texts} <= _FLAGS]  # fmt: skip
    groups: dict[str, list[int]] = {}
    left = set(flags)
    for name in _stems([headers[at] for at in flags], variables):
        members = [at for at in flags if at in left and headers[at].startswith(f"{name}_")]
        if len(members) < 2 or name in headers:
            continue
        told = [sum(caseless(row[at]) == "true" for at in members) for row in rows]
        if max(told, default=0) == 1:
            groups[name] = members
            left -= set(members)
    if not groups:
        return tuple(headers), list(rows), []
    first = {members[0]: name for name, members in groups.items()}
    away = {at for members in groups.values() for at in members}
    kept = [at for at, _ in enumerate(headers) if at not in away or at in first]
    made = tuple(first.get(at, headers[at]) for at in kept)
    folded = [
        tuple(_answer(headers, row, first[at], groups[first[at]]) if at in first else row[at] for at in kept)
        for row in rows
    ]
    problems = [
        Problem(
            tr("In the file it is {count} columns, one for each answer.", count=len(members)), column=name, error=False
        )
        for name, members in groups.items()
    ]
    return made, folded, problems


def _stems(names: Sequence[str], variables: Sequence[str]) -> list[str]:
    """What can be the name of a question whose answers are columns: known ones, then what most begin with."""
    counted = Counter(name[:at] for name in names for at, sign in enumerate(name) if sign == "_" and at)
    return [*variables, *sorted((name for name, count in counted.items() if count > 1),
                                key=lambda name: (-counted[name], -len(name)))]  # fmt: skip


def _answer(headers: Sequence[str], row: tuple[str, ...], name: str, members: Sequence[int]) -> str:
    return next((headers[at][len(name) + 1 :] for at in members if caseless(row[at]) == "true"), "")


def canvas_columns(tables: Sequence[Table]) -> bool:
    """Whether any table has the columns of Network Canvas."""
    return any(plain_of(_EGO) in map(plain_of, table.headers) for table in tables)
