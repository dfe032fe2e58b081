"""Papers for a works council: one folder with all it asks for, and everything of one person."""

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from prepared import add_sample
from promises import unproved
from pypdf import PdfReader

from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.wording import tally_question
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps, strip_third_parties
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import long_day, speaking
from facilitator.progress import finish
from facilitator.protection.notice import notice_of
from facilitator.protection.papers import access
from facilitator.protection.retention import keep_promises
from facilitator.protection.writing import write_access, write_papers
from facilitator.resources import resource
from facilitator.storage.keys import Passphrase
from facilitator.storage.library import Library, open_library
from facilitator.storage.protecting import protect
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.data_protection import describe_protection, note_reading, protection_of
from facilitator.workshop.own_code import choose_code
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.workshops import describe_workshop, get_workshop, list_workshops, new_workshop

TITLES = {
    "en": [
        "How we treat your data",
        "Record of processing",
        "Processor’s sheet",
        "Threshold check for an impact assessment",
        "All evaluations and views",
        "Record of deletion",
        "Points for a works agreement",
        "Every question, as it is asked",
    ],
    "de": [
        "Wie wir mit Ihren Daten umgehen",
        "Verzeichnis von Verarbeitungstätigkeiten",
        "Blatt zur Auftragsverarbeitung",
        "Schwellwertprüfung zur Folgenabschätzung",
        "Alle Auswertungen und Ansichten",
        "Löschprotokoll",
        "Eckpunkte für eine Betriebsvereinbarung",
        "Alle Fragen, wie sie gestellt werden",
    ],
}
VIEWS = {
    "network": ["Live overlay"],
    "three_questions": ["Wall"],
    "recognition": ["Thanks that may be read", "Where thanks go"],
    "success_cases": ["What came of it", "What worked"],
}
SAID = {"en": "It is no legal advice", "de": "Sie ist keine Rechtsberatung"}
STATE = {"en": "Works agreement: counts only", "de": "Betriebsvereinbarung: nur Anzahlen"}


