"""Operations that need both the agenda and the exercises on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.agreement_check import apply_agreement
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.owners import as_promised, drop_taken_back, follow_owners, owned_by
from facilitator.exercises.registry import exercise, exercises, is_there
from facilitator.exercises.time_plan import proposed_minutes
from facilitator.i18n import SOURCE, speaking, tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.agenda import add_step, agenda, free_position, said_title, steps_of
from facilitator.workshop.consent import counted, forget_consent
from facilitator.workshop.data_protection import copy_protection, note_names_removed
from facilitator.workshop.deletions import What, note_deletion
from facilitator.workshop.find import find_participant, find_step, find_workshop
from facilitator.workshop.moves import Move
from facilitator.workshop.name_places import Place, take_name_out
from facilitator.workshop.own_code import forget_code, forget_codes, has_own_code
from facilitator.workshop.room_plan import copy_step_plan, copy_workshop_plan
from facilitator.workshop.roster import remove_people
from facilitator.workshop.same_people import chains, confirm_same, refuse_same, refused_selves
from facilitator.workshop.standings import State
from facilitator.workshop.station import forget_what_came
from facilitator.workshop.tables import AgendaStep, CountedConsent, NameConsent, Participant, StepKind
from facilitator.workshop.workshops import copy_people, new_workshop


def exercise_in(library: Library, kind: str) -> Exercise:
    """Return the exercise of this kind. Raises NotFound where it can't be used in this library; see `why_hidden`."""
    why = _why_unusable(library, kind)
    if why:
        raise NotFound(why, kind=kind)
    return exercise(kind)


def offered(library: Library) -> list[Exercise]:
    """Return the exercises that can be put on an agenda of this library, in the order in which they are offered."""
    return [each for each in exercises() if not _why_unusable(library, each.kind)]


def why_hidden(library: Library, step: AgendaStep) -> str:
    """Return why a step can't be run here, in a sentence; "" for every other one.

    Its exercise is not installed, or the library holds it as a newer version keeps it. What it holds stays untouched.
    """
    return _why_unusable(library, step.exercise) if step.exercise else ""


def kind_of(library: Library, step: AgendaStep) -> str:
    """Return the kind of the exercise that a step runs; "" for one that runs none, or is hidden here."""
    return "" if why_hidden(library, step) else step.exercise


def _why_unusable(library: Library, kind: str) -> str:
    if not is_there(kind):
        return tr("This step needs the exercise “{kind}”, which is not installed here.", kind=kind)
    if kind in library.unknown_parts:
        return tr("This step needs a newer version of Facilitator, which has kept answers to it in this library.")
    return ""


def add_exercise(
    library: Library,
    workshop_id: int,
    kind: str,
    *,
    title: str = "",
    minutes: int | None = None,
    notes: str = "",
    options: Mapping[str, Any] | None = None,
    after: int | None = None,
) -> Done[int]:
    """Add an exercise with its default settings after the step `after`, or at the end; the value is the step's id.

    Without `minutes` it gets those that the people of the workshop need.
    """
    chosen = exercise_in(library, kind)
    with speaking(SOURCE):
        # What came with the program is kept as the code has it, and said in whatever language is spoken.
        usual = chosen.title
    with library.change(tr("Add step")) as change:
        step_id = add_step(
            library,
            workshop_id,
            title or usual,
            kind=StepKind.EXERCISE,
            exercise=kind,
            minutes=chosen.minutes if minutes is None else minutes,
            notes=notes,
            after=after,
        ).value
        chosen.set_up(change.session, step_id, options or {})
        apply_agreement(change.session, chosen, step_id, workshop_id)
        if minutes is None:
            change.session.flush()
            step = find_step(change.session, step_id)
            step.minutes = proposed_minutes(library, workshop_id, kind, step_id)
            change.session.add(step)
    return change.done(step_id)


def duplicate_step(library: Library, step_id: int) -> Done[int]:
    """A copy of a step with its settings, right after it and without any answer; the value is its id."""
    with library.change(tr("Duplicate step")) as change:
        step = find_step(change.session, step_id)
        if why := why_hidden(library, step):
            raise Invalid(why)
        position = free_position(change.session, step.workshop_id, step_id)
        copied = _copy_step(change.session, step, step.workshop_id, position=position)
        change.announce(Change(Topic.AGENDA, step.workshop_id))
    return change.done(copied)


