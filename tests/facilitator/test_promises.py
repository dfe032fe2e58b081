"""Each sentence of README's section on privacy, beside the test that goes through the real door and proves it."""

import re
from pathlib import Path

import pytest
from prepared import add_sample
from promises import ROOT, sentences, unproved
from watching import watched
from written_cards import Writer, begin, send, write_card

from facilitator.exercises.network.answers import Who, add_contact, choose_entry_mode
from facilitator.exercises.steps import add_exercise, erase_participant, exercise_steps
from facilitator.exercises.three_questions.cards import add_for_room
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.progress import finish
from facilitator.storage.backups import back_up, copies
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people

NETWORK, CARDS = "facilitator/exercises/network/", "facilitator/exercises/three_questions/"
CHALLENGE = "facilitator/exercises/challenge/test_log.py"
STORIES, PHONES = "facilitator/exercises/stories/", "facilitator/phones/"
FLOOR, SCREEN = "facilitator/reports/test_floor.py::", "ui/exercises/network/test_floor_views.py::"
PAPERS, EXPORTS = "facilitator/reports/test_nameless_papers.py::", "facilitator/sharing/test_nameless_exports.py::"
ERASED, STATION = "facilitator/storage/test_erasing.py::", "ui/station/test_privacy.py::"
BATCHES = "ui/pages/test_batches.py::"
TOGETHER = "ui/exercises/network/test_together.py::"
AGREED, KEPT = "facilitator/exercises/test_agreement.py::", "facilitator/protection/test_retention.py::"
ADVICE = "::test_every_sentence_of_the_section_has_its_proof"
"""What a sentence is called that says no more than what to do or to think of."""

