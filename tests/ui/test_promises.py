"""What is said of who sees what: each text of the notices beside its proof, and whether it can be read at once."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from promises import ROOT, said_in, sentences, unproved
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot
from written_cards import Writer, begin, send, write_card

from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.notice import notice
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.dots import Target, lay_dots
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.progress import finish as to_the_end
from facilitator.reports.export import export_reports
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.data_protection import describe_protection, note_reading
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.station import TEXT_SIZES, change_station
from facilitator.workshop.tables import Workshop, now
from facilitator.workshop.workshops import KEPT_AFTER_DELETION, list_workshops, new_workshop
from ui.app import Program
from ui.bridge import LibraryBridge
from ui.exercises.network.entry.notice import NoticePage
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.three_questions.boards import votes_board
from ui.exercises.three_questions.projector_views import CardsView
from ui.exercises.three_questions.results_page import CardResults
from ui.exercises.three_questions.wall_export import export_wall
from ui.history import History
from ui.simulated_user import SimulatedUser
from ui.station.window import StationWindow

Station = Any  # the fixture's class lives in the conftest

SECRET = "Quokka"
FLOOR, SCREEN = "facilitator/reports/test_floor.py::", "ui/exercises/network/test_floor_views.py::"
REPORTS, CARDS = "facilitator/reports/test_export.py::", "facilitator/exercises/three_questions/test_cards.py::"
MAILED = "facilitator/post/test_sending.py::test_each_person_gets_their_own_handout_alone"
OFFLINE = "facilitator/test_promises.py::test_commands_open_no_connection"
ORDERED = "facilitator/reports/test_nameless_papers.py::test_cards_without_names_stand_in_no_order_of_their_writers"
FORM = "ui/console/test_running.py::test_what_the_form_says_is_exported"
FEW = "ui/exercises/three_questions/test_few_anonymous.py::test_it_is_said_until_three_have_sent"
CLOSED = "::test_anonymous_cards_are_closed_to_the_facilitator_too_while_they_are_collected"
KEPT = f"{CARDS}test_cards_are_closed_when_the_facilitator_reveals_them"
SIGNATURES = "::test_below_a_card_stands_what_the_notice_says"

PROMISES = {
    "network": {
        "See your own shape": f"{REPORTS}test_a_handout_holds_its_own_contacts_alone {MAILED}",
        "Sees only how many": (
            f"{SCREEN}test_the_projector_shows_a_count_until_the_floor_is_reached"
            " ui/projector/test_look.py::test_a_name_is_shown_by_consent_alone_and_goes_with_it"
            " ::test_the_notice_says_the_floor_that_is_set"
        ),
        "May get a summary": (
            f"{REPORTS}test_the_summary_says_the_measures_and_names_nobody"
            f" {FLOOR}test_a_summary_says_how_many_and_nothing_else_until_the_floor"
            " facilitator/reports/test_nameless_papers.py::test_no_line_on_paper_is_one_persons"
        ),
        "Keeps your answers here": f"{MAILED} {OFFLINE} {FORM}",
        "Were not asked.": (
            "ui/exercises/network/test_whole_room.py::test_no_name_of_a_contact_is_reachable_on_the_projector"
            f" {REPORTS}test_the_summary_says_the_measures_and_names_nobody"
        ),
        "Every question may be skipped.": (
            "ui/exercises/network/test_station_tally.py::test_too_few_pass_only_as_left_out"
            " facilitator/storage/test_erasing.py::test_a_person_is_erased"
            " facilitator/test_promises.py::test_erasing_leaves_what_was_copied_and_what_is_nobodys"
        ),
    },
    "signed": {
        "Write what matters": KEPT,
        "Reads every card": SIGNATURES,
        "May get a summary": ORDERED,
        "May mend a typing error": f"{MAILED} {OFFLINE} {CARDS}test_a_card_is_corrected_hidden_and_brought_back",
        "Any question may stay empty.": f"{CARDS}test_an_emptied_answer_is_gone",
    },
    "initials": {
        "Write what matters": KEPT,
        "Reads every card": SIGNATURES,
        "May get a summary": ORDERED,
        "Can see your full name": f"{MAILED} {OFFLINE} {CARDS}test_a_card_is_corrected_hidden_and_brought_back",
        "Any question may stay empty.": f"{CARDS}test_an_emptied_answer_is_gone",
    },
    "anonymous": {
        "Write what matters": f"{CARDS}test_closing_anonymous_collecting_forgets_drafts_and_whose_they_were",
        "Reads every card": SIGNATURES,
        "May get a summary": SIGNATURES,
        "Sees that you have sent cards": f"{CLOSED} {CARDS}test_the_library_can_not_tell_who_wrote_an_anonymous_card",
        "Where few people write": FEW,
    },
}
"""For each notice what a text begins with, and what proves it."""


NAMELESS = f"{REPORTS}test_the_summary_says_the_measures_and_names_nobody"
AGREED = "facilitator/reports/test_branding.py::test_names_stand_in_the_summary_only_where_that_was_agreed"
KIOSK, STATION, WINDOW = "ui/station/test_kiosk.py::", "ui/station/test_privacy.py::", "ui/station/test_window.py::"
ERASED = "facilitator/test_promises.py::test_erasing_leaves_what_was_copied_and_what_is_nobodys"
SERVER = "facilitator/phones/test_on_a_server.py::test_nobody_reads_that_answers_stay_on_a_laptop"
IN_NO_COPY = "facilitator/storage/test_backups.py::test_what_is_erased_for_good_is_in_no_copy"
STORIES = "facilitator/exercises/stories/"
EARLIER_STAY = "copies, files and mail made before still hold them."
CHALLENGE = "facilitator/exercises/challenge/"
LINE = f"{CHALLENGE}test_log.py::test_a_line_is_its_writers_alone_unless_it_is_shared"
LINE_ON_SCREEN = "ui/exercises/challenge/test_challenge.py::test_the_room_sees_its_card_with_a_clock_and_nobodys_log"
ROOM_READS = "ui/exercises/test_what_the_room_reads.py::test_the_room_and_the_client_read_what_the_notice_says"
THANKS = "facilitator/exercises/test_recognition.py::"
RESULT_TOLD = "facilitator/exercises/test_success_cases.py::test_told_is_what_is_marked_agreed_to_and_backed"
FEW_SENT = "ui/exercises/test_what_the_room_reads.py::test_of_few_the_room_and_the_client_read_no_word"
LINE_CLOSED = "ui/exercises/challenge/test_challenge.py::test_who_corrects_does_not_open_a_line_that_is_its_writers"
ELSEWHERE = {
    "resources/notices/network.json": {
        "others see nothing before {floor} people have, and your name beside it only if you agree.": (
            f"{SCREEN}test_the_projector_shows_a_count_until_the_floor_is_reached"
            f" {FLOOR}test_a_summary_says_how_many_and_nothing_else_until_the_floor"
            " ui/projector/test_look.py::test_a_name_is_shown_by_consent_alone_and_goes_with_it"
        ),
        "and then medians and groups of {floor} people or more.": (
            f"{SCREEN}test_under_a_works_agreement_nobody_has_a_line"
        ),
    },
    "facilitator/exercises/network/agreement.py": {
        "by your tick the facilitator, on their own screen; nobody else.": (
            "facilitator/exercises/network/roles/test_roles.py::test_no_paper_no_file_and_no_log_tells_of_parts"
            " ui/exercises/network/test_roles_page.py::test_the_page_names_who_agreed_and_has_no_picture"
        ),
        "room sees how many are.": (
            "facilitator/exercises/network/roles/test_roles.py"
            "::test_it_is_ones_own_on_the_handout_and_a_count_for_the_room"
        ),
        "by your tick all, with your name.": (
            "facilitator/exercises/network/test_own_action.py"
            "::test_it_joins_by_the_tick_follows_its_owner_and_leaves_without_it"
        ),
        "the room sees your line among the others’, without your name unless you agree.": (
            f"{SCREEN}test_under_a_works_agreement_nobody_has_a_line"
            " ui/projector/test_look.py::test_a_name_is_shown_by_consent_alone_and_goes_with_it"
        ),
    },
    "facilitator/exercises/canvas/questionnaire.json": {
        "Your ideas are shown to the room without names": ROOM_READS,
        "stands among the actions of the workshop, with the name of whoever does it, and can be read by": ROOM_READS,
    },
    "facilitator/exercises/communities/questionnaire.json": {
        "What it is about stands among the actions of the workshop, with who invites to it and when": ROOM_READS,
        "stand on your handout, and the facilitator can read them.": ROOM_READS,
    },
    "facilitator/exercises/composed/questionnaire.json": {
        "The facilitator reads what you answer.": ROOM_READS,
        "The room sees how often each answer was given, never who gave it.": ROOM_READS,
    },
    "facilitator/exercises/leaders_minutes/questionnaire.json": {
        "Your three promises stand among the actions of the workshop, with your name, and can be read by": ROOM_READS,
    },
    "facilitator/exercises/learning_mix/questionnaire.json": {
        "The room sees how often each kind of learning was named, never who named it.": ROOM_READS,
        "is never shown to the room: it stands on your handout, and the facilitator can read it.": ROOM_READS,
    },
    "facilitator/exercises/recognition/questionnaire.json": {
        "It stays between you and the facilitator unless you agree to more": (
            f"{THANKS}test_the_room_reads_only_what_both_sides_agreed_to"
            f" {THANKS}test_one_reads_on_the_handout_what_was_told_to_one_and_to_ones_team"
        ),
        "a team where one of it has agreed and nobody said no": (
            f"{THANKS}test_a_team_is_shown_where_somebody_of_it_agreed_and_nobody_declined"
        ),
    },
    "facilitator/exercises/success_cases/questionnaire.json": {
        "Whoever leads the workshop reads it.": ROOM_READS,
        "The room and the summary see how often each answer was chosen, never who chose it.": ROOM_READS,
        "A result is told only where you agree to it on the last page.": RESULT_TOLD,
    },
    "facilitator/exercises/team_goals/questionnaire.json": {
        "Both goals are shown to the room without your names.": ROOM_READS,
        "with the name of whoever keeps an eye on it, and can be read by the room and by the client.": ROOM_READS,
    },
    "resources/questionnaires/check_in.json": {
        "The room sees how often each answer was given, and the one word without a name.": ROOM_READS
    },
    "resources/questionnaires/expectations.json": {"The room reads it without your name": ROOM_READS},
    "resources/questionnaires/lessons_learned.json": {
        "The room reads the lesson and when it helps, without your name; the rest is for the facilitator.": ROOM_READS
    },
    "resources/questionnaires/retrospective.json": {"The room reads your notes without your name.": ROOM_READS},
    "resources/questionnaires/team_pulse.json": {"Of few people nothing is shown.": FEW_SENT},
    "facilitator/questionnaires/presentation.py": {
        "Nobody can tell whose an answer is: no name is kept with it, and nobody reads it before collecting ends.": (
            f"{CARDS}test_the_library_can_not_tell_who_wrote_an_anonymous_card"
            " facilitator/sharing/test_nameless_exports.py"
            "::test_anonymous_answers_do_not_leave_while_they_are_collected"
        ),
        "No name is kept with an answer. Until collecting ends nobody reads it but whoever looks after the server": (
            SERVER
        ),
    },
    "facilitator/exercises/challenge/questionnaire.json": {
        "Whoever leads the workshop sees which cards you have and, afterwards, what you did with them.": (
            f"{CHALLENGE}test_log.py::test_counts_are_of_all_together_and_from_five_people_on"
        ),
        "The room and the summary see counts of all together, from five people on.": (
            f"{CHALLENGE}test_log.py::test_counts_are_of_all_together_and_from_five_people_on"
        ),
        "What you learned stays yours unless you share it.": f"{LINE} {LINE_ON_SCREEN} {LINE_CLOSED}",
        "may read this line, without my name.": LINE,
        "Each tells you how to stop.": (
            f"{CHALLENGE}test_log.py::test_mails_go_to_who_asked_for_them_each_once_and_not_when_their_days_are_over"
        ),
    },
    "facilitator/exercises/challenge/agreement.py": {
        "from five people on.": f"{CHALLENGE}test_log.py::test_counts_are_of_all_together_and_from_five_people_on",
        "stands on your own papers alone.": (
            f"{CHALLENGE}test_log.py::test_the_reason_stands_on_ones_own_paper_and_on_nothing_that_hangs"
        ),
        "then the room and the summary read it without your name.": f"{LINE} {LINE_ON_SCREEN}",
    },
    "facilitator/exercises/challenge/interchange.py": {"it is its writer’s alone.": LINE},
    "facilitator/exercises/stories/questionnaire.json": {
        "The facilitator reads it; you say how far it goes": (
            f"{STORIES}test_told.py::test_a_story_goes_no_further_than_its_teller_said"
        ),
        "you say how far it goes and for how long, and nobody else reads it before you have agreed.": (
            f"{STORIES}test_told.py::test_a_story_goes_from_draft_to_planned_by_its_tellers_consent"
            f" {STORIES}test_leaving.py::test_who_is_in_a_story_reads_its_final_text_on_their_handout_until_they_said"
            " ui/exercises/stories/test_board_window.py::test_the_room_sees_one_story_and_only_while_it_may"
        ),
        "Whoever is named or could be recognised reads the final text first and is asked too.": (
            "ui/exercises/stories/test_stories_station.py::test_who_is_in_a_story_reads_it_first_and_says_so_by_a_key"
            f" {STORIES}test_told.py::test_a_name_on_the_roster_that_is_not_ticked_keeps_a_story_from_being_agreed"
        ),
        "You can withdraw your story at any time.": (
            f"{STORIES}test_leaving.py::test_a_withdrawn_story_leaves_nothing_and_erased_no_byte"
        ),
        "Each mail says how I leave.": (
            f"{STORIES}test_year.py::test_a_mail_is_the_story_of_now_with_how_far_it_goes_and_how_to_leave"
        ),
    },
    "facilitator/exercises/stories/agreement.py": {
        "A withdrawn story is in no later mail, booklet or export.": (
            f"{STORIES}test_year.py::test_a_withdrawn_story_is_in_no_later_mail_and_the_next_one_comes"
            f" {STORIES}test_leaving.py::test_a_withdrawn_story_leaves_nothing_and_erased_no_byte"
        ),
        "only if you and everybody named agreed, and no further than you said.": (
            f"{STORIES}test_told.py::test_a_story_goes_no_further_than_its_teller_said"
        ),
    },
    "ui/exercises/stories/reading_pane.py": {
        "Nothing of it stays in the file": (
            f"{STORIES}test_leaving.py::test_a_withdrawn_story_leaves_nothing_and_erased_no_byte"
        )
    },
    "ui/about.py": {
        "Nothing leaves this computer but what you export, copy or send, and": OFFLINE,
        "what you keep in a library on a server.": (
            "facilitator/storage/server/test_commands.py"
            "::test_papers_of_a_library_on_a_server_say_who_can_read_it_there"
        ),
    },
    "ui/console/activity.py": {
        "Contacts are never named here, nor is what anybody answered.": (
            "facilitator/workshop/test_activity.py::test_answers_are_counted_and_name_no_contact"
        )
    },
    "ui/console/privacy.py": {
        "The names can’t be brought back": (
            "ui/console/test_strip_names.py::test_contact_names_go_for_good_and_the_answers_stay"
        ),
        "in the copies that the program made beside the library too": IN_NO_COPY,
        EARLIER_STAY: ERASED,
    },
    "ui/console/step.py": {
        "Everything else is for you alone.": (
            "ui/projector/test_window.py::test_a_debrief_shows_its_questions_and_no_other_note"
        )
    },
    "ui/error_dialog.py": {
        "The report holds no names and no answers.": (
            "ui/test_errors.py::test_an_exception_in_a_slot_shows_a_report_without_names"
            " ui/test_errors.py::test_a_report_holds_fields_but_no_message"
        )
    },
    "ui/library/asking.py": {
        "can't be brought back": "facilitator/storage/test_erasing.py::test_a_workshop_is_erased",
        "and from the copies that the program made beside it": IN_NO_COPY,
        EARLIER_STAY: ERASED,
    },
    "ui/library/window.py": {
        "kept for 30 days, then erased for good.": "::test_opening_the_program_erases_what_was_deleted_long_ago"
    },
    "ui/people/erasing.py": {
        "are removed from the library": "facilitator/storage/test_erasing.py::test_a_person_is_erased",
        "what they alone promised among the actions.": (
            "facilitator/exercises/test_promises.py::test_a_promise_is_no_action_without_whoever_promised_it"
        ),
        "Their name goes wherever it stands exactly so": (
            "facilitator/storage/test_erasing.py::test_the_exact_name_goes_from_what_others_wrote"
        ),
        "and from the copies that the program made beside the library.": IN_NO_COPY,
        EARLIER_STAY: ERASED,
        "Tick where the name is to go": "ui/people/test_dialog.py::test_one_person_is_erased_after_a_question",
    },
    "ui/post/server_form.py": {
        "never in the library.": "ui/post/test_server_form.py::test_all_but_the_password_is_kept_in_the_library"
    },
    "ui/reports/dialog.py": {
        "A contact is never named.": f"{REPORTS}test_the_summary_says_the_measures_and_names_nobody"
    },
    "ui/station/hello.py": {
        "nobody else should open them here": f"{STATION}test_a_name_alone_opens_nothing_that_was_answered",
    },
    "ui/exercises/network/entry/length.py": {
        "only counts are typed.": "ui/exercises/network/test_station_tally.py::test_the_whole_way"
    },
    "ui/exercises/network/entry/shape.py": {
        "alone, never for the room, on paper or in a file.": (
            "facilitator/exercises/network/roles/test_roles.py::test_no_paper_no_file_and_no_log_tells_of_parts"
        ),
        "Without your tick the projector says “a participant” where your shape is pointed out.": (
            "ui/projector/test_look.py::test_a_name_is_shown_by_consent_alone_and_goes_with_it"
        ),
    },
    "ui/exercises/same_people_dialog.py": {
        "Workshops of other clients are not looked at.": (
            "facilitator/workshop/test_same_people.py::test_people_of_another_client_are_not_proposed"
        )
    },
    "ui/exercises/three_questions/phases_bar.py": {"closed to you too until the questions are.": CLOSED},
    "ui/exercises/three_questions/settings.py": {
        "no author, not even in the file": f"{CARDS}test_the_library_can_not_tell_who_wrote_an_anonymous_card"
    },
    "facilitator/exercises/three_questions/wall.py": {
        "The room sees sums, no names.": "::test_the_room_sees_sums_and_no_names"
    },
    "facilitator/phones/document.py": {
        "All of it is saved.": (
            "facilitator/phones/test_answering.py::test_saved_is_said_of_what_is_on_the_disk_alone"
            " facilitator/phones/test_answering.py::test_the_whole_way_from_the_address_to_thanks"
        ),
        "What you answer goes there, and from there to the server {server}, where it is kept.": SERVER,
        "what you answer goes there alone, not to the internet": (
            "facilitator/phones/test_attacks.py::test_no_other_address_is_ever_listened_at"
            " facilitator/phones/test_attacks.py::test_headers_load_nothing_from_elsewhere_and_keep_one_cookie"
        ),
        "it is kept here, and sent again": (
            "facilitator/phones/test_in_a_browser.py::test_what_is_typed_stays_and_is_sent_when_the_network_is_back"
        ),
    },
    "facilitator/exercises/network/phone.py": {
        "The paper stays with you. Only counts are typed here.": (
            "facilitator/phones/test_own_pages.py::test_the_network_is_counted_and_nobody_is_named"
        ),
        "on phones nobody is named": (
            "facilitator/phones/test_own_pages.py::test_who_named_contacts_at_the_station_goes_on_there"
        ),
    },
    "ui/phones/dialog.py": {
        "It is off until you switch it on.": ("ui/console/test_phones.py::test_off_until_switched_on_and_off_again"),
        "It ends with the step, or here.": (
            "ui/console/test_phones.py::test_it_ends_with_the_step_and_with_the_console"
        ),
    },
    "facilitator/exercises/network/roles/load.py": {
        "Your answer stands on your handout alone.": (
            "facilitator/exercises/network/roles/test_roles.py"
            "::test_it_is_ones_own_on_the_handout_and_a_count_for_the_room"
        )
    },
    "facilitator/exercises/network/own_action/asking.py": {
        "Without this tick it stands on your handout alone.": (
            "facilitator/exercises/network/test_own_action.py::test_it_is_on_the_own_papers_alone"
        )
    },
    "facilitator/exercises/network/sections/handout.py": {
        "This number is on no other person’s paper.": (
            "facilitator/reports/test_first_pages.py"
            "::test_by_how_many_one_is_named_is_told_to_oneself_from_the_floor_on"
        )
    },
    "facilitator/reports/compose.py": {
        "no participant’s name beside an answer, and nobody from a list.": NAMELESS,
        "as the room agreed. Nobody is named from a list.": AGREED,
    },
    "facilitator/workshop/agreement.py": {
        "For {name} alone.": f"{REPORTS}test_a_handout_holds_its_own_contacts_alone {MAILED}",
    },
    "resources/mail/handout.json": {"I send it to nobody else.": MAILED},
    "resources/mail/worksheet.json": {
        "Whom you name stays with me": f"{REPORTS}test_the_summary_says_the_measures_and_names_nobody"
    },
    "resources/method/three_questions.json": {
        "no window and no paper shows what is on them": CLOSED,
        "nothing holds the time at which it came": f"{CARDS}test_the_library_can_not_tell_who_wrote_an_anonymous_card",
    },
    "resources/help/station.json": {
        "has no way out but your PIN.": (
            f"{WINDOW}test_closing_and_escape_do_not_leave {WINDOW}test_leaving_takes_the_pin"
        ),
        "After five wrong PINs": f"{WINDOW}test_after_five_wrong_pins_one_waits",
        "Every answer is on the disk before": f"{WINDOW}test_everything_is_there_after_the_program_was_killed",
        "the screen forgets them": f"{STATION}test_nothing_of_a_person_is_left_in_the_window",
        "it covers itself": f"{KIOSK}test_a_window_that_loses_the_front_covers_itself_and_a_key_brings_it_back",
        "gone from the clipboard": f"{KIOSK}test_copied_text_goes_with_the_person",
    },
}
"""For each file of the program what it says elsewhere, and what proves it."""


NOTICES = [
    path.relative_to(ROOT).as_posix()
    for path in (
        *sorted((ROOT / "facilitator" / "exercises").glob("*/questionnaire.json")),
        *sorted((ROOT / "resources" / "questionnaires").glob("*.json")),
    )
    if json.loads(path.read_text(encoding="utf-8")).get("notice")
]
_WHO_READS = re.compile(
    r"\b(room|client|facilitator|leads the workshop|names?|nobody|handout|shown|stays|told|withdraw)\b"
)


def notices() -> dict[str, dict[str, Any]]:
    network, cards = (
        json.loads(resource("notices", f"{name}.json").read_text(encoding="utf-8"))
        for name in ("network", "three_questions")
    )
    return {"network": network, **{key: words for key, words in cards.items() if key != "language"}}


@pytest.mark.parametrize("key", PROMISES)
def test_every_text_of_a_notice_has_its_proof(key: str) -> None:
    words = notices()[key]
    said = [point["text"] for point in words["points"]] + [words["closing"]]
    begins = list(PROMISES[key])
    assert len(said) == len(begins)
    assert all(text.startswith(begin) for text, begin in zip(said, begins, strict=True))
    assert unproved(PROMISES[key], __file__) == []


@pytest.mark.parametrize("file", ELSEWHERE)
def test_what_is_promised_elsewhere_is_said_and_proved(file: str) -> None:
    text = said_in(file)
    assert [each for each in ELSEWHERE[file] if each not in text] == []
    assert unproved(ELSEWHERE[file], __file__) == []


@pytest.mark.parametrize("file", NOTICES)
def test_every_sentence_of_a_notice_on_who_reads_what_is_held(file: str) -> None:
    """Whatever a notice says of the room, the client, names or the facilitator has its proof above."""
    notice = json.loads((ROOT / file).read_text(encoding="utf-8"))["notice"]
    said = [each for each in sentences(notice) if _WHO_READS.search(each)]
    assert said
    assert [each for each in said if not any(held in each or each in held for held in ELSEWHERE[file])] == []


def test_what_was_false_is_said_nowhere() -> None:
    """As the program has said it until it was checked, and as it may come back."""
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in ("facilitator", "ui", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".json")
    ]
    said = {file: said_in(file) for file in files}
    for false in (
        "and then no single person’s",
        "Nothing is sent anywhere",
        "Nobody else gets your page",
        "nobody else gets it",
        "Nobody can tell which",
        "Backups, files and mail",
        "That is what leaves this room",
    ):
        assert [file for file, text in said.items() if false in text] == []


def test_what_one_workshop_reads_under_an_agreement_no_other_one_reads(
    library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    """The words of an agreement stand in the place of others for that workshop, and for no longer."""
    words, before = notice(), json.dumps(notice())
    change_agreement(library, workshop, holds=True)
    person = people_of(library, workshop)[0].id
    page = NoticePage(EntrySession(bridge, network_step, person))
    shown = "\n".join(each.text() for each in page.findChildren(QLabel))
    agreed = next(point["agreed"] for point in words["points"] if "agreed" in point)
    assert agreed.partition("{")[0] in shown
    assert json.dumps(notice()) == before
    page.deleteLater()


def test_there_is_no_other_notice() -> None:
    assert {path.stem for path in resource("notices").glob("*.json")} == {"network", "page", "three_questions"}
    assert set(notices()) == set(PROMISES)


@pytest.mark.parametrize("text", TEXT_SIZES)
@pytest.mark.parametrize("key", PROMISES)
def test_a_notice_is_read_without_scrolling(
    library: Library, bridge: LibraryBridge, workshop: int, network_step: int, key: str, text: float
) -> None:
    step = network_step
    if key != "network":
        step = add_exercise(library, workshop, "three_questions", options={"names": key}).value
    set_pin(library, "2468")
    change_station(library, text=text)
    window = StationWindow(library, bridge, workshop, step)
    window.open(full_screen=False)
    window.resize(1280, 720)
    QApplication.processEvents()
    SimulatedUser(window).type("alek\n")
    SimulatedUser(window).type("\n")
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
    shown = [label.text() for area in areas for label in area.findChildren(QLabel)]
    assert notices()[key]["title"] in shown
    assert [area.verticalScrollBar().maximum() for area in areas] == [0]
    window.release()
    window.deleteLater()


def test_the_notice_says_the_floor_that_is_set(station: Station, library: Library, network_step: int) -> None:
    change_analysis(library, network_step, replace(get_analysis(library, network_step), smallest_group=7))
    station.take_name("alek")
    station.type("\n")
    assert "how many have answered until 7 have" not in station.texts
    station.click("notice-more")
    assert "see nothing before 7 people have" in station.texts
    assert "how many have answered until 7 have" in station.texts
    assert "groups of 7 people or more" in station.texts
    assert "{" not in station.texts


def sent_by(library: Library, step: int, person: int, text: str) -> None:
    writer = Writer(step, person)
    begin(library, writer)
    write_card(library, writer, get_setup(library, step).prompts[0].id, text)
    send(library, writer)


def everything_in(window: QWidget) -> str:
    """What the lists and labels of a window say, on any of its pages."""
    texts = [label.text() for label in window.findChildren(QLabel)]
    for tree in window.findChildren(QTreeWidget):
        items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
        while items:
            item = items.pop()
            assert item is not None
            texts += [item.text(column) for column in range(tree.columnCount())]
            items += [item.child(row) for row in range(item.childCount())]
    return "\n".join(texts)


def paper(library: Library, workshop: int, folder: Path) -> str:
    to_the_end(export_reports(library, workshop, folder))
    return "\n".join(page.extract_text() for path in folder.glob("*.pdf") for page in PdfReader(path).pages)


def test_anonymous_cards_are_closed_to_the_facilitator_too_while_they_are_collected(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, tmp_path: Path
) -> None:
    """Whoever has just left the station wrote what has just come in: nothing of it is read before the others'."""
    step = add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
    page = CardResults(bridge, step, History(bridge))
    qtbot.addWidget(page)
    for number, person in enumerate(people_of(library, workshop)):
        sent_by(library, step, person.id, f"{SECRET} {number}")
        assert SECRET not in everything_in(page)
    assert "6 cards sent" in everything_in(page)
    assert "closed to you too" in everything_in(page)
    for suffix in (".csv", ".xlsx", ".json", ".md"):
        with pytest.raises(Invalid, match="Close the questions first"):
            export_wall(library, step, tmp_path / f"wall{suffix}")
        assert not (tmp_path / f"wall{suffix}").exists()
    for path in export_wall(library, step, tmp_path / "wall.svg"):
        assert SECRET not in path.read_text(encoding="utf-8")
    said = paper(library, workshop, tmp_path / "before")
    assert SECRET not in said
    assert "The questions are still open" in " ".join(said.split())

    change_phase(library, step, "reveal")
    assert everything_in(page).count(SECRET) >= 6
    export_wall(library, step, tmp_path / "wall.csv")
    assert (tmp_path / "wall.csv").read_text(encoding="utf-8").count(SECRET) == 6
    assert paper(library, workshop, tmp_path / "after").count(SECRET) == 6


