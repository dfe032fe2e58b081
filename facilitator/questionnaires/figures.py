"""Answers as charts: a bar for each option."""

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Row, Rows
from facilitator.i18n import tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.counted import Room, counts
from facilitator.questionnaires.model import Question

_CHOSEN = (model.OneOf, model.SeveralOf, model.Rank, model.Scale, model.Counts)


def is_counted(question: Question) -> bool:
    """Whether a question has something to choose from, so that choices can be counted."""
    return isinstance(question, _CHOSEN)


def question_figures(room: Room) -> dict[str, Figure]:
    """A figure for each question that is asked and has something to choose from, by its key."""
    questions = room.questionnaire.by_key.values()
    return {each.key: _figure(room, each) for each in questions if is_counted(each) and not each.hidden}


def people_in_words(room: Room) -> str:
    """On how many people a figure rests."""
    return trn("{count} of {all} people", "{count} of {all} people", room.people, all=room.roster)


def nothing_yet(room: Room) -> str:
    """What stands in the place of a figure without values."""
    if room.setup.is_secret:
        return tr("Anonymous answers can be read once collecting has ended.")
    return tr("Nobody has sent an answer yet.")


def _figure(room: Room, question: Question) -> Figure:
    counted = counts(room.questionnaire, [given for _, given in room.given], question)
    most = max((count for *_, count in counted), default=0) or 1
    rows = [Row(label, [(count / most if count else None, f"{count:g}")]) for _, label, count in counted]
    what = {
        model.Rank: tr("Points of ranks, the most for the first"),
        model.Counts: tr("Sums of what was counted"),
    }.get(type(question), tr("How many chose each"))
    sentence = f"{what} · {people_in_words(room)}"
    return Figure(question.text, sentence, Rows(rows), nothing_yet(room), room.people, room.floor)