READ, EVERYTHING = "::test_all_papers_are_in_one_folder", "::test_everything_of_one_person_and_nothing_of_another"
NAMED = "::test_the_record_speaks_of_those_who_are_named_and_an_agreement_of_nobody"
CATALOGUE = "::test_nothing_that_an_exercise_shows_is_missing_in_the_catalogue"
RETENTION = "facilitator/protection/test_retention.py::"
UNTIL = f"{RETENTION}test_on_the_promised_day_nothing_of_the_workshop_is_in_the_file"
NAMES = f"{RETENTION}test_names_of_contacts_go_after_two_weeks_unless_a_follow_up_is_planned"
OFFLINE = (
    "facilitator/test_promises.py::test_commands_open_no_connection"
    " facilitator/test_promises.py::test_mailing_is_what_connects"
)
AS_STATION = "facilitator/sharing/test_stations.py::test_a_stations_file_holds_no_answer_and_opens_with_the_pin"
PHONES = (
    "ui/console/test_phones.py::test_off_until_switched_on_and_off_again"
    " facilitator/phones/test_attacks.py::test_a_certificate_of_one_s_own_encrypts_all_of_it"
)
ERASED = "facilitator/storage/test_erasing.py::test_a_person_is_erased"
FLOORS = "facilitator/reports/test_floor.py::test_a_summary_says_how_many_and_nothing_else_until_the_floor"
AGREED = "facilitator/exercises/test_agreement.py::"
REFUSED = f"{AGREED}test_what_would_break_it_is_refused_with_a_sentence"
OF_FEW = (
    "facilitator/reports/test_nameless_papers.py::test_a_median_of_few_is_nobodys_own_on_any_paper"
    " facilitator/reports/test_nameless_papers.py::test_neither_structure_nor_metadata_tells_a_person"
)
NAMELESS = "facilitator/reports/test_export.py::test_the_summary_says_the_measures_and_names_nobody"
GUARDED = "ui/station/test_privacy.py::test_a_name_alone_opens_nothing_that_was_answered"
UNRANKED = "ui/exercises/network/test_whole_room.py::test_the_console_names_everybody"
PROOF = {
    "record": {
        "Name of the activity": READ,
        "Controller": READ,
        "People concerned": NAMED,
        "Legal basis": NAMED,
        "Kinds of data": EVERYTHING,
        "Recipients": FLOORS,
        "Transfers to other countries": OFFLINE,
        "Erasure": f"{UNTIL} {NAMES} ::test_the_day_that_stands_on_the_papers_is_kept_to",
        "Technical and organisational measures": f"{OFFLINE} {GUARDED} {FLOORS} {ERASED} {PHONES}",
    },
    "processor": {
        "Kinds of data and people": NAMED,
        "Where it is processed": f"{OFFLINE} {AS_STATION}",
        "Sub-processors": OFFLINE,
        "Return and erasure": f"{UNTIL} ::test_the_day_that_stands_on_the_papers_is_kept_to",
        "Help with rights": f"{EVERYTHING} {ERASED}",
    },
    "threshold": {
        "Evaluation or scoring": UNRANKED,
        "Matching of data sets": (
            f"{REFUSED} facilitator/exercises/network/matching/test_verdicts.py"
            "::test_nobody_is_matched_who_has_not_agreed_to_be_counted"
        ),
        "Somebody is recognised in figures": f"{FLOORS} {OF_FEW}",
        "People who are named know nothing of it": f"{NAMED} {NAMES}",
        "Somebody feels that they must take part": f"{NAMELESS} {ERASED}",
        "Answers reach somebody for whom they were not meant": (
            f"::test_the_record_says_whose_words_it_repeats_and_whether_the_library_is_encrypted {GUARDED}"
        ),
        "It is used for appraisal after all": (
            f"{NAMELESS} facilitator/workshop/test_activity.py::test_answers_are_counted_and_name_no_contact"
        ),
    },
    "agreement": {
        "Profile “works agreement”": (
            f"{REFUSED} {AGREED}test_switching_it_on_makes_every_setting_keep_it"
            f" {AGREED}test_it_can_not_be_loosened_once_somebody_has_answered_or_read_that_it_holds"
            " facilitator/post/test_delivered_files.py::test_files_with_a_handout_go_once_the_server_has_it"
        ),
        "What is asked": READ,
        "People who are named": f"{REFUSED} {NAMES}",
        "What is evaluated": f"{CATALOGUE} {FLOORS}",
        "What the employer gets": NAMELESS,
        "How it can be checked": (
            f"{OFFLINE} {PHONES} facilitator/workshop/test_activity.py::test_answers_are_counted_and_name_no_contact"
        ),
        "Erasure": UNTIL,
    },
}
"""By paper and row what proves what the program is said to do."""
OF_PEOPLE = {
    "record": {"Contact, data protection officer", "Purposes"},
    "processor": {"Client (controller)", "Facilitator (processor)", "Subject and duration", "To be agreed"},
    "threshold": {
        "Decisions by a machine", "Systematic monitoring", "Sensitive data", "Data on a large scale",
        "Vulnerable people", "New technology", "People are kept from a right or service",
    },
    "agreement": {"Purpose", "Taking part", "Who can see answers", "To be agreed"},
}  # fmt: skip
"""What people promise, fill in or judge."""


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


@pytest.mark.parametrize("language", TITLES)
def test_all_papers_are_in_one_folder(library: Library, tmp_path: Path, language: str) -> None:
    workshop = start_workshop(
        library, "Plant day", client="Nordwind", facilitator="Ada", held_on=date(2026, 11, 2)
    ).value
    people = add_people(library, workshop, [Person(f"Person {n}", team="A") for n in range(8)]).value
    change_agreement(library, workshop, holds=True)
    step, network = exercise_steps(library, workshop)[0]
    for person in people:
        network.simulate(library, step.id, person, Random(person))
    strip_third_parties(library, workshop)
    options = PaperOptions(language=language)
    paths = finish(write_papers(library, workshop, tmp_path / "out", VIEWS.__getitem__, options))
    assert [path.stem for path in paths] == TITLES[language]
    notice, *others, asked = (text_of(path) for path in paths)
    assert STATE[language] in notice and STATE[language] in asked
    # Every question in the words in which it is asked, and what the profile does.
    with speaking(language):
        factors = get_setup(library, step.id).asked("tally")
        words = [word for factor in factors for word in (tally_question(factor, "_").split("_")[-1], *factor.codes)]
    assert len(factors) >= 5 and [word for word in words if " ".join(word.split()) not in asked] == []
    assert ("On: counts only" if language == "en" else "Eingeschaltet: nur Anzahlen") in others[-1]
    for text in others:
        assert SAID[language] in text and STATE[language] in text
        assert "{" not in text and "Person 3" not in text
    record, _, threshold, catalogue, deletion, _ = others
    assert "Nordwind" in record and "31" in record
    assert ("None: the works agreement" if language == "en" else "Keiner: Die Betriebsvereinbarung") in threshold
    assert ("The names of people outside" if language == "en" else "Die Namen von Menschen außerhalb") in deletion
    assert "Live overlay" in catalogue and "7" in catalogue
    # What one person sees at the station, on a phone, on a sheet and by mail is among everything that can be shown.
    ways = {"en": ("Station", "Phones,", "Worksheets", "Mail"), "de": ("Station", "Handys,", "Arbeitsblätter")}[
        language
    ]
    assert all(way in catalogue for way in ways)
    assert ("What could happen to people" if language == "en" else "Was Menschen geschehen könnte") in threshold
    assert ("Decided by, on" if language == "en" else "Entschieden von") in threshold


