"""What is attached can be saved wherever it comes to, and the name in the text stays whole."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from pypdf import PdfReader

from facilitator.files import same_file, usable_name
from facilitator.post.drafts import write_drafts
from facilitator.post.letters import Letter
from facilitator.progress import finish
from facilitator.reports.export import export_reports
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, people_of, update_person

WORKSHOP = 1
NAMES = ('Ana / Sales: "North"', "Sean \\ Roe <Ops>", "SEAN | ROE <OPS>", "Zoe\u0308 " + "Müller-" * 60 + "Ende", "nul")


def test_in_every_draft(room: Library, tmp_path: Path) -> None:
    for person, name in zip(people_of(room, WORKSHOP), NAMES, strict=True):
        update_person(room, person.id, Person(name, email=person.email))
    written = finish(write_drafts(room, WORKSHOP, tmp_path / "drafts", Letter("For {name}", "Dear {name},")))
    drafts = [message_from_bytes(path.read_bytes(), policy=default) for path in written]
    attached = [next(mail.iter_attachments()).get_filename() for mail in drafts]
    assert attached[:3] == ["Handout Ana Sales North.pdf", "Handout Sean Roe Ops.pdf", "Handout SEAN ROE OPS (2).pdf"]
    assert attached[4] == "Handout nul.pdf"
    assert all(usable_name(name) == name or name.endswith(").pdf") for name in attached if len(name) < 80)
    assert all(len(name.encode()) <= 255 for name in attached)
    assert len({same_file(name) for name in attached}) == len(NAMES)
    assert len({same_file(path.name) for path in written}) == len(NAMES)
    for mail, name in zip(drafts, NAMES, strict=True):
        assert mail.get_body().get_content().splitlines() == [f"Dear {name},"]
        assert mail["Subject"] == f"For {name}"


def test_papers_of_namesakes_say_whose_they_are(room: Library, tmp_path: Path) -> None:
    facts = (("Quality", ""), ("Sales", "Oslo"), ("sales", "Rome"), ("", ""), ("", ""))
    for person, (team, place) in zip(people_of(room, WORKSHOP), facts, strict=True):
        update_person(room, person.id, Person("Anna Berg", person.email, team, place))
    beside = ["Quality", "Oslo", "Rome", "4", "5"]
    written = finish(write_drafts(room, WORKSHOP, tmp_path / "drafts", Letter("For {name}", "Dear {name},")))
    assert [path.name for path in written] == [f"Handout Anna Berg, {each}.eml" for each in beside]
    for number, path in enumerate(written):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert mail["To"].addresses[0].addr_spec == f"person{number}@example.org"
        assert next(mail.iter_attachments()).get_filename() == f"Handout Anna Berg, {beside[number]}.pdf"
    papers = finish(export_reports(room, WORKSHOP, tmp_path / "papers", summary=False))
    assert [path.name for path in papers] == [f"Handout Anna Berg, {each}.pdf" for each in beside]
    for path, told in zip(papers, beside, strict=True):
        words = " ".join(PdfReader(path).pages[0].extract_text().split())
        assert f"Personal handout · {told}" in words and f"For Anna Berg, {told} alone." in words
