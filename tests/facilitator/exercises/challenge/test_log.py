"""What became of the cards: what others see of it, on paper, in mails and calendars, and what stays one's own."""

import json
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pytest
from challenged import KIND, SECRET, Room, challenged, today_is
from icalendar import Calendar, Event
from pypdf import PdfReader, PdfWriter
from typer.testing import CliRunner

from facilitator.charts.rows import Rows
from facilitator.cli import create_app
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.challenge.deck import (
    LONGEST,
    THEMES,
    Deck,
    bundled,
    decks,
    keep_deck,
    own_decks,
    read_deck,
    read_path,
    remove_deck,
    schema,
    theme_name,
    write_deck,
)
from facilitator.exercises.challenge.log import mails_asked_for, shared
from facilitator.exercises.challenge.plans import begin_days, make_plan, put_card, swap
from facilitator.exercises.challenge.setup import get_settings
from facilitator.exercises.registry import exercise
from facilitator.i18n import languages, speaking
from facilitator.nameless import Pseudonyms
from facilitator.post.dated import Stand, dated_letters, set_stopped
from facilitator.post.dated_sending import draft_letters
from facilitator.progress import finish
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, read_given
from facilitator.reports.compose import Handouts, summary
from facilitator.resources import resource
from facilitator.sharing.calendar import owners, to_calendar
from facilitator.sharing.exporting import export_answers
from facilitator.sharing.workshop_file import to_json
from facilitator.storage.library import Library
from facilitator.worksheets.posters import draw, posters_of
from facilitator.worksheets.returned import Verdict, bring_in, look_through
from facilitator.worksheets.writing import Sheets, prefix_of
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import describe_workshop

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def handouts(room: Room, options: PaperOptions | None = None) -> dict[int, str]:
    made = Handouts(room.library, room.workshop, options)
    return {person.id: words(composed.render()) for person, composed in made}


def test_counts_are_of_all_together_and_from_five_people_on(room: Room) -> None:
    library, step = room.library, room.step
    room.change(days=10)
    assert exercise(KIND).figures(library, step)["themes"].people == 0
    begin_days(library, step)
    for person in room.people[:4]:
        room.log(person, "done")
    few = exercise(KIND).figures(library, step)["themes"]
    assert few.is_withheld and few.people == 4
    assert all(row["done"] is None for row in exercise(KIND).metrics(library, step)["challenge_themes"])
    assert "4 people have sent" in words(summary(library, room.workshop).render())
    room.log(room.people[4], "changed")
    enough = exercise(KIND).figures(library, step)["themes"]
    assert not enough.is_withheld
    counted = exercise(KIND).metrics(library, step)["challenge_themes"]
    assert (sum(row["done"] for row in counted), sum(row["changed"] for row in counted)) == (40, 10)
    text = words(summary(library, room.workshop).render())
    assert "Done" in text and "5 of 6 people" in text
    # Nowhere a share of what was planned, and nobody beside another.
    assert "%" not in enough.chart.in_words() and not any("share" in str(key) for row in counted for key in row)
    assert not any(f"Name{number}" in text.split("What became of the cards")[1] for number in range(6))


def test_of_a_theme_of_which_few_said_anything_nothing_is_told(room: Room) -> None:
    """What hangs on a wall tells which cards are of which theme, and for whom."""
    library, step = room.library, room.step
    room.change(days=10, whose="room")
    begin_days(library, step)
    plan = room.plan(None)
    many = plan.days[0].card.theme
    few = {day.card.theme for day in plan.days} - {many}
    for person in room.people[:5]:
        put(library, Who(step, person), "day_01", [Value("done")])
        send(library, Who(step, person))
    room.log(room.people[0], "left")
    figure = exercise(KIND).figures(library, step)["themes"]
    assert isinstance(figure.chart, Rows) and few and not figure.is_withheld
    assert {row.label for row in figure.chart.rows} == {theme_name(theme) for theme in THEMES if theme not in few}
    assert f"{len(few)} theme" in figure.sentence and "of too few" in figure.sentence
    counted = {row["theme"]: row["left"] for row in exercise(KIND).metrics(library, step)["challenge_themes"]}
    assert {theme for theme, count in counted.items() if count is None} == few and counted[many]


