"""The command line with a library on a server: the same commands say the same, and what only a file has says so."""

import io
import json
import os
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from command_line import facilitator
from keyring_in_memory import KeyringInMemory, keyring_of_the_test
from library_server import PASSWORD, LibraryServer
from prepared import add_sample
from pypdf import PdfReader

from facilitator.storage.library import Library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.data_protection import describe_protection, note_reading
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import describe_workshop

__all__ = ["keyring_of_the_test"]


def test_a_workshop_that_is_brought_there_is_measured_and_comes_back_as_it_was(
    address: ServerAddress, library: Library, tmp_path: Path
) -> None:
    sampled = library.path
    add_sample(library)
    asked = ("metrics", 1, "--json")
    handed, back = tmp_path / "over.workshop", tmp_path / "back.workshop"
    facilitator("hand-over", 1, "-o", handed, "--library", sampled)
    facilitator("take-over", handed, "--library", address)
    assert facilitator(*asked, "--library", address).stdout == facilitator(*asked, "--library", sampled).stdout
    facilitator("hand-over", 1, "-o", back, "--library", address)
    again = tmp_path / "again.sqlite"
    facilitator("take-over", back, "--library", again)
    assert facilitator(*asked, "--library", again).stdout == facilitator(*asked, "--library", sampled).stdout
    # All that it holds.
    whole = [tmp_path / name for name in ("server.json", "file.json")]
    for path, library_of in zip(whole, (address, again), strict=True):
        facilitator("export", 1, "--format", "json", "-o", path, "--library", library_of)
    assert json.loads(whole[0].read_bytes()) == json.loads(whole[1].read_bytes())


def test_papers_of_a_library_on_a_server_say_who_can_read_it_there(address: ServerAddress, tmp_path: Path) -> None:
    workshop = facilitator("new", "Kestrel meeting", "--library", address).stdout.strip()
    for language, wrong, right in (
        ("en", ("one computer", "no trace", "opens no connection but for mail"), "whoever looks after"),
        ("de", ("einem Computer", "keine Spur", "keine Verbindung außer für E-Mail"), "wer den Server"),
    ):
        done = facilitator(
            "protection", workshop, "-o", tmp_path / language, "--language", language, "--library", address
        )
        said = [
            " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)
            for path in done.stdout.split("\n")
            if path
        ]
        assert len(said) == 8 and [word for word in wrong for text in said if word in text] == []
        # The notice, the record, the processor's sheet and the points for an agreement.
        assert sum(address.host in text for text in said) >= 4
        assert right in said[0] and "{" not in "".join(said)


def test_on_a_server_too_a_command_erases_what_was_promised(address: ServerAddress) -> None:
    workshop = int(facilitator("new", "Kestrel meeting", "--library", address).stdout)
    with closing(open_server_library(address)) as library:
        person = add_people(library, workshop, [Person("Anna Berg")]).value[0]
        describe_workshop(library, workshop, held_on=date.today())
        note_reading(library, person, "1", "en")
        describe_protection(library, workshop, responsible="", contact="", keep_until=date.today())
    done = facilitator("list", "--library", address)
    assert "“Kestrel meeting” was erased, as was promised" in done.stderr and "Kestrel" not in done.stdout


def test_what_only_a_file_has_is_refused_in_a_sentence(address: ServerAddress, tmp_path: Path) -> None:
    for words in (
        ("backup",),
        ("backup", "-o", tmp_path / "copy.sqlite"),
        ("restore", tmp_path / "copy.sqlite"),
        ("check",),
        ("recover", "-o", tmp_path / "new.sqlite"),
        ("passphrase",),
    ):
        said = facilitator(*words, "--library", address, code=1).stderr
        assert "lies on a server" in said
        assert len(said.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_no_library_is_begun_by_asking_for_one(server: LibraryServer) -> None:
    empty = server.new_database()
    assert "There is no library at" in facilitator("list", "--library", empty, code=1).stderr
    missing = replace(empty, database="nowhere")
    assert "can't be reached" in facilitator("new", "One", "--library", missing, code=1).stderr
    assert facilitator("new", "One", "--library", empty).stdout == "1\n"
    (card,) = json.loads(facilitator("list", "--json", environment={"FACILITATOR_LIBRARY": str(empty)}).stdout)
    assert card["title"] == "One"
    server.drop(empty.database)


def test_a_password_comes_from_the_keyring_and_is_said_nowhere(
    address: ServerAddress, keyring_of_the_test: KeyringInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", os.devnull)
    asked = facilitator("list", "--library", address, code=1).stderr
    assert "asks for a password" in asked
    monkeypatch.setattr(sys, "stdin", io.StringIO("wrong\n"))
    facilitator("server-password", address)
    assert "password authentication failed" in facilitator("list", "--library", address, code=1).stderr
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    told = facilitator("server-password", address)
    listed = facilitator("list", "--json", "--library", address)
    assert json.loads(listed.stdout) == []
    assert list(keyring_of_the_test.kept.values()) == [PASSWORD]
    for done in (told, listed):
        assert PASSWORD not in done.stdout + done.stderr


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    typed = "postgresql://anna:hunter2@localhost/library"
    for done in (
        facilitator("list", "--library", typed, code=1),
        facilitator("--library", typed, "list", code=1),
        facilitator("list", code=1, environment={"FACILITATOR_LIBRARY": typed}),
        facilitator("server-password", typed, code=1),
    ):
        assert "hunter2" not in done.stdout + done.stderr
        assert "server-password" in done.stderr
