"""The lines that people sent, those that the facilitator marked, and those of them that may be told."""

from dataclasses import dataclass

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from facilitator.errors import NotFound
from facilitator.exercises.success_cases.tables import SuccessMark
from facilitator.i18n import tr
from facilitator.questionnaires.reading import responses
from facilitator.questionnaires.setup import get_setup, read_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import people_of

RESULT, NOTHING, NOT_YET = "result", "nothing", "not_yet"
CAME, LINE, FACT, AGREE, TRIED, OBSTACLE, BECAUSE = "came", "line", "fact", "agree", "tried", "obstacle", "because"


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody sent: `came` is the key of what came of it, `line` their words, `obstacle` its label.

    `fact` is the facilitator's where there is one, else their own. `agreed` says that it may be told.
    """

    participant_id: int
    name: str
    came: str
    line: str
    fact: str
    agreed: bool
    obstacle: str
    marked: bool
    counts_only: bool = False

    @property
    def may_be_told(self) -> bool:
        """Whether others may read it: a marked result with its teller's consent and one fact that backs it.

        Never under a works agreement, which lets nothing of a single person out.
        """
        told = self.marked and self.came == RESULT and self.agreed and bool(self.line and self.fact)
        return told and not self.counts_only

    @property
    def why_not(self) -> str:
        """What is lacking until a marked result may be told; "" where nothing is, and for what is never told."""
        if not self.marked or self.came != RESULT or self.may_be_told:
            return ""
        if self.counts_only:
            return tr("Not told: under the works agreement there are counts only.")
        if not self.agreed:
            return tr("Not told: {name} has not agreed.", name=self.name)
        return tr("Not told: one fact that backs it is missing.") if self.line else tr("Not told: nothing is written.")


def cases(library: Library, step_id: int) -> list[Case]:
    """Everybody's line of the present round that was sent, results first, then by name."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    labels = {option.key: option.label for option in asked.options(OBSTACLE)} if asked.find(OBSTACLE) else {}
    names = {person.id: person.name for person in people_of(library, setup.workshop_id)}
    with library.read() as session:
        marks = {row.participant_id: row for row in session.exec(_marks(step_id, setup.round))}
    counts_only = under_agreement(library, setup.workshop_id)
    found = []
    for each in responses(library, step_id):
        if not each.sent:
            continue
        who = min(each.members)
        mark = marks.get(who)
        came = next(iter(each.given.options(CAME)), "")
        agreed = each.given.agreed(AGREE)
        found.append(
            Case(
                who,
                ", ".join(names[person] for person in each.members if person in names),
                came,
                each.given.words({RESULT: LINE, NOTHING: TRIED, NOT_YET: BECAUSE}.get(came, "")),
                (mark.fact if mark else "") or (each.given.words(FACT) if came == RESULT else ""),
                agreed and came == RESULT,
                labels.get(next(iter(each.given.options(OBSTACLE)), ""), "") if came != RESULT else "",
                mark is not None and mark.marked,
                counts_only,
            )
        )
    order = [RESULT, NOTHING, NOT_YET, ""]
    return sorted(found, key=lambda each: (order.index(each.came), each.name))


def told(library: Library, step_id: int) -> list[Case]:
    """The cases that others may read."""
    return [each for each in cases(library, step_id) if each.may_be_told]


def mark(library: Library, step_id: int, participant_id: int, marked: bool) -> Done[None]:
    """Mark what somebody sent as a case, or no longer. Raises NotFound where there is nothing of them."""
    with library.change(tr("Mark case")) as change:
        _row(library, change.session, step_id, participant_id).marked = marked
        change.announce(Change(Topic.ANSWERS, read_setup(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def say_fact(library: Library, step_id: int, participant_id: int, fact: str) -> Done[None]:
    """Write the fact that backs a case, in place of the teller's own; "" lets that stand again."""
    with library.change(tr("Fact of a case")) as change:
        _row(library, change.session, step_id, participant_id).fact = one_line(fact)
        change.announce(Change(Topic.ANSWERS, read_setup(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def _row(library: Library, session: Session, step_id: int, participant_id: int) -> SuccessMark:
    if participant_id not in {each.participant_id for each in cases(library, step_id)}:
        raise NotFound(tr("There is no line of this person."))
    key = (step_id, read_setup(session, step_id).round, participant_id)
    row = session.get(SuccessMark, key) or SuccessMark(step_id=key[0], round=key[1], participant_id=key[2])
    session.add(row)
    return row


def _marks(step_id: int, round_: int) -> SelectOfScalar[SuccessMark]:
    return select(SuccessMark).where(SuccessMark.step_id == step_id, SuccessMark.round == round_)