@pytest.mark.parametrize(
    ("names", "below"), [("signed", "Aleksandra Wiśniewska-Kowalczyk"), ("initials", "A.W.K."), ("anonymous", "")]
)
def test_below_a_card_stands_what_the_notice_says(
    library: Library, workshop: int, tmp_path: Path, names: str, below: str
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": names}).value
    person = people_of(library, workshop)[0]
    sent_by(library, step, person.id, SECRET)
    change_phase(library, step, "reveal")
    export_wall(library, step, tmp_path / "wall.json")
    (card,) = json.loads((tmp_path / "wall.json").read_text(encoding="utf-8"))["cards"]
    assert (card["text"], card["signature"]) == (SECRET, below)
    to_the_end(export_reports(library, workshop, tmp_path / "papers"))
    summary = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "papers" / "Summary.pdf").pages)
    assert SECRET in summary
    assert person.name not in summary
    assert not below or below not in summary


def test_opening_the_program_erases_what_was_deleted_long_ago(qtbot: QtBot, library: Library) -> None:
    with library.change("put in the bin") as change:
        for title, age in (("Old", timedelta(days=1)), ("Young", -timedelta(days=1))):
            change.session.add(Workshop(title=title, deleted_at=now() - KEPT_AFTER_DELETION - age))
    promised = new_workshop(library, "Promised", held_on=date.today()).value
    new_workshop(library, "Nobody was promised", held_on=date(2020, 1, 7))
    (person,) = add_people(library, promised, [Person("Anna Berg")]).value
    note_reading(library, person, "1", "en")
    describe_protection(library, promised, responsible="", contact="", keep_until=date.today())
    program = Program(library.path)
    program.open()
    qtbot.waitUntil(lambda: [card.title for card in list_workshops(library, deleted=True)] == ["Young"], timeout=60_000)
    qtbot.waitUntil(lambda: "“Promised” was erased" in shown(program.window), timeout=20_000)
    assert [card.title for card in list_workshops(library)] == ["Nobody was promised"]
    program.close()