def test_a_line_is_its_writers_alone_unless_it_is_shared(room: Room, tmp_path: Path) -> None:
    library, step = room.library, room.step
    room.change(days=5)
    begin_days(library, step)
    room.log(room.people[0], "left", SECRET)
    room.log(room.people[1], "done", "A question saves an hour", shares=True)
    for person in room.people[2:]:
        room.log(person, "changed")
    assert [each.line for each in shared(library, step, read_room(library, step))] == ["A question saves an hour"]
    paper = words(summary(library, room.workshop, PaperOptions(names=True)).render())
    assert "A question saves an hour" in paper and SECRET not in paper
    assert "Name1" not in paper.split("What we learned")[1].split("Participants")[0].split("Agenda")[0]
    own = handouts(room)
    assert SECRET in own[room.people[0]] and "Left" in own[room.people[0]]
    assert not any(SECRET in text for person, text in own.items() if person != room.people[0])
    export_answers(library, step, tmp_path / "log.csv")
    saved = (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    assert SECRET not in saved and "A question saves an hour" in saved
    table = exercise(KIND).export_table(library, step)
    assert table is not None and [each.sentence for each in table.problems] == [
        "1 line is not in it: it is its writer’s alone."
    ]
    assert not any(SECRET in cell for row in table.rows for cell in row)
    nameless = to_json(library, room.workshop, pseudonyms=Pseudonyms(room.people)).decode()
    assert SECRET not in nameless
    assert SECRET not in json.dumps(exercise(KIND).metrics(library, step, by_person=True))
    assert SECRET in to_json(library, room.workshop).decode(), "the workshop goes on from it elsewhere"
    kept = exercise(KIND).person_document(library, step, room.people[0])
    assert SECRET in json.dumps(kept) and len(kept["plan"]) == 5


def test_the_reason_stands_on_ones_own_paper_and_on_nothing_that_hangs(room: Room) -> None:
    library = room.library
    for person in room.people:
        make_plan(library, room.step, person)
    why = "because: None of your 12 contacts works beyond your own team."
    own = handouts(room)
    assert why in own[room.people[0]] and own.keys() == set(room.people)
    assert not any("because" in text for person, text in own.items() if person != room.people[0])
    assert "because" not in words(summary(library, room.workshop, PaperOptions(names=True)).render())
    for page in posters_of(library, room.workshop):
        assert "because" not in words(draw(library, room.workshop, page, page.sizes[0], PaperOptions()))
    begin_days(library, room.step)
    for person in people_of(library, room.workshop)[:1]:
        assert "because" not in words(Sheets(library, room.workshop, fillable=False).of(person))


@pytest.mark.parametrize("language", languages())
def test_a_box_holds_ninety_letters_and_a_month_is_one_page(room: Room, language: str) -> None:
    longest = [f"{number:02} Which unexpectedly complicated undertakings would somebody else manage better tomorrow"
               for number in range(49)]  # fmt: skip
    longest = [f"{text} today"[:LONGEST].ljust(LONGEST, "?") for text in longest]
    cards = [card.model_copy(update={"text": text}) for card, text in zip(bundled().cards, longest, strict=True)]
    full = read_deck(write_deck(bundled().model_copy(update={"title": "Full", "cards": tuple(cards)})), "full.json")
    options = PaperOptions(language=language)
    for week in (range(5), range(7)):
        for deck in (full, bundled(language)):
            room.change(days=30, weekdays=frozenset(week), deck=deck)
            for page in posters_of(room.library, room.workshop, options)[:2]:
                for size in page.sizes:
                    pdf = draw(room.library, room.workshop, page, size, options)
                    assert len(PdfReader(BytesIO(pdf)).pages) == 1
                    text = words(pdf).replace(" ", "")
                    days = room.plan(page.poster.participant_id).days
                    assert [day.card.text for day in days if day.card.text.replace(" ", "") not in text] == []


def events(content: bytes) -> dict[str, Event]:
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_a_day_in_the_calendar_keeps_its_identifier_and_a_later_file_counts_on(room: Room) -> None:
    library, workshop, person = room.library, room.workshop, room.people[0]
    assert [each for each, _ in owners(library, workshop)] == room.people
    with pytest.raises(Invalid):
        to_calendar(library, workshop)
    first = events(to_calendar(library, workshop, person, moment=AT))
    days = room.plan(person).days
    assert [event["DTSTART"].dt for event in first.values()] == [day.date for day in days]
    assert [str(event["SUMMARY"]) for event in first.values()] == [day.card.text for day in days]
    assert all(event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1) for event in first.values())
    assert events(to_calendar(library, workshop, person, moment=AT)) == first
    swap(library, room.step, person, 0, 1)
    room.change(days_off=(date(2027, 3, 1),))
    second = events(to_calendar(library, workshop, person, moment=AT + timedelta(hours=1)))
    assert second.keys() == first.keys()
    assert all(int(second[uid]["SEQUENCE"]) > int(first[uid]["SEQUENCE"]) for uid in first)
    assert next(event["DTSTART"].dt for event in second.values()) == date(2027, 3, 2)
    room.change(days=20)
    third = events(to_calendar(library, workshop, person, moment=AT + timedelta(hours=2)))
    assert third.keys() == first.keys()
    assert [str(event["STATUS"]) for event in third.values()] == ["CONFIRMED"] * 20 + ["CANCELLED"] * 2
    others = events(to_calendar(library, workshop, room.people[1], moment=AT))
    assert not others.keys() & first.keys()
    assert not any("because" in str(event["DESCRIPTION"]) for event in first.values())
    room.change(whose="room")
    assert len(events(to_calendar(library, workshop))) == 22


