"""What a participant, or the facilitator for them, answers: each call is one committed transaction.

All operations name the response by step and participant, so that a page needs no ids of rows that may not exist yet;
it is begun by the first answer at the latest. An answer that is the same as before changes nothing and announces
nothing. Where answers are anonymous the operations leave no trace beside the answer itself: they are not in the
workshop's log, nobody can undo them, and the change that is announced names no participant.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import randbelow

from sqlmodel import Session

from facilitator.errors import Invalid, NotFound
from facilitator.i18n import tr
from facilitator.questionnaires import drafts, late, model, partner_choice
from facilitator.questionnaires.answer_rows import COLUMNS, Answer, Given, answer_of, inserted, rows, run
from facilitator.questionnaires.asking import Check, Place, lacks, no_longer_asked
from facilitator.questionnaires.checking import as_typed, asks_for_others, check_together, checked, tidy, words_in
from facilitator.questionnaires.model import Question, Rank, Value
from facilitator.questionnaires.reading import Who, counting_consents, given_of, is_begun, may_see
from facilitator.questionnaires.setup import Setup, parsed, read_setup
from facilitator.questionnaires.teams import team_names, teams_of
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.text_matching import caseless
from facilitator.workshop.consent import forget_consent
from facilitator.workshop.find import find_participant

_LARGEST = 2**31
_OPENED = (
    "SELECT s.workshop_id, q.version, q.round, q.source, q.is_open, v.document, r.id, r.sent FROM questionnaire q "
    "JOIN agenda_step s ON s.id = q.step_id "
    "JOIN questionnaire_version v ON v.step_id = q.step_id AND v.version = q.version "
    "LEFT JOIN response_member m ON m.step_id = q.step_id AND m.round = coalesce(?, q.round) AND m.participant_id = ? "
    "LEFT JOIN response r ON r.id = m.response_id WHERE q.step_id = ?"
)
_INSERT = (
    "INSERT INTO answer (step_id, response_id, question, option, about, place, word, number, day, person_id, "
    "team_id, missing, sent, version{}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?{})"
)
_INSERT_NEXT, _INSERT_AT = _INSERT.format("", ""), _INSERT.format(", id", ", ?")
# The columns are a constant; no value is ever put into these texts.
_TO_QUESTION = f"SELECT {COLUMNS} FROM answer WHERE response_id = ? AND question = ? AND about IS ? ORDER BY place"  # noqa: S608


class Lacking(Invalid):
    """Answers that can't be sent yet; `places` are those of the questions to look at, empty where all fit together."""

    def __init__(self, sentence: str, places: Sequence[Place] = ()) -> None:
        super().__init__(sentence)
        self.places = tuple(places)


@dataclass(slots=True)
class _Opened:
    """A response that is being answered, inside its transaction."""

    change: Transaction
    library: Library
    who: Who
    setup: Setup
    response_id: int
    sent: bool
    changed: bool = False
    written: dict[Place, tuple[int, ...]] = field(default_factory=dict)
    """The answers to questions as they are now, to be remembered where they are nobody's."""

    @property
    def session(self) -> Session:
        return self.change.session

    @property
    def anonymous(self) -> bool:
        return self.setup.questionnaire.anonymous

    def question(self, place: Place) -> Question:
        question = self.setup.questionnaire.find(place.question)
        if question is None or (question.about is None) != (place.about is None):
            raise NotFound(tr("This question is no longer asked."))
        if question.about is not None and not any(
            answer.id == place.about for answer in self.answers(Place(question.about))
        ):
            raise NotFound(tr("What this question is about is no longer there."))
        return question

    def answers(self, place: Place) -> list[Answer]:
        """The answers to one question, in their order."""
        if self.anonymous:
            return list(self.given().of(*place))
        found = [answer_of(row) for row in rows(self.session, _TO_QUESTION, self.response_id, *place)]
        return list(counting_consents(self.session, self.setup, found).of(*place))

    def given(self) -> Given:
        return given_of(self.library, self.session, self.setup, self.response_id)

    def may_see(self, answer: Answer) -> bool:
        return may_see(self.setup, self.who, answer)

    def insert(self, place: Place, value: Value, at: int, *, sent: bool) -> int:
        response_id = None if self.anonymous else self.response_id
        self.changed = True
        return _insert(self.session, self.setup, response_id, place, value, at, sent=sent)

    def remove(self, answers: Sequence[Answer]) -> None:
        for answer in answers:
            run(self.session, "DELETE FROM answer WHERE id = ?", answer.id)
            self.changed = True

    def announce(self) -> None:
        setup = self.setup
        people: list[int | None] = [self.who.participant_id]
        if self.anonymous:
            people = [None]
        elif setup.questionnaire.together != "alone":
            people = [*partner_choice.members(self.session, self.response_id)]
            if setup.questionnaire.together == "teams" and len(people) > 1:
                # Of many it is told once: whoever shows all answers reads them anew for each change that is told.
                people = [None]
        for person in people:
            change = Change(Topic.ANSWERS, setup.workshop_id, self.who.step_id, person, self.who.origin)
            self.change.announce(change)


