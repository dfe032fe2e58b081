"""The learning mix at the station: how few keys it takes."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from seated import seated

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.i18n import speaking
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui

KIND = "learning_mix"
MOST_KEYS = 25


def test_a_person_needs_few_keys_beside_their_own_words(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, KIND).value
    who = Who(step, people_of(library, workshop)[0].id)
    flow = exercise_ui(KIND).station_flow(bridge, step, who.participant_id)
    user = seated(qtbot, flow)
    words = ("giving feedback", "Lead the review", "A peer", "A course")
    user.type(f"\n{words[0]}\n")
    user.type("abdgkm\n")
    user.type("21435\n")
    user.type("2\n")
    user.type("".join(f"{each}\n" for each in words[1:]))
    assert not has_sent(library, who)
    user.type("\n")
    assert has_sent(library, who)
    assert user.keys - sum(map(len, words)) <= MOST_KEYS
    given = read_given(library, who)
    assert given.options("best") == (
        "experience_problem", "experience_task", "others_watching", "experience_role", "formal_course")  # fmt: skip
    assert given.options("whom") == ("colleague",)
    assert [given.values(key)[0].word for key in ("capability", "add_experience", "add_others", "add_formal")] == [
        *words
    ]
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert found["ticks"] == {"experience": 3, "others": 1, "formal": 2}


def test_the_station_asks_in_the_language_of_the_papers(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, KIND).value
    who = Who(step, people_of(library, workshop)[0].id)
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    with speaking("de"):
        flow = exercise_ui(KIND).station_flow(bridge, step, who.participant_id)
        user = seated(qtbot, flow)
        user.type("\n")
        said = [label.text() for label in flow.findChildren(QLabel)]
        assert "An welche Fähigkeit denken Sie?" in said
        user.type("Feedback geben\n")
    assert read_given(library, who).values("capability")[0].word == "Feedback geben"


def test_the_room_chooses_among_bars_a_triangle_and_teams() -> None:
    keys = [view.key for view in exercise_ui(KIND).views()]
    assert keys == ["mix", "triangle", "ticks", "whom", "teams", "change"]
