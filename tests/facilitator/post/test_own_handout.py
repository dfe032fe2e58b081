"""Each person gets only their own handout: proved by reading the PDF in every single message back."""

from collections.abc import Iterable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from listed import list_contacts
from pypdf import PdfReader

from facilitator.errors import NotSaved
from facilitator.exercises.network.answers import Who
from facilitator.exercises.steps import exercise_steps
from facilitator.post.drafts import write_drafts
from facilitator.post.letters import letter_template
from facilitator.post.sending import send_parcels
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import people_of

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"


MARKS = ("Quarnaxa", "Quibbelo", "Quodlimu", "Quexarto", "Quyntesi")
"""Contacts that nobody has but the person at the same place on the roster."""


@pytest.fixture
def marked(room: Library) -> Library:
    """The workshop, in which each person has named a contact whose name is found nowhere else."""
    step = next(step.id for step, exercise in exercise_steps(room, WORKSHOP) if exercise.kind == "network")
    for person, mark in zip(people_of(room, WORKSHOP), MARKS, strict=True):
        list_contacts(room, Who(step, person.id), [mark])
    return room


def prove(room: Library, mails: Iterable[EmailMessage]) -> int:
    """Every mail has one address, one attachment, and in it that person's contact and nobody else's."""
    people, count = people_of(room, WORKSHOP), 0
    names = {person.email: person.name for person in people}
    marks = {person.email: mark for person, mark in zip(people, MARKS, strict=True)}
    for mail in mails:
        (address,) = (each.addr_spec for each in mail["To"].addresses)
        assert mail["Cc"] is None
        assert mail["Bcc"] is None
        (attachment,) = mail.iter_attachments()
        assert attachment.get_content_type() == "application/pdf"
        assert attachment.get_filename() == f"Handout {names[address]}.pdf"
        reader = PdfReader(BytesIO(attachment.get_content()))
        assert reader.metadata is not None
        assert reader.metadata.title == names[address]
        text = "".join("".join(page.extract_text().split()) for page in reader.pages)
        assert [mark for mark in MARKS if mark in text] == [marks[address]]
        count += 1
    return count


def test_in_every_message_that_is_sent_also_after_a_stop(marked: Library, post: "Post") -> None:
    server, letter = post.server(), letter_template(marked)
    work = send_parcels(marked, WORKSHOP, server, SENDER, letter, per_minute=60_000)
    while len(post.box.mails) < 2:
        next(work)
    work.close()
    finish(
        send_parcels(marked, WORKSHOP, server, SENDER, letter, per_minute=60_000, options=PaperOptions(paper="letter"))
    )
    assert prove(marked, (mail for _, mail in post.box.mails)) == 5
    for to, mail in post.box.mails:
        assert to == [each.addr_spec for each in mail["To"].addresses]


def test_in_every_draft(marked: Library, tmp_path: Path) -> None:
    written = finish(write_drafts(marked, WORKSHOP, tmp_path / "drafts", letter_template(marked)))
    drafts = [message_from_bytes(path.read_bytes(), policy=default) for path in written]
    assert prove(marked, drafts) == 5  # type: ignore[arg-type]


def test_in_the_drafts_of_those_who_were_chosen(marked: Library, tmp_path: Path) -> None:
    people = people_of(marked, WORKSHOP)
    chosen = frozenset({people[0].id, people[3].id})
    written = finish(write_drafts(marked, WORKSHOP, tmp_path / "drafts", letter_template(marked), only=chosen))
    drafts = [message_from_bytes(path.read_bytes(), policy=default) for path in written]
    assert [mail["To"].addresses[0].addr_spec for mail in drafts] == [people[0].email, people[3].email]
    assert prove(marked, drafts) == 2  # type: ignore[arg-type]


def test_a_disk_that_is_in_the_way_is_said(marked: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotSaved, match="can't be used"):
        finish(write_drafts(marked, WORKSHOP, tmp_path / "file" / "drafts", letter_template(marked)))


def test_drafts_that_were_stopped_leave_whole_files_only(marked: Library, tmp_path: Path) -> None:
    work = write_drafts(marked, WORKSHOP, tmp_path / "drafts", letter_template(marked))
    for _ in range(3):
        next(work)
    work.close()
    files = sorted((tmp_path / "drafts").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert prove(marked, (message_from_bytes(file.read_bytes(), policy=default) for file in files)) == 2  # type: ignore[arg-type]