def begin(library: Library, who: Who, partners: Sequence[int] | None = None) -> Done[None]:
    """Note that the participant has read who will see the answers, and who answers with them.

    Without `partners` a team is everybody of it who has not begun. Nothing happens for somebody who has begun. Raises
    Invalid for partners who have, or who are too many.
    """
    with _opened(library, who, tr("Begin to answer"), partners) as opened:
        pass
    return opened.change.done(None)


def put(
    library: Library, who: Who, question: str, values: Sequence[Value], about: int | None = None
) -> Done[tuple[int, ...]]:
    """Answer a question with all of these values in their order; the value holds the answers' ids. None takes it back.

    Values that are there already keep their ids, and what is asked about them stays; about others it goes. Raises
    Invalid for what the question does not take, and once answers are closed; NotFound for a question that is not
    asked, or is about an answer that is gone.
    """
    place = Place(question, about)
    if not values and not is_begun(library, who):
        # Leaving a field empty begins nothing.
        with library.change(tr("Answer"), step_id=who.step_id) as change:
            return change.done(())
    with _opened(library, who, tr("Answer")) as opened:
        asked = opened.question(place)
        known = {option.key for option in opened.setup.questionnaire.options(question)}
        kept = checked(asked, known, values)
        _check_roster(opened, asked, kept)
        _check_ticked(opened, asked, place, kept)
        _check_once(opened, asked)
        _check_words(opened, place, (), kept)
        ids = _write(opened, asked, place, kept)
        _take_back_covering(opened, place)
    return opened.change.done(ids)


def put_entry(
    library: Library, who: Who, question: str, text: str, entry: int = 0, about: int | None = None
) -> Done[int]:
    """Write one entry of a text, a new one or over the answer `entry`; the value is its id, 0 where it is taken away.

    Raises Invalid for a text that the question does not take, when it is full, and once answers are closed; NotFound
    for an entry that is not this participant's.
    """
    place = Place(question, about)
    if not text.strip() and not entry:
        with library.change(tr("Answer"), step_id=who.step_id) as change:
            return change.done(0)
    with _opened(library, who, tr("Answer")) as opened:
        asked = opened.question(place)
        if not isinstance(asked, model.Text):
            raise NotFound(tr("This question is no longer asked."))
        value = tidy(asked, as_typed(text))
        others = [answer.value for answer in opened.answers(place) if answer.id != entry]
        _check_words(opened, place, others, (value,) if value is not None else ())
        entry_id = _write_entry(opened, asked, place, value, entry)
        _take_back_covering(opened, place)
    return opened.change.done(entry_id)


