"""One week of a facilitator: sheets out by mail on Monday, back on Thursday, and everybody's own PDF in the evening."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from saved import saved

from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.post.letters import letter_template
from facilitator.post.sending import send_parcels
from facilitator.post.tables import MailState, Parcel
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.worksheets.returned import Verdict, bring_in, files_in, look_through
from facilitator.worksheets.writing import prefix_of

if TYPE_CHECKING:
    from mail_server import Post
from facilitator.workshop.roster import Person, add_people

SENDER = "anna@example.org"
NAMES = ("Aleksandra Wiśniewska-Kowalczyk", "Nguyễn Thị Minh Khai", "Cho Aylin", "Cho Aylin")
CONTACTS = 11


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def posted(post: "Post") -> dict[str, bytes]:
    """The PDF of each mail by its recipient, and an empty box for the next time."""
    found = {}
    for recipients, mail in post.box.mails:
        [address] = recipients
        [attached] = list(mail.iter_attachments())
        found[address] = attached.get_content()
    post.box.mails.clear()
    return found


def test_from_monday_to_thursday_evening(library: Library, post: "Post", tmp_path: Path) -> None:
    workshop = start_workshop(library, "Learning across borders", facilitator="Anna Berg").value
    people = [Person(name, email=f"person{number}@example.org") for number, name in enumerate(NAMES)]
    ids = add_people(library, workshop, people).value
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")

    letter = letter_template(library, Parcel.WORKSHEET)
    sending = send_parcels(library, workshop, post.server(), SENDER, letter, per_minute=60_000, parcel=Parcel.WORKSHEET)
    assert {each.state for each in finish(sending).now} == {MailState.SENT}

    back = tmp_path / "back"
    back.mkdir()
    for number, (address, form) in enumerate(sorted(posted(post).items())):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(form)))
        fields = {}
        for contact in range(1, CONTACTS + 1):
            fields[f"{prefix_of(step)}contact-{contact}"] = f"{address} knows {contact}"
            for key in ("group", "proximity", "interaction", "time_known", "hierarchy"):
                fields[f"{prefix_of(step)}contact-{contact}-{key}"] = str(1 + (number + contact) % 3)
        for page in writer.pages:
            writer.update_page_form_field_values(page, fields, auto_regenerate=False)
        # Whatever people call their files: nobody's is told by its name.
        saved(writer, back / f"worksheet final ({9 - number}).pdf")
    found = finish(look_through(library, workshop, files_in([back])))
    assert {each.verdict for each in found} == {Verdict.NEW}
    assert finish(bring_in(library, workshop, found)).value == len(NAMES)
    for number, person in enumerate(ids):
        labels = [contact.label for contact in read_network(library, step, person).contacts]
        assert labels == [f"person{number}@example.org knows {contact}" for contact in range(1, CONTACTS + 1)]

    evening = send_parcels(library, workshop, post.server(), SENDER, letter_template(library), per_minute=60_000)
    assert {each.state for each in finish(evening).now} == {MailState.SENT}
    handouts = posted(post)
    assert len(handouts) == len(NAMES)
    for number, name in enumerate(NAMES):
        said = words(handouts[f"person{number}@example.org"])
        assert name.replace("-", "- ") in said or name in said
        assert f"person{number}@example.org knows" in said
        assert not [other for other in range(len(NAMES)) if other != number and f"person{other}@" in said]
