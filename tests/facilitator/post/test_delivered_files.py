"""Under a works agreement a file with a handout goes once the server has accepted the mail with it."""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.post.drafts import write_drafts
from facilitator.post.letters import letter_template
from facilitator.post.sending import send_parcels
from facilitator.progress import finish
from facilitator.reports.export import export_reports
from facilitator.storage.library import Library
from facilitator.workshop.deletions import What, deletions
from facilitator.workshop.handout_files import delete_delivered
from facilitator.workshop.roster import Person, add_people

if TYPE_CHECKING:
    from mail_server import Post

SENDER = "facilitator@example.org"


def written(library: Library, folder: Path, *, agreed: bool) -> tuple[int, list[int], list[Path]]:
    """A workshop with three people who have answered, and their handouts as PDFs and as drafts."""
    workshop_id = start_workshop(library, "Plant").value
    people = add_people(library, workshop_id, [Person(f"Person {n}", f"p{n}@example.org") for n in range(3)]).value
    change_agreement(library, workshop_id, holds=agreed)
    step, network = exercise_steps(library, workshop_id)[0]
    for person in people:
        network.simulate(library, step.id, person, Random(person))
    paths = finish(export_reports(library, workshop_id, folder))
    paths += finish(write_drafts(library, workshop_id, folder / "drafts", letter_template(library)))
    return workshop_id, people, paths


def test_files_with_a_handout_go_once_the_server_has_it(library: Library, tmp_path: Path, post: "Post") -> None:
    workshop_id, people, paths = written(library, tmp_path / "out", agreed=True)
    summary, *handouts = paths
    assert len(handouts) == 6 and all(path.exists() for path in paths)
    own = next(path for path in handouts if path.name == "Handout Person 1.pdf")
    own.write_bytes(own.read_bytes() + b"notes")
    post.box.refuse = {"p2@example.org": "550 5.1.1 nobody here"}
    template = letter_template(library)
    finish(send_parcels(library, workshop_id, post.server(), SENDER, template, per_minute=60_000))
    there = {path.name for path in paths if path.exists()}
    # The summary is nobody's; one was changed since; the mail of the third was refused.
    assert there == {summary.name, own.name, "Handout Person 2.pdf", "Handout Person 2.eml"}
    assert delete_delivered(library, people[1]) == [own]
    said = [(each.what, each.count) for each in deletions(library, workshop_id)]
    assert said == [(What.HANDOUT_FILES, 2), (What.HANDOUT_FILES, 1)]


def test_without_the_agreement_files_stay(library: Library, tmp_path: Path, post: "Post") -> None:
    workshop_id, _, paths = written(library, tmp_path / "out", agreed=False)
    finish(send_parcels(library, workshop_id, post.server(), SENDER, letter_template(library), per_minute=60_000))
    assert all(path.exists() for path in paths)
    assert deletions(library) == []
