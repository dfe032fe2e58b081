"""Every column of every table of the library is in the JSON of a whole workshop, or has a reason not to be."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Set
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from prepared import add_sample, prepared

from facilitator.actions.actions import add_actions
from facilitator.exercises.promises import open_promises
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.progress import finish
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.model import Text, Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import change_questionnaire, get_setup, new_round
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.handing_over import hand_over, take_over
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library, open_library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.deletions import deletions
from facilitator.workshop.own_code import can_try_code, check_code, choose_code
from facilitator.workshop.papers import OPTIONS, PaperOptions
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import list_workshops, new_workshop

DAY, MOMENT = date(2026, 2, 3), datetime(2026, 2, 3, 10, 30, 15, 250_000)

STAYS = {
    # Of the library, and of what happened in it.
    "activity",
    "agenda_template",
    "alembic_version",
    "deletion",
    "handout_file",
    "preference",
    "schema_part",
    # Of other computers that are stations of this workshop.
    "station_answer",
    "station_file",
    "station_home",
    "station_loose",
    # Of people in other workshops, which are not in the file.
    "other_person",
    "same_person",
}
OWN = {
    ("workshop", "title"),  # of the new workshop
    ("workshop", "created_at"),
    ("workshop", "deleted_at"),  # nothing is exported out of the bin
    ("answer", "place"),  # of cards; what counts is the place of their mark
    ("look_back_setup", "earlier_workshop_id"),  # another workshop
    ("data_protection", "names_removed_at"),  # what was removed is not in the file either
}
NUMBERED = {
    ("workshop_action", "source"),
    ("answer_source", "place"),
    ("mail_delivery", "round"),
    ("dated_mail", "key"),
    ("dated_mail", "recipient"),
    ("mail_stop", "recipient"),
}
"""Texts that hold ids of the library. That they are right is seen in the second export."""


def filled(library: Library) -> int:
    """The id of a workshop that runs every exercise and has something in every column."""
    return prepared(library, "everything", lambda: _fill(library))


def _fill(library: Library) -> int:
    workshop = add_sample(library)
    people = [person.id for person in people_of(library, workshop)]
    for each in exercises():
        if each.kind not in {exercise.kind for _, exercise in exercise_steps(library, workshop)}:
            step = add_exercise(library, workshop, each.kind).value
            for person in people[:6]:
                each.simulate(library, step, person, Random(person))
            each.simulate_room(library, step, Random(step))
    steps = {each.kind: step.id for step, each in exercise_steps(library, workshop)}
    for step in steps.values():
        if promises := open_promises(library, step):
            add_actions(library, workshop, promises[:2])
    again = add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
    composed = steps["composed"]
    asked = get_setup(library, composed).questionnaire
    changed = asked.edited(questions=(*asked.questions, Text(key="more", text="What else?")))
    change_questionnaire(library, composed, changed, get_setup(library, composed).version)
    new_round(library, composed)
    who = Who(composed, people[1], corrects=True)
    put(library, who, "more", [Value(word="Second round")])
    send(library, who)
    put(library, Who(composed, people[2]), "more", [Value(word="A draft")])
    mix = steps["learning_mix"]
    new_round(library, mix)
    exercise("learning_mix").simulate(library, mix, people[0], Random(9))
    with closing(sqlite3.connect(library.path)) as file:
        _write_the_rest(file, workshop, people, steps, again)
        file.commit()
    order = (f"{steps['network']}.room", "actions")
    OPTIONS.set(library, PaperOptions(order, (), True, False, "letter", "de"), workshop)
    return workshop


def _write_the_rest(
    file: sqlite3.Connection, workshop: int, people: list[int], steps: dict[str, int], again: int
) -> None:
    network, card, success = steps["network"], steps["three_questions"], steps["success_cases"]
    day, moment, later = DAY.isoformat(), str(MOMENT), str(MOMENT + timedelta(days=30))

    def one(sql: str, *values: Any) -> Any:
        return file.execute(sql, values).fetchone()[0]

    def row(table: str, **values: Any) -> None:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        file.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))

    guide = {"page": "A page", "say": "Say", "ask": "Ask", "watch": "Watch", "if_so": "If so", "words": "Words"}
    file.execute("UPDATE workshop SET facilitator = 'F', follow_up = '2030-01-01', language = 'de'")
    file.execute("UPDATE agenda_step SET notes = 'N', started_at = ?, ended_at = ? WHERE id = ?", (moment, later, card))
    row("step_run", step_id=network, started_at=moment, ended_at=later, added_seconds=60, paused_seconds=7.5)
    row("step_run", step_id=card, started_at=later, paused_at=later, added_seconds=0, paused_seconds=0)
    row("name_consent", step_id=network, participant_id=people[2], agreed_at=moment)
    file.execute("UPDATE workshop_action SET seen = 'It ran', status = 'kept' WHERE position = 0")
    row("mail_delivery", participant_id=people[0], address="a@x.org", state="sent", said="250 ok", changed_at=moment,
        parcel="worksheet", round=f"{network}.2")  # fmt: skip
    row("workshop_plan", workshop_id=workshop, people=17, stations=3, **guide)
    row("step_plan", step_id=card, way="tally", **guide)
    row("data_protection", workshop_id=workshop, agreement=0, responsible="R", contact="C", keep_until=day)
    row("notice_reading", participant_id=people[3], version="1", language="de", keep_until=day, read_at=moment)
    file.execute("UPDATE indicator SET weekly = 1, due = ?, source = 'Log'", (day,))
    row("look_back_setup", step_id=steps["looking_back"], starts_afresh=1)
    card_answer = one("SELECT min(id) FROM answer WHERE step_id = ?", card)
    row("answer_source", answer_id=card_answer, participant_id=people[3], place="card-1-1", text="As on paper")
    file.execute("UPDATE network_setup SET offers_tally = 0, team = 'Crew', department = 'Plant'")
    lists = file.execute(
        "SELECT network_id, min(id), max(id) FROM network_contact GROUP BY network_id ORDER BY 1"
    ).fetchall()
    (first, low, high), (second, other, _) = lists[:2]
    row("network_tie_grid", network_id=first)
    row("network_tie", low_id=low, high_id=high)
    row("network_refused_match", contact_id=other, participant_id=people[4])
    row("network_round", step_id=network, round=1, title="Before", started_at=moment)
    row("network_round", step_id=network, round=2, title="After", started_at=later)
    whose = one("SELECT participant_id FROM personal_network WHERE id = ?", first)
    row("personal_network", step_id=network, participant_id=whose, round=2, entry="contact", size=1,
        accepted_notice_at=moment, started_at=later, finished_at=later)  # fmt: skip
    newest = one("SELECT max(id) FROM personal_network")
    row("network_contact", network_id=newest, position=0, label="Kept one")
    kept = one("SELECT max(id) FROM network_contact")
    row("network_kept_contact", contact_id=kept, earlier_id=low)
    row("network_analysis", step_id=network, asks_ties=1, smallest_group=6, carries_over=1, outside_matters=0,
        shows_roles=1, asks_load=1, action_later=1)  # fmt: skip
    row("network_role_consent", step_id=network, participant_id=people[2], agreed_at=moment)
    row("network_load", network_id=first, answer=3)
    row("network_load", network_id=second, answer=1)
    row("network_own_action", network_id=second, what="Ask Ole", day=day, partner="Pia", sign="We talk")
    file.execute("UPDATE network_factor SET private = 1, not_comparable = 1, active = 0 WHERE position = 9")
    _write_mails(file, people, steps, row)
    file.execute("UPDATE success_mark SET fact = 'Faults halved', marked = 0 WHERE step_id = ?", (success,))
    file.execute("UPDATE card_mark SET hidden = 1, held = 1 WHERE answer_id = ?", (card_answer,))
    row("card_dots", step_id=card, participant_id=people[5], card_id=card_answer, dots=2)
    row("card_dots", step_id=card, theme_id=one("SELECT min(id) FROM card_theme"), dots=3)
    row("card_review", step_id=again, card_id=card_answer, status="kept", seen="Each week")
    row("card_review", step_id=again, theme_id=one("SELECT min(id) FROM card_theme"), status="dropped", seen="No")
    file.execute(
        "UPDATE card_setup SET several = 0, earlier_step_id = ?, been_read = 1 WHERE step_id = ?", (card, again)
    )
    file.execute("UPDATE card_setup SET starts_afresh = 1, dots = 4 WHERE step_id = ?", (card,))


def _write_mails(file: sqlite3.Connection, people: list[int], steps: dict[str, int], row: Callable[..., None]) -> None:
    """What the programmes that go by mail keep: plans, stories with who is in them, readers, and the mails' log."""
    stories, challenge = steps["stories"], steps["challenge"]
    day, moment, later = DAY.isoformat(), str(MOMENT), str(MOMENT + timedelta(days=30))
    told = [
        number
        for (number,) in file.execute(
            "SELECT response_id FROM response_member WHERE step_id = ? ORDER BY 1", (stories,)
        )
    ]
    for number in told[:2]:
        file.execute("INSERT OR IGNORE INTO story (response_id, step_id, agreed_text, withdrawn, to_be_read) "
                     "VALUES (?, ?, '', 0, 0)", (number, stories))  # fmt: skip
    file.execute(
        "UPDATE story SET agreed_text = 'a1', week = 51, retold = 1, to_be_read = 1, withdrawn = 0 "
        "WHERE response_id = ?",
        (told[0],),
    )
    file.execute(
        "UPDATE story SET agreed_text = 'b2', week = 52, retold = 0, withdrawn = 0 WHERE response_id = ?", (told[1],)
    )
    row("story_named", response_id=told[0], participant_id=people[4], text="a1", said="agrees", day=day)
    row("story_named", response_id=told[1], participant_id=people[5], text="b2", said="somebody else", day=day)
    row("story_programme", step_id=stories, begins=day)
    row("story_reader", id=901, step_id=stories, name="Rita Reader", address="rita@x.org", circle="client", joined=day)
    row(
        "story_reader",
        id=902,
        step_id=stories,
        participant_id=people[6],
        name="",
        address="",
        circle="house",
        joined=day,
    )
    file.execute(
        "UPDATE challenge_setup SET starts_on = ?, weekdays = '0123', days_off = '2026-02-05 2026-02-09', "
        "cue = 'Coffee', without_pc = 1, on_shift = 1, seed = 7 WHERE step_id = ?",
        (day, challenge),
    )
    mails = (
        (challenge, "week 1", people[0], "sent", "250 ok"),
        (challenge, "week 2", people[0], "queued", "451 later"),
        (stories, f"story {told[0]}", people[1], "drafted", ""),
        (stories, f"story {told[1]}", None, "refused", "550 no"),
    )
    for step, key, person, state, said_ in mails:
        recipient = "reader 901" if person is None else f"person {person}"
        row("dated_mail", step_id=step, key=key, recipient=recipient, participant_id=person, address="m@x.org",
            state=state, said=said_, changed_at=moment)  # fmt: skip
    row("mail_stop", step_id=challenge, recipient=f"person {people[3]}", participant_id=people[3], stopped_at=later)
    row("mail_stop", step_id=stories, recipient="reader 901", stopped_at=moment)


