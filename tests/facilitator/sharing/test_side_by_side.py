"""One row a respondent: what forms and spreadsheets hold comes in, or the closing sentence counts what did not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prepared import empty_room
from survey_files import LAYOUTS, OFTEN, WHERE, Named, Response, Room

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import load_factor_set
from facilitator.exercises.network.interchange.columns import contact_columns
from facilitator.exercises.network.interchange.forms import CONTACT, PARTICIPANT
from facilitator.exercises.network.interchange.side_by_side import one_row_each
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.sharing.delimited import read_lines
from facilitator.sharing.grid import to_table
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.tabular import IGNORE, Options, Table
from facilitator.workshop.roster import people_of

FACTORS = load_factor_set("standard").factors
CODES = {factor.key: factor.codes for factor in FACTORS}

ROOM = (
    Response("Amina Diallo", "amina@example.org", (
        Named("Omar", {OFTEN: "About daily", WHERE: "In my team"}),
        Named("Pia", {OFTEN: "About weekly", WHERE: "Another department"}),
        Named("Mats", {OFTEN: "About daily"}),
    )),
    Response("Björn Åkesson", "bjorn@example.org", (
        Named("Kofi", {OFTEN: "About monthly", WHERE: "In my team"}), Named("Lena", {WHERE: "In my team"}),
    )),
    Response("Chen Wei", "chen@example.org", (Named("Omar", {OFTEN: "Several times a day"}),)),
)  # fmt: skip


def held(room: Room) -> dict[str, dict[str, dict[str, int]]]:
    """What the file of a room holds, by person and contact."""
    words = {factor.key: AnswerWords(factor) for factor in FACTORS}
    return {
        each.name: {
            one.name: {key: words[key].read(text) or 0 for key, text in one.answers.items() if text}
            for one in each.contacts
        }
        for each in room
        if each.contacts
    }


def brought(library: Library, workshop_id: int) -> dict[str, dict[str, dict[str, int]]]:
    step = exercise_steps(library, workshop_id)[0][0].id
    names = {person.id: person.name for person in people_of(library, workshop_id)}
    return {
        names[person]: {one.label: {k: code for k, code in one.ratings.items() if code > 0} for one in view.contacts}
        for person, view in read_networks(library, step).items()
    }


def table_of(text: str) -> Table:
    return to_table("file.csv", read_lines(text))


def read(text: str) -> dict[str, dict[str, dict[str, int]]]:
    """What a text is read as, without a library."""
    table = one_row_each(table_of(text), FACTORS)
    matched = contact_columns(table, FACTORS, Options())
    places = {key: place for place, key in enumerate(matched.values()) if key not in ("", IGNORE)}
    words = {factor.key: AnswerWords(factor) for factor in FACTORS}
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in table.rows:
        if row[places[CONTACT]]:
            answers = {key: words[key].read(row[places[key]]) for key in (OFTEN, WHERE) if key in places}
            own = found.setdefault(row[places[PARTICIPANT]], {})
            own[row[places[CONTACT]]] = {key: code for key, code in answers.items() if code is not None and code > 0}
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybodys_networks_come_in(library: Library, tmp_path: Path, layout: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(LAYOUTS[layout](ROOM), encoding="utf-8")
    room = empty_room(library)
    outcome = import_files(library, room, [path])
    assert not outcome.failed, [str(each) for file in outcome.files for each in file.proposal.plan.errors]
    assert brought(library, room) == held(ROOM)
    assert sorted(person.name for person in people_of(library, room)) == sorted(each.name for each in ROOM)


def rooms() -> st.SearchStrategy[list[Response]]:
    """Rooms in which everybody has a name, and every contact of a list its own."""
    answers = st.fixed_dictionaries(
        {}, optional={OFTEN: st.sampled_from(CODES[OFTEN]), WHERE: st.sampled_from(CODES[WHERE])}
    )
    labels = st.lists(
        st.sampled_from(["Omar", "Pia", "MK", "B. Roy", "the other Ann", "Zoë", "Łukasz", "Nguyễn", "李"]),
        unique=True, max_size=6,
    )  # fmt: skip
    contacts = labels.flatmap(
        lambda names: st.tuples(*(answers.map(lambda said, name=name: Named(name, said)) for name in names))
    )
    names = ["Amina Diallo", "Björn Åkesson", "Chen Wei", "Dolores O’Hara", "Emeka Obi", "Fatma Yıldız"]
    people = st.lists(st.sampled_from(names), unique=True, min_size=2, max_size=5)
    return people.flatmap(
        lambda chosen: st.tuples(
            *(contacts.map(lambda some, name=name: Response(name, f"p{names.index(name)}@example.org", some))
              for name in chosen)
        ).map(list)
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(rooms(), st.sampled_from(sorted(LAYOUTS)))
def test_what_is_read_is_what_the_file_holds(room: Sequence[Response], layout: str) -> None:
    # Without a single answer codes say nothing of what they ask: such a file can be read by nobody.
    if layout == "limesurvey_codes" and not all(
        any(key in one.answers for each in room for one in each.contacts) for key in CODES if key in (OFTEN, WHERE)
    ):
        return
    if not any(each.contacts for each in room):
        return
    assert read(LAYOUTS[layout](room)) == held(room)
