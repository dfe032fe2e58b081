"""The PDFs of a workshop, written and read back."""

from pathlib import Path

import pytest
from prepared import add_sample
from pypdf import PdfReader

from facilitator.actions.actions import actions_of
from facilitator.errors import NotSaved
from facilitator.exercises.network.answers import Who, finish, set_list_length, set_tally
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.files import free_path, usable_name
from facilitator.nameless import in_steps
from facilitator.progress import finish as to_the_end
from facilitator.reports.export import export_reports, names_without_font
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of, update_person

A4 = (595, 842)
LETTER = (612, 792)


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.fixture
def sampled(library: Library) -> int:
    return add_sample(library, count=6)


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_a_summary_and_a_handout_each(library: Library, sampled: int, tmp_path: Path, paper: str, size: object) -> None:
    written = to_the_end(export_reports(library, sampled, tmp_path / "out", options=PaperOptions(paper=paper)))
    assert [path.name for path in written] == [
        "Summary.pdf",
        *(f"Handout {person.name}.pdf" for person in people_of(library, sampled)),
    ]
    for path in written:
        reader = PdfReader(path)
        assert (round(reader.pages[0].mediabox.width), round(reader.pages[0].mediabox.height)) == size
        assert f"Page 1 of {len(reader.pages)}" in text_of(path)
        assert reader.metadata is not None and reader.metadata.title
        assert reader.outline
    assert not [path for path in (tmp_path / "out").iterdir() if path.suffix != ".pdf"]


def test_the_summary_says_the_measures_and_names_nobody(library: Library, sampled: int, tmp_path: Path) -> None:
    (path,) = to_the_end(export_reports(library, sampled, tmp_path, handouts=False))
    said = text_of(path)
    step = exercise_steps(library, sampled)[0][0].id
    room = RoomProfiles(library, step)
    for factor, axis in zip(room.factors, room.summary("diversity"), strict=True):
        # Six are few: in steps of five points, and without the middle half.
        assert axis.median is not None and axis.n == 6
        assert f"{factor.question} {in_steps(axis.median) * 100:.0f} – {axis.n}" in said
    for person in people_of(library, sampled):
        assert person.name not in said
    labels = {c.label for view in read_networks(library, step).values() for c in view.contacts if len(c.label) > 4}
    assert labels and not [label for label in labels if label in said]


def test_a_handout_holds_its_own_contacts_alone(library: Library, sampled: int, tmp_path: Path) -> None:
    to_the_end(export_reports(library, sampled, tmp_path, summary=False))
    step = exercise_steps(library, sampled)[0][0].id
    views = read_networks(library, step)
    people = people_of(library, sampled)
    own = {person.id: {contact.label for contact in views[person.id].contacts} for person in people}
    for action in actions_of(library, sampled):
        # What two took on together stands in the handouts of both, with both names.
        for one in (action.wording.owner_id, action.wording.partner_id):
            if one is not None:
                own[one] |= {action.owner, action.partner}
    together = {name for action in actions_of(library, sampled) for name in (action.owner, action.partner)}
    for person in people:
        said = text_of(tmp_path / f"Handout {person.name}.pdf")
        assert f"For {person.name} alone." in said
        if views[person.id].entry == "contact":
            assert all(label in said.replace(" ", "") or label in said for label in own[person.id] - together)
        for other in people:
            if other.id != person.id:
                assert other.name not in said or other.name in own[person.id]
                strangers = {label for label in own[other.id] - own[person.id] - {person.name} if len(label) > 4}
                assert not [label for label in strangers if label in said]


def test_nobody_answered(library: Library, workshop: int, tmp_path: Path) -> None:
    (path,) = to_the_end(export_reports(library, workshop, tmp_path))
    assert "Nobody has a shape yet" in text_of(path)


def test_odd_names_and_files_that_are_there(library: Library, workshop: int, network_step: int, tmp_path: Path) -> None:
    twins = add_people(library, workshop, [Person("Ann/Bo: Λίνα"), Person("Ann/Bo: Λίνα")]).value
    for person in twins:
        who = Who(network_step, person)
        set_list_length(library, who, 3)
        set_tally(library, who, "group", 1, 2)
        set_tally(library, who, "group", 2, 1)
        finish(library, who)
    first = to_the_end(export_reports(library, workshop, tmp_path, summary=False))
    again = to_the_end(export_reports(library, workshop, tmp_path, summary=False))
    assert [path.name for path in (*first, *again)] == [
        "Handout Ann Bo Λίνα, 7.pdf",
        "Handout Ann Bo Λίνα, 8.pdf",
        "Handout Ann Bo Λίνα, 7 (2).pdf",
        "Handout Ann Bo Λίνα, 8 (2).pdf",
    ]
    assert "You entered numbers only" in text_of(first[0])


def test_stopping_leaves_whole_files_only(library: Library, sampled: int, tmp_path: Path) -> None:
    work = export_reports(library, sampled, tmp_path / "out")
    next(work)
    next(work)
    work.close()
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "Summary.pdf" and PdfReader(path).pages


def test_names_that_no_font_covers_are_told(library: Library, sampled: int) -> None:
    assert names_without_font(library, sampled) == []
    person = people_of(library, sampled)[0]
    update_person(library, person.id, Person("Anubis 𓀀\U000e0fff"))
    assert "Anubis 𓀀\U000e0fff" in names_without_font(library, sampled)


def test_a_folder_that_cannot_be(library: Library, workshop: int, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotSaved, match="can't be used"):
        to_the_end(export_reports(library, workshop, tmp_path / "file" / "below"))


def test_a_name_of_nothing_is_still_a_file(tmp_path: Path) -> None:
    assert free_path(tmp_path, "///").name == "Document.pdf"
    # A name that is cut ends in no space: some systems can't open a folder that does.
    assert usable_name(f"{'x' * 79} and more") == "x" * 79
