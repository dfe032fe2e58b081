"""Calendar files, read back: whole days, identifiers that stay, and nobody in them who promised nothing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from icalendar import Calendar, Event

from facilitator.actions.actions import Wording, actions_of, add_action, change_action, remove_action
from facilitator.errors import Invalid, NotFound, NotSaved
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.steps import exercise_steps
from facilitator.sharing.calendar import dated, owners, to_calendar, write_calendar, write_calendars
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import Person, people_of, update_person
from facilitator.workshop.workshops import describe_workshop, new_workshop

DAY, LATER, FOLLOW_UP = date(2031, 3, 1), date(2031, 12, 31), date(2031, 4, 12)


@pytest.fixture
def agreed(library: Library, workshop: int) -> int:
    """Six people: the first promised with the second, the third alone, the team together, the fourth without a date."""
    one, two, three, four, *_ = people_of(library, workshop)
    for wording in (
        Wording("Ten minutes of handover, every day; no exceptions", one.id, two.id, DAY, "Fewer calls at night"),
        Wording("Ask Übersetzer\\team about “łódź”", three.id, None, LATER),
        Wording("Tidy the wiki", None, None, DAY),
        Wording("Some day", four.id),
    ):
        add_action(library, workshop, wording)
    describe_workshop(library, workshop, held_on=date(2031, 2, 1), follow_up=FOLLOW_UP)
    return workshop


def events(content: bytes) -> list[Event]:
    calendar = Calendar.from_ical(content)
    assert str(calendar["VERSION"]) == "2.0"
    assert calendar["PRODID"]
    return list(calendar.walk("VEVENT"))


def by_words(content: bytes) -> dict[str, Event]:
    return {str(event["SUMMARY"]): event for event in events(content)}


def test_every_dated_action_and_the_follow_up_stand_on_their_whole_day(library: Library, agreed: int) -> None:
    found = by_words(to_calendar(library, agreed))
    assert {words: event["DTSTART"].dt for words, event in found.items()} == {
        "Ten minutes of handover, every day; no exceptions": DAY,
        "Ask Übersetzer\\team about “łódź”": LATER,
        "Tidy the wiki": DAY,
        "Follow-up: Learning across borders": FOLLOW_UP,
    }
    for event in found.values():
        start, end = event["DTSTART"], event["DTEND"]
        assert start.params["VALUE"] == "DATE"
        assert not isinstance(start.dt, datetime)
        assert end.dt - start.dt == timedelta(days=1)
        assert str(event["TRANSP"]) == "TRANSPARENT"
        assert str(event["STATUS"]) == "CONFIRMED"
        # Nobody is invited: taking it in must not send a mail to anybody.
        assert "ATTENDEE" not in event
        assert "ORGANIZER" not in event


def test_an_event_says_who_and_what_will_be_seen(library: Library, agreed: int) -> None:
    one, two, *_ = people_of(library, agreed)
    event = by_words(to_calendar(library, agreed))["Ten minutes of handover, every day; no exceptions"]
    words = str(event["DESCRIPTION"])
    assert f"{one.name}, with {two.name}" in words
    assert "Fewer calls at night" in words
    assert "the team" in str(by_words(to_calendar(library, agreed))["Tidy the wiki"]["DESCRIPTION"])


def test_no_contact_and_no_address_stands_in_it(library: Library, agreed: int) -> None:
    step = next(step.id for step, exercise in exercise_steps(library, agreed) if exercise.kind == "network")
    for person in people_of(library, agreed):
        update_person(library, person.id, Person(person.name, email=f"p{person.id}@example.org"))
        add_contact(library, Who(step, person.id), f"Zyxwvut {person.id}")
    content = to_calendar(library, agreed)
    assert b"Zyxwvut" not in content
    assert b"@example.org" not in content
    promised = {name for _, name in owners(library, agreed)}
    text = content.decode().replace("\r\n ", "")
    assert {person.name for person in people_of(library, agreed) if person.name in text} == promised


def test_taken_in_again_it_changes_what_is_there(library: Library, agreed: int) -> None:
    first = by_words(to_calendar(library, agreed))
    action = actions_of(library, agreed)[0]
    change_action(library, action.id, Wording("Five minutes of handover", action.wording.owner_id, None, LATER))
    describe_workshop(library, agreed, title="Another title", follow_up=LATER)
    later = to_calendar(library, agreed, moment=datetime.now(UTC) + timedelta(minutes=5))
    second = by_words(later)
    before = first["Ten minutes of handover, every day; no exceptions"]
    after = second["Five minutes of handover"]
    assert str(before["UID"]) == str(after["UID"])
    assert after["DTSTART"].dt == LATER
    assert {str(event["UID"]) for event in first.values()} == {str(event["UID"]) for event in second.values()}
    assert all(int(event["SEQUENCE"]) > int(before["SEQUENCE"]) for event in second.values())
    assert len({str(event["UID"]) for event in events(later)}) == len(events(later))


def test_one_undone_and_done_again_is_the_same_event(library: Library, agreed: int) -> None:
    before = {str(event["UID"]) for event in events(to_calendar(library, agreed))}
    undo = remove_action(library, actions_of(library, agreed)[0].id).undo
    assert len(events(to_calendar(library, agreed))) == 3
    undo()
    assert {str(event["UID"]) for event in events(to_calendar(library, agreed))} == before


def test_a_copy_of_the_library_makes_the_same_events_and_another_workshop_others(
    library: Library, agreed: int, tmp_path: Path
) -> None:
    mine = {str(event["UID"]) for event in events(to_calendar(library, agreed))}
    other = new_workshop(library, "Other", follow_up=FOLLOW_UP).value
    add_action(library, other, Wording("Tidy the wiki", due=DAY))
    assert not mine & {str(event["UID"]) for event in events(to_calendar(library, other))}
    library.close()
    copied = open_library(Path(copy(library.path, tmp_path / "copy.sqlite")))
    assert {str(event["UID"]) for event in events(to_calendar(copied, agreed))} == mine
    copied.close()


def test_what_was_dropped_is_called_off_and_what_was_kept_says_so(library: Library, agreed: int) -> None:
    first, second, *_ = actions_of(library, agreed)
    for action, status in ((first, "dropped"), (second, "kept")):
        wording = action.wording
        change_action(
            library, action.id, Wording(wording.what, wording.owner_id, due=wording.due, status=status, seen="Yes")
        )  # type: ignore[arg-type]
    found = by_words(to_calendar(library, agreed))
    assert str(found[first.wording.what]["STATUS"]) == "CANCELLED"
    assert str(found[second.wording.what]["STATUS"]) == "CONFIRMED"
    assert "kept" in str(found[second.wording.what]["DESCRIPTION"])
    assert "Yes" in str(found[second.wording.what]["DESCRIPTION"])


def test_a_file_for_each_who_promised_something(library: Library, agreed: int, tmp_path: Path) -> None:
    one, two, three, *_ = people_of(library, agreed)
    assert owners(library, agreed) == [(person.id, person.name) for person in (one, two, three)]
    written = write_calendars(library, agreed, tmp_path / "each")
    assert [path.name for path in written] == [f"Calendar {person.name}.ics" for person in (one, two, three)]
    handover, wiki = "Ten minutes of handover, every day; no exceptions", "Tidy the wiki"
    both = {handover, wiki, "Follow-up: Learning across borders"}
    contents = [set(by_words(path.read_bytes())) for path in written]
    assert contents == [both, both, both - {handover} | {"Ask Übersetzer\\team about “łódź”"}]
    # The same day in both files is the same event: whoever takes both in has it once.
    whole = {words: str(event["UID"]) for words, event in by_words(to_calendar(library, agreed)).items()}
    for path in written:
        for words, event in by_words(path.read_bytes()).items():
            assert str(event["UID"]) == whole[words]
    again = write_calendars(library, agreed, tmp_path / "each")
    assert set(again).isdisjoint(written)


def test_what_has_no_date_is_counted_and_nothing_makes_no_file(library: Library, workshop: int, tmp_path: Path) -> None:
    path = tmp_path / "agreed.ics"
    with pytest.raises(Invalid, match="No action has a date"):
        write_calendar(library, workshop, path)
    add_action(library, workshop, Wording("Some day"))
    with pytest.raises(Invalid, match="No action has a date"):
        write_calendar(library, workshop, path)
    with pytest.raises(Invalid, match="Nobody has an action"):
        write_calendars(library, workshop, tmp_path)
    assert not path.exists()
    assert dated(library, workshop).without_date == 1
    describe_workshop(library, workshop, follow_up=FOLLOW_UP)
    write_calendar(library, workshop, path)
    assert [event["DTSTART"].dt for event in events(path.read_bytes())] == [FOLLOW_UP]
    with pytest.raises(Invalid):
        write_calendar(library, workshop, path)
    write_calendar(library, workshop, path, overwrite=True)
    with pytest.raises(Invalid, match=r"\.ics"):
        write_calendar(library, workshop, tmp_path / "agreed.txt")
    with pytest.raises(NotFound):
        to_calendar(library, 999)
    path.with_name("file").write_text("in the way")
    add_action(library, workshop, Wording("Mine", people_of(library, workshop)[0].id, due=DAY))
    with pytest.raises(NotSaved):
        write_calendars(library, workshop, tmp_path / "file" / "each")


def test_lines_are_folded_as_the_standard_has_it(library: Library, agreed: int) -> None:
    add_action(library, agreed, Wording("Ελένη και Юлия " * 20, due=DAY))
    content = to_calendar(library, agreed)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert ("Ελένη και Юлия " * 20).strip() in by_words(content)
