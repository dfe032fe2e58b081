"""Questions as a file: out and back in as they were, and a bad one is refused with its place."""

import json
from pathlib import Path
from typing import Any

import pytest
from asked import EVERYTHING, questionnaires
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import by

from facilitator.errors import BadFile
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.question_file import read_file, read_path, schema, write_file


@given(asked=questionnaires(), minutes=st.none() | st.integers(1, 480))
@settings(max_examples=share_of(40))
def test_any_questionnaire_comes_back_as_it_was(asked: Questionnaire, minutes: int | None) -> None:
    content = write_file(asked, minutes)
    read = read_file(content, "any.json")
    assert (read.questionnaire, read.minutes) == (asked, minutes)
    assert write_file(read.questionnaire, read.minutes) == content
    by(schema).validate(json.loads(content))


def spoilt(change: Any) -> bytes:
    values = json.loads(write_file(EVERYTHING, 20))
    change(values)
    return json.dumps(values).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no JSON from line 1"),
        (b'{"format": \n  oops', "line 2, column 3"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"[" * 100_000, "nested too deep|no JSON"),
        (b"[]", "“format” has to be"),
        (b" " * 1_000_001, "too large"),
        (spoilt(lambda file: file.update(format="other")), "“format” has to be"),
        (spoilt(lambda file: file.update(version=2)), "newer version"),
        (spoilt(lambda file: file.update(run="import os")), "run"),
        (spoilt(lambda file: file["questionnaire"]["questions"][2].pop("options")), "questionnaire → questions → 3"),
        (spoilt(lambda file: file["questionnaire"]["questions"][0].update(kind="code")), "questions → 1"),
        (spoilt(lambda file: file["questionnaire"]["questions"][1].update(key="__import__")), "questions → 2"),
        (spoilt(lambda file: file["questionnaire"]["pages"].pop()), "is on no page"),
        (spoilt(lambda file: file["questionnaire"]["questions"][8].update(privacy="sensitive")), "is sensitive"),
        (spoilt(lambda file: file.update(minutes=-1)), "minutes"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(content: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says) as raised:
        read_file(content, "mine.json")
    assert raised.value.sentence.startswith("mine.json")


def test_what_can_not_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"gone\.json can’t be read"):
        read_path(tmp_path / "gone.json")
    with pytest.raises(BadFile, match="can’t be read"):
        read_path(tmp_path)
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 2_000_000)
    with pytest.raises(BadFile, match="too large"):
        read_path(large)
    marked = tmp_path / "marked.json"
    marked.write_bytes(b"\xef\xbb\xbf" + write_file(EVERYTHING))
    assert read_path(marked).questionnaire == EVERYTHING
