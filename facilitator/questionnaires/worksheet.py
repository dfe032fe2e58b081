"""A questionnaire on a sheet: to print and fill in by hand, or as a PDF form. What a sheet can't ask is said.

Questions about each of several entries are a grid: a row for each entry, a box for the number of each answer, and
above it what the numbers mean.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.flowables import Text as Words
from facilitator.documents.fonts import Face
from facilitator.documents.form_fields import Asked, Cell, Counted, Grid, GridColumn, Pen, TextField, TickField
from facilitator.documents.form_fields import Field as Box
from facilitator.documents.section import Section
from facilitator.documents.style import BODY, INK, SMALL
from facilitator.documents.typesetting import Span
from facilitator.i18n import number as written_number
from facilitator.i18n import tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.checking import DECLINED
from facilitator.questionnaires.fields import NOT_APPLICABLE, Name, Spot, coded
from facilitator.questionnaires.model import Condition, Option, Question, Questionnaire
from facilitator.questionnaires.presentation import PLAIN, Presentation
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.questionnaires.words import hints_of
from facilitator.storage.library import Library

_TICKED = 12
"""So many options are printed to be ticked; of more the number is written down."""
_AT_ONCE = 12
"""Boxes that stay together: more are cut between pages."""
_ROWS = 20
"""Rows of a grid at most."""
_COLUMNS = 5
"""Questions beside each other in a grid; more go into another one below it."""
_BESIDE = 95
"""Letters of an option that fit on one line beside two boxes."""
_DIGIT = 52.0
_CARD_ROWS = 3
"""Lines of a card."""
_CARD_ROOM = 143.0
"""Points that a question with its cards takes: those of one questionnaire stand on one page."""
_QUESTION = BODY.with_(face=Face.SEMIBOLD, size=10.5, before=8, after=2, keep=True)
_HINT = SMALL.with_(after=2, keep=True)
_LEGEND = SMALL.with_(color=INK, after=2)


def worksheet_sections(
    library: Library, step_id: int, words: Presentation = PLAIN
) -> Callable[[Pen, bool], list[Section]]:
    """A function that makes the questionnaire's part of a sheet with a pen; `named` says that it bears a name.

    Anonymous answers are on no sheet that bears a name, and on none that is sent back as a file.
    """
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)

    def sections(pen: Pen, named: bool) -> list[Section]:
        if asked.anonymous and (named or pen.fillable):
            return []
        return [Section(asked.title, lambda _width: list(_flow(asked, pen, words)), _texts(asked))]

    return sections


def not_on_sheets(questionnaire: Questionnaire) -> list[tuple[Question, str]]:
    """The questions that a sheet can't ask, each with a sentence that says why."""
    found = []
    for question in questionnaire.by_key.values():
        if question.hidden or question.about is None:
            continue
        subject = questionnaire.by_key[question.about]
        if isinstance(subject, model.SeveralOf):
            why = tr("It is asked about each tick, and a sheet does not know what will be ticked.")
        elif _is_list(subject) and not _fits_a_cell(question):
            why = tr("It is asked about each answer and takes more than one box.")
        else:
            continue
        found.append((question, why))
    return found


def _fits_a_cell(question: Question) -> bool:
    if isinstance(question, model.Text):
        return question.entries == 1 and question.rows == 1
    single = model.OneOf | model.Scale | model.Number | model.Day | model.Consent
    return isinstance(question, single) or (isinstance(question, model.Someone) and question.up_to == 1)


def _texts(asked: Questionnaire) -> tuple[str, ...]:
    questions = [text for each in asked.by_key.values() for text in (each.text, each.label, *hints_of(each))]
    labels = [option.label for key in asked.by_key for option in asked.options(key)]
    points = [label for each in asked.by_key.values() if isinstance(each, model.Scale) for label in each.labels]
    return (asked.title, asked.notice, *(page.title for page in asked.pages), *questions, *labels, *points)