def add_for_room(library: Library, step_id: int, question: str, value: Value, about: int | None = None) -> Done[int]:
    """An answer that the facilitator writes down for the room, at any time; it is nobody's. The value is its id.

    Raises Invalid for what the question does not take, NotFound for one that is not asked, or not about that answer.
    """
    with library.change(tr("Add answer"), step_id=step_id) as change:
        setup = read_setup(change.session, step_id)
        asked = setup.questionnaire.find(question)
        of = "SELECT 1 FROM answer WHERE id = ? AND step_id = ? AND question = ? AND response_id IS NULL"
        there = asked is not None and (
            about is None if asked.about is None else bool(rows(change.session, of, about, step_id, asked.about))
        )
        if asked is None or not there:
            raise NotFound(tr("This question is no longer asked."))
        opened = _Opened(change, library, Who(step_id, 0), setup, 0, True)
        known = {option.key for option in setup.questionnaire.options(question)}
        (kept,) = checked(asked, known, [value])
        _check_roster(opened, asked, (kept,))
        answer_id = _insert(change.session, setup, None, Place(question, about), kept, 0, sent=True)
        change.announce(Change(Topic.ANSWERS, setup.workshop_id, step_id))
    return change.done(answer_id)


def send(library: Library, who: Who, check: Check | None = None) -> Done[int]:
    """Hand in everything that was answered; the value is how many answers there are. They may still be edited.

    Answers to what is no longer asked go. Raises Lacking for what has to be answered first and for what does not fit
    together, by the questions or by `check`; where the facilitator corrects, only for what does not fit. Drafts that
    are their writer's alone stay so, and their writer is not done.
    """
    with _opened(library, who, tr("Send answers")) as opened:
        questionnaire, every = opened.setup.questionnaire, opened.given()
        given = Given(questionnaire, [answer for answer in every if opened.may_see(answer)])
        found = [lack for lack in lacks(questionnaire, given) if not (lack.unanswered and who.corrects)]
        if found:
            raise Lacking(found[0].sentence, [lack.place for lack in found])
        gone = {answer.id for answer in no_longer_asked(questionnaire, given)}
        left = Given(questionnaire, [answer for answer in given if answer.id not in gone])
        wrong = list(check(left)) if check is not None else []
        if wrong:
            raise Lacking(" ".join(wrong))
        opened.remove([answer for answer in given if answer.id in gone])
        for answer in left:
            if not answer.sent:
                run(opened.session, "UPDATE answer SET sent = 1 WHERE id = ?", answer.id)
                opened.changed = True
        if not opened.sent and all(map(opened.may_see, every)):
            run(opened.session, "UPDATE response SET sent = 1 WHERE id = ?", opened.response_id)
            opened.changed = True
        count = sum(1 for _ in left)
    if opened.anonymous:
        late.note(library, who.step_id, opened.response_id)
    return opened.change.done(count)


def send_if_whole(library: Library, who: Who, check: Check | None) -> None:
    """The same; what has to be answered first, or does not fit together, stays open for whoever is asked again."""
    try:
        send(library, who, check)
    except Lacking:
        return


def reopen(library: Library, who: Who) -> Done[None]:
    """Let a participant who has sent go on. What is sent stays so and counts.

    Raises Invalid where nobody can tell which answers are theirs, and any would be counted twice.
    """
    with _opened(library, who, tr("Reopen")) as opened:
        if opened.sent:
            for question in opened.setup.questionnaire.questions:
                _check_once(opened, question)
            run(opened.session, "UPDATE response SET sent = 0 WHERE id = ?", opened.response_id)
            opened.changed = True
    return opened.change.done(None)


def discard(library: Library, who: Who) -> Done[None]:
    """Take back everything a participant, or those they answer with, answered in this round; the undo brings it back.

    Raises Invalid for anonymous answers: nobody can say which they are.
    """
    with library.change(tr("Clear answers"), step_id=who.step_id) as change:
        setup = read_setup(change.session, who.step_id)
        if setup.questionnaire.anonymous:
            raise Invalid(tr("These answers are anonymous: nobody can tell which ones to take back."))
        response_id = partner_choice.response_of(change.session, setup, who.participant_id)
        if response_id is not None:
            for person in partner_choice.members(change.session, response_id):
                forget_consent(change.session, who.step_id, person)
                change.announce(Change(Topic.ANSWERS, setup.workshop_id, who.step_id, person, who.origin))
            run(change.session, "DELETE FROM response WHERE id = ?", response_id)
    return change.done(None)


