"""The day of the follow-up: kept with the workshop, taken out and in, in the papers, and in libraries of before."""

import json
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from facilitator.errors import Invalid
from facilitator.exercises.steps import duplicate_workshop
from facilitator.exercises.templates import start_workshop
from facilitator.post.letters import Letter, fill_in
from facilitator.progress import finish
from facilitator.reports.export import export_reports
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import describe_workshop, get_workshop, new_workshop

HELD, FOLLOW_UP = date(2031, 3, 1), date(2031, 4, 12)


def test_it_is_kept_changed_cleared_and_brought_back(library: Library) -> None:
    workshop = start_workshop(library, "T", held_on=HELD, follow_up=FOLLOW_UP).value
    assert get_workshop(library, workshop).follow_up == FOLLOW_UP
    describe_workshop(library, workshop, title="U")
    assert get_workshop(library, workshop).follow_up == FOLLOW_UP
    undo = describe_workshop(library, workshop, clear_follow_up=True).undo
    assert get_workshop(library, workshop).follow_up is None
    undo()
    assert get_workshop(library, workshop).follow_up == FOLLOW_UP
    # A copy is for another day, which nobody knows yet.
    assert get_workshop(library, duplicate_workshop(library, workshop).value).follow_up is None


def test_it_is_not_before_the_workshop(library: Library) -> None:
    with pytest.raises(Invalid, match="before the workshop"):
        new_workshop(library, "T", held_on=FOLLOW_UP, follow_up=HELD)
    workshop = new_workshop(library, "T", held_on=HELD, follow_up=HELD).value
    with pytest.raises(Invalid, match="before the workshop"):
        describe_workshop(library, workshop, held_on=FOLLOW_UP)
    assert get_workshop(library, workshop).held_on == HELD
    describe_workshop(library, workshop, clear_date=True, follow_up=date(2020, 1, 1))


def test_it_travels_with_the_workshops_file(library: Library) -> None:
    source = new_workshop(library, "T", held_on=HELD, follow_up=FOLLOW_UP).value
    content = to_json(library, source)
    assert json.loads(content)["workshop"]["follow_up"] == "2031-04-12"
    target = new_workshop(library, "Empty").value
    plan_workshop(library, target, read_workshop("t.json", content)).apply()
    assert (get_workshop(library, target).held_on, get_workshop(library, target).follow_up) == (HELD, FOLLOW_UP)
    own = new_workshop(library, "Own day", held_on=date(2032, 1, 1)).value
    plan_workshop(library, own, read_workshop("t.json", content)).apply()
    assert get_workshop(library, own).follow_up is None


def test_a_file_from_before_is_still_read(library: Library) -> None:
    old = json.loads(to_json(library, new_workshop(library, "T", held_on=HELD).value))
    del old["workshop"]["follow_up"]
    assert read_workshop("t.json", json.dumps(old).encode()).workshop.follow_up is None


def test_it_stands_in_the_summary(library: Library, workshop: int, tmp_path: Path) -> None:
    describe_workshop(library, workshop, held_on=HELD, follow_up=FOLLOW_UP)
    (path,) = finish(export_reports(library, workshop, tmp_path, handouts=False))
    text = " ".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
    assert "12 Apr 2031" in text


def test_it_can_be_put_into_a_letter(library: Library, workshop: int) -> None:
    describe_workshop(library, workshop, held_on=HELD, follow_up=FOLLOW_UP)
    person = people_of(library, workshop)[0]
    letter = fill_in(Letter("S", "Until {follow_up}!"), person, get_workshop(library, workshop))
    assert letter.body == "Until 12 April 2031!"
