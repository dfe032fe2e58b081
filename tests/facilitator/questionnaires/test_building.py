"""Making a questionnaire: every step gives one that can be asked, or says why not; a preview keeps nothing."""

import pytest
from asked import EVERYTHING, ask_everything, rows_of
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.questionnaires import building, model
from facilitator.questionnaires.answers import put, put_entry
from facilitator.questionnaires.building import question_kinds
from facilitator.questionnaires.flow import NOTICE
from facilitator.questionnaires.model import Option, Questionnaire, Text, Value
from facilitator.questionnaires.preview import PreviewFlow
from facilitator.questionnaires.setup import change_questionnaire
from facilitator.storage.library import Library

ONE = Questionnaire(title="One", questions=(Text(key="a", text="What?"),))


def test_every_kind_is_asked_as_it_is_added() -> None:
    asked, keys = ONE, []
    for kind in question_kinds():
        asked, key = building.add_question(asked, kind.key, "all", keys[-1] if keys else None)
        keys.append(key)
    assert list(asked.by_key) == ["a", *keys] and not asked.pages
    assert [getattr(asked.by_key[key], "kind", "") for key in keys] == [kind.key for kind in question_kinds()]
    first, key = building.add_question(asked, "text", "all", "a")
    assert list(first.by_key)[:2] == ["a", key] and key not in keys


def test_pages_are_split_joined_moved_and_go_with_their_last_question() -> None:
    asked, second = building.add_question(ONE, "scale", "all")
    asked, third = building.add_question(asked, "number", "all")
    with pytest.raises(Invalid, match="begins with this question"):
        building.split_page(asked, "a")
    asked, page = building.split_page(asked, second)
    assert [each.questions for each in asked.pages] == [("a",), (second, third)]
    asked = building.change_page(asked, page, title="Later")
    moved = building.move_question(asked, second, -1)
    assert [each.questions for each in moved.pages] == [("a", second), (third,)]
    # A page without questions is gone, and a single one without a title is none.
    joined = building.move_question(moved, third, -1)
    assert list(joined.by_key) == ["a", second, third] and not joined.pages
    assert [each.questions for each in building.put_question(asked, "a", page, third).pages] == [(second, "a", third)]
    assert [each.title for each in building.move_page(asked, page, -1).pages] == ["Later", ""]
    assert building.remove_question(asked, "a").pages[0].title == "Later"
    assert [each.questions for each in building.join_page(asked, page).pages] == []
    with pytest.raises(Invalid, match="first one"):
        building.join_page(asked, asked.pages[0].key)


def test_what_others_depend_on_stays() -> None:
    for key, other in (("capability", "Why this one"), ("ticks", "taught you most"), ("contacts", "How close"),
                       ("size", "How many of them")):  # fmt: skip
        with pytest.raises(Invalid, match=other):
            building.remove_question(EVERYTHING, key)
    # Moved before what it depends on, it is refused too.
    with pytest.raises(Invalid, match="ranks ticks"):
        building.move_question(EVERYTHING, "best", -1)
    with pytest.raises(Invalid, match="one question at least"):
        building.remove_question(ONE, "a")
    copied, key = building.copy_question(EVERYTHING, "why")
    assert list(copied.by_key)[1:3] == ["why", key] and copied.by_key[key].only_if == EVERYTHING.by_key["why"].only_if


def test_options_keep_their_keys_when_they_are_worded_anew() -> None:
    question = EVERYTHING.by_key["ticks"]
    lines = [("a_course", "A short course"), ("", "Überall"), ("a_project", "A project"), ("", "Überall 2"), ("", "1")]
    made = building.reworded_options(question, lines)
    assert [each["key"] for each in made] == ["a_course", "uberall", "a_project", "uberall_2", "o_1"]
    with pytest.raises(Invalid, match="called “same”"):
        building.change_question(EVERYTHING, "ticks", options=building.reworded_options(question, [("", "Same")] * 2))


@given(kind=st.sampled_from(question_kinds()), other=st.sampled_from(question_kinds()))
@settings(max_examples=share_of(40))
def test_another_kind_keeps_words_and_answers(kind: building.Kind, other: building.Kind) -> None:
    asked, key = building.add_question(ONE, kind.key, "all")
    asked = building.change_question(asked, key, text="Which of these?", help="Look twice")
    changed = building.change_kind(asked, key, other.key).by_key[key]
    assert (changed.text, changed.help, getattr(changed, "kind", "")) == ("Which of these?", "Look twice", other.key)
    before: tuple[Option, ...] = getattr(asked.by_key[key], "options", ())
    if before and hasattr(changed, "options"):
        assert getattr(changed, "options", ()) == before


