"""What was promised to be erased is erased when the program is next opened, and written down."""

from datetime import date, timedelta

import pytest
from command_line import facilitator

from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.steps import exercise_steps, strip_third_parties
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import short_day
from facilitator.protection.believed_date import believe, doubt_of
from facilitator.protection.retention import (
    REMIND_AFTER,
    due,
    erase_all_due,
    keep_promises,
    kept_long,
    waits_to_be_erased,
)
from facilitator.storage.library import Library
from facilitator.workshop.agenda import end_workshop, run_step
from facilitator.workshop.data_protection import describe_protection, note_reading
from facilitator.workshop.deletions import What, deletions
from facilitator.workshop.listing import cards_at
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import describe_workshop, erase_workshops, list_workshops

HELD = date.today() - timedelta(days=60)
"""Not so long ago that the usual day has passed."""
SECRET = "Qwertzuiop Asdfghjkl"


@pytest.fixture
def workshop(library: Library) -> int:
    made = start_workshop(library, "Kestrel meeting", facilitator="Ada Lo", held_on=HELD).value
    person = add_people(library, made, [Person("Anna Berg", "anna@example.org")]).value[0]
    step = exercise_steps(library, made)[0][0].id
    add_contact(library, Who(step, person), SECRET)
    return made


def in_file(library: Library, text: str) -> bool:
    return any(text.encode() in path.read_bytes() for path in library.path.parent.glob(f"{library.path.name}*"))


def test_nothing_is_erased_that_nobody_was_promised(library: Library, workshop: int) -> None:
    assert due(library, HELD + timedelta(days=400)) == []
    assert keep_promises(library, HELD + timedelta(days=400)) == []
    assert in_file(library, SECRET)


def test_on_the_promised_day_nothing_of_the_workshop_is_in_the_file(library: Library, workshop: int) -> None:
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    strip_third_parties(library, workshop)
    assert keep_promises(library, HELD + timedelta(days=89)) == []
    assert in_file(library, "Anna Berg")
    assert keep_promises(library, HELD + timedelta(days=90)) == [
        "“Kestrel meeting” was erased, as was promised to its people."
    ]
    assert list_workshops(library) == [] == list_workshops(library, deleted=True)
    assert not any(in_file(library, text) for text in ("Anna Berg", "anna@example.org", "Kestrel"))
    said = [(each.what, each.workshop, each.count, each.by_whom) for each in deletions(library)]
    assert said == [
        (What.CONTACT_NAMES, f"Workshop number {workshop}, {short_day(HELD)}", 1, "Ada Lo"),
        (What.WORKSHOP, f"Workshop number {workshop}, {short_day(HELD)}", 1, "the program, as promised"),
    ]


def test_a_command_keeps_what_was_promised_before_it_reads(library: Library, workshop: int) -> None:
    """Whoever has no windows open opens the program by commands, and the day is over for these as well."""
    today = date.today()
    describe_workshop(library, workshop, held_on=today)
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    assert "Kestrel" in facilitator("list", "--library", library.path).stdout
    describe_protection(library, workshop, responsible="", contact="", keep_until=today)
    done = facilitator("metrics", workshop, "--library", library.path, code=1)
    assert "“Kestrel meeting” was erased, as was promised" in done.stderr
    assert f"There is no workshop “{workshop}”" in done.stderr
    assert list_workshops(library) == [] and done.stdout == ""


@pytest.mark.parametrize("ahead", [8, 365])
def test_a_clock_that_is_ahead_erases_nothing_before_somebody_says_that_it_is_right(
    library: Library, workshop: int, ahead: int
) -> None:
    """What is erased is gone from the copies as well, so a wrong date must not do it."""
    today = date.today()
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    describe_protection(library, workshop, responsible="", contact="", keep_until=today + timedelta(days=5))
    wrong = today + timedelta(days=ahead)
    # What was last done in a workshop says it where no day was noted yet.
    doubt = doubt_of(library, wrong)
    assert doubt is not None and (doubt.last_used, doubt.today) == (today, wrong)
    assert waits_to_be_erased(library, wrong) == "“Kestrel meeting”"
    assert doubt_of(library, today + timedelta(days=7)) is None
    # Day by day it is believed, and set back too; from there on a leap is one again.
    believe(library, today + timedelta(days=6))
    assert doubt_of(library, today + timedelta(days=13)) is None
    assert doubt_of(library, today - timedelta(days=900)) is None
    believe(library, today - timedelta(days=900))
    assert doubt_of(library, today) is not None
    assert due(library, wrong) and list_workshops(library)
    believe(library, wrong)
    assert doubt_of(library, wrong) is None
    assert erase_all_due(library, wrong) == ["“Kestrel meeting” was erased, as was promised to its people."]