def duplicate_workshop(library: Library, workshop_id: int) -> Done[int]:
    """A copy of a workshop's facts, people, agenda and settings, without any answer; the value is its id."""
    with library.change(tr("Duplicate workshop")) as change:
        source = find_workshop(change.session, workshop_id)
        copy_id = new_workshop(
            library,
            tr("{title} (copy)", title=source.title),
            client=source.client,
            facilitator=source.facilitator,
            place=source.place,
        ).value
        copy_protection(change.session, workshop_id, copy_id)
        copy_people(library, workshop_id, copy_id)
        copy_agenda(library, workshop_id, copy_id)
        copy_workshop_plan(change.session, workshop_id, copy_id, people=True)
    return change.done(copy_id)


def copy_agenda(library: Library, source_id: int, target_id: int) -> None:
    """Give one workshop the steps of another one with their settings, within the caller's transaction.

    Steps that are hidden here stay behind: their settings can't be read.
    """
    with library.read() as session:
        for step in agenda(session, source_id):
            if not why_hidden(library, step):
                _copy_step(session, step, target_id)


def _copy_step(session: Session, step: AgendaStep, workshop_id: int, **other: Any) -> int:
    facts = step.model_dump(exclude={"id", "workshop_id", "started_at", "ended_at"})
    copied = AgendaStep(**{**facts, **other}, workshop_id=workshop_id)
    session.add(copied)
    session.flush()
    copy_step_plan(session, step.id, copied.id)
    if step.exercise:
        exercise(step.exercise).copy_set_up(session, step.id, copied.id)
        apply_agreement(session, exercise(step.exercise), copied.id, workshop_id)
    return copied.id


def exercise_steps(library: Library, workshop_id: int) -> list[tuple[AgendaStep, Exercise]]:
    """The steps of a workshop that run an exercise, each with it, in the agenda's order; without those hidden here."""
    return [(step, exercise(step.exercise)) for step in steps_of(library, workshop_id) if kind_of(library, step)]


def usable_steps(library: Library, workshop_id: int) -> list[AgendaStep]:
    """The steps of a workshop that can be run here, in the agenda's order."""
    return [step for step in steps_of(library, workshop_id) if not why_hidden(library, step)]


def hidden_steps(library: Library, workshop_id: int) -> list[tuple[AgendaStep, str]]:
    """The steps of a workshop that can't be run here, each with the sentence that says why."""
    return [(step, why) for step in steps_of(library, workshop_id) if (why := why_hidden(library, step))]


def left_out(library: Library, workshop_id: int) -> list[str]:
    """What no paper and no export of a workshop holds, a sentence for each step that can't be run here."""
    return [
        tr("“{title}” is left out. {why}", title=said_title(step), why=why)
        for step, why in hidden_steps(library, workshop_id)
    ]


@dataclass(frozen=True, slots=True)
class Rounds:
    """Which rounds the exercises of a workshop are in.

    `present` tells that apart from any other time: the steps in a later round than the first, each with its round, and
    "" before there are any.
    """

    present: str
    titles: Mapping[int, Sequence[str]]

    def title(self, key: str) -> str:
        """What people call the rounds of a key; "" for what is gone, and for the first while it is the only one."""
        if not key:
            return ", ".join(dict.fromkeys(each[0] for each in self.titles.values() if len(each) > 1))
        found: list[str] = []
        for part in key.split():
            step_id, _, number = part.partition(".")
            titles = self.titles.get(int(step_id), ())
            found += titles[int(number) - 1 : int(number)]
        return ", ".join(found)


def rounds_now(library: Library, workshop_id: int) -> Rounds:
    """The rounds of a workshop's exercises."""
    titles = {step.id: each.round_titles(library, step.id) for step, each in exercise_steps(library, workshop_id)}
    later = [f"{step_id}.{len(those)}" for step_id, those in sorted(titles.items()) if len(those) > 1]
    return Rounds(" ".join(later), titles)


def has_answered(library: Library, workshop_id: int, participant_id: int) -> bool:
    """Whether a participant has begun any exercise of the workshop, so that answers lie under their name."""
    return any(
        standing.state is not State.TO_GO or standing.keeps_earlier
        for step, each in exercise_steps(library, workshop_id)
        for standing in each.standings(library, step.id, participant_id)
        if standing.participant_id == participant_id
    )


def remove_participants(library: Library, participant_ids: Iterable[int]) -> Done[None]:
    """Take people off the roster together with their answers; what they share with others stays theirs.

    What they alone promised leaves the actions, unless somebody has worded it anew. The undo brings everything back.
    """
    with library.change(tr("Remove people")) as change:
        chosen = list(dict.fromkeys(participant_ids))
        workshops = {find_participant(change.session, each).workshop_id for each in chosen}
        steps = [found for workshop_id in sorted(workshops) for found in exercise_steps(library, workshop_id)]
        promised = [(step.id, each, as_promised(library, step.id, each)) for step, each in steps]
        for participant_id in chosen:
            workshop_id = find_participant(change.session, participant_id).workshop_id
            for step, each in steps:
                if step.workshop_id == workshop_id:
                    each.hand_over(change.session, step.id, participant_id)
        remove_people(library, chosen)
        for step_id, each, actions in promised:
            drop_taken_back(library, step_id, each, actions)
    return change.done(None)