def _flow(asked: Questionnaire, pen: Pen, words: Presentation) -> Iterator[Any]:
    if all(page.layout == "cards" for page in asked.paged):
        yield blocks.space_for(_CARD_ROOM * len(asked.paged))
    yield blocks.heading(1, asked.title)
    lead = words.sheet_lead(asked)
    if lead:
        yield Words(lead, BODY.with_(after=2))
    else:
        yield from _promise(asked)
    left_out = {question.key for question, _ in not_on_sheets(asked)}
    drawn: set[str] = set()
    for page in asked.paged:
        keys = [key for key in page.questions if _is_drawn(asked, key, left_out | drawn)]
        if not keys:
            continue
        if page.title:
            yield blocks.heading(2, page.title)
        if page.only_if is not None:
            yield Words(_only_if(asked, page.only_if), _HINT)
        if page.words_most is not None:
            together = trn("At most {count} word in these answers together.",
                           "At most {count} words in these answers together.", page.words_most)  # fmt: skip
            yield Words(together, _HINT)
        for key in keys:
            if key not in drawn:
                yield from _question(asked, pen, key, left_out, drawn)
    for question, why in not_on_sheets(asked):
        text = tr("Not on this sheet: “{question}”. {why} It is asked in the room.", question=question.text, why=why)
        yield Words(text, SMALL)


def _promise(asked: Questionnaire) -> Iterator[Any]:
    if asked.notice:
        yield Words(asked.notice, BODY.with_(after=4, keep=True))
    said = {
        "signed": tr("Your name is kept with what you answer."),
        "initials": tr("The facilitator sees whose this is; to everybody else it bears initials at most."),
        "anonymous": tr("No name belongs on this sheet: hand it in without yours."),
    }[asked.names]
    yield Words(said, SMALL.with_(keep=True))


def _is_drawn(asked: Questionnaire, key: str, left_out: set[str]) -> bool:
    question = asked.by_key[key]
    # Loops stand in the grid of what they are about, ranks of ticks beside the ticks.
    of_ticks = isinstance(question, model.Rank) and question.from_ticks is not None
    in_grid = question.about is not None and _is_list(asked.by_key[question.about])
    return not (question.hidden or key in left_out or of_ticks or in_grid)


def _is_list(question: Question) -> bool:
    return (question.entries if isinstance(question, model.Text) else getattr(question, "up_to", None) or 1) > 1


def _question(asked: Questionnaire, pen: Pen, key: str, left_out: set[str], drawn: set[str]) -> Iterator[Any]:
    question = asked.by_key[key]
    drawn.add(key)
    spot = Spot(key) if question.about is None else Spot(key, 1)
    if asked.page_of[key].layout == "cards" and isinstance(question, model.Text):
        yield _cards(pen, question, spot)
        return
    yield Words(question.text, _QUESTION)
    hints = [*hints_of(question), "" if question.only_if is None else _only_if(asked, question.only_if)]
    if question.about is not None:
        hints.append(tr("About your answer to “{question}”.", question=asked.by_key[question.about].head))
    for hint in filter(None, hints):
        yield Words(hint, _HINT)
    if question.may_decline and not _has_own_box(asked, question):
        yield Words(tr("A dash (-) stands for “rather not say”."), _HINT)
    loops = [each for each in asked.loops.get(key, ()) if each not in left_out and not asked.by_key[each].hidden]
    if loops and _is_list(question):
        yield from _grid(asked, pen, question, [asked.by_key[each] for each in loops])
        return
    yield from _boxes(asked, pen, question, spot)
    if question.may_decline and _has_own_box(asked, question):
        yield _own_box(pen, question, spot, tr("a dash (-) here: rather not say"))
    for rank in _ranks_of(asked, question) if isinstance(question, model.SeveralOf) else ():
        if rank.may_decline:
            hint = tr("a dash (-) here: rather not say this: {question}", question=rank.text)
            yield _own_box(pen, rank, Spot(rank.key, spot.about), hint)


def _own_box(pen: Pen, question: Question, spot: Spot, hint: str) -> Counted:
    """A box for “rather not say” alone."""
    own = TextField(Name(spot).in_pdf, tr("{question} “-” for rather not say", question=question.text), 2)
    return Counted(pen, [(own, hint)], 1, box=24)


