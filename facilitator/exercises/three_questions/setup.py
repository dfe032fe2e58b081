"""How one step is set up, and the phases that the facilitator leads the room through.

What is asked, how cards are signed and in what company they are written is the step's questionnaire: that of the
folder, in the words of a template or one's own. The rest is the card's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field
from sqlmodel import Session, col, func, select

from facilitator.content_files import checked
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.three_questions.tables import CardDots, CardMark, CardSetup
from facilitator.exercises.three_questions.templates import TEMPLATE, Prompt, check_prompt, load_template
from facilitator.i18n import tr, tr_content, trn
from facilitator.questionnaires import late
from facilitator.questionnaires.answer_rows import rows
from facilitator.questionnaires.model import Names, Question, Questionnaire, Together
from facilitator.questionnaires.setup import Setup as Asked
from facilitator.questionnaires.setup import (
    change_questionnaire,
    close_within,
    copy_questionnaire,
    forget_whose,
    replace_questionnaire,
    set_open,
)
from facilitator.questionnaires.setup import read_setup as read_asked
from facilitator.questionnaires.tables import AnswerRow
from facilitator.records import Record
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_step, one_line

Phase = Literal["collect", "reveal", "gather", "vote", "decide"]
PHASES: tuple[Phase, ...] = ("collect", "reveal", "gather", "vote", "decide")
NAMES: tuple[Names, ...] = ("signed", "initials", "anonymous")
LONGEST = 160
"""Letters of one card: what can be read on a wall."""
MOST_DOTS = 20
SECRET_FROM = 3
"""Of fewer people than this an anonymous card is easily told to be somebody's."""
KIND = "three_questions"
_LOOKS_AHEAD = "looks_ahead"
CONTEXT = f"questionnaire:{KIND}"


@dataclass(frozen=True, slots=True)
class AskedPrompt:
    """One question as the step asks it; `id` is its number among the step's own."""

    id: int
    label: str
    question: str
    help: str
    looks_ahead: bool

    @property
    def key(self) -> str:
        """The key of the question in the questionnaire."""
        return f"prompt_{self.id}"


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
    asked: Asked
    been_read: bool = False
    """Whether anonymous cards were read before, so that what comes now would tell whose it is."""

    @property
    def anonymous(self) -> bool:
        """Whether nobody may be able to tell who wrote a card."""
        return self.names == "anonymous"

    def prompt(self, prompt_id: int) -> AskedPrompt:
        """The question of this id. Raises NotFound."""
        found = next((each for each in self.prompts if each.id == prompt_id), None)
        if found is None:
            raise NotFound(tr("This question is no longer asked."))
        return found


def get_setup(library: Library, step_id: int) -> Setup:
    """The settings of a step. Raises NotFound when the step is gone or runs another exercise."""
    with library.read() as session:
        return read_setup(session, step_id)


def read_setup(session: Session, step_id: int) -> Setup:
    """The settings of a step, within a session."""
    row = setup_row(session, step_id)
    asked = read_asked(session, step_id)
    questionnaire = asked.questionnaire
    prompts = tuple(
        AskedPrompt(int(key.rpartition("_")[2]), *_said(each), each.role == _LOOKS_AHEAD)
        for key, each in questionnaire.by_key.items()
    )
    phase: Phase = row.phase  # type: ignore[assignment]  # the table's check constraint allows nothing else
    return Setup(
        step_id,
        asked.workshop_id,
        row.template,
        questionnaire.names,
        phase,
        row.dots,
        row.several,
        questionnaire.together,
        prompts,
        asked,
        row.been_read,
    )


def _said(asked: Question) -> tuple[str, str, str]:
    """Its heading, its wording and what stands below it, as the bundled wordings are in the language spoken."""
    heading, wording, below = (tr_content(CONTEXT, each) for each in (asked.label, asked.text, asked.help))
    return heading, wording, below


def reworded(asked: Questionnaire, prompts: Sequence[Prompt], **fields: Any) -> Questionnaire:
    """The questionnaire with its questions in these words, and other values of these fields.

    Raises BadFile for a wording that can't be asked.
    """
    questions = [
        question.model_copy(
            update={
                "label": one_line(each.label),
                "text": one_line(each.question),
                "help": one_line(each.help),
                "role": _LOOKS_AHEAD if each.looks_ahead else "",
            }
        )
        for question, each in zip(asked.by_key.values(), prompts, strict=True)
    ]
    return asked.edited(questions=[each.model_dump() for each in questions], **fields)


class _Options(Record):
    template: str = TEMPLATE
    names: Names = "signed"
    together: Together = "alone"
    dots: int = Field(default=3, ge=1, le=20)
    several: bool = False