@pytest.mark.parametrize("held", [date(2027, 2, 26), date(2028, 2, 28), date(2026, 12, 11), date(2026, 3, 13)])
def test_a_calendar_has_as_many_days_as_are_planned(room: Room, held: date) -> None:
    describe_workshop(room.library, room.workshop, held_on=held)
    days = [event["DTSTART"].dt for event in events(to_calendar(room.library, room.workshop, room.people[0])).values()]
    assert len(set(days)) == 22 and all(day.weekday() < 5 for day in days) and min(days) > held


def body(path: Path) -> str:
    part = message_from_bytes(path.read_bytes(), policy=policy.default).get_body()
    return "" if part is None else str(part.get_content())


def test_mails_go_to_who_asked_for_them_each_once_and_not_when_their_days_are_over(
    library: Library, tmp_path: Path
) -> None:
    room = challenged(library)
    held = today_is(1)
    describe_workshop(library, room.workshop, held_on=held)
    room.change(weekdays=frozenset(range(7)), days=14)
    room.ask_for(room.people[0], "start", "weekly", "end")
    room.ask_for(room.people[1], "end")
    room.ask_for(room.people[2])
    assert mails_asked_for(library, room.step)[room.people[1]] == ("end",)
    letters = dated_letters(library, room.workshop)
    keys = {
        person: [each.mail.key for each in letters if each.mail.to.participant_id == person] for person in room.people
    }
    weeks = sorted({day.date.isocalendar()[:2] for day in room.plan(room.people[0]).days if day.date})
    assert keys[room.people[0]] == ["start", *(f"week {year}-{week:02}" for year, week in weeks), "end"]
    assert keys[room.people[1]] == ["end"] and not any(keys[person] for person in room.people[2:])
    outcome = finish(draft_letters(library, room.workshop, tmp_path, sender="me@example.org"))
    texts = [
        message_from_bytes(path.read_bytes(), policy=policy.default).get_body().get_content() for path in outcome.paths
    ]
    cards = [day.card.text for day in room.plan(room.people[0]).days]
    assert cards[0] in texts[0] and "stop" in texts[0] and "Name0" in texts[0]
    assert all("because" not in text for text in texts)
    again = {each.mail.key: each.stand for each in dated_letters(library, room.workshop) if each.is_over}
    assert "start" in again
    set_stopped(library, dated_letters(library, room.workshop)[-1], True)
    # Whoever asks when half is over gets what is still to come.
    describe_workshop(library, room.workshop, held_on=today_is(11))
    room.ask_for(room.people[3], "start", "weekly", "end")
    late = [each for each in dated_letters(library, room.workshop) if each.mail.to.participant_id == room.people[3]]
    assert "start" not in [each.mail.key for each in late] and "end" in [each.mail.key for each in late]
    assert all(each.stand in (Stand.DUE, Stand.LATER) for each in late)
    # What is looked back at sends nothing of its own, and the wishes stay.
    begin_days(library, room.step)
    assert mails_asked_for(library, room.step)[room.people[0]] == ("start", "weekly", "end")


