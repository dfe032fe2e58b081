"""Studies of personal networks as the programs that ask for them write them, after their documentation.

Network Canvas: "Data export" and "Export data dictionary" of its documentation, and the exporter that it publishes.
egor: its vignette and `threefiles_to_egor`. EgoWeb 2.0: the headings of its exports of egos with alters and of pairs.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

OFTEN = ("All_the_time", "On_Sundays", "Never_ever")
"""What answers to the one question of these studies are in files."""
LABELS = {"All_the_time": "All the time", "On_Sundays": "On Sundays and holidays", "Never_ever": "Hardly ever"}


@dataclass
class Interview:
    """One person's: contacts are names with an answer, "" for none; ties are pairs of places in the list."""

    case: str
    contacts: Sequence[tuple[str, str]] = ()
    ties: Sequence[tuple[int, int]] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    finished: bool = True


def uuid(kind: int, number: int) -> str:
    """One that is the same in every run."""
    return str(UUID(int=(kind << 64) + number, version=4))


def as_csv(rows: Sequence[Mapping[str, object]], headers: Sequence[str] = (), separator: str = ",") -> str:
    """Rows as CSV, with their keys as headings."""
    written = io.StringIO()
    names = list(headers) or list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(written, names, restval="", delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


# Network Canvas


_EGO = ("networkCanvasEgoUUID", "networkCanvasCaseID", "networkCanvasSessionID", "networkCanvasProtocolName",
        "sessionStart", "sessionFinish", "sessionExported", "APP_VERSION", "COMMIT_HASH")  # fmt: skip
_TIE = ("edgeID", "from", "to", "networkCanvasEgoUUID", "networkCanvasUUID", "networkCanvasSourceUUID",
        "networkCanvasTargetUUID")  # fmt: skip


def canvas_rows(
    study: Sequence[Interview], *, categorical: bool = False, first: int = 1
) -> list[tuple[Interview, dict[str, list[dict[str, object]]]]]:
    """The rows of each interview by the table that they stand in."""
    found = []
    for number, each in enumerate(study, start=first):
        ego = uuid(1, number)
        people = [uuid(2, number * 1000 + place) for place, _ in enumerate(each.contacts)]
        finish = "2024-12-17T16:09:20.611Z" if each.finished else ""
        about = (ego, each.case, uuid(3, number), "Work", "2024-12-17T16:04:03.385Z", finish,
                 "2024-12-17T18:23:42.930Z", "6.5.2", "abc")  # fmt: skip
        nodes = []
        for place, (name, often) in enumerate(each.contacts):
            answer: dict[str, object] = {"often": often}
            if categorical:
                answer = {f"often_{option}": str(option == often).lower() for option in OFTEN}
            shown = {"nodeID": place + 1, "networkCanvasEgoUUID": ego, "networkCanvasUUID": people[place]}
            nodes.append({**shown, **answer, "name": name, "layout_x": f"0.{place + 1}25", "layout_y": "0.5"})
        edges = [
            dict(zip(_TIE, (at, one + 1, other + 1, ego, uuid(4, number * 1000 + at), people[one], people[other]),
                     strict=True))
            for at, (one, other) in enumerate(each.ties, start=1)
        ]  # fmt: skip
        found.append((each, {"ego": [dict(zip(_EGO, about, strict=True)) | dict(each.facts)],
                             "attributeList_Person": nodes, "edgeList_Knows": edges}))  # fmt: skip
    return found


def canvas_files(study: Sequence[Interview], *, merged: bool = False, categorical: bool = False) -> dict[str, str]:
    """The files of an export as CSV by their names: one of each kind for every interview, or for all."""
    rows = canvas_rows(study, categorical=categorical)
    heads = {"ego": _EGO, "edgeList_Knows": _TIE}
    if merged:
        together = {kind: [row for _, tables in rows for row in tables[kind]] for kind in rows[0][1]}
        return {f"Work_{kind}.csv": as_csv(found, () if found else heads.get(kind, ("nodeID",)))
                for kind, found in together.items() if found or kind in heads}  # fmt: skip
    return {
        f"{each.case}_{uuid(3, number)}_{kind}.csv": as_csv(found, () if found else heads.get(kind, ()))
        for number, (each, tables) in enumerate(rows, start=1)
        for kind, found in tables.items()
        if found or kind in heads
    }


def canvas_graph(study: Sequence[Interview], first: int = 1) -> str:
    """The interviews, counted from `first`, as graphs in one file, as merged ones are."""
    keys = {"label": "all", "networkCanvasType": "all", "networkCanvasUUID": "all", "networkCanvasSourceUUID": "edge",
            "networkCanvasTargetUUID": "edge"}  # fmt: skip
    lines = ['<?xml version="1.0" encoding="UTF-8"?>',
             '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
             'xmlns:nc="http://schema.networkcanvas.com/xmlns">']  # fmt: skip
    lines += [f'<key id="{key}" attr.name="{key}" attr.type="string" for="{of}"/>' for key, of in keys.items()]
    facts = dict.fromkeys(key for each in study for key in each.facts)
    named = dict.fromkeys(("name", "often", "layout_X", "layout_Y"), "node") | dict.fromkeys(facts, "graph")
    ids = {name: sha1(name.encode()).hexdigest() for name in named}  # as the program makes them
    lines += [f'<key id="{ids[name]}" attr.name="{name}" attr.type="string" for="{of}"/>' for name, of in named.items()]
    for number, (each, tables) in enumerate(canvas_rows(study, first=first), start=first):
        finish = 'nc:sessionFinishTime="2024-12-17"' if each.finished else ""
        lines.append(f'<graph edgedefault="undirected" nc:caseId={quoteattr(each.case)} '
                     f'nc:sessionUUID="{uuid(3, number)}" {finish}>')  # fmt: skip
        lines.append(f'<data key="networkCanvasUUID">{uuid(1, number)}</data>')
        lines += [f'<data key="{ids[key]}">{escape(text)}</data>' for key, text in each.facts.items()]
        for node in tables["attributeList_Person"]:
            said = {"networkCanvasUUID": node["networkCanvasUUID"], "networkCanvasType": "Person",
                    "label": node["name"], ids["name"]: node["name"], ids["often"]: node["often"],
                    ids["layout_X"]: node["layout_x"], ids["layout_Y"]: "0.5"}  # fmt: skip
            lines.append(f'<node id="{node["nodeID"]}">')
            lines += [f'<data key="{key}">{escape(str(text))}</data>' for key, text in said.items() if text]
            lines.append("</node>")
        for edge in tables["edgeList_Knows"]:
            lines.append(f'<edge id="{edge["edgeID"]}" source="{edge["from"]}" target="{edge["to"]}">')
            lines += [f'<data key="{key}">{edge[key]}</data>' for key in _TIE[4:]]
            lines += ['<data key="networkCanvasType">Knows</data>', "</edge>"]
        lines.append("</graph>")
    return "\n".join([*lines, "</graphml>"])


def protocol(path: Path) -> Path:
    """The protocol of these interviews: one question that becomes one here, and what does not."""
    node = {
        "often": {"name": "often", "type": "ordinal",
                  "options": [{"label": label, "value": value} for value, label in LABELS.items()]},
        "name": {"name": "name", "type": "text"},
        "layout": {"name": "layout", "type": "layout"},
        "kin": {"name": "kin", "type": "boolean"},
    }  # fmt: skip
    place = {"crowd": {"name": "crowd", "type": "ordinal", "options": [1, 2, 3]}}
    content = {
        "schemaVersion": 7,
        "codebook": {"node": {"a": {"name": "Person", "variables": node}, "b": {"name": "Venue", "variables": place}},
                     "edge": {"c": {"name": "Knows"}}, "ego": {}},
        "stages": [{"type": "OrdinalBin", "prompts": [{"variable": "often", "text": "How often do you talk?"}]}],
    }  # fmt: skip
    with ZipFile(path, "w") as archive:
        archive.writestr("protocol.json", json.dumps(content))
    return path


# egor and EgoWeb


def egor_files(study: Sequence[Interview], *, dotted: bool = True, r_names: bool = True) -> dict[str, str]:
    """The three data frames of an egor object as `write.csv` writes them, with names of rows or without."""
    mark = "." if dotted else ""
    frames: dict[str, list[dict[str, object]]] = {"egos": [], "alters": [], "aaties": []}
    for number, each in enumerate(study, start=1):
        frames["egos"].append({f"{mark}egoID": number, "name": each.case, **each.facts})
        frames["alters"] += [
            {f"{mark}altID": place, f"{mark}egoID": number, "often": often or "NA", "name": name}
            for place, (name, often) in enumerate(each.contacts, start=1)
        ]
        frames["aaties"] += [
            {f"{mark}egoID": number, f"{mark}srcID": one + 1, f"{mark}tgtID": other + 1, "weight": "1"}
            for one, other in each.ties
        ]
    if r_names:
        frames = {name: [{"": str(at), **row} for at, row in enumerate(rows, start=1)]
                  for name, rows in frames.items()}  # fmt: skip
    return {f"{name}.csv": as_csv(rows) for name, rows in frames.items() if rows}


def egoweb_files(study: Sequence[Interview]) -> dict[str, str]:
    """The two exports of EgoWeb: egos with their alters, an empty row for who named none, and all pairs of alters."""
    alters: list[dict[str, object]] = []
    pairs: list[dict[str, object]] = []
    for number, each in enumerate(study, start=1):
        ego = {"Interview ID": 100 + number, "EgoID": each.case, "Start Time": "2024", "End Time": "2024",
               "mood": "fine"}  # fmt: skip
        named = [{**ego, "Alter Number": place, "Alter Name": name, "often": often}
                 for place, (name, often) in enumerate(each.contacts, start=1)]  # fmt: skip
        alters += named or [{**ego, "Alter Number": "", "Alter Name": "", "often": ""}]
        ties = {*each.ties, *((other, one) for one, other in each.ties)}
        pairs += [
            {"Interview ID": 100 + number, "EgoID": each.case, "Alter 1 Number": one + 1, "Alter 1 Name": first,
             "Alter 2 Number": other + 1, "Alter 2 Name": second, "know": int((one, other) in ties)}
            for one, (first, _) in enumerate(each.contacts)
            for other, (second, _) in enumerate(each.contacts)
            if one < other
        ]  # fmt: skip
    return {"study-ego-alter.csv": as_csv(alters), **({"study-alter-pair.csv": as_csv(pairs)} if pairs else {})}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def packed(path: Path, files: Mapping[str, str], inside: str = "") -> Path:
    """The files in an archive, below a folder of it."""
    with ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{inside}{name}", text)
    return path
