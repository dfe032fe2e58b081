"""Content files of the exercises, checked against their form as they are read.

A facilitator may edit these files, so a broken one is refused with a sentence that says where.
"""

from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import ConfigDict

from facilitator.content_files import read_as
from facilitator.records import Record


class ExerciseContent(Record):
    """What a content file or a part of it must look like: no unknown names, no empty texts, never changed."""

    model_config = ConfigDict(str_strip_whitespace=True, str_min_length=1)


F = TypeVar("F", bound=ExerciseContent)


def read_content(path: Traversable, record: type[F]) -> F:
    """Read a JSON file. Raises BadFile, which names the file and the place in it, when it isn't such a record."""
    return read_as(record, path)
