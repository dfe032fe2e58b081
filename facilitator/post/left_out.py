"""Whom a mail can't go to, and why: it stops that one person's mail and nobody else's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from facilitator.errors import Invalid
from facilitator.i18n import first_of, tr, trn
from facilitator.post.messages import usable_address
from facilitator.tabular import quoted
from facilitator.workshop.addresses import mailbox_of
from facilitator.workshop.tables import Participant

_NAMED = 8


class ReasonLeftOut(StrEnum):
    """What keeps somebody from getting a mail."""

    NO_ADDRESS = "no address"
    NO_SUCH_ADDRESS = "no such address"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One person who gets no mail, and a sentence that says why."""

    participant_id: int
    name: str
    why: ReasonLeftOut
    sentence: str


def sharing(people: Iterable[Participant]) -> dict[int, tuple[str, ...]]:
    """By id, those who have the same address as somebody else, with the others' names.

    Whoever reads that mailbox reads what is for the other one alone. Two spellings of an address are one.
    """
    return {
        person.id: tuple(other.name for other in those if other is not person)
        for those in _boxes(people)
        for person in those
    }


def shared_boxes(people: Iterable[Participant], chosen: Collection[int]) -> list[tuple[str, list[str]]]:
    """Each address that one of the `chosen` and somebody else have, with the names of all of them."""
    return [
        (those[0].email.strip(), [person.name for person in those])
        for those in _boxes(people)
        if any(person.id in chosen for person in those)
    ]


def _boxes(people: Iterable[Participant]) -> list[list[Participant]]:
    """Those who have one address in common, by address."""
    boxes: dict[str, list[Participant]] = defaultdict(list)
    for person in people:
        mailbox = mailbox_of(person.email)
        if mailbox:
            boxes[mailbox].append(person)
    return [those for those in boxes.values() if len(those) > 1]


def problem_of(person: Participant) -> str:
    """What is wrong with a person's address; "" where it can be used, or where there is none."""
    if not person.email.strip():
        return ""
    try:
        usable_address(person)
    except Invalid as error:
        return error.sentence
    return ""


def why_not(person: Participant, shared: Mapping[int, tuple[str, ...]]) -> LeftOut | None:
    """Why a person gets no mail, where `shared` are those who share an address and get none for that; else None."""
    if not person.email.strip():
        sentence = tr("No address: add one under People.")
        return LeftOut(person.id, person.name, ReasonLeftOut.NO_ADDRESS, sentence)
    problem = problem_of(person)
    if problem:
        return LeftOut(person.id, person.name, ReasonLeftOut.NO_SUCH_ADDRESS, problem)
    if person.id in shared:
        sentence = tr("The same address as {names}.", names=named(shared[person.id]))
        return LeftOut(person.id, person.name, ReasonLeftOut.SHARED, sentence)
    return None


def named(names: Sequence[str]) -> str:
    """Names for a sentence, in quotation marks since there are commas in some; of many the first, and how many more."""
    return first_of([quoted([name]) for name in names], _NAMED)


def not_gone_words(refused: int, put_off: int, unknown: int) -> list[str]:
    """How many mails did not go, or perhaps not, as sentences; none where all went."""
    counted = (
        (refused, trn("{count} was refused.", "{count} were refused.", refused)),
        (
            put_off,
            trn(
                "{count} was put off by the server and stays to be sent: call this again later.",
                "{count} were put off by the server and stay to be sent: call this again later.",
                put_off,
            ),
        ),
        (
            unknown,
            trn(
                "Of {count} it is not known whether it went out.",
                "Of {count} it is not known whether they went out.",
                unknown,
            ),
        ),
    )
    return [sentence for count, sentence in counted if count]


def left_out_words(left_out: Iterable[LeftOut]) -> list[str]:
    """How many were not served for which reason, as sentences; none where nobody was left out."""
    names: dict[ReasonLeftOut, list[str]] = defaultdict(list)
    for each in left_out:
        names[each.why].append(each.name)
    sentences = {
        ReasonLeftOut.NO_ADDRESS: trn(
            "{count} person has no address: {names}.", "{count} people have no address: {names}.",
            len(names[ReasonLeftOut.NO_ADDRESS]), names=named(names[ReasonLeftOut.NO_ADDRESS]),
        ),
        ReasonLeftOut.NO_SUCH_ADDRESS: trn(
            "{count} person has an address that can’t be used: {names}.",
            "{count} people have an address that can’t be used: {names}.",
            len(names[ReasonLeftOut.NO_SUCH_ADDRESS]), names=named(names[ReasonLeftOut.NO_SUCH_ADDRESS]),
        ),
        ReasonLeftOut.SHARED: trn(
            "{count} person has the same address as somebody else: {names}.",
            "{count} people have the same address as somebody else: {names}.",
            len(names[ReasonLeftOut.SHARED]), names=named(names[ReasonLeftOut.SHARED]),
        ),
    }  # fmt: skip
    return [sentence for why, sentence in sentences.items() if names[why]]
