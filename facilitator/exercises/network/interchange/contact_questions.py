"""Which question each column of a table of contacts holds answers to: new ones are made, doubtful ones offered."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.answer_columns import unasked
from facilitator.exercises.network.interchange.column_problems import (
    asked_anew,
    leave_out,
    near_heading,
    of_people,
    unmatched,
)
from facilitator.exercises.network.interchange.exchanged_tables import OWN_FACTS, field_of, fields_of
from facilitator.exercises.network.interchange.near_headings import near_headings, nearest_to
from facilitator.exercises.network.interchange.new_questions import MOST_CATEGORIES, answers_of, new_question
from facilitator.exercises.network.interchange.pending_contacts import PendingContacts
from facilitator.exercises.network.setup import answered_questions
from facilitator.exercises.network.wording import earlier_questions
from facilitator.i18n import tr
from facilitator.import_plans import Choice, Offer, Options
from facilitator.tabular import IGNORE, NEW_QUESTIONS, Loss, Problem, Table, columns_left_out, match_columns
from facilitator.workshop.addresses import holds_addresses
from facilitator.workshop.find import one_line
from facilitator.workshop.roster_columns import import_fields
from facilitator.workshop.survey_columns import is_nobody, metadata_of
from facilitator.workshop.whose_rows import whose_rows


def of_earlier_sets(table: Table, factors: Sequence[Factor]) -> list[Factor]:
    """Questions of other bundled sets, of which a column bears the name and holds the answers."""
    others = {field_of(factor.key): factor for factor in earlier_questions(factor.key for factor in factors)}
    fields = [each for each in fields_of(others.values()) if each.key in others]
    matched = match_columns(table.headers, [*fields_of(factors), *fields], {})
    found = []
    for header, key in matched.items():
        if key in others:
            words = AnswerWords(others[key])
            if all(words.read(text) is not None for text in map(one_line, table.texts(header)) if text):
                found.append(others[key])
    return found


def read_questions(
    pending: PendingContacts, matched: Mapping[str, str], options: Options, factors: Sequence[Factor]
) -> dict[int, Factor]:
    """The question of each column that holds answers, by the column's place; new ones are put down in `pending`."""
    table = pending.reading.table
    known = {field_of(factor.key): factor for factor in factors}
    here = {factor.key for factor in pending.setup.factors}
    facts = match_columns(table.headers, import_fields(), {})
    named = whose_rows(table).people
    near = near_headings(table, factors, matched, options)
    found: dict[int, Factor] = {}

    def makes_question(header: str) -> bool:
        return options.new_questions or matched[header] in NEW_QUESTIONS or header in table.asked

    for place, (header, key) in enumerate(matched.items()):
        values = set(map(one_line, table.texts(header))) - {""}
        if header in near and header not in named:
            _note_heading(pending, header, near[header], taken=key == field_of(near[header].key))
        if key in known:
            if known[key].key in here or values:
                found[place] = known[key]
            if values and known[key].key not in here:
                pending.questions.append(known[key])
            elif values and not known[key].active:
                pending.switched_on.append(known[key].key)
        elif key not in ("", *NEW_QUESTIONS) or not values:
            continue
        elif holds_addresses(values) or header in named:
            cause = tr(
                "They hold names or addresses of people, which are no answers to a question. Leave them out, or mend "
                'the file. On the command line: --map "COLUMN=ignore".'
            )
            pending.problems.append(Problem(of_people(header, facts[header]), column=header, cause=cause))
        elif header in near and not makes_question(header):
            pending.problems.append(near_heading(header, near[header]))
        elif not makes_question(header):
            fact = next((own for own, fact in OWN_FACTS.items() if fact == facts[header]), "")
            pending.problems.append(unmatched(header, fact))
        elif header in here and field_of(header) not in matched.values():
            # An earlier file of the same import has made the question.
            found[place] = next(factor for factor in pending.setup.factors if factor.key == header)
        elif header in here:
            sentence = tr("Another column is matched to this question already.")
            pending.problems.append(Problem(f"{sentence} {leave_out(header)}", column=header))
        else:
            categories = answers_of(header, values, options)
            if len(categories) > MOST_CATEGORIES:
                sentence = tr(
                    "It holds {count} different values, which looks like free text rather than a question with a few "
                    "answers.",
                    count=len(categories),
                )
                pending.problems.append(Problem(f"{sentence} {leave_out(header)}", column=header))
            elif not categories:
                pending.problems.extend(
                    columns_left_out(table, {header: ""}, tr("It holds no answer, and is left out."))
                )
            else:
                found[place], remarks, offer = new_question(header, key, values, options)
                if header in table.asked and not (options.new_questions or key in NEW_QUESTIONS):
                    pending.problems.append(asked_anew(header))
                pending.problems.extend(remarks)
                pending.offers.append(offer)
                pending.questions.append(found[place])
    return found


def offer_unasked(session: Session, pending: PendingContacts, options: Options) -> None:
    """Offer to switch off what neither the table nor anybody before it has answered, and do so where that is chosen."""
    if pending.reading.failed:
        return
    here = set[str]().union(*(row.answers for rows in pending.lists.values() for row in rows))
    before = answered_questions(session, pending.setup.step_id)
    idle = unasked(pending.setup.factors, here | before) if here else []
    if idle:
        labels = tuple(each.label for each in idle)
        pending.offers.append(Offer(Choice.UNASKED, answers=labels, taken=options.switch_off))
        if options.switch_off:
            pending.switched_off = [each.key for each in idle]


def remarks_on_columns(
    table: Table, matched: Mapping[str, str], by_name: Mapping[str, str], factors: Sequence[Factor], options: Options
) -> list[Problem]:
    """What is remarked on columns that are told by what they hold rather than by their names."""
    labels = {field_of(factor.key): factor.label for factor in factors}
    metadata = metadata_of(table.headers)
    near = near_headings(table, factors, matched, options)
    problems = []
    for header, key in matched.items():
        if key == by_name[header] or header in near or not any(table.texts(header)):
            continue
        if key == IGNORE and (header in metadata or all(map(is_nobody, filter(None, table.texts(header))))):
            sentence = tr("It holds what a survey program notes of each response, and is left out.")
            problems += columns_left_out(table, {header: ""}, sentence, Loss.METADATA)
        elif key == IGNORE and header in table.meant:
            sentence = tr(
                "It is about the person who answered and nothing that the roster knows: left out. Match it if it is."
            )
            problems += columns_left_out(table, {header: ""}, sentence)
        elif key == IGNORE:
            sentence = tr("It holds numbers of the program that the file comes from, and is left out.")
            problems += columns_left_out(table, {header: ""}, sentence, Loss.METADATA)
        elif key in labels:
            sentence = tr("Its texts are the answers to “{question}”, for which it is taken.", question=labels[key])
            problems.append(Problem(sentence, column=header, error=False))
    return problems


def _note_heading(pending: PendingContacts, header: str, factor: Factor, *, taken: bool) -> None:
    """Offer a column whose heading is near to a question's; one that is taken for it is said, and kept."""
    pending.offers.append(Offer(Choice.HEADING, factor.label, header, field_of(factor.key), taken=taken))
    if taken:
        pending.confirmed.setdefault(factor.key, {})[header] = ""
        sentence = tr("Its heading is near to “{question}”, for which it is taken.", question=factor.label)
        if nearest_to(header, [factor]) is None:
            sentence = tr("Its texts are near to the answers to “{question}”, for which it is taken.",
                          question=factor.label)  # fmt: skip
        pending.problems.append(Problem(sentence, column=header, error=False))