def test_what_is_sensitive_is_asked_of_nobody_by_name() -> None:
    asked, key = building.add_question(ONE, "someone", "all")
    with pytest.raises(Invalid, match="is sensitive and is about people who are named"):
        building.change_question(asked, key, privacy="sensitive")
    about, loop = building.add_question(asked, "scale", "all")
    about = building.change_question(about, loop, about=key)
    with pytest.raises(Invalid, match="is sensitive"):
        building.change_question(about, loop, privacy="sensitive")
    # Of teams, and of oneself, it may be asked.
    team = building.change_question(asked, key, whom="team")
    assert building.change_question(team, key, privacy="sensitive").by_key[key].privacy == "sensitive"
    names = building.change_question(ONE, "a", names_people=True)
    for fields in ({"privacy": "sensitive"}, {"to_room": True}):
        with pytest.raises(Invalid):
            building.change_question(names, "a", **fields)
    with pytest.raises(Invalid, match="shown to the room"):
        building.change_question(ONE, "a", to_room=True, privacy="sensitive")
    # Neither is a question that is about a person turned into one by what it is about.
    loose = building.change_question(about, loop, about=None, privacy="sensitive")
    with pytest.raises(Invalid, match="is sensitive"):
        building.change_question(loose, loop, about=key)


def test_after_answers_it_is_as_the_design_says(library: Library) -> None:
    asked = ask_everything(library)
    for number in range(3):
        put(library, asked.who(number), "ticks", [Value("a_project")])
    put_entry(library, asked.who(0), "contacts", "AB")

    def change(edited: Questionnaire) -> None:
        change_questionnaire(library, asked.step, edited)

    with pytest.raises(Invalid, match="that would go have 3 answers: hide them instead"):
        change(building.change_question(EVERYTHING, "ticks", options=EVERYTHING.options("ticks")[1:]))
    with pytest.raises(Invalid, match="has 1 answer that fits no other kind"):
        gone = building.remove_question(building.remove_question(EVERYTHING, "close"), "hours")
        change(building.change_kind(gone, "contacts", "number"))
    with pytest.raises(Invalid, match="another promise"):
        change(building.change_step(EVERYTHING, names="initials"))
    with pytest.raises(Invalid, match="other company"):
        change(building.change_step(EVERYTHING, together="pairs"))
    free = building.change_question(EVERYTHING, "ticks", text="What did?", hidden=True)
    free, _ = building.add_question(free, "day", "rest")
    change(building.move_page(free, "rest", 1))
    assert len(rows_of(library, asked.step)) == 4


def test_a_preview_goes_as_at_the_station_and_keeps_nothing(library: Library) -> None:
    asked = ask_everything(library)
    before = library.path.read_bytes()
    flow = PreviewFlow(library, asked.step)
    flow.turn_to(NOTICE)
    assert flow.at == NOTICE and flow.next() and flow.at == "what"
    assert flow.put("capability", [Value("planning")])
    assert [field.question.key for field in flow.view().fields] == ["capability", "why", "ticks"]
    assert flow.put("ticks", [Value("a_project"), Value("a_course")])
    assert flow.put("best", [Value("a_course")])
    said: list[str] = []
    flow.failed.connect(lambda sentence: said.append(sentence))
    assert not flow.put("best", [Value("a_course"), Value("a_project"), Value("a_colleague")])
    assert "answers at most" in said[0]
    entry = flow.put_entry("contacts", "AB")
    assert entry and flow.put_entry("contacts", "CD") and flow.put_entry("contacts", "EF", entry) == entry
    flow.turn_to("each")
    assert [field.subject for field in flow.view().fields] == ["EF", "CD"] * 2 or [
        field.subject for field in flow.view().fields
    ] == ["EF", "EF", "CD", "CD"]
    assert flow.put("close", [Value(number=2)], entry)
    flow.turn_to("rest")
    assert flow.put("team", [Value(word="Sales")])
    assert flow.in_words(flow.given.of("team")[0]) == "Sales"
    # What is edited meanwhile is asked at once, and what has no place any more goes.
    flow.show(building.change_question(EVERYTHING, "ticks", options=EVERYTHING.options("ticks")[:2]))
    assert flow.given.options("ticks") == ("a_project",) and not flow.given.of("best")
    assert flow.given.of("close", entry)
    assert flow.put_entry("contacts", "", entry) == 0 and not flow.given.of("close", entry)
    flow.stop()
    assert rows_of(library, asked.step) == [] and library.path.read_bytes() == before


def test_a_scale_and_ticks_can_be_ranked_and_counted_in_any_order() -> None:
    asked, ticks = building.add_question(ONE, "several_of", "all")
    asked, rank = building.add_question(asked, "rank", "all")
    ranked = building.change_question(asked, rank, from_ticks=ticks, options=())
    question = ranked.by_key[rank]
    assert isinstance(question, model.Rank) and question.from_ticks == ticks
    with pytest.raises(Invalid, match="before it"):
        building.move_question(ranked, ticks, 1)


def test_words_of_a_page_are_counted_together_as_long_as_something_is_written_on_it() -> None:
    asked, key = building.add_question(ONE, "scale", "all")
    asked = building.change_page(asked, "all", words_most=150)
    assert asked.counted_words(asked.paged[0]) == ("a",)
    # Each part of a page that is split keeps the limit if words are written on it.
    split, page = building.split_page(asked, key)
    assert [each.words_most for each in split.pages] == [150, None]
    more, _ = building.add_question(split, "text", page)
    assert [each.words_most for each in building.move_question(more, "a", 1).pages] == [None]
    assert [each.words_most for each in building.change_kind(asked, "a", "number").paged] == [None]
    with pytest.raises(Invalid, match="whose answers are somebody’s"):
        building.change_step(asked, names="anonymous")
