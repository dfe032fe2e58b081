"""The facilitator's guide: whole for every template, reworded and taken back, copied, and carried in files."""

import json
import re
from pathlib import Path

import pytest

from facilitator.errors import NotFound
from facilitator.exercises.guide import (
    BEFORE,
    FIELDS,
    GuideFile,
    GuideText,
    as_it_came,
    bundled_page,
    labels,
    page_before,
    page_of_step,
    reword_before,
    reword_step,
    usual_page,
    whole_guide,
)
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import add_exercise, duplicate_step, duplicate_workshop
from facilitator.exercises.templates import bundled, bundled_agenda, save_as_template, start_workshop
from facilitator.i18n import speaking, tr
from facilitator.import_plans import Options
from facilitator.resources import resource
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.agenda import add_step, steps_of
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.room_plan import plan_room, room_plan
from facilitator.workshop.tables import StepKind
from facilitator.workshop.workshops import new_workshop

MINE = GuideText(say="Good morning.\nMy own words.", ask="Well?", watch="", if_so="Stop.", words="“Now.”")


@pytest.mark.parametrize("key", [*bundled(), "sample"])
def test_every_step_of_every_template_has_a_page_in_both_languages(library: Library, key: str) -> None:
    workshop = start_workshop(library, "W", template=key).value
    english = whole_guide(library, workshop)
    assert len(english) == 1 + len(bundled_agenda(key)["steps"])
    with speaking("de"):
        german = whole_guide(library, workshop)
    for page, other in zip(english, german, strict=True):
        assert page.text.say and (page.text.ask or page.text.watch), page.title
        assert not page.reworded
        for name in FIELDS:
            lines, translated = (getattr(each.text, name).splitlines() for each in (page, other))
            assert len(lines) == len(translated)
            assert not set(lines) & set(translated), page.title


def test_no_page_lies_about_unused() -> None:
    there = {
        f"{path.stem}.{name}"
        for path in resource("guide").glob("*.json")
        for name in GuideFile.model_validate_json(path.read_bytes()).pages
    }
    named = {BEFORE, *(f"house.{kind}" for kind in StepKind)}
    named |= {each.guide_page for each in exercises() if each.guide_page}
    for path in resource("agendas").glob("*.json"):
        content = bundled_agenda(path.stem)
        named |= {content["before"], *(step["guide"] for step in content["steps"] if "guide" in step)}
    assert there == named
    with pytest.raises(NotFound):
        bundled_page("../agendas.sample")


def test_a_step_of_ones_own_has_the_page_of_its_kind(library: Library) -> None:
    workshop = new_workshop(library, "W").value
    for kind in (StepKind.TALK, StepKind.DEBRIEF, StepKind.BREAK):
        add_step(library, workshop, "X", kind=kind)
    for each in exercises():
        add_exercise(library, workshop, each.kind)
    add_step(library, workshop, "Dance", kind=StepKind.EXERCISE, exercise="dance")
    steps = steps_of(library, workshop)
    for step in steps:
        text = page_of_step(library, step.id).text
        assert text.say.splitlines() == list(bundled_page(usual_page(step)).say)
    assert [usual_page(step) for step in steps[:3]] == ["house.talk", "house.debrief", "house.break"]
    assert usual_page(steps[-1]) == "house.exercise"


def test_a_page_is_reworded_and_taken_back(library: Library, workshop: int, network_step: int) -> None:
    came = page_of_step(library, network_step)
    done = reword_step(library, network_step, MINE)
    page = page_of_step(library, network_step)
    assert (page.text, page.reworded) == (MINE, frozenset(FIELDS))
    assert as_it_came(library, page) == came.text
    with speaking("de"):
        # One's own words are nobody's to translate.
        assert page_of_step(library, network_step).text == MINE
    redo = done.undo()
    assert page_of_step(library, network_step) == came
    redo()
    assert page_of_step(library, network_step).text == MINE
    before = reword_before(library, workshop, GuideText(say="Ring Anna."))
    assert page_before(library, workshop).text.say == "Ring Anna."
    before.undo()
    assert page_before(library, workshop).text.say != "Ring Anna."


