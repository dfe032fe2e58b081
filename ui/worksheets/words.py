"""What is said of a returned worksheet in a list: a word, a picture, a paragraph."""

from facilitator.i18n import tr
from facilitator.worksheets.returned import Returned, Verdict


def word(sheet: Returned) -> str:
    """How it stands, in a word or two."""
    if sheet.brings and sheet.open_parts:
        return tr("New, incomplete") if sheet.verdict is Verdict.NEW else tr("Changed, incomplete")
    return {
        Verdict.NEW: tr("New"),
        Verdict.CHANGED: tr("Changed"),
        Verdict.SAME: tr("Imported already"),
        Verdict.EMPTY: tr("Empty"),
        Verdict.OLDER: tr("Older copy"),
        Verdict.NOBODY: tr("Whose is it?"),
        Verdict.REFUSED: tr("Can’t be used"),
    }[sheet.verdict]


def picture(sheet: Returned) -> tuple[str, str]:
    """An icon and the token of its colour."""
    return {
        Verdict.NEW: ("circle-check", "success"),
        Verdict.CHANGED: ("pencil", "accent"),
        Verdict.SAME: ("check", "muted"),
        Verdict.EMPTY: ("minus", "muted"),
        Verdict.OLDER: ("clock", "muted"),
        Verdict.NOBODY: ("circle-help", "accent"),
        Verdict.REFUSED: ("triangle-alert", "danger"),
    }[sheet.verdict]


def paragraph(sheet: Returned) -> str:
    """What is on it, what was left open, what could not be taken."""
    lines = [sheet.sentence]
    if sheet.open_parts:
        lines.append(tr("Left open: {parts}.", parts=", ".join(sheet.open_parts)))
    return " ".join((*lines, *sheet.remarks))
