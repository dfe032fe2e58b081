"""Whatever somebody is called, each draft and each mail has exactly one recipient, by every reader of headers."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.post.drafts import write_drafts
from facilitator.post.letters import Letter, letter_template
from facilitator.post.messages import Recipient, message
from facilitator.post.sending import send_parcels
from facilitator.post.tables import Parcel
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.workshop.find import find_workshop
from facilitator.workshop.roster import people_of

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"
NAMES = (
    "Featherstonehaugh-Cholmondeley, Alexandra (Learning & Development, Northern Europe)",
    "Berg, Anna <boss@other.example>, and a few more words to make the line longer than it may be",
    "boss@other.example",
    "boss@other.example, anna",
    "<boss@other.example>",
    '"Anna" <boss@other.example>; boss@other.example, "Ben',
    "Friends: boss@other.example, two@other.example;",
    "Anna\r\nBcc: boss@other.example",
    "Anna\nTo: boss@other.example\n\nHello",
    "Anna\0\x0b\x1b\x7f\x85\u2028Berg",
    "=?utf-8?q?a=2C_boss=40other=2Eexample=2C?=",
    "=?utf-8?b?YSwgYm9zc0BvdGhlci5leGFtcGxlLA==?= <boss@other.example>",
    "=?utf-8?q?a=0D=0ABcc=3A_boss=40other=2Eexample?=",
    "Anna (boss@other.example",
    "Anna) boss@other.example (",
    "Anna \\",
    'Anna "',
    'Anna \\" , boss@other.example',
    "Å" * 300 + ", " + "boss@other.example " * 30,
    "x" * 5_000,
    "عبد الله، محمد <boss@other.example>",
    "\u202eelpmaxe.rehto@ssob\u202c, Anna",
    "👩\u200d👩\u200d👧, 🏳️\u200d🌈 <boss@other.example>",
    "Anna\u200b\ufeff,\u00adBerg",
    "Anna\uff0c boss\uff20other.example\uff1b",
    "Dr. h. c. Anna-Maria von und zu Berg-Hohenstein, geb. Müller, M.A., Ph.D., Abteilung Forschung & Entwicklung",
    "...",
    ",",
    ";",
    "@",
    "\ud800 Anna",
    "a" * 58 + ", boss@other.example",
)


def readers(raw: bytes, header: str) -> dict[str, list[str]]:
    """The addresses in one header, as different readers find them."""
    old, new = message_from_bytes(raw, policy=policy.compat32), message_from_bytes(raw, policy=policy.default)
    texts = [str(each) for each in old.get_all(header, [])]
    return {
        "old": [address for _, address in getaddresses(texts)],
        "new": [each.addr_spec for one in new.get_all(header, []) for each in one.addresses],
        # Careless ones take the words out of their code first, and look for commas then.
        "careless": [address for _, address in getaddresses([str(make_header(decode_header(one))) for one in texts])],
        "split": [one.strip().rpartition("<")[2].rstrip(">") for text in texts for one in _unfolded(text).split(",")],
        "by semicolon": [one for text in texts for one in _unfolded(text).split(";")][1:],
    }


def _unfolded(text: str) -> str:
    return "".join(text.splitlines())


def prove(raw: bytes, to: str, sender: str) -> None:
    head = raw.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    assert b"\0" not in head and b"\n" not in head.replace(b"\r\n", b"") and b"\r" not in head.replace(b"\r\n", b"")
    for header, address in (("To", to), ("From", sender)):
        found = readers(raw, header)
        assert found.pop("by semicolon") == []
        assert found == {reader: [address] for reader in found}, header
    new = message_from_bytes(raw, policy=policy.default)
    assert set(new.keys()) <= {
        "Subject", "To", "From", "X-Unsent", "Date", "Message-ID", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert all(len(new.get_all(name)) == 1 for name in new.keys())  # noqa: SIM118
    assert not new.defects


def put(room: Library, names: tuple[str, ...], facilitator: str) -> None:
    """Names as an older library may hold them, whatever the rules are now."""
    with room.change("put them there") as change:
        for person, name in zip(people_of(room, WORKSHOP), names, strict=False):
            change.session.add(change.session.merge(person).sqlmodel_update({"name": name}))
        workshop = find_workshop(change.session, WORKSHOP)
        workshop.facilitator, workshop.title = facilitator, f"About {facilitator}"
        change.session.add(workshop)


@pytest.mark.parametrize("first", range(0, len(NAMES), 5))
def test_in_every_draft_and_in_every_mail(room: Library, post: "Post", tmp_path: Path, first: int) -> None:
    names = tuple(name.replace("\0", "").replace("\ud800", "") for name in NAMES[first : first + 5])
    put(room, names, names[0])
    people = people_of(room, WORKSHOP)
    letter = Letter("{name} {first_name} {workshop} {facilitator}", "Dear {name}, {first_name},\n{workshop}")
    written = finish(write_drafts(room, WORKSHOP, tmp_path / "drafts", letter, sender=SENDER))
    assert len(written) == len(people)
    for path, person in zip(written, people, strict=True):
        prove(path.read_bytes(), person.email, SENDER)
    finish(send_parcels(room, WORKSHOP, post.server(), SENDER, letter, per_minute=60_000))
    assert [to for to, _ in post.box.mails] == [[person.email] for person in people]
    for raw, person in zip(post.box.raw, people, strict=True):
        prove(raw, person.email, SENDER)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=share_of(300))
@given(
    name=st.one_of(
        st.text(min_size=1, max_size=200), st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("".join)
    ),
    facilitator=st.text(max_size=200),
    draft=st.booleans(),
)
def test_of_any_name(made: "Made", name: str, facilitator: str, draft: bool) -> None:
    prove(made.mail(name, facilitator, draft=draft).as_bytes(), "anna@xn--strae-oqa.example", SENDER)


class Made:
    """Makes mails to one person whose name, like the facilitator's, is anything."""

    def __init__(self, room: Library) -> None:
        self._room = room
        self._person = people_of(room, WORKSHOP)[0]

    def mail(self, name: str, facilitator: str, *, draft: bool) -> EmailMessage:
        put(self._room, (), facilitator.replace("\0", "").encode("utf-8", "ignore").decode())
        person = self._person.model_copy(update={"name": name, "email": "anna@straße.example"})
        recipient = Recipient(person, Parcel.HANDOUT, "en", lambda: b"%PDF-1.7")
        letter = Letter("{name}: {workshop} {facilitator}", "Dear {first_name},\n{name}")
        return message(self._room, WORKSHOP, recipient, letter, SENDER, draft=draft)


@pytest.fixture
def made(room: Library) -> Made:
    return Made(room)


def test_nothing_of_this_computer_and_nobody_else_is_in_a_mail(room: Library, post: "Post") -> None:
    import getpass
    import socket

    finish(send_parcels(room, WORKSHOP, post.server(), SENDER, letter_template(room), per_minute=60_000))
    for raw, (_, mail) in zip(post.box.raw, post.box.mails, strict=True):
        assert mail["Message-ID"].endswith("@example.org>")
        assert mail["Bcc"] is mail["Cc"] is mail["Reply-To"] is mail["Sender"] is mail["X-Mailer"] is None
        head = raw.partition(b"\r\n\r\n")[0].decode()
        for own in (socket.gethostname(), socket.getfqdn(), str(Path.home())):
            assert own == "localhost" or own not in head
        assert f"/{getpass.getuser()}" not in head
    assert set(post.box.greetings) == {"[127.0.0.1]"}