def test_only_what_was_changed_is_reworded_whatever_language_it_was_read_in(
    library: Library, workshop: int, network_step: int
) -> None:
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    with speaking("de"):
        german = page_of_step(library, network_step).text
    changed = GuideText(**{name: getattr(german, name) for name in FIELDS} | {"ask": "  Wer fehlt?  \n\n"})
    reword_step(library, network_step, changed)
    page = page_of_step(library, network_step)
    assert page.reworded == {"ask"}
    assert page.text.ask == "Wer fehlt?"
    assert page.text.say.splitlines() == list(bundled_page("network.station").say)
    reword_step(library, network_step, german)
    assert page_of_step(library, network_step).reworded == frozenset()


def test_it_goes_along_with_copies_and_templates(library: Library, workshop: int, network_step: int) -> None:
    reword_step(library, network_step, MINE)
    reword_before(library, workshop, MINE)
    plan_room(library, workshop, stations=2, expected=40, modes={network_step: "paper"})
    assert page_of_step(library, duplicate_step(library, network_step).value).text == MINE
    row = [step.id for step in steps_of(library, workshop)].index(network_step)
    copy = duplicate_workshop(library, workshop).value
    template = save_as_template(library, workshop, "Mine").value
    started = start_workshop(library, "Next", template=template).value
    for other in (copy, started):
        step = steps_of(library, other)[row].id
        assert page_of_step(library, step).text == page_before(library, other).text == MINE
        assert room_plan(library, other).modes[step] == "paper"
        assert room_plan(library, other).stations == 2
        # The other steps have the pages that their template chose for them.
        assert page_of_step(library, steps_of(library, other)[0].id).text.say.startswith("We are here because")
    # The same people, but other ones in a workshop begun from a template.
    assert (room_plan(library, copy).expected, room_plan(library, started).expected) == (40, None)


def test_it_travels_with_the_whole_workshop_but_not_with_pseudonyms(
    library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    reword_step(library, network_step, MINE)
    reword_before(library, workshop, MINE)
    plan_room(library, workshop, stations=3, expected=40, modes={network_step: "paper"})
    (path,) = export_workshop(library, workshop, Format.JSON, tmp_path / "w.json")
    back = new_workshop(library, "Back").value
    import_files(library, back, [path], Options())
    pages, copied = whole_guide(library, workshop), whole_guide(library, back)
    assert [(page.title, page.text, page.reworded) for page in pages] == [
        (page.title, page.text, page.reworded) for page in copied
    ]
    found = room_plan(library, back)
    assert (found.stations, found.expected, set(found.modes.values())) == (3, 40, {"paper"})
    (hidden,) = export_workshop(library, workshop, Format.JSON, tmp_path / "h.json", pseudonyms=True)
    written = hidden.read_text(encoding="utf-8")
    assert "My own words" not in written and "network.own_shape" in written


def test_a_page_of_a_newer_version_falls_back_and_stays(library: Library, workshop: int, tmp_path: Path) -> None:
    (path,) = export_workshop(library, workshop, Format.JSON, tmp_path / "w.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    document["agenda"][0]["guide"]["page"] = "house.tomorrow"
    path.write_text(json.dumps(document), encoding="utf-8")
    back = new_workshop(library, "Back").value
    import_files(library, back, [path], Options())
    page = page_of_step(library, steps_of(library, back)[0].id)
    assert page.text.say.splitlines() == list(bundled_page("house.talk").say)


def test_what_is_said_can_be_said_and_before_anybody_is_there_it_is_to_be_prepared(library: Library) -> None:
    """A line to say is no order to whoever says it; what is done meanwhile stands in brackets."""
    workshop = start_workshop(library, "Plant").value
    before, *pages = whole_guide(library, workshop)
    assert (labels(before)["say"], labels(pages[0])["say"]) == ("To prepare", "Say")
    orders = re.compile(r"^(Read|Show|Wipe|Say|Tell them|Explain|Lesen Sie .* vor|Zeigen|Sagen|Wischen)\b")
    for path in resource("guide").glob("*.json"):
        for key, page in json.loads(path.read_text(encoding="utf-8"))["pages"].items():
            if key == "before":
                continue
            for line in page.get("say", ()):
                with speaking("de"):
                    said = tr(line)
                assert not orders.match(line) and not orders.match(said), (path.stem, key, line)
                # What begins so is a matter to speak of, and no sentence, unless it asks.
                assert not re.match(r"(Why|How|Whether) [^?]*$", line), (path.stem, key, line)
