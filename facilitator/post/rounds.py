"""Of which rounds somebody's parcel is: a mail counts as theirs until there is something new to be sent.

A worksheet is of the rounds in which the exercises are. A handout is of those in which its person has answered: for
whoever has answered nothing since, the one that they had is still theirs, whatever round the room is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.exercises.steps import Rounds, exercise_steps, rounds_now
from facilitator.post.tables import Parcel
from facilitator.storage.library import Library
from facilitator.workshop.standings import State


@dataclass(frozen=True, slots=True)
class ParcelRounds:
    """The rounds of everybody's parcel.

    `own` sends those to whose parcel something of a later round than the first belongs to these rounds, `others` are
    the ones of everybody else, each as `exercises.steps.Rounds.present` has it.
    """

    rounds: Rounds
    own: Mapping[int, str]
    others: str = ""

    def of(self, participant_id: int) -> str:
        """The rounds of one person's parcel."""
        return self.own.get(participant_id, self.others)

    def covers(self, key: str, participant_id: int) -> bool:
        """Whether a mail of the rounds `key` held all that one person's parcel holds now."""
        parts = key.split()
        return set(self.of(participant_id).split()) <= set(parts) and all(map(self._is_there, parts))

    def _is_there(self, part: str) -> bool:
        step_id, _, number = part.partition(".")
        return int(number) <= len(self.rounds.titles.get(int(step_id), ()))


def parcel_rounds(library: Library, workshop_id: int, parcel: Parcel) -> ParcelRounds:
    """The rounds of everybody's handout, or worksheet, as it would be made now."""
    rounds = rounds_now(library, workshop_id)
    if parcel is Parcel.WORKSHEET or not rounds.present:
        return ParcelRounds(rounds, {}, rounds.present)
    answered: dict[int, list[str]] = {}
    later = {int(part.partition(".")[0]): part for part in rounds.present.split()}
    for step, exercise in exercise_steps(library, workshop_id):
        for each in exercise.standings(library, step.id) if step.id in later else ():
            if each.state is not State.TO_GO and not each.as_before:
                answered.setdefault(each.participant_id, []).append(later[step.id])
    # In the order that `present` has.
    own = {
        person: " ".join(part for part in rounds.present.split() if part in parts) for person, parts in answered.items()
    }
    return ParcelRounds(rounds, own)
