"""On somebody's phone: the questions of the card while cards are collected, dots while the room votes."""

from collections.abc import Mapping

from facilitator.errors import FacilitatorError, Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.three_questions.dots import Target, laid_by, lay_dots
from facilitator.exercises.three_questions.setup import KIND, Setup, get_setup
from facilitator.exercises.three_questions.wall import brief_of, how_dots_lie, read_wall, target_of, words_of
from facilitator.html_parts import HtmlPage, Sent, box, hidden, number, paragraph, tick
from facilitator.i18n import tr, trn
from facilitator.questionnaires.reading import Who, read_given
from facilitator.storage.library import Library

_VOTE, _CLOSED = "_vote", "_closed"
_DOTS, _WAS = "dots-", "lay-"


@implements(Exercise.phone_page)
def phone_page(library: Library, step_id: int, participant_id: int, at: str, sent: Sent | None) -> HtmlPage | None:
    """What can be done in the phase in which the room is."""
    setup, who = get_setup(library, step_id), Who(step_id, participant_id)
    if setup.phase == "collect":
        return exercise(KIND).supplied(Exercise.phone_page)(library, step_id, participant_id, at, sent)
    typed = [] if sent is None or sent.page in (_VOTE, _CLOSED) else _typed(sent.form)
    if setup.phase != "vote":
        return _closed(library, who, typed)
    if sent is None or sent.page != _VOTE:
        return _vote(library, setup, who, typed=typed)
    try:
        _lay(library, setup, who, sent.form)
    except FacilitatorError as error:
        return _vote(library, setup, who, problem=error.sentence, form=sent.form)
    return None


def _lay(library: Library, setup: Setup, who: Who, form: Mapping[str, str]) -> None:
    """Lay the dots where somebody changed them: first those that are taken away. Raises as `lay_dots` does."""
    wanted: dict[Target, int] = {}
    laid = laid_by(library, who)
    for thing in read_wall(library, who.step_id).voted_on:
        target = target_of(thing)
        name, was = _name(target), form.get(_WAS + _name(target))
        if was is None:
            continue
        said = form.get(name, "").strip() or "0"
        if not (said.isascii() and said.isdecimal() and len(said) < 4):
            raise Invalid(tr("“{text}” is no number of dots.", text=said))
        if said != was:
            wanted[target] = int(said)
    over = sum({**laid, **wanted}.values()) - setup.dots
    if over > 0:
        in_all = trn("You have {count} dot in all.", "You have {count} dots in all.", setup.dots)
        away = trn("Take {count} of those laid away.", "Take {count} of those laid away.", over)
        raise Invalid(f"{in_all} {away}")
    for target in sorted(wanted, key=lambda each: wanted[each] - laid.get(each, 0)):
        lay_dots(library, who, target, wanted[target])


def _vote(
    library: Library,
    setup: Setup,
    who: Who,
    *,
    typed: list[str] | None = None,
    problem: str = "",
    form: Mapping[str, str] | None = None,
) -> HtmlPage:
    laid = laid_by(library, who)
    rows = []
    for thing in read_wall(library, who.step_id).voted_on:
        target = target_of(thing)
        name, count = _name(target), laid.get(target, 0)
        now = form.get(name, "") if form is not None else str(count or "")
        was = form.get(_WAS + name, str(count)) if form is not None else str(count)
        label = f"{words_of(thing)}\n{brief_of(thing)}".rstrip()
        rows.append(hidden(_WAS + name, was))
        if setup.several:
            rows.append(f'<div class="count">{number(name, label, now)}</div>')
        else:
            rows.append(tick("checkbox", name, "1", label, on=now == "1"))
    said = trn("You have {count} dot in all.", "You have {count} dots in all.", setup.dots)
    body = _not_taken(typed) + paragraph(f"{said} {how_dots_lie(setup)}") + "".join(rows)
    if not rows:
        body += paragraph(tr("There is nothing to vote on yet."))
    goes_on, kept = tr("Lay my dots") if rows else "", form is not None or bool(typed)
    said = problem or _too_late(typed)
    return HtmlPage(_VOTE, tr("What matters most to you?"), body, goes_on, problem=said, is_resent=kept)


def _closed(library: Library, who: Who, typed: list[str]) -> HtmlPage:
    own = [f"•  {each.value.word}" for each in read_given(library, who)]
    said = tr("The room works with them now. The facilitator can open the questions again, or write a card down.")
    title, body = tr("The cards are on the wall"), _not_taken(typed) + paragraph(said) + paragraph("\n".join(own))
    return HtmlPage(_CLOSED, title, body, "", problem=_too_late(typed), is_resent=bool(typed))


def _not_taken(typed: list[str] | None) -> str:
    """What came too late is shown, for it is nowhere else."""
    return "".join(box(f"late-{at}", tr("Not taken"), each, 2, 4000) for at, each in enumerate(typed or ()))


def _too_late(typed: list[str] | None) -> str:
    said = tr("Collecting had just ended: this was not taken. The facilitator can write it down for you.")
    return said if typed else ""


def _typed(form: Mapping[str, str]) -> list[str]:
    return [words for name, words in form.items() if name.startswith("prompt_") and words.strip()]


def _name(target: Target) -> str:
    return f"{_DOTS}{target.kind}-{target.id}"
