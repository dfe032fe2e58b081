"""How one step is set up, and the phases that the facilitator leads the room through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions import slips
from facilitator.exercises.three_questions.tables import Card, CardPrompt, CardSetup, CardTick
from facilitator.exercises.three_questions.templates import TEMPLATE, Prompt, check_prompt, load_template
from facilitator.i18n import kept, tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_step, one_line

Names = Literal["signed", "initials", "anonymous"]
Together = Literal["alone", "pairs", "teams"]
Phase = Literal["collect", "reveal", "gather", "vote", "decide"]
PHASES: tuple[Phase, ...] = ("collect", "reveal", "gather", "vote", "decide")
NAMES: tuple[Names, ...] = ("signed", "initials", "anonymous")
TOGETHER: tuple[Together, ...] = ("alone", "pairs", "teams")
MOST_DOTS = 20
SECRET_FROM = 3
"""Of fewer people than this an anonymous card is easily told to be somebody's."""


@dataclass(frozen=True, slots=True)
class AskedPrompt:
    """One question as the step asks it."""

    id: int
    label: str
    question: str
    help: str
    looks_ahead: bool


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings of one step and where the room is. `several` allows more than one dot on the same thing."""

    step_id: int
    workshop_id: int
    template: str
    names: Names
    phase: Phase
    dots: int
    several: bool
    together: Together
    prompts: tuple[AskedPrompt, ...]
    been_read: bool = False
    """Whether anonymous cards were read before, so that what comes now would tell whose it is."""

    @property
    def anonymous(self) -> bool:
        """Whether nobody may be able to tell who wrote a card."""
        return self.names == "anonymous"


def get_setup(library: Library, step_id: int) -> Setup:
    """The settings of a step. Raises NotFound when the step is gone or runs another exercise."""
    with library.read() as session:
        return read_setup(session, step_id)


def read_setup(session: Session, step_id: int) -> Setup:
    """The settings of a step, within a session."""
    workshop_id = find_step(session, step_id).workshop_id
    row = setup_row(session, step_id)
    prompts = tuple(
        AskedPrompt(each.id, kept(each.label), kept(each.question), kept(each.help), each.looks_ahead)
        for each in _prompts(session, step_id)
    )
    names: Names = row.names  # type: ignore[assignment]  # the table's check constraints allow nothing else
    phase: Phase = row.phase  # type: ignore[assignment]
    together: Together = row.together  # type: ignore[assignment]
    return Setup(
        step_id, workshop_id, row.template, names, phase, row.dots, row.several, together, prompts, row.been_read
    )


@implements(Exercise.set_up)
def set_up(session: Session, step_id: int, options: Mapping[str, Any]) -> None:
    """Give a new step its settings; `options` may hold `template`, `names`, `dots`, `several` and `together`."""
    chosen = dict(options)
    template = load_template(chosen.setdefault("template", TEMPLATE))
    session.add(CardSetup(step_id=step_id, **chosen))
    session.flush()
    _write_prompts(session, step_id, template.prompts)


@implements(Exercise.copy_set_up)
def copy_set_up(session: Session, source_step: int, target_step: int) -> None:
    """Give one step the settings of another; it begins with collecting, and guesses what to look back at."""
    own = {"step_id", "phase", "earlier_step_id", "starts_afresh", "been_read"}
    source = setup_row(session, source_step).model_dump(exclude=own)
    session.add(CardSetup(**source, step_id=target_step))
    session.flush()
    for each in _prompts(session, source_step):
        session.add(CardPrompt(**each.model_dump(exclude={"id", "step_id"}), step_id=target_step))
    session.flush()


def change_settings(
    library: Library, step_id: int, *, names: Names, dots: int, several: bool, together: Together
) -> Done[None]:
    """Choose who can tell who wrote what, who writes together, and how the room votes.

    Raises Invalid for a number of dots outside 1 to 20, and for other names or company once somebody has begun: they
    wrote under the promise that they read.
    """
    if not 1 <= dots <= MOST_DOTS:
        raise Invalid(tr("Everybody gets between 1 and {most} dots.", most=MOST_DOTS))
    with library.change(tr("Change exercise settings")) as change:
        row = setup_row(change.session, step_id)
        if names != row.names and has_begun(change.session, step_id):
            raise Invalid(
                tr("Cards were written under another promise. Duplicate the step to collect with other names.")
            )
        if together != row.together and has_begun(change.session, step_id):
            raise Invalid(tr("Some have begun to write. Duplicate the step to let people write in other company."))
        row.names, row.dots, row.several, row.together = names, dots, several, together
        change.session.add(row)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def change_prompts(library: Library, step_id: int, prompts: Sequence[Prompt], template: str = "") -> Done[None]:
    """Reword the three questions; their cards stay below them. Raises Invalid for an empty wording."""
    with library.change(tr("Change questions")) as change:
        rows = _prompts(change.session, step_id)
        if len(rows) != len(prompts):
            raise Invalid(tr("The card has three questions."))
        for row, prompt in zip(rows, prompts, strict=True):
            check_prompt(prompt)
            row.label, row.question, row.help = map(one_line, (prompt.label, prompt.question, prompt.help))
            row.looks_ahead = prompt.looks_ahead
            change.session.add(row)
        if template:
            setup = setup_row(change.session, step_id)
            setup.template = template
            change.session.add(setup)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def change_phase(library: Library, step_id: int, phase: Phase) -> Done[None]:
    """Lead the room to another phase, forwards or back.

    When the collecting of anonymous cards ends, what could still tell goes with it: this program forgets whose draft
    is whose, drafts that nobody sent are erased, and the file is rebuilt, so that its write-ahead log does not tell
    in which order the cards came. Raises NotSaved when another program keeps that log.

    What came after the cards had been read stays held back, for whoever saw them before knows which are new, and the
    room knows who was at the station: until three people have handed in since, or everybody where there are fewer.
    """
    with library.change(tr("Change phase"), undoable=False) as change:
        row = setup_row(change.session, step_id)
        closing = row.phase == "collect" and phase != "collect" and row.names == "anonymous"
        row.phase = phase
        change.session.add(row)
        if closing:
            for draft in change.session.exec(_cards_of(step_id).where(col(Card.sent).is_(False))).all():
                change.session.delete(draft)
            released = _release(library, change.session, row)
        workshop_id = find_step(change.session, step_id).workshop_id
        change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
    if closing:
        slips.forget(library, step_id)
        if released:
            slips.forget_late(library, step_id)
        library.scrub()
    return change.done(None)


def _release(library: Library, session: Session, row: CardSetup) -> bool:
    """Let all cards be read, if enough people have handed in since others were. Whether they may."""
    ticks = select(func.count()).select_from(CardTick).where(CardTick.step_id == row.step_id, col(CardTick.sent))
    if row.been_read and slips.late(library, row.step_id) < min(SECRET_FROM, session.exec(ticks).one()):
        return False
    sent = session.exec(_cards_of(row.step_id).where(col(Card.sent))).all()
    for card in sent:
        card.held = False
        session.add(card)
    row.been_read = row.been_read or bool(sent)
    return True


def has_begun(session: Session, step_id: int) -> bool:
    """Whether anybody has read the notice or written a card."""
    ticks = session.exec(select(func.count()).select_from(CardTick).where(CardTick.step_id == step_id)).one()
    return ticks > 0 or session.exec(_cards_of(step_id).limit(1)).first() is not None


def setup_row(session: Session, step_id: int) -> CardSetup:
    """The row of the settings; raises NotFound. For operations of this exercise."""
    row = session.get(CardSetup, step_id)
    if row is None:
        raise NotFound(tr("This step is no longer on the agenda."), step_id=step_id)
    return row


def _cards_of(step_id: int) -> SelectOfScalar[Card]:
    return select(Card).join(CardPrompt, col(CardPrompt.id) == col(Card.prompt_id)).where(CardPrompt.step_id == step_id)


def _prompts(session: Session, step_id: int) -> list[CardPrompt]:
    rows = select(CardPrompt).where(col(CardPrompt.step_id) == step_id).order_by(col(CardPrompt.position))
    return list(session.exec(rows))


def _write_prompts(session: Session, step_id: int, prompts: Sequence[Prompt]) -> None:
    for position, prompt in enumerate(prompts):
        session.add(CardPrompt(step_id=step_id, position=position, **prompt.model_dump()))
    session.flush()
