"""The way of one person, walked without a window: by what the description says, and as plain HTML."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from asked import ANY, EVERYTHING, Asked, ask, ask_everything, contents, opened_copy, options, questionnaires
from html_pages import Browser, Input, put_form, walk
from hypothesis import given
from hypothesis import strategies as st

from facilitator.html_parts import Sent
from facilitator.questionnaires.answers import begin, put, send
from facilitator.questionnaires.asking import lacks, no_longer_asked
from facilitator.questionnaires.flow import NOTICE, PARTNERS, READ_OVER, Flow
from facilitator.questionnaires.html import UNHEARD, page_of
from facilitator.questionnaires.model import Condition, OneOf, Questionnaire, Rank, Scale, SeveralOf, Text, Value
from facilitator.questionnaires.reading import has_sent
from facilitator.questionnaires.setup import change_questionnaire, close
from facilitator.storage.library import Library
from facilitator.workshop.roster import remove_people


class Heard:
    """What a flow emits, in order."""

    def __init__(self, flow: Flow) -> None:
        self.said: list[object] = []
        for name in ("turned", "refreshed", "saved", "finished"):
            getattr(flow, name).connect(lambda name=name: self.said.append(name), check_nargs=False)
        flow.answered.connect(lambda question, about: self.said.append((question, about)))
        flow.failed.connect(self.said.append)
        flow.warned.connect(self.said.append)

    def take(self) -> list[object]:
        said, self.said[:] = list(self.said), []
        return said


@pytest.fixture
def everything(library: Library) -> Asked:
    return ask_everything(library)


def flow_of(asked: Asked, number: int = 0, **more: object) -> Flow:
    flow = Flow(asked.library, asked.step, asked.people[number], today=lambda: date(2026, 11, 26), **more)
    # As a window does, which draws whatever there is to be seen.
    flow.turned.connect(flow.view)
    flow.refreshed.connect(flow.view)
    flow.view()
    return flow


def test_the_way_from_notice_to_sent(everything: Asked) -> None:
    flow = flow_of(everything)
    heard = Heard(flow)
    view = flow.view()
    assert (view.key, view.can_go_back, view.at) == (NOTICE, False, 0)
    assert "Only the facilitator reads this." in view.text
    assert flow.next()
    assert flow.at == "what"
    assert not flow.back()
    assert [field.question.key for field in flow.view().fields] == ["capability", "ticks"]
    assert not flow.next()
    assert "has to be answered" in str(heard.take()[-1])
    assert flow.put("capability", [Value("selling")])
    assert heard.take() == [("capability", None), "saved"]
    flow.put("ticks", [Value("a_course")])
    assert not flow.next()  # The rank has not been shown.
    assert [field.question.key for field in flow.view().fields] == ["capability", "ticks", "best"]
    assert [choice.label for choice in flow.view().fields[-1].choices] == ["A course"]
    assert flow.next()
    entry = flow.put_entry("contacts", "AB")
    assert flow.put_entry("contacts", "CD")
    assert flow.next()
    view = flow.view()
    assert (view.layout, [(field.subject, field.number) for field in view.fields]) == (
        "grid",
        [("AB", 1), ("CD", 2), ("AB", 1), ("CD", 2)],
    )
    assert flow.put("close", [Value(number=2)], entry)
    assert flow.next()
    assert flow.next()
    assert flow.view().lines[0] == ("Which capability?", "Selling")
    assert ("How close are they?", "1 of 2 answered") in flow.view().lines
    assert flow.back()
    assert flow.go_to(READ_OVER)
    heard.take()
    assert flow.next()
    assert heard.take() == ["finished"]
    assert has_sent(everything.library, everything.who())


def test_who_comes_back_goes_on_where_something_is_open(everything: Asked) -> None:
    first = flow_of(everything)
    first.next()
    first.put("capability", [Value("selling")])
    first.put("ticks", [Value("a_course")])
    first.put("best", [Value("a_course")])
    first.stop()
    again = flow_of(everything)
    assert again.at == "who"
    for key in ("who", "each", "rest"):
        again.go_to(key)
    again.go_to(READ_OVER)
    again.next()
    sent = flow_of(everything)
    assert sent.at == READ_OVER
    assert sent.put("capability", [Value("selling")])
    assert has_sent(everything.library, everything.who())
    assert sent.put("capability", [Value("planning")])
    assert not has_sent(everything.library, everything.who())


def test_answers_of_others_refresh_the_page_and_own_ones_do_not(library: Library) -> None:
    asked = ask(library, EVERYTHING.edited(together="pairs"))
    flow = flow_of(asked)
    assert flow.next()
    view = flow.view()
    assert view.key == PARTNERS
    assert [person for person, _ in view.partners] == list(asked.people[1:])
    assert flow.next([asked.people[1]])
    heard = Heard(flow)
    put(library, asked.who(1), "capability", [Value("planning")])
    assert heard.take() == ["refreshed"]
    drawn = flow.view().fields
    assert [field.question.key for field in drawn] == ["capability", "why", "ticks"]
    put(library, asked.who(2), "capability", [Value("planning")])
    heard.take()
    flow.put("capability", [Value("selling")])
    assert "refreshed" not in heard.take()
    change_questionnaire(library, asked.step, asked_title(asked))
    assert heard.take() == ["refreshed"]
    remove_people(library, [asked.people[0]])


def asked_title(asked: Asked) -> Questionnaire:
    return EVERYTHING.edited(together="pairs", title="Another")


def test_what_is_not_saved_is_said(everything: Asked) -> None:
    flow = flow_of(everything)
    flow.next()
    heard = Heard(flow)
    assert not flow.put("size", [Value(number=-1)])
    close(everything.library, everything.step)
    heard.take()
    assert not flow.put("capability", [Value("selling")])
    assert heard.take() == ["Answers are closed. The facilitator can open them again."]


def test_the_facilitator_needs_no_notice_and_sends_at_the_end(everything: Asked) -> None:
    flow = flow_of(everything, corrects=True)
    assert flow.at == "what"
    assert put_form(flow, flow.view().fields, {"capability": "planning", "ticks-a_course": "x"})
    assert flow.next() or flow.next()
    flow.stop()
    assert has_sent(everything.library, everything.who())
    other = flow_of(everything, 1, corrects=True)
    heard = Heard(other)
    assert not put_form(other, other.view().fields, {"capability": "9"})
    assert "none of the answers" in str(heard.take()[0])
    other.stop()
    assert not has_sent(everything.library, everything.who(1))


def test_entries_of_a_form_are_reworded_where_they_stand(everything: Asked) -> None:
    flow = flow_of(everything, corrects=True)
    flow.go_to("who")
    put_form(flow, flow.view().fields, {"contacts-1": "AB", "contacts-2": "CD"})
    _, second = everything.given().of("contacts")
    put(everything.library, everything.who(), "close", [Value(number=1)], second.id)
    put_form(flow, flow.view().fields, {"contacts-1": "AB", "contacts-2": "Cedric"})
    assert everything.given().of("contacts")[1].id == second.id
    put_form(flow, flow.view().fields, {"contacts-1": "", "contacts-2": "Cedric"})
    assert contents(everything.given())["close", 0] == [Value(number=1)]


def test_a_form_takes_back_only_what_was_drawn(library: Library) -> None:
    asked = ask(library, EVERYTHING.edited(together="pairs"))
    begin(library, asked.who(0), [asked.people[1]])
    flow = Flow(library, asked.step, asked.people[0])
    flow.put("capability", [Value("planning")])
    drawn = flow.view().fields
    assert [field.question.key for field in drawn] == ["capability", "why", "ticks"]
    put(library, asked.who(1), "ticks", [Value("a_course")])
    put(library, asked.who(1), "best", [Value("a_course")])
    assert put_form(flow, drawn, {"capability": "planning", "ticks-a_course": "x"})
    assert asked.given(0).options("best") == ("a_course",)
    assert put_form(flow, drawn, {"capability": "planning"})
    assert not asked.given(0).of("ticks")


def test_choices_of_people_leave_out_who_answers(everything: Asked) -> None:
    flow = flow_of(everything, corrects=True)
    flow.go_to("rest")
    fields = {field.question.key: field for field in flow.view().fields}
    assert {choice.value.person for choice in fields["asks"].choices} == set(everything.people[1:])
    assert [choice.label for choice in fields["team"].choices] == ["Support"]
    assert flow.put("team", [fields["team"].choices[0].value])
    assert flow.in_words(everything.given().of("team")[0]) == "Support"


def test_seventy_twenty_ten_takes_as_few_keys_as_it_may() -> None:
    """Six ticks, five ranks and a role: a key each, Enter for each of the pages, and one to begin."""
    ticks = options(*(f"Way {number}" for number in range(15)), prefix="way")
    asked = Questionnaire(
        title="What taught you",
        questions=(
            SeveralOf(key="ticks", text="What?", options=ticks),
            Rank(key="best", text="Most?", from_ticks="ticks"),
            OneOf(key="role", text="With whom?", options=options("A colleague", "A boss")),
        ),
    )
    pages_and_notice = len(asked.paged) + 2
    assert 6 + 5 + 1 + pages_and_notice <= 25


def randomly(random: Random) -> object:
    """Fills in inputs as somebody would who sees nothing but the page."""

    def fill(inputs: dict[str, Input]) -> None:
        ranks: dict[str, list[str]] = {}
        boxes = {name.partition("-")[0] for name, each in inputs.items() if "-" in each.values or "_declines" in name}
        declined = {own for own in boxes if random.random() < 0.1}
        for name, each in inputs.items():
            own = name.partition("-")[0]
            if own in declined or name.endswith("_declines") or name.startswith("partner"):
                each.filled = "-" if "-" in each.values else "x" if own in declined and "_declines" in name else ""
            elif each.kind == "number":
                ranks.setdefault(own, []).append(name)
                each.filled = ""
            elif random.random() < 0.15 or set(each.values) == {"-"}:
                each.filled = ""
            elif each.values:
                each.filled = random.choice(each.values)
            elif each.kind == "date":
                each.filled = f"2026-0{random.randint(1, 9)}-1{random.randint(0, 9)}"
            else:
                each.filled = str(random.randint(1, 99))
        for names in ranks.values():
            for rank, name in enumerate(random.sample(names, random.randint(0, len(names))), start=1):
                inputs[name].filled = str(rank)

    return fill


@given(data=st.data(), seed=st.integers(0, 999))
@ANY
def test_any_questionnaire_is_walked_whole_in_plain_html(empty_library: Path, data: st.DataObject, seed: int) -> None:
    random = Random(seed)
    with opened_copy(empty_library) as library:
        questionnaire = data.draw(questionnaires(data.draw(st.sampled_from(["signed", "anonymous"]))))
        asked = ask(library, questionnaire, 4)
        fill = randomly(random)

        def fill_and_look(inputs: dict[str, Input]) -> None:
            fill(inputs)
            # What does not fit one more time is left out: counts that have to add up, ranks that are too many.
            for name, each in inputs.items():
                question = questionnaire.find(name.rpartition(".")[2].partition("-")[0])
                if question is not None and question.kind in ("counts", "someone"):
                    each.filled = ""
                if isinstance(question, Rank) and each.filled.isdecimal() and int(each.filled) > question.best:
                    each.filled = ""

        def flow() -> Flow:
            return Flow(library, asked.step, asked.people[0], changes=UNHEARD)

        drawn = walk(flow, fill_and_look)
        assert not any("<script" in page.body for page in drawn)
        assert all(len(page.body.encode()) < 26_000 for page in drawn)
        assert has_sent(library, asked.who())
        assert not no_longer_asked(questionnaire, asked.given())
        assert not lacks(questionnaire, asked.given())
        # Whoever goes through all of it again and changes nothing writes nothing.
        before = asked.given()
        heard: list[object] = []
        library.changed.connect(heard.append)
        page = page_of(flow(), flow().path[0])
        while page is not None and page.key != READ_OVER:
            browser = Browser(page.body)
            page = page_of(flow(), sent=Sent(page.key, "next", browser.form))
        assert asked.given() == before
        assert not heard


def test_a_page_of_many_people_is_small_and_without_a_script(library: Library) -> None:
    rated = Scale(key="close", text="How close?", about="who", labels=tuple("ABCDE"))
    only = Condition(question="more", any_of=("yes_please",))
    asked = Questionnaire(
        title="Many",
        questions=(
            Text(key="who", text="Who?", entries=60),
            OneOf(key="more", text="More?", options=options("Yes please", "No")),
            rated.model_copy(update={"only_if": only}),
        ),
    )
    page_of_many = ask(library, asked, 60)
    begin(library, page_of_many.who())
    put(library, page_of_many.who(), "who", [Value(word=f"Person {number}") for number in range(60)])
    put(library, page_of_many.who(), "more", [Value("yes_please")])
    drawn = walk(lambda: Flow(library, page_of_many.step, page_of_many.people[0], changes=UNHEARD), lambda inputs: None)
    assert [page.key.partition(".")[0] for page in drawn] == ["all", "all", READ_OVER]
    names = [name for page in drawn for name in Browser(page.body).inputs]
    assert len(names) == len({*names}) == 60 + 1 + 60
    assert all("<script" not in page.body and len(page.body.encode()) < 26_000 for page in drawn)
    send(library, page_of_many.who())