PROMISES = {
    "Everything is in one SQLite file": (
        "facilitator/test_cli.py::test_without_a_choice_the_library_is_in_the_users_data_folder"
        " ::test_commands_write_the_library_and_nothing_else"
    ),
    "No server, no cloud, no telemetry": (
        "::test_commands_open_no_connection ui/test_rehearse.py::test_a_rehearsal_opens_no_connection"
        " ::test_mailing_is_what_connects ui/console/test_phones.py::test_off_until_switched_on_and_off_again"
    ),
    "Nothing leaves the laptop but": (
        "::test_commands_open_no_connection facilitator/post/test_one_recipient.py"
        "::test_nothing_of_this_computer_and_nobody_else_is_in_a_mail"
    ),
    "The file can have a passphrase": (
        "facilitator/storage/test_passphrase.py::test_nothing_can_be_read_without_it_and_everything_with_it"
        " facilitator/sharing/test_handing_over.py::test_handed_over_and_taken_over_by_command"
    ),
    "A copy that is brought back remembers": (
        "facilitator/post/test_brought_back.py::test_what_went_since_a_copy_was_made_goes_no_second_time"
        " facilitator/post/test_brought_back.py::test_a_copy_of_another_library_takes_nothing_over"
    ),
    "Phones answer by a page of this laptop": (
        "ui/console/test_phones.py::test_off_until_switched_on_and_off_again"
        " ui/console/test_phones.py::test_it_ends_with_the_step_and_with_the_console"
        f" {PHONES}test_attacks.py::test_no_other_address_is_ever_listened_at"
        f" {PHONES}test_attacks.py::test_no_address_of_a_client_is_written_anywhere"
        f" {PHONES}test_own_pages.py::test_the_network_is_counted_and_nobody_is_named"
        f" {PHONES}test_answering.py::test_names_of_people_outside_the_room_are_not_asked_for"
    ),
    "Whoever is in that network can read along": (
        f"{PHONES}test_attacks.py::test_a_certificate_of_one_s_own_encrypts_all_of_it"
    ),
    "A mail account's password": "ui/post/test_server_form.py::test_all_but_the_password_is_kept_in_the_library",
    "The room's summary names nobody": (
        "facilitator/reports/test_export.py::test_the_summary_says_the_measures_and_names_nobody"
        f" {PAPERS}test_cards_without_names_stand_in_no_order_of_their_writers"
    ),
    "Anonymous cards have no author": (
        f"{CARDS}test_cards.py::test_the_library_can_not_tell_who_wrote_an_anonymous_card"
    ),
    "While they are collected": (
        f"{CARDS}test_cards.py::test_closing_anonymous_collecting_forgets_drafts_and_whose_they_were"
        " ui/test_promises.py::test_anonymous_cards_are_closed_to_the_facilitator_too_while_they_are_collected"
    ),
    "What somebody adds after": (
        f"{CARDS}test_read_before.py::test_what_one_person_adds_stays_closed_until_three_came_by"
        f" {CARDS}test_read_before.py::test_it_stays_closed_in_another_run_of_the_program_and_in_a_copy"
    ),
    "(The whole workshop as JSON": (
        f"{CARDS}test_document.py::test_any_way_of_writing_comes_back facilitator/exercises/test_recognition.py"
        "::test_an_export_says_what_is_not_in_it_and_the_whole_workshop_that_all_is"
    ),
    "What names nobody has no order": (
        f"{PAPERS}test_cards_without_names_stand_in_no_order_of_their_writers"
        f" {PAPERS}test_actions_without_owners_stand_in_no_order_of_the_people"
        " ui/exercises/three_questions/test_themes_page.py"
        "::test_where_cards_bear_no_signature_their_order_is_that_of_their_words"
    ),
    "The faint lines in the summary": (
        f"{PAPERS}test_no_line_on_paper_is_one_persons"
        " ui/console/test_nameless_pictures.py::test_a_slide_has_lines_of_people_who_are_alike_and_of_nobody_alone"
    ),
    "An export with pseudonyms has random": f"{EXPORTS}test_no_two_exports_share_a_pseudonym",
    "Where fewer than five answered in the same steps": (
        f"{EXPORTS}test_who_counted_is_not_singled_out_by_that"
        f" {EXPORTS}test_who_left_before_the_next_step_is_not_singled_out_by_that"
    ),
    "Nothing points to them": f"{EXPORTS}test_nobody_points_to_the_one_who_did_not_answer",
    "What people answered together stands": f"{EXPORTS}test_whose_a_pseudonym_is_follows_from_no_group",
    "Teams, places and levels": (
        f"{EXPORTS}test_no_combination_of_facts_is_that_of_fewer_than_the_floor"
        f" {EXPORTS}test_a_team_beside_a_way_in_is_not_that_of_few"
        f" {EXPORTS}test_a_team_beside_the_answers_of_another_step_keeps_to_its_floor"
        f" {EXPORTS}test_cards_and_actions_are_in_no_order_of_the_people"
        f" {EXPORTS}test_who_agreed_to_something_does_not_tell_whose_a_pseudonym_is"
        f" {EXPORTS}test_whose_an_action_is_does_not_tell_whose_a_pseudonym_is"
    ),
    "While anonymous answers": f"{EXPORTS}test_anonymous_answers_do_not_leave_while_they_are_collected",
    "Names of the roster are left out": f"{EXPORTS}test_names_that_somebody_typed_are_left_out",
    "Contacts are third parties": ADVICE,
    "Initials or numbers suffice": "ui/exercises/network/test_station_tally.py::test_the_whole_way",
    "A table that says whose contacts": (
        "facilitator/sharing/test_third_parties.py::test_contacts_of_network_canvas_are_those_of_their_interview"
        " facilitator/test_cli.py::test_contacts_never_become_participants_unless_somebody_says_so"
        " facilitator/sharing/test_plain_texts.py::test_what_is_no_list_of_people_is_asked_about"
    ),
    "Contacts' names never reach": (
        "ui/projector/test_window.py::test_an_answer_appears_at_once_and_no_name_ever"
        " ui/exercises/network/test_whole_room.py::test_no_name_of_a_contact_is_reachable_on_the_projector"
        " facilitator/reports/test_export.py::test_a_handout_holds_its_own_contacts_alone"
        " facilitator/workshop/test_activity.py::test_answers_are_counted_and_name_no_contact"
        " ui/test_errors.py::test_an_exception_in_a_slot_shows_a_report_without_names"
        " facilitator/storage/test_library.py::test_an_error_text_holds_no_values"
    ),
    "What people write on cards and in actions": ADVICE,
    "At the station a name that has answers": (
        f"{STATION}test_a_name_alone_opens_nothing_that_was_answered {STATION}test_without_digits_the_pin_opens"
        f" {STATION}test_a_permission_from_the_console_opens_at_once"
    ),
    "A promise of that room bears the name": (
        f"{CARDS}test_look_back.py::test_a_promise_is_named_by_those_alone_who_are_known_to_be_here"
    ),
    "What was answered or promised": (
        f"{NETWORK}rounds/test_recognition.py::test_a_name_and_an_address_alone_bring_nothing"
        f" {NETWORK}rounds/test_recognition.py::test_a_deleted_workshop_brings_nothing"
        f" {CARDS}test_look_back.py::test_names_alone_are_no_promise_even_at_the_same_client"
        f" {CARDS}test_look_back.py::test_another_client_is_neither_guessed_nor_offered_nor_chosen"
    ),
    "A refusal takes back": (
        f"{NETWORK}rounds/test_recognition.py::test_confirmed_then_refused_is_gone_everywhere"
        f" {CARDS}test_look_back.py::test_a_refusal_takes_back_what_was_confirmed"
    ),
    "A participant who is pointed out": (
        "ui/console/test_running.py::test_a_person_stands_out_on_the_projector_without_a_name"
        " facilitator/workshop/test_consent.py::test_only_who_agreed_is_named_and_only_there"
    ),
    "What a participant is going to do": (
        f"{NETWORK}test_own_action.py::test_it_is_on_the_own_papers_alone"
        " ui/exercises/network/test_rapid.py::test_what_stands_below_the_counts_is_typed_too"
        f" {NETWORK}test_own_action.py::test_it_joins_by_the_tick_follows_its_owner_and_leaves_without_it"
        f" {NETWORK}test_own_action.py::test_named_files_bring_it_back_and_pseudonymous_ones_do_not_have_it"
    ),
    "Under a works agreement it is written": (
        f"{NETWORK}test_own_action.py::test_under_a_works_agreement_it_is_written_by_hand"
    ),
    "Why a plan of the 30-Day Challenge": (
        f"{CHALLENGE}::test_the_reason_stands_on_ones_own_paper_and_on_nothing_that_hangs"
    ),
    "The line on what somebody learned": (
        f"{CHALLENGE}::test_a_line_is_its_writers_alone_unless_it_is_shared"
        " ui/exercises/challenge/test_challenge.py::test_the_room_sees_its_card_with_a_clock_and_nobodys_log"
        " ui/exercises/challenge/test_challenge.py::test_who_corrects_does_not_open_a_line_that_is_its_writers"
    ),
    "A story goes no further": (
        f"{STORIES}test_told.py::test_a_story_goes_no_further_than_its_teller_said"
        f" {STORIES}test_told.py::test_consent_ends_after_twelve_months_or_as_long_as_was_said"
    ),
    "Who is in it, named by the teller": (
        f"{STORIES}test_told.py::test_a_name_on_the_roster_that_is_not_ticked_keeps_a_story_from_being_agreed"
        f" {STORIES}test_told.py::test_who_is_recognisable_agrees_though_no_name_stands_there"
        f" {STORIES}test_told.py::test_consent_is_to_the_text_as_it_stands"
    ),
    "A withdrawn story is in no later mail": (
        f"{STORIES}test_year.py::test_a_withdrawn_story_is_in_no_later_mail_and_the_next_one_comes"
        f" {STORIES}test_leaving.py::test_a_withdrawn_story_leaves_nothing_and_erased_no_byte"
    ),
    "What readers have got can’t": ADVICE,
    "*Erase for good* removes": (
        f"{ERASED}test_a_person_is_erased {ERASED}test_contacts_are_stripped_of_their_names"
        " ui/console/test_strip_names.py::test_contact_names_go_for_good_and_the_answers_stay"
        " facilitator/exercises/test_promises.py::test_a_promise_is_no_action_without_whoever_promised_it"
    ),
    "Copies made elsewhere": (
        "facilitator/storage/test_upgrade.py::test_the_first_released_library_opens_with_all_that_is_in_it"
        " ::test_erasing_leaves_what_was_copied_and_what_is_nobodys"
    ),
    "Anonymous cards stay.": "::test_erasing_leaves_what_was_copied_and_what_is_nobodys",
    "From what others typed goes": (
        f"{ERASED}test_the_exact_name_goes_from_what_others_wrote"
        f" {ERASED}test_what_may_mean_them_is_shown_and_goes_where_it_is_ticked"
        f" {ERASED}test_of_two_who_are_called_so_nothing_goes_unasked"
    ),
    "Of several people's networks": (
        f"{FLOOR}test_a_summary_says_how_many_and_nothing_else_until_the_floor"
        f" {SCREEN}test_the_projector_shows_a_count_until_the_floor_is_reached"
    ),
    "That holds for the whole room": (
        f"{FLOOR}test_a_handout_holds_the_rooms_median_from_the_floor_on"
        f" {SCREEN}test_pictures_below_the_floor_are_the_same_but_for_the_count"
        f" {NETWORK}groups/test_floor.py::test_no_sum_or_difference_of_allowed_totals_is_one_over_too_few"
        " ui/exercises/network/test_bases.py::test_two_ways_of_grouping_do_not_tell_of_the_one_between_them"
    ),
    "Of fewer than twice as many": (
        f"{NETWORK}test_room.py::test_of_few_people_nobodys_value_follows_from_ones_own_and_the_rooms"
        f" {PAPERS}test_a_median_of_few_is_nobodys_own_on_any_paper"
    ),
    "That something holds": (
        f"{FLOOR}test_a_pattern_of_all_but_one_does_not_tell_of_the_one"
        f" {NETWORK}groups/test_floor.py::test_what_is_told_of_some_tells_neither_of_them_nor_of_the_others"
        " facilitator/reports/test_first_pages.py"
        "::test_by_how_many_one_is_named_is_told_to_oneself_from_the_floor_on"
    ),
    "So it is with the ties among them": (
        f"{NETWORK}whole/test_missing_lists.py"
        "::test_of_a_room_of_few_it_is_not_told_that_each_names_each_or_hardly_anybody"
        f" {NETWORK}whole/test_missing_lists.py::test_that_all_ties_are_returned_is_told_of_nobody"
        f" {NETWORK}whole/test_missing_lists.py::test_no_hidden_count_follows_from_the_others"
        f" {NETWORK}whole/test_missing_lists.py"
        "::test_the_index_tells_of_no_few_ties_among_teams_that_are_counted_together"
    ),
    "A frozen picture goes": (
        "ui/projector/test_frozen_floor.py::test_every_view_of_the_room_thaws_when_it_may_not_stay"
        " ui/projector/test_frozen_floor.py::test_cards_that_may_not_be_read_any_more_leave_a_frozen_wall"
    ),
    "Two papers or two exports": ADVICE,
    "So do a paper, which holds everybody": ADVICE,
    "From five on the projector": "ui/projector/test_window.py::test_an_answer_appears_at_once_and_no_name_ever",
    "Who has just been done": (
        f"{SCREEN}test_newest_is_who_has_just_been_done_and_not_who_answers_or_looks"
        f" {SCREEN}test_what_comes_back_after_a_while_shows_nobody_as_the_newest"
    ),
    "The room as one network counts": (
        f"{NETWORK}matching/test_verdicts.py::test_nobody_is_matched_until_a_person_says_so"
        f" {NETWORK}matching/test_verdicts.py::test_nobody_is_matched_who_has_not_agreed_to_be_counted"
    ),
    "It is taken back at the station": (
        "ui/exercises/network/test_station_shape.py::test_that_one_may_be_counted_is_taken_back_where_one_comes_back"
    ),
    "A file that is imported brings the matches": (
        "facilitator/test_cli.py::test_ties_matches_and_the_way_out_and_back"
        f" {NETWORK}interchange/test_contact_links.py::test_what_was_decided_here_stays_and_is_said"
    ),
    "People are not ranked": (
        "facilitator/test_cli.py::test_ties_matches_and_the_way_out_and_back"
        " ui/exercises/network/test_whole_room.py::test_the_console_names_everybody"
    ),
    "What each has answered it measures": (f"{NETWORK}test_metrics.py::test_both_ways_in_give_the_worked_example"),
    "Who connects, bridges groups": (
        f"{NETWORK}roles/test_roles.py::test_it_is_off_until_switched_on_and_nobody_is_told_of_without_both_consents"
        f" {NETWORK}roles/test_roles.py::test_below_four_of_five_lists_nothing_is_told_and_the_number_is_said"
        " ui/exercises/network/test_roles_page.py::test_the_tick_and_the_answer_are_ones_own_at_the_station"
    ),
    "It stands on your own screen and in no": (
        f"{NETWORK}roles/test_roles.py::test_no_paper_no_file_and_no_log_tells_of_parts"
        " ui/exercises/network/test_roles_page.py::test_the_page_names_who_agreed_and_has_no_picture"
    ),
    "Whether somebody is asked for more": (
        f"{NETWORK}roles/test_roles.py::test_it_is_ones_own_on_the_handout_and_a_count_for_the_room"
        f" {NETWORK}roles/test_roles.py::test_the_count_of_the_room_is_never_that_of_fewer_than_the_floor"
    ),
    "Energy is asked by tally only": (
        f"{NETWORK}roles/test_roles.py::test_energy_is_asked_by_tally_only_whoever_changes_the_questions"
    ),
    "File → *Data protection* switches": (
        f"{AGREED}test_switching_it_on_makes_every_setting_keep_it"
        " facilitator/post/test_delivered_files.py::test_files_with_a_handout_go_once_the_server_has_it"
        " ui/console/test_protection.py::test_it_is_switched_on_kept_and_then_locked"
        " facilitator/exercises/test_success_cases.py::test_under_a_works_agreement_nobodys_result_is_told"
    ),
    "Every operation keeps to it": (
        f"{AGREED}test_what_would_break_it_is_refused_with_a_sentence {AGREED}test_its_state_is_on_every_paper"
        f" {AGREED}test_it_can_not_be_loosened_once_somebody_has_answered_or_read_that_it_holds"
    ),
    "Before the first answer": "ui/entry/test_notice.py::test_one_sentence_is_shown_and_the_rest_behind_more",
    "Which version was read": "ui/entry/test_notice.py::test_going_on_is_kept_as_read_and_agrees_to_nothing",
    "Every workshop has an end": f"{KEPT}test_a_card_counts_down_to_a_chosen_day",
    "Where people have read a day": (
        f"{KEPT}test_on_the_promised_day_nothing_of_the_workshop_is_in_the_file"
        f" {KEPT}test_nothing_is_erased_that_nobody_was_promised"
        f" {KEPT}test_a_command_keeps_what_was_promised_before_it_reads"
        " facilitator/storage/server/test_commands.py::test_on_a_server_too_a_command_erases_what_was_promised"
        " facilitator/protection/test_papers.py::test_the_day_that_stands_on_the_papers_is_kept_to"
        f" {KEPT}test_names_of_contacts_go_after_two_weeks_unless_a_follow_up_is_planned"
        " ui/test_promises.py::test_opening_the_program_erases_what_was_deleted_long_ago"
    ),
    "Neither happens while": (
        f"{KEPT}test_nothing_is_erased_while_a_workshop_is_running"
        f" {KEPT}test_a_clock_that_is_ahead_erases_nothing_before_somebody_says_that_it_is_right"
    ),
    "A file of a whole workshop brings the day": (
        "facilitator/sharing/test_whole_workshop.py::test_what_people_agreed_to_and_were_promised_travels"
        " facilitator/sharing/test_whole_workshop.py::test_nobody_is_erased_along_with_a_file_whose_time_is_over"
    ),
    "A day that people have read": (
        "facilitator/protection/test_notice.py::test_a_day_that_people_read_can_be_brought_forward_and_not_put_off"
    ),
    "What is erased for good stands": f"{KEPT}test_what_the_facilitator_erases_is_in_the_record_too",
    "The same window writes": (
        "facilitator/protection/test_papers.py::test_all_papers_are_in_one_folder"
        " facilitator/protection/test_papers.py::test_nothing_that_an_exercise_shows_is_missing_in_the_catalogue"
        " facilitator/protection/test_papers.py::test_everything_of_one_person_and_nothing_of_another"
    ),
    "A form's table, one row a respondent": (
        "facilitator/sharing/test_side_by_side.py::test_everybodys_networks_come_in"
        " facilitator/exercises/network/interchange/test_answers_of_files.py"
        "::test_a_near_answer_is_asked_once_and_known_in_the_next_file"
    ),
    "A file that makes another laptop a station": (
        "facilitator/sharing/test_stations.py::test_a_stations_file_holds_no_answer_and_opens_with_the_pin"
        " facilitator/sharing/test_stations.py::test_nobodys_address_goes_to_another_computer"
    ),
    "What is new in bars": (
        f"{BATCHES}test_the_room_sees_new_answers_together_and_never_one_by_one"
        f" {BATCHES}test_what_waits_is_shown_when_the_facilitator_asks_or_collecting_is_over"
        f" {BATCHES}test_the_console_says_who_waits_and_shows_it_by_a_click"
        " ui/exercises/network/test_roles_page.py::test_the_room_reads_a_count_of_the_load_and_nobody"
        " ui/exercises/challenge/test_challenge.py::test_the_room_sees_its_card_with_a_clock_and_nobodys_log"
        f" {TOGETHER}test_one_more_list_changes_no_picture_of_the_room"
        f" {TOGETHER}test_before_and_after_waits_for_several"
    ),
    "That is once as many people are done": (
        f"{BATCHES}test_what_waits_is_shown_when_the_facilitator_asks_or_collecting_is_over"
        f" {BATCHES}test_the_console_says_who_waits_and_shows_it_by_a_click"
        f" {TOGETHER}test_who_is_still_at_it_is_not_the_last_of_those_who_come"
        f" {TOGETHER}test_what_waits_is_shown_when_the_facilitator_asks"
        f" {TOGETHER}test_who_agrees_to_be_counted_is_not_seen_alone_by_how_often_they_are_named"
        f" {TOGETHER}test_live_and_done_do_not_differ_by_the_few_who_are_at_it"
    ),
    "Pictures show what the room was shown": (
        f"{TOGETHER}test_a_picture_for_slides_says_who_waits_and_shows_them"
        f" {TOGETHER}test_pictures_of_the_facilitators_own_charts_wait_too"
    ),
    "How many cards lie face down": (
        "ui/exercises/three_questions/test_face_down.py::test_cards_face_down_are_counted_for_several_people_at_once"
    ),
    "What is taken back goes": (
        f"{BATCHES}test_words_that_are_taken_back_go_at_once_and_those_of_others_still_wait"
        f" {TOGETHER}test_who_is_taken_away_or_no_longer_counted_goes_at_once"
        " ui/projector/test_frozen_floor.py::test_what_may_not_be_read_any_more_leaves_a_frozen_picture_of_each_kind"
    ),
    "Where fewer than the floor have no list": (
        "facilitator/reports/test_network_parts.py::test_no_two_figures_tell_of_the_one_who_is_missing"
    ),
    "Only beside a line a person": (
        "ui/charts/test_overlay.py"
        "::test_what_can_be_counted_from_the_lines_is_said_and_nothing_finer_where_there_are_none"
    ),
    "Lines of single people, cards": "ui/projector/test_window.py::test_an_answer_appears_at_once_and_no_name_ever",
    "Where fewer than the floor lack": (
        "facilitator/test_totals_told.py::test_no_few_who_lack_a_value_are_counted_out"
        " facilitator/reports/test_figures_and_bases.py::test_all_groups_are_there_and_who_is_in_none_is_said"
        " facilitator/exercises/test_composed.py::test_how_many_of_few_left_a_question_open_is_in_no_sentence"
    ),
    "Bars and words of which everybody": (
        "facilitator/exercises/test_composed.py::test_how_many_of_few_left_a_question_open_is_in_no_sentence"
    ),
    "Beside people whose thanks, stories": (
        "facilitator/exercises/test_recognition.py"
        "::test_private_thanks_of_few_are_not_the_difference_to_those_that_are_read"
        " facilitator/exercises/stories/test_told.py"
        "::test_what_few_stories_show_that_are_not_told_is_no_difference_to_those_that_are"
        " facilitator/exercises/test_success_cases.py"
        "::test_what_came_of_it_for_few_is_no_difference_to_the_results_that_are_told"
    ),
    "Where it is not told how many lists": (
        "facilitator/exercises/network/whole/test_missing_lists.py::test_the_same_is_said_however_many_of_few_tallied"
    ),
    "What comes back from it": "facilitator/sharing/test_stations.py::test_everything_that_is_asked_comes_back",
    "Of anonymous answers the first laptop": (
        "facilitator/sharing/test_stations.py::test_anonymous_answers_come_once_and_keep_no_order_and_no_station"
        " facilitator/sharing/test_stations.py::test_anonymous_answers_do_not_come_to_others_that_are_read"
    ),
    "They are templates": "facilitator/protection/test_papers.py::test_all_papers_are_in_one_folder",
    "Its names are for the facilitator's": f"{SCREEN}test_a_picture_of_the_named_map_holds_groups_and_nobody",
    "Deleted workshops can be brought back": (
        "facilitator/workshop/test_workshops.py::test_the_bin_is_emptied_of_what_lay_long_enough"
        " ui/test_promises.py::test_opening_the_program_erases_what_was_deleted_long_ago"
    ),
}
"""What a sentence begins with, and what proves it."""

