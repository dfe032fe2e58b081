"""Writing cards: drafts, sending, the close of collecting, and what the library can't tell of anonymous ones."""

import sqlite3
from collections import Counter
from contextlib import closing
from random import Random

import pytest
from written_cards import Writer, begin, discard, own_cards, send, simulate, write_card

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.registry import exercise
from facilitator.exercises.three_questions.cards import add_for_room, correct_card, hide_card
from facilitator.exercises.three_questions.dots import Target, count_hands, laid_by, lay_dots
from facilitator.exercises.three_questions.participants import standings
from facilitator.exercises.three_questions.setup import (
    LONGEST,
    change_phase,
    change_prompts,
    change_settings,
    get_setup,
)
from facilitator.exercises.three_questions.templates import Prompt
from facilitator.exercises.three_questions.themes import make_theme, move_cards
from facilitator.exercises.three_questions.wall import initials, read_wall
from facilitator.questionnaires.checking import SKIPPED
from facilitator.storage.library import Library, open_library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State

MOST_CARDS = 12
"""What the station takes of one person, or of those who write together, to one question."""


def prompts(library: Library, step_id: int) -> list[int]:
    return [prompt.id for prompt in get_setup(library, step_id).prompts]


def writer(library: Library, step_id: int, number: int = 0) -> Writer:
    people = people_of(library, get_setup(library, step_id).workshop_id)
    return Writer(step_id, people[number].id)


def test_a_draft_is_saved_and_on_no_wall_until_it_is_sent(library: Library, card_step: int) -> None:
    who, (first, second, _) = writer(library, card_step), prompts(library, card_step)
    card = write_card(library, who, first, "  Hand\tover\n").value
    assert write_card(library, who, first, "Handover takes long", card).value == card
    write_card(library, who, second, "Ten minutes\x00 face to face")
    assert [(each.prompt_id, each.text, each.sent) for each in own_cards(library, who)] == [
        (first, "Handover takes long", False),
        (second, "Ten minutes face to face", False),
    ]
    assert read_wall(library, card_step).cards == ()
    assert standings(library, card_step, who.participant_id)[0].state is State.BUSY
    assert send(library, who).value == 2
    wall = read_wall(library, card_step)
    assert [each.text for each in wall.cards] == ["Handover takes long", "Ten minutes face to face"]
    assert {each.signature for each in wall.cards} == {people_of(library, wall.setup.workshop_id)[0].name}
    assert standings(library, card_step, who.participant_id)[0].state is State.DONE


def test_an_emptied_answer_is_gone(library: Library, card_step: int) -> None:
    who, (first, *_) = writer(library, card_step), prompts(library, card_step)
    card = write_card(library, who, first, "x").value
    assert write_card(library, who, first, " ", card).value == 0
    assert own_cards(library, who) == []
    assert write_card(library, who, first, "").value == 0


def test_limits(library: Library, card_step: int) -> None:
    who, (first, *_) = writer(library, card_step), prompts(library, card_step)
    with pytest.raises(Invalid, match="160 letters"):
        write_card(library, who, first, "x" * (LONGEST + 1))
    for number in range(MOST_CARDS):
        write_card(library, who, first, str(number))
    with pytest.raises(Invalid, match="12 answers"):
        write_card(library, who, first, "one more")


@pytest.mark.parametrize("step", ["card_step", "anonymous_step"])
def test_nobody_reaches_into_the_cards_of_another(library: Library, step: str, request: pytest.FixtureRequest) -> None:
    step_id = request.getfixturevalue(step)
    one, other = writer(library, step_id), writer(library, step_id, 1)
    first = prompts(library, step_id)[0]
    card = write_card(library, one, first, "mine").value
    assert own_cards(library, other) == []
    with pytest.raises(NotFound):
        write_card(library, other, first, "yours", card)
    assert own_cards(library, one)[0].text == "mine"


def test_cards_are_closed_when_the_facilitator_reveals_them(library: Library, card_step: int) -> None:
    who, (first, *_) = writer(library, card_step), prompts(library, card_step)
    card = write_card(library, who, first, "early").value
    send(library, who)
    change_phase(library, card_step, "reveal")
    with pytest.raises(Invalid, match="closed"):
        write_card(library, who, first, "late", card)
    with pytest.raises(Invalid, match="closed"):
        send(library, who)
    change_phase(library, card_step, "collect")
    write_card(library, who, first, "late", card)
    assert [each.text for each in read_wall(library, card_step).cards] == ["late"]


def test_the_promise_can_not_be_changed_once_somebody_read_it(library: Library, anonymous_step: int) -> None:
    change_settings(library, anonymous_step, names="initials", dots=5, several=False, together="alone")
    begin(library, writer(library, anonymous_step))
    with pytest.raises(Invalid, match="another promise"):
        change_settings(library, anonymous_step, names="signed", dots=5, several=False, together="alone")
    change_settings(library, anonymous_step, names="initials", dots=2, several=True, together="alone")


