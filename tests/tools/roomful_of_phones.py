"""A room of phones that answer at once: each its own person, its own address, its own way of losing the network."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from time import perf_counter, sleep

from phone import Phone, Served, serving

from facilitator.questionnaires.model import Page, Questionnaire, Text
from facilitator.questionnaires.reading import responses
from facilitator.storage.library import Library


def asking(answers: int) -> Questionnaire:
    """So many questions, each on a page of its own."""
    keys = [f"q{number}" for number in range(answers)]
    return Questionnaire(
        title="Many",
        questions=tuple(Text(key=key, text=f"Question {key}?", required=True) for key in keys),
        pages=tuple(Page(key=f"page_{key}", questions=(key,)) for key in keys),
    )


@contextmanager
def a_room(library: Library, clients: int, answers: int) -> Iterator[Served]:
    with serving(library, asks=asking(answers), count=clients) as room:
        yield room


def answer_all(room: Served, seed: int, seconds: float = 0.0, *, loses: float = 0.15) -> list[float]:
    """Have everybody answer everything, within so many seconds if any are named; how long each answer took.

    Every so often an answer is on its way when the network goes: the phone does not hear that it was taken, and sends
    it again.
    """
    with ThreadPoolExecutor(len(room.people)) as pool:
        lists = pool.map(
            lambda number: _answer(room, number, Random(seed + number), seconds, loses), range(len(room.people))
        )
        return [took for each in lists for took in each]


def _answer(room: Served, number: int, random: Random, seconds: float, loses: float) -> list[float]:
    phone = room.phone(f"127.0.{10 + number // 200}.{number % 200 + 1}")
    sleep(random.random() * seconds / 10)
    phone.get(f"hello?who={room.people[number]}").submit("open").submit()
    took, begun, at = [], perf_counter(), 0
    while 'action="go"' in phone.page:
        at += 1
        wait = begun + seconds * at / 25 - perf_counter()
        if wait > 0:
            sleep(wait * (0.5 + random.random() / 2))
        fields = {key: f"{number}: {key}" for key in _keys(phone)}
        if random.random() < loses:
            _lose(phone, fields)
        started = perf_counter()
        phone.submit(**fields)
        took.append(perf_counter() - started)
        assert phone.status == 200, (phone.status, phone.words)
    assert "Thank you" in phone.words, phone.words
    return took


def _keys(phone: Phone) -> list[str]:
    return [part.partition('"')[0] for part in phone.page.split('name="was-')[1:]]


def _lose(phone: Phone, fields: dict[str, str]) -> None:
    """Send the page, and never hear of it."""
    other = Phone(phone.url, phone.client, phone.cookie, phone.at, page=phone.page)
    other.submit(**fields)


def check_all(room: Served, answers: int) -> None:
    """Nothing is lost, nothing is there twice, and nothing is anybody else's."""
    found = {each.members: each for each in responses(room.library, room.step)}
    assert set(found) == {(person,) for person in room.people}
    for number, person in enumerate(room.people):
        each = found[(person,)]
        assert each.sent
        words = [(answer.question, answer.value.word) for answer in each.given]
        assert words == [(f"q{at}", f"{number}: q{at}") for at in range(answers)]
