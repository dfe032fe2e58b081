"""A step's questionnaire and answers as JSON values, for the file of a whole workshop, and back into an empty step."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field
from sqlmodel import Session

from facilitator.errors import BadFile, Invalid
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms, told_apart_by_nothing
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import COLUMNS, Answer, answer_of, inserted, rows, run
from facilitator.questionnaires.answers import write_answer
from facilitator.questionnaires.checking import checked
from facilitator.questionnaires.counted import floor_within
from facilitator.questionnaires.model import Question, Questionnaire, TidyRecord, Value, read_record
from facilitator.questionnaires.reading import not_yet_readable
from facilitator.questionnaires.setup import has_begun, keys_of, read_setup, versions_of
from facilitator.questionnaires.teams import team_names
from facilitator.text_matching import caseless

_ON_THE_ACTIONS = ("owner", "due")


class SheetRecord(TidyRecord):
    """The field of this person's worksheet from which an answer came, and what stood there."""

    person: int
    place: str
    text: str


class AnswerRecord(TidyRecord):
    """One answered value; see `tables.AnswerRow`. `about` is the number of the answer that it is about."""

    id: int
    question: str
    option: str = ""
    word: str | None = None
    number: float | None = None
    day: date | None = None
    person: int | None = None
    team: int | None = None
    missing: Literal["", "skipped", "declined", "not_applicable"] = ""
    about: int | None = None
    place: int = Field(0, ge=0)
    sent: bool = True
    version: int = Field(1, ge=1)
    sheet: SheetRecord | None = None


class ResponseRecord(TidyRecord):
    """What these people answered together in one round."""

    round: int = Field(1, ge=1)
    people: tuple[int, ...] = Field(min_length=1)
    sent: bool = False
    answers: tuple[AnswerRecord, ...] = ()


class TeamRecord(TidyRecord):
    """A team that was named, and who was in it then."""

    id: int
    name: str
    people: tuple[int, ...] = ()