STATIONS, PHONE = "facilitator/sharing/test_stations.py::", "ui/console/test_phones.py::"
HANDBOOK = {
    "03-station": [
        (
            "the screen forgets them",
            "der Bildschirm vergisst sie",
            f"{STATION}test_nothing_of_a_person_is_left_in_the_window",
        ),
        (
            "With them one’s own answers open again here; without them your PIN opens them, or your leave",
            "ohne sie öffnet sie Ihre PIN oder Ihre Erlaubnis an der Konsole",
            f"{STATION}test_a_name_alone_opens_nothing_that_was_answered {STATION}test_without_digits_the_pin_opens"
            f" {STATION}test_a_permission_from_the_console_opens_at_once",
        ),
        (
            "the people, the questions and your PIN, and no answer",
            "und Ihrer PIN, aber ohne eine Antwort",
            f"{STATIONS}test_a_stations_file_holds_no_answer_and_opens_with_the_pin",
        ),
        (
            "before and after, nothing listens",
            "davor und danach lauscht nichts",
            f"{PHONE}test_off_until_switched_on_and_off_again {PHONE}test_it_ends_with_the_step_and_with_the_console",
        ),
        (
            "no contact is ever asked for",
            "nach keinem Kontakt wird je gefragt",
            f"{PHONES}test_own_pages.py::test_the_network_is_counted_and_nobody_is_named",
        ),
        (
            "behind the station’s PIN your phone",
            "Hinter der PIN der Station",
            f"{PHONE}test_the_facilitator_s_own_phone_steers_behind_the_pin",
        ),
    ],
    "04-projector": [
        (
            "pictures of the room without a line a person do not change with each answer",
            "Bilder der Runde ohne Linie je Person ändern sich nicht mit jeder Antwort",
            f"{TOGETHER}test_one_more_list_changes_no_picture_of_the_room"
            f" {BATCHES}test_the_room_sees_new_answers_together_and_never_one_by_one",
        ),
        (
            "cards that lie face down are counted for three people at once",
            "verdeckte Karten werden für je drei Personen gezählt",
            "ui/exercises/three_questions/test_face_down.py"
            "::test_cards_face_down_are_counted_for_several_people_at_once",
        ),
        (
            "and say how many are not in them yet",
            "und sagen, wie viele noch fehlen",
            f"{TOGETHER}test_a_picture_for_slides_says_who_waits_and_shows_them",
        ),
    ],
    "05-network": [
        (
            "told to nobody but the participant",
            "erfährt niemand außer der Person selbst",
            f"{NETWORK}roles/test_roles.py::test_energy_is_asked_by_tally_only_whoever_changes_the_questions",
        ),
        (
            "the names stay on the participant's own paper",
            "die Namen auf dem eigenen Papier",
            "ui/exercises/network/test_station_tally.py::test_the_whole_way",
        ),
    ],
    "06-cards": [
        (
            "neither the file nor its log can tell",
            "weder die Datei noch ihr Protokoll verraten",
            f"{CARDS}test_cards.py::test_the_library_can_not_tell_who_wrote_an_anonymous_card",
        ),
        (
            "and none of another client is offered",
            "keiner eines anderen Auftraggebers wird angeboten",
            f"{CARDS}test_look_back.py::test_another_client_is_neither_guessed_nor_offered_nor_chosen",
        ),
    ],
    "08-own-questions": [
        (
            "Sensitive questions are never asked about others by name",
            "Heikle Fragen werden nie namentlich über andere gestellt",
            "facilitator/questionnaires/test_building.py::test_what_is_sensitive_is_asked_of_nobody_by_name",
        )
    ],
    "09-programmes": [
        (
            "the room sees counts by theme from five people on, and the lines that their writers share",
            "ab fünf Personen",
            f"{CHALLENGE}::test_counts_are_of_all_together_and_from_five_people_on"
            f" {CHALLENGE}::test_a_line_is_its_writers_alone_unless_it_is_shared",
        ),
        (
            "hold one only where its giver and those who are thanked agreed",
            "wer dankt und wem gedankt wird zugestimmt haben",
            "facilitator/exercises/test_recognition.py::test_the_room_reads_only_what_both_sides_agreed_to",
        ),
        (
            "With pseudonyms no thanks is exported",
            "Mit Pseudonymen wird kein Dank exportiert",
            "facilitator/exercises/test_recognition.py::test_with_pseudonyms_no_thanks_leaves_though_everybody_agreed",
        ),
        (
            "it is told as far and as long as its teller says",
            "so weit und so lange erzählt, wie es sagt, wer sie erzählt",
            f"{STORIES}test_told.py::test_a_story_goes_no_further_than_its_teller_said",
        ),
    ],
    "10-following-up": [
        (
            "from five people on who named one, and never told by person or team",
            "und nie nach Person oder Team",
            "facilitator/exercises/test_success_cases.py::test_obstacles_are_shown_of_enough_who_named_one",
        )
    ],
    "11-worksheets": [
        (
            "Cards that are anonymous are on no sheet that bears a name",
            "Anonyme Karten stehen auf keinem Blatt, das einen Namen trägt",
            "facilitator/worksheets/test_writing.py::test_anonymous_cards_are_asked_for_on_no_sheet_that_bears_a_name",
        )
    ],
    "12-papers": [
        (
            "each to each once; who asks to stop gets no more",
            "wer aufhören will, bekommt nichts mehr",
            "facilitator/post/test_hostile_servers.py::test_each_mail_goes_once_or_is_known_not_to_have"
            " facilitator/post/test_brought_back.py::test_what_went_since_a_copy_was_made_goes_no_second_time",
        )
    ],
    "14-library": [
        (
            "*Erase for good* does it at once, also in the copies",
            "*Endgültig löschen* tut es sofort, auch in den Sicherungen",
            "facilitator/storage/test_backups.py::test_what_is_erased_for_good_is_in_no_copy",
        ),
        (
            "Erasing a person takes their exact name out of what others wrote too",
            "geht auch ihr genauer Name aus dem, was andere geschrieben haben",
            f"{ERASED}test_the_exact_name_goes_from_what_others_wrote",
        ),
    ],
}
"""By chapter what the handbook says of who sees what, in English and in German, and what proves it."""