def test_a_command_doubts_a_date_so_long_after_the_last_until_somebody_says_that_it_is_right(
    library: Library, workshop: int
) -> None:
    today = date.today()
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    assert "Kestrel" in facilitator("list", "--library", library.path).stdout
    describe_protection(library, workshop, responsible="", contact="", keep_until=today)
    # The clock was right a month ago, and is so again when the day is believed.
    believe(library, today - timedelta(days=30))
    for _ in range(2):
        done = facilitator("list", "--library", library.path)
        assert "Kestrel" in done.stdout and "30 days after this library was last used" in done.stderr
        assert "Nothing was erased yet" in done.stderr and "date-is-right" in done.stderr
    assert "“Kestrel meeting” was erased" in facilitator("date-is-right", "--library", library.path).stdout
    assert list_workshops(library) == []


def test_names_of_contacts_go_after_two_weeks_unless_a_follow_up_is_planned(library: Library, workshop: int) -> None:
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    describe_workshop(library, workshop, follow_up=HELD + timedelta(days=30))
    assert keep_promises(library, HELD + timedelta(days=43)) == []
    assert in_file(library, SECRET)
    assert len(keep_promises(library, HELD + timedelta(days=44))) == 1
    assert not in_file(library, SECRET) and in_file(library, "Anna Berg")
    assert keep_promises(library, HELD + timedelta(days=45)) == []


def test_names_that_were_typed_in_a_later_run_stay_for_two_weeks(library: Library, workshop: int) -> None:
    """Nobody changed the workshop's day, which is two months ago."""
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    today = date.today()
    run_step(library, exercise_steps(library, workshop)[0][0].id)
    end_workshop(library, workshop)
    assert keep_promises(library, today + timedelta(days=13)) == []
    assert in_file(library, SECRET)
    assert len(keep_promises(library, today + timedelta(days=14))) == 1
    assert not in_file(library, SECRET)


def test_nothing_is_erased_while_a_workshop_is_running(library: Library, workshop: int) -> None:
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    run_step(library, exercise_steps(library, workshop)[0][0].id)
    assert keep_promises(library, HELD + timedelta(days=200)) == []
    assert list_workshops(library)


def test_a_card_counts_down_to_a_chosen_day(library: Library, workshop: int) -> None:
    (card,) = list_workshops(library)
    assert (card.kept_until, card.erased_on) == (HELD + timedelta(days=90), None)
    describe_protection(library, workshop, responsible="", contact="", keep_until=HELD + timedelta(days=50))
    (card,) = cards_at(library.path) or ()
    assert card.erased_on == HELD + timedelta(days=50)
    assert [each.what for each in due(library, HELD + timedelta(days=50))] == [What.WORKSHOP]


def test_what_the_facilitator_erases_is_in_the_record_too(library: Library, workshop: int) -> None:
    erase_workshops(library, [workshop])
    assert [(each.what, each.by) for each in deletions(library, workshop)] == [(What.WORKSHOP, "Ada Lo")]


def test_what_is_kept_long_is_reminded_of(library: Library, workshop: int) -> None:
    promised = start_workshop(library, "Promised", held_on=HELD).value
    describe_protection(library, promised, responsible="", contact="", keep_until=HELD + timedelta(days=900))
    start_workshop(library, "Of yesterday", held_on=HELD + timedelta(days=99))
    assert kept_long(library, HELD + timedelta(days=90)) == ""
    said = kept_long(library, HELD + timedelta(days=100))
    assert said.startswith("“Kestrel meeting” is kept although its last day is more than 90 days ago.")
    REMIND_AFTER.set(library, 120)
    assert kept_long(library, HELD + timedelta(days=100)) == ""
    assert "120 days" in kept_long(library, HELD + timedelta(days=121))
    REMIND_AFTER.set(library, 0)
    assert kept_long(library, HELD + timedelta(days=4000)) == ""