def test_the_mail_of_a_week_has_that_weeks_cards_in_the_papers_language(room: Room) -> None:
    room.change(deck=bundled())
    room.ask_for(room.people[0], "weekly")
    describe_workshop(room.library, room.workshop, held_on=today_is(0))
    with speaking("de"):
        mails = exercise(KIND).dated_mails(room.library, room.step)
        written = mails[1].write()
        german = {card.key: card.text for card in bundled("de").cards}
        week = [
            day
            for day in room.plan(room.people[0]).days
            if day.date and day.date.isocalendar()[:2] == mails[1].due.isocalendar()[:2]
        ]
        assert "Ihre Karten dieser Woche" in written.subject
        assert all(german[day.card.key] in written.text for day in week)
        returning = [day for day in week if day.returns]
        assert not returning or "(nach der Schichtbesprechung)" in written.text


def returned(room: Room, person: int, ticks: dict[str, str], folder: Path) -> Path:
    """The form of a person, filled in as a reader of PDFs does."""
    sheets = Sheets(room.library, room.workshop, fillable=True)
    form = sheets.of(next(each for each in people_of(room.library, room.workshop) if each.id == person))
    writer = PdfWriter(clone_from=PdfReader(BytesIO(form)))
    fields = PdfReader(BytesIO(form)).get_fields() or {}
    values = {f"{prefix_of(room.step)}{name}": value for name, value in ticks.items()}
    assert values.keys() <= fields.keys(), sorted(fields)[:8]
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    path = folder / f"{person}.pdf"
    with path.open("wb") as file:
        writer.write(file)
    return path


def test_the_page_of_day_thirty_has_ones_own_cards_and_comes_back(room: Room, tmp_path: Path) -> None:
    library, person = room.library, room.people[0]
    room.change(days=6)
    begin_days(library, room.step)
    sheets = Sheets(library, room.workshop, fillable=True)
    text = words(sheets.of(people_of(library, room.workshop)[0]))
    assert all(day.card.text in text for day in room.plan(person).days)
    assert not any(day.card.text in words(sheets.of(None)) for day in room.plan(person).days)
    ticks = {"day_01-done": "/Yes", "day_02-left": "/Yes", "day_06-changed": "/Yes", "learned": SECRET, "share": "/Yes"}
    path = returned(room, person, ticks, tmp_path)
    (found,) = finish(look_through(library, room.workshop, [path]))
    assert found.verdict is Verdict.NEW, found
    finish(bring_in(library, room.workshop, [found]))
    given = read_given(library, Who(room.step, person))
    assert [given.options(f"day_0{number}") for number in range(1, 7)] == [
        ("done",), ("left",), (), (), (), ("changed",),
    ]  # fmt: skip
    assert [each.line for each in shared(library, room.step, read_room(library, room.step))] == [SECRET]