CONTACT = "Xanthippe Quillfeather"


def test_every_sentence_of_the_section_has_its_proof() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Where the data lives, and privacy\n")[1].split("\n## ")[0]
    said = sentences(section)
    assert [each for each in said if sum(each.startswith(begin) for begin in PROMISES) != 1] == []
    assert [begin for begin in PROMISES if not any(each.startswith(begin) for each in said)] == []
    assert unproved(PROMISES, __file__) == []


@pytest.mark.parametrize("chapter", HANDBOOK)
def test_what_the_handbook_says_of_who_sees_what_has_its_proof(chapter: str) -> None:
    english, german = (
        " ".join((ROOT / "resources" / "handbook" / language / f"{chapter}.md").read_text(encoding="utf-8").split())
        for language in ("en", "de")
    )
    assert [said for said, _, _ in HANDBOOK[chapter] if said not in english] == []
    assert [said for _, said, _ in HANDBOOK[chapter] if said not in german] == []
    assert unproved({said: proof for said, _, proof in HANDBOOK[chapter]}, __file__) == []


def test_every_promise_about_the_file_has_its_test() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## What is promised about the file\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 10
    assert (
        unproved({said: " ".join(re.findall(r"`([^`]+)`", proof)) or "::none" for said, proof in rows}, __file__) == []
    )


