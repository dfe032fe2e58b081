"""What a sheet that came back says, compared with what the library holds.

A question is answered as the sheet has it. Entries of a text are merged: one in the same words is there already, one
that came from the same box of an earlier sheet is reworded, any other is new, and none is taken away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Given, rows, run
from facilitator.questionnaires.answers import begin, put, put_entry, send_if_whole
from facilitator.questionnaires.asking import Check
from facilitator.questionnaires.checking import asks_for_others
from facilitator.questionnaires.entering import named, oneself_now
from facilitator.questionnaires.fields import FieldReader, ReadFields, Spot
from facilitator.questionnaires.model import Questionnaire, Text, Value
from facilitator.questionnaires.names import read_names
from facilitator.questionnaires.partner_choice import company
from facilitator.questionnaires.presentation import PLAIN, Presentation
from facilitator.questionnaires.reading import Who, read_given, responses
from facilitator.questionnaires.setup import Setup, read_setup, understood
from facilitator.questionnaires.teams import team_names
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.returned_sheet import ReadSheet, SheetReader

_BY_CHANCE = 3
"""So many questions are no longer answered alike by chance. Ours."""


@dataclass(slots=True)
class _Merge:
    """What is brought in of one sheet. `entries` are those of texts by row: what is there already, and the new words.

    Loops are about a row: about the answer it is in the library, or will be.
    """

    put: dict[Spot, tuple[Value, ...]] = field(default_factory=dict)
    entries: dict[tuple[str, int], tuple[int, str, str, str]] = field(default_factory=dict)
    new: int = 0
    reworded: int = 0
    changed: int = 0

    def changes(self, words: Presentation) -> tuple[str, ...]:
        found = (
            words.new_entries(self.new) if self.new else "",
            words.reworded_entries(self.reworded) if self.reworded else "",
            words.entries(self.changed) if self.changed else "",
        )
        return tuple(filter(None, found))


def worksheet_edition(library: Library, step_id: int) -> dict[str, Any]:
    """What a sheet that is made now takes along: round, version, and what it says of names."""
    with library.read() as session:
        setup = read_setup(session, step_id)
    return {"round": setup.round, "version": setup.version, "names": setup.questionnaire.names}


def read_worksheets(
    library: Library, step_id: int, check: Check | None = None, words: Presentation = PLAIN
) -> SheetReader:
    """A function from a participant, their sheet's fields and its edition to what it says; None for an empty one."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        versions = understood(session, setup)
        names = read_names(session, setup.workshop_id)
    present = worksheet_edition(library, step_id)

    def read(participant_id: int, values: Mapping[str, str], edition: Mapping[str, Any] | None) -> ReadSheet | None:
        of = dict(edition or present)
        reader = FieldReader(
            setup.questionnaire,
            names,
            today=date.today(),
            versions=versions,
            version=of["version"],
            codes=True,
        )
        found = reader.read(values)
        if not found.values and not found.remarks:
            return None
        who = Who(step_id, participant_id, corrects=True, round=of["round"])
        _check_round(library, setup, who)
        remarks = [remark.sentence for remark in found.remarks]
        if of["round"] < setup.round:
            said = tr("It is of round {number} and goes there; round {later} has begun since.",
                      number=of["round"], later=setup.round)  # fmt: skip
            remarks.append(said)
        if setup.questionnaire.anonymous:
            found = ReadFields({}, {}, ())
            remarks = [words.anonymous_now]
        elif (of["names"], setup.questionnaire.names) == ("initials", "signed") and found.values:
            found = ReadFields({}, {}, ())
            remarks.append(words.only_initials)
        then = versions.get(of["version"], setup.questionnaire)
        remarks += [words.worded_otherwise(each.head) for each in _worded_otherwise(setup.questionnaire, then, found)]
        given = read_given(library, who)
        merge = _merged(library, setup, who, given, found, remarks)
        answered = {spot.question for spot in found.values}
        open_ = [
            question.head
            for question in setup.questionnaire.by_key.values()
            if (question.required or words.says_what_is_open)
            and not (question.hidden or question.about is not None or question.key in answered)
        ]
        count = sum(len(each) for each in found.values.values())
        return ReadSheet(
            found=(words.entries(count),) if count else (),
            changes=merge.changes(words),
            lacks=(words.nothing_to(open_),) if open_ and count else (),
            remarks=tuple(remarks),
            answered=bool(given),
            write=lambda session: _write(library, session, setup, who, merge, check, words),
            occasion=of["round"],
            elsewhere=None if given else _elsewhere(library, setup, who, found),
            together=_together(library, setup, who),
        )

    return read


