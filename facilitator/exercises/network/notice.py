"""The privacy notice, read once before the first answer. Its text is `resources/notices/network.json`."""

from typing import Annotated, Any

from facilitator.content_files import NoticePoint, content, fields
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.agreement import under_agreement

_Text = Annotated[str, fields("floor")]


class _Point(NoticePoint):
    text: _Text
    agreed: _Text | None = None
    server: _Text | None = None


class _Notice(Record):
    title: str
    language: str
    brief: _Text
    lead: _Text
    points: tuple[_Point, ...]
    closing: str


def notice() -> dict[str, Any]:
    """The notice: `title`, `brief`, `lead`, `points` (each with `icon`, `title`, `text`) and `closing`.

    `{floor}` in it stands for the people from whom on something is shown of several. What a point says in its place
    under a works agreement is its `agreed`, and for a library on a server its `server`.
    """
    return content(_Notice, "notices", "network.json").model_dump(exclude_none=True)


def notice_for(library: Library, workshop_id: int) -> dict[str, Any]:
    """The same with what stands in it under a works agreement and for a library on a server, where it is so."""
    words = notice()
    holds = {"agreed": under_agreement(library, workshop_id), "server": library.server}
    for key in (key for key, does in holds.items() if does):
        words["points"] = [{**point, "text": point.get(key, point["text"])} for point in words["points"]]
    return words