@pytest.fixture
def listed(library: Library, workshop: int) -> tuple[int, int, int]:
    """A workshop, its network step, and a person who listed somebody."""
    (person,) = add_people(library, workshop, [Person("Bartholomew Zwingli", "zwingli@example.org")]).value
    step = exercise_steps(library, workshop)[0][0].id
    who = Who(step, person)
    choose_entry_mode(library, who, "contact")
    add_contact(library, who, CONTACT)
    return workshop, step, person


def test_commands_open_no_connection(tmp_path: Path, library: Library) -> None:
    library.close()
    out = tmp_path / "out"
    commands = [
        ("sample",),
        ("list",),
        ("metrics", 1, "--json"),
        ("report", 1, "-o", out),
        ("export", 1, "--format", "csv", "-o", out),
        ("export", 1, "--format", "json", "-o", tmp_path / "whole.json", "--pseudonyms"),
        ("worksheets", 1, "-o", out, "--fillable"),
        ("calendar", 1, "-o", out / "agreed.ics"),
        ("mail", 1, "-o", out / "drafts"),
    ]
    found = watched(tmp_path, *(("--library", library.path, *command) for command in commands))
    assert dict(zip(commands, found.ends, strict=True)) == dict.fromkeys(commands, (0, ""))
    assert any(out.rglob("*.pdf")) and any(out.rglob("*.csv")) and any(out.rglob("*.eml"))