def test_the_library_can_not_tell_who_wrote_an_anonymous_card(library: Library, anonymous_step: int) -> None:
    people = people_of(library, get_setup(library, anonymous_step).workshop_id)
    heard = []
    library.changed.connect(heard.append)
    order = []
    for number, person in enumerate(people):
        who = Writer(anonymous_step, person.id)
        begin(library, who)
        heard.clear()
        for prompt in prompts(library, anonymous_step):
            for count in range(3):
                order.append(write_card(library, who, prompt, f"card {number} {prompt} {count}").value)
        assert all(change.participant_id is None for change in heard)
        send(library, who)
        assert len(own_cards(library, who)) == 9
    with closing(sqlite3.connect(library.path)) as file:
        marks, answers, members = (
            [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
            for table in ("card_mark", "answer", "response_member")
        )
        assert file.execute("SELECT count(response_id), count(*) FROM answer").fetchone() == (0, len(order))
        assert file.execute("SELECT count(*) FROM answer_source").fetchone() == (0,)
        stored = [row[0] for row in file.execute("SELECT id FROM answer ORDER BY id")]
        by_place = [row[0] for row in file.execute("SELECT id FROM answer ORDER BY place")]
        on_wall = [row[0] for row in file.execute("SELECT answer_id FROM card_mark ORDER BY place")]
    assert marks == ["answer_id", "place", "theme_id", "hidden", "held"]
    assert not {"participant_id", "person", "at", "author_id"} & {*answers}
    assert members == ["step_id", "round", "participant_id", "response_id"]
    assert sorted(order) == stored != order
    assert by_place not in (order, stored) and on_wall not in (order, stored)
    assert {each.signature for each in read_wall(library, anonymous_step).cards} == {""}
    assert not [line for line in activity_of(library, read_wall(library, anonymous_step).setup.workshop_id)
                if "card" in line.label.lower() or line.participant]  # fmt: skip


def test_closing_anonymous_collecting_forgets_drafts_and_whose_they_were(library: Library, anonymous_step: int) -> None:
    who, other = writer(library, anonymous_step), writer(library, anonymous_step, 1)
    first = prompts(library, anonymous_step)[0]
    write_card(library, who, first, "sent with care")
    send(library, who)
    write_card(library, other, first, "zwischengedanke")
    change_phase(library, anonymous_step, "reveal")
    assert own_cards(library, who) == []
    assert [each.text for each in read_wall(library, anonymous_step).cards] == ["sent with care"]
    files = [path for path in library.path.parent.iterdir() if path.name.startswith("library.sqlite")]
    assert not any(b"zwischengedanke" in path.read_bytes() for path in files)
    with pytest.raises(Invalid, match="anonymous"):
        discard(library, who)


def test_discarding_signed_cards_is_undone(library: Library, card_step: int) -> None:
    who = writer(library, card_step)
    simulate(library, card_step, who.participant_id, Random(1))
    before = read_wall(library, card_step)
    done = discard(library, who)
    assert read_wall(library, card_step).cards == ()
    assert standings(library, card_step, who.participant_id)[0].state is State.TO_GO
    done.undo()
    assert read_wall(library, card_step) == before


def test_a_card_is_corrected_hidden_and_brought_back(library: Library, card_step: int) -> None:
    first = prompts(library, card_step)[0]
    card = add_for_room(library, card_step, first, "A tpyo").value
    correct_card(library, card_step, card, "A typo")
    hidden = hide_card(library, card_step, card, True)
    assert read_wall(library, card_step).shown == ()
    hidden.undo()
    assert [each.text for each in read_wall(library, card_step).shown] == ["A typo"]
    with pytest.raises(NotFound):
        hide_card(library, card_step, card + 1, True)


def test_dots_are_never_more_than_one_has(library: Library, card_step: int) -> None:
    first = prompts(library, card_step)[0]
    loose = add_for_room(library, card_step, first, "loose").value
    inside = add_for_room(library, card_step, first, "inside").value
    theme = make_theme(library, card_step, "Handover", [inside]).value
    who = writer(library, card_step)
    with pytest.raises(Invalid, match="no vote"):
        lay_dots(library, who, Target("theme", theme), 1)
    change_phase(library, card_step, "vote")
    assert lay_dots(library, who, Target("theme", theme), 2).value == 1
    assert lay_dots(library, who, Target("card", loose), 1).value == 0
    with pytest.raises(Invalid, match="3 dots in all"):
        lay_dots(library, who, Target("card", loose), 2)
    with pytest.raises(Invalid, match="joined a theme"):
        lay_dots(library, who, Target("card", inside), 0)
    count_hands(library, card_step, Target("theme", theme), 4)
    move_cards(library, card_step, [loose], theme)
    assert laid_by(library, who) == {Target("theme", theme): 3}
    assert read_wall(library, card_step).themes[0].dots == 7
    with pytest.raises(Invalid, match="laid 3 dots already"):
        change_settings(library, card_step, names="signed", dots=2, several=True, together="alone")
    change_settings(library, card_step, names="signed", dots=3, several=False, together="alone")
    with pytest.raises(Invalid, match="One dot"):
        lay_dots(library, who, Target("theme", theme), 2)
    assert lay_dots(library, who, Target("theme", theme), 0).value == 3


def test_what_the_house_asks_for(library: Library, card_step: int) -> None:
    card = exercise("three_questions")
    people = people_of(library, get_setup(library, card_step).workshop_id)
    for number, person in enumerate(people):
        card.simulate(library, card_step, person.id, Random(number))
    wall = read_wall(library, card_step)
    make_theme(library, card_step, "Handover", [each.id for each in wall.cards[:3]])
    found = card.metrics(library, card_step)["three_questions"][0]
    assert found["cards"] == len(wall.cards) == sum(prompt["cards"] for prompt in found["prompts"])
    assert found["themes"] == [{"name": "Handover", "cards": 3, "dots": 0}]
    table = card.export_table(library, card_step)
    assert table is not None
    assert Counter(table.column("card")) == Counter(each.text for each in wall.cards)
    assert table.column("theme")[:3] == ["Handover"] * 3
    assert card.summary_sections(library, card_step)
    assert card.handout_sections(library, card_step)(people[0].id)
    card.discard(library, card_step, people[0].id)
    assert card.handout_sections(library, card_step)(people[0].id) == []


def test_initials() -> None:
    assert initials("Aleksandra Wiśniewska-Kowalczyk") == "A.W.K."
    assert initials("Nguyễn Thị Minh Khai") == "N.T.M.K."


def test_the_facilitator_writes_down_more_than_the_station_takes(library: Library, card_step: int) -> None:
    who, (first, *_) = writer(library, card_step), prompts(library, card_step)
    draft = write_card(library, who, first, "Still being written").value
    for number in range(MOST_CARDS + 3):
        add_for_room(library, card_step, first, f"Spoken {number}", who.participant_id)
    wall = read_wall(library, card_step)
    # In the order in which they came, with those of others and of nobody, and without the draft.
    add_for_room(library, card_step, first, "Of the room")
    other = writer(library, card_step, 1)
    write_card(library, other, first, "Last")
    send(library, other)
    spoken = [f"Spoken {number}" for number in range(MOST_CARDS + 3)]
    assert [each.text for each in wall.cards] == spoken and wall.drafts == 1
    assert [each.text for each in read_wall(library, card_step).cards] == [*spoken, "Of the room", "Last"]
    assert (own_cards(library, who)[0].id, own_cards(library, who)[0].sent) == (draft, False)
    with pytest.raises(Invalid, match="12 answers"):
        write_card(library, who, first, "One more")
    asked = get_setup(library, card_step).prompts
    change_prompts(library, card_step, [Prompt(label=each.label, question=f"{each.question} Now?") for each in asked])
    assert len(read_wall(library, card_step).cards) == len(spoken) + 2


@pytest.mark.parametrize("step", ["card_step", "anonymous_step"])
def test_no_words_are_a_sign_that_nothing_was_written(
    library: Library, step: str, request: pytest.FixtureRequest
) -> None:
    step_id = request.getfixturevalue(step)
    who, (first, *_) = writer(library, step_id), prompts(library, step_id)
    write_card(library, who, first, "Kept")
    card = write_card(library, who, first, SKIPPED).value
    write_card(library, who, first, "-")
    spoken = add_for_room(library, step_id, first, SKIPPED).value
    correct_card(library, step_id, spoken, SKIPPED)
    write_card(library, who, first, SKIPPED, card)
    send(library, who)
    change_phase(library, step_id, "reveal")
    assert Counter(each.text.lower() for each in read_wall(library, step_id).cards) == {"kept": 1, "-": 1, SKIPPED: 2}


def test_somebody_unknown_goes_on_with_anonymous_cards(library: Library, anonymous_step: int) -> None:
    who, (first, *_) = writer(library, anonymous_step), prompts(library, anonymous_step)
    begin(library, who)
    write_card(library, who, first, "Before")
    send(library, who)
    library.close()
    again = open_library(library.path)
    try:
        exercise("three_questions").reopen(again, anonymous_step, who.participant_id)
        assert standings(again, anonymous_step, who.participant_id)[0].state is State.BUSY
        assert own_cards(again, who) == []
        write_card(again, who, first, "After")
        send(again, who)
        change_phase(again, anonymous_step, "reveal")
        assert {each.text for each in read_wall(again, anonymous_step).cards} == {"Before", "After"}
    finally:
        again.close()


def test_taking_back_what_was_written_down_for_somebody_leaves_their_own(library: Library, card_step: int) -> None:
    who, (first, second, _) = writer(library, card_step), prompts(library, card_step)
    unwritten = standings(library, card_step, who.participant_id)
    before = read_wall(library, card_step)
    alone = add_for_room(library, card_step, first, "Spoken", who.participant_id)
    alone.undo()
    assert (read_wall(library, card_step), standings(library, card_step, who.participant_id)) == (before, unwritten)
    spoken = add_for_room(library, card_step, first, "Spoken", who.participant_id)
    write_card(library, who, second, "My own")
    send(library, who)
    again = spoken.undo()
    assert [each.text for each in own_cards(library, who)] == ["My own"]
    assert [each.text for each in read_wall(library, card_step).cards] == ["My own"]
    again()
    assert [each.text for each in own_cards(library, who)] == ["Spoken", "My own"]