Rows = dict[str, dict[str, list[object]]]


def contents(path: Path, stays: Set[str] = STAYS) -> Rows:
    """The values of all columns by table, but for those that are ids of the library; of a table of ids how many."""
    found: Rows = {}
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table in stays or table.startswith("sqlite_"):
                continue
            ids = {"id", *(key[3] for key in file.execute(f"PRAGMA foreign_key_list({table})"))}
            names = [column[1] for column in file.execute(f"PRAGMA table_info({table})")]
            found[table] = {
                name: [value for (value,) in file.execute(f'SELECT "{name}" FROM {table}')]
                for name in names
                if name not in ids
            } or {"": [True for _ in file.execute(f"SELECT 1 FROM {table}")]}
    return found


def said(values: list[object]) -> Counter[object]:
    """How often each value stands in a column; nothing says nothing."""
    return Counter(value for value in values if value not in (None, ""))


def test_every_column_comes_back(library: Library, tmp_path: Path) -> None:
    workshop = filled(library)
    before = contents(library.path)
    empty = [table for table, columns in before.items() if not any(columns.values())]
    assert empty == [], "Put something into these tables above, so that it is seen to travel."
    content = to_json(library, workshop)
    there = open_library(tmp_path / "there.sqlite")
    try:
        other = new_workshop(there, "There").value
        plan_workshop(there, other, read_workshop("all.json", content)).apply()
        after = contents(there.path)
        second = to_json(there, other)
    finally:
        there.close()
    differs = {
        (table, name): (known - found, found - known)
        for table, columns in before.items()
        for name, values in columns.items()
        if (known := said(values)) != (found := said(after[table][name])) and (table, name) not in OWN | NUMBERED
    }
    assert differs == {}
    first, again = json.loads(content), json.loads(second)
    for document in (first, again):
        document["workshop"].pop("title")
    assert again == first


