"""Exercises that have pages of their own on phones: the network by tally, the card with its votes."""

from dataclasses import replace
from random import Random

import pytest
from html_pages import Input, check_structure
from phone import Served, serving
from written_cards import Writer, begin, send, write_card

from facilitator.errors import NotFound
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who as NetworkWho
from facilitator.exercises.network.answers import add_contact
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.live import LiveRoom
from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action, share_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.roles.load import LOAD_STEPS, Load
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.steps import word_anew
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import exercise_in
from facilitator.exercises.three_questions.dots import Target, laid_by
from facilitator.exercises.three_questions.setup import change_phase
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.questionnaires.reading import Who
from facilitator.storage.library import Library
from facilitator.workshop.consent import has_consented
from facilitator.workshop.own_code import has_code
from facilitator.workshop.standings import State


@pytest.mark.parametrize("kind", [each.kind for each in exercises()])
def test_every_exercise_is_answered_or_says_that_it_is_not(library: Library, kind: str) -> None:
    """Each by its own description, as somebody fills it in who sees nothing but the pages."""
    try:
        room = serving(library, kind, language="de", count=14)
        with room as found:
            _fill_in(found)
    except NotFound:
        assert kind == "looking_back"


def _fill_in(room: Served) -> None:
    random = Random(3)
    phone = room.phone().choose(room.names[0])
    sizes = []

    def fill(inputs: dict[str, Input]) -> None:
        sizes.append(len(phone.page.encode()))
        check_structure(phone.page)
        # By pairs and teams, and counts that add up: the first of all.
        for at, (name, each) in enumerate(inputs.items()):
            if name.endswith("_declines") or name.startswith("partner-"):
                each.filled = ""
            elif each.kind in ("radio", "checkbox") and each.values:
                each.filled = each.values[0]
            elif each.kind == "select":
                each.filled = each.values[1] if len(each.values) > 1 else ""
            elif each.kind == "date":
                each.filled = f"2026-12-{random.randint(10, 28)}"
            elif name == "size":
                each.filled = "12"
            elif name.startswith(("n", "m")) and name[1:].isdecimal():
                each.filled = "12" if name == "n1" else ""
            elif each.kind == "textarea":
                each.filled = f"Words {at}"
            elif not each.filled:
                # Ranks are numbers, each once.
                own = name.partition("-")[0]
                before = [other for other in list(inputs)[:at] if other.startswith(f"{own}-")]
                each.filled = str(len(before) + 1) if "-" in name and len(before) < 5 else ""

    if room.kind == "canvas":
        # One idea of each field is to be chosen, which whoever takes the first answer of all does not.
        with pytest.raises(AssertionError, match="Wählen Sie eine Idee"):
            phone.walk(fill, most=30)
        return
    phone.walk(fill)
    assert "Vielen Dank" in phone.words, phone.words
    assert max(sizes) < 30_000, sizes
    assert standing(room) is State.DONE


def standing(room: Served, number: int = 0) -> State:
    kind = exercise_in(room.library, room.kind)
    return kind.standings(room.library, room.step, room.people[number])[0].state


def test_what_names_somebody_is_kept_as_soon_as_its_tick_is_off(library: Library) -> None:
    with serving(library, "network") as room:
        who = NetworkWho(room.step, room.people[0])
        phone = room.phone().choose(room.names[0])
        phone.submit()
        for _ in range(2):
            phone.submit(size="1")
        for _ in get_setup(library, room.step).asked("tally"):
            phone.submit(n1="1")
        phone.submit()
        keep_own_action(library, who, OwnAction("Ask the setter"))
        share_own_action(library, who, True)
        phone.submit(what="Ask the setter", partner=room.names[1])
        assert "Thank you" in phone.words
        assert read_own_action(library, room.step, room.people[0]) == OwnAction("Ask the setter", None, room.names[1])


