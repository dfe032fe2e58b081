"""All answers of a step as tables in the layout of `exchanged_tables`, with names or with pseudonyms in their place."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise, Facts
from facilitator.exercises.network.analysis import get_analysis, read_analysis
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.groups.merging import merged_facts
from facilitator.exercises.network.interchange.all_rounds import together
from facilitator.exercises.network.interchange.codebook import codebook_table
from facilitator.exercises.network.interchange.exchanged_tables import (
    WrittenAction,
    WrittenContact,
    WrittenCount,
    WrittenList,
    WrittenTie,
    contact_columns,
    count_columns,
    list_columns,
    own_action_columns,
    question_columns,
    tie_columns,
)
from facilitator.exercises.network.interchange.one_by_one import Keys, People, Views
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.own_action.rows import OwnAction, own_actions_of
from facilitator.exercises.network.read import ContactView, NetworkView, read_views
from facilitator.exercises.network.rounds.current import copies_in, current_round
from facilitator.exercises.network.setup import read_setup
from facilitator.exercises.network.tables import NetworkFactor, NetworkRound, PersonalNetwork, Rating, TallyCount
from facilitator.import_plans import Part
from facilitator.nameless import Pseudonyms, told_apart_by_nothing
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.text_matching import distinct
from facilitator.workshop.agreement import is_agreed
from facilitator.workshop.roster import roster
from facilitator.workshop.row_owners import told_apart
from facilitator.workshop.tables import Participant


@dataclass(frozen=True)
class Bundle:
    """What is exchanged of one round of a step, the one that `part` says.

    `keys` names each participant by their id, `labels` each contact by its id; both are unique, a contact's within its
    list. `matched` sends contacts to participants, `kept` those of a later round to the label they had before;
    `known` holds the labels of this and all earlier rounds, `facts` the team, place and level of whoever shows others
    than their own. `actions` are what people are going to do, none with pseudonyms. Where people and views are read one
    by one, `labels` are not known beforehand, and `answered` are the questions that have an answer.

    With pseudonyms all three are as they may leave the house; people are in the order of their keys, and contacts in
    that of their labels, so that nothing tells the order of the roster or of a list.
    """

    factors: tuple[Factor, ...]
    people: Iterable[Participant]
    views: Mapping[int, NetworkView]
    keys: Mapping[int, str]
    labels: dict[int, str]
    matched: dict[int, int]
    kept: dict[int, str]
    part: Part
    pseudonyms: bool
    known: dict[int, str]
    facts: Mapping[int, Facts]
    actions: Mapping[int, OwnAction]
    answered: frozenset[str] | None = None

    @property
    def used(self) -> list[Factor]:
        """The questions that are asked, and those that were: whatever has an answer that may leave the program."""
        if self.answered is not None:
            return [each for each in self.factors if (each.active or each.key in self.answered) and not each.private]
        answered = {key for view in self.views.values() for contact in view.contacts for key in contact.ratings}
        answered |= {key for view in self.views.values() for key in view.tally}
        return [factor for factor in self.factors if (factor.active or factor.key in answered) and not factor.private]

    def labels_of(self, view: NetworkView) -> Mapping[int, str]:
        """The labels of one list by the ids of its contacts, where not all are known."""
        if self.labels or not view.contacts:
            return self.labels
        names = told_apart(contact.label for contact in view.contacts)
        return {contact.id: name for contact, name in zip(view.contacts, names, strict=True)}

    def email(self, person: Participant) -> str:
        """The address, which is not handed out with pseudonyms."""
        return "" if self.pseudonyms else person.email

    def facts_of(self, person: Participant) -> Facts:
        """Team, place and level as they may be seen."""
        if self.pseudonyms:
            return self.facts.get(person.id, Facts())
        return Facts(person.team, person.location, person.level)


def read_bundles(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None = None) -> list[Bundle]:
    """Read every round, the one that is entered last. Raises NotFound for an unknown step."""
    with library.read() as session:
        found: list[Bundle] = []
        for number in range(1, current_round(session, step_id) + 1):
            before = found[-1].known if found else {}
            found.append(bundle(session, step_id, number, before, pseudonyms=pseudonyms))
        return found


def read_bundle_of_one_round(session: Session, step_id: int) -> Bundle | None:
    """The one round of a step, of which nobody's answers are kept in memory; None where there are several.

    Raises NotFound for an unknown step.
    """
    if current_round(session, step_id) != 1:
        return None
    setup = read_setup(session, step_id)
    people = People(session, setup.workshop_id)
    matched, _ = read_verdicts(session, step_id)
    return Bundle(
        setup.factors,
        people,
        Views(session, step_id),
        Keys(session, people),
        {},
        matched,
        {},
        Part(1),
        pseudonyms=False,
        known={},
        facts={},
        actions=own_actions_of(session, step_id, 1),
        answered=_answered(session, step_id),
    )


def _answered(session: Session, step_id: int) -> frozenset[str]:
    """The keys of the questions of a step to which somebody has given an answer."""
    keys = select(NetworkFactor.key).where(NetworkFactor.step_id == step_id)
    rated = keys.where(select(Rating.factor_id).where(col(Rating.factor_id) == col(NetworkFactor.id)).exists())
    tallied = keys.where(select(TallyCount.factor_id).where(col(TallyCount.factor_id) == NetworkFactor.id).exists())
    return frozenset((*session.exec(rated), *session.exec(tallied)))


def bundle(
    session: Session,
    step_id: int,
    number: int,
    before: Mapping[int, str] = MappingProxyType({}),
    *,
    pseudonyms: Pseudonyms | None,
) -> Bundle:
    """One round within a session. `before` holds the labels of contacts of earlier rounds, by id."""
    setup = read_setup(session, step_id)
    people = roster(session, setup.workshop_id)
    views = {person: view for person, view in read_views(session, step_id, None, number).items() if view.entry}
    copied = copies_in(session, step_id, number)
    matched, _ = read_verdicts(session, step_id)
    names = told_apart(person.name for person in people)
    keys = {person.id: name for person, name in zip(people, names, strict=True)}
    facts: Mapping[int, Facts] = {}
    if pseudonyms is not None:
        released = released_people(session, step_id) - pseudonyms.left_out
        views = {person: view for person, view in views.items() if person in released}
        matched = {contact: person for contact, person in matched.items() if pseudonyms.may_be_meant(person)}
        keys = dict(pseudonyms.people)
        facts = shown_facts(session, step_id, pseudonyms)
        people = sorted(people, key=lambda person: keys[person.id])
    labels: dict[int, str] = {}
    for view in views.values():
        texts = [contact.label for contact in view.contacts]
        if pseudonyms is not None:
            again = {new: before[old] for new, old in copied.items() if old in before}
            texts = _pseudonyms(view, pseudonyms, matched, again)
        labels |= {contact.id: name for contact, name in zip(view.contacts, told_apart(texts), strict=True)}
    if pseudonyms is not None:
        views = {person: _by_label(view, labels) for person, view in views.items()}
    kept = {contact: before[copied[contact]] for contact in labels if copied.get(contact) in before}
    row = session.get(NetworkRound, (step_id, number))
    title = row.title if row is not None else ""
    part = Part(number, title if pseudonyms is None else pseudonyms.without_names(title))
    known = {**before, **labels}
    hidden = pseudonyms is not None
    actions = {} if hidden else own_actions_of(session, step_id, number)
    return Bundle(setup.factors, tuple(people), views, keys, labels, matched, kept, part, hidden, known, facts, actions)


@implements(Exercise.released_facts)
def released_facts(
    library: Library, step_id: int, *, pseudonyms: Pseudonyms | None = None
) -> tuple[int, Mapping[int, Facts]]:
    """The step's floor, and everybody's team, place and level merged below it."""
    with library.read() as session:
        facts = shown_facts(session, step_id, pseudonyms)
    return get_analysis(library, step_id).smallest_group, facts


@implements(Exercise.answer_modes_used)
def answer_modes_used(library: Library, step_id: int) -> tuple[int, Mapping[int, Hashable]]:
    """The step's floor, and everybody's rounds with the way in; see `released_people`."""
    with library.read() as session:
        return read_analysis(session, step_id).smallest_group, _ways(session, step_id)


def released_people(session: Session, step_id: int) -> frozenset[int]:
    """Those whose answers may leave under a pseudonym.

    In which rounds somebody answered, by contact or by tally, is known to whoever was there, and stands in every row.
    """
    return told_apart_by_nothing(_ways(session, step_id), read_analysis(session, step_id).smallest_group)


def _ways(session: Session, step_id: int) -> dict[int, frozenset[tuple[int, str]]]:
    """The rounds in which everybody answered, each with the way in."""
    chosen = select(PersonalNetwork.participant_id, PersonalNetwork.round, PersonalNetwork.entry).where(
        col(PersonalNetwork.step_id) == step_id, col(PersonalNetwork.entry) != ""
    )
    found: dict[int, set[tuple[int, str]]] = {}
    for person, number, entry in session.exec(chosen):
        found.setdefault(person, set()).add((number, entry))
    return {person: frozenset(ways) for person, ways in found.items()}


def shown_facts(session: Session, step_id: int, pseudonyms: Pseudonyms | None = None) -> dict[int, Facts]:
    """Team, place and level of everybody who answered in any round, merged below the floor; see `merged_facts`.

    Who did not answer makes no group larger: the rows without answers would not hide those that have some. Nor does
    who answered in other rounds, by another way in, or in other steps of the export: that is in the rows, and known to
    the room.
    """
    ways, smallest = _ways(session, step_id), read_analysis(session, step_id).smallest_group
    released = told_apart_by_nothing(ways, smallest)
    if pseudonyms is not None:
        released -= pseudonyms.left_out
        smallest = max(smallest, pseudonyms.fewest)
    workshop_id = read_setup(session, step_id).workshop_id
    alike: dict[Hashable, list[Participant]] = {}
    for each in roster(session, workshop_id):
        if each.id in released:
            known = None if pseudonyms is None else pseudonyms.known_of.get(each.id)
            alike.setdefault((ways[each.id], known), []).append(each)
    found: dict[int, Facts] = {}
    for people in alike.values():
        found |= merged_facts(people, smallest)
    if is_agreed(session, workshop_id):
        return {person: Facts(team=facts.team) for person, facts in found.items()}
    return found


def _pseudonyms(
    view: NetworkView, pseudonyms: Pseudonyms, matched: Mapping[int, int], before: Mapping[int, str]
) -> list[str]:
    """What the contacts of a list are called: who was on the list before keeps the name."""
    texts = []
    for contact in view.contacts:
        if contact.id in matched:
            texts.append(pseudonyms.people[matched[contact.id]])
        else:
            texts.append(before.get(contact.id) or pseudonyms.new("C"))
    return texts


def _by_label(view: NetworkView, labels: Mapping[int, str]) -> NetworkView:
    return replace(view, contacts=tuple(sorted(view.contacts, key=lambda contact: labels[contact.id])))


def tables_of(found: Bundle) -> dict[str, Table]:
    """The tables by the name of their file or sheet: egos, alters, ties, codebook, and counts if anybody tallied."""
    tables = {"egos": _egos(found), "alters": _alters(found), "ties": _ties(found)}
    counts = _counts(found)
    if counts.rows:
        tables["counts"] = counts
    if found.actions:
        tables["own_actions"] = own_actions_table(found)
    return {**tables, "codebook": codebook_table(found.factors)}


@implements(Exercise.exchange_tables)
def exchange_tables(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> dict[str, Table]:
    """Egos, alters, ties and the codebook of all rounds; see `all_rounds.together`."""
    bundles = read_bundles(library, step_id, pseudonyms=pseudonyms)
    return together([(each.part, tables_of(each)) for each in bundles])


def _egos(found: Bundle) -> Table:
    rows = [written_list(found, person, found.views.get(person.id, NetworkView(person.id))) for person in found.people]
    return Table.of("egos", list_columns(), rows)


def written_list(found: Bundle, person: Participant, view: NetworkView) -> WrittenList:
    """What is exchanged of one person beside their list."""
    length = str(view.size) if view.entry else ""
    facts = found.facts_of(person)
    return WrittenList(found.keys[person.id], view.entry, length, view.ties is not None, found.email(person), facts)


def _alters(found: Bundle) -> Table:
    rows = [
        written_contact(found, found.labels, person.id, contact)
        for person in found.people
        if (view := found.views.get(person.id)) and view.entry == "contact"
        for contact in view.contacts
    ]
    *own, before = contact_columns()
    left_out = left_out_in(contact for view in found.views.values() for contact in view.contacts)
    columns = [*own, *([before] if found.kept else []), *question_columns(found.used, left_out)]
    table = Table.of("alters", columns, rows)
    return replace(table, headers=tuple(distinct(table.headers)))


def written_contact(found: Bundle, labels: Mapping[int, str], person: int, contact: ContactView) -> WrittenContact:
    """What is exchanged of a contact of somebody, by the `labels` of that list."""
    participant = found.keys[found.matched[contact.id]] if contact.id in found.matched else ""
    before = found.kept.get(contact.id, "")
    return WrittenContact(found.keys[person], labels[contact.id], participant, before, contact.ratings)


def left_out_in(contacts: Iterable[ContactView]) -> frozenset[str]:
    """The keys of the questions that were left out for any of these contacts."""
    return frozenset(key for each in contacts for key, code in each.ratings.items() if code < 0)


def _ties(found: Bundle) -> Table:
    rows = [
        WrittenTie(found.keys[person.id], one, other)
        for person in found.people
        if (view := found.views.get(person.id)) and view.entry == "contact"
        for one, other in _pairs(found, view)
    ]
    return Table.of("ties", tie_columns(), rows)


def _pairs(found: Bundle, view: NetworkView) -> list[tuple[str, str]]:
    """Who knows whom, by label: as they were listed or, with pseudonyms, in the order of these."""
    pairs = [(found.labels[low], found.labels[high]) for low, high in sorted(view.ties or ())]
    return sorted((min(pair), max(pair)) for pair in pairs) if found.pseudonyms else pairs


def _counts(found: Bundle) -> Table:
    rows = [
        row
        for person in found.people
        if (view := found.views.get(person.id))
        for row in written_counts(found, person, view)
    ]
    return Table.of("counts", count_columns(), rows)


def written_counts(found: Bundle, person: Participant, view: NetworkView) -> list[WrittenCount]:
    """One person's tally, in the order of the questions; nothing of who has listed contacts."""
    if view.entry != "tally":
        return []
    return [
        WrittenCount(found.keys[person.id], factor.key, code, number)
        for factor in found.used
        if factor.key in view.tally
        for code, number in sorted(view.tally[factor.key].items())
    ]


def own_actions_table(found: Bundle) -> Table:
    """What people are going to do in this round, a row for each who has said it."""
    rows = [
        WrittenAction(found.keys[person.id], found.actions[person.id])
        for person in found.people
        if person.id in found.actions
    ]
    return Table.of("own_actions", own_action_columns(), rows)