def _has_own_box(asked: Questionnaire, question: Question) -> bool:
    """Whether "rather not say" has a box of its own: where there is none to write a word in."""
    if isinstance(question, model.OneOf):
        return len(coded(asked, question.key)) <= _TICKED
    return isinstance(question, model.SeveralOf | model.Rank | model.Counts)


def _boxes(asked: Questionnaire, pen: Pen, question: Question, spot: Spot) -> Iterator[Any]:
    options = coded(asked, question.key)
    tip = question.text

    def ticks() -> list[tuple[Box, str]]:
        return [(TickField(Name(spot, option.key).in_pdf, f"{tip} {option.label}"), option.label) for option in options]

    def numbers(longest: int) -> list[tuple[Box, str]]:
        return [
            (TextField(Name(spot, option.key).in_pdf, f"{tip} {option.label}", longest), option.label)
            for option in options
        ]

    own = Name(spot).in_pdf
    if isinstance(question, model.OneOf) and len(options) > _TICKED:
        yield Words(_numbered(options), _LEGEND)
        hint = tr("the number of your answer, or its words")
        yield Counted(pen, [(TextField(own, f"{tip} {hint}", 60), hint)], 1, box=150)
    elif isinstance(question, model.SeveralOf) and (ranks := _ranks_of(asked, question)):
        yield from _ticks_and_ranks(asked, pen, question, ranks, spot)
    elif isinstance(question, model.OneOf | model.SeveralOf):
        yield Words(_how_many(question), _HINT)
        yield from _cut(pen, ticks(), 2, 16)
    elif isinstance(question, model.Rank):
        yield Words(_how_to_rank(question), _HINT)
        yield from _cut(pen, numbers(2), 2, 24)
    elif isinstance(question, model.Counts):
        yield Words(tr("How many? Write a number before each."), _HINT)
        yield from _cut(pen, numbers(4), 2, 34)
    elif isinstance(question, model.Scale):
        yield Words(tuple(_points(question)), _LEGEND.with_(keep=True))
        yield Counted(pen, [(TextField(own, f"{tip} {_keys(asked, question)}", 3), tr("one of these numbers"))], 1)
    elif isinstance(question, model.Consent):
        yield Counted(pen, [(TickField(own, tip), tr("I agree"))], 1, box=16)
    elif isinstance(question, model.Number | model.Day):
        hint = _written_as(question)
        yield Counted(pen, [(TextField(own, f"{tip} {hint}", 20), hint)], 1, box=90)
    else:
        yield from _lines(pen, question, spot)


def _lines(pen: Pen, question: Question, spot: Spot) -> Iterator[Any]:
    """Room to write: for words, and for names of the roster."""
    most = _printed(question) if isinstance(question, model.Text) else getattr(question, "up_to", 1)
    rows = question.rows if isinstance(question, model.Text) else 1
    longest = question.longest if isinstance(question, model.Text) else 100
    if isinstance(question, model.Someone):
        hint = tr("the name of a team") if question.whom == "team" else tr("the name as it stands on the list")
        yield Words(hint, _HINT)
    fields = _written(question, spot, _parts(question, most), longest, rows)
    for at in range(0, len(fields), 6):
        yield Asked(pen, [], fields[at : at + 6])


def _cards(pen: Pen, question: model.Text, spot: Spot) -> Asked:
    """A question with as much room for each entry as a card has, all of it together."""
    words = [Words(question.text, BODY.with_(face=Face.SEMIBOLD, size=10.5, after=1))]
    words += [Words(hint, SMALL.with_(after=0)) for hint in hints_of(question)]
    return Asked(
        pen, words, _written(question, spot, _parts(question, _printed(question)), question.longest, _CARD_ROWS)
    )


def _written(question: Question, spot: Spot, parts: Sequence[str], longest: int, rows: int) -> list[TextField]:
    fields = []
    for part in parts:
        tip = question.text if not part else tr("{question} Answer {number}", question=question.text, number=part)
        limited = tr("{what}, at most {count} letters", what=tip, count=longest)
        # A dash must fit where it stands for an answer.
        fields.append(TextField(Name(spot, part).in_pdf, limited, max(longest, 3), rows=max(rows, 1)))
    return fields


def _parts(question: Question, most: int) -> list[str]:
    """The fields of so many entries, numbered where the question takes several."""
    several = _is_list(question)
    return [str(number) for number in range(1, most + 1)] if several else [""]


