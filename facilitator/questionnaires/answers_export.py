"""Answers as a table: a row for each response, columns by the names of fields."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms, in_no_order
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.beside import OwnColumns
from facilitator.questionnaires.document import leads_to_its_writer, released, rounds_together
from facilitator.questionnaires.exchange_columns import (
    WrittenResponse,
    answer_column,
    cell_column,
    own_keys,
    whose_columns,
)
from facilitator.questionnaires.fields import Name, Spot, names_of, parsed_name, written
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.names import Names, read_names
from facilitator.questionnaires.reading import Response, nobodys, responses_of_rounds
from facilitator.questionnaires.setup import Setup, read_setup
from facilitator.storage.library import Library
from facilitator.tabular import Problem, Table
from facilitator.workshop.roster import people_of

_BETWEEN = "; "


def wide_table(
    library: Library,
    step_id: int,
    *,
    pseudonyms: Pseudonyms | None = None,
    without: Collection[int] = (),
    own: OwnColumns | None = None,
) -> Table:
    """A row for each response of each round, a column for each field that is used; nothing of the answers `without`.

    Before the answers stand the exercise's `own` columns, but with pseudonyms. Answers of nobody have a row each, with
    what is about them. With pseudonyms the words that people wrote are in no row of theirs: a room knows its own
    sentences. Raises Invalid while anonymous answers are collected.
    """
    own = None if pseudonyms is not None else own
    setup, records = _records(library, step_id, pseudonyms, without, own)
    headers = _columns(setup.questionnaire, [each.fields for each in records])
    # Where nobody has answered anything there is nothing to be read back.
    records = records if headers else []
    beside = [cell_column(key) for key in own_keys(own)] if records else []
    columns = [*whose_columns(), *beside, *(answer_column(header, header) for header in headers)]
    decimals = frozenset(each for each in headers if _is_decimal(setup.questionnaire, each))
    return replace(Table.of("answers", columns, records), decimals=decimals)


def _is_decimal(questionnaire: Questionnaire, header: str) -> bool:
    name = parsed_name(header)
    asked = None if name is None else questionnaire.by_key.get(name.spot.question)
    return isinstance(asked, model.Number) and asked.digits > 0


def table_without(
    library: Library,
    step_id: int,
    without: Collection[int],
    said: str,
    *,
    pseudonyms: Pseudonyms | None = None,
    own: OwnColumns | None = None,
) -> Table:
    """The same with a remark, `said`, where answers are kept back."""
    table = wide_table(library, step_id, pseudonyms=pseudonyms, without=without, own=own)
    return replace(table, problems=(*table.problems, Problem(said, error=False))) if without else table


def _records(
    library: Library,
    step_id: int,
    pseudonyms: Pseudonyms | None,
    without: Collection[int] = (),
    own: OwnColumns | None = None,
) -> tuple[Setup, list[WrittenResponse]]:
    with library.read() as session:
        setup = read_setup(session, step_id)
        room = nobodys(library, step_id)
        names = read_names(session, setup.workshop_id, pseudonyms, numbered=True)
        kept = frozenset[int]() if pseudonyms is None else released(session, step_id) - pseudonyms.left_out
        together = rounds_together(session, step_id)
        emails = {person.id: person.email for person in people_of(library, setup.workshop_id)}
        given = responses_of_rounds(library, step_id)
    records: list[WrittenResponse] = []
    loose: list[WrittenResponse] = []
    for number, each in [] if setup.questionnaire.anonymous else given:
        answered = each.given.sent if setup.questionnaire.private_until_sent else each.given
        alone = len(each.members) == 1
        if pseudonyms is not None and not (each.sent and (each.members[0] in kept if alone else number in together)):
            continue
        # Who has handed in without an answer has handed in.
        if not answered and (pseudonyms is not None or not each.sent):
            continue
        left = [answer for answer in answered if answer.id not in without and answer.about not in without]
        if pseudonyms is not None:
            left = [answer for answer in left if not leads_to_its_writer(setup.questionnaire.find(answer.question))]
            # People are chosen from a list of the roster, mostly from its top down.
            left.sort(key=lambda answer: names.person(answer.value.person or 0))
        fields = _told(setup, Given(setup.questionnaire, left), names, loose, pseudonyms)
        whose = _response(each, number, fields, names, emails, pseudonyms)
        records.append(whose if own is None else replace(whose, cells=own.cells(each.id)))
    for each_given in _single(setup.questionnaire, room):
        loose.append(WrittenResponse(written(setup.questionnaire, each_given, names)))
    if pseudonyms is not None:
        records.sort(key=lambda record: (record.participant, int(record.round)))
    return setup, [*records, *in_no_order(loose)]


def _response(
    response: Response,
    number: int,
    fields: Mapping[str, str],
    names: Names,
    emails: Mapping[int, str],
    pseudonyms: Pseudonyms | None,
) -> WrittenResponse:
    first, *others = response.members
    if pseudonyms is not None:
        # A group has a mark of its own: under those of its members it would tell whose these are.
        whose = pseudonyms.new("G") if others else names.person(first)
        return WrittenResponse(fields, whose, round=str(number), sent=tr("yes"))
    return WrittenResponse(
        fields,
        names.person(first),
        emails.get(first, ""),
        _BETWEEN.join(map(names.person, others)),
        str(number),
        tr("yes") if response.sent else tr("no"),
    )


def _told(
    setup: Setup, given: Given, names: Names, loose: list[WrittenResponse], pseudonyms: Pseudonyms | None
) -> dict[str, str]:
    """The fields of a response; with pseudonyms its words go to `loose`, and names of third parties are numbers."""
    fields = written(setup.questionnaire, given, names)
    if pseudonyms is None:
        return fields
    kept = {}
    for name, text in fields.items():
        found = parsed_name(name)
        asked = setup.questionnaire.find(found.spot.question) if found is not None else None
        if not isinstance(asked, model.Text) or found is None or _is_mark(given, found, text):
            kept[name] = text
        elif asked.names_people or asked.key in setup.questionnaire.loops:
            kept[name] = found.part or "1"
        else:
            loose.append(WrittenResponse({str(Name(Spot(asked.key), "1" if asked.entries > 1 else "")): text}))
    return kept


def _is_mark(given: Given, name: Name, text: str) -> bool:
    return not name.part and text.startswith(("-", "(")) and any(answer.value.missing for answer in given)


def _single(questionnaire: Questionnaire, room: Given) -> Iterator[Given]:
    """Answers of nobody, each with what is about it: nothing else tells that two are of one person."""
    for answer in room:
        if answer.about is None:
            about = [each for each in room if each.about == answer.id]
            yield Given(questionnaire, [answer, *about])


def _columns(questionnaire: Questionnaire, records: Sequence[Mapping[str, str]]) -> list[str]:
    """The fields that stand in a table, in the order of the questions: those that are used, one at least of each."""
    used = {name for fields in records for name in fields}
    numbers = [name.spot.about for name in map(parsed_name, used) if name is not None and name.spot.about]
    headers = []
    for key, question in questionnaire.by_key.items():
        spots = [Spot(key)] if question.about is None else [Spot(key, n) for n in range(1, max(numbers, default=1) + 1)]
        for spot in spots:
            own, *parts = map(str, names_of(questionnaire, spot))
            plain = isinstance(question, model.OneOf) or not parts
            wanted = [own] if plain or own in used else []
            if not plain:
                several = isinstance(question, model.Text | model.Someone)
                wanted += [part for at, part in enumerate(parts) if not several or at == 0 or part in used]
            headers += wanted
    return headers
