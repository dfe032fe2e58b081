"""Worksheets go out as handouts do, with a log of their own, and come back as what they are."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pypdf import PdfReader

from facilitator.post.drafts import write_drafts
from facilitator.post.letters import Letter, keep_template, letter_template, original_template
from facilitator.post.sending import deliveries, names_to_send, send_parcels
from facilitator.post.tables import MailState, Parcel
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.worksheets.identity import FIELD, verified
from facilitator.worksheets.returned import Verdict, look_through
from facilitator.workshop.roster import Person, add_people, people_of

WORKSHOP = 1
SENDER = "anna@example.org"


def test_everybody_with_an_address_gets_their_own_form(room: Library, post, tmp_path: Path) -> None:
    add_people(room, WORKSHOP, [Person("Answered Nothing", email="nothing@example.org"), Person("No Address")])
    letter = letter_template(room, Parcel.WORKSHEET)
    work = send_parcels(room, WORKSHOP, post.server(), SENDER, letter, per_minute=60_000, parcel=Parcel.WORKSHEET)
    outcome = finish(work)
    assert {each.state for each in outcome.now} == {MailState.SENT}
    by_address = {person.email: person for person in people_of(room, WORKSHOP) if person.email}
    assert len(post.box.mails) == len(by_address)
    for _, mail in post.box.mails:
        [attached] = list(mail.iter_attachments())
        person = by_address[mail["To"].addresses[0].addr_spec]
        path = tmp_path / f"{person.id}.pdf"
        path.write_bytes(attached.get_content())
        token = (PdfReader(path).get_fields() or {})[FIELD].value
        found = verified(room, token)
        assert found is not None and found.participant_id == person.id
        [returned] = finish(look_through(room, WORKSHOP, [path]))
        assert (returned.verdict, returned.participant_id) == (Verdict.EMPTY, person.id)
    assert deliveries(room, WORKSHOP) == [], "no handout went out"
    assert names_to_send(room, WORKSHOP, parcel=Parcel.WORKSHEET) == []
    assert len(names_to_send(room, WORKSHOP)) == len(by_address) - 1


def test_drafts_of_worksheets_open_as_unsent_mails(room: Library, tmp_path: Path) -> None:
    letter = letter_template(room, Parcel.WORKSHEET)
    written = finish(write_drafts(room, WORKSHOP, tmp_path / "drafts", letter, parcel=Parcel.WORKSHEET))
    people = people_of(room, WORKSHOP)
    assert [path.name for path in written] == [f"Worksheet {person.name}.eml" for person in people]
    for path, person in zip(written, people, strict=True):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert mail["X-Unsent"] == "1" and mail["To"].addresses[0].addr_spec == person.email
        assert [part.get_filename() for part in mail.iter_attachments()] == [f"Worksheet {person.name}.pdf"]


def test_each_kind_of_mail_keeps_its_own_letter(room: Library) -> None:
    own = Letter("Sheet for {name}", "Please fill it in.")
    keep_template(room, own, Parcel.WORKSHEET)
    assert letter_template(room, Parcel.WORKSHEET) == own
    assert letter_template(room) == original_template() != original_template(Parcel.WORKSHEET)


@pytest.mark.parametrize("parcel", list(Parcel))
def test_the_letters_that_come_with_the_program_can_be_filled_in(room: Library, parcel: Parcel) -> None:
    keep_template(room, original_template(parcel), parcel)