def leave(session: Session, step_id: int, participant_id: int) -> None:
    """Take somebody out of what they answer with others; what they answered alone goes. Within a transaction."""
    run(
        session,
        "DELETE FROM response_member WHERE step_id = ? AND participant_id = ?",
        step_id,
        participant_id,
    )


def strip_names(session: Session, step_id: int) -> None:
    """Replace every name of a person outside the roster by a number, in all rounds, within the caller's transaction."""
    named = [
        key
        for key, question in read_setup(session, step_id).questionnaire.by_key.items()
        if isinstance(question, model.Text) and question.names_people
    ]
    for key in named:
        sql = (
            "SELECT id, response_id, about FROM answer WHERE step_id = ? AND question = ? AND word IS NOT NULL "
            "ORDER BY response_id, about, place, id"
        )
        numbers: dict[tuple[int | None, int | None], int] = {}
        for answer_id, response_id, about in rows(session, sql, step_id, key):
            number = numbers[response_id, about] = numbers.get((response_id, about), 0) + 1
            run(session, "UPDATE answer SET word = ? WHERE id = ?", str(number), answer_id)
            run(session, "DELETE FROM answer_source WHERE answer_id = ?", answer_id)


@contextmanager
def _opened(library: Library, who: Who, label: str, partners: Sequence[int] | None = None) -> Iterator[_Opened]:
    """The response of a participant, begun where it is not. What changes is announced at the end."""
    with library.change(label, step_id=who.step_id) as change:
        found = rows(change.session, _OPENED, who.round, who.participant_id, who.step_id)
        if not found:
            raise NotFound(tr("This step is no longer on the agenda."), step_id=who.step_id)
        workshop_id, version, round_, source, is_open, document, response_id, sent = found[0]
        setup = Setup(who.step_id, workshop_id, parsed(document), version, who.round or round_, source, bool(is_open))
        if not is_open and (not who.corrects or setup.questionnaire.anonymous):
            raise Invalid(tr("Answers are closed. The facilitator can open them again."))
        if setup.questionnaire.anonymous:
            change.leave_no_trace()
        is_new = response_id is None
        if is_new:
            if find_participant(change.session, who.participant_id).workshop_id != workshop_id:
                raise NotFound(tr("This person is not on the roster of this workshop."))
            response_id = partner_choice.begun(change.session, setup, who.participant_id, partners)
        opened = _Opened(change, library, who, setup, response_id, bool(sent), changed=is_new)
        yield opened
        if opened.changed:
            opened.announce()
    if setup.questionnaire.anonymous:
        # Only now: what was not committed is nobody's either.
        if is_new:
            drafts.begin(library, who.step_id, response_id)
        for place, ids in opened.written.items():
            drafts.note(library, who.step_id, response_id, place, ids)


def write_answer(
    session: Session, step_id: int, questionnaire: model.Questionnaire, response_id: int | None, answer: Answer
) -> int:
    """Write an answer as it is, within a transaction, and return its id: for files that are restored."""
    setup = Setup(step_id, 0, questionnaire, answer.version, 1, "", True)
    place = Place(answer.question, answer.about)
    return _insert(session, setup, response_id, place, answer.value, answer.place, sent=answer.sent)


def _insert(
    session: Session, setup: Setup, response_id: int | None, place: Place, value: Value, at: int, *, sent: bool
) -> int:
    """Write an answer and return its id; an anonymous one gets an id and a place that tell nothing."""
    answer_id = None
    if response_id is None and setup.questionnaire.anonymous:
        # Below zero, where no number that counts up ever comes.
        answer_id = -randbelow(_LARGEST) - 1
        while rows(session, "SELECT 1 FROM answer WHERE id = ?", answer_id):
            answer_id = -randbelow(_LARGEST) - 1
    if response_id is None and not isinstance(setup.questionnaire.find(place.question), Rank):
        at = randbelow(_LARGEST)
    option, word, number, day, person, team, missing = value
    return inserted(
        session,
        _INSERT_NEXT if answer_id is None else _INSERT_AT,
        setup.step_id,
        response_id,
        place.question,
        option,
        place.about,
        at,
        word,
        number,
        None if day is None else day.isoformat(),
        person,
        team,
        missing or None,
        int(sent),
        setup.version,
        *(() if answer_id is None else (answer_id,)),
    )


