"""Content files of the exercises, checked against their form as they are read.

A facilitator may edit these files, so a broken one is refused with a sentence that says where.
"""

from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.json_files import json_in


class Form(BaseModel):
    """What a content file or a part of it must look like: no unknown names, no empty texts, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


F = TypeVar("F", bound=Form)


def read_content(path: Traversable, form: type[F]) -> F:
    """Read a JSON file. Raises BadFile, which names the file and the place in it, when it doesn't fit the form."""
    try:
        return form.model_validate(json_in(path.read_bytes(), path.name))
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise BadFile(
            tr(
                "The file {file} can’t be used. {place}: {reason}",
                file=path.name,
                place=place or tr("The file as a whole"),
                reason=first["msg"],
            ),
            file=path.name,
        ) from error
