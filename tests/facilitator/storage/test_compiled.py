"""SQL is compiled once in a process, whichever library and whichever of its two ways in it is for."""

import logging
from pathlib import Path
from shutil import copy

import pytest

from facilitator.storage.library import open_library
from facilitator.workshop.workshops import get_workshop, new_workshop


def test_what_was_compiled_for_one_library_serves_another(
    tmp_path: Path, empty_library: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def use(name: str) -> list[str]:
        library = open_library(Path(copy(empty_library, tmp_path / name)))
        workshop = new_workshop(library, name).value
        read = get_workshop(library, workshop).title
        with library.change("Nothing"):
            written = get_workshop(library, workshop).title
        library.close()
        return [read, written]

    assert use("first") == ["first", "first"]
    with caplog.at_level(logging.INFO, logger="sqlalchemy.engine.Engine"):
        assert use("second") == ["second", "second"]
    told = [message for message in caplog.messages if message.startswith(("[cached", "[generated"))]
    assert len(told) >= 3
    assert not [message for message in told if message.startswith("[generated")]
