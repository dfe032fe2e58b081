"""A room of phones at once: nothing is lost, nothing is there twice. `trust phones` has sixty with twenty answers."""

import os

from roomful_of_phones import a_room, answer_all, check_all

from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library


def test_a_room_of_phones_loses_nothing_and_doubles_nothing(library: Library) -> None:
    clients, _, answers = os.environ.get("FACILITATOR_PHONES", "10x6").partition("x")
    heard: list[Change] = []
    library.changed.connect(heard.append)
    with a_room(library, int(clients), int(answers)) as room:
        answer_all(room, seed=7)
        check_all(room, int(answers))
    told = [change for change in heard if change.topic is Topic.ANSWERS]
    # Begun, every answer and sent: once each, however often it was sent.
    assert len(told) == int(clients) * (int(answers) + 2)
