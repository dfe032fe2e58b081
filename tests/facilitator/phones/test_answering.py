"""Phones answer a step through a real socket, into a real library."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from asked import contents
from html_pages import Browser, Input
from phone import OWN, Served, served, serving

from facilitator.errors import NotFound
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.answers import begin, put
from facilitator.questionnaires.model import Page, Questionnaire, Text, Value
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.questionnaires.setup import change_questionnaire, close
from facilitator.storage.library import Library
from facilitator.workshop.agenda import add_step, remove_step, run_step
from facilitator.workshop.data_protection import reading_of
from facilitator.workshop.own_code import choose_code, has_code
from facilitator.workshop.roster import remove_people


@pytest.fixture
def room(library: Library) -> Iterator[Served]:
    with serving(library, asks=OWN) as found:
        yield found


def who(room: Served, number: int = 0) -> Who:
    return Who(room.step, room.people[number])


def given(room: Served, number: int = 0) -> Given:
    return read_given(room.library, who(room, number))


WANTED = {
    "capability": "planning", "why": "Es drängt <i>&\n\nsehr", "ticks-a_course": "x", "best-a_course": "1",
    "contacts-1": "A", "contacts-2": "B", "1.close": "2", "2.close": "-", "1.hours": "2.5", "since": "2026-03-04",
    "team": "Support", "size": "7", "mix-here": "3", "mix-there": "4", "shown": "x",
}  # fmt: skip


def fill(inputs: dict[str, Input]) -> None:
    for name, each in inputs.items():
        each.filled = WANTED.get(name, each.filled)


def test_the_whole_way_from_the_address_to_thanks(room: Served) -> None:
    phone = room.phone().get()
    assert phone.status == 200
    assert all(name in phone.words for name in room.names)
    phone.choose(room.names[0])
    assert "Only the facilitator reads this." in phone.words
    phone.walk(fill)
    assert "Thank you" in phone.words and "All of it is saved" in phone.words
    assert has_sent(room.library, who(room))
    found = contents(given(room))
    assert found["why", None] == [Value(word="Es drängt <i>&\n\nsehr")]
    assert found["contacts", None] == [Value(word="A"), Value(word="B")]
    assert (found["close", 0], found["close", 1]) == ([Value(number=2)], [Value(missing="declined")])
    assert found["mix", None] == [Value("here", number=3), Value("there", number=4)]
    # That they went past the notice is kept, as at the station, and they may choose digits at the end.
    assert reading_of(room.library, room.people[0]) is not None
    phone.submit("digits", digits="1")
    assert "Choose exactly 2 digits." in phone.words
    phone.submit("digits", digits="47")
    assert has_code(room.library, room.people[0])
    phone.get("go")
    assert "Es drängt <i>&" in phone.words and "<i>" not in phone.page


def test_the_page_that_follows_is_what_is_asked_by_then(library: Library) -> None:
    def asking(second: str) -> Questionnaire:
        texts = (Text(key="one", text="First?"), Text(key="two", text=second))
        return Questionnaire(
            title="Two", questions=texts, pages=tuple(Page(key=each, questions=(each,)) for each in ("one", "two"))
        )

    with serving(library, asks=asking("Second?")) as room:
        phone = room.phone().choose(room.names[0]).submit()
        form = Browser(
            next(each for each in re.findall(r"<form.*?</form>", phone.page, re.DOTALL) if 'id="way"' in each)
        ).form
        body = urlencode(form | {"one": "Yes", "does": "next"}).encode()
        phone.raw("POST", f"{room.server.url}/go", body, Content_Type="application/x-www-form-urlencoded")
        assert phone.status == 303
        # Drawn as the answer was taken, and no longer true when it is asked for.
        change_questionnaire(library, room.step, asking("Reworded?"))
        phone.get(f"{room.server.url}/{phone.headers['location']}")
        assert "Reworded?" in phone.words and "Second?" not in phone.words and "Saved ✓" in phone.words
        once_more = phone.get(f"{room.server.url}/go?at=two").page
        assert "Reworded?" in once_more and "Saved ✓" not in once_more


def test_the_script_of_a_page_gets_the_next_one_as_the_answer(library: Library) -> None:
    texts = tuple(Text(key=key, text=f"{key}?", required=True) for key in ("one", "two"))
    pages = tuple(Page(key=f"page_{each.key}", questions=(each.key,)) for each in texts)
    with serving(library, asks=Questionnaire(title="Two", questions=texts, pages=pages)) as room:
        phone = room.phone().choose(room.names[0]).submit()
        # What is not taken is the page that it was sent from, as without a script.
        assert phone.send_as_script().status == 200 and "has to be answered" in phone.words
        assert "content-location" not in phone.headers and 'name="was-one"' in phone.page
        assert phone.send_as_script(one="Yes").status == 200 and "Saved ✓" in phone.words
        assert 'name="was-two"' in phone.page
        once_more = phone.get(f"{room.server.url}/{phone.headers['content-location']}")
        assert 'name="was-two"' in once_more.page and "Saved ✓" not in once_more.words


def test_saved_is_said_of_what_is_on_the_disk_alone(room: Served) -> None:
    phone = room.phone().choose(room.names[0]).submit()
    assert "Saved" not in phone.words
    phone.submit(capability="selling", **{"ticks-a_course": "x"})
    # The rank is asked now; what was sent is there.
    assert "There is more to answer on this page." in phone.words
    assert given(room).options("capability") == ("selling",)
    phone.submit(**{"best-a_course": "1"})
    assert "Saved ✓" in phone.words
    close(room.library, room.step)
    phone.submit(**{"contacts-1": "Typed", "contacts-2": "in vain"})
    assert phone.status == 422
    assert "Saved" not in phone.words
    assert "Answers are closed. The facilitator can open them again." in phone.words
    # What was typed still stands there.
    assert ">\nTyped<" in phone.page and ">\nin vain<" in phone.page
    assert not given(room).of("contacts")


def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_taken(room: Served) -> None:
    phone = room.phone().choose(room.names[0]).submit()
    phone.submit()
    assert phone.page.count('class="error"') == 2
    assert 'aria-describedby="e-capability"' in phone.page
    phone.submit(capability="selling", **{"ticks-a_course": "x", "best-a_course": ""}).submit(**{"best-a_course": "1"})
    phone.submit().get("go?at=rest")
    phone.submit(size="many", since="2026-02-01", **{"mix-here": "3"})
    assert phone.status == 422
    assert "“many” is no answer to this question" in phone.words
    assert 'value="many"' in phone.page and 'aria-invalid="true"' in phone.page
    assert given(room).of("since") and given(room).of("mix") and not given(room).of("size")
    phone.submit(size="5")
    assert "adds up to 3, not to 5" in phone.words
    phone.submit(does="back", size="3")
    assert given(room).values("size") == (Value(number=3),)


def test_one_page_sent_twice_and_pages_of_two_phones_change_nothing_of_each_other(library: Library) -> None:
    with serving(library, asks=OWN.edited(together="pairs")) as room:
        phone = room.phone().choose(room.names[0]).submit()
        assert "Who answers with you?" in phone.words
        phone.submit(**{f"partner-{room.people[1]}": "x"})
        sent = phone.page
        phone.submit(capability="selling")
        # Their partner answers something else meanwhile, at the station.
        put(library, who(room, 1), "ticks", [Value("a_project")])
        phone.page = sent
        phone.submit(capability="selling")
        assert given(room).options("ticks") == ("a_project",)
        heard: list[object] = []
        library.changed.connect(heard.append)
        phone.page = sent
        phone.submit(capability="selling")
        assert not heard
        assert {answer.question for answer in given(room)} == {"capability", "ticks"}


def test_no_page_that_is_sent_again_doubles_anything_or_takes_back_what_was_sent(room: Served) -> None:
    """The network was away when the answer came: the phone sends the page as it stood, also once all is over."""
    phone, pages = room.phone().choose(room.names[0]), []

    def fill_and_keep(inputs: dict[str, Input]) -> None:
        pages.append(phone.page)
        fill(inputs)

    def again(page: str) -> None:
        phone.page = page
        phone.submit(**{name: words for name, words in WANTED.items() if f'name="{name}"' in page})

    phone.walk(fill_and_keep)
    assert any('name="contacts-2"' in page for page in pages)
    assert has_sent(room.library, who(room))
    before, heard = contents(given(room)), list[object]()
    room.library.changed.connect(heard.append)
    for page in pages:
        again(page)
    assert contents(given(room)) == before and before["contacts", None] == [Value(word="A"), Value(word="B")]
    assert has_sent(room.library, who(room)) and not heard


def test_a_name_with_answers_opens_by_its_digits_and_three_wrong_ones_close_it(room: Served) -> None:
    choose_code(room.library, room.people[0], "12")
    begin(room.library, who(room))
    put(room.library, who(room), "capability", [Value("selling")])
    send_anyway = room.phone()
    send_anyway.post("open", {"who": str(room.people[0])})
    assert send_anyway.status == 422 and not send_anyway.cookie
    thief = room.phone()
    for number, said in enumerate(("Please try again", "Please try again", "ask your facilitator")):
        thief.choose(room.names[0], f"3{number}")
        assert thief.status == 403 and said in thief.words and "Selling" not in thief.words
    owner = room.phone("127.0.0.2")
    owner.get(f"hello?who={room.people[0]}")
    assert "digits" not in owner.page.partition("<main>")[2]
    owner.post("open", {"who": str(room.people[0]), "digits": "12"})
    assert owner.status == 403
    # The facilitator sees who stands there, with which phone.
    owner.get(f"hello?who={room.people[0]}").submit("ask")
    (waits,) = room.server.desk.waiting
    assert waits.name == room.names[0] and waits.code in owner.words
    thief.get(f"hello?who={room.people[0]}").submit("ask")
    assert len(room.server.desk.waiting) == 2
    room.server.desk.let_in(waits.key)
    thief.get("wait")
    assert "ask your facilitator" in thief.words
    owner.get("wait")
    assert "What taught it to you?" in owner.words
    # Their digits can be tried again: it was seen who they are.
    assert room.phone().choose(room.names[0], "12").status == 200


def test_a_name_that_a_phone_has_open_is_closed_to_all_others(room: Served) -> None:
    first = room.phone().choose(room.names[0]).submit()
    other = room.phone("127.0.0.2")
    other.get().get(f"hello?who={room.people[0]}")
    assert "another phone" in other.words and 'action="open"' not in other.page
    other.post("open", {"who": str(room.people[0])})
    assert other.status == 403 and not other.cookie
    assert [name for _, name in room.server.desk.connected] == [room.names[0]]
    first.submit("leave")
    # They have begun, so that two digits are asked for once.
    assert "two digits" in first.words
    first.submit("digits", digits="55").submit("leave")
    assert not room.server.desk.connected
    other.choose(room.names[0], "55")
    assert "What taught it to you?" in other.words
    # Whoever opens it again takes it along.
    third = room.phone("127.0.0.3").choose(room.names[0], "55")
    assert third.status == 200
    other.submit(capability="planning")
    assert other.status == 403 and "choose your name once more" in other.words
    assert not given(room).of("capability")


def test_a_phone_that_came_first_reads_nothing_that_is_answered_elsewhere(room: Served) -> None:
    thieves = [room.phone(f"127.0.0.{number + 1}").choose(room.names[number]) for number in range(3)]
    # One of them has sent something, which was no answer.
    thieves[1].post("go", {"page": "nowhere", "does": "next", "capability": "planning"})
    for number in range(3):
        put(room.library, who(room, number), "capability", [Value("selling")])
    for number, thief in enumerate(thieves):
        assert "Who are you?" in thief.get("go?at=what").words and " checked" not in thief.page
        thief.post("digits", {"digits": "66"})
        thief.post("go", {"page": "what", "does": "next", "capability": "planning"})
        assert thief.status == 403
        assert not has_code(room.library, room.people[number])
        assert given(room, number).options("capability") == ("selling",)
    assert not room.server.desk.connected


def test_whoever_answers_with_somebody_goes_on_at_their_own_phone(library: Library) -> None:
    with serving(library, asks=OWN.edited(together="pairs")) as room:
        first, second = (room.phone(f"127.0.0.{at + 1}").choose(room.names[at]) for at in range(2))
        first.submit().submit(**{f"partner-{room.people[1]}": "x"}).submit(capability="selling")
        assert second.get("go").status == 200 and "Who are you?" not in second.words
        second.submit()
        assert given(room, 1).options("capability") == ("selling",)


def test_digits_are_chosen_before_the_first_answer_by_whoever_wants(room: Served) -> None:
    phone = room.phone().get().get(f"hello?who={room.people[2]}").submit("open", digits="x")
    assert "Choose exactly 2 digits." in phone.words and not phone.cookie
    phone.submit("open", digits="90")
    assert has_code(room.library, room.people[2]) and phone.cookie


def test_a_token_ends_with_the_step_and_nothing_listens_any_more(room: Served) -> None:
    phone = room.phone().choose(room.names[0]).submit()
    talk = add_step(room.library, room.workshop, "A talk").value
    run_step(room.library, talk)
    # Nobody answers anything in a talk: the exercise before it can still be answered.
    assert phone.get("go").status == 200
    following = add_exercise(room.library, room.workshop, "learning_mix").value
    run_step(room.library, following)
    room.server._thread.join(60)
    with pytest.raises(OSError):
        phone.get("go")
    # The next one has another address, and old cookies open nothing there.
    with served(room.library, room.workshop, following) as next_one:
        assert next_one.desk.token != room.server.desk.token
        phone.url, phone.at = next_one.url, ""
        assert phone.get("go").status == 200 and "Who are you?" in phone.words


def test_what_arrives_as_the_step_ends_is_not_said_to_be_kept(room: Served) -> None:
    phone, desk = room.phone().choose(room.names[0]).submit(), room.server.desk
    desk.end()
    found = desk.reply(lambda: desk.send(phone.cookie, {"page": "what", "does": "next", "capability": "selling"}))
    assert found.status == 410 and "What was saved before is kept." in found.page
    assert not given(room)


def test_without_its_step_there_is_nothing(room: Served) -> None:
    phone = room.phone().choose(room.names[0])
    remove_people(room.library, [room.people[0]])
    phone.submit()
    assert phone.status == 403 and room.names[0] not in phone.words
    remove_step(room.library, room.step)
    room.server._thread.join(60)
    with pytest.raises(OSError):
        phone.get("go")


def test_who_is_taken_off_the_roster_while_they_wait_is_let_in_no_more(room: Served) -> None:
    choose_code(room.library, room.people[0], "12")
    begin(room.library, who(room))
    phone = room.phone().get(f"hello?who={room.people[0]}").submit("ask")
    (waits,) = room.server.desk.waiting
    told: list[int] = []

    def tell() -> None:
        told.append(len(room.server.desk.waiting))

    room.server.desk.changed.connect(tell)
    remove_people(room.library, [room.people[0]])
    # The facilitator presses "Let in" before their window has heard of it.
    room.server.desk.let_in(waits.key)
    phone.get("wait")
    assert "Who are you?" in phone.words and room.names[0] not in phone.words
    assert phone.get("go").status == 200 and "Who are you?" in phone.words
    assert not room.server.desk.connected and not room.server.desk.waiting
    assert told[-1] == 0


def test_names_of_people_outside_the_room_are_not_asked_for(library: Library) -> None:
    asks = Questionnaire(title="Who", questions=(Text(key="who", text="Whom do you ask?", names_people=True),))
    with pytest.raises(NotFound), serving(library, asks=asks):
        pass


def test_all_of_it_is_in_german(library: Library) -> None:
    with serving(library, "learning_mix", language="de") as room:
        phone = room.phone().get()
        assert '<html lang="de">' in phone.page
        seen = [phone.words]
        phone.choose(room.names[0])
        seen.append(phone.words)
        phone.submit()
        seen.append(phone.words)
        phone.submit()
        seen.append(phone.words)
        assert "Wer sind Sie?" in seen[0] and "Weiter" in seen[2]
        assert not {"Who", "Next", "Back", "Page", "Stop", "What"} & set(" ".join(seen).split())
