"""Two people with one address are named before anything goes, and get nothing unless that is said."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mail_server import facilitator

from facilitator.errors import Invalid
from facilitator.post.addressees import addressees, not_served, with_parcel
from facilitator.post.drafts import write_drafts
from facilitator.post.left_out import ReasonLeftOut
from facilitator.post.letters import letter_template
from facilitator.post.sending import deliveries, names_to_send, send_parcels
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, update_person

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"


@pytest.fixture
def shared(room: Library) -> Library:
    """The workshop, in which the first and the third have one address, in two spellings, and the fourth has none."""
    people = people_of(room, WORKSHOP)
    update_person(room, people[0].id, Person(people[0].name, email="team@straße.example"))
    update_person(room, people[2].id, Person(people[2].name, email="Team@STRASSE.example".replace("STRASSE", "Straße")))
    update_person(room, people[3].id, Person(people[3].name))
    return room


def test_they_get_nothing_by_themselves_and_are_named(shared: Library, post: "Post") -> None:
    people = people_of(shared, WORKSHOP)
    server, letter = post.server(), letter_template(shared)
    outcome = finish(send_parcels(shared, WORKSHOP, server, SENDER, letter, per_minute=60_000))
    assert [to[0] for to, _ in post.box.mails] == [people[1].email, people[4].email]
    assert [(each.name, each.why) for each in outcome.left_out] == [
        (people[0].name, ReasonLeftOut.SHARED), (people[2].name, ReasonLeftOut.SHARED),
        (people[3].name, ReasonLeftOut.NO_ADDRESS),
    ]  # fmt: skip
    assert outcome.left_out[0].sentence == f"The same address as “{people[2].name}”."
    assert len(names_to_send(shared, WORKSHOP)) == 0
    assert len(names_to_send(shared, WORKSHOP, shared=True)) == 2
    finish(send_parcels(shared, WORKSHOP, server, SENDER, letter, per_minute=60_000, shared=True))
    assert {each.state.value for each in deliveries(shared, WORKSHOP)} == {"sent"}
    assert len(post.box.mails) == 4


def test_somebody_alone_is_held_back_too_when_another_reads_the_address(shared: Library, tmp_path: Path) -> None:
    people = people_of(shared, WORKSHOP)
    # Who has answered nothing reads the address all the same.
    (late,) = add_people(shared, WORKSHOP, [Person("Late Larry", email=people[1].email)]).value
    found = addressees(shared, WORKSHOP, with_parcel(shared, WORKSHOP))
    assert found[1].shares_with == ("Late Larry",)
    assert [each.participant_id for each in not_served(found) if each.why is ReasonLeftOut.SHARED] == [
        people[0].id, people[1].id, people[2].id,
    ]  # fmt: skip
    with pytest.raises(Invalid, match=f"the same address as somebody else: “{people[1].name}”"):
        only = frozenset({people[1].id, late})
        finish(write_drafts(shared, WORKSHOP, tmp_path / "out", letter_template(shared), only=only))
    assert not (tmp_path / "out").exists()


def test_the_command_refuses_until_it_is_said(shared: Library, post: "Post", tmp_path: Path) -> None:
    people = people_of(shared, WORKSHOP)
    both = f"team@straße.example: “{people[0].name}”, “{people[2].name}”"
    refused = facilitator(shared, "mail", WORKSHOP, "-o", tmp_path / "out", code=1)
    assert both in refused.stderr and "--shared-addresses" in refused.stderr
    assert not (tmp_path / "out").exists()
    url = ("--smtp-url", f"smtp://localhost:{post.server().port}", "--from", SENDER, "--per-minute", 6000)
    trust = {"SSL_CERT_FILE": str(post.bundle)}
    refused = facilitator(shared, "mail", WORKSHOP, *url, code=1, **trust)
    assert both in refused.stderr
    assert post.box.mails == [] and deliveries(shared, WORKSHOP) == []
    dry = facilitator(shared, "mail", WORKSHOP, *url, "--dry-run", **trust)
    assert f"{people[0].name} gets no mail: The same address as “{people[2].name}”." in dry.stderr
    assert len(dry.stdout.splitlines()) == 2
    done = facilitator(shared, "mail", WORKSHOP, *url, "--shared-addresses", **trust)
    assert len(post.box.mails) == 4
    assert f"4 mails were sent. 1 person has no address: “{people[3].name}”." in done.stderr
    # They have had theirs: there is nothing to be asked any more.
    facilitator(shared, "mail", WORKSHOP, *url, **trust)
    assert len(post.box.mails) == 4
    done = facilitator(shared, "mail", WORKSHOP, "-o", tmp_path / "out", "--shared-addresses")
    assert len(done.stdout.splitlines()) == 4
