"""What a step asks, as it is kept: written with a new step, copied, edited while people answer, closed and opened.

Editing makes a new version and keeps the old one. What people have answered is never torn from its question: an edit
that would do so is refused with the number of answers that stand in its way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session

from facilitator.errors import Invalid, NotFound
from facilitator.i18n import tr, trn
from facilitator.questionnaires import drafts
from facilitator.questionnaires.answer_rows import COLUMNS, Answer, answer_of, rows, run
from facilitator.questionnaires.checking import checked, too_many_words, words_in
from facilitator.questionnaires.model import Consent, Question, Questionnaire, Rank, read_record
from facilitator.questionnaires.translated import in_other_languages
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_step

_SETUP = (
    "SELECT s.workshop_id, q.version, q.round, q.source, q.is_open, v.document FROM questionnaire q "
    "JOIN agenda_step s ON s.id = q.step_id "
    "JOIN questionnaire_version v ON v.step_id = q.step_id AND v.version = q.version WHERE q.step_id = ?"
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a step asks now, and how far it is. Answers are taken while it `is_open`."""

    step_id: int
    workshop_id: int
    questionnaire: Questionnaire
    version: int
    round: int
    source: str
    is_open: bool

    @property
    def is_secret(self) -> bool:
        """Whether nobody may read the answers yet: anonymous ones, until collecting ends."""
        return self.questionnaire.anonymous and self.is_open


def get_setup(library: Library, step_id: int) -> Setup:
    """What a step asks. Raises NotFound when the step is gone or asks nothing."""
    with library.read() as session:
        return read_setup(session, step_id)


def read_setup(session: Session, step_id: int) -> Setup:
    """What a step asks, within a session."""
    found = rows(session, _SETUP, step_id)
    if not found:
        raise NotFound(tr("This step is no longer on the agenda."), step_id=step_id)
    workshop_id, version, round_, source, is_open, document = found[0]
    return Setup(step_id, workshop_id, parsed(document), version, round_, source, bool(is_open))


@lru_cache(maxsize=128)
def parsed(document: str) -> Questionnaire:
    """The questionnaire in a document of the library."""
    return read_record(Questionnaire, document)


def write_questionnaire(session: Session, step_id: int, questionnaire: Questionnaire, source: str = "") -> None:
    """Give a new step what it asks, within the caller's transaction. `source` names the bundled set it is."""
    insert = "INSERT INTO questionnaire (step_id, version, round, source, is_open) VALUES (?, 1, 1, ?, 1)"
    run(session, insert, step_id, source)
    _write_version(session, step_id, 1, questionnaire)
    _write_keys(session, step_id, keys_of(questionnaire), set())


def replace_questionnaire(session: Session, step_id: int, questionnaire: Questionnaire, *, is_open: bool) -> None:
    """Let a step that nobody has answered ask this as if it had never asked anything else, within a transaction."""
    for table in ("questionnaire_key", "questionnaire_version"):
        run(session, f"DELETE FROM {table} WHERE step_id = ?", step_id)  # noqa: S608  # the names stand above
    update = "UPDATE questionnaire SET version = 1, round = 1, is_open = ? WHERE step_id = ?"
    run(session, update, int(is_open), step_id)
    _write_version(session, step_id, 1, questionnaire)
    _write_keys(session, step_id, keys_of(questionnaire), set())


def copy_questionnaire(session: Session, source_step: int, target_step: int) -> None:
    """Let one step ask what another one asks now, within the caller's transaction; answers are not copied."""
    setup = read_setup(session, source_step)
    write_questionnaire(session, target_step, setup.questionnaire, setup.source)


def keys_of(questionnaire: Questionnaire) -> set[tuple[str, str]]:
    """What answers may point to: each question with "" and with the keys of its options."""
    options = {(key, option.key) for key in questionnaire.by_key for option in questionnaire.options(key)}
    return options | {(key, "") for key in questionnaire.by_key}