def recognise(library: Library, participant_id: int, earlier_id: int) -> Done[None]:
    """Confirm that a participant was in an earlier workshop as `earlier_id`, in place of anybody else there.

    Raises Invalid unless that workshop was earlier, and for one of another client.
    """
    with library.change(tr("Same person as before")) as change:
        before = chains(change.session)
        confirm_same(library, participant_id, earlier_id)
        _drop_carried(library, change, participant_id, before)
    return change.done(None)


def tell_apart(library: Library, participant_id: int, earlier_ids: Iterable[int]) -> Done[None]:
    """Say that a participant is none of these of earlier workshops.

    They are not proposed again, and whatever came from them is taken back, out of lists that have begun too.
    """
    with library.change(tr("Not the same person")) as change:
        before = chains(change.session)
        for earlier_id in earlier_ids:
            refuse_same(library, participant_id, earlier_id)
        _drop_carried(library, change, participant_id, before)
    return change.done(None)


def _drop_carried(
    library: Library, change: Transaction, participant_id: int, before: Mapping[int, tuple[int, ...]]
) -> None:
    change.session.flush()
    now = chains(change.session)
    touched = {participant_id, *(person for person, chain in before.items() if chain != now.get(person))}
    # Whose past reaches farthest comes first: what they have is known only by way of those in between.
    for person in sorted(touched, key=lambda each: -len(before.get(each, ()))):
        # Whoever is refused counts too: a confirmation may have been undone after the person had begun.
        others = {*before.get(person, ()), *refused_selves(change.session, person)} - set(now.get(person, ()))
        if not others:
            continue
        workshop_id = find_participant(change.session, person).workshop_id
        for step, each in exercise_steps(library, workshop_id):
            if each.drop_carried(change.session, step.id, person, others):
                change.announce(Change(Topic.ANSWERS, workshop_id, step.id, person))


def what_moves(library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool = False) -> Move:
    """What `move_answers` would do to two participants, said for a person who has to decide."""
    with library.read() as session:
        step = find_step(session, step_id)
        people = [find_participant(session, each) for each in (giver_id, taker_id)]
        consents = any(session.get(NameConsent, (step_id, each.id)) is not None for each in people)
    if giver_id == taker_id:
        return Move(refusal=tr("They are under this name already."))
    if any(person.workshop_id != step.workshop_id for person in people):
        raise NotFound(tr("This person is not on the roster of this workshop."))
    each = exercise_in(library, step.exercise)
    found = each.what_moves(library, step_id, giver_id, taker_id, earlier=earlier)
    if found.refusal:
        return found
    remarks = list(found.remarks)
    if owned_by(library, step_id, each, (giver_id, taker_id)):
        remarks.append(
            tr("Actions that were promised in these answers go along with them, unless somebody was named for them.")
        )
    if consents:
        remarks.append(
            tr("That the room may read a name beside these answers is taken back: only the person can tick it again.")
        )
    with library.read() as session:
        agreed = counted(session, step.workshop_id)
    ticked = [person.name for person in _whose_digits(people, found) if person.id in agreed]
    if ticked:
        remarks.append(
            tr(
                "That {names} may be counted where others name them is taken back, since somebody else may have ticked "
                "it: contacts who were taken for them are so no longer. Only they themselves can tick it again.",
                names=_both(ticked),
            )
        )
    strange = [person.name for person in _whose_digits(people, found) if has_own_code(library, person.id)]
    if strange:
        remarks.append(
            tr(
                "The two digits of {names} are forgotten, since somebody else may have chosen them: you let them in at "
                "the station. Undo does not bring the digits back.",
                names=_both(strange),
            )
        )
    return replace(found, remarks=tuple(remarks))


def _both(names: Sequence[str]) -> str:
    return tr("{one} and {other}", one=names[0], other=names[1]) if names[1:] else names[0]