def _elsewhere(library: Library, setup: Setup, who: Who, found: ReadFields) -> int | None:
    """Another participant whose answers hold all that a sheet says; of few questions that may be so by chance."""
    said = {spot.question: values for spot, values in found.values.items() if spot.about is None}
    if len(said) < _BY_CHANCE:
        return None
    with library.read() as session:
        teams = team_names(session, setup.workshop_id)
    for each in responses(library, setup.step_id, who.round):
        there = {key: tuple(_by_name(value, teams) for value in each.given.values(key)) for key in said}
        if each.members and who.participant_id not in each.members and there == said:
            return each.members[0]
    return None


def _together(library: Library, setup: Setup, who: Who) -> frozenset[int]:
    """Who else these answers are, or will be once somebody of the team has begun."""
    with library.read() as session:
        others = company(session, replace(setup, round=who.round or setup.round), who.participant_id)
    return frozenset(person.id for person in others)


def _check_round(library: Library, setup: Setup, who: Who) -> None:
    """Raise Invalid for a sheet of an earlier round whose person has begun a later one, and for one still to come."""
    if who.round is None or who.round == setup.round:
        return
    if who.round > setup.round:
        raise Invalid(tr("It is of round {number}, which is no longer there.", number=who.round))
    with library.read() as session:
        sql = "SELECT 1 FROM response_member WHERE step_id = ? AND participant_id = ? AND round > ?"
        if rows(session, sql, who.step_id, who.participant_id, who.round):
            raise Invalid(tr("The sheet is of an earlier round, and its person has begun a later one."))


def _worded_otherwise(now: Questionnaire, then: Questionnaire, found: ReadFields) -> Iterator[model.Question]:
    for key in dict.fromkeys(spot.question for spot in found.values):
        before, question = then.find(key), now.by_key[key]
        if before is not None and before.text != question.text:
            yield question


def _merged(library: Library, setup: Setup, who: Who, given: Given, found: ReadFields, remarks: list[str]) -> _Merge:
    merge = _Merge()
    sources = _sources(library, setup, who)
    with library.read() as session:
        teams = team_names(session, setup.workshop_id)
        oneself = oneself_now(session, setup, who.participant_id)
    for spot, values in found.values.items():
        question = setup.questionnaire.by_key[spot.question]
        if isinstance(question, Text) and question.entries > 1 and not values[0].missing and spot.about is None:
            _merge_entries(merge, question, given, values, found.sources[spot], sources, remarks)
            continue
        if oneself.is_named(question, values):
            remarks.append(asks_for_others(question))
            continue
        about = None
        if question.about is not None:
            about = _subject_id(setup.questionnaire, merge, given, question.about, spot.about or 0)
        before = () if question.about is not None and not about else given.values(spot.question, about)
        if tuple(_by_name(value, teams) for value in before) != values:
            merge.changed += 1
            merge.put[spot] = values
    return merge


def _by_name(value: Value, teams: Mapping[int, str]) -> Value:
    return value if value.team is None else Value(word=teams.get(value.team, ""))


