"""A library as the first released schema had it, with answers of all kinds, and how two schemas are compared."""

import gzip
import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parents[1] / "data"


KEPT = sorted(path.name.removesuffix(".sqlite.gz") for path in _DATA.glob("library_*.sqlite.gz"))
"""All that are kept, by the schema that they have: those of before, and one of each release."""


def any_kept_library(name: str, folder: Path) -> Path:
    """Unpack one of `KEPT` into `folder`."""
    return _unpacked(name, folder)


def kept_library(folder: Path) -> Path:
    """Unpack the library of schema 12 into `folder`: three workshops and a template, no table of it empty."""
    return _unpacked("library_12", folder)


def library_of_cards(folder: Path) -> Path:
    """Unpack a library of schema 16, whose cards were no answers yet, into `folder`: cards written in every way.

    Alone, in pairs and as teams, signed and anonymous, before anybody began and before they joined, sent, drafts,
    hidden and held back, of nobody and from a sheet. One has the id of an answer of another exercise; it has a dot, is
    looked back at and an action came from it. One says "(skipped)".
    """
    return _unpacked("library_16_cards", folder)


def _unpacked(name: str, folder: Path) -> Path:
    path = folder / "library.sqlite"
    path.write_bytes(gzip.decompress((_DATA / f"{name}.sqlite.gz").read_bytes()))
    return path


def rows(path: Path, like: Path | None = None, but: Collection[str] = ()) -> dict[str, list[Any]]:
    """All rows of every table `but` these, in no order of their own; what another library has alone with `like`."""
    columns = {table: names for table, names in _columns(like or path).items() if table not in but}
    with closing(sqlite3.connect(path)) as file:
        return {
            table: sorted(file.execute(f'SELECT {", ".join(names)} FROM "{table}"'), key=repr)
            for table, names in columns.items()
        }


MOVED = frozenset({"card", "card_from_sheet", "card_partner", "card_prompt", "card_setup", "card_tick"})
"""The tables that the Three Question Card gave up for those of all questionnaires, and the one that gave up columns."""
MADE = frozenset(
    {
        "card_mark", "card_setup", "questionnaire", "questionnaire_version", "questionnaire_key",
        "response", "response_member", "answer", "answer_source",
    }
)  # fmt: skip
"""The tables in which that stands now."""


def cards_then(path: Path) -> list[Any]:
    """All that was in the tables `MOVED`, in the words of `cards_now`."""
    with closing(sqlite3.connect(path)) as file:

        def all_of(sql: str) -> list[Any]:
            return file.execute(sql).fetchall()

        ticks = {(step, person): sent for step, person, sent in all_of("SELECT * FROM card_tick")}
        joined = all_of("SELECT step_id, participant_id, lead_id FROM card_partner")
        lead_of = {(step, person): lead for step, person, lead in joined}
        of_step = dict(all_of("SELECT id, step_id FROM card_prompt"))
        writers: dict[tuple[int, int], set[int]] = {}
        authors = [(of_step[prompt], author) for prompt, author in all_of("SELECT prompt_id, author_id FROM card")]
        for step, person in {*ticks, *lead_of, *(each for each in authors if each[1] is not None)}:
            lead = lead_of.get((step, person), person)
            writers.setdefault((step, lead), {lead}).add(person)

        def company(step: int, author: int | None) -> list[int]:
            return [] if author is None else sorted(writers[step, lead_of.get((step, author), author)])

        return [
            sorted(
                all_of(
                    "SELECT step_id, template, names, phase, dots, several, together, earlier_step_id FROM card_setup"
                )
            ),
            sorted(all_of("SELECT step_id, id, position, label, question, help, looks_ahead FROM card_prompt")),
            sorted((step, sorted(people), ticks.get((step, lead), 0)) for (step, lead), people in writers.items()),
            sorted(
                (card, of_step[prompt], prompt, company(of_step[prompt], author), *rest)
                for card, prompt, author, *rest in all_of(
                    "SELECT id, prompt_id, author_id, theme_id, place, text, sent, hidden FROM card"
                )
            ),
            sorted(
                all_of(
                    "SELECT s.card_id, s.participant_id, 'prompt_' || c.prompt_id || '-' || s.number, s.text "
                    "FROM card_from_sheet s JOIN card c ON c.id = s.card_id"
                )
            ),
        ]


def cards_now(path: Path) -> list[Any]:
    """Settings, questions, writers, cards and their sheets, with the ids that they had from the beginning."""
    with closing(sqlite3.connect(path)) as file:

        def all_of(sql: str) -> list[Any]:
            return file.execute(sql).fetchall()

        versions = all_of("SELECT v.step_id, v.document FROM questionnaire_version v JOIN card_setup c USING (step_id)")
        asked = {step: json.loads(document) for step, document in versions}
        people: dict[int, list[int]] = {}
        for response, person in all_of("SELECT response_id, participant_id FROM response_member ORDER BY 2"):
            people.setdefault(response, []).append(person)
        return [
            sorted(
                (step, template, asked[step]["names"], *rest, asked[step]["together"], earlier)
                for step, template, *rest, earlier in all_of(
                    "SELECT step_id, template, phase, dots, several, earlier_step_id FROM card_setup"
                )
            ),
            sorted(
                (step, _number(each["key"]), place, each["label"], each["text"], each["help"], int(bool(each["role"])))
                for step, document in asked.items()
                for place, each in enumerate(document["questions"])
            ),
            sorted(
                (step, people[each], sent)
                for each, step, sent in all_of("SELECT id, step_id, sent FROM response JOIN card_setup USING (step_id)")
            ),
            sorted(
                (card, step, _number(question), people.get(response, []), *rest)
                for card, step, question, response, *rest in all_of(
                    "SELECT a.id, a.step_id, a.question, a.response_id, m.theme_id, m.place, a.word, a.sent, m.hidden "
                    "FROM answer a JOIN card_mark m ON m.answer_id = a.id"
                )
            ),
            sorted(
                all_of(
                    "SELECT answer_id, participant_id, s.place, text "
                    "FROM answer_source s JOIN card_mark USING (answer_id)"
                )
            ),
        ]


def _number(key: str) -> int:
    return int(key.removeprefix("prompt_"))


def _columns(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: [f'"{row[1]}"' for row in file.execute(f'PRAGMA table_info("{table}")')] for table in tables}


def schema(path: Path) -> dict[str, Any]:
    """What each table and index of the file is: its columns in order, and its clauses whatever their order."""
    with closing(sqlite3.connect(path)) as file:
        declared = file.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        return {
            name: (
                file.execute(f'PRAGMA table_xinfo("{name}")').fetchall(),
                file.execute(f'PRAGMA index_xinfo("{name}")').fetchall(),
                sorted(_clauses(sql or "")) if kind == "table" else (sql or "").replace('"', ""),
            )
            for kind, name, sql in declared
        }


def _clauses(sql: str) -> list[str]:
    """What stands between the commas of a CREATE TABLE, and what stands around it."""
    sql = sql.replace('"', "").replace("\n", " ").replace("\t", "")
    first, last = sql.find("(") + 1, sql.rfind(")")
    found, depth = [""], 0
    for letter in sql[first:last]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [sql[:first], sql[last:], *(clause.strip() for clause in found)]
