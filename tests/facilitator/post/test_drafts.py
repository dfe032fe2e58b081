"""Drafts are files that mail programs open as unsent messages; the command line writes and sends them."""

from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mail_server import facilitator
from pypdf import PdfReader
from typer.testing import CliRunner

from facilitator.cli import create_app
from facilitator.errors import Invalid
from facilitator.post.drafts import write_drafts
from facilitator.post.letters import Letter, keep_template, letter_template
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, people_of, update_person

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1


def test_a_draft_for_everybody_with_an_address(room: Library, tmp_path: Path) -> None:
    people = people_of(room, WORKSHOP)
    update_person(room, people[0].id, Person(people[0].name, email=""))
    out = tmp_path / "drafts"
    written = finish(write_drafts(room, WORKSHOP, out, letter_template(room)))
    assert sorted(out.iterdir()) == sorted(written)
    assert len(written) == 4
    for path, person in zip(written, people[1:], strict=True):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert mail["X-Unsent"] == "1"
        assert mail["To"].addresses[0].addr_spec == person.email
        assert mail["To"].addresses[0].display_name == person.name
        (attachment,) = mail.iter_attachments()
        assert attachment.get_content_type() == "application/pdf"
        assert attachment.get_filename().endswith(".pdf")
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(attachment.get_content())).pages)
        assert person.name in text
        assert max(len(line) for line in path.read_bytes().split(b"\r\n")) <= 998
    finish(write_drafts(room, WORKSHOP, out, letter_template(room)))
    assert len(list(out.iterdir())) == 8


def test_names_that_no_font_draws_are_told_before_drafts_are_written(room: Library, tmp_path: Path) -> None:
    person = people_of(room, WORKSHOP)[0]
    update_person(room, person.id, Person("Anubis \U000e0fff", email=person.email))
    for what in ([], ["--worksheets"]):
        words = ["mail", str(WORKSHOP), "-o", str(tmp_path / "drafts"), *what, "--library", str(room.path)]
        done = CliRunner().invoke(create_app(), words)
        assert done.exit_code == 0
        assert "No font on this computer draws “Anubis \U000e0fff” as it is written" in done.stderr


def put(room: Library, row: int, **facts: str) -> None:
    """Facts as an older library may have them, whatever the rules are now."""
    person = people_of(room, WORKSHOP)[row]
    with room.change("put it there") as change:
        change.session.add(change.session.merge(person).sqlmodel_update(facts))


def test_an_address_that_is_none_is_named_and_stops_only_itself(room: Library, tmp_path: Path) -> None:
    put(room, 0, email="anna@@example")
    name = people_of(room, WORKSHOP)[0].name
    done = facilitator(room, "mail", WORKSHOP, "-o", tmp_path / "drafts")
    assert len(done.stdout.splitlines()) == 4
    assert f"{name} gets no mail: “anna@@example” is not an e-mail address." in done.stderr
    assert f"4 drafts written. 1 person has an address that can’t be used: “{name}”." in done.stderr
    with pytest.raises(Invalid, match=f"can’t be used: “{name}”"):
        only = frozenset({people_of(room, WORKSHOP)[0].id})
        finish(write_drafts(room, WORKSHOP, tmp_path / "drafts", letter_template(room), only=only))


def test_an_own_template_is_kept_and_checked(room: Library) -> None:
    with pytest.raises(Invalid, match="no placeholder “nmae”"):
        keep_template(room, Letter("Hello", "Dear {nmae}"))
    # What could not be written, or fill the memory, once a mail goes out.
    for how in ("{name:d}", "{name!x}", "{place:>99999999999}", "{date:{name}}", "{name.x}", "{0}", "{}"):
        with pytest.raises(Invalid, match="no placeholder"):
            keep_template(room, Letter("Hello", f"Dear {how}"))
    keep_template(room, Letter("Hello {name}", "{{x}} {place}"))
    assert letter_template(room) == Letter("Hello {name}", "{{x}} {place}")


def test_the_command_writes_drafts(room: Library, tmp_path: Path) -> None:
    done = facilitator(room, "mail", WORKSHOP, "-o", tmp_path / "out")
    assert len(done.stdout.splitlines()) == 5
    assert len(list((tmp_path / "out").glob("*.eml"))) == 5
    facilitator(room, "mail", WORKSHOP, code=2)


def test_the_command_sends_once(room: Library, post: "Post") -> None:
    server = post.server()
    url = f"smtp://localhost:{server.port}"
    trust = {"SSL_CERT_FILE": str(post.bundle)}
    dry = facilitator(room, "mail", WORKSHOP, "--smtp-url", url, "--dry-run", **trust)
    assert len(dry.stdout.splitlines()) == 5
    assert post.box.mails == []
    facilitator(room, "mail", WORKSHOP, "--smtp-url", url, code=1, **trust)
    wishes = ("--smtp-url", url, "--from", "f@example.org", "--per-minute", 6000)
    done = facilitator(room, "mail", WORKSHOP, *wishes, **trust)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["sent"] * 5
    again = facilitator(room, "mail", WORKSHOP, *wishes, **trust)
    assert "left out" in again.stderr
    assert len(post.box.mails) == 5
