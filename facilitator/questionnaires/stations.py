"""Answers to a questionnaire that were given on another computer: told apart without their ids, and moved to a step."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.questionnaires import late
from facilitator.questionnaires.answer_rows import COLUMNS, Answer, answer_of, rows, run
from facilitator.questionnaires.model import SeveralOf
from facilitator.questionnaires.setup import read_setup
from facilitator.questionnaires.teams import team_names
from facilitator.storage.library import Library
from facilitator.workshop.find import find_step


def answers_by(session: Session, step_id: int) -> dict[tuple[int, ...], Any]:
    """What was answered in the present round, by those who answered together."""
    setup = read_setup(session, step_id)
    teams = team_names(session, setup.workshop_id)
    ticked = {key for key, each in setup.questionnaire.by_key.items() if isinstance(each, SeveralOf)}
    found = {}
    for response_id, sent, people in _responses(session, step_id, setup.round):
        sql = f"SELECT {COLUMNS} FROM answer WHERE response_id = ? ORDER BY question, place, id"  # noqa: S608
        below: dict[int | None, list[Answer]] = {}
        for row in rows(session, sql, response_id):
            answer = answer_of(row)
            below.setdefault(answer.about, []).append(answer)
        found[people] = [sent, _told(below, None, teams, ticked)]
    return found


def asks_alike(session: Session, step_id: int, other_id: int) -> bool:
    """Whether the two ask the same in the same words."""
    return read_setup(session, step_id).questionnaire == read_setup(session, other_id).questionnaire


def take_answers(session: Session, step_id: int, target_id: int, people: Sequence[int]) -> None:
    """Move a response with its answers; those of others who answered there with one of these people go with it."""
    target = read_setup(session, target_id)
    marks = ", ".join("?" * len(people))
    there = f"SELECT DISTINCT response_id FROM response_member WHERE step_id = ? AND round = ? AND participant_id IN ({marks})"  # noqa: S608, E501
    for (response_id,) in rows(session, there, target_id, target.round, *people):
        run(session, "DELETE FROM response WHERE id = ?", response_id)
    round_ = read_setup(session, step_id).round
    for (response_id,) in rows(session, there, step_id, round_, *people):
        run(session, "UPDATE response SET step_id = ?, round = ? WHERE id = ?", target_id, target.round, response_id)
        sql = "UPDATE response_member SET step_id = ?, round = ? WHERE response_id = ?"
        run(session, sql, target_id, target.round, response_id)
        # A consent to words that were changed since stays one.
        sql = "UPDATE answer SET step_id = ?, version = CASE version WHEN 0 THEN 0 ELSE ? END WHERE response_id = ?"
        run(session, sql, target_id, target.version, response_id)


def anonymous_answers(session: Session, step_id: int) -> list[int]:
    """The ids of answers that were handed in and are nobody's."""
    if not read_setup(session, step_id).questionnaire.anonymous:
        return []
    sql = "SELECT id FROM answer WHERE step_id = ? AND response_id IS NULL AND sent = 1 ORDER BY id"
    return [answer_id for (answer_id,) in rows(session, sql, step_id)]


def refuse_read(session: Session, step_id: int, answers: Collection[int]) -> None:
    """Raise Invalid where anonymous answers would come to others that are read already."""
    if answers and not read_setup(session, step_id).is_open:
        raise Invalid(
            tr(
                "Collecting is closed in “{step}”, and the others have been read: whoever sees what is new would know "
                "whose it is. Open collecting again first.",
                step=find_step(session, step_id).title,
            )
        )


def take_anonymous(
    library: Library,
    session: Session,
    step_id: int,
    target_id: int,
    answers: Collection[int],
    people: Collection[int],
) -> None:
    """Move answers that are nobody's; their numbers and places were drawn when they came here."""
    target = read_setup(session, target_id)
    if not target.questionnaire.anonymous:
        return
    for answer_id in answers:
        sql = "UPDATE answer SET step_id = ?, version = ? WHERE id = ? AND step_id = ?"
        run(session, sql, target_id, target.version, answer_id, step_id)
    for response_id, _, those in _responses(session, target_id, target.round):
        if set(those) & set(people):
            late.note(library, target_id, response_id)


def _responses(session: Session, step_id: int, round_: int) -> list[tuple[int, bool, tuple[int, ...]]]:
    sql = (
        "SELECT r.id, r.sent, m.participant_id FROM response r JOIN response_member m ON m.response_id = r.id "
        "WHERE r.step_id = ? AND r.round = ? ORDER BY r.id, m.participant_id"
    )
    found: dict[int, tuple[bool, list[int]]] = {}
    for response_id, sent, person in rows(session, sql, step_id, round_):
        found.setdefault(response_id, (bool(sent), []))[1].append(person)
    return [(key, sent, tuple(people)) for key, (sent, people) in found.items()]


def _told(
    below: Mapping[int | None, Sequence[Answer]], about: int | None, teams: Mapping[int, str], ticked: Collection[str]
) -> list[Any]:
    """Answers and, below each, those about it. Ticks have no order, others stand in theirs."""
    told = []
    for answer in below.get(about, ()):
        option, word, number, day, person, team, missing = answer.value
        named = None if team is None else teams.get(team)
        value = [option, word, number, None if day is None else day.isoformat(), person, named, missing]
        told.append([answer.question, value, answer.sent, _told(below, answer.id, teams, ticked)])
    return sorted(told, key=lambda each: (each[0], each[1][0] if each[0] in ticked else ""))
