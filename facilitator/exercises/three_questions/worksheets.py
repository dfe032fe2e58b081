"""The card on a worksheet, as every questionnaire is; and sheets that went out before it was asked as these are."""

import re
from collections.abc import Mapping
from typing import Any

from facilitator.documents.section import PocketCard
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.three_questions.setup import KIND, get_setup
from facilitator.i18n import tr
from facilitator.questionnaires.setup import versions_of
from facilitator.storage.library import Library
from facilitator.workshop.returned_sheet import ReadSheet, SheetReader

_FIELD_THEN = re.compile(r"card-(\d+-\d+)")


@implements(Exercise.worksheet_cards)
def worksheet_cards(library: Library, step_id: int) -> list[PocketCard]:
    """The three questions, small."""
    setup = get_setup(library, step_id)
    questions = tuple((prompt.label, prompt.question) for prompt in setup.prompts)
    return [PocketCard(tr("Three questions"), questions)]


@implements(Exercise.read_worksheets)
def read_worksheets(library: Library, step_id: int) -> SheetReader:
    """The reader of every questionnaire, which is told in its own words what older sheets say."""
    read = exercise(KIND).supplied(Exercise.read_worksheets)(library, step_id)
    with library.read() as session:
        versions = versions_of(session, step_id)

    def edition_of(then: Mapping[str, Any]) -> Mapping[str, Any]:
        """What such a sheet says of itself: its questions stood on it in place of a version."""
        texts = {f"prompt_{number}": text for number, text in then["questions"].items()}
        same = [
            version
            for version, asked in versions.items()
            if texts == {key: question.text for key, question in asked.by_key.items()}
        ]
        return {"round": 1, "names": then["names"], "version": max(same, default=min(versions))}

    def told(participant_id: int, values: Mapping[str, str], edition: Mapping[str, Any] | None) -> ReadSheet | None:
        if edition is not None and "questions" in edition:
            edition = edition_of(edition)
        fields = {_FIELD_THEN.sub(r"prompt_\1", name): text for name, text in values.items()}
        return read(participant_id, fields, edition)

    return told