@implements(Exercise.set_up)
def set_up(session: Session, step_id: int, options: Mapping[str, Any]) -> None:
    """Give a new step its settings; `options` may hold `template`, `names`, `dots`, `several` and `together`."""
    own = checked(_Options, options, tr("What the step begins with")).model_dump(exclude_unset=True)
    own.setdefault("template", TEMPLATE)
    fields: dict[str, Any] = {name: own.pop(name) for name in ("names", "together") if name in own}
    exercise(KIND).supplied(Exercise.set_up)(session, step_id, fields)
    asked = read_asked(session, step_id).questionnaire
    words = load_template(own["template"]).prompts
    replace_questionnaire(session, step_id, reworded(asked, words), is_open=True)
    session.add(CardSetup(step_id=step_id, **own))
    session.flush()


@implements(Exercise.copy_set_up)
def copy_set_up(session: Session, source_step: int, target_step: int) -> None:
    """Give one step the settings of another; it begins with collecting, and guesses what to look back at."""
    copy_questionnaire(session, source_step, target_step)
    own = {"step_id", "phase", "earlier_step_id", "starts_afresh", "been_read"}
    session.add(CardSetup(**setup_row(session, source_step).model_dump(exclude=own), step_id=target_step))
    session.flush()


def change_settings(
    library: Library, step_id: int, *, names: Names, dots: int, several: bool, together: Together
) -> Done[None]:
    """Choose who can tell who wrote what, who writes together, and how the room votes.

    Raises Invalid for a number of dots outside 1 to 20 or below what somebody has laid, and for other names or company
    once somebody has begun: they wrote under the promise that they read.
    """
    if not 1 <= dots <= MOST_DOTS:
        raise Invalid(tr("Everybody gets between 1 and {most} dots.", most=MOST_DOTS))
    with library.change(tr("Change exercise settings")) as change:
        row = setup_row(change.session, step_id)
        asked = read_asked(change.session, step_id).questionnaire
        change_questionnaire(library, step_id, asked.edited(names=names, together=together))
        laid = select(func.sum(CardDots.dots)).where(
            CardDots.step_id == step_id, col(CardDots.participant_id).is_not(None)
        )
        most = max(change.session.exec(laid.group_by(col(CardDots.participant_id))), default=0)
        if dots < most:
            raise Invalid(
                trn("Somebody has laid {count} dot already.", "Somebody has laid {count} dots already.", most)
            )
        row.dots, row.several = dots, several
        change.session.add(row)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def change_prompts(library: Library, step_id: int, prompts: Sequence[Prompt], template: str = "") -> Done[None]:
    """Reword the three questions; their cards stay below them. Raises Invalid for an empty wording."""
    with library.change(tr("Change questions")) as change:
        setup = read_setup(change.session, step_id)
        if len(setup.prompts) != len(prompts):
            raise Invalid(tr("The card has three questions."))
        for prompt in prompts:
            check_prompt(prompt)
        change_questionnaire(library, step_id, reworded(setup.asked.questionnaire, prompts))
        if template:
            row = setup_row(change.session, step_id)
            row.template = template
            change.session.add(row)
        change.announce(Change(Topic.SETTINGS, setup.workshop_id, step_id))
    return change.done(None)


def change_phase(library: Library, step_id: int, phase: Phase) -> Done[None]:
    """Lead the room to another phase, forwards or back.

    When the collecting of anonymous cards ends, what could still tell goes with it: see `questionnaires.setup.close`.

    What came after the cards had been read stays held back, for whoever saw them before knows which are new, and the
    room knows who was at the station: until three people have handed in since, or everybody where there are fewer.
    """
    with library.change(tr("Change phase"), undoable=False) as change:
        row = setup_row(change.session, step_id)
        row.phase = phase
        change.session.add(row)
        if phase == "collect":
            closing = False
            set_open(change, step_id, True)
        else:
            closing = close_within(change, step_id)
        if closing:
            released = _release(library, change.session, row)
        workshop_id = find_step(change.session, step_id).workshop_id
        change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
    if closing:
        if released:
            late.forget(library, step_id)
        forget_whose(library, step_id)
    return change.done(None)


def _release(library: Library, session: Session, row: CardSetup) -> bool:
    """Let all cards be read, if enough people have handed in since others were. Whether they may."""
    ((sent_in,),) = rows(session, "SELECT count(*) FROM response WHERE step_id = ? AND sent = 1", row.step_id)
    if row.been_read and late.count(library, row.step_id) < min(SECRET_FROM, sent_in):
        return False
    sent = session.exec(select(AnswerRow.id).where(AnswerRow.step_id == row.step_id, col(AnswerRow.sent))).all()
    for card_id in sent:
        mark = session.get(CardMark, card_id) or CardMark(answer_id=card_id)
        mark.held = False
        session.add(mark)
    row.been_read = row.been_read or bool(sent)
    return True


def setup_row(session: Session, step_id: int) -> CardSetup:
    """The row of the settings; raises NotFound. For operations of this exercise."""
    row = session.get(CardSetup, step_id)
    if row is None:
        raise NotFound(tr("This step is no longer on the agenda."), step_id=step_id)
    return row
