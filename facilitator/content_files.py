"""The door for content files, which a facilitator may edit: what the program goes on with has the form it needs.

Each reader says beside itself what its file must look like, as a type that pydantic checks.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, TypeAdapter, ValidationError, create_model

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.json_files import json_in
from facilitator.records import Record
from facilitator.resources import resource

T = TypeVar("T")


def _is_drawn(icon: str) -> str:
    if not re.fullmatch("[a-z0-9-]{1,60}", icon) or not resource("icons", f"{icon}.svg").is_file():
        raise ValueError(tr("There is no picture “{name}”.", name=icon))
    return icon


Icon = Annotated[str, AfterValidator(_is_drawn)]
"""The name of one of the pictures that come with the program."""


class NoticePoint(Record):
    """A point of a notice that is read before the first answer."""

    icon: Icon
    title: str
    text: str
    server: str | None = None
    """What stands in the place of `text` where the library lies on a server."""


def content(record: type[T], *parts: str) -> T:
    """The values in one of the content files that come with the program, such as "mail", "story.json".

    Raises BadFile, which names the file and the place in it, when it isn't such a record or can't be read.
    """
    return read_as(record, resource(*parts))


def read_as(record: type[T], path: Traversable) -> T:
    """The values in a file of JSON; raises BadFile as `content` does."""
    try:
        values = json_in(path.read_bytes(), path.name)
    except OSError as error:
        raise BadFile(
            tr("The file {file} can’t be read: {reason}", file=path.name, reason=error.strerror), file=path.name
        ) from error
    return checked(record, values, path.name)


def checked(record: type[T], values: object, name: str) -> T:
    """Values that stand in a file as a `record`; raises BadFile, with the `name` by which people know it."""
    try:
        found: T = _checker(record).validate_python(values)  # type: ignore[arg-type]  # every type has a hash
        return found
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise BadFile(
            tr(
                "The file {file} can’t be used. {place}: {reason}",
                file=name,
                place=place or tr("The file as a whole"),
                reason=str(first.get("ctx", {}).get("error", first["msg"])),
            ),
            file=name,
        ) from error


@lru_cache(maxsize=200)
def _checker(record: Any) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def fields(*names: str) -> Any:
    """What goes beside a type to say that nothing but these names stands in a text's braces: it can be filled in."""

    def check(text: str) -> str:
        if wrong := wrong_fields(text, names):
            raise ValueError(wrong)
        return text

    return AfterValidator(check)


def keyed(value: Any, *names: str) -> type[Record]:
    """The form of a mapping that has these keys and no others, and under each a value of this type."""
    each: dict[str, Any] = dict.fromkeys(names, (value, ...))
    return create_model("Keyed", __base__=Record, **each)


def wrong_fields(text: str, names: Collection[str]) -> str:
    """What is wrong with the braces in a text that is filled in with values of these names; "" where nothing is."""
    try:
        found = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return tr("A brace stands alone. Write {{ and }} around a placeholder, or double the brace to print it.")
    for _, name, how, conversion in found:
        if name not in names or how or conversion:
            known = ", ".join(f"{{{each}}}" for each in names)
            whole = f"{name}{(conversion and f'!{conversion}') or ''}{(how and f':{how}') or ''}"
            return tr("There is no placeholder “{name}”. There are: {known}.", name=whole, known=known)
    return ""