def _merge_entries(
    merge: _Merge,
    question: Text,
    given: Given,
    values: tuple[Value, ...],
    fields: tuple[tuple[str, str], ...],
    sources: Mapping[str, tuple[int, str]],
    remarks: list[str],
) -> None:
    """Find for each entry of a sheet the answer that it is, or note it as a new one."""
    there = [answer for answer in given.of(question.key) if not answer.value.missing]
    left, new = list(there), 0
    matched: dict[int, tuple[int, str, str, str]] = {}
    for row, (value, (place, _)) in enumerate(zip(values, fields, strict=True), start=1):
        word = value.word or ""
        same = next((answer for answer in left if caseless(answer.value.word or "") == caseless(word)), None)
        before = sources.get(place)
        if before is not None and caseless(before[1]) == caseless(word):
            # What was mended here since is no other wording of the writer's.
            same = next((answer for answer in left if answer.id == before[0]), same)
        if same is not None:
            left.remove(same)
            matched[row] = same.id, "", place, word
    for row, (value, (place, _)) in enumerate(zip(values, fields, strict=True), start=1):
        if row in matched:
            continue
        word = value.word or ""
        before = sources.get(place)
        old = next((answer for answer in left if before is not None and answer.id == before[0]), None)
        if old is not None:
            left.remove(old)
            matched[row] = old.id, word, place, word
            merge.reworded += 1
        elif len(there) + new < question.entries:
            matched[row] = 0, word, place, word
            new += 1
        else:
            remarks.append(
                tr("“{question}” is full, so this was left out: “{text}”", question=question.head, text=word)
            )
    merge.new += new
    merge.entries.update({(question.key, row): each for row, each in matched.items()})


def _subject_id(asked: Questionnaire, merge: _Merge, given: Given, key: str, number: int) -> int:
    """The id of the answer in this row of a sheet; 0 for one that is still to be written."""
    if any(question == key for question, _ in merge.entries):
        return merge.entries.get((key, number), (0, "", "", ""))[0]
    subjects = given.of(key)
    replaced = Spot(key) in merge.put and isinstance(asked.by_key[key], model.LOOPED)
    return 0 if replaced or number > len(subjects) else subjects[number - 1].id


def _sources(library: Library, setup: Setup, who: Who) -> dict[str, tuple[int, str]]:
    """What earlier sheets of this participant brought to these answers: by field, the answer and how it read."""
    sql = (
        "SELECT s.place, s.answer_id, s.text FROM answer_source s JOIN answer a ON a.id = s.answer_id "
        "JOIN response_member m ON m.response_id = a.response_id AND m.participant_id = s.participant_id "
        "WHERE a.step_id = ? AND s.participant_id = ? AND m.round = ?"
    )
    with library.read() as session:
        found = rows(session, sql, setup.step_id, who.participant_id, who.round or setup.round)
        return {place: (answer_id, text) for place, answer_id, text in found}


def _write(
    library: Library,
    session: Session,
    setup: Setup,
    who: Who,
    merge: _Merge,
    check: Check | None,
    words: Presentation,
) -> None:
    ids: dict[tuple[str, int], int] = {}
    if words.team_is_chosen and merge.entries:
        # A sheet is of one alone, where nobody said who answers with them.
        begin(library, who, ())
    for (key, row), (answer_id, text, place, word) in merge.entries.items():
        own = put_entry(library, who, key, text, answer_id).value if text else answer_id
        ids[key, row] = own
        upsert = (
            "INSERT INTO answer_source (answer_id, participant_id, place, text) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (answer_id) DO UPDATE SET place = excluded.place, text = excluded.text "
            "WHERE participant_id = excluded.participant_id"
        )
        run(session, upsert, own, who.participant_id, place, word)
    for spot, values in merge.put.items():
        question = setup.questionnaire.by_key[spot.question]
        about = None
        if question.about is not None:
            about = ids.get((question.about, spot.about or 0)) or _there(library, who, question.about, spot.about or 0)
            if about is None:
                continue
        kept = named(library, setup.workshop_id, setup.questionnaire, spot, values)
        put(library, who, spot.question, kept, about)
    if merge.put or merge.entries:
        send_if_whole(library, who, check)


def _there(library: Library, who: Who, key: str, number: int) -> int | None:
    subjects = read_given(library, who).of(key)
    return subjects[number - 1].id if number <= len(subjects) else None
