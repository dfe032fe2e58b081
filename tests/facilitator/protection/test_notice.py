"""The notice: each of its sentences beside what proves it, what it says of a workshop, and who has read it."""

import json
from datetime import date
from io import BytesIO

import pytest
from promises import unproved
from pypdf import PdfReader

from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.templates import start_workshop
from facilitator.post.account import Account, keep_account
from facilitator.protection.notice import notice_of, notice_page
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.consent import may_be_counted
from facilitator.workshop.data_protection import describe_protection, note_reading, protection_of, reading_of
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import describe_workshop

AGREED = "facilitator/exercises/test_agreement.py::"
KEPT = "facilitator/protection/test_retention.py::"
README = "facilitator/test_promises.py"
UNTIL = f"{KEPT}test_on_the_promised_day_nothing_of_the_workshop_is_in_the_file"
RANKED = (
    "facilitator/test_cli.py::test_ties_matches_and_the_way_out_and_back"
    " ui/exercises/network/test_whole_room.py::test_the_console_names_everybody"
)
FILLED = "::test_it_is_filled_from_the_workshop"
OFFLINE = f"{README}::test_commands_open_no_connection"
PROOF = {
    "purpose": f"{UNTIL} {RANKED}",
    "consent": f"{UNTIL} facilitator/storage/test_erasing.py::test_a_person_is_erased",
    "initials": "ui/entry/test_notice.py::test_two_sentences_are_shown_and_the_rest_behind_more",
    "more": "ui/entry/test_notice.py::test_two_sentences_are_shown_and_the_rest_behind_more",
    "others": "ui/entry/test_notice.py::test_two_sentences_are_shown_and_the_rest_behind_more",
    "counted": (
        "facilitator/exercises/network/matching/test_verdicts.py"
        "::test_nobody_is_matched_who_has_not_agreed_to_be_counted"
    ),
}
PROOF_OF_TEXT = {
    "responsible": FILLED,
    "unnamed": FILLED,
    "purpose": RANKED,
    "basis": "ui/exercises/network/test_station_tally.py::test_too_few_pass_only_as_left_out",
    "choice": "ui/entry/test_notice.py::test_to_be_counted_is_ticked_by_oneself",
    "agreement": f"{AGREED}test_what_would_break_it_is_refused_with_a_sentence",
    "roster": FILLED,
    "roster_agreement": f"{AGREED}test_switching_it_on_makes_every_setting_keep_it",
    "reading": "::test_what_was_read_is_kept_and_is_no_consent",
    "facilitator": f"{OFFLINE} {README}::test_mailing_is_what_connects",
    "mail": f"{FILLED} facilitator/post/test_one_recipient.py"
    "::test_nothing_of_this_computer_and_nobody_else_is_in_a_mail",
    "paper": FILLED,
    "delivered": "facilitator/post/test_delivered_files.py::test_files_with_a_handout_go_once_the_server_has_it",
    "until": UNTIL,
    "names": f"{KEPT}test_names_of_contacts_go_after_two_weeks_unless_a_follow_up_is_planned",
    "elsewhere": f"{README}::test_erasing_leaves_what_was_copied_and_what_is_nobodys",
    "rights": "facilitator/storage/test_erasing.py::test_a_person_is_erased",
    "limits": f"{README}::test_erasing_leaves_what_was_copied_and_what_is_nobodys",
    "machine": "::test_it_is_filled_from_the_workshop",
}
"""For each text what proves it; of the last one, that it is said: it is a promise of people, not of a program."""


@pytest.fixture
def workshop(library: Library) -> int:
    made = start_workshop(library, "Plant day", client="Nordwind GmbH", facilitator="Ada Lo", held_on=date(2026, 11, 2))
    add_people(library, made.value, [Person("Anna Berg"), Person("Bo Ek")])
    return made.value


def read(library: Library, workshop_id: int, language: str) -> list[str]:
    content = notice_page(library, workshop_id, PaperOptions(language=language)).render()
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_each_text_has_its_proof() -> None:
    words = json.loads(resource("notices", "page.json").read_text(encoding="utf-8"))
    assert set(words) == {"version", "title", "headings", "texts", *PROOF}
    assert set(words["texts"]) == set(PROOF_OF_TEXT)
    assert unproved(PROOF, __file__) == [] == unproved(PROOF_OF_TEXT, __file__)


def test_it_is_filled_from_the_workshop(library: Library, workshop: int) -> None:
    add_exercise(library, workshop, "three_questions")
    (page,) = read(library, workshop, "en")
    assert "Nordwind GmbH. Contact: Ada Lo." in page
    assert "erased on 31 January 2027" in page
    assert "on paper, or as mail from the facilitator’s own mail program" in page
    assert "The list of people you turn to" in page and "What you write on cards" in page
    assert "“I may be counted when others name me.”" in page
    assert "{" not in page
    keep_account(library, Account("smtp.example.org", sender="ada@example.org"))
    describe_protection(library, workshop, responsible="Works GmbH", contact="dpo@works.example", keep_until=None)
    change_agreement(library, workshop, holds=True)
    (page,) = read(library, workshop, "en")
    assert "Works GmbH. Contact: dpo@works.example." in page and "through the server smtp.example.org" in page
    assert "A works agreement holds" in page and "How many people you turn to" in page
    assert "The list of people you turn to" not in page and "I may be counted" not in page
    describe_workshop(library, workshop, client="")
    describe_protection(library, workshop, responsible="", contact="", keep_until=None)
    assert "not named yet who answers" in read(library, workshop, "en")[0]


def test_it_is_one_page_in_german_and_says_what_is_agreed_word_for_word(library: Library, workshop: int) -> None:
    add_exercise(library, workshop, "three_questions")
    for holds in (False, True):
        change_agreement(library, workshop, holds=holds)
        (page,) = read(library, workshop, "de")
        assert (
            "Ich nehme freiwillig teil. Ich weiß, dass ich bis 31. Januar 2027 ohne Begründung und ohne Nachteil "
            "aufhören und alles löschen lassen kann."
        ) in page
        assert "Nordwind GmbH" in page and "Contact" not in page and "erased" not in page


def test_what_was_read_is_kept_and_is_no_consent(library: Library, workshop: int) -> None:
    (person, other) = [each.id for each in people_of(library, workshop)]
    notice = notice_of(library, workshop, "de")
    note_reading(library, person, notice.version, notice.language)
    found = reading_of(library, person)
    assert found is not None and reading_of(library, other) is None
    assert (found.version, found.language, found.keep_until) == (notice.version, "de", date(2027, 1, 31))
    assert not may_be_counted(library, person)
    set_counted(library, person, agrees=True)
    assert may_be_counted(library, person)
    describe_protection(library, workshop, responsible="Somebody else", contact="", keep_until=None)
    assert notice_of(library, workshop, "de").version != notice.version


def test_a_day_that_people_read_can_be_brought_forward_and_not_put_off(library: Library, workshop: int) -> None:
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    describe_workshop(library, workshop, follow_up=date(2027, 6, 1))
    assert protection_of(library, workshop).keep_until == date(2027, 1, 31)
    describe_workshop(library, workshop, clear_follow_up=True)
    with pytest.raises(Invalid, match="It can be erased earlier, not later"):
        describe_protection(library, workshop, responsible="", contact="", keep_until=date(2027, 2, 1))
    describe_protection(library, workshop, responsible="", contact="", keep_until=date(2026, 12, 1))
    assert protection_of(library, workshop).keep_until == date(2026, 12, 1)
    with pytest.raises(Invalid, match="before its last day"):
        describe_protection(library, workshop, responsible="", contact="", keep_until=date(2026, 11, 1))