def test_the_network_is_counted_and_nobody_is_named(library: Library) -> None:
    with serving(library, "network") as room:
        live = LiveRoom(library, room.step)
        heard: list[int] = []
        live.person_changed.connect(heard.append)
        phone = room.phone().choose(room.names[0])
        assert "Before you begin" in phone.words and "Type how many" not in phone.words
        phone.submit()
        assert "The paper stays with you" in phone.words
        pages = [phone.page]
        phone.submit(size="0")
        assert "Type a number from 1 to" in phone.words
        phone.submit(size="3")
        assert "Press “Next” once more to keep 3 people." in phone.words
        phone.submit()
        factors = get_setup(library, room.step).asked("tally")
        for at, factor in enumerate(factors):
            assert factor.codes[0] in phone.words
            if at == 0:
                phone.submit(n1="4")
                assert "for 3 people, not 4: one too many" in phone.words
                phone.submit(n1="x")
                assert 'aria-invalid="true"' in phone.page and 'value="x"' in phone.page
                phone.submit(n1="2")
                assert "1 person is missing." in phone.words
            pages.append(phone.page)
            phone.submit(n1="2", n2="" if at == 0 else "1")
        view = read_network(library, room.step, room.people[0])
        assert (view.entry, view.list_length) == ("tally", 3)
        assert view.tally[factors[0].key] == {1: 2, int(Missing.SKIPPED): 1}
        assert all(view.tally_adds_up(factor.key) for factor in factors)
        assert "Your shape" in phone.words and "One step to try" in phone.words
        phone.submit(named="x")
        assert has_consented(library, room.step, room.people[0])
        phone.submit(what="Ask Mia", day="never")
        assert "is no day" in phone.words
        phone.submit(day="2.12.", shared="x")
        assert read_own_action(library, room.step, room.people[0]).shared
        assert "Thank you" in phone.words
        assert standing(room) is State.DONE
        # What the room sees follows, and nothing was ever asked for but numbers.
        assert room.people[0] in heard
        assert live.profiles[room.people[0]].view.size == 3
        assert not any("<textarea" in page or 'type="text" name="label"' in page for page in pages)
        assert not view.contacts


def test_who_named_contacts_at_the_station_goes_on_there(library: Library) -> None:
    with serving(library, "network") as room:
        who = NetworkWho(room.step, room.people[0])
        phone = room.phone().choose(room.names[0]).submit()
        add_contact(library, who, "Somebody Else")
        phone.get("go")
        assert "go on at the station" in phone.words and "Somebody" not in phone.page
        phone.post("go", {"page": "_length", "does": "next", "size": "9"})
        assert read_network(library, room.step, room.people[0]).entry == "contact"


def test_cards_are_written_and_too_late_ones_are_not_lost_from_sight(library: Library) -> None:
    with serving(library, "three_questions") as room:
        first = room.phone().choose(room.names[0]).submit()
        other = room.phone("127.0.0.2").choose(room.names[1]).submit()
        key = "prompt_1"
        first.submit(**{f"{key}-1": "One", f"{key}-2": "Two"}, does="more")
        assert first.page.count("<textarea") == 5

        def write_nothing(inputs: dict[str, Input]) -> None:
            pass

        first.walk(write_nothing)
        assert "Thank you" in first.words
        assert {card.text for card in read_wall(library, room.step).cards} == {"One", "Two"}
        change_phase(library, room.step, "reveal")
        other.submit(**{f"{key}-1": "Too <late>"})
        assert "this was not taken" in other.words and "Too <late>" in other.words
        assert "Saved" not in other.words
        assert {card.text for card in read_wall(library, room.step).cards} == {"One", "Two"}


def test_anonymous_cards_are_nobody_s_in_the_file_too(library: Library) -> None:
    with serving(library, "three_questions", options={"names": "anonymous"}) as room:
        phones = [room.phone(f"127.0.0.{at + 2}").choose(name).submit() for at, name in enumerate(room.names)]
        for at, phone in enumerate(phones):
            phone.submit(**{"prompt_1-1": f"Card of {at}"})
        # They may be mended from the very phone, and by nobody else.
        assert "Card of 0" in phones[0].get("go?at=prompt_1").words or "Card of 0" in phones[0].get("go").words
        for phone in phones:
            phone.walk(lambda _inputs: None)
        with library.read() as session:
            run = session.connection().exec_driver_sql
            assert run("SELECT count(*), count(response_id) FROM answer").one() == (6, 0)
            # Nor does the log of the workshop tell who answered when.
            assert run("SELECT count(*) FROM activity WHERE participant_id IS NOT NULL").scalar() == 0
        change_phase(library, room.step, "reveal")
        assert {card.text for card in read_wall(library, room.step).cards} == {f"Card of {at}" for at in range(6)}