def test_mailing_is_what_connects(tmp_path: Path, library: Library) -> None:
    add_sample(library, count=3)
    library.close()
    url = "smtp://127.0.0.1:9"
    mail = ("--library", library.path, "mail", 1, "--insecure", "--smtp-url", url, "--from", "me@example.org")
    dry, sent = watched(tmp_path, (*mail, "--dry-run"), mail).ends
    assert dry == (0, "")
    assert sent[0] == 1 and "socket." in sent[1]


def test_commands_write_the_library_and_nothing_else(tmp_path: Path, library: Library) -> None:
    library.close()
    home = tmp_path / "home"
    home.mkdir()
    library_of = ("--library", library.path)
    commands = ((*library_of, "sample"), (*library_of, "metrics", 1), (*library_of, "list"))
    homes = {name: str(home) for name in ("HOME", "APPDATA", "LOCALAPPDATA")}
    assert [code for code, _ in watched(tmp_path, *commands, **homes).ends] == [0, 0, 0]
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert {path.name for path in library.path.parent.glob("library*")} <= {
        "library.sqlite", "library.sqlite-wal", "library.sqlite-shm"}  # fmt: skip


def test_erasing_leaves_what_was_copied_and_what_is_nobodys(
    tmp_path: Path, library: Library, listed: tuple[int, int, int]
) -> None:
    workshop, _, person = listed
    signed = add_exercise(library, workshop, "three_questions").value
    hidden = add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
    for step, text in ((signed, "Signed Wombat"), (hidden, "Hidden Numbat")):
        writer = Writer(step, person)
        begin(library, writer)
        write_card(library, writer, get_setup(library, step).prompts[0].id, text)
        send(library, writer)
    change_phase(library, hidden, "reveal")
    add_for_room(library, signed, get_setup(library, signed).prompts[0].id, "Thanks to Zwingli")
    beside = back_up(library.path, reason="earlier")
    earlier = finish(library.save_copy(tmp_path / "elsewhere.sqlite"))
    erase_participant(library, person)
    assert not beside.exists()
    later = copies(library.path)[0].path
    library.close()
    for text, stays in (
        (CONTACT, False),
        ("zwingli@example.org", False),
        ("Bartholomew", False),
        ("Signed Wombat", False),
        ("Hidden Numbat", True),
        ("Thanks to Zwingli", True),
    ):
        assert text.encode() in earlier.read_bytes()
        assert (text.encode() in library.path.read_bytes()) is stays, text
        assert (text.encode() in later.read_bytes()) is stays, text
