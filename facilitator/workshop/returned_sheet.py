"""What a worksheet that came back says of one step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What a returned worksheet says of one step, compared with what the library holds.

    `found` says in short sentence parts what is on it ("12 contacts"), `changes` what of that the library does not
    hold yet, `lacks` what is left open, `remarks` what can't be taken as it is. `write` brings the changes in, within
    the caller's transaction. `answered` tells whether there are answers already, which the changes go over. `occasion`
    tells which time of the step it is of, from 1. `elsewhere` is another participant under whom the very same is
    already, as after answers were moved to whom they belong; None where there is nobody. `together` are those whose
    answers the same are too, as in a team.
    """

    found: tuple[str, ...]
    changes: tuple[str, ...]
    lacks: tuple[str, ...]
    remarks: tuple[str, ...]
    answered: bool
    write: Callable[[Session], None] = field(compare=False)
    occasion: int = 1
    elsewhere: int | None = None
    together: frozenset[int] = frozenset()


SheetReader = Callable[[int, Mapping[str, str], Mapping[str, Any] | None], ReadSheet | None]
"""From a participant's id, the fields of their sheet and its edition to what it says; None for an empty sheet.

The edition is None for a sheet that was made before sheets had one. Raises Invalid for one that must not be taken.
"""
