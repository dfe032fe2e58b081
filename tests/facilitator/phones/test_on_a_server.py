"""What people read before they answer where the library lies on a server."""

import pytest
from phone import serving

from facilitator.storage.library import Library

ON_A_LAPTOP = ("not to the internet", "answers here,", "on this computer", "Nobody can tell whose an answer is")


@pytest.mark.parametrize(
    ("kind", "options", "right"),
    [
        ("network", {}, "Keeps your answers on a server, named below"),
        ("three_questions", {"names": "signed"}, "Keeps the cards on a server, named below"),
        ("three_questions", {"names": "anonymous"}, "whoever looks after the server, named below, could find out"),
        ("composed", {"begins_with": "team_pulse"}, "nobody reads it but whoever looks after the server"),
    ],
)
def test_nobody_reads_that_answers_stay_on_a_laptop(
    library_on_server: Library, kind: str, options: dict[str, object], right: str
) -> None:
    with serving(library_on_server, kind, options=options) as room:
        phone = room.phone()
        phone.get(f"hello?who={room.people[0]}")
        read = phone.words
        read += phone.choose(room.names[0]).words
    assert read.count(f"server {library_on_server.server}") >= 2 and right in read
    assert [said for said in ON_A_LAPTOP if said in read] == []
