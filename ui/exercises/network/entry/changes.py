"""What a participant reads about their earlier answers: people first, then the changes worth a remark."""

from collections.abc import Sequence

from facilitator.exercises.network.measures import FEW
from facilitator.exercises.network.read import ContactView
from facilitator.exercises.network.rounds.changes import PersonChange
from facilitator.i18n import first_of, tr, trn
from facilitator.rounding import hundredths
from ui.charts.own import Shape

Words = tuple[str, str]
"""A paragraph and its role."""
_NAMED = 6
_REMARKS = 3


def earlier_shapes(change: PersonChange) -> list[Shape]:
    """The outline of then, to lie dashed behind that of now: diversity alone, since two more would be a thicket."""
    values = tuple(axis.before for axis in change.shapes["diversity"])
    if all(value is None for value in values):
        return []
    return [Shape(tr("Diversity, {when}", when=change.earlier.title), values, is_reference=True)]


def changed_words(change: PersonChange) -> list[Words]:
    """What changed since then, in a few lines for the list's owner."""
    words: list[Words] = [(tr("Since {when}", when=change.earlier.title), "heading")]
    if change.kept is not None and change.added is not None and change.dropped is not None:
        words.append((counted(change), "body"))
        # Names of another workshop's list don't come here: its answers were opened by nobody at this station.
        gone = change.dropped if change.earlier.copies else ()
        for sentence, people in ((tr("New: {names}"), change.added), (tr("No longer: {names}"), gone)):
            if people:
                words.append((sentence.replace("{names}", _names(people)), "caption"))
    names = {"diversity": tr("Diversity"), "strength": tr("Strength")}
    for shape, axis in change.remarks[:_REMARKS]:
        if axis.before is not None and axis.after is not None:
            said = trn(
                "{shape}, {question}: {before} then (of {count} contact), {after} now (of {now})",
                "{shape}, {question}: {before} then (of {count} contacts), {after} now (of {now})",
                axis.contacts[0],
                shape=names[shape],
                question=axis.label,
                before=hundredths(axis.before),
                after=hundredths(axis.after),
                now=axis.contacts[1],
            )
            words.append((said, "body"))
    more = len(change.remarks) - _REMARKS
    if more > 0:
        left = trn("and {count} more value that moved by ten points or more",
                   "and {count} more values that moved by ten points or more", more)  # fmt: skip
        words.append((left, "caption"))
    if change.is_of_few:
        words.append((tr("With fewer than {count} contacts a change of the shape says nothing.", count=FEW), "body"))
    elif not change.remarks:
        words.append((tr("No value moved by ten points or more: your shape is much as it was."), "body"))
    return words


def counted(change: PersonChange) -> str:
    """Kept, added and dropped contacts in one line."""
    return tr(
        "{kept} kept · {added} added · {dropped} dropped",
        kept=len(change.kept or ()),
        added=len(change.added or ()),
        dropped=len(change.dropped or ()),
    )


def _names(people: Sequence[ContactView]) -> str:
    return first_of([one.label for one in people], _NAMED)