def test_every_column_comes_back_by_a_file_that_is_handed_over(library: Library, tmp_path: Path) -> None:
    """What the JSON leaves out as well: title, moments, log, digits and the record of what was erased."""
    workshop = filled(library)
    person, other = (each.id for each in people_of(library, workshop)[:2])
    choose_code(library, person, "42")
    with closing(sqlite3.connect(library.path)) as file:
        file.execute("UPDATE workshop SET created_at = ?", (str(MOMENT),))
        file.execute("UPDATE data_protection SET names_removed_at = ?", (str(MOMENT),))
        file.execute("UPDATE counted_consent SET agreed_at = ? WHERE participant_id = ?", (str(MOMENT), other))
        file.execute(
            "INSERT INTO deletion (happened_at, workshop_id, what, count, by) VALUES (?, ?, 'contact names', 3, 'F')",
            (str(MOMENT), workshop),
        )
        file.commit()
    target = finish(hand_over(library, workshop, tmp_path / "one.workshop", None))
    told, log, mark = list_workshops(library), activity_of(library, workshop), deletions(library, workshop)
    before = contents(library.path, STAYS - {"activity", "deletion"})
    with closing(open_library(tmp_path / "there.sqlite")) as there:
        new_workshop(there, "Another one")
        taken = take_over(there, read_handed(target)).value
        assert [each for each in list_workshops(there) if each.title != "Another one"] == [
            replace(each, id=taken.workshop_id) for each in told
        ]
        here, *rest = activity_of(there, taken.workshop_id)
        assert here.label == "Take over workshop" and rest == log and len(log) > 5
        assert [replace(each, workshop_id=workshop) for each in deletions(there, taken.workshop_id)] == mark
        same, second = (each.id for each in people_of(there, taken.workshop_id)[:2])
        check_code(there, same, "42")
        assert not can_try_code(there, second)
        after = contents(there.path, STAYS - {"activity", "deletion"})
    of_others = {("activity", "label"), ("activity", "began_at"), ("activity", "latest_at"), ("activity", "times")}
    still = {("answer", "place"), ("look_back_setup", "earlier_workshop_id"), ("deletion", "workshop_id")}
    differs = {
        (table, name): known - found
        for table, columns in before.items()
        for name, values in columns.items()
        if (known := said(values)) - (found := said(after[table][name]))
        and (table, name) not in NUMBERED | still | of_others
    }
    assert differs == {}