def move_answers(library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool = False) -> Done[None]:
    """Put what was answered under one participant's name under another one's, to whom it belongs.

    Where both have answered in this step, their answers are swapped. With `earlier`, so is what they answered in
    earlier rounds. What belongs to a person goes to nobody: the consent to be named is taken back, and so are two
    digits and the consent to be counted, which somebody else may have chosen and ticked under the name. Raises
    Invalid where it can't be done, with the sentence of `what_moves`.
    """
    with library.change(tr("Move answers to another person")) as change:
        found = what_moves(library, step_id, giver_id, taker_id, earlier=earlier)
        if found.refusal:
            raise Invalid(found.refusal)
        step = find_step(change.session, step_id)
        people = [find_participant(change.session, each) for each in (giver_id, taker_id)]
        strange = [person.id for person in _whose_digits(people, found)]
        for person_id in (giver_id, taker_id):
            change.announce(Change(Topic.ANSWERS, step.workshop_id, step_id, person_id))
            forget_consent(change.session, step_id, person_id)
        change.announce(Change(Topic.ACTIONS, step.workshop_id))
        # Who shares answers with one of them, or is compared with them, follows too.
        change.announce(Change(Topic.ANSWERS, step.workshop_id, step_id))
        each = exercise_in(library, step.exercise)
        promised = owned_by(library, step_id, each, (giver_id, taker_id))
        each.move_answers(change.session, step_id, giver_id, taker_id, earlier=earlier)
        follow_owners(library, step_id, each, promised)
        for person_id in strange:
            take_back_counted(library, change, person_id)
            if has_own_code(library, person_id):
                forget_code(library, person_id)
    return change.done(None)


def take_back_counted(library: Library, change: Transaction, participant_id: int) -> None:
    """Take back that a participant may be counted where others name them, and what followed from it."""
    row = change.session.get(CountedConsent, participant_id)
    if row is None:
        return
    workshop_id = find_participant(change.session, participant_id).workshop_id
    change.session.delete(row)
    for step, each in exercise_steps(library, workshop_id):
        if each.has(Exercise.uncount):
            each.uncount(change.session, step.id, participant_id)
            change.announce(Change(Topic.ANSWERS, workshop_id, step.id))
    change.announce(Change(Topic.ROSTER, workshop_id, participant_id=participant_id))


def _whose_digits(people: Sequence[Participant], move: Move) -> list[Participant]:
    """Those under whose name somebody else has answered, and may have chosen digits and agreed to be counted."""
    return list(people) if move.taken else list(people[:1])


def erase_participant(library: Library, participant_id: int, also: Iterable[Place] = ()) -> None:
    """Remove a person, their answers, and their name in what others wrote, for good: no undo, no trace.

    Their exact name and address go everywhere in their workshop, and what may mean them in the places of `also`, which
    `name_places.likely_places` finds. Raises Invalid where the workshop has a step that is hidden here: names in it
    could not be found.
    """
    with library.erase(tr("Erase person")) as change:
        person = find_participant(change.session, participant_id)
        workshop_id = person.workshop_id
        _refuse_hidden(library, workshop_id)
        for step, each in exercise_steps(library, workshop_id):
            if each.has(Exercise.forget_person):
                each.forget_person(change.session, step.id, participant_id)
            change.announce(Change(Topic.ANSWERS, workshop_id, step.id))
        change.session.flush()
        forget_what_came(change.session, workshop_id)
        touched = take_name_out(change.session, person, also)
        change.session.expire_all()
        for each_id in sorted(touched):
            for topic in (Topic.WORKSHOPS, Topic.AGENDA, Topic.ACTIONS):
                change.announce(Change(topic, each_id))
            if each_id != workshop_id:
                for step, _ in exercise_steps(library, each_id):
                    change.announce(Change(Topic.ANSWERS, each_id, step.id))
        note_deletion(change.session, workshop_id, What.PERSON)
        remove_participants(library, [participant_id])
        forget_codes(change.session, [participant_id])


def strip_third_parties(library: Library, workshop_id: int, *, by: str = "") -> None:
    """Replace the names of everybody outside the roster by numbers, for good: no undo, no trace in the file.

    The record of deletion keeps that it was done, `by` the facilitator unless somebody else is given.

    Raises Invalid where the workshop has a step that is hidden here: names in it could not be found.
    """
    with library.erase(tr("Remove contact names")) as change:
        _refuse_hidden(library, workshop_id)
        for step, each in exercise_steps(library, workshop_id):
            each.strip_third_parties(change.session, step.id)
            change.announce(Change(Topic.ANSWERS, workshop_id, step.id))
        forget_what_came(change.session, workshop_id)
        note_names_removed(change.session, workshop_id)
        note_deletion(change.session, workshop_id, What.CONTACT_NAMES, by=by)


def _refuse_hidden(library: Library, workshop_id: int) -> None:
    for step, why in hidden_steps(library, workshop_id):
        raise Invalid(
            tr("Names in “{title}” can't be found. {why} Remove the step first if nobody needs it.",
               title=said_title(step), why=why)
        )  # fmt: skip