def test_dots_are_laid_and_never_more_than_there_are(library: Library) -> None:
    with serving(library, "three_questions") as room:
        writer = Writer(room.step, room.people[5])
        begin(library, writer)
        cards = [write_card(library, writer, 1, words).value for words in ("Rooms", "Time", "Tools")]
        send(library, writer)
        theme = make_theme(library, room.step, "Work", cards[:1]).value
        change_phase(library, room.step, "vote")
        who = Who(room.step, room.people[0])
        phone = room.phone().choose(room.names[0])
        assert all(words in phone.words for words in ("Work", "Time", "Tools"))
        on = {f"dots-theme-{theme}": "1", f"dots-card-{cards[1]}": "1", f"dots-card-{cards[2]}": "1"}
        sent = phone.page
        phone.submit(**on)
        assert "Thank you" in phone.words
        laid = {Target("theme", theme): 1, Target("card", cards[1]): 1, Target("card", cards[2]): 1}
        assert laid_by(library, who) == laid
        phone.page, phone.at = sent, f"{phone.url}/go"
        phone.submit(**on)
        phone.get("go")
        phone.submit(**{f"dots-theme-{theme}": "7"})
        assert "You have 3 dots in all. Take 6 of those laid away." in phone.words
        assert laid_by(library, who) == laid
        phone.submit(**{f"dots-theme-{theme}": "", f"dots-card-{cards[1]}": "1", f"dots-card-{cards[2]}": "1"})
        assert Target("theme", theme) not in laid_by(library, who)
        change_phase(library, room.step, "reveal")
        phone.get("go")
        assert "The cards are on the wall" in phone.words


def test_a_name_that_opens_for_the_vote_alone_shows_nothing_of_theirs_after_it(library: Library) -> None:
    with serving(library, "three_questions") as room:
        writer = Writer(room.step, room.people[0])
        begin(library, writer)
        write_card(library, writer, 1, "Never sent")
        change_phase(library, room.step, "vote")
        thief = room.phone().get().get(f"hello?who={room.people[0]}")
        # Digits that they choose would open it at any time.
        assert 'name="digits"' not in thief.page
        thief.post("open", {"who": str(room.people[0]), "digits": "66"})
        assert "What matters most to you?" in thief.words and "Never sent" not in thief.words
        thief.submit("leave" if 'action="leave"' in thief.page else "go")
        for again in ("open", "digits"):
            thief.post(again, {"who": str(room.people[0]), "digits": "66"})
        assert not has_code(library, room.people[0])
        # Whoever has written nothing yet, or showed whose they are, is no guest.
        other = room.phone("127.0.0.2").choose(room.names[1])
        assert other.get("go").status == 200
        for phase in ("decide", "collect"):
            change_phase(library, room.step, phase)
            for where in ("go", "thanks", "go?at=prompt_1", "go?at=_read_over"):
                thief.get(where)
                assert "Never sent" not in thief.page and "Who are you?" in thief.words, (phase, where)
            thief.post("go", {"page": "prompt_1", "does": "next"})
            assert thief.status == 403 and "Never sent" not in thief.page
            assert "The cards are on the wall" in other.get("go").words or phase == "collect"
        assert [person for person, _ in room.server.desk.connected] == [room.people[1]]


def test_who_is_asked_too_much_reads_the_step_as_the_facilitator_worded_it(library: Library) -> None:
    with serving(library, "network") as room:
        change_analysis(library, room.step, replace(get_analysis(library, room.step), asks_load=True))
        setup = get_setup(library, room.step)
        word_anew(library, LOAD_STEPS, ["Give one of them to Ida", "", ""], setup.words)
        phone = room.phone().choose(room.names[0]).submit().submit(size="12")
        for _ in setup.asked("tally"):
            phone.submit(n1="12")
        phone.submit(load=str(int(Load.OFTEN))).get("go?at=_shape")
        assert "Give one of them to Ida" in phone.words
        word_anew(library, LOAD_STEPS, ["", "", ""], setup.words)
        assert "One step to try" in phone.get("go?at=_shape").words and "Ida" not in phone.words


def test_what_is_asked_of_whoever_comes_back_is_asked_of_nobody_else(library: Library) -> None:
    with serving(library, "network") as room:
        change_analysis(library, room.step, replace(get_analysis(library, room.step), action_later=True))
        phone = room.phone().choose(room.names[0]).submit().submit(size="12")
        for _ in get_setup(library, room.step).asked("tally"):
            phone.submit(n1="12")
        assert "Your shape" in phone.get("go?at=_action").words
        phone.post("go", {"page": "_action", "does": "next", "what": "Ask Mia"})
        assert not read_own_action(library, room.step, room.people[0]).what
        phone.get("go").submit()
        assert "Thank you" in phone.words
        phone.get("go?at=_shape").submit()
        assert "One thing to do" in phone.words
        phone.submit(what="Ask Mia")
        assert read_own_action(library, room.step, room.people[0]).what == "Ask Mia"