def _printed(question: model.Text) -> int:
    """For how many entries there is room on a sheet."""
    return min(question.entries_printed or question.entries, question.entries)


def _ticks_and_ranks(
    asked: Questionnaire, pen: Pen, question: model.SeveralOf, ranks: Sequence[model.Rank], spot: Spot
) -> Iterator[Any]:
    """Each option with a box to tick and, beside it, one for its place in each rank of the ticks."""
    options = coded(asked, question.key)
    yield Words(_how_many(question), _HINT)
    for rank in ranks:
        yield Words(tr("{question} {how}", question=rank.text, how=_how_to_rank(rank)), _HINT)
    rows: list[list[Cell]] = []
    for option in options:
        row: list[Cell] = [TickField(Name(spot, option.key).in_pdf, f"{question.text} {option.label}")]
        for rank in ranks:
            name = Name(Spot(rank.key, spot.about), option.key).in_pdf
            row.append(TextField(name, f"{rank.text} {option.label}", 2))
        rows.append([*row, option.label])
    if any(len(option.label) > _BESIDE for option in options):
        # A row of a grid is one line: longer words stand beside boxes of their own kind.
        for column in range(1 + len(ranks)):
            if column:
                yield Words(ranks[column - 1].text, _HINT)
            items = [(row[column], option.label) for row, option in zip(rows, options, strict=True)]
            boxes = [(box, label) for box, label in items if isinstance(box, TickField | TextField)]
            yield from _cut(pen, boxes, 1, 24 if column else 16)
        return
    heads = [tr("Rank")] if len(ranks) == 1 else [rank.head for rank in ranks]
    columns = [GridColumn(tr("Tick"), width=34), *(GridColumn(head, width=34) for head in heads), GridColumn("", 1.0)]
    yield Grid(pen, columns, rows)


def _grid(asked: Questionnaire, pen: Pen, subject: Question, loops: Sequence[Question]) -> Iterator[Any]:
    """A row for each entry with the questions about it, and above what the numbers in their boxes mean."""
    entries = _printed(subject) if isinstance(subject, model.Text) else getattr(subject, "up_to", 1)
    count = min(entries, _ROWS)
    for at in range(0, len(loops), _COLUMNS):
        chunk = loops[at : at + _COLUMNS]
        columns = [GridColumn("", width=14)]
        columns.append(GridColumn(subject.head if at == 0 else tr("as above"), 1.0))
        columns += [GridColumn(each.head, width=_DIGIT if _is_short(each) else 90.0) for each in chunk]
        rows: list[list[Cell]] = []
        for number in range(1, count + 1):
            tip = tr("{question} Row {number}", question=subject.text, number=number)
            longest = subject.longest if isinstance(subject, model.Text) else 100
            lead: Cell = TextField(Name(Spot(subject.key), str(number)).in_pdf, tip, max(longest, 3)) if at == 0 else ""
            rows.append([str(number), lead, *(_cell(asked, each, number) for each in chunk)])
        legend = [Words(tuple(_legend(asked, each)), _LEGEND) for each in chunk]
        yield Grid(pen, columns, rows, legend)


def _cell(asked: Questionnaire, question: Question, number: int) -> Box:
    spot = Spot(question.key, number)
    tip = tr("{question} Row {number}", question=question.text, number=number)
    if isinstance(question, model.Consent):
        return TickField(Name(spot).in_pdf, tip)
    longest = 2 if _is_short(question) else getattr(question, "longest", 60)
    return TextField(Name(spot).in_pdf, f"{tip} {_keys(asked, question)}".strip(), longest)


def _is_short(question: Question) -> bool:
    return isinstance(question, model.OneOf | model.Scale | model.Consent)


