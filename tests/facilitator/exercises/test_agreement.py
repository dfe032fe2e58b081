"""The works agreement profile: what it rules out is refused by the operations themselves, whoever calls them."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from prepared import add_sample
from pypdf import PdfReader

from facilitator.errors import FacilitatorError, Invalid
from facilitator.exercises.agreement import change_agreement, why_locked
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.analysis import Analysis, change_analysis, get_analysis
from facilitator.exercises.network.answers import Who, add_contact, choose_entry_mode, set_list_length
from facilitator.exercises.network.groups.compare import compare_groups
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.matching.verdicts import confirm_match
from facilitator.exercises.network.setup import change_factors, change_offer, get_setup
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import (
    add_exercise,
    duplicate_step,
    duplicate_workshop,
    exercise_steps,
    recognise,
)
from facilitator.exercises.templates import start_workshop
from facilitator.reports.compose import Handouts, summary
from facilitator.reports.guide import guide_document
from facilitator.sharing.importing import import_files
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.worksheets.writing import Sheets
from facilitator.workshop.agreement import FLOOR, under_agreement
from facilitator.workshop.consent import has_consented, may_be_counted, set_consent
from facilitator.workshop.data_protection import note_reading
from facilitator.workshop.papers import PaperOptions, keep_paper_options, paper_options
from facilitator.workshop.roster import Person, add_people, people_of, update_person

STATE = {"en": "Works agreement: counts only", "de": "Betriebsvereinbarung: nur Anzahlen"}


@pytest.fixture
def agreed(library: Library) -> int:
    """A workshop under the agreement with eight people, of whom nobody has answered."""
    workshop_id = start_workshop(library, "Plant", held_on=date(2026, 11, 2)).value
    add_people(library, workshop_id, [Person(f"Person {n}", team="A", level="Lead") for n in range(8)])
    keep_paper_options(library, workshop_id, PaperOptions(names=True))
    change_agreement(library, workshop_id, holds=True)
    return workshop_id


def network_of(library: Library, workshop_id: int) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop_id) if each.kind == "network")


def test_switching_it_on_makes_every_setting_keep_it(library: Library, agreed: int) -> None:
    step = network_of(library, agreed)
    setup = get_setup(library, step)
    assert (setup.offers_contact, setup.offers_tally) == (False, True)
    assert "hierarchy" not in {factor.key for factor in setup.active}
    # When one thing to do would be asked for makes no difference where nobody types it.
    found = replace(get_analysis(library, step), action_later=False)
    assert found == Analysis(asks_ties=False, smallest_group=FLOOR, carries_over=False)
    assert {person.level for person in people_of(library, agreed)} == {""}
    assert not paper_options(library, agreed).names
    for later in (
        add_exercise(library, agreed, "network", options={"asks_ties": True}).value,
        duplicate_step(library, step).value,
        network_of(library, duplicate_workshop(library, agreed).value),
    ):
        assert (get_setup(library, later).offers_contact, get_analysis(library, later).smallest_group) == (False, FLOOR)


def test_what_would_break_it_is_refused_with_a_sentence(library: Library, agreed: int, tmp_path: Path) -> None:
    step, people = network_of(library, agreed), people_of(library, agreed)
    who, setup = Who(step, people[0].id), get_setup(library, step)
    other = start_workshop(library, "Earlier", held_on=date(2026, 1, 5)).value
    (before,) = add_people(library, other, [Person("Person 0")]).value
    room = RoomProfiles(library, step)
    levels = [f if f.key != "hierarchy" else type(f)(**{**_as_dict(f), "active": True}) for f in setup.factors]
    attempts: list[Any] = [
        lambda: add_contact(library, who, "Somebody"),
        lambda: choose_entry_mode(library, who, "contact"),
        lambda: change_offer(library, step, offers_contact=True, offers_tally=True, fewest=10, most=15),
        lambda: change_analysis(library, step, Analysis(smallest_group=FLOOR - 1)),
        lambda: change_analysis(library, step, Analysis(asks_ties=True, smallest_group=FLOOR)),
        lambda: change_analysis(library, step, Analysis(carries_over=True, smallest_group=FLOOR)),
        lambda: change_factors(library, step, levels),
        lambda: confirm_match(library, step, 1, people[1].id),
        lambda: compare_groups(library, room, "level"),
        lambda: compare_groups(library, room, "location"),
        lambda: set_counted(library, people[0].id, agrees=True),
        lambda: recognise(library, people[0].id, before),
        lambda: add_people(library, agreed, [Person("New", level="Head")]),
        lambda: update_person(library, people[0].id, Person("Person 0", level="Head")),
        lambda: keep_paper_options(library, agreed, PaperOptions(names=True)),
        lambda: summary(library, agreed, PaperOptions(names=True)),
    ]
    for attempt in attempts:
        with pytest.raises(Invalid, match="This workshop keeps a works agreement"):
            attempt()
    assert compare_groups(library, room, "team").by == "team"
    table = tmp_path / "contacts.csv"
    table.write_text("participant,contact\nPerson 0,Somebody\n", encoding="utf-8")
    with pytest.raises(FacilitatorError, match="counts only"):
        import_files(library, agreed, [table])
    assert not any(each.value for each in _contacts(library))


def _as_dict(factor: Any) -> dict[str, Any]:
    return {name: getattr(factor, name) for name in factor.__dataclass_fields__}


def _contacts(library: Library) -> list[Any]:
    from sqlmodel import select

    from facilitator.exercises.network.tables import Contact

    with library.read() as session:
        return list(session.exec(select(Contact)))


def test_it_can_not_be_loosened_once_somebody_has_answered_or_read_that_it_holds(library: Library, agreed: int) -> None:
    change_agreement(library, agreed, holds=False)
    assert not under_agreement(library, agreed)
    change_agreement(library, agreed, holds=True)
    person = people_of(library, agreed)[0].id
    done = set_list_length(library, Who(network_of(library, agreed), person), 9)
    with pytest.raises(Invalid, match="holds to the end"):
        change_agreement(library, agreed, holds=False)
    done.undo()
    assert not why_locked(library, agreed)
    note_reading(library, person, "1", "en")
    with pytest.raises(Invalid, match="holds to the end"):
        change_agreement(library, agreed, holds=False)
    assert under_agreement(library, agreed)


def test_it_can_not_be_switched_on_over_what_it_rules_out(library: Library) -> None:
    workshop_id = add_sample(library, count=8)
    with pytest.raises(Invalid, match="listed single contacts here already"):
        change_agreement(library, workshop_id, holds=True)
    assert not under_agreement(library, workshop_id)


def test_its_state_is_on_every_paper(library: Library, agreed: int) -> None:
    step = network_of(library, agreed)
    # A name as long as this leaves what stands behind it at the foot there.
    update_person(library, people_of(library, agreed)[0].id, Person("Wolfeschlegelstein-Bergerdorff " * 6, team="A"))
    for person in people_of(library, agreed):
        from random import Random

        exercise("network").simulate(library, step, person.id, Random(person.id))
    for language, state in STATE.items():
        options = PaperOptions(language=language)
        handout = next(iter(Handouts(library, agreed, options)))[1].render()
        sheet = Sheets(library, agreed, fillable=False, options=options).of(None)
        guide = guide_document(library, agreed, options).render()
        for content in (handout, summary(library, agreed, options).render(), sheet, guide):
            for page in PdfReader(BytesIO(content)).pages[-1:]:
                assert state in " ".join(page.extract_text().split())


def test_a_file_of_it_is_kept_to_where_it_comes_in(library: Library, agreed: int) -> None:
    note_reading(library, people_of(library, agreed)[0].id, "1", "en")
    form = read_workshop("x.json", to_json(library, agreed))
    new = start_workshop(library, "New").value
    plan_workshop(library, new, form).apply()
    assert under_agreement(library, new) and why_locked(library, new)
    used = start_workshop(library, "Used").value
    add_people(library, used, [Person("Somebody")])
    with pytest.raises(Invalid, match="under a works agreement"):
        plan_workshop(library, used, form).apply()


def test_consents_to_what_it_rules_out_come_in_by_no_door(library: Library, agreed: int) -> None:
    other = start_workshop(library, "Without it", held_on=date(2026, 11, 2)).value
    network = network_of(library, other)
    change_analysis(library, network, Analysis(smallest_group=FLOOR, asks_ties=False))
    change_offer(library, network, offers_contact=False, offers_tally=True, fewest=10, most=15)
    ids = add_people(library, other, [Person(f"Person {n}") for n in range(8)]).value
    set_consent(library, network, ids[0], True)
    set_counted(library, ids[1], True)

    def consents(workshop: int) -> set[str]:
        step = network_of(library, workshop)
        people = people_of(library, workshop)
        return {
            each.name for each in people if has_consented(library, step, each.id) or may_be_counted(library, each.id)
        }

    assert consents(other) == {"Person 0", "Person 1"}
    file = json.loads(to_json(library, other))
    [data] = [step["data"] for step in file["agenda"] if step["exercise"] == "network"]
    data["questions"] = [each for each in data["questions"] if each["key"] != "hierarchy"]
    for step in file["agenda"]:
        step["data"] = step["data"] if step["exercise"] == "network" else None
    plan = plan_workshop(library, agreed, read_workshop("x.json", json.dumps(file).encode()))
    assert any("consents are left out" in each for each in plan.summary)
    plan.apply()
    assert consents(agreed) == set() and len(people_of(library, agreed)) == 8
    change_agreement(library, other, holds=True)
    assert consents(other) == set()