def _write(opened: _Opened, asked: Question, place: Place, values: tuple[Value, ...]) -> tuple[int, ...]:
    """Bring the answers to a question to these values, and return their ids in the same order."""
    every = opened.answers(place)
    before = [answer for answer in every if opened.may_see(answer)]
    if tuple(answer.value for answer in before) == values and all(answer.version for answer in before):
        return tuple(answer.id for answer in before)
    # What counted goes on counting in its new wording; what the facilitator corrects counts as the rest does.
    sent = any(answer.sent for answer in before) or _counts_at_once(opened)
    waiting = list(before)
    kept: list[Answer | None] = []
    for at, value in enumerate(values):
        same = next((answer for answer in waiting if answer.value == value and answer.version), None)
        if same is not None and (not isinstance(asked, Rank) or same.place == at):
            waiting.remove(same)
            kept.append(same)
        else:
            kept.append(None)
    opened.remove(waiting)
    there = [answer for answer in kept if answer is not None]
    hidden = [answer for answer in every if answer not in before]
    in_order = opened.anonymous or isinstance(asked, model.SeveralOf | Rank) or _ascend(there, kept)
    next_place = max((answer.place for answer in (*there, *hidden)), default=-1) + 1
    ids = []
    for at, (value, answer) in enumerate(zip(values, kept, strict=True)):
        if answer is not None:
            ids.append(answer.id)
            continue
        free = at if isinstance(asked, Rank) else next_place
        ids.append(opened.insert(place, value, free, sent=sent))
        next_place += 1
    if not in_order:
        # Behind drafts that are not seen here; else from the first place on.
        _place_in_order(opened, ids, (next_place,) if hidden else (next_place, 0))
    if opened.anonymous:
        opened.written[place] = tuple(ids)
    if isinstance(asked, model.SeveralOf):
        _prune_ranks(opened, place, {value.option for value in values})
    return tuple(ids)


def _ascend(there: Sequence[Answer], kept: Sequence[Answer | None]) -> bool:
    """Whether those who stay stand in their order with all new ones behind them."""
    ordered = [answer.place for answer in there]
    return ordered == sorted(ordered) and None not in kept[: len(there)]


def _place_in_order(opened: _Opened, ids: Sequence[int], starts: Sequence[int]) -> None:
    # First out of the way, since no two may have the same place for a moment.
    for start in starts:
        for at, answer_id in enumerate(ids, start=start):
            run(opened.session, "UPDATE answer SET place = ? WHERE id = ?", at, answer_id)
    opened.changed = True


def _write_entry(opened: _Opened, asked: model.Text, place: Place, value: Value | None, entry: int) -> int:
    every = opened.answers(place)
    before = [answer for answer in every if opened.may_see(answer)]
    old = next((answer for answer in before if answer.id == entry), None)
    if entry and old is None:
        raise NotFound(tr("This answer is no longer there."))
    if value is None:
        opened.remove([old] if old is not None else [])
        return 0
    if value.missing:
        return _write(opened, asked, place, checked(asked, (), [value]))[0]
    checked(asked, (), [value])
    refused = [answer for answer in before if answer.value.missing]
    most = asked.entries if opened.who.corrects else asked.most_own
    if old is None and len(every) - len(refused) >= most:
        checked(asked.model_copy(update={"entries": most}), (), [value] * (most + 1))
    opened.remove([answer for answer in refused if answer is not old])
    if old is not None:
        if old.value != value:
            sql = "UPDATE answer SET word = ?, missing = NULL, version = ? WHERE id = ?"
            run(opened.session, sql, value.word, opened.setup.version, old.id)
            opened.changed = True
        return old.id
    at = max((answer.place for answer in every), default=-1) + 1
    written = opened.insert(place, value, at, sent=_counts_at_once(opened))
    if opened.anonymous:
        ids = [answer.id for answer in every if answer not in refused]
        opened.written[place] = (*ids, written)
    return written