def shown(window: QWidget) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_the_room_sees_sums_and_no_names(library: Library, workshop: int, tmp_path: Path) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
    people = people_of(library, workshop)
    for number, person in enumerate(people):
        sent_by(library, step, person.id, f"{SECRET} {number}")
    change_phase(library, step, "vote")
    card = read_wall(library, step).cards[0]
    for person in people:
        lay_dots(library, Writer(step, person.id), Target("card", card.id), 1)
    said = repr(votes_board(read_wall(library, step), live=True))
    assert card.text in said
    assert str(len(people)) in said
    assert [person.name for person in people if person.name in said] == []


def test_a_wall_of_signed_cards_can_be_read_while_it_is_collected(
    library: Library, workshop: int, tmp_path: Path
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    sent_by(library, step, people_of(library, workshop)[0].id, SECRET)
    export_wall(library, step, tmp_path / "wall.csv")
    assert SECRET in (tmp_path / "wall.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("names", ["signed", "anonymous"])
@pytest.mark.parametrize("view", ["wall", "themes", "votes"])
def test_the_room_reads_no_card_before_it_is_revealed(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, names: str, view: str
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": names}).value
    first, second, *_ = people_of(library, workshop)
    sent_by(library, step, first.id, f"{SECRET} one")
    make_theme(library, step, "Marsupials", [read_wall(library, step).cards[0].id])
    sent_by(library, step, second.id, f"{SECRET} two")
    shown = CardsView(view, bridge, step)
    qtbot.addWidget(shown)
    for sums in ("live", "end"):
        shown.set_option("sums", sums)
        assert SECRET not in repr(shown._board()) + shown.wall.accessibleName()
    change_phase(library, step, "gather")
    assert SECRET in repr(shown._board())