def test_nothing_that_an_exercise_shows_is_missing_in_the_catalogue(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library, count=8)
    paths = finish(write_papers(library, workshop, tmp_path, VIEWS.__getitem__))
    catalogue = text_of(paths[4])
    for step, each in exercise_steps(library, workshop):
        shown = [section.title for section in each.summary_sections(library, step.id)]
        handout = each.handout_sections(library, step.id)
        shown += [section.title for person in people_of(library, workshop) for section in handout(person.id)]
        shown += [*VIEWS[each.kind], *each.metrics(library, step.id)]
        shown += each.exchange_tables(library, step.id, pseudonyms=None) if each.has(Exercise.exchange_tables) else []
        assert [one for one in shown if one not in catalogue] == []
    # What belongs to no exercise: who took on what is on the projector, in calendars and files.
    whole = catalogue[catalogue.index("The workshop as a whole") :]
    for where in ("Projector", "Calendar file", "File of the whole workshop", "Copies beside the library"):
        assert where in whole
    assert "with the names of those who took it on" in whole and "{" not in whole


@pytest.mark.parametrize("holds", [False, True])
def test_before_the_day_the_catalogue_is_what_it_is_once_people_have_answered(
    library: Library, tmp_path: Path, holds: bool
) -> None:
    workshop = start_workshop(library, "Plant day").value
    change_agreement(library, workshop, holds=holds)

    def catalogue(folder: str) -> str:
        return text_of(finish(write_papers(library, workshop, tmp_path / folder, VIEWS.__getitem__))[4])

    before = catalogue("before")
    assert ("own_actions" in before) is not holds
    for shown in ("On one page", "Own handout Your network", "counts: egoID"):
        assert shown in before
    # Whoever answered for it was never there.
    assert people_of(library, workshop) == [] and len(list_workshops(library)) == 1
    [(step, network)] = exercise_steps(library, workshop)
    for person in add_people(library, workshop, [Person(f"Person {n}") for n in range(9)]).value:
        network.simulate(library, step.id, person, Random(person))
    assert catalogue("after") == before