def versions_of(session: Session, step_id: int) -> dict[int, Questionnaire]:
    """Everything that the step ever asked, by version; the present one is the last."""
    sql = "SELECT version, document FROM questionnaire_version WHERE step_id = ? ORDER BY version"
    return {version: parsed(document) for version, document in rows(session, sql, step_id)}


def understood(session: Session, setup: Setup) -> dict[int, Questionnaire]:
    """Everything whose words are understood where answers are read: all versions, and other languages below 0."""
    versions = versions_of(session, setup.step_id)
    others = enumerate(in_other_languages(setup.questionnaire, setup.source), start=1)
    return {**{-number: each for number, each in others}, **versions}


def counting(session: Session, setup: Setup) -> dict[str, set[int]]:
    """By each question for consent, the versions in which it had the sentence that it has now.

    Empty where nothing was edited, or nothing asks for consent.
    """
    asked = [question for question in setup.questionnaire.questions if isinstance(question, Consent)]
    if setup.version == 1 or not asked:
        return {}
    versions = versions_of(session, setup.step_id)
    found: dict[str, set[int]] = {}
    for question in asked:
        then = {version: each.find(question.key) for version, each in versions.items()}
        found[question.key] = {version for version, each in then.items() if each and each.text == question.text}
    return found


def has_begun(session: Session, step_id: int) -> bool:
    """Whether anybody has begun to answer, in any round."""
    sql = "SELECT EXISTS (SELECT 1 FROM response WHERE step_id = ?) OR EXISTS (SELECT 1 FROM answer WHERE step_id = ?)"
    return bool(rows(session, sql, step_id, step_id)[0][0])


def change_questionnaire(
    library: Library, step_id: int, questionnaire: Questionnaire, source: str | None = None
) -> Done[int]:
    """Ask something else from now on; the value is the version. `source` names the bundled set that it is now.

    Free are words, order, pages and conditions, new questions and options, hiding, and wider limits. Raises Invalid
    for what would tear answers from their questions: a question or an option with answers that is not there any more,
    another kind or `about` of a question with answers, a limit that an answer breaks; and, once anybody has begun, for
    another notice, other names and other company: they answered under the promise that they read.
    """
    with library.change(tr("Change questions")) as change:
        session = change.session
        setup = read_setup(session, step_id)
        old = setup.questionnaire
        if questionnaire == old:
            return change.done(setup.version)
        if has_begun(session, step_id):
            _check_promises(old, questionnaire)
            _check_answers(session, step_id, old, questionnaire)
        _write_version(session, step_id, setup.version + 1, questionnaire)
        run(session, "UPDATE questionnaire SET version = version + 1 WHERE step_id = ?", step_id)
        if source is not None:
            run(session, "UPDATE questionnaire SET source = ? WHERE step_id = ?", source, step_id)
        _write_keys(session, step_id, keys_of(questionnaire), keys_of(old))
        change.announce(Change(Topic.SETTINGS, setup.workshop_id, step_id))
    return change.done(setup.version + 1)


def close(library: Library, step_id: int) -> Done[None]:
    """Take no more answers.

    Where they are anonymous, what could still tell goes with it: this program forgets whose answer is whose, drafts
    that nobody sent are erased, and the file is rebuilt, so that its write-ahead log does not tell in which order the
    answers came. Raises NotSaved when another program keeps that log.
    """
    with library.change(tr("Close answers")) as change:
        was_secret = close_within(change, step_id)
        if was_secret:
            change.leave_no_trace()
    if was_secret:
        forget_whose(library, step_id)
    return change.done(None)


def close_within(change: Transaction, step_id: int) -> bool:
    """Take no more answers, within a transaction; return whether `forget_whose` has to follow it."""
    setup = set_open(change, step_id, False)
    if setup.is_secret:
        run(change.session, "DELETE FROM answer WHERE step_id = ? AND sent = 0", step_id)
        # Nor does an edit of the questions part those that came before it from those that came after.
        run(change.session, "UPDATE answer SET version = 1 WHERE step_id = ?", step_id)
    return setup.is_secret