def _counts_at_once(opened: _Opened) -> bool:
    """Whether what is written is no draft: by the facilitator, beside what counts or drafts that they don’t see."""
    return opened.who.corrects and (opened.sent or opened.setup.questionnaire.private_until_sent)


def _prune_ranks(opened: _Opened, place: Place, ticked: set[str]) -> None:
    """Take out of every rank of these ticks what is not ticked any more, and close up."""
    for key, question in opened.setup.questionnaire.by_key.items():
        if isinstance(question, Rank) and question.from_ticks == place.question:
            ranks = Place(key, place.about)
            before = opened.answers(ranks)
            left = tuple(answer.value for answer in before if answer.value.missing or answer.value.option in ticked)
            if len(left) < len(before):
                _write(opened, question, ranks, left)


def _check_ticked(opened: _Opened, asked: Question, place: Place, values: tuple[Value, ...]) -> None:
    if isinstance(asked, Rank) and asked.from_ticks is not None and any(value.option for value in values):
        ticked = {answer.value.option for answer in opened.answers(Place(asked.from_ticks, place.about))}
        if not {value.option for value in values} <= ticked:
            raise Invalid(tr("“{question}” ranks what is ticked.", question=asked.head))


def _check_roster(opened: _Opened, asked: Question, values: tuple[Value, ...]) -> None:
    """Raise Invalid for people who are not on the roster or answer themselves, and for teams of another workshop."""
    if not isinstance(asked, model.Someone):
        return
    workshop_id = opened.setup.workshop_id
    own = set(partner_choice.members(opened.session, opened.response_id)) if not asked.oneself else set()
    for value in values:
        if value.person is not None:
            if find_participant(opened.session, value.person).workshop_id != workshop_id:
                raise NotFound(tr("This person is not on the roster of this workshop."))
            if value.person in own:
                raise Invalid(asks_for_others(asked))
        elif value.team is not None:
            sql = "SELECT 1 FROM named_team WHERE id = ? AND workshop_id = ?"
            if not rows(opened.session, sql, value.team, workshop_id):
                raise NotFound(tr("This team is not one of this workshop."))
            if value.team in {*_own_teams(opened.session, workshop_id, own)}:
                raise Invalid(asks_for_others(asked))


def _own_teams(session: Session, workshop_id: int, people: set[int]) -> list[int]:
    mine = {caseless(team) for team, members in teams_of(session, workshop_id).items() if people & {*members}}
    return [key for key, name in team_names(session, workshop_id).items() if caseless(name) in mine]


def _check_words(opened: _Opened, place: Place, others: Sequence[Value], written: Sequence[Value]) -> None:
    """Raise Invalid where the page would have more words than it takes; what is shortened is never refused."""
    questionnaire = opened.setup.questionnaire
    page = questionnaire.page_of[place.question]
    keys = questionnaire.counted_words(page)
    if place.question not in keys:
        return
    given = opened.given()
    own = [*others, *written]
    elsewhere = [value for key in keys if key != place.question for value in given.values(key)]
    before = sum(words_in(value.word or "") for value in given.values(place.question))
    if sum(words_in(value.word or "") for value in own) > before:
        check_together(page, (value.word or "" for value in (*elsewhere, *own)))


def _take_back_covering(opened: _Opened, place: Place) -> None:
    """What the facilitator changes is no longer what somebody agreed to."""
    if opened.who.corrects and opened.changed:
        _take_back(opened, place.question)


def _take_back(opened: _Opened, question: str) -> None:
    for key, consent in opened.setup.questionnaire.by_key.items():
        if isinstance(consent, model.Consent) and question in consent.covers:
            opened.remove([answer for answer in opened.given().everywhere(key) if answer.value.day is not None])


def _check_once(opened: _Opened, asked: Question) -> None:
    """Raise Invalid where an answer would be counted twice: what was sent before a restart can't be found any more."""
    unknown = opened.anonymous and not drafts.is_known(opened.library, opened.who.step_id, opened.response_id)
    if unknown and opened.sent and not isinstance(asked, model.Text):
        raise Invalid(_unknown())


def _unknown() -> str:
    return tr("These answers are anonymous and were sent before the program was started anew: nobody can find them.")
