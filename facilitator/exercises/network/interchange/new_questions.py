"""Questions made of columns that match none: of which kind, with which answers in which order, on the spider or not."""

from collections import Counter
from collections.abc import Collection

from facilitator.exercises.network.answer_words import missing_word
from facilitator.exercises.network.factors import Factor, Kind
from facilitator.exercises.network.interchange.answer_columns import pieces_of
from facilitator.exercises.network.setup import scale_of
from facilitator.i18n import tr
from facilitator.import_plans import Choice, Offer, Options
from facilitator.tabular import NEW_DISTANCE, NEW_ORDERED, NEW_UNORDERED, Problem, quoted
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line
from facilitator.workshop.table_import import decimal_of

MOST_CATEGORIES = 30
"""A column with more different values is taken for free text rather than for a question."""
_KINDS: dict[str, Kind] = {NEW_ORDERED: "strength", NEW_DISTANCE: "distance", NEW_UNORDERED: "nominal"}


def answers_of(header: str, values: Collection[str], options: Options) -> list[str]:
    """The answers that a new question would have, in their order: the person's, else that of numbers, else of letters.

    `values` are the texts of its column; those of other files of the same import are answers too. Between the numbers
    of a short scale those are answers that nobody gave.
    """
    texts = {line for text in (*values, *options.texts_of(header)) if (line := one_line(text))}
    found = _single({text for text in texts if missing_word(text) is None})
    if found and all(text.isdecimal() for text in found):
        in_order = scale_of(found)
    else:
        in_order = sorted(found)
        if _are_numbers(found):
            in_order.sort(key=lambda text: decimal_of(text) or 0.0)
    order = [one_line(text) for text in options.order_of(header)]
    said = set(map(caseless, order))
    written = {caseless(text): text for text in found}
    return [written.get(caseless(text), text) for text in order] + [
        text for text in in_order if caseless(text) not in said
    ]


def _single(texts: Collection[str]) -> set[str]:
    """The texts without those that name several of the others at once, as forms write ticks: “Mail; Phone”.

    What stands between semicolons is an answer, between commas only what stands alone somewhere, or with others.
    """
    lists = {text: _pieces(text, texts) for text in texts if ";" in text or "," in text}
    times = Counter(piece for pieces in lists.values() for piece in set(pieces))
    found = set(texts)
    for text, pieces in lists.items():
        if ";" in text or (len(pieces) > 1 and all(piece in texts or times[piece] > 1 for piece in pieces)):
            found = found - {text} | set(pieces)
    return found


def _are_numbers(texts: Collection[str]) -> bool:
    return all(decimal_of(text) is not None for text in texts)


def _pieces(text: str, texts: Collection[str]) -> list[str]:
    return pieces_of(text, lambda piece: piece != text and piece in texts)


def new_question(
    header: str, key: str, values: Collection[str], options: Options
) -> tuple[Factor, list[Problem], Offer]:
    """The question, what is to be said of it, and the offer to choose otherwise. `key` says its kind, where it does.

    Numbers and answers whose order the person said are ordered by themselves.
    """
    codes = answers_of(header, values, options)
    order = options.order_of(header)
    by_itself: Kind = "strength" if order or _are_numbers(codes) else "nominal"
    kind = _KINDS.get(key, by_itself)
    axis = options.is_axis(header)
    problems = []
    left = [code for code in codes if caseless(code) not in {caseless(one_line(text)) for text in order}]
    if order and left:
        sentence = tr(
            "The order that was given does not say where these answers stand: {answers}.", answers=quoted(left)
        )
        problems.append(Problem(sentence, column=header))
    elif kind != "nominal":
        sentence = tr(
            "The answers of this new question are ordered: {answers}. If that is wrong, choose their order in the "
            "preview. On the command line: --order.",
            answers=" < ".join(codes),
        )
        problems.append(Problem(sentence, column=header, error=False))
    factor = Factor(header, header, header, kind, tuple(codes), axis=axis)
    return factor, problems, Offer(Choice.QUESTION, header, kind, answers=tuple(codes), taken=axis)
