"""The follow-up step: whose indicators it follows, and all doors through which they go out and come back."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from typer.testing import CliRunner
from written_cards import Writer, begin, send, write_card

from facilitator.actions.actions import Source, Wording, actions_of, add_action
from facilitator.actions.findings import findings
from facilitator.actions.indicators import About, Reading, add_indicator, indicators_of, put_reading, write_readings
from facilitator.actions.simulation import simulate_indicators
from facilitator.cli import create_app
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.looking_back.days import reading_days
from facilitator.exercises.looking_back.followed import candidates, choose_earlier, followed
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, duplicate_workshop, exercise_steps, recognise
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.nameless import Pseudonyms
from facilitator.rehearsal.people import people
from facilitator.reports.compose import summary
from facilitator.sharing.calendar import to_calendar
from facilitator.sharing.importing import import_files
from facilitator.sharing.tables import read_table
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.papers import paper_options
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import describe_workshop, new_workshop

KIND = "looking_back"
HELD = date(2026, 3, 4)
BEFORE = [14.0, 16.0] * 6


def readings(before: list[float], after: list[float]) -> list[tuple[date, float | None, str | None]]:
    first = -len(before) + 1
    return [(HELD + timedelta(days=7 * (first + at)), value, "") for at, value in enumerate([*before, *after])]


@pytest.fixture
def kick_off(library: Library) -> int:
    """A workshop of eight for Acme: one action seen by the waiting time, which fell, and one by nothing."""
    workshop = new_workshop(library, "Kick-off", held_on=HELD, client="Acme").value
    one, *_ = add_people(library, workshop, people(8)).value
    card = add_exercise(library, workshop, "three_questions").value
    begin(library, Writer(card, one))
    write_card(library, Writer(card, one), get_setup(library, card).prompts[0].id, "Nobody knows who decides")
    send(library, Writer(card, one))
    theme = make_theme(library, card, "Deciding", [each.id for each in read_wall(library, card).cards]).value
    waited = About("Minutes waited", "minutes", "down", 15.0, 9.5, "The shift log", date(2026, 6, 1))
    add_action(library, workshop, Wording("Ask at once", one), Source(card, f"theme {theme}"), waited)
    add_action(library, workshop, Wording("A shared list", sign="It is looked at"))
    (found,) = indicators_of(library, workshop)
    with library.change("readings") as change:
        write_readings(change.session, found.id, readings(BEFORE, [9.0, 8.0] * 6))
    put_reading(library, found.id, HELD, 16.0, note="A new machine")
    return workshop


@pytest.fixture
def step(library: Library, kick_off: int) -> int:
    """The step of a follow-up of the same eight people."""
    again = duplicate_workshop(library, kick_off).value
    describe_workshop(library, again, title="Follow-up", held_on=HELD + timedelta(days=100), client="Acme")
    for now, before in zip(people_of(library, again), people_of(library, kick_off), strict=True):
        recognise(library, now.id, before.id)
    for each, _ in exercise_steps(library, again):
        remove_step(library, each.id)
    return add_exercise(library, again, KIND).value


def workshop_of(library: Library, step: int) -> int:
    return followed(library, step).workshop_id


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_follow_up_of_the_same_people_opens_with_what_was_agreed(
    library: Library, kick_off: int, step: int
) -> None:
    found = followed(library, step)
    assert found.earlier is not None and (found.earlier.workshop_id, found.earlier.people) == (kick_off, 8)
    assert [each.wording.what for each in found.actions] == ["Ask at once", "A shared list"]
    assert [each.indicator.about.what for each in found.findings] == ["Minutes waited"]
    assert found.findings[0].day == HELD, "what counts is the day of the workshop that agreed on it"
    none = choose_earlier(library, step, None)
    assert followed(library, step).actions == ()
    none.undo()
    # Nothing of another client is followed, whoever came again.
    describe_workshop(library, workshop_of(library, step), client="Others")
    assert followed(library, step).earlier is None and candidates(library, step) == []
    with pytest.raises(Invalid, match="another client"):
        choose_earlier(library, step, kick_off)


def test_names_alone_bring_nothing(library: Library, kick_off: int) -> None:
    later = new_workshop(library, "Later", held_on=HELD + timedelta(days=50), client="Acme").value
    add_people(library, later, people(8))
    step = add_exercise(library, later, KIND).value
    assert followed(library, step).earlier is None
    assert [each.workshop_id for each in candidates(library, step)] == [kick_off]
    choose_earlier(library, step, kick_off)
    assert len(followed(library, step).actions) == 2


def test_the_papers_go_from_what_was_seen_to_what_changed(library: Library, step: int) -> None:
    told = words(summary(library, workshop_of(library, step)).render())
    assert "Deciding Ask at once open Minutes waited: It has changed: it is lower than before, as was wanted." in told
    assert "A shared list To be seen: It is looked at open Nothing was noted." in told
    assert "24 readings: 12 up to the workshop, 12 after it" in told and "Median 15" in told
    assert "Target 9.5" in told and "4 Mar 2026: A new machine" in told and "Anhøj & Olesen 2014" in told
    assert "%" not in told.split("From what we saw")[2].split("The workshop")[0], "no share of what was done"
    german = replace(paper_options(library, workshop_of(library, step)), language="de")
    told = words(summary(library, workshop_of(library, step), german).render())
    assert "Es hat sich verändert: Es liegt niedriger als vorher, wie gewünscht." in told
    assert "Ziel 9,5" in told and "24 Messwerte: 12 bis zum Workshop, 12 danach" in told


def test_terminal_calendar_and_measures_know_them(library: Library, kick_off: int, step: int, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(create_app(), [*arguments, "--library", str(library.path)])
        assert done.exit_code == 0, done.output
        return done.stdout

    (found,) = json.loads(run("metrics", str(workshop_of(library, step)), "--json"))["indicators"]
    assert (found["found"], found["side"], found["median_before"]) == ("changed", -1, 15.0)
    assert (found["longest_run"], found["longest_run_by_chance"], found["crossings"]) == (12, 8, 12)
    (same,) = json.loads(run("indicators", str(kick_off), "--json"))
    assert same == found
    assert "Minutes waited" in run("indicators", str(kick_off))
    (agreed, other) = json.loads(run("actions", str(kick_off), "--json"))
    assert (agreed["indicator"], other["indicator"]) == ("Minutes waited", "")
    run("indicators", str(kick_off), "-o", str(tmp_path / "readings.xlsx"))
    events = Calendar.from_ical(to_calendar(library, kick_off)).walk("VEVENT")
    assert [str(each["summary"]) for each in events] == ["Look at: Minutes waited"]
    assert "Target: 9.5 minutes" in str(events[0]["description"])
    (owner,) = (each.wording.owner_id for each in actions_of(library, kick_off) if each.wording.owner_id)
    assert Calendar.from_ical(to_calendar(library, kick_off, owner)).walk("VEVENT")
    with pytest.raises(Invalid):
        to_calendar(library, kick_off, people_of(library, kick_off)[-1].id)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_readings_go_out_as_a_table_and_come_back(
    library: Library, kick_off: int, step: int, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"out.{form}"
    workshop = str(workshop_of(library, step))
    arguments = ["export", workshop, "--format", form, "-o", str(path), "--library", str(library.path)]
    run = CliRunner().invoke(create_app(), arguments)
    assert run.exit_code == 0, run.output
    written = Path(run.stdout.split("\n")[0])
    back = new_workshop(library, "Back", held_on=HELD).value
    new = add_exercise(library, back, KIND).value
    done = import_files(library, back, [written])
    assert not done.failed and done.left_out == ""
    (there,), (here,) = indicators_of(library, kick_off), indicators_of(library, back)
    assert (here.about, here.readings) == (there.about, there.readings)
    assert followed(library, new).findings[0].verdict == followed(library, step).findings[0].verdict
    # Once more nothing changes; a value that differs takes the place of the other, which is said and can be undone.
    put_reading(library, here.id, HELD, 99.0)
    again = import_files(library, back, [written])
    assert [each.sentence for each in again.files[0].proposal.plan.problems] == [
        "These readings take the place of others, which undo brings back: 4 Mar 2026 99."
    ]
    assert indicators_of(library, back)[0].readings == there.readings
    assert again.done is not None
    again.done.undo()
    assert Reading(HELD, 99.0, "A new machine") in indicators_of(library, back)[0].readings


def test_a_table_of_somebody_else_is_read_by_the_habits_of_the_language(library: Library, tmp_path: Path) -> None:
    workshop = new_workshop(library, "W").value
    add_exercise(library, workshop, KIND)
    table = tmp_path / "theirs.csv"
    table.write_text("Indicator;Date;Value\nScrap;2026-03-04;12,5\nScrap;2026-03-11;1.5\nCalls;2026-03-11;7\n")
    done = import_files(library, workshop, [table])
    assert done.files[0].proposal.plan.summary == ("3 readings", "2 new indicators")
    values = [[each.value for each in one.readings] for one in indicators_of(library, workshop)]
    assert values == [[12.5, 1.5], [7.0]]
    rows = ("Scrap;2026-03-18;many", "Scrap;2999-01-01;3", "Scrap;2026-03-25;1", "Scrap;2026-03-25;2")
    table.write_text("\n".join(("Indicator;Date;Value", *rows)))
    bad = import_files(library, workshop, [table])
    assert bad.failed and len(bad.files[0].proposal.plan.errors) == 3
    assert len(indicators_of(library, workshop)[0].readings) == 2


def test_numbers_of_a_table_are_read_in_the_habit_in_which_they_are_written(library: Library, tmp_path: Path) -> None:
    workshop = new_workshop(library, "W").value
    add_exercise(library, workshop, KIND)
    add_people(library, workshop, people(1))
    (person,) = people_of(library, workshop)

    def told(*values: str, what: str = "Scrap") -> tuple[bool, str]:
        rows = (f"{what};{day:02}.03.2026;{value}" for day, value in enumerate(values, start=1))
        table = tmp_path / "theirs.csv"
        table.write_text("\n".join(("Indicator;Date;Value", *rows)), encoding="utf-8")
        done = import_files(library, workshop, [table])
        return done.failed, " ".join(each.sentence for each in done.files[0].proposal.plan.problems)

    def values() -> list[float]:
        return [each.value for each in indicators_of(library, workshop)[0].readings]

    assert told("4,5", "1.234", "−1.234,5") == (False, "")
    assert values() == [4.5, 1234.0, -1234.5]
    told("4.5", "1,234", "1.234")
    assert values() == [4.5, 1234.0, 1.234]
    assert told("2", "1,234")[1].startswith(
        "These numbers could be read in two ways. They are taken so: “1,234” = 1234."
    )
    failed, said = told("2.5", "2,5", "1,234")
    assert failed and "and the table has both. Write all numbers in one way: “1,234”." in said
    assert told("3", what=person.name) == (True, f"People on the roster are no indicators: “{person.name}”.")
    assert len(indicators_of(library, workshop)) == 1


def test_a_whole_workshop_brings_its_indicators_along(library: Library, kick_off: int, step: int) -> None:
    content = to_json(library, kick_off)
    back = new_workshop(library, "Back").value
    assert "1 indicator." in plan_workshop(library, back, read_workshop("w.json", content)).summary
    plan_workshop(library, back, read_workshop("w.json", content)).apply()
    (there,), (here,) = indicators_of(library, kick_off), indicators_of(library, back)
    assert (here.about, here.readings) == (there.about, there.readings)
    assert [each.indicator for each in actions_of(library, back)] == ["Minutes waited", ""]
    # Once more nothing is doubled; what is otherwise here stays, and is said.
    put_reading(library, here.id, HELD, 1.0)
    bare = json.dumps({**json.loads(content), "agenda": [], "actions": [], "papers": {}}).encode()
    plan = plan_workshop(library, back, read_workshop("w.json", bare))
    assert "“Minutes waited” has another value here on 1 day, which stays." in [each.sentence for each in plan.problems]
    plan.apply()
    assert len(indicators_of(library, back)) == 1
    (name, *_) = (person.name for person in people_of(library, kick_off))
    put_reading(library, there.id, HELD, 16.0, note=f"{name} was away")
    names = [person.name for person in people_of(library, kick_off)]
    ids = [person.id for person in people_of(library, kick_off)]
    nameless = to_json(library, kick_off, pseudonyms=Pseudonyms(ids, names=names))
    assert name not in nameless.decode() and "was away" in nameless.decode()
    for broken in (
        {"indicators": [{"what": "Scrap"}, {"what": "SCRAP"}]},
        {"indicators": [{"what": "Scrap", "readings": [{"day": "2026-03-04", "value": 1}] * 2}]},
        {"actions": [{"what": "x", "indicator": 3}]},
    ):
        file = json.dumps({**json.loads(content), "actions": [], **broken}).encode()
        with pytest.raises(BadFile):
            read_workshop("w.json", file)


def test_the_table_has_the_days_that_are_needed_and_those_that_are_there(library: Library, kick_off: int) -> None:
    found = findings(library, kick_off)
    today = HELD + timedelta(days=30)
    days = reading_days(found, "week", today)
    assert days[0] == HELD - timedelta(days=77) and sum(day <= HELD for day in days) == 12
    assert days[-1] == HELD + timedelta(days=84), "readings that are there"
    assert len(reading_days([], "week", today)) == 12
    assert len(reading_days([], "day", today, earlier=12, others=[date(2020, 1, 1)])) == 25


def test_the_template_follows_up_and_the_sample_has_readings(library: Library) -> None:
    workshop = start_workshop(library, "Follow-up", template="follow_up").value
    assert [each.kind for _, each in exercise_steps(library, workshop)] == [KIND, "success_cases"]
    held = date.today() - timedelta(days=91)
    describe_workshop(library, workshop, held_on=held)
    step = exercise_steps(library, workshop)[0][0].id
    exercise(KIND).simulate_room(library, step, Random(4))
    found = findings(library, workshop)
    assert len(found) == 2 and all((each.before, each.after) == (14, 13) for each in found)
    simulate_indicators(library, workshop, Random(5))
    assert findings(library, workshop) == found
    assert add_indicator(library, workshop, About("Mine")).value not in [each.indicator.id for each in found]


def test_with_pseudonyms_nobody_of_the_workshop_before_is_named_in_its_readings(
    library: Library, tmp_path: Path
) -> None:
    """They are on another roster: what somebody noted of them is told without their names too."""
    before = new_workshop(library, "Before", held_on=HELD, client="Acme").value
    add_people(library, before, [Person("Xanthippe Quillfeather", "xq@quillfeather.example")])
    key = add_indicator(
        library, before, About("Calls of Quillfeather", source="the list of xq@quillfeather.example")
    ).value
    put_reading(library, key, HELD, 4.0, note="Xanthippe was ill")
    after = new_workshop(library, "After", held_on=HELD + timedelta(days=30), client="Acme").value
    add_people(library, after, people(6))
    step = add_exercise(library, after, KIND).value
    choose_earlier(library, step, before)
    for form, out in (("csv", tmp_path / "tables"), ("xlsx", tmp_path / "book.xlsx")):
        told = ["export", str(after), "--format", form, "-o", str(out), "--library", str(library.path)]
        assert CliRunner().invoke(create_app(), [*told, "--pseudonyms"]).exit_code == 0
    sheet = read_table(tmp_path / "book.xlsx")
    assert sheet.rows == read_table(tmp_path / "tables" / "readings.csv").rows != ()
    said = " ".join(cell for row in sheet.rows for cell in row)
    assert "Calls of …" in said and "… was ill" in said
    assert "uillfeather" not in said and "Xanthippe" not in said
