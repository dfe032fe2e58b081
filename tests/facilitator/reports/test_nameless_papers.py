"""Somebody who has the summary, the roster and everybody's own handout tries to tell whose is what in it."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from math import dist
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream
from roomful import FLOOR, PEOPLE, Roomful, allowed

from facilitator.charts.styles import MEDIAN
from facilitator.documents.charts.painting import color_of
from facilitator.documents.style import FAINT
from facilitator.documents.style import PEOPLE as LINES
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.live import RoomProfiles
from facilitator.radar import direction
from facilitator.reports.compose import Handouts, summary
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions

Point = tuple[float, float]
Shape = tuple[float, ...]
DOCUMENTS = 5


@pytest.fixture
def library(full: tuple[Library, Roomful]) -> Library:
    return full[0]


@pytest.fixture
def room(full: tuple[Library, Roomful]) -> Roomful:
    return full[1]


def pages(library: Library, room: Roomful, *, names: bool = False) -> PdfReader:
    content = summary(library, room.workshop, PaperOptions(names=names, cover=False)).render()
    return PdfReader(BytesIO(content), strict=True)


def stroked(pdf: PdfReader) -> list[tuple[tuple[float, ...], list[Point]]]:
    """Every path that is stroked, with its colour, in the order of the file."""
    found = []
    for page in pdf.pages:
        stack, colour, path = [], (0.0, 0.0, 0.0), []
        at = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        for operands, operator in ContentStream(page.get_contents(), pdf).operations:
            numbers = [float(each) for each in operands] if operator in (b"cm", b"RG", b"m", b"l") else []
            if operator == b"q":
                stack.append((at, colour))
            elif operator == b"Q":
                at, colour = stack.pop()
            elif operator == b"cm":
                a, b, c, d, e, f = numbers
                p, q, r, s, t, u = at
                at = (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
            elif operator == b"RG":
                colour = tuple(numbers)
            elif operator in (b"m", b"l"):
                (x, y), (p, q, r, s, t, u) = numbers, at
                path.append((x * p + y * r + t, x * q + y * s + u))
            elif operator == b"n":
                path = []
            elif operator == b"S":
                found.append((colour, path))
                path = []
    return found


def shapes(pdf: PdfReader, axes: int) -> list[list[Shape]]:
    """The faint lines of each spider, read off its own rim, in the order of the file."""
    spiders: list[list[Shape]] = []
    rim: list[Point] = []
    for colour, path in stroked(pdf):
        if len(path) != axes:
            continue
        if colour == pytest.approx(FAINT.rgb(), abs=0.005):
            rim = path
            spiders.append([])
        elif colour == pytest.approx(LINES.rgb(), abs=0.005):
            centre = tuple(sum(part) / axes for part in zip(*rim, strict=True))
            spiders[-1].append(tuple(dist(point, centre) / dist(rim[0], centre) for point in path))
            # They stand on the axes, so the distances are the values.
            for axis, (x, y) in enumerate(path):
                along = direction(axis, axes)
                length = spiders[-1][-1][axis] * dist(rim[0], centre)
                assert (x, y) == pytest.approx((centre[0] + along[0] * length, centre[1] + along[1] * length), abs=0.1)
    return spiders


def test_no_line_on_paper_is_one_persons(library: Library, room: Roomful) -> None:
    known = RoomProfiles(library, room.network)
    diversity, *_ = shapes(pages(library, room), len(known.axes))
    everybody = list(known.shapes("diversity").values())
    assert len(everybody) == PEOPLE and None not in {value for shape in everybody for value in shape}
    assert len(diversity) == PEOPLE // FLOOR
    for person in everybody:
        for line in diversity:
            assert max(abs(own - drawn) for own, drawn in zip(person, line, strict=True)) > 0.03
    # Nor does a corner tell more than the five points that they are rounded to.
    for line in diversity:
        assert all(value * 20 == pytest.approx(round(value * 20), abs=0.05) for value in line)


def test_the_lines_have_another_order_in_each_document(library: Library, room: Roomful) -> None:
    axes = len(RoomProfiles(library, room.network).axes)
    orders = [shapes(pages(library, room), axes)[0] for _ in range(DOCUMENTS + 5)]
    told = [[tuple(round(value, 2) for value in line) for line in order] for order in orders]
    assert len({tuple(sorted(order)) for order in told}) == 1, "the same lines, so that many documents tell no more"
    assert len(told[0]) == len(set(told[0])) == 3
    # Any one of the six orders: by the roster, by the values, as in another document.
    assert max(Counter(map(tuple, told)).values()) <= allowed(len(told), 1 / 6)


def said(pdf: PdfReader, what: str) -> list[str]:
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    return re.findall(rf"{what} \d\d(?: by \d\d)?", text)


def promises(pdf: PdfReader) -> tuple[list[str], list[str]]:
    """The actions on the first page, and all of them."""
    found = said(pdf, "Promise")
    return found[:-PEOPLE], found[-PEOPLE:]


def test_cards_without_names_stand_in_no_order_of_their_writers(library: Library, room: Roomful) -> None:
    right = beside = guesses = pairs = 0
    for _ in range(DOCUMENTS):
        cards = said(pages(library, room), "Said")
        assert len(cards) == 3 * 2 * PEOPLE
        for column in range(3):
            writers = [int(card[-2:]) for card in cards if card[5] == str(column)]
            right += sum(writer == place // 2 for place, writer in enumerate(writers))
            beside += sum(one == other for one, other in itertools.pairwise(writers))
            guesses, pairs = guesses + len(writers), pairs + len(writers) - 1
    assert right <= allowed(guesses, 1 / PEOPLE)
    assert beside <= allowed(pairs, 1 / (2 * PEOPLE - 1))


def test_actions_without_owners_stand_in_no_order_of_the_people(library: Library, room: Roomful) -> None:
    right = leading = 0
    for _ in range(DOCUMENTS):
        first, promised = promises(pages(library, room))
        assert len(promised) == len(set(promised)) == PEOPLE and len(set(first)) == 3
        right += sum(promise == f"Promise {place:02}" for place, promise in enumerate(promised))
        # Nor are those on the first page the ones of the first on the roster.
        leading += sum(int(promise[-2:]) < 3 for promise in first)
    assert right <= allowed(DOCUMENTS * PEOPLE, 1 / PEOPLE)
    assert leading <= allowed(DOCUMENTS * 3, 3 / PEOPLE)


def test_what_the_room_agreed_to_sign_keeps_its_order(library: Library, room: Roomful) -> None:
    pdf = pages(library, room, names=True)
    first, promised = promises(pdf)
    assert promised == sorted(promised) and len(promised) == len(set(promised)) == PEOPLE
    assert first == promised[:3]
    cards = [card for card in said(pdf, "Said") if card[5] == "0"]
    assert [card[-2:] for card in cards] == [f"{number // 2:02}" for number in range(2 * PEOPLE)]


def test_neither_structure_nor_metadata_tells_a_person(library: Library, room: Roomful) -> None:
    pdf = pages(library, room)
    root = pdf.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    alternatives = list(_alternatives(root))
    assert any("people or more who are alike: 3" in each for each in alternatives)
    everything = " ".join([*alternatives, *map(str, (pdf.metadata or {}).values())])
    assert not re.search(r"Name\d\d|Familyname|Contact \d", everything)


def _alternatives(element: Any) -> Iterator[str]:
    """What stands for the figures, for those who have a document read aloud."""
    found = element.get_object()
    if isinstance(found, list):
        for kid in found:
            yield from _alternatives(kid)
    elif isinstance(found, dict):
        if "/Alt" in found:
            yield str(found["/Alt"])
        if "/K" in found:
            yield from _alternatives(found["/K"])


def polygons(pdf: PdfReader, axes: int, colour: Any) -> list[Shape]:
    """The outlines of this colour, read off the rim of their spider."""
    found, rim = [], [(0.0, 0.0)] * axes
    for stroke, path in stroked(pdf):
        if len(path) == axes and stroke == pytest.approx(FAINT.rgb(), abs=0.005):
            rim = path
        elif len(path) == axes and stroke == pytest.approx(colour.rgb(), abs=0.005):
            centre = tuple(sum(part) / axes for part in zip(*rim, strict=True))
            found.append(tuple(dist(point, centre) / dist(rim[0], centre) for point in path))
    return found


def test_a_median_of_few_is_nobodys_own_on_any_paper(library: Library, room: Roomful) -> None:
    """With a floor of nine, sixteen are few: a median in steps, in the summary and in everybody's own handout."""
    known = RoomProfiles(library, room.network)
    exact = [axis.median for axis in known.summary("diversity")]

    def drawn() -> list[Shape]:
        papers = [pages(library, room)]
        papers += [
            PdfReader(BytesIO(each.render())) for _, each in itertools.islice(Handouts(library, room.workshop), 2)
        ]
        return [polygons(paper, len(exact), color_of(MEDIAN.ink))[0] for paper in papers]

    for shape in drawn():
        assert shape == pytest.approx(exact, abs=0.004)
    change_analysis(library, room.network, Analysis(smallest_group=9))
    coarse = drawn()
    for shape in coarse:
        assert shape == pytest.approx([round(value * 20) / 20 for value in exact if value is not None], abs=0.004)
    said = " ".join(" ".join(page.extract_text() for page in pages(library, room).pages).split())
    assert "in steps of 5 points" in said and "it is in steps of 5%" in said
    # Nor is a share of few to the point: of all alike it would be the answer of each.
    shares = re.findall(r" (\d+)%(?= |$)", said.split("Answers of the whole room")[1].split("The share of each")[0])
    assert len(shares) > 15 and {int(each) % 5 for each in shares} == {0}
