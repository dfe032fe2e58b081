"""The notice: each of its sentences beside what proves it, what it says of a workshop, and who has read it."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from promises import ROOT, sentences, unproved
from pypdf import PdfReader

from facilitator.described.setup import BEGINS_WITH
from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.templates import start_workshop
from facilitator.post.account import Account, keep_account
from facilitator.protection.notice import notice_of, notice_page
from facilitator.questionnaires.setup import get_setup
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.consent import may_be_counted
from facilitator.workshop.data_protection import describe_protection, note_reading, protection_of, reading_of
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import describe_workshop, new_workshop

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
ON_A_SERVER = (
    "facilitator/storage/server/test_commands.py::test_papers_of_a_library_on_a_server_say_who_can_read_it_there"
)
BY_COMMAND = (
    f"{KEPT}test_a_command_keeps_what_was_promised_before_it_reads"
    " facilitator/storage/server/test_commands.py::test_on_a_server_too_a_command_erases_what_was_promised"
)
PROOF = {
    "short": f"{UNTIL} {RANKED} facilitator/storage/test_erasing.py::test_a_person_is_erased",
    "purpose": f"{UNTIL} {RANKED}",
    "consent": f"{UNTIL} facilitator/storage/test_erasing.py::test_a_person_is_erased",
    "initials": "ui/entry/test_notice.py::test_one_sentence_is_shown_and_the_rest_behind_more",
    "more": "ui/entry/test_notice.py::test_one_sentence_is_shown_and_the_rest_behind_more",
    "others": "ui/entry/test_notice.py::test_one_sentence_is_shown_and_the_rest_behind_more",
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
    "actions": FILLED,
    "actions_seen": (
        "facilitator/reports/test_branding.py::test_names_stand_in_the_summary_only_where_that_was_agreed"
        " ui/exercises/test_what_the_room_reads.py::test_the_room_and_the_client_read_what_the_notice_says"
    ),
    "facilitator": (
        f"{OFFLINE} {README}::test_mailing_is_what_connects"
        " facilitator/sharing/test_stations.py::test_a_stations_file_holds_no_answer_and_opens_with_the_pin"
    ),
    "facilitator_server": ON_A_SERVER,
    "elsewhere_server": ON_A_SERVER,
    "mail": f"{FILLED} facilitator/post/test_one_recipient.py"
    "::test_nothing_of_this_computer_and_nobody_else_is_in_a_mail",
    "paper": FILLED,
    "delivered": "facilitator/post/test_delivered_files.py::test_files_with_a_handout_go_once_the_server_has_it",
    "until": f"{UNTIL} {BY_COMMAND}",
    "names": f"{KEPT}test_names_of_contacts_go_after_two_weeks_unless_a_follow_up_is_planned",
    "elsewhere": f"{README}::test_erasing_leaves_what_was_copied_and_what_is_nobodys",
    "rights": "facilitator/storage/test_erasing.py::test_a_person_is_erased",
    "limits": f"{README}::test_erasing_leaves_what_was_copied_and_what_is_nobodys",
    "machine": "::test_it_is_filled_from_the_workshop",
}
"""For each text what proves it; of the last one, that it is said: it is a promise of people, not of a program."""


@pytest.fixture
def workshop(library: Library) -> int:
    made = start_workshop(library, "Plant day", client="Nordwind GmbH", facilitator="Ada Lo", held_on=date(2096, 11, 2))
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
    assert "erased on 31 January 2097" in page
    assert "on paper, or as mail from the facilitator’s own mail program" in page
    assert "The list of people you turn to" in page and "What you write on cards" in page
    assert "What was agreed to do: what, who, with whom" in page
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
            "Ich nehme freiwillig teil. Ich weiß, dass ich bis 31. Januar 2097 ohne Begründung und ohne Nachteil "
            "aufhören und alles löschen lassen kann."
        ) in page
        assert "Nordwind GmbH" in page and "Contact" not in page and "erased" not in page


def test_what_was_read_is_kept_and_is_no_consent(library: Library, workshop: int) -> None:
    (person, other) = [each.id for each in people_of(library, workshop)]
    notice = notice_of(library, workshop, "de")
    note_reading(library, person, notice.version, notice.language)
    found = reading_of(library, person)
    assert found is not None and reading_of(library, other) is None
    assert (found.version, found.language, found.keep_until) == (notice.version, "de", date(2097, 1, 31))
    assert not may_be_counted(library, person)
    set_counted(library, person, agrees=True)
    assert may_be_counted(library, person)
    describe_protection(library, workshop, responsible="Somebody else", contact="", keep_until=None)
    assert notice_of(library, workshop, "de").version != notice.version


def test_a_day_that_people_read_can_be_brought_forward_and_not_put_off(library: Library, workshop: int) -> None:
    note_reading(library, people_of(library, workshop)[0].id, "1", "en")
    describe_workshop(library, workshop, follow_up=date(2097, 6, 1))
    assert protection_of(library, workshop).keep_until == date(2097, 1, 31)
    describe_workshop(library, workshop, clear_follow_up=True)
    with pytest.raises(Invalid, match="It can be erased earlier, not later"):
        describe_protection(library, workshop, responsible="", contact="", keep_until=date(2097, 2, 1))
    describe_protection(library, workshop, responsible="", contact="", keep_until=date(2096, 12, 1))
    assert protection_of(library, workshop).keep_until == date(2096, 12, 1)
    with pytest.raises(Invalid, match="before its last day"):
        describe_protection(library, workshop, responsible="", contact="", keep_until=date(2096, 11, 1))


CHALLENGE, STORIES = "facilitator/exercises/challenge/", "facilitator/exercises/stories/"
ROOM = "ui/exercises/test_what_the_room_reads.py::"
READS = f"{ROOM}test_the_room_and_the_client_read_what_the_notice_says"
COUNTED = (
    "facilitator/described/test_described.py::test_of_fewer_than_the_floor_the_client_reads_only_how_many"
    f" ui/pages/test_pages.py::test_the_room_sees_bars_from_the_floor_on_and_never_a_word {READS}"
)
PROMISED = f"{READS} ui/pages/test_promises.py::test_promises_go_to_the_actions_by_a_button_and_back_by_undo"
SAID = "::test_what_each_kind_says_is_in_the_notice"
"""Of what nothing but people can keep, or what only says what is asked."""
DESCRIBED = {"What you answer to": READS, "“": COUNTED}
THANKS, CASES = "facilitator/exercises/test_recognition.py::", "facilitator/exercises/test_success_cases.py::"
AGREED_THANKS = (
    f"{THANKS}test_the_room_reads_only_what_both_sides_agreed_to"
    f" {THANKS}test_a_team_is_shown_where_somebody_of_it_agreed_and_nobody_declined"
    f" {THANKS}test_a_no_holds_though_its_answers_are_open_again_or_it_is_said_later"
)
TOLD = f"{CASES}test_told_is_what_is_marked_agreed_to_and_backed"
PROOF_OF_KIND = {
    "canvas": {
        **DESCRIBED,
        "They read what you write": READS,
        "What you promise may become": PROMISED,
        "The summary shows each canvas": READS,
        "Answer as a team.": SAID,
        "Your ideas are shown": READS,
        "What you choose stands": PROMISED,
    },
    "team_goals": {
        **DESCRIBED,
        "They read what you write": READS,
        "What you promise may become": PROMISED,
        "Answer as a team.": SAID,
        "Both goals are shown": READS,
        "The one for learning stands": PROMISED,
    },
    "communities": {
        **DESCRIBED,
        "They read what you write": READS,
        "What you promise may become": PROMISED,
        "A community is a few people": SAID,
        "What it is about stands": (
            f"{PROMISED} facilitator/exercises/test_promises.py"
            "::test_each_community_has_its_own_host_and_day_and_its_question_is_no_sign"
        ),
        "Whom you would have in it": READS,
    },
    "leaders_minutes": {
        **DESCRIBED,
        "They read what you write": READS,
        "What you promise may become": PROMISED,
        "For those who lead": SAID,
        "Your three promises stand": PROMISED,
    },
    "learning_mix": {
        **DESCRIBED,
        "Think of one capability": SAID,
        "The room sees how often": COUNTED,
        "What you write yourself": READS,
    },
    "success_cases": {
        "One line on what came of": f"{CASES}test_whoever_asks_gets_what_they_said_and_what_was_noted_of_it",
        "Whoever leads the workshop": SAID,
        "The room and the summary: how often": f"{CASES}test_obstacles_are_shown_of_enough_who_named_one",
        "Your result too": f"{TOLD} {CASES}test_under_a_works_agreement_nobodys_result_is_told",
        "One line of you": SAID,
        "The room and the summary see": f"{CASES}test_obstacles_are_shown_of_enough_who_named_one {READS}",
        "A result is told only": TOLD,
    },
    "recognition": {
        "Whom you thank": f"{THANKS}test_the_copy_for_a_person_has_the_thanks_that_they_are_let_read",
        "A thanks: you and": (
            f"{AGREED_THANKS} {THANKS}test_one_reads_on_the_handout_what_was_told_to_one_and_to_ones_team"
        ),
        "Say thanks to a team": SAID,
        "It stays between you": f"{THANKS}test_what_is_kept_back_leaves_no_byte_behind",
        "Nobody is shown to the room": (
            f"{AGREED_THANKS} {THANKS}test_nobody_is_counted_by_the_team_that_they_are_alone_in"
        ),
    },
    "composed": {
        **DESCRIBED,
        "They read what you write": f"{READS} {ROOM}test_of_few_the_room_and_the_client_read_no_word",
        "About the work that we did": SAID,
        "The room reads your notes": READS,
    },
    "network": {
        "The list of people": "facilitator/storage/test_erasing.py::test_contacts_are_stripped_of_their_names",
        "These people were not asked.": SAID,
        "Your own shape": "facilitator/reports/test_export.py::test_a_handout_holds_its_own_contacts_alone",
        "The room, and whoever gets": (
            "facilitator/reports/test_floor.py::test_a_summary_says_how_many_and_nothing_else_until_the_floor"
        ),
        "From 5 people on the room": (
            "ui/exercises/network/test_floor_views.py::test_the_projector_shows_a_count_until_the_floor_is_reached"
            " ui/projector/test_look.py::test_a_name_is_shown_by_consent_alone_and_goes_with_it"
        ),
        "What you are going to do": (
            "facilitator/exercises/network/test_own_action.py::test_it_is_on_the_own_papers_alone"
            " facilitator/exercises/network/test_own_action.py"
            "::test_it_joins_by_the_tick_follows_its_owner_and_leaves_without_it"
        ),
    },
    "three_questions": {
        "What you write on cards": "facilitator/exercises/three_questions/test_document.py"
        "::test_any_way_of_writing_comes_back",
        "Your cards: the room": "ui/test_promises.py::test_below_a_card_stands_what_the_notice_says",
    },
    "looking_back": {},
    "challenge": {
        "Your plan of small actions": (
            f"{CHALLENGE}test_plans.py::test_a_workshops_file_brings_settings_and_plans_and_with_pseudonyms_nobodys"
        ),
        "Your plan and what became": (
            "ui/exercises/challenge/test_challenge.py::test_the_room_sees_its_card_with_a_clock_and_nobodys_log"
        ),
        "Others see counts": f"{CHALLENGE}test_log.py::test_counts_are_of_all_together_and_from_five_people_on",
        "Why your plan has": (
            f"{CHALLENGE}test_log.py::test_the_reason_stands_on_ones_own_paper_and_on_nothing_that_hangs"
        ),
        "Your line is yours": f"{CHALLENGE}test_log.py::test_a_line_is_its_writers_alone_unless_it_is_shared",
        "Small actions of less": SAID,
        "Whoever leads the workshop": SAID,
        "The room and the summary": f"{CHALLENGE}test_log.py::test_counts_are_of_all_together_and_from_five_people_on",
        "What you learned stays": f"{CHALLENGE}test_log.py::test_a_line_is_its_writers_alone_unless_it_is_shared",
    },
    "stories": {
        "Your story, how far": (
            f"{STORIES}test_leaving.py::test_the_whole_of_it_goes_to_another_library_and_goes_on_there"
        ),
        "Your story: you and": f"{STORIES}test_told.py::test_a_story_goes_no_further_than_its_teller_said",
        "A withdrawn story is": (
            f"{STORIES}test_year.py::test_a_withdrawn_story_is_in_no_later_mail_and_the_next_one_comes"
        ),
        "A mail once sent": SAID,
        "A short story of": SAID,
        "The facilitator reads it": (
            f"{STORIES}test_told.py::test_a_story_goes_from_draft_to_planned_by_its_tellers_consent"
        ),
        "Whoever is named": (
            f"{STORIES}test_told.py::test_a_name_on_the_roster_that_is_not_ticked_keeps_a_story_from_being_agreed"
        ),
        "You can withdraw": f"{STORIES}test_leaving.py::test_a_withdrawn_story_leaves_nothing_and_erased_no_byte",
    },
}
"""Of each kind of exercise what a sentence of its notices begins with, on paper or at the station, and its proof."""


@pytest.mark.parametrize("kind", [each.kind for each in exercises()])
def test_what_each_kind_says_is_in_the_notice(library: Library, kind: str) -> None:
    workshop = new_workshop(library, "W").value
    options = {BEGINS_WITH: "retrospective"} if kind == "composed" else {}
    step = add_exercise(library, workshop, kind, options=options).value
    kept = exercise(kind).data_kept(library, step)
    page = " ".join(text for _, texts in notice_of(library, workshop).sections for text in texts)
    assert kept.what in page and kept.seen in page
    described = kind in {"composed"} or resource_of(kind).is_file()
    asked = get_setup(library, step).questionnaire.notice if described else ""
    said = [each for text in (kept.what, kept.seen, asked) for each in sentences(text)]
    begins = PROOF_OF_KIND.get(kind, DESCRIBED)
    assert [each for each in said if sum(each.startswith(begin) for begin in begins) != 1] == []
    assert [begin for begin in begins if not any(each.startswith(begin) for each in said)] == []
    assert unproved(begins, __file__) == []


def resource_of(kind: str) -> Path:
    return ROOT / "facilitator" / "exercises" / kind / "questionnaire.json"
