"""A private question is in its owner's handout and in nothing that tells of several people; reliance has no axis."""

import json
from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader

from facilitator.errors import Invalid
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.document import exchange_document
from facilitator.exercises.network.interchange.bundle import exchange_tables
from facilitator.exercises.network.interchange.contact_table import export_table
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.network.setup import change_factors, change_offer, get_setup
from facilitator.exercises.network.simulation import simulate
from facilitator.nameless import Pseudonyms
from facilitator.reports.compose import Composed, Handouts, summary
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

KEPT = ("group", "interaction", "function", "replaceable", "energy")


def text_of(document: Composed) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(document.render())).pages).split())


@pytest.fixture
def asked(library: Library, workshop: int, network_step: int) -> int:
    """Six people who counted, energy and reliance among the questions."""
    factors = [replace(each, active=True) for each in get_setup(library, network_step).factors if each.key in KEPT]
    change_factors(library, network_step, factors)
    change_offer(library, network_step, offers_contact=False, offers_tally=True, fewest=8, most=15)
    for number, person in enumerate(people_of(library, workshop)):
        simulate(library, network_step, person.id, Random(number))
    return network_step


def test_energy_is_told_to_its_owner_alone(library: Library, workshop: int, asked: int) -> None:
    assert "energy" in exchange_document(library, asked, {}, pseudonyms=None)["lists"][0]["tally"]
    for _, handout in Handouts(library, workshop):
        assert "More energy" in text_of(handout)
    assert "energy" not in text_of(summary(library, workshop)).lower()
    room = RoomProfiles(library, asked)
    assert [factor.key for factor in room.factors] == ["group", "interaction", "function", "replaceable"]
    assert "energy" not in json.dumps(metrics(library, asked))
    hidden = Pseudonyms(person.id for person in people_of(library, workshop))
    without_names = exchange_document(library, asked, {}, pseudonyms=hidden)["lists"]
    assert len(without_names) == 6 and all("energy" not in each["tally"] for each in without_names)
    for pseudonyms in (None, hidden):
        tables = exchange_tables(library, asked, pseudonyms=pseudonyms)
        assert {row[1] for row in tables["counts"].rows} == {"group", "interaction", "function", "replaceable"}
    assert "energy" not in export_table(library, asked).headers


def test_reliance_is_asked_and_on_no_chart(library: Library, workshop: int, asked: int) -> None:
    room = RoomProfiles(library, asked)
    assert [factor.key for factor in room.axes] == ["group", "interaction", "function"]
    profile = next(iter(room.profiles.values()))
    assert [key for key, _ in profile.shapes.axes] == ["group", "interaction", "function"]
    assert len(profile.shapes.diversity) == len(profile.shapes.strength) == len(room.diversity.summary()) == 3
    measured = profile.measures.factors["replaceable"]
    assert measured.n and measured.top_share and measured.leik is not None
    assert (measured.diversity, measured.strength, measured.reach) == (None, None, None)
    assert "Hardly" in text_of(summary(library, workshop))
    assert list(metrics(library, asked)["room"]["strength"]) == ["group", "interaction", "function"]


def test_no_single_contact_is_asked_for_energy(library: Library, workshop: int, asked: int) -> None:
    change_offer(library, asked, offers_contact=True, offers_tally=True, fewest=8, most=15)
    who = Who(asked, people_of(library, workshop)[0].id)
    contact = answers.add_contact(library, who, "AB").value
    with pytest.raises(Invalid, match="of no single contact"):
        answers.rate(library, who, contact, "energy", 1)
