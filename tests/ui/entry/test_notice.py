"""The notice at the station: one sentence that says what one takes part in, and more on demand."""

from PySide6.QtWidgets import QCheckBox, QPushButton

from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library
from facilitator.workshop.consent import may_be_counted
from facilitator.workshop.data_protection import reading_of
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of


def test_one_sentence_is_shown_and_the_rest_behind_more(station, library: Library, workshop: int) -> None:  # type: ignore[no-untyped-def]
    station.take_name("alek")
    station.type("\n")
    assert "never for appraisal, pay or dismissal" in station.texts
    assert "I take part of my own will; my answers are" in station.texts
    assert "I know that until" not in station.texts
    assert "Who is responsible" not in station.texts
    station.click("notice-more")
    assert "I take part of my own will. I know that until" in station.texts
    assert "Write initials or numbers. Write nothing about a person that you wouldn’t say to them." in station.texts
    for said in ("Who is responsible", "no cloud", "Your rights", "No decision about you is made by a machine"):
        assert said in station.texts
    assert "{" not in station.texts


def test_going_on_is_kept_as_read_and_agrees_to_nothing(station, library: Library, workshop: int) -> None:  # type: ignore[no-untyped-def]
    person = next(each for each in people_of(library, workshop) if each.name.startswith("Alek"))
    station.take_name("alek")
    station.type("\n")
    assert reading_of(library, person.id) is None
    station.type("\n")
    assert reading_of(library, person.id) is not None
    assert not may_be_counted(library, person.id)


def test_to_be_counted_is_ticked_by_oneself(station, library: Library, workshop: int) -> None:  # type: ignore[no-untyped-def]
    person = next(each for each in people_of(library, workshop) if each.name.startswith("Alek"))
    station.take_name("alek")
    station.type("\n")
    box = station.find("may-be-counted")
    assert isinstance(box, QCheckBox) and not box.isChecked()
    box.click()
    assert may_be_counted(library, person.id)
    box.click()
    assert not may_be_counted(library, person.id)


def test_enter_after_the_tick_goes_on_and_leaves_it(station, library: Library, workshop: int) -> None:  # type: ignore[no-untyped-def]
    person = next(each for each in people_of(library, workshop) if each.name.startswith("Alek"))
    station.take_name("alek")
    station.type("\n")
    station.find("may-be-counted").setFocus()
    station.type(" \n")
    assert may_be_counted(library, person.id)
    assert reading_of(library, person.id) is not None


def test_it_is_in_the_language_of_the_papers_and_under_an_agreement_nobody_is_counted(  # type: ignore[no-untyped-def]
    station, library: Library, workshop: int
) -> None:
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    change_agreement(library, workshop, holds=True)
    station.take_name("alek")
    station.type("\n")
    assert "Ich nehme freiwillig teil; meine Antworten" in station.texts and "Mehr" in station.texts
    station.click("notice-more")
    assert "Ich nehme freiwillig teil. Ich weiß, dass ich bis" in station.texts
    assert "ohne Begründung und ohne Nachteil aufhören und alles löschen lassen kann." in station.texts
    assert "Schreiben Sie Kürzel" not in station.texts
    assert "Schreiben Sie nichts über einen Menschen, was Sie ihm nicht auch sagen würden." in station.texts
    assert not station.window.findChildren(QCheckBox, "may-be-counted")
    assert [step.title for step, _ in exercise_steps(library, workshop)]
    assert station.window.findChild(QPushButton, "notice-more") is not None
