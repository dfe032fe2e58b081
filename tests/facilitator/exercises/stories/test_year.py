"""A year of stories by mail: who gets which, and when, and what is in none of them."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from storytelling import House

from facilitator.errors import Invalid
from facilitator.exercises.stories.board import (
    agree,
    begin_on,
    keep_for_a_year,
    move,
    plan,
    read_programme,
    unplan,
    withdraw,
)
from facilitator.exercises.stories.readers import (
    add_reader,
    change_joined,
    first_week,
    places,
    readers,
    remove_reader,
    set_left,
    take_readers,
    wanting,
)
from facilitator.exercises.stories.told import State, mail_key, read_stories, read_story
from facilitator.post.dated import (
    DatedLetter,
    Stand,
    claim,
    dated_letters,
    going_out,
    note,
    say_gone,
    say_not_gone,
)
from facilitator.post.dated_sending import send_letters
from facilitator.post.tables import DatedMailRow, DatedState
from facilitator.progress import finish
from facilitator.questionnaires.model import Value
from facilitator.storage.library import Library
from facilitator.workshop.data_protection import describe_protection, note_reading, protection_of
from facilitator.workshop.roster import Person, update_person

if TYPE_CHECKING:
    from mail_server import Post

FIRST = date(2026, 3, 2)
WEEK = timedelta(days=7)
SENDER = "facilitator@example.org"


@pytest.fixture
def house(library: Library) -> House:
    return House(library)


def due(house: House, today: date) -> list[DatedLetter]:
    return going_out(dated_letters(house.library, house.workshop, today))


def went(house: House, letters: list[DatedLetter], today: date) -> None:
    """What the log holds once these were sent on a day, written at once."""
    with house.library.change("a week of mails") as change:
        for each in letters:
            change.session.add(
                DatedMailRow(
                    step_id=house.step,
                    key=each.mail.key,
                    recipient=each.mail.to.recipient,
                    address=each.mail.to.address,
                    state=DatedState.SENT.value,
                    changed_at=datetime.combine(today, time(12), UTC),
                )
            )


def let_go(house: House, letter: DatedLetter, today: date, state: DatedState = DatedState.SENT) -> None:
    """What sending does with a mail: claim it, and note what came of it, on a day."""
    assert claim(house.library, letter)
    if state is not DatedState.SENDING:
        note(house.library, letter, state)
    with house.library.change("the clock of the test") as change:
        change.session.flush()
        change.session.connection().exec_driver_sql(
            "UPDATE dated_mail SET changed_at = ? || ' 12:00:00' WHERE key = ? AND recipient = ?",
            (today.isoformat(), letter.mail.key, letter.mail.to.recipient),
        )


def send(house: House, post: "Post", today: date) -> list[tuple[str, str]]:
    """Send what is due through a real server; who got which subject now."""
    before = len(post.box.mails)
    server = post.server(encrypted=False)
    finish(send_letters(house.library, house.workshop, server, SENDER, today=today, per_minute=60_000))
    return [(to[0], mail["Subject"]) for to, mail in post.box.mails[before:]]


def test_thirty_readers_of_ten_weeks_get_fifty_two_stories_each_once_and_in_order(library: Library) -> None:
    house = House.of_a_year(library)
    begin_on(library, house.step, FIRST)
    with library.change("readers"):
        for number in range(30):
            joined = FIRST + (number % 10) * WEEK
            add_reader(library, house.step, f"Reader {number:02}", f"r{number}@example.net", "house", joined)
    got: dict[str, list[int]] = defaultdict(list)
    weeks: dict[str, list[int]] = defaultdict(list)
    killed: DatedLetter | None = None
    for week in range(62):
        today = FIRST + week * WEEK
        letters = due(house, today)
        if week == 30:
            # The program dies with one mail on its way, in the middle of the week.
            (killed,) = [each for each in letters if each.mail.to.name == "Reader 07"]
            let_go(house, killed, today, DatedState.SENDING)
            letters.remove(killed)
        went(house, letters, today)
        for each in letters:
            got[each.mail.to.name].append(each.mail.order)
            weeks[each.mail.to.name].append(week)
        if week == 31 and killed is not None:
            (open_,) = [each for each in dated_letters(library, house.workshop, today) if each.stand is Stand.UNKNOWN]
            assert (open_.mail.to.name, open_.mail.order) == ("Reader 07", killed.mail.order)
            assert "Reader 07" not in {each.mail.to.name for each in letters}, "it waits, and nothing overtakes it"
            say_gone(library, open_)
            got["Reader 07"].append(open_.mail.order)
            weeks["Reader 07"].append(30)
    for number in range(30):
        name = f"Reader {number:02}"
        assert got[name] == list(range(1, 53)), name
        first = number % 10
        late = 1 if name == "Reader 07" else 0
        assert weeks[name][0] == first and weeks[name][-1] <= first + 51 + late
        assert all(one < other for one, other in zip(weeks[name], weeks[name][1:], strict=False)), name


def test_a_mail_that_broke_off_and_did_not_go_goes_before_the_next_one(house: House) -> None:
    one, two = house.planned(0), house.planned(1)
    begin_on(house.library, house.step, FIRST)
    add_reader(house.library, house.step, "Ona", "ona@example.net", "house", FIRST)
    (first,) = due(house, FIRST)
    let_go(house, first, FIRST, DatedState.SENDING)
    assert due(house, FIRST + WEEK) == []
    assert read_story(house.library, house.step, one).is_tried
    (open_, _) = dated_letters(house.library, house.workshop, FIRST + WEEK)
    say_not_gone(house.library, open_)
    assert [each.mail.key for each in due(house, FIRST + WEEK)] == [mail_key(one)]
    let_go(house, open_, FIRST + WEEK)
    assert [each.mail.key for each in due(house, FIRST + 2 * WEEK)] == [mail_key(two)]


@pytest.mark.parametrize(
    ("days", "week"), [(-10, 1), (-1, 1), (0, 1), (1, 2), (6, 2), (7, 2), (8, 3), (14, 3), (15, 4), (364, 53)]
)
def test_everybody_begins_with_story_1_on_the_next_day_of_the_programme(days: int, week: int) -> None:
    assert first_week(FIRST, FIRST + timedelta(days=days)) == week


def test_a_mail_is_the_story_of_now_with_how_far_it_goes_and_how_to_leave(house: House, post: "Post") -> None:
    house.planned(0, headline="Asking first")
    house.planned(1, did="I drew it badly.", headline="Drawing", where="outside")
    house.wants(2)
    library, step = house.library, house.step
    begin_on(library, step, FIRST)
    assert wanting(library, step) == [house.people[2]]
    assert take_readers(library, step, wanting(library, step), FIRST).value == 1
    with pytest.raises(Invalid, match="Dora Lind has not asked"):
        take_readers(library, step, [house.people[3]], FIRST)
    add_reader(library, step, "Ona Far", "ona@example.net", "outside", FIRST)
    # Story 1 goes no further than the house, so Ona waits for the day of story 2.
    assert send(house, post, FIRST) == [("cem@example.org", "Story 1: Asking first")]
    assert send(house, post, FIRST + WEEK) == [("ona@example.net", "Story 2: Drawing")]
    mail = next(mail for to, mail in post.box.mails if to == ["cem@example.org"])
    text = mail.get_body().get_content().replace("\r\n", "\n")
    assert "What I did\nI asked the night shift first." in text and "Ada Moor has agreed that it is told" in text
    assert "in this house alone, until" in text and "answer with the word “stop”" in text
    far = next(mail for to, mail in post.box.mails if to == ["ona@example.net"])
    assert "outside as well" in far.get_body().get_content()
    assert read_stories(library, step)[0].state is State.SENT
    # The teller changes a word: what was agreed is another text, and goes to nobody.
    house.answer(1, "did", Value(word="I drew it very badly."))
    assert send(house, post, FIRST + 2 * WEEK) == []


def test_a_withdrawn_story_is_in_no_later_mail_and_the_next_one_comes(house: House, post: "Post") -> None:
    one, two, three = (house.planned(number, headline=f"Story of {number}") for number in range(3))
    begin_on(house.library, house.step, FIRST)
    for number, joined in enumerate((FIRST, FIRST + 3 * WEEK)):
        add_reader(house.library, house.step, f"R{number}", f"r{number}@example.net", "house", joined)
    today = date.today()
    assert [to for to, _ in send(house, post, today)] == ["r0@example.net", "r1@example.net"]
    withdraw(house.library, house.step, one)
    withdraw(house.library, house.step, two)
    add_reader(house.library, house.step, "R2", "r2@example.net", "house", FIRST)
    assert sorted(send(house, post, today + WEEK)) == [
        (f"r{number}@example.net", "Story 3: Story of 2") for number in range(3)
    ]
    assert read_story(house.library, house.step, three).state is State.SENT


def test_stories_that_would_outlive_the_workshop_are_counted(house: House) -> None:
    for number in range(3):
        house.planned(number)
    erased = read_programme(house.library, house.step).erased_on
    assert read_programme(house.library, house.step).too_late == 0, "no day yet"
    begin_on(house.library, house.step, erased - timedelta(days=8))
    assert read_programme(house.library, house.step).too_late == 1
    describe_protection(
        house.library, house.workshop, responsible="", contact="", keep_until=erased + timedelta(days=30)
    )
    assert read_programme(house.library, house.step).too_late == 0


def test_what_comes_next_to_whom_is_told_as_the_queue_has_it(house: House) -> None:
    library, step = house.library, house.step
    for number, where in enumerate(("house", "outside", "house", "client")):
        house.planned(number, headline=f"Story of {number}", where=where)
    begin_on(library, step, FIRST)
    for number, circle in enumerate(("house", "client", "outside", "house")):
        add_reader(library, step, f"R{number}", f"r{number}@example.net", circle, FIRST + number * WEEK)
    for week in range(6):
        today = FIRST + week * WEEK
        letters = dated_letters(library, house.workshop, today)
        found = places(library, step, read_programme(library, step), readers(library, step))
        for reader in readers(library, step):
            own = [each for each in letters if each.mail.to.recipient == reader.to.recipient]
            coming = [each for each in own if not each.is_over]
            place = found[reader.id]
            assert place.got == len(own) - len(coming)
            assert (place.following and mail_key(place.following.id)) == (coming[0].mail.key if coming else None)
            assert place.day == (coming[0].day if coming else None)
        went(house, due(house, today)[:3], today)


def test_readers_leave_come_back_and_go(house: House, post: "Post") -> None:
    house.planned(0)
    house.planned(1)
    library, step = house.library, house.step
    begin_on(library, step, FIRST)
    house.wants(2)
    take_readers(library, step, wanting(library, step), FIRST)
    ona = add_reader(library, step, "Ona", "ona@example.net", "house", FIRST).value
    for name, address, said in (("", "x@example.net", "name"), ("X", "", "address"), ("X", "ONA@example.net", "gets")):
        with pytest.raises(Invalid, match=said):
            add_reader(library, step, name, address, "house", FIRST)
    cem = next(each for each in readers(library, step) if each.to.participant_id == house.people[2])
    set_left(library, step, cem.id, True)
    assert [to for to, _ in send(house, post, FIRST)] == ["ona@example.net"]
    set_left(library, step, cem.id, False)
    assert [to for to, _ in send(house, post, FIRST)] == ["cem@example.org"]
    # Whoever takes it back at the station gets no more, without anybody's doing.
    house.answer(2, "reads", Value(missing="declined"))
    assert next(each for each in readers(library, step) if each.id == cem.id).left
    today = date.today() + WEEK
    assert [to for to, _ in send(house, post, today)] == ["ona@example.net"]
    change_joined(library, step, ona, FIRST + 4 * WEEK)
    assert next(each.week for each in readers(library, step) if each.id == ona) == 5
    remove_reader(library, step, ona)
    assert [each.to.name for each in readers(library, step)] == ["Cem Aksoy"]


def test_a_reader_of_the_roster_is_written_to_at_the_address_there(house: House) -> None:
    house.planned(0)
    begin_on(house.library, house.step, FIRST)
    house.wants(2)
    take_readers(house.library, house.step, [house.people[2]], FIRST)
    update_person(house.library, house.people[2], Person("Cem Aksoy-Berg", "cem.a@example.net"))
    (letter,) = dated_letters(house.library, house.workshop, FIRST)
    assert (letter.mail.to.name, letter.mail.to.address) == ("Cem Aksoy-Berg", "cem.a@example.net")


def test_the_board_plans_moves_and_shows_gaps(house: House) -> None:
    library, step = house.library, house.step
    a, b, c, d = (house.planned(number) for number in range(4))

    def weeks() -> dict[int, int]:
        return {week: story.id for week, story in read_programme(library, step).by_week.items()}

    assert weeks() == {1: a, 2: b, 3: c, 4: d}
    assert read_programme(library, step).said == "Stories for 4 weeks left."
    move(library, step, d, -1)
    assert weeks() == {1: a, 2: b, 3: d, 4: c}
    plan(library, step, c, 2)
    assert weeks() == {1: a, 2: c, 3: b, 4: d}
    unplan(library, step, c)
    programme = read_programme(library, step)
    assert (programme.gaps, programme.left, programme.last) == ([2], 1, 4)
    plan(library, step, a, 9)
    assert read_programme(library, step).said == "No story for the next week."
    done = plan(library, step, c)
    assert done.value == 1
    done.undo()
    assert weeks() == {3: b, 4: d, 9: a}
    with pytest.raises(Invalid, match="no week yet"):
        move(library, step, c, 1)
    with pytest.raises(Invalid, match="104 weeks"):
        plan(library, step, c, 105)
    begin_on(library, step, FIRST)
    add_reader(library, step, "Ona", "ona@example.net", "house", FIRST)
    (letter,) = due(house, FIRST + 2 * WEEK)
    let_go(house, letter, FIRST + 2 * WEEK)
    assert read_programme(library, step).passed == 3
    with pytest.raises(Invalid, match="Week 2 has gone out: choose week 4"):
        plan(library, step, c, 2)
    with pytest.raises(Invalid, match="went out already"):
        move(library, step, b, 1)
    assert plan(library, step, c).value == 5
    agree(library, step, c)


def test_a_year_of_stories_needs_a_workshop_that_is_kept_for_it(house: House) -> None:
    library, step, today = house.library, house.step, date.today()
    begin_on(library, step, today)
    usual = read_programme(library, step)
    assert (usual.weeks_kept, usual.is_kept_for_a_year, usual.is_promised) == (13, False, False)
    done = keep_for_a_year(library, step)
    kept = read_programme(library, step)
    assert kept.is_kept_for_a_year and kept.weeks_kept == 56 and kept.erased_on == today + 56 * WEEK
    assert protection_of(library, house.workshop).binds, "a day that was chosen is kept to"
    done.undo()
    assert read_programme(library, step).erased_on == usual.erased_on
    # What people have read can't be put off any more.
    note_reading(library, house.people[0], "1", "en")
    promised = read_programme(library, step)
    assert promised.is_promised and not promised.is_kept_for_a_year
    with pytest.raises(Invalid, match="It can be erased earlier, not later"):
        keep_for_a_year(library, step)
