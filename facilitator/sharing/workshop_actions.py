"""Actions in a whole workshop's JSON file, with what they came from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pydantic import Field

from facilitator.actions.actions import ActionView, Source, Status, Wording, actions_of, add_action
from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.records import Record
from facilitator.sharing.workshop_agenda import StepRecord
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Problem
from facilitator.text_matching import caseless


class ActionRecord(Record):
    """What was agreed. `owner` and `partner` are people of the roster, `owner` null for the whole team.

    It came from the step at the place `step` of the agenda, counted from 1, and there from `source`: a word of the
    file for one of its things, such as "theme 4", or the exercise's own word. One will see that it worked by the
    indicator at the place `indicator`, counted from 1.
    """

    what: str = Field(min_length=1)
    owner: int | None = None
    partner: int | None = None
    due: date | None = None
    sign: str = ""
    status: Status = "open"
    seen: str = ""
    step: int | None = None
    source: str = ""
    indicator: int | None = None


def action_records(
    actions: Sequence[ActionView],
    things: Mapping[str, str],
    seen: Mapping[int, int],
    pseudonyms: Pseudonyms | None,
) -> tuple[ActionRecord, ...]:
    """The actions; with pseudonyms nobody's, by their days, and not what in a step they came from.

    `things` are the file's words for what they came from, `seen` the places of indicators by their ids.
    """
    found = tuple(_action(each, things, seen) for each in actions)
    if pseudonyms is None:
        return found
    nobodys = [
        action.model_copy(
            update={
                "owner": None,
                "partner": None,
                "source": "",
                **{key: pseudonyms.without_names(getattr(action, key)) for key in ("what", "sign", "seen")},
            }
        )
        for action in pseudonyms.in_no_order(found)
    ]
    return tuple(sorted(nobodys, key=lambda action: action.due or date.max))


def _action(action: ActionView, things: Mapping[str, str], seen: Mapping[int, int]) -> ActionRecord:
    wording, step = action.wording, things.get(f"step {action.source.step_id}")
    return ActionRecord(
        what=wording.what,
        owner=wording.owner_id,
        partner=wording.partner_id,
        due=wording.due,
        sign=wording.sign,
        status=wording.status,
        seen=wording.seen,
        step=int(step.split()[1]) if step else None,
        source=_pointed(action.source.what, things),
        indicator=seen.get(action.indicator_id or 0),
    )


def actions_left_out(
    library: Library,
    workshop_id: int,
    records: Sequence[ActionRecord],
    agenda: Sequence[StepRecord],
    untouched: bool,
) -> Iterator[Problem]:
    """What of the actions does not come in, each with the reason."""
    here = {caseless(each.wording.what) for each in actions_of(library, workshop_id)}
    for action in records:
        origin = agenda[action.step - 1] if action.step is not None else None
        if origin is not None and caseless(action.what) not in here and not _comes_in(origin, action, untouched):
            sentence = tr("What the action “{what}” came from does not come in.", what=action.what)
            cause = tr("What these actions came from does not come in:")
            yield Problem(sentence, error=False, loss=Loss.CELL, cause=cause, value=action.what)
        if caseless(action.what) in here:
            sentence = tr(
                "“{what}” is on the list of actions in the same words, and stays as it is here.", what=action.what
            )
            cause = tr("On the list of actions in the same words, and as they are here:")
            yield Problem(sentence, error=False, loss=Loss.ACTION, cause=cause, value=action.what)


def _comes_in(step: StepRecord, action: ActionRecord, untouched: bool) -> bool:
    """Whether the step that an action came from comes in, and what in that step."""
    if not step.exercise:
        return untouched
    return step.is_known and (step.data is not None or not action.source)


def take_actions(
    library: Library,
    workshop_id: int,
    records: Sequence[ActionRecord],
    agenda: Sequence[StepRecord],
    people: Mapping[int, int],
    things: dict[str, str],
    seen: Mapping[int, int],
) -> None:
    """Add the actions that are not on the list here in the same words. Raises BadFile for one of nobody in the file."""
    here = {caseless(each.wording.what) for each in actions_of(library, workshop_id)}
    for place, action in enumerate(records, start=1):
        if caseless(action.what) in here:
            continue
        owner, partner = (people.get(each) if each is not None else None for each in (action.owner, action.partner))
        wording = Wording(action.what, owner, partner, action.due, action.sign, action.status, action.seen)
        step = things.get(f"step {action.step}")
        source = Source(int(step.split()[1]) if step else None, _pointed(action.source, things))
        if action.source and step and not source.what and agenda[(action.step or 0) - 1].data is not None:
            raise BadFile(
                tr(
                    "The action “{what}” came from something that is not in the file: {name}.",
                    what=action.what,
                    name=action.source,
                )
            )
        made = add_action(library, workshop_id, wording, source, seen.get(action.indicator or 0))
        things[f"action {place}"] = f"action {made.value}"


def _pointed(word: str, things: Mapping[str, str]) -> str:
    """The word on the other side of the door; "" for a thing by its number that is not on this side of it.

    What has no number, such as the key of an observation, is the same everywhere.
    """
    return things.get(word, "" if word.rpartition(" ")[2].isdecimal() else word)