def forget_whose(library: Library, step_id: int) -> None:
    """Forget whose anonymous answers are whose, once they are closed, and make the file forget it too: see `close`."""
    drafts.forget(library, step_id)
    library.scrub()


def open_again(library: Library, step_id: int) -> Done[None]:
    """Take answers again. Anonymous ones that are there stay; nobody can change them any more."""
    with library.change(tr("Open answers")) as change:
        setup = set_open(change, step_id, True)
        if setup.questionnaire.anonymous:
            change.leave_no_trace()
    return change.done(None)


def new_round(library: Library, step_id: int) -> Done[int]:
    """Let everybody answer anew, beside what was answered before; the value is the round's number.

    Raises Invalid before anybody has sent answers in the present round, and for anonymous answers: nobody could tell
    whose before belongs to whose after. So it does where what is not sent is its writer's alone, as with cards: in the
    former round nobody could send it any more.
    """
    with library.change(tr("New round")) as change:
        setup = read_setup(change.session, step_id)
        if setup.questionnaire.anonymous:
            raise Invalid(tr("Answers are anonymous: duplicate the step to ask again."))
        if setup.questionnaire.private_until_sent:
            raise Invalid(
                tr(
                    "What is not handed in here is its writer’s alone, and nobody could hand it in after a new round: "
                    "duplicate the step to ask again."
                )
            )
        sent = "SELECT EXISTS (SELECT 1 FROM response WHERE step_id = ? AND round = ? AND sent = 1)"
        if not rows(change.session, sent, step_id, setup.round)[0][0]:
            raise Invalid(tr("Nobody has sent answers in this round yet."))
        run(change.session, "UPDATE questionnaire SET round = round + 1, is_open = 1 WHERE step_id = ?", step_id)
        _announce_all(change, setup)
    return change.done(setup.round + 1)


def reach_round(library: Library, step_id: int, number: int) -> Done[None]:
    """Let this be the present round, where an earlier one is: for answers that come from elsewhere."""
    with library.change(tr("New round")) as change:
        setup = read_setup(change.session, step_id)
        if setup.round < number:
            run(change.session, "UPDATE questionnaire SET round = ? WHERE step_id = ?", number, step_id)
            _announce_all(change, setup)
    return change.done(None)


def set_open(change: Transaction, step_id: int, is_open: bool) -> Setup:
    """Open or close a step within a transaction, and return how it was before."""
    setup = read_setup(change.session, step_id)
    if setup.is_open != is_open:
        run(change.session, "UPDATE questionnaire SET is_open = ? WHERE step_id = ?", int(is_open), step_id)
        _announce_all(change, setup)
    return setup


def _announce_all(change: Transaction, setup: Setup) -> None:
    find_step(change.session, setup.step_id)
    change.announce(Change(Topic.SETTINGS, setup.workshop_id, setup.step_id))
    change.announce(Change(Topic.ANSWERS, setup.workshop_id, setup.step_id))


def _write_version(session: Session, step_id: int, version: int, questionnaire: Questionnaire) -> None:
    insert = "INSERT INTO questionnaire_version (step_id, version, document) VALUES (?, ?, ?)"
    run(session, insert, step_id, version, questionnaire.model_dump_json())


def _write_keys(session: Session, step_id: int, new: set[tuple[str, str]], old: set[tuple[str, str]]) -> None:
    insert = "INSERT INTO questionnaire_key (step_id, question, option) VALUES (?, ?, ?)"
    remove = "DELETE FROM questionnaire_key WHERE step_id = ? AND question = ? AND option = ?"
    for statement, keys in ((insert, new - old), (remove, old - new)):
        for question, option in sorted(keys):
            run(session, statement, step_id, question, option)


def _check_promises(old: Questionnaire, new: Questionnaire) -> None:
    promised = ((asked.notice, asked.names, asked.private_until_sent) for asked in (old, new))
    if len(set(promised)) > 1:
        raise Invalid(tr("Some have answered under another promise. Duplicate the step to change names or notice."))
    if new.together != old.together:
        raise Invalid(tr("Some have begun to answer. Duplicate the step to let people answer in other company."))


