"""A frozen picture stays only while it would still be allowed: its floor, its people and its words are followed."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from agreeing import confirm_match
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QAction, QImage
from pytestqt.qtbot import QtBot
from written_cards import Writer, begin, send, write_card

from facilitator.actions.actions import Wording, add_action, remove_action
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.simulation import simulate
from facilitator.exercises.steps import add_exercise, erase_participant
from facilitator.exercises.success_cases.cases import mark
from facilitator.exercises.three_questions.cards import add_for_room, hide_card
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.questionnaires.answers import begin as begin_answers
from facilitator.questionnaires.answers import discard, put, reopen
from facilitator.questionnaires.answers import send as send_answers
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who as Asked
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.roster import Person, add_people, people_of, remove_people, update_person
from ui.console.projector_panel import Offer, ProjectorPanel
from ui.exercises.contract import ProjectorView
from ui.exercises.registry import exercise_ui
from ui.projector.window import ProjectorWindow
from ui.stage import ACTIONS, PROMPT, Stage
from ui.theme import motion

ROOM = ("overlay", "groups", "network_map", "network_matrix", "before_after")


@pytest.fixture(autouse=True)
def at_rest() -> None:
    motion.choose(True)


@pytest.fixture
def console(qtbot: QtBot, stage: Stage, window: ProjectorWindow, network_step: int) -> ProjectorPanel:
    actions = [QAction(name, window, checkable=True) for name in ("projector", "blank", "freeze")]
    panel = ProjectorPanel(stage, *actions)
    qtbot.addWidget(panel)
    panel.set_offers([Offer(network_step, view.key, view.label) for view in exercise_ui("network").views()])
    panel.set_projector(True)
    return panel


def fill(library: Library, workshop: int, step: int, count: int) -> list[int]:
    """So many people of two teams, who answered twice and name each other."""
    if count > 6:
        add_people(library, workshop, people(count)[6:])
    ids = [person.id for person in people_of(library, workshop)][:count]
    for again in (False, True):
        for place, person in enumerate(ids):
            if again:
                answers.accept_notice(library, Who(step, person))
                answers.finish(library, Who(step, person))
            else:
                simulate(library, step, person, Random(person))
                with_contacts = read_network(library, step, person).contacts
                if with_contacts:
                    confirm_match(library, step, with_contacts[0].id, ids[place - 1])
        if not again:
            start_round(library, step)
    return ids


def seen(window: ProjectorWindow) -> QImage:
    return window.grab().toImage()


def settle(qtbot: QtBot) -> None:
    """What is worked out in a thread has come in."""
    qtbot.wait(260)
    qtbot.waitUntil(lambda: not QThreadPool.globalInstance().activeThreadCount())
    qtbot.wait(20)


def wait_for_the_room(qtbot: QtBot, window: ProjectorWindow) -> None:
    """What the view shows of people is measured, and not the empty picture before: nothing is taken back from that."""
    view = window.page
    assert isinstance(view, ProjectorView)
    qtbot.waitUntil(lambda: bool(view.rests_on()))


def removed(library: Library, _step: int, ids: list[int]) -> object:
    return remove_people(library, ids[:1])


def erased(library: Library, _step: int, ids: list[int]) -> object:
    return erase_participant(library, ids[0])


def taken_back(library: Library, step: int, ids: list[int]) -> object:
    return answers.discard(library, Who(step, ids[0]))


def raised(library: Library, step: int, _ids: list[int]) -> object:
    return change_analysis(library, step, Analysis(smallest_group=19))


Act = Callable[[Library, int, list[int]], object]


def test_every_view_of_the_room_thaws_when_it_may_not_stay(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage,
    console: ProjectorPanel,
) -> None:  # fmt: skip
    ids = fill(library, workshop, network_step, 18)
    why: list[str] = []
    stage.dropped.connect(why.append)
    for place, view in enumerate(ROOM):
        change_analysis(library, network_step, Analysis(smallest_group=3))
        stage.show(step_id=network_step, view=view, options={"by": "team"})
        for act in (raised, erased):
            change_analysis(library, network_step, Analysis(smallest_group=3))
            wait_for_the_room(qtbot, window)
            settle(qtbot)
            stage.show(frozen=True)
            frozen = seen(window)
            if act is raised:
                # Who looks at their list changes none of it.
                answers.accept_notice(library, Who(network_step, ids[-1]))
                settle(qtbot)
                assert stage.showing.frozen and seen(window) == frozen, view
            act(library, network_step, ids[place:])
            qtbot.waitUntil(lambda: not stage.showing.frozen)
            assert seen(window) != frozen, view
            assert "No longer frozen" in console.says.text() and "taken back or may no longer" in console.says.text()
    assert len(why) == 2 * len(ROOM)
    stage.show(blank=True)
    assert "No longer frozen" not in console.says.text()


@pytest.mark.parametrize("act", [removed, taken_back])
def test_lines_of_who_is_gone_are_kept_in_no_picture(
    library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage, act: Act
) -> None:
    ids = [person.id for person in people_of(library, workshop)]
    for person in ids:
        simulate(library, network_step, person, Random(person))
    stage.show(step_id=network_step, view="overlay")
    stage.show(frozen=True)
    frozen = seen(window)
    change_analysis(library, network_step, Analysis(smallest_group=6))
    assert stage.showing.frozen and seen(window) == frozen, "six are still enough"
    act(library, network_step, ids)
    assert not stage.showing.frozen and seen(window) != frozen


def test_falling_below_the_floor_leaves_the_count(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage
) -> None:
    ids = [person.id for person in people_of(library, workshop)][:5]
    for person in ids:
        simulate(library, network_step, person, Random(person))
    stage.show(step_id=network_step, view="overlay", frozen=False)
    stage.show(frozen=True)
    answers.discard(library, Who(network_step, ids[0]))
    shapes = window.page.shapes  # type: ignore[attr-defined]
    assert shapes.count.isVisible() and shapes.count.texts[0] == "4 of 6 have answered"
    assert not shapes.overlay.people
    for floor, people_shown in ((3, 4), (8, 0), (4, 4), (5, 0)):
        change_analysis(library, network_step, Analysis(smallest_group=floor))
        assert len(shapes.overlay.people) == people_shown and shapes.count.isVisible() == (not people_shown)


def test_what_was_prepared_behind_a_picture_is_not_shown_instead_of_it(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage
) -> None:
    ids = [person.id for person in people_of(library, workshop)]
    for person in ids:
        simulate(library, network_step, person, Random(person))
    why: list[str] = []
    stage.dropped.connect(why.append)
    for prepared in ({"view": PROMPT}, {"view": "groups"}, {"options": {"shape": "strength"}}):
        change_analysis(library, network_step, Analysis(smallest_group=5))
        stage.show(step_id=network_step, view="overlay", options={"shape": "diversity"}, frozen=False)
        stage.show(frozen=True)
        frozen = seen(window)
        stage.show(**prepared)
        assert seen(window) == frozen
        change_analysis(library, network_step, Analysis(smallest_group=7))
        still = seen(window)
        assert stage.showing.frozen and still != frozen
        assert "title stands in its place until you end the freeze" in why[-1]
        # And once is enough.
        change_analysis(library, network_step, Analysis(smallest_group=8))
        assert seen(window) == still
        stage.show(frozen=False)
        assert seen(window) != still
    assert len(why) == 3


def hidden(library: Library, step: int, card: int) -> object:
    return hide_card(library, step, card, True)


def face_down(library: Library, step: int, _card: int) -> object:
    return change_phase(library, step, "collect")


@pytest.mark.parametrize("act", [hidden, face_down])
@pytest.mark.parametrize("view", ["wall", "themes", "votes"])
def test_cards_that_may_not_be_read_any_more_leave_a_frozen_wall(
    library: Library, workshop: int, window: ProjectorWindow, stage: Stage, view: str, act: Act
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
    prompt = get_setup(library, step).prompts[0].id
    for person in people_of(library, workshop)[:4]:
        who = Writer(step, person.id)
        begin(library, who)
        write_card(library, who, prompt, f"Said by {person.id}")
        send(library, who)
    change_phase(library, step, "gather")
    loose = [add_for_room(library, step, prompt, f"A long card of the room {number}").value for number in range(60)]
    if view == "themes":
        make_theme(library, step, "All", loose)
    stage.show(step_id=step, view=view)
    stage.show(frozen=True)
    frozen = seen(window)
    add_for_room(library, step, prompt, "One more")
    assert stage.showing.frozen and seen(window) == frozen
    # It may stand on another page than the one that is seen.
    act(library, step, loose[-1])  # type: ignore[arg-type]
    assert not stage.showing.frozen and seen(window) != frozen


def test_an_owner_who_is_erased_leaves_the_frozen_actions(
    library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage
) -> None:
    person = people_of(library, workshop)[0]
    mine = add_action(library, workshop, Wording("Ask Ada", person.id)).value
    stage.show(step_id=network_step, view=ACTIONS)
    stage.show(frozen=True)
    frozen = seen(window)
    other = add_action(library, workshop, Wording("Another")).value
    remove_action(library, other)
    assert seen(window) == frozen
    erase_participant(library, person.id)
    assert not stage.showing.frozen and seen(window) != frozen
    stage.show(frozen=True)
    remove_action(library, mine)
    assert not stage.showing.frozen


def said(library: Library, step: int, person: int, *answered: tuple[str, list[Value]]) -> None:
    for question, values in answered:
        put(library, Asked(step, person), question, values)
    send_answers(library, Asked(step, person))


def told(library: Library, step: int, ids: list[int]) -> str:
    """One result that may be told."""
    said(library, step, ids[0], ("came", [Value("result")]), ("line", [Value(word="It works")]),
         ("fact", [Value(word="Ten fewer calls")]), ("agree", [Value(day=date.today())]))  # fmt: skip
    mark(library, step, ids[0], True)
    return "worked"


def thanked(library: Library, step: int, ids: list[int]) -> str:
    """One thanks that both sides let the room read."""
    said(library, step, ids[1], ("be_shown", [Value(day=date.today())]))
    (whom,) = put(library, Asked(step, ids[0]), "person", [Value(person=ids[1])]).value
    put(library, Asked(step, ids[0]), "person_for", [Value(word="The form")], whom)
    put(library, Asked(step, ids[0]), "person_room", [Value(day=date.today())], whom)
    send_answers(library, Asked(step, ids[0]))
    return "wall"


def ticked(library: Library, step: int, ids: list[int]) -> str:
    """Five who have ticked something, of six who have sent."""
    for number, person in enumerate(ids[:6]):
        said(library, step, person, ("ticks", [Value("formal_course")] if number < 5 else []))
    return "mix"


def wished(library: Library, step: int, ids: list[int]) -> str:
    """Six wishes."""
    for number, person in enumerate(ids[:6]):
        said(library, step, person, ("wish", [Value(word=f"Wish {number}")]))
    return "q.wish"


def chosen(library: Library, step: int, ids: list[int]) -> str:
    """One canvas of a team of six."""
    begin_answers(library, Asked(step, ids[0]), ids[1:6])
    said(library, step, ids[0], ("work", [Value(word="Shifts")]), ("add", [Value(word="Ten minutes")]))
    return "wall"


@pytest.mark.parametrize(
    ("kind", "prepare", "acts"),
    [
        (
            "success_cases",
            told,
            [
                lambda library, step, ids: put(library, Asked(step, ids[0]), "agree", [Value(missing="declined")]),
                lambda library, step, ids: reopen(library, Asked(step, ids[0])),
                lambda library, step, ids: mark(library, step, ids[0], False),
                lambda library, step, ids: change_agreement(library, workshop_of(library, step), holds=True),
            ],
        ),
        (
            "recognition",
            thanked,
            [
                lambda library, step, ids: put(library, Asked(step, ids[1]), "be_shown", [Value(missing="declined")]),
                lambda library, step, ids: reopen(library, Asked(step, ids[0])),
                lambda library, step, ids: erase_participant(library, ids[1]),
            ],
        ),
        (
            "learning_mix",
            ticked,
            [
                lambda library, step, ids: put(library, Asked(step, ids[0]), "ticks", []),
                lambda library, step, ids: change_agreement(library, workshop_of(library, step), holds=True),
            ],
        ),
        ("composed", wished, [lambda library, step, ids: erase_participant(library, ids[5])]),
        (
            "canvas",
            chosen,
            [
                lambda library, step, ids: discard(library, Asked(step, ids[3])),
                lambda library, step, ids: erase_participant(library, ids[0]) or erase_participant(library, ids[1]),
            ],
        ),
    ],
)
def test_what_may_not_be_read_any_more_leaves_a_frozen_picture_of_each_kind(
    qtbot: QtBot, library: Library, workshop: int, window: ProjectorWindow, stage: Stage,
    kind: str, prepare: Callable[[Library, int, list[int]], str], acts: list[Act],
) -> None:  # fmt: skip
    options = {"begins_with": "expectations"} if kind == "composed" else {}
    for act in acts:
        for person in people_of(library, workshop):
            update_person(library, person.id, Person(person.name, team="North"))
        step = add_exercise(library, workshop, kind, options=options).value
        ids = [person.id for person in people_of(library, workshop)]
        view = prepare(library, step, ids)
        stage.show(step_id=step, view=view, frozen=False)
        wait_for_the_room(qtbot, window)
        stage.show(frozen=True)
        frozen = seen(window)
        act(library, step, ids)
        qtbot.waitUntil(lambda: not stage.showing.frozen)
        settle(qtbot)
        assert seen(window) != frozen


def workshop_of(library: Library, step: int) -> int:
    return get_step(library, step).workshop_id