def test_what_an_agreement_rules_out_is_said_to_hold_nothing_and_does(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Plant day").value
    people = add_people(library, workshop, [Person(f"Person {n}", team="A") for n in range(8)]).value

    def catalogue(folder: str) -> str:
        return text_of(finish(write_papers(library, workshop, tmp_path / folder, VIEWS.__getitem__))[4])

    step, network = exercise_steps(library, workshop)[0]
    assert "rules it out" not in catalogue("off") and network.ruled_out(library, step.id) == ()
    change_agreement(library, workshop, holds=True)
    for person in people:
        network.simulate(library, step.id, person, Random(person))
    tables = network.exchange_tables(library, step.id, pseudonyms=None)
    closed = [name for name in network.ruled_out(library, step.id) if name in tables]
    assert closed == ["alters", "ties"] and not any(tables[name].rows for name in closed) and tables["egos"].rows
    views = [name for name in network.ruled_out(library, step.id) if name not in tables]
    assert len(views) == 2
    paths = finish(write_papers(library, workshop, tmp_path / "on", lambda kind: [*VIEWS[kind], *views]))
    assert text_of(paths[4]).count("nothing: the works agreement rules it out") == len(closed) + len(views)
    level = tables["egos"].headers.index("level")
    assert "location, level (always empty)" in text_of(paths[4]) and not any(row[level] for row in tables["egos"].rows)
    with pytest.raises(Invalid, match="level"):
        update_person(library, people[0], Person("Person 0", level="Manager"))


def test_every_row_of_the_papers_has_its_proof() -> None:
    """What the program is said to do has a test that it does; what people promise, or fill in, is named as theirs."""
    words = json.loads(resource("protection", "papers.json").read_text(encoding="utf-8"))
    for form in ("record", "processor", "threshold", "agreement"):
        labels = {row[0] for row in [*words[form]["rows"], *words[form].get("risks", ())]}
        assert labels == {*PROOF[form], *OF_PEOPLE[form]}, form
        assert unproved(PROOF[form], __file__) == []


def test_the_record_speaks_of_those_who_are_named_and_an_agreement_of_nobody(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Plant day").value
    add_people(library, workshop, [Person(f"Person {n}") for n in range(3)])

    def record(folder: str) -> str:
        return text_of(finish(write_papers(library, workshop, tmp_path / folder, VIEWS.__getitem__))[1])

    assert "3 participants, and the people whom they name on their lists" in record("one")
    assert "Article 6 (1) (f)" in record("two")
    change_agreement(library, workshop, holds=True)
    assert "whom they name" not in record("three") and "Article 6 (1) (f)" not in record("four")


def test_the_record_says_whose_words_it_repeats_and_whether_the_library_is_encrypted(
    library: Library, tmp_path: Path
) -> None:
    workshop = start_workshop(library, "Plant day").value

    def papers(of: Library, folder: str) -> list[str]:
        return [text_of(path) for path in finish(write_papers(of, workshop, tmp_path / folder, VIEWS.__getitem__))]

    _, record, processor, *_ = papers(library, "plain")
    # An authority and a client are not who turns to anybody.
    assert record.count("in which “you” are the participants") == 2
    assert "in which “you” are the participants: Name" in processor and "until when, and what became of it" in record
    assert "It has no passphrase" in record and "no trace in the file" in record and "no trace" in processor
    path = library.path
    library.close()
    assert finish(protect(path, Passphrase("a quiet kestrel"))) == []
    with closing(open_library(path)) as protected:
        assert "It is encrypted by a passphrase" in papers(protected, "protected")[1]


def test_where_nothing_is_asked_on_paper_no_sheet_is_in_the_folder(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Plant day", template="looking_back").value
    for step, each in exercise_steps(library, workshop):
        if each.has(Exercise.worksheet_sections):
            remove_step(library, step.id)
    paths = finish(write_papers(library, workshop, tmp_path, lambda _kind: []))
    assert [path.stem for path in paths] == TITLES["en"][:-1]


@pytest.mark.parametrize("kind", ["recognition", "success_cases"])
def test_what_is_shown_of_one_by_consent_is_not_said_to_be_of_several(
    library: Library, tmp_path: Path, kind: str
) -> None:
    workshop = new_workshop(library, "W").value
    step = add_exercise(library, workshop, kind).value
    titles = exercise(kind).shown_by_consent(library, step)
    shown = [*(section.title for section in exercise(kind).summary_sections(library, step)), *VIEWS[kind]]
    assert len(titles) == 2 and set(titles) <= set(shown)
    catalogue = text_of(finish(write_papers(library, workshop, tmp_path, VIEWS.__getitem__))[4])
    assert catalogue.count("by the consent of those it is of") == sum(title in titles for title in shown)
    if kind == "success_cases":
        change_agreement(library, workshop, holds=True)
        assert exercise(kind).shown_by_consent(library, step) == ()


def test_everything_of_one_person_and_nothing_of_another(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library, count=6)
    one, other = people_of(library, workshop)[:2]
    note_reading(library, one.id, "1-abc", "en")
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    answers.finish(library, Who(step, one.id))
    answers.finish(library, Who(step, other.id))
    choose_code(library, one.id, "12")
    pdf, beside = finish(write_access(library, one.id, tmp_path))
    kept = json.loads(beside.read_text(encoding="utf-8"))
    assert kept["person"]["name"] == one.name and kept["notice"]["version"] == "1-abc" and kept["may_be_counted"]
    lists = [each for each in kept["answers"] if each["exercise"] == "network"]
    assert [each["person"] for each in lists[0]["data"]["lists"]] == [one.id]
    # What the program notes by itself is kept, too, so it is told.
    (line,) = (each for each in kept["log"] if each["what"] == "Finish")
    assert line["times"] == 1 and kept["digits_chosen"] and "Two digits were chosen" in text_of(pdf)
    assert one.name in text_of(pdf) and "1-abc" in text_of(pdf) and f"Finish, {line['step']}, " in text_of(pdf)
    assert other.email not in beside.read_text(encoding="utf-8") + text_of(pdf)


def test_signed_cards_are_ones_own_and_anonymous_ones_nobodys(library: Library) -> None:
    workshop = start_workshop(library, "Cards").value
    person, other = add_people(library, workshop, [Person("Anna"), Person("Bo")]).value
    for names in ("signed", "anonymous"):
        step = add_exercise(library, workshop, "three_questions", options={"names": names}).value
        each = next(found for at, found in exercise_steps(library, workshop) if at.id == step)
        for who in (person, other):
            each.simulate(library, step, who, Random(who))
    cards = [each["data"]["cards"] for each in access(library, person)["answers"]]
    assert cards[0] and all(card["author"] == person for card in cards[0])
    assert not any(cards[1:])


def test_the_day_that_stands_on_the_papers_is_kept_to(library: Library, tmp_path: Path) -> None:
    """Whoever was handed them has read when everything is erased, also where nobody answered at a station."""
    day = date.today() + timedelta(days=10)
    workshop = start_workshop(library, "Kestrel meeting", facilitator="Ada Lo", held_on=day).value
    until = day + timedelta(days=90)
    assert not protection_of(library, workshop).binds
    written = finish(write_papers(library, workshop, tmp_path / "papers", lambda _kind: ()))
    assert any(long_day(until) in text_of(path) for path in written)
    assert protection_of(library, workshop).chosen == until
    # The workshop's day moves, and what was handed out does not.
    describe_workshop(library, workshop, held_on=day + timedelta(days=40))
    assert protection_of(library, workshop).keep_until == until
    keep_promises(library, until - timedelta(days=1))
    assert get_workshop(library, workshop).title == "Kestrel meeting"
    assert keep_promises(library, until) == ["“Kestrel meeting” was erased, as was promised to its people."]


def test_no_paper_names_a_day_that_is_over(library: Library, tmp_path: Path) -> None:
    """Of a workshop that was long ago the day counts from today, and is kept to as any other."""
    old = start_workshop(library, "Long ago", held_on=date.today() - timedelta(days=400)).value
    until = date.today() + timedelta(days=90)
    written = finish(write_papers(library, old, tmp_path / "old", lambda _kind: ()))
    assert any(long_day(until) in text_of(path) for path in written)
    assert protection_of(library, old).chosen == until
    keep_promises(library, until - timedelta(days=1))
    assert get_workshop(library, old).title == "Long ago"


def test_whoever_reads_the_notice_late_is_promised_no_day_that_is_over(library: Library) -> None:
    """Else the workshop would be erased with the next start, and its answers with it."""
    old = start_workshop(library, "Long ago", held_on=date.today() - timedelta(days=400)).value
    (person,) = add_people(library, old, [Person("Anna")]).value
    until = date.today() + timedelta(days=90)
    assert long_day(until) in notice_of(library, old, "en").consent
    note_reading(library, person, "1", "en")
    keep_promises(library, date.today() + timedelta(days=2))
    assert get_workshop(library, old).title == "Long ago"
    assert protection_of(library, old).promised == until


def test_papers_after_the_day_are_refused(library: Library, tmp_path: Path) -> None:
    past = date.today() - timedelta(days=3)
    late = start_workshop(library, "Late", held_on=past - timedelta(days=30)).value
    describe_protection(library, late, responsible="", contact="", keep_until=past)
    with pytest.raises(Invalid, match="For papers choose a later day first"):
        finish(write_papers(library, late, tmp_path / "late", lambda _kind: ()))
    (person,) = add_people(library, late, [Person("Anna")]).value
    note_reading(library, person, "1", "en")
    with pytest.raises(Invalid, match="No papers are written any more"):
        finish(write_papers(library, late, tmp_path / "late", lambda _kind: ()))
    assert not list(tmp_path.glob("late/*"))
