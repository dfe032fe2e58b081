"""Everything a step holds, as JSON values: settings, questions, every round's lists, who knows whom, who is who.

The records below are the schema: what is written is checked by them, what is read must fit them, and the published JSON
Schema is made of them. Ids are those of the document alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator
from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, func, select

from facilitator.clock import now
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.analysis import Analysis, read_analysis, write_analysis
from facilitator.exercises.network.factors import Factor, Kind
from facilitator.exercises.network.interchange.bundle import bundle, released_people
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.own_action.rows import (
    LONGEST,
    LONGEST_ROLE,
    OwnAction,
    own_actions,
    put_own_action,
    source_of,
)
from facilitator.exercises.network.read import NetworkView, read_views
from facilitator.exercises.network.roles.load import loads
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import read_factors, read_setup, replace_factors
from facilitator.exercises.network.tables import (
    Contact,
    ContactMatch,
    ContactTie,
    KeptContact,
    NetworkLoad,
    NetworkRound,
    NetworkSetup,
    PersonalNetwork,
    Rating,
    RefusedMatch,
    RoleConsent,
    TallyCount,
    TieGrid,
)
from facilitator.i18n import tr
from facilitator.json_files import check_once
from facilitator.nameless import Pseudonyms
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line
from facilitator.workshop.tables import Moment, utc

ENTRIES: dict[str, Literal["contact", "tally", ""]] = {"": "", "contact": "contact", "tally": "tally"}


class QuestionRecord(Record):
    """One question; see `factors.Factor`."""

    key: str = Field(min_length=1)
    label: str
    question: str
    kind: Kind
    codes: tuple[str, ...] = Field(min_length=1)
    not_comparable: str | None = None
    internal: int | None = None
    yearly: tuple[float, ...] | None = None
    active: bool = True
    private: bool = False
    axis: bool = True
    confirmed: tuple[tuple[str, str], ...] = ()

    @model_validator(mode="after")
    def _has_a_figure_for_each_answer(self) -> Self:
        if self.yearly and len(self.yearly) != len(self.codes):
            raise ValueError(tr("A question has a yearly figure for each of its answers, or for none."))
        return self


class ContactRecord(Record):
    """One contact. `answers` send a question's key to a code from 1, or −1 not comparable, −2 skipped, −3 declined.

    `participant` is the person of the document whom the contact is, `refused` are those whom it was decided not to be;
    `kept` is the contact of an earlier round that it is.
    """

    id: int
    label: str
    answers: dict[str, int]
    participant: int | None = None
    refused: tuple[int, ...] = ()
    kept: int | None = None


class OwnActionRecord(Record):
    """What the owner of a list is going to do; `partner` is a role.

    With their tick an action of the workshop comes from it: its source is `own action` and this id.
    """

    id: int
    what: str = Field(max_length=LONGEST)
    day: date | None = None
    partner: str = Field(max_length=LONGEST_ROLE)
    sign: str = Field(max_length=LONGEST)


class ListRecord(Record):
    """One person's list of one round. `ties` are pairs of its contacts' ids, null where nobody said who knows whom.

    `entry` is empty where there is nothing but an `action`, which no pseudonymous file has. Nor has one `load`: whether
    its owner is asked for more than they can give, 1 hardly ever, 2 now and then, 3 often.

    Its moments are in UTC; null where there are none or the file is pseudonymous, since they tell who was when.
    """

    person: int
    round: int = Field(ge=1)
    entry: Literal["contact", "tally", ""]
    finished: bool
    notice_read_at: Moment | None = None
    began_at: Moment | None = None
    finished_at: Moment | None = None
    length: int = Field(ge=0)
    contacts: tuple[ContactRecord, ...]
    ties: tuple[tuple[int, int], ...] | None
    tally: dict[str, dict[Annotated[str, Field(pattern=r"^-?\d{1,2}$")], int]]
    action: OwnActionRecord | None = None
    load: Literal[1, 2, 3] | None = None

    @model_validator(mode="after")
    def _ties_nobody_twice(self) -> Self:
        # In whatever order its two ends stand; and a tie of one end ties nobody.
        check_once((tuple(sorted(tie)) for tie in self.ties or ()), *(self.ties or ()))
        return self


class RoundRecord(Record):
    """A round that was started after another one, or the first one where it has a title."""

    number: int = Field(ge=1)
    title: str
    started_at: Moment


class SettingsRecord(Record):
    """How the step is run."""

    offers_contact: bool
    offers_tally: bool
    fewest: int
    most: int
    asks_ties: bool
    smallest_group: int = Field(ge=3)
    carries_over: bool = False
    outside_matters: bool = True
    shows_roles: bool = False
    asks_load: bool = False
    action_later: bool = False
    team: str = ""
    department: str = ""


class RoleConsentRecord(Record):
    """Somebody agreed that the facilitator sees their part in the room's network."""

    person: int
    agreed_at: Moment