def _legend(asked: Questionnaire, question: Question) -> Iterator[str | Span]:
    yield blocks.strong(f"{question.head}:")
    if question.label and not isinstance(question, model.Number | model.Day | model.Text | model.Someone):
        yield f"  {question.text}"
    if isinstance(question, model.Scale):
        yield from _points(question)
    elif isinstance(question, model.OneOf):
        for number, option in enumerate(coded(asked, question.key), start=1):
            yield blocks.strong(f"  {number} ")
            yield option.label
    elif isinstance(question, model.Consent):
        agree = tr("tick where you agree")
        yield f"  {agree}"
    else:
        yield f"  {question.text if question.label else ''} {_written_as(question)}".rstrip()
    if question.may_decline:
        yield blocks.strong(f"  {DECLINED} ")
        yield tr("rather not say")
    if question.only_if is not None:
        yield f"  ({_only_if(asked, question.only_if)})"


def _points(question: model.Scale) -> Iterator[str | Span]:
    for point, label in zip(question.points, question.labels, strict=True):
        yield blocks.strong(f"  {point} ")
        yield label
    if question.not_applicable:
        yield blocks.strong(f"  {_way_out(question)} ")
        yield question.not_applicable


def _way_out(question: model.Scale) -> str:
    return NOT_APPLICABLE if 0 in question.points else "0"


def _keys(asked: Questionnaire, question: Question) -> str:
    """What may be typed, for a reader of PDFs to show and to read aloud."""
    if isinstance(question, model.Scale):
        pairs = [(str(point), label) for point, label in zip(question.points, question.labels, strict=True)]
        if question.not_applicable:
            pairs.append((_way_out(question), question.not_applicable))
    elif isinstance(question, model.OneOf):
        pairs = [(str(number), each.label) for number, each in enumerate(coded(asked, question.key), start=1)]
    else:
        return ""
    if question.may_decline:
        pairs.append((DECLINED, tr("rather not say")))
    return "; ".join(f"{key} = {label}" for key, label in pairs)


def _written_as(question: Question) -> str:
    if isinstance(question, model.Day):
        return tr("day.month.year")
    if isinstance(question, model.Someone):
        return tr("the name of a team") if question.whom == "team" else tr("the name as it stands on the list")
    if not isinstance(question, model.Number):
        return ""
    least, greatest = question.least, question.greatest
    if least is not None and greatest is not None:
        limits = tr("from {least} to {greatest}", least=written_number(least), greatest=written_number(greatest))
    else:
        limits = "" if least is None else tr("{least} or more", least=written_number(least))
    return " ".join(filter(None, (question.unit, limits))) or tr("a number")


def _numbered(options: Sequence[Option]) -> tuple[str | Span, ...]:
    found: list[str | Span] = []
    for number, option in enumerate(options, start=1):
        # No line ends between a number and its words.
        found += [blocks.strong(f"{number}\u00a0"), f"{option.label}   "]
    return tuple(found)


def _how_many(question: Question) -> str:
    if isinstance(question, model.OneOf):
        return tr("Tick one.")
    least, most = getattr(question, "least", 0), getattr(question, "up_to", None)
    if most is not None:
        return trn("Tick {count} at most.", "Tick {count} at most.", most)
    return trn("Tick at least {count}.", "Tick at least {count}.", least) if least else tr("Tick all that apply.")


def _how_to_rank(question: model.Rank) -> str:
    return trn("Write 1 beside the best.", "Write numbers from 1, the best, to {count}.", question.best)


def _ranks_of(asked: Questionnaire, question: model.SeveralOf) -> list[model.Rank]:
    ranks = (each for each in asked.by_key.values() if isinstance(each, model.Rank) and not each.hidden)
    return [each for each in ranks if each.from_ticks == question.key]


def _only_if(asked: Questionnaire, condition: Condition) -> str:
    question = asked.by_key[condition.question]
    if isinstance(question, model.Consent):
        return tr("Only if you agreed to “{question}”.", question=question.head)
    labels = {option.key: option.label for option in asked.options(condition.question)}
    chosen = ", ".join(tr("“{answer}”", answer=labels[key]) for key in condition.any_of)
    return tr("Only if you answered “{question}” with {answers}.", question=question.head, answers=chosen)


def _cut(pen: Pen, items: Sequence[tuple[Box, str]], columns: int, box: float) -> Iterator[Counted]:
    """The boxes in pieces that pages can be cut between."""
    for at in range(0, len(items), _AT_ONCE):
        yield Counted(pen, items[at : at + _AT_ONCE], columns, box)
