"""Whether a returned file is one sheet and the whole of it, as it was sent.

Programs that put PDFs together rename fields, drop them, or let two forms share one answer. From such a file answers
would land on the wrong person, so it is refused, with what to do.
"""

import re
from collections.abc import Callable, Sequence

from facilitator.i18n import tr, trn
from facilitator.tabular import ranges
from facilitator.worksheets.identity import Identity, digest, edition_mark
from facilitator.worksheets.reading import Sheet
from facilitator.worksheets.writing import NAME_FIELD

_OWN = re.compile(rf"\d+-.|{NAME_FIELD}")
"""How the fields of a sheet are named; others are a reader's or a sender's."""

_NAMED = 6
"""Up to so many people are named: more than a few are the file with everybody's, which says so itself."""

Whose = tuple[int, int]
"""Workshop and participant, 0 for a blank sheet's."""


def whose_in(sheet: Sheet, marks: Sequence[Identity | None] = ()) -> list[Whose]:
    """All those whose sheets are in a file, by hidden marks and by the feet of pages."""
    told = [(mark.workshop_id, mark.participant_id or 0) for mark in marks if mark is not None]
    told += [(foot.workshop_id, foot.participant_id) for foot in sheet.feet if foot is not None]
    return list(dict.fromkeys(told))


def several_people(sheet: Sheet, marks: Sequence[Identity | None], name_of: Callable[[Whose], str]) -> str:
    """A sentence where a file holds sheets of several people, or a mark that its pages contradict; else ""."""
    whose = whose_in(sheet, marks)
    if len(whose) < 2:
        return ""
    names = [name for name in map(name_of, whose) if name]
    advice = tr("Import the file that each of them sent, or ask each for their own.")
    if len(names) == len(whose) <= _NAMED:
        return tr("The sheets of several people are in this one file: {names}. {advice}",
                  names=", ".join(names), advice=advice)  # fmt: skip
    return tr("The sheets of several people are in this one file. {advice}", advice=advice)


def not_whole(sheet: Sheet, mark: Identity) -> str:
    """A sentence where a file is not the one sheet that its mark says, with all its pages and fields; else ""."""
    numbers = [foot.number for foot in sheet.feet if foot is not None and foot.number]
    if sheet.doubled or len(sheet.tokens) > 1 or len(set(numbers)) < len(numbers):
        return tr("More than one sheet is in this one file, and an answer may stand there twice. Import the one sheet "
                  "that counts as a file of its own, or ask for it.")  # fmt: skip
    editions = {foot.edition for foot in sheet.feet if foot is not None and foot.edition}
    signed = editions if mark.editions is None else {edition_mark(mark.editions)}
    if len(editions) > 1 or (editions and editions != signed):
        return tr("Its pages are of sheets that were made at different times, as of two rounds: answers would go into "
                  "the wrong one. Ask for the sheet alone, as it was saved in a reader of PDFs.")  # fmt: skip
    count = len(sheet.feet)
    if mark.pages and count > mark.pages:
        return tr("It has {count} pages, and the sheet has {pages}. Take the other pages out, or ask for the sheet "
                  "alone.", count=count, pages=mark.pages)  # fmt: skip
    if mark.pages and count < mark.pages:
        return tr("It has {count} of the sheet’s {pages} pages. Ask for the whole sheet.",
                  count=count, pages=mark.pages)  # fmt: skip
    own = sorted(name for name in sheet.names if _OWN.match(name))
    if mark.fields and digest(own) != mark.fields:
        return tr("Fields of it were removed, added or renamed by another program. Ask for the form as it was saved in "
                  "a reader of PDFs.")  # fmt: skip
    return ""


def lacks_pages(sheet: Sheet) -> str:
    """A sentence where the feet of a file's pages say that others are missing; else ""."""
    feet = [foot for foot in sheet.feet if foot is not None and 0 < foot.number <= foot.total]
    here, totals = sorted({foot.number for foot in feet}), {foot.total for foot in feet}
    if len(totals) != 1 or len(here) == (total := totals.pop()):
        return ""
    return trn(
        "It has only page {pages} of the sheet’s {total}. Ask for the whole sheet.",
        "It has only the pages {pages} of the sheet’s {total}. Ask for the whole sheet.",
        len(here),
        pages=ranges(here),
        total=total,
    )
