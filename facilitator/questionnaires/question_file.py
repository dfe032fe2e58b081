"""A questionnaire that is handed on as a file: data alone, checked before anything is made of it."""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from facilitator.errors import BadFile
from facilitator.files import beginning_of
from facilitator.i18n import tr
from facilitator.json_files import json_in
from facilitator.questionnaires.model import Questionnaire, TidyRecord, read_record

FORMAT = "facilitator-questions"
_MOST_BYTES = 1_000_000


class QuestionFile(TidyRecord):
    """What a step asks, and how many minutes it usually takes."""

    format: Literal["facilitator-questions"] = "facilitator-questions"
    version: Literal[1] = 1
    minutes: int | None = Field(None, ge=1, le=480)
    questionnaire: Questionnaire


def schema() -> dict[str, Any]:
    """The JSON Schema of such a file."""
    found = QuestionFile.model_json_schema()
    found["required"] = ["format", "version", "questionnaire"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": FORMAT}


def write_file(questionnaire: Questionnaire, minutes: int | None = None) -> bytes:
    """The content of a file that `read_file` reads; what is as usual is left out."""
    record = QuestionFile(questionnaire=questionnaire, minutes=minutes)
    content = {
        "format": record.format,
        "version": record.version,
        **record.model_dump(mode="json", exclude_defaults=True),
    }
    for question, dumped in zip(questionnaire.questions, content["questionnaire"]["questions"], strict=True):
        # The kind of a question is its default, and says what the rest means.
        dumped["kind"] = question.kind
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def read_file(content: bytes, name: str) -> QuestionFile:
    """Read a file; raises BadFile with a sentence that names the place where it is none. `name` is what people call it.

    No code in it is run: there can be none.
    """
    if len(content) > _MOST_BYTES:
        raise BadFile(tr("{file} can’t be used: it is too large to hold questions.", file=name))
    values = json_in(content, name)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise BadFile(tr("{file} holds no questions: “format” has to be “{format}”.", file=name, format=FORMAT))
    if values.get("version") != 1:
        raise BadFile(tr("{file} is of a newer version of Facilitator.", file=name))
    return read_record(QuestionFile, values, name)


def read_path(path: Path) -> QuestionFile:
    """Read a file by its path; raises BadFile for one that can't be read, too."""
    try:
        # One byte more than there may be is enough to know.
        content = beginning_of(path, _MOST_BYTES + 1)
    except OSError as error:
        raise BadFile(
            tr("{file} can’t be read: {reason}", file=path.name, reason=error.strerror or str(error))
        ) from error
    return read_file(content, path.name)