def _check_answers(session: Session, step_id: int, old: Questionnaire, new: Questionnaire) -> None:
    """Raise Invalid for the first question whose answers the new questionnaire has no place for."""
    sql = f"SELECT response_id, {COLUMNS} FROM answer WHERE step_id = ? ORDER BY place, id"  # noqa: S608  # a constant
    by_question: dict[str, list[tuple[int | None, Answer]]] = {}
    for response_id, *row in rows(session, sql, step_id):
        answer = answer_of(row)
        by_question.setdefault(answer.question, []).append((response_id, answer))
    for key, answers in by_question.items():
        _check_question(old.by_key[key], new, answers)
    _check_words(new, by_question)


def _check_words(new: Questionnaire, by_question: Mapping[str, list[tuple[int | None, Answer]]]) -> None:
    """Raise Invalid where somebody has written more than a page of the new questionnaire takes together."""
    for page in new.paged:
        counted: dict[int | None, int] = {}
        for key in new.counted_words(page):
            for response_id, answer in by_question.get(key, ()):
                counted[response_id] = counted.get(response_id, 0) + words_in(answer.value.word or "")
        broken = sum(bool(too_many_words(page, count)) for count in counted.values())
        if broken:
            raise Invalid(
                trn(
                    "“{page}” would no longer take what {count} person has written.",
                    "“{page}” would no longer take what {count} people have written.",
                    broken,
                    page=page.title or page.key,
                )
            )


def _check_question(old: Question, new: Questionnaire, answers: list[tuple[int | None, Answer]]) -> None:
    question = new.find(old.key)
    if question is None:
        raise Invalid(
            trn(
                "“{question}” has {count} answer: hide it instead.",
                "“{question}” has {count} answers: hide it instead.",
                len(answers),
                question=old.head,
            )
        )
    another = (type(question), question.about) != (type(old), old.about)
    if isinstance(question, Rank) and isinstance(old, Rank):
        another = another or question.from_ticks != old.from_ticks
    if another:
        raise Invalid(
            trn(
                "“{question}” has {count} answer that fits no other kind of question: hide it, ask a new one.",
                "“{question}” has {count} answers that fit no other kind of question: hide it, ask a new one.",
                len(answers),
                question=old.head,
            )
        )
    if getattr(question, "to_room", False) and not getattr(old, "to_room", False):
        raise Invalid(
            trn(
                "“{question}” has {count} answer that the room was not to read: hide it, ask a new one.",
                "“{question}” has {count} answers that the room was not to read: hide it, ask a new one.",
                len(answers),
                question=old.head,
            )
        )
    options = {option.key for option in new.options(old.key)}
    lost = [answer for _, answer in answers if answer.value.option and answer.value.option not in options]
    if lost:
        raise Invalid(
            trn(
                "An option of “{question}” that would go has {count} answer: hide it instead.",
                "Options of “{question}” that would go have {count} answers: hide them instead.",
                len(lost),
                question=old.head,
            )
        )
    broken = sum(not _fits(question, options, group) for group in _groups(answers))
    if broken:
        raise Invalid(
            trn(
                "“{question}” would no longer take {count} answer that was given.",
                "“{question}” would no longer take {count} answers that were given.",
                broken,
                question=old.head,
            )
        )


def _groups(answers: list[tuple[int | None, Answer]]) -> Iterable[list[Answer]]:
    """The answers put together as they were given; of anonymous ones each by itself, unless they are about one."""
    groups: dict[tuple[int, ...], list[Answer]] = {}
    for response_id, answer in answers:
        key = (
            (0, answer.id) if response_id is None and answer.about is None else (response_id or 0, answer.about or 0, 1)
        )
        groups.setdefault(key, []).append(answer)
    return groups.values()


def _fits(question: Question, options: set[str], answers: list[Answer]) -> bool:
    try:
        values = [answer.value for answer in answers]
        return checked(question, options, values) == tuple(values)
    except Invalid:
        return False