class AnswersRecord(TidyRecord):
    """All of one step. `versions` are what it asked before, the present questionnaire comes last in number."""

    questionnaire: Questionnaire
    version: int = Field(1, ge=1)
    versions: dict[int, Questionnaire] = {}
    round: int = Field(1, ge=1)
    source: str = ""
    is_open: bool = True
    teams: tuple[TeamRecord, ...] = ()
    responses: tuple[ResponseRecord, ...] = ()
    nobodys: tuple[AnswerRecord, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON Schema of `to_document`."""
    return AnswersRecord.model_json_schema()


def schema_around(record: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a record that has such answers in its field `answers`."""
    answers, own = schema(), record.model_json_schema()
    definitions = {**answers.pop("$defs", {}), **own.pop("$defs", {})}
    own["properties"]["answers"] = answers
    return {**own, "$defs": definitions}


def to_document(
    session: Session, step_id: int, things: dict[str, str], pseudonyms: Pseudonyms | None = None
) -> dict[str, Any]:
    """What a step asks and everything that was answered, but anonymous drafts: nobody could send them any more.

    Answers are numbered on from those of the steps before, and their words ("answer 41") are added to `things`. With
    pseudonyms people have the numbers of these, drafts, teams and sheets are left out, words are nobody's unless others
    are about them, and then they are numbers: a room knows its own sentences. Raises Invalid then while anonymous
    answers are collected: of two files the later one would tell who has sent meanwhile.
    """
    setup = read_setup(session, step_id)
    stored = _stored(session, step_id)
    if pseudonyms is not None:
        stored = [(response_id, answer) for response_id, answer in stored if answer.sent]
        if setup.is_secret and stored:
            raise Invalid(not_yet_readable())
    stored = [(response_id, answer) for response_id, answer in stored if response_id is not None or answer.sent]
    numbers = _numbered([answer.id for _, answer in stored], things, pseudonyms)
    sheets = {
        answer_id: SheetRecord(person=person, place=place, text=text)
        for answer_id, person, place, text in rows(
            session,
            "SELECT s.answer_id, s.participant_id, s.place, s.text FROM answer_source s "
            "JOIN answer a ON a.id = s.answer_id WHERE a.step_id = ?",
            step_id,
        )
    }
    by_response: dict[int | None, list[AnswerRecord]] = {}
    for response_id, answer in stored:
        record = _answer_record(answer, numbers, sheets.get(answer.id))
        by_response.setdefault(response_id, []).append(record)
    versions = versions_of(session, step_id)
    whole = AnswersRecord(
        questionnaire=setup.questionnaire,
        version=setup.version,
        versions={version: each for version, each in versions.items() if version != setup.version},
        round=setup.round,
        source=setup.source,
        is_open=setup.is_open,
        teams=tuple(_teams(session, step_id, setup.workshop_id)),
        responses=tuple(
            ResponseRecord(round=round_, people=people, sent=sent, answers=tuple(by_response.get(response_id, ())))
            for response_id, round_, sent, people in _responses(session, step_id)
        ),
        nobodys=tuple(_of_nobody(setup.questionnaire, by_response.get(None, []), pseudonyms)),
    )
    if pseudonyms is not None:
        alone = released(session, step_id) - pseudonyms.left_out
        whole = _hidden(whole, pseudonyms, alone, rounds_together(session, step_id))
    asked = {"questionnaire", "versions"}
    return {
        **whole.model_dump(mode="json", include=asked),
        **whole.model_dump(mode="json", exclude=asked, exclude_defaults=True),
    }


def of_person(document: Mapping[str, Any], participant_id: int) -> dict[str, Any]:
    """What a document of `to_document` has of one participant; empty where they have not answered."""
    own = [each for each in document.get("responses", ()) if participant_id in each["people"]]
    if not own:
        return {}
    return {"questionnaire": document["questionnaire"], "versions": document["versions"], "responses": own}


def restore(
    session: Session,
    step_id: int,
    document: Mapping[str, Any],
    people: Mapping[int, int],
    things: dict[str, str],
    *,
    asks_own: bool = True,
) -> None:
    """Write a document into an empty step; `people` sends its persons to participants here, `things` its words.

    `asks_own` says that the step asks what its exercise does, so that a document of other questions is another's.

    Raises Invalid when somebody has begun here, BadFile when the document is not of this form.
    """
    record = read_record(AnswersRecord, document, tr("The file"))
    if has_begun(session, step_id):
        raise Invalid(tr("There are answers in this step already. Add the exercise once more and import again."))
    if asks_own:
        _check_exercise(session, step_id, record)
    _check_whose(record)
    for response in record.responses:
        _check(record.questionnaire, response.answers)
        _check_named(record.questionnaire, response)
    _check(record.questionnaire, record.nobodys, alone=True)
    try:
        _restore(session, step_id, record, people, things)
    except KeyError as error:
        raise BadFile(tr("The answers in this file name something that is not in it: {what}.", what=error)) from error


def _check_whose(record: AnswersRecord) -> None:
    """Raise BadFile where it can't be told whose answers these are, or where they would be seen nowhere."""
    times = Counter((response.round, person) for response in record.responses for person in response.people)
    if any(count > 1 for count in times.values()):
        raise BadFile(tr("In this file somebody has answered twice in one round. Take one of the two answers out."))
    if any(response.round > record.round for response in record.responses):
        raise BadFile(tr("In this file there are answers of a later round than its latest."))
    if len({caseless(team.name) for team in record.teams}) < len(record.teams):
        raise BadFile(tr("In this file two teams have the same name."))


def _check_exercise(session: Session, step_id: int, record: AnswersRecord) -> None:
    """Raise BadFile for a document that asks what another exercise asks: by where its questions are from, or by them.

    Questions may have been added and taken away since: half of the fewer ones have to be the same.
    """
    if not rows(session, "SELECT 1 FROM questionnaire WHERE step_id = ?", step_id):
        return
    here = read_setup(session, step_id)
    bundled = [source for source in (record.source, here.source) if source and "/" not in source]
    mine, others = set(here.questionnaire.by_key), set(record.questionnaire.by_key)
    if len(set(bundled)) > 1 or len(mine & others) * 2 < min(len(mine), len(others)):
        (title,) = rows(session, "SELECT title FROM agenda_step WHERE id = ?", step_id)[0]
        raise BadFile(tr("In this file the step “{step}” holds what another exercise asks.", step=title))


def _check_named(questionnaire: Questionnaire, response: ResponseRecord) -> None:
    """Raise BadFile where somebody of those who answer is named and somebody else was asked for."""
    for answer in response.answers:
        question = questionnaire.by_key[answer.question]
        if isinstance(question, model.Someone) and not question.oneself and answer.person in response.people:
            raise BadFile(
                tr(
                    "In this file somebody names themselves where “{question}” asks for somebody else.",
                    question=question.head,
                )
            )


def _check(questionnaire: Questionnaire, answers: Sequence[AnswerRecord], *, alone: bool = False) -> None:
    """Raise BadFile for answers that could not have been given. Those that are nobody's are each looked at `alone`."""
    subjects = {answer.id: answer.question for answer in answers}
    groups: dict[object, list[AnswerRecord]] = {}
    for answer in answers:
        question = questionnaire.find(answer.question)
        if question is None or subjects.get(answer.about or 0) != question.about:
            raise BadFile(
                tr("The answers in this file name something that is not in it: {what}.", what=answer.question)
            )
        groups.setdefault(answer.id if alone else (answer.question, answer.about), []).append(answer)
    for group in groups.values():
        question = questionnaire.by_key[group[0].question]
        options = {option.key for option in questionnaire.options(question.key)}
        values = [_value(answer) for answer in sorted(group, key=lambda each: each.place)]
        try:
            fits = checked(question, options, values) == tuple(values)
        except Invalid as error:
            raise BadFile(error.sentence) from error
        if not fits or len({answer.place for answer in group}) < len(group):
            raise BadFile(tr("“{question}” takes another kind of answer.", question=question.head))


def _value(answer: AnswerRecord) -> Value:
    """The value with the file's own ids of people and teams."""
    return Value(answer.option, answer.word, answer.number, answer.day, answer.person, answer.team, answer.missing)


def _restore(
    session: Session, step_id: int, record: AnswersRecord, people: Mapping[int, int], things: dict[str, str]
) -> None:
    (workshop_id,) = rows(session, "SELECT workshop_id FROM agenda_step WHERE id = ?", step_id)[0]
    for table in ("questionnaire_key", "questionnaire_version", "questionnaire"):
        run(session, f"DELETE FROM {table} WHERE step_id = ?", step_id)  # noqa: S608  # the names stand above
    insert = "INSERT INTO questionnaire (step_id, version, round, source, is_open) VALUES (?, ?, ?, ?, ?)"
    run(session, insert, step_id, record.version, record.round, record.source, int(record.is_open))
    versions = {**record.versions, record.version: record.questionnaire}
    for version, questionnaire in versions.items():
        insert = "INSERT INTO questionnaire_version (step_id, version, document) VALUES (?, ?, ?)"
        run(session, insert, step_id, version, questionnaire.model_dump_json())
    for question, option in sorted(keys_of(record.questionnaire)):
        insert = "INSERT INTO questionnaire_key (step_id, question, option) VALUES (?, ?, ?)"
        run(session, insert, step_id, question, option)
    teams = {team.id: _restored_team(session, workshop_id, team, people) for team in record.teams}
    written = _Written(session, step_id, record, versions, people, teams, things)
    for response in record.responses:
        if record.questionnaire.anonymous and response.answers:
            raise BadFile(tr("The answers in this file are anonymous, and it says whose they are."))
        new = "INSERT INTO response (step_id, round, sent) VALUES (?, ?, ?)"
        response_id = inserted(session, new, step_id, response.round, int(response.sent))
        member = "INSERT INTO response_member (step_id, round, participant_id, response_id) VALUES (?, ?, ?, ?)"
        for person in response.people:
            run(session, member, step_id, response.round, people[person], response_id)
        written.write(response_id, response.answers)
    written.write(None, record.nobodys)


class _Written:
    """Writes answers of a document, those first that others are about."""

    def __init__(
        self,
        session: Session,
        step_id: int,
        record: AnswersRecord,
        versions: Mapping[int, Questionnaire],
        people: Mapping[int, int],
        teams: Mapping[int, int],
        things: dict[str, str],
    ) -> None:
        self._session, self._step_id, self._record = session, step_id, record
        self._versions, self._people, self._teams, self._things = versions, people, teams, things
        self._keys = keys_of(record.questionnaire)
        self._ids: dict[int, int] = {}

    def write(self, response_id: int | None, answers: Sequence[AnswerRecord]) -> None:
        for each in sorted(answers, key=lambda answer: answer.about is not None):
            if (each.question, each.option) not in self._keys or each.version not in self._versions:
                raise KeyError(f"{each.question}: {each.option}")
            person = None if each.person is None else self._people[each.person]
            team = None if each.team is None else self._teams[each.team]
            value = _value(each)._replace(person=person, team=team)
            about = None if each.about is None else self._ids[each.about]
            answer = Answer(0, each.question, value, each.place, about, each.sent, each.version)
            own = write_answer(self._session, self._step_id, self._record.questionnaire, response_id, answer)
            self._ids[each.id] = own
            self._things[f"answer {each.id}"] = f"answer {own}"
            if each.sheet is not None and response_id is not None:
                insert = "INSERT INTO answer_source (answer_id, participant_id, place, text) VALUES (?, ?, ?, ?)"
                run(self._session, insert, own, self._people[each.sheet.person], each.sheet.place, each.sheet.text)


def _restored_team(session: Session, workshop_id: int, team: TeamRecord, people: Mapping[int, int]) -> int:
    """The team of that name, if the workshop has named it already; else a new one."""
    known = next((key for key, name in team_names(session, workshop_id).items() if name == team.name), None)
    if known is None:
        known = inserted(session, "INSERT INTO named_team (workshop_id, name) VALUES (?, ?)", workshop_id, team.name)
    for person in team.people:
        member = "INSERT INTO named_team_member (team_id, participant_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
        run(session, member, known, people[person])
    return known


def _stored(session: Session, step_id: int) -> list[tuple[int | None, Answer]]:
    sql = (
        f"SELECT response_id, {COLUMNS} FROM answer WHERE step_id = ? "  # noqa: S608  # a constant
        "ORDER BY response_id IS NOT NULL, response_id, about IS NOT NULL, place, id"
    )
    return [(response_id, answer_of(row)) for response_id, *row in rows(session, sql, step_id)]


def _responses(session: Session, step_id: int) -> Iterator[tuple[int, int, bool, tuple[int, ...]]]:
    sql = (
        "SELECT r.id, r.round, r.sent, m.participant_id FROM response r JOIN response_member m ON m.response_id = r.id "
        "WHERE r.step_id = ? ORDER BY r.id, m.participant_id"
    )
    found: dict[int, tuple[int, bool, list[int]]] = {}
    for response_id, round_, sent, person in rows(session, sql, step_id):
        found.setdefault(response_id, (round_, bool(sent), []))[2].append(person)
    for response_id, (round_, sent, members) in found.items():
        yield response_id, round_, sent, tuple(members)


def _teams(session: Session, step_id: int, workshop_id: int) -> Iterator[TeamRecord]:
    names = team_names(session, workshop_id)
    sql = "SELECT DISTINCT team_id FROM answer WHERE step_id = ? AND team_id IS NOT NULL ORDER BY team_id"
    for (team,) in rows(session, sql, step_id):
        sql = "SELECT participant_id FROM named_team_member WHERE team_id = ? ORDER BY participant_id"
        people = tuple(person for (person,) in rows(session, sql, team))
        yield TeamRecord(id=team, name=names[team], people=people)


def _answer_record(answer: Answer, numbers: Mapping[int, int], sheet: SheetRecord | None) -> AnswerRecord:
    option, word, number, day, person, team, missing = answer.value
    return AnswerRecord(
        id=numbers[answer.id],
        question=answer.question,
        option=option,
        word=word,
        number=number,
        day=day,
        person=person,
        team=team,
        missing=missing,  # type: ignore[arg-type]  # the table's check constraint allows nothing else
        about=None if answer.about is None else numbers[answer.about],
        place=answer.place,
        sent=answer.sent,
        version=answer.version,
        sheet=sheet,
    )


def _numbered(ids: Sequence[int], things: dict[str, str], pseudonyms: Pseudonyms | None) -> dict[int, int]:
    """Number answers on from those in `things`, and add them there; with pseudonyms in an order of chance."""
    before = sum(word.startswith("answer ") for word in things)
    if pseudonyms is not None:
        return {own: before + number for own, number in pseudonyms.numbers(ids).items()}
    numbers = {own: number for number, own in enumerate(ids, start=before + 1)}
    things |= {f"answer {own}": f"answer {number}" for own, number in numbers.items()}
    return numbers


def _of_nobody(
    questionnaire: Questionnaire, answers: Sequence[AnswerRecord], pseudonyms: Pseudonyms | None
) -> Iterator[AnswerRecord]:
    for answer in _without_order(answers, pseudonyms):
        # A place that was drawn says nothing, and is drawn anew.
        ranks = isinstance(questionnaire.find(answer.question), model.Rank)
        yield answer if ranks else answer.model_copy(update={"place": 0})


def released(session: Session, step_id: int) -> frozenset[int]:
    """Those whose answers may leave under a pseudonym: whoever was there knows who sent in which rounds.

    Drafts leave under none.
    """
    fewest, ways = answer_modes_used(session, step_id)
    return told_apart_by_nothing(ways, fewest)


def answer_modes_used(session: Session, step_id: int) -> tuple[int, dict[int, frozenset[int] | None]]:
    """The floor of an export with pseudonyms, and of everybody who has sent in which rounds alone.

    None where they sent nothing alone: what they sent with others leaves without their pseudonyms, so that it tells
    of them as little as of those who sent nothing.
    """
    ways: dict[int, set[int]] = {}
    for _, round_, sent, people in _responses(session, step_id):
        for person in people if sent else ():
            ways.setdefault(person, set()).update([round_] if len(people) == 1 else [])
    fewest = floor_within(session, read_setup(session, step_id).workshop_id)
    return fewest, {person: frozenset(way) or None for person, way in ways.items()}


def rounds_together(session: Session, step_id: int) -> frozenset[int]:
    """The rounds of which it may leave with pseudonyms what was sent with others: enough people did so."""
    people: Counter[int] = Counter()
    for _, round_, sent, members in _responses(session, step_id):
        people[round_] += len(members) if sent and len(members) > 1 else 0
    fewest = floor_within(session, read_setup(session, step_id).workshop_id)
    return frozenset(round_ for round_, count in people.items() if count >= fewest)


def leads_to_its_writer(question: Question | None) -> bool:
    """Whether the room would know by an answer whose the rest is, so that with pseudonyms it is left out.

    Owners and days stand among the actions. Who agreed to something stands by name before the room, or was there on the
    day that a consent has and the others have not.
    """
    return question is not None and (question.role in _ON_THE_ACTIONS or isinstance(question, model.Consent))


def _without_order(answers: Sequence[AnswerRecord], pseudonyms: Pseudonyms | None) -> list[AnswerRecord]:
    return sorted(answers, key=lambda answer: (answer.about is not None, answer.id if pseudonyms else answer.place))


def _hidden(
    record: AnswersRecord, pseudonyms: Pseudonyms, released_people: frozenset[int], together: frozenset[int]
) -> AnswersRecord:
    """The record with pseudonyms' numbers for people, and words in nobody's hands."""
    everything = [*record.nobodys, *(answer for response in record.responses for answer in response.answers)]
    untold = {
        answer.id
        for answer in everything
        if answer.team is not None or (answer.person is not None and not pseudonyms.may_be_meant(answer.person))
    }
    untold |= {answer.id for answer in everything if answer.about in untold}
    loose = [_bare(answer, pseudonyms, 0) for answer in record.nobodys if answer.id not in untold]
    responses = []
    # Which group has which number is drawn: when each of them handed in is known to the room.
    for response in pseudonyms.in_no_order(record.responses):
        alone = len(response.people) == 1
        if not response.sent or not (response.people[0] in released_people if alone else response.round in together):
            continue
        kept: list[AnswerRecord] = []
        for place, answer in enumerate(response.answers, start=1):
            if answer.id in untold:
                continue
            asked = record.questionnaire.find(answer.question)
            if leads_to_its_writer(asked):
                continue
            led = isinstance(asked, model.Text) and (asked.names_people or asked.key in record.questionnaire.loops)
            told = _bare(answer, pseudonyms, place if led else 0)
            own_words = answer.word is not None and not led and answer.about is None
            (loose if own_words else kept).append(told)
        whose = pseudonyms.number(response.people[0]) if alone else pseudonyms.new_group()
        responses.append(response.model_copy(update={"people": (whose,), "answers": _people_in_order(kept)}))
    return record.model_copy(
        update={
            "teams": (),
            "responses": tuple(sorted(responses, key=lambda each: (each.people, each.round))),
            "nobodys": tuple(_without_order(loose, pseudonyms)),
        }
    )


def _people_in_order(answers: Sequence[AnswerRecord]) -> tuple[AnswerRecord, ...]:
    """The answers, with the people that one question names in the order of their numbers.

    People are chosen from a list of the roster, mostly from its top down.
    """
    slots: dict[tuple[str, int | None], list[int]] = {}
    for at, answer in enumerate(answers):
        if answer.person is not None:
            slots.setdefault((answer.question, answer.about), []).append(at)
    found = list(answers)
    for taken in slots.values():
        in_order = sorted((answers[at] for at in taken), key=lambda each: each.person or 0)
        for at, answer in zip(taken, in_order, strict=True):
            found[at] = answer.model_copy(update={"place": answers[at].place})
    return tuple(found)


def _bare(answer: AnswerRecord, pseudonyms: Pseudonyms, number: int) -> AnswerRecord:
    """An answer without names; a word is `number` where that is not 0."""
    word = answer.word
    if word is not None:
        word = str(number) if number else pseudonyms.without_names(word)
    person = None if answer.person is None else pseudonyms.number(answer.person)
    return answer.model_copy(update={"word": word, "person": person, "sheet": None})
