"""Bringing in what a form says: fields that were read, put one after the other as answers of somebody."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.i18n import tr
from facilitator.questionnaires import partner_choice
from facilitator.questionnaires.answers import add_for_room, put
from facilitator.questionnaires.fields import Name, ReadFields, Remark, Spot
from facilitator.questionnaires.model import Question, Questionnaire, Someone, Value
from facilitator.questionnaires.reading import Who, read_given
from facilitator.questionnaires.setup import Setup
from facilitator.questionnaires.teams import team_id, teams_of
from facilitator.storage.library import Library
from facilitator.text_matching import caseless


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of it: how many questions were answered, and what the operations refused."""

    answered: int
    remarks: tuple[Remark, ...]


def enter(library: Library, who: Who, workshop_id: int, questionnaire: Questionnaire, read: ReadFields) -> Entered:
    """Answer what `read` says, each question with all of its values. What can't be taken is left out with a remark.

    Within one transaction, so that either all of it is there or nothing.
    """
    remarks: list[Remark] = []
    answered = 0
    with library.change(tr("Enter answers")):
        for spot, values in read.values.items():
            try:
                about = _subject(library, who, questionnaire, spot)
                put(library, who, spot.question, named(library, workshop_id, questionnaire, spot, values), about)
                answered += 1
            except (Invalid, NotFound) as error:
                remarks.append(Remark(str(Name(spot)), error.sentence))
    return Entered(answered, tuple(remarks))


def enter_for_room(
    library: Library, step_id: int, workshop_id: int, questionnaire: Questionnaire, read: ReadFields
) -> Entered:
    """Add what `read` says as answers of nobody, whatever is there."""
    remarks: list[Remark] = []
    ids: dict[str, list[int]] = {}
    with library.change(tr("Enter answers")):
        for spot, values in read.values.items():
            about_key = questionnaire.by_key[spot.question].about
            try:
                subjects = ids.get(about_key or "", [])
                if about_key is not None and (spot.about or 0) > len(subjects):
                    raise NotFound(tr("What this question is about is no longer there."))
                about = None if about_key is None else subjects[(spot.about or 0) - 1]
                for value in named(library, workshop_id, questionnaire, spot, values):
                    ids.setdefault(spot.question, []).append(
                        add_for_room(library, step_id, spot.question, value, about).value
                    )
            except FacilitatorError as error:
                remarks.append(Remark(str(Name(spot)), error.sentence))
    return Entered(sum(map(len, ids.values())), tuple(remarks))


class Oneself:
    """Who answers, so that a form in which they name themselves or their own team is told before it is entered.

    `people` are those who answer together, `teams` everybody by their teams.
    """

    def __init__(self, people: Collection[int], teams: Mapping[str, Collection[int]]) -> None:
        self._people = {*people}
        self._teams = {caseless(team) for team, members in teams.items() if self._people & {*members}}

    def is_named(self, question: Question, values: Iterable[Value]) -> bool:
        """Whether they are among the values of a question that asks for others; teams are words."""
        if not isinstance(question, Someone) or question.oneself:
            return False
        return any(value.person in self._people or caseless(value.word or "") in self._teams for value in values)


def oneself_now(session: Session, setup: Setup, participant_id: int) -> Oneself:
    """A participant, and those with whom they answer in the round of the setup."""
    response_id = partner_choice.response_of(session, setup, participant_id)
    together = [] if response_id is None else partner_choice.members(session, response_id)
    return Oneself({participant_id, *together}, teams_of(session, setup.workshop_id))


def named(
    library: Library, workshop_id: int, questionnaire: Questionnaire, spot: Spot, values: tuple[Value, ...]
) -> tuple[Value, ...]:
    """The values with the ids of teams in place of their names; a team that nobody named gets one."""
    question = questionnaire.by_key[spot.question]
    if not isinstance(question, Someone) or question.whom == "person":
        return values
    return tuple(_with_ids(library, workshop_id, values))


def _with_ids(library: Library, workshop_id: int, values: tuple[Value, ...]) -> Iterator[Value]:
    with library.change(tr("Enter answers")) as change:
        for value in values:
            yield value if value.word is None else Value(team=team_id(change.session, workshop_id, value.word))


def _subject(library: Library, who: Who, questionnaire: Questionnaire, spot: Spot) -> int | None:
    """The id of the answer that a spot is about. Raises NotFound where there are fewer."""
    if spot.about is None:
        return None
    subjects = read_given(library, who).of(questionnaire.by_key[spot.question].about or "")
    if spot.about > len(subjects):
        raise NotFound(tr("What this question is about is no longer there."))
    return subjects[spot.about - 1].id