def test_decks_are_files_and_the_facilitators_own(library: Library, tmp_path: Path) -> None:
    ours = bundled("de").model_copy(update={"title": "Werk 2", "cards": bundled("de").cards[:20]})
    file = tmp_path / "deck.json"
    file.write_bytes(write_deck(ours))
    assert read_path(file) == ours
    keep_deck(library, read_path(file))
    assert [each.title for each in decks(library)][-1] == "Werk 2" and own_decks(library) == [ours]
    keep_deck(library, ours.model_copy(update={"cards": bundled("de").cards[:25]}))
    assert len(own_decks(library)) == 1
    for content, why in (
        (b"[]", "holds no deck"),
        (b"\xff", "no text in UTF-8"),
        (b"{", "no JSON from line 1"),
        (b'{"format": "facilitator-deck", "version": 2}', "newer version"),
        (write_deck(ours).replace(ours.cards[0].text.encode(), b"x" * 91), "at most 90|90"),
        (write_deck(ours).replace(ours.cards[1].text.encode(), ours.cards[0].text.encode()), "there twice"),
        (write_deck(ours).replace(b'"gap": "teams"', b'"gap": "moon"'), "which is not there"),
        (write_deck(ours).replace(b'"minutes": 9', b'"minutes": 10'), "minutes"),
    ):
        with pytest.raises(BadFile, match=why):
            read_deck(content, "bad.json")
    with pytest.raises(Invalid, match="at least 12"):
        keep_deck(library, ours.model_copy(update={"cards": ours.cards[:11]}))
    with pytest.raises(Invalid, match="came with the program"):
        keep_deck(library, Deck(title=bundled().title, gaps=ours.gaps, cards=ours.cards))
    remove_deck(library, "werk 2")
    assert own_decks(library) == []


def test_the_published_schema_is_that_of_the_decks() -> None:
    published = json.loads(resource("schemas", "deck-1.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(schema()))


def test_a_plan_goes_on_when_its_deck_is_kept_no_longer(room: Room) -> None:
    own = bundled().model_copy(update={"title": "Ours", "cards": bundled().cards[:30]})
    keep_deck(room.library, own)
    room.change(deck=own)
    make_plan(room.library, room.step, room.people[0])
    before = room.plan(room.people[0])
    remove_deck(room.library, "Ours")
    assert room.plan(room.people[0]) == before and get_settings(room.library, room.step).deck == own
    fresh = [card for card in own.cards if card.key not in {day.card.key for day in before.days}]
    put_card(room.library, room.step, room.people[0], 1, next(each.key for each in fresh if not each.needs_somebody))
    assert room.plan(room.people[0]) != before


def test_the_command_line_measures_and_exports(room: Room, tmp_path: Path) -> None:
    room.change(days=5)
    begin_days(room.library, room.step)
    for person in room.people:
        room.log(person, "done")
    where = ["--library", str(room.library.path)]
    run = CliRunner().invoke(create_app(), ["metrics", str(room.workshop), "--json", *where])
    assert run.exit_code == 0, run.output
    assert '"challenge_themes"' in run.stdout
    run = CliRunner().invoke(create_app(), ["metrics", str(room.workshop), *where])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(
        create_app(), ["calendar", str(room.workshop), "--by-owner", "-o", str(tmp_path / "days"), *where]
    )
    assert run.exit_code == 0 and len(list((tmp_path / "days").glob("*.ics"))) == 6, run.output
    run = CliRunner().invoke(create_app(), ["posters", str(room.workshop), "-o", str(tmp_path / "pages"), *where])
    assert run.exit_code == 0 and len(list((tmp_path / "pages").glob("*.pdf"))) == 12, run.output
    assert any("Name3" in path.name for path in (tmp_path / "pages").glob("*.pdf"))
