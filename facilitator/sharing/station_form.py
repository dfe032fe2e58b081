"""What a file says that makes another computer a station, or that brings back what was answered there."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.json_files import json_in

Hex = Annotated[str, Field(pattern=r"^([0-9a-f]{2})+$")]
Drawn = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PinForm(_Form):
    """The facilitator's PIN, sealed as the library has it."""

    salt: Hex
    hash: Hex


class StationForm(_Form):
    """`station` was drawn for this computer's station. With `answers` the file holds what was answered there.

    `people` sends those of the file to the participants of the first computer, and `steps` the places of its agenda,
    counted from 1, to that one's steps. `anonymous` sends words of the file for answers that are nobody's to words
    that are drawn, and stay the same in every file of this station.
    """

    version: Literal[1]
    station: Drawn
    answers: bool
    people: dict[int, int]
    steps: dict[int, int]
    pin: PinForm | None = None
    anonymous: dict[str, Drawn] = {}

    @model_validator(mode="after")
    def _nobody_is_two(self) -> Self:
        for each in (self.people, self.steps, self.anonymous):
            if len(set(each.values())) < len(each):
                raise ValueError("two of the file are one on the first computer")
        return self


def read_station_form(name: str, content: bytes) -> StationForm:
    """The form in a file of this name. Raises BadFile where it is damaged or of a newer version."""
    values = json_in(content, f"“{name}”")
    try:
        return StationForm.model_validate(values)
    except ValidationError as error:
        if any(each["loc"] == ("version",) for each in error.errors()):
            raise BadFile(
                tr("“{file}” was made by a newer version of Facilitator. Install that version.", file=name)
            ) from error
        raise BadFile(tr("“{file}” is damaged. Ask for it again; nothing was changed.", file=name)) from error
