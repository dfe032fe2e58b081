"""People with their lists as a table: who they are, which way in they took, and whether they said who knows whom."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.exercises.network.answers import find_network
from facilitator.exercises.network.interchange.finding import (
    Reading,
    answered_otherwise,
    round_of,
    start_reading,
    ways_answered,
)
from facilitator.exercises.network.interchange.forms import ENTRY, LENGTH, PARTICIPANT, TIES_ASKED, list_fields
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.tables import Contact, PersonalNetwork, TallyCount
from facilitator.exercises.network.ties.answering import write_grid
from facilitator.i18n import tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import Options, Plan, Table, caseless, yes_or_no
from facilitator.workshop.roster import ROSTER_FIELDS
from facilitator.workshop.row_owners import Owner, contradiction, put_on_roster
from facilitator.workshop.tables import now

YES = "yes"
_ENTRIES = {"": "", "contact": "contact", "tally": "tally"}
_MOST = 1000


@dataclass(frozen=True, slots=True)
class _List:
    entry: str
    length: int
    ties_asked: bool


@dataclass
class _Draft:
    reading: Reading
    lists: dict[Owner, _List] = field(default_factory=dict)


def plan_lists(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of people with their lists would do; who is not on the roster is added to it."""
    with library.read() as session:
        draft = _draft(session, step_id, table, options)

    def apply() -> Done[None]:
        with library.change(tr("Import lists")) as change:
            fresh = _draft(change.session, step_id, table, options)
            for problem in fresh.reading.problems:
                if problem.error:
                    raise Invalid(str(problem))
            _write(library, change.session, fresh)
            workshop_id = fresh.reading.setup.workshop_id
            change.announce(Change(Topic.ROSTER, workshop_id))
            change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
        return change.done(None)

    summary = [trn("{count} person.", "{count} people.", len(draft.lists))]
    if added := len(draft.reading.owners.added):
        summary.append(trn("{count} person is added to the roster.", "{count} people are added to the roster.", added))
    if listed := sum(each.length > 0 for each in draft.lists.values()):
        summary.append(
            trn(
                "{count} of them has a list, which stands in a table of its own.",
                "{count} of them have lists, which stand in a table of their own.",
                listed,
            )
        )
    return Plan(tuple(summary), tuple(draft.reading.problems), apply, draft.reading.owners.changes())


def _draft(session: Session, step_id: int, table: Table, options: Options) -> _Draft:
    reading = start_reading(session, step_id, table, list_fields(), options)
    draft = _Draft(reading)
    if any(problem.error for problem in reading.problems):
        return draft
    rows: dict[Owner, int] = {}
    answered = ways_answered(session, step_id, round_of(session, step_id, options))
    said_in = [(number, texts) for number, texts in reading]
    reading.owners.expect(
        (texts[PARTICIPANT], {key: texts.get(key, "") for key in ROSTER_FIELDS}) for _, texts in said_in
    )
    for number, texts in said_in:
        name, entry, length = texts[PARTICIPANT], caseless(texts[ENTRY]), texts.get(LENGTH, "") or "0"
        if entry not in _ENTRIES:
            reading.problem(
                tr("“{value}” is no way in. Possible are: contact, tally.", value=texts[ENTRY]), number, ENTRY
            )
        elif not (length.isdecimal() and int(length) <= _MOST):
            reading.problem(tr("“{value}” is not a number of contacts.", value=length), number, LENGTH,
                            cause=tr("These are no numbers of contacts:"), value=length)  # fmt: skip
        elif not name:
            reading.problem(tr("This cell is empty. Fill it in every row."), number, PARTICIPANT)
        else:
            facts = {key: texts[key] for key in ROSTER_FIELDS if texts.get(key)}
            remark = reading.owners.remark_on_address(facts.get("email", "")).problem(
                number, table.headers[reading.places["email"]] if "email" in reading.places else ""
            )
            reading.problems += [remark] if remark else []
            owner = reading.owners.find(name, facts, number)
            if owner is None:
                reading.problem(reading.owners.ambiguous(name), number, PARTICIPANT)
            elif entry and (way := answered.get(owner.participant_id or 0, entry)) != entry:
                header = table.headers[reading.places[ENTRY]]
                reading.problems.append(answered_otherwise(number, header, way))
            else:
                asked = yes_or_no(said := texts.get(TIES_ASKED, ""))
                if said and asked is None:
                    reading.problem(tr("“{value}” is neither yes nor no.", value=said), number, TIES_ASKED)
                known = _List(entry, int(length), bool(asked))
                first = rows.setdefault(owner, number)
                if first != number and draft.lists[owner] != known:
                    sentence = tr("This person is in row {row} already, with another list.", row=first)
                    cause = tr("These people are in an earlier row already, with another list.")
                    reading.problem(sentence, number, PARTICIPANT, cause=cause)
                draft.lists[owner] = known
    for key, owners in reading.owners.contradictory.items():
        reading.problems.append(contradiction(table.headers[reading.places[key]], owners))
    reading.problems.extend(reading.owners.remarks({key: table.headers[at] for key, at in reading.places.items()}))
    return draft


def _write(library: Library, session: Session, draft: _Draft) -> None:
    owners = draft.reading.owners
    workshop_id, step_id = draft.reading.setup.workshop_id, draft.reading.setup.step_id
    ids = put_on_roster(library, session, workshop_id, owners)
    for owner, known in draft.lists.items():
        participant_id = owner.participant_id or ids[owner]
        if not known.entry:
            continue
        network = find_network(session, step_id, participant_id)
        if network is None:
            round_ = current_round(session, step_id)
            network = PersonalNetwork(step_id=step_id, participant_id=participant_id, round=round_)
        network.entry = known.entry
        if known.entry == "tally":
            network.size = known.length
        session.add(network)
        session.flush()
        if _has_answers(session, network):
            network.finished_at = network.finished_at or now()
        if known.ties_asked:
            write_grid(session, network.id)


def _has_answers(session: Session, network: PersonalNetwork) -> bool:
    """Whether contacts or counts are there. They stand in tables of their own: without them nobody is done."""
    one = Contact if network.entry == "contact" else TallyCount
    return session.exec(select(one).where(col(one.network_id) == network.id).limit(1)).first() is not None
