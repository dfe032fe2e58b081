"""How far people are in a step of the agenda."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a participant is."""

    TO_GO = "to_go"
    BUSY = "busy"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one participant is in one step. `detail` is a short sentence part, such as "7 of 12 rated".

    `keeps_earlier` says that there are answers of an earlier time that only this person should see, `as_before` that
    what is there now are these, which the person has not gone through yet. `hides_more` says that there are answers of
    theirs which are not asked for now, and which only this person should see: the name opens for what is asked now, and
    no longer than that.
    """

    participant_id: int
    name: str
    state: State
    detail: str = ""
    keeps_earlier: bool = False
    as_before: bool = False
    hides_more: bool = False
