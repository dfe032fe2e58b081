"""What it would do to put one participant's answers under another one's name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """What it means that what one participant, the giver, answered in a step is another one's, the taker's.

    `given` and `taken` say in short sentence parts what each has answered ("12 contacts"), empty for nothing; where
    both have, the answers are swapped. `remarks` say in sentences what else changes, without what was answered.
    `refusal` says why it can't be done, "" where it can. `has_earlier` tells whether one of them answered an earlier
    round too.
    """

    given: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    refusal: str = ""
    has_earlier: bool = False