class NetworkRecord(Record):
    """All of one step. Whose part may be shown is left away in a pseudonymous file."""

    settings: SettingsRecord
    questions: tuple[QuestionRecord, ...]
    rounds: tuple[RoundRecord, ...]
    lists: tuple[ListRecord, ...]
    roles: tuple[RoleConsentRecord, ...] = ()

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> Self:
        check_once((each.key for each in self.questions), (each.number for each in self.rounds))
        return self


@implements(Exercise.exchange_document)
def exchange_document(
    library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """The step as JSON values; actions of the workshop may point to what their owners are going to do."""
    with library.read() as session:
        found = _document(session, step_id, pseudonyms)
    for one in found["lists"]:
        if one["action"] is not None:
            word = source_of(one["action"]["id"])
            things[word] = word
    return found


@implements(Exercise.person_document)
def person_document(library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
    """Their lists of every round, with the questions. Whom others take for them is in the lists of these."""
    with library.read() as session:
        whole = _document(session, step_id, None)
    lists = [each for each in whole["lists"] if each["person"] == participant_id]
    roles = [each for each in whole["roles"] if each["person"] == participant_id]
    return {"questions": whole["questions"], "lists": lists, "roles": roles} if lists or roles else {}


@implements(Exercise.exchange_schema)
def exchange_schema() -> dict[str, Any]:
    """The JSON Schema of a step."""
    return NetworkRecord.model_json_schema()


def _document(session: Session, step_id: int, pseudonyms: Pseudonyms | None) -> dict[str, Any]:
    """The step, people named by their ids or, with pseudonyms, by the numbers of these."""
    setup, analysis = read_setup(session, step_id), read_analysis(session, step_id)
    matched, not_these = read_verdicts(session, step_id)
    refused = {contact: tuple(sorted(people)) for contact, people in not_these.items()}
    kept = {row.contact_id: row.earlier_id for row in session.exec(select(KeptContact))}
    moments = {} if pseudonyms is not None else _moments(session, step_id)
    released = frozenset[int]() if pseudonyms is None else released_people(session, step_id) - pseudonyms.left_out
    actions = {} if pseudonyms is not None else _actions(session, step_id)
    said = {} if pseudonyms is not None else loads(session, step_id)
    latest = current_round(session, step_id)
    labels: dict[int, str] = {}
    lists = []
    for number in range(1, latest + 1):
        if pseudonyms is not None:
            labels = bundle(session, step_id, number, labels, pseudonyms=pseudonyms).known
        for view in read_views(session, step_id, None, number).values():
            whose = (view.participant_id, number)
            if (view.entry or whose in actions or whose in said) and (
                pseudonyms is None or view.participant_id in released
            ):
                one = _list(view, number, matched, refused, kept, labels if pseudonyms is not None else None)
                own = {"action": actions.get(whose), "load": said.get(whose)}
                lists.append(one.model_copy(update={**moments.get(whose, {}), **own}))
    if pseudonyms is not None:
        lists = _hidden(lists, pseudonyms, {factor.key for factor in setup.factors if factor.private})
    rounds = session.exec(select(NetworkRound).where(NetworkRound.step_id == step_id).order_by(col(NetworkRound.round)))
    record = NetworkRecord(
        settings=SettingsRecord(
            offers_contact=setup.offers_contact,
            offers_tally=setup.offers_tally,
            fewest=setup.fewest,
            most=setup.most,
            asks_ties=analysis.asks_ties,
            smallest_group=analysis.smallest_group,
            carries_over=analysis.carries_over,
            outside_matters=analysis.outside_matters,
            shows_roles=analysis.shows_roles,
            asks_load=analysis.asks_load,
            action_later=analysis.action_later,
            team=setup.words.team,
            department=setup.words.department,
        ),
        questions=tuple(
            QuestionRecord(**{key: getattr(each, key) for key in QuestionRecord.model_fields})
            for _, each in _questions(session, step_id, pseudonyms)
        ),
        rounds=tuple(
            RoundRecord(
                number=row.round,
                title=row.title if pseudonyms is None else pseudonyms.without_names(row.title),
                started_at=row.started_at,
            )
            for row in rounds
        ),
        lists=tuple(lists),
        roles=() if pseudonyms is not None else _roles(session, step_id),
    )
    return record.model_dump(mode="json")


def _questions(session: Session, step_id: int, pseudonyms: Pseudonyms | None) -> list[tuple[int, Factor]]:
    """The questions as they are stored; what stood in people's files is in no pseudonymous one."""
    found = read_factors(session, step_id, stored=True)
    return found if pseudonyms is None else [(key, replace(each, confirmed=())) for key, each in found]


@implements(Exercise.restore_document)
def restore_document(
    session: Session, step_id: int, document: Mapping[str, Any], people: Mapping[int, int], things: dict[str, str]
) -> None:
    """Write a document into a step that nobody has answered. Raises Invalid or BadFile with nothing to be kept."""
    try:
        record = NetworkRecord.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(map(str, first["loc"]))
        raise BadFile(
            tr("The networks in it can’t be read. {place}: {reason}", place=place, reason=first["msg"])
        ) from error
    answered = select(func.count()).where(col(PersonalNetwork.step_id) == step_id, PersonalNetwork.entry != "")
    if session.exec(answered).one():
        raise Invalid(tr("This workshop holds answers already. Import the file into a new workshop."))
    settings = record.settings
    row = session.get_one(NetworkSetup, step_id)
    row.offers_contact, row.offers_tally = settings.offers_contact, settings.offers_tally
    row.fewest, row.most = settings.fewest, settings.most
    row.team, row.department = settings.team, settings.department
    session.add(row)
    chosen = Analysis(**{each.name: getattr(settings, each.name) for each in fields(Analysis)})
    write_analysis(session, step_id, chosen)
    replace_factors(session, step_id, [Factor(**dict(question)) for question in record.questions])
    for each in record.rounds:
        session.add(NetworkRound(step_id=step_id, round=each.number, title=each.title, started_at=each.started_at))
    session.flush()
    _Writer(session, step_id, people, things).write(record.lists)
    for agreed in record.roles:
        if agreed.person not in people:
            sentence = tr("The networks in it speak of something that is not in the file: {name}.", name=agreed.person)
            raise BadFile(sentence)
        session.add(RoleConsent(step_id=step_id, participant_id=people[agreed.person], agreed_at=agreed.agreed_at))
    session.flush()


def _list(
    view: NetworkView,
    number: int,
    matched: Mapping[int, int],
    refused: Mapping[int, tuple[int, ...]],
    kept: Mapping[int, int],
    pseudonyms: Mapping[int, str] | None,
) -> ListRecord:
    contacts = tuple(
        ContactRecord(
            id=contact.id,
            label=contact.label if pseudonyms is None else pseudonyms.get(contact.id, f"C{place:02}"),
            answers=dict(contact.ratings),
            participant=matched.get(contact.id),
            refused=refused.get(contact.id, ()),
            kept=kept.get(contact.id),
        )
        for place, contact in enumerate(view.contacts, start=1)
    )
    return ListRecord(
        person=view.participant_id,
        round=number,
        entry=ENTRIES[view.entry],
        finished=view.finished,
        length=view.list_length,
        contacts=contacts,
        ties=None if view.ties is None else tuple(sorted(view.ties)),
        tally={key: {str(code): count for code, count in counts.items()} for key, counts in view.tally.items()},
    )


def _actions(session: Session, step_id: int) -> dict[tuple[int, int], OwnActionRecord]:
    """What people are going to do, by person and round."""
    found = own_actions(session, step_id)
    rows = session.exec(select(PersonalNetwork).where(PersonalNetwork.step_id == step_id))
    return {
        (row.participant_id, row.round): OwnActionRecord(
            id=row.id, what=own.what, day=own.day, partner=own.partner, sign=own.sign
        )
        for row in rows
        if (own := found.get(row.id)) is not None
    }


def _roles(session: Session, step_id: int) -> tuple[RoleConsentRecord, ...]:
    rows = session.exec(
        select(RoleConsent).where(RoleConsent.step_id == step_id).order_by(col(RoleConsent.participant_id))
    )
    return tuple(RoleConsentRecord(person=row.participant_id, agreed_at=utc(row.agreed_at)) for row in rows)


def _moments(session: Session, step_id: int) -> dict[tuple[int, int], dict[str, datetime | None]]:
    """When each person began and finished their list of each round, and read the notice."""
    rows = session.exec(select(PersonalNetwork).where(PersonalNetwork.step_id == step_id))
    return {
        (row.participant_id, row.round): {
            "notice_read_at": row.accepted_notice_at and utc(row.accepted_notice_at),
            "began_at": utc(row.started_at),
            "finished_at": row.finished_at and utc(row.finished_at),
        }
        for row in rows
    }


def _hidden(lists: list[ListRecord], pseudonyms: Pseudonyms, private: Collection[str]) -> list[ListRecord]:
    """The lists with numbers that are drawn for this document, in the order of these.

    Whom a contact was decided not to be is left out: it tells what the contact is called. So is what was answered to
    the questions that are `private`.
    """
    numbers = pseudonyms.numbers(contact.id for one in lists for contact in one.contacts)

    def contact_of(contact: ContactRecord) -> ContactRecord:
        whom = contact.participant
        drawn = {
            "id": numbers[contact.id],
            "participant": None if whom is None or not pseudonyms.may_be_meant(whom) else pseudonyms.number(whom),
            "refused": (),
            "kept": None if contact.kept is None else numbers.get(contact.kept),
        }
        return contact.model_copy(update=drawn)

    def list_of(one: ListRecord) -> ListRecord:
        ties = None
        if one.ties is not None:
            pairs = ((numbers[first], numbers[second]) for first, second in one.ties)
            ties = tuple(sorted((min(pair), max(pair)) for pair in pairs))
        contacts = tuple(sorted(map(contact_of, one.contacts), key=lambda contact: contact.id))
        tally = {key: counts for key, counts in one.tally.items() if key not in private}
        # Who has not finished is known to whoever was there.
        drawn = {"person": pseudonyms.number(one.person), "finished": True, "contacts": contacts, "ties": ties}
        drawn["tally"] = tally
        return one.model_copy(update=drawn)

    return sorted(map(list_of, lists), key=lambda one: (one.round, one.person))


class _Writer:
    """Writes lists, the ids of the document becoming those of the library."""

    def __init__(self, session: Session, step_id: int, people: Mapping[int, int], things: dict[str, str]) -> None:
        self._session, self._step_id, self._people = session, step_id, people
        self._things = things
        self._factors = {factor.key: factor_id for factor_id, factor in read_factors(session, step_id)}
        self._codes = {factor.key: len(factor.codes) for _, factor in read_factors(session, step_id)}
        self._contacts: dict[int, int] = {}
        self._whose: dict[int, tuple[int, int]] = {}
        """By the document's id of a contact, the person whose list it is on, and the round."""
        self._rows: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)

    def write(self, lists: tuple[ListRecord, ...]) -> None:
        """Write all lists. Raises BadFile for one that speaks of what is not there."""
        keys = Counter((one.person, one.round) for one in lists)
        ids = Counter(contact.id for one in lists for contact in one.contacts)
        if any(times > 1 for times in (*keys.values(), *ids.values())):
            raise BadFile(tr("A list or a contact is twice in this file, so that nobody can tell which one counts."))
        try:
            for one in sorted(lists, key=lambda each: each.round):
                self._write_list(one)
        except KeyError as error:
            sentence = tr("The networks in it speak of something that is not in the file: {name}.", name=error.args[0])
            raise BadFile(sentence) from error
        connection = self._session.connection()
        for table, rows in self._rows.items():
            if rows:
                connection.execute(insert(table), rows)

    def _write_list(self, one: ListRecord) -> None:
        network = PersonalNetwork(
            step_id=self._step_id,
            participant_id=self._people[one.person],
            round=one.round,
            entry=one.entry,
            size=one.length,
            accepted_notice_at=one.notice_read_at,
            started_at=one.began_at or now(),
            finished_at=(one.finished_at or now()) if one.finished else None,
        )
        self._session.add(network)
        self._session.flush()
        if (action := one.action) is not None:
            own = OwnAction(action.what, action.day, action.partner, action.sign)
            put_own_action(self._session, network, own)
            self._things[source_of(action.id)] = source_of(network.id)
        if one.load is not None:
            self._rows[NetworkLoad].append({"network_id": network.id, "answer": one.load})
        self._whose |= {contact.id: (one.person, one.round) for contact in one.contacts}
        self._check(one)
        for position, contact in enumerate(one.contacts):
            row = Contact(network_id=network.id, position=position, label=one_line(contact.label) or str(position + 1))
            self._session.add(row)
            self._session.flush()
            self._contacts[contact.id] = row.id
            self._write_contact(row.id, contact)
        for key, counts in one.tally.items():
            for code, count in counts.items():
                rating = {"network_id": network.id, "factor_id": self._factors[key], "code": self._code(key, int(code))}
                self._rows[TallyCount].append({**rating, "count": count})
        if one.ties is not None:
            self._rows[TieGrid].append({"network_id": network.id})
        for tie in one.ties or ():
            low, high = sorted((self._contacts[tie[0]], self._contacts[tie[1]]))
            self._rows[ContactTie].append({"low_id": low, "high_id": high})

    def _check(self, one: ListRecord) -> None:
        """Raise BadFile where a list speaks of somebody else's contacts, or names its owner or one person twice."""
        named = Counter(contact.participant for contact in one.contacts if contact.participant is not None)
        others = [whose for tie in one.ties or () for end in tie if (whose := self._whose[end])[0] != one.person]
        before = [self._whose[contact.kept] for contact in one.contacts if contact.kept is not None]
        others += [whose for whose in before if whose[0] != one.person or whose[1] >= one.round]
        if others or one.person in named or any(times > 1 for times in named.values()):
            raise BadFile(
                tr(
                    "In this file a list names its own owner, one person twice, or contacts of another list than it "
                    "can. Mend the list of person {person} in round {round}, or export it again.",
                    person=one.person,
                    round=one.round,
                )
            )

    def _write_contact(self, contact_id: int, contact: ContactRecord) -> None:
        for key, code in contact.answers.items():
            rating = {"contact_id": contact_id, "factor_id": self._factors[key], "code": self._code(key, code)}
            self._rows[Rating].append(rating)
        if contact.participant is not None:
            person = self._people[contact.participant]
            self._rows[ContactMatch].append({"contact_id": contact_id, "participant_id": person})
        refused = [{"contact_id": contact_id, "participant_id": self._people[person]} for person in contact.refused]
        self._rows[RefusedMatch] += refused
        if contact.kept is not None:
            self._rows[KeptContact].append({"contact_id": contact_id, "earlier_id": self._contacts[contact.kept]})

    def _code(self, key: str, code: int) -> int:
        if not (1 <= code <= self._codes[key] or -3 <= code <= -1):
            raise KeyError(f"{key} {code}")
        return code
