"""Being asked for more than one can give: asked of oneself, told to oneself, and of the room as a count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum

from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.answers import Who, find_network, opened_network
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.tables import NetworkLoad, PersonalNetwork
from facilitator.i18n import tr, trn
from facilitator.storage.library import Done, Library

LOAD_STEPS = "asked_too_much"
"""The key of the steps for it."""


class Load(IntEnum):
    """How often one is asked for more than one can give."""

    HARDLY = 1
    SOMETIMES = 2
    OFTEN = 3


@dataclass(frozen=True, slots=True)
class AskedLoad:
    """The words of the question and of its answers."""

    question: str
    answers: tuple[str, str, str]
    alone: str


def asked_load() -> AskedLoad:
    """The question in the language that is spoken."""
    return AskedLoad(
        tr("Are you asked for more than you can give?"),
        (tr("hardly ever"), tr("now and then"), tr("often")),
        tr("Your answer stands on your handout alone. Of the room, only how many is told."),
    )


def set_load(library: Library, who: Who, answer: Load | None) -> Done[None]:
    """Keep what a participant said in the round that is entered; None takes it back. Raises Invalid where not asked."""
    with library.change(tr("Asked for more than one can give"), step_id=who.step_id) as change:
        network = opened_network(change, who)
        if answer is not None and not read_analysis(change.session, who.step_id).asks_load:
            raise Invalid(tr("This is not asked in this step."))
        put_load(change.session, network, answer)
    return change.done(None)


def put_load(session: Session, network: PersonalNetwork, answer: Load | None) -> None:
    """Write it, within a session."""
    row = session.get(NetworkLoad, network.id)
    if answer is None:
        if row is not None:
            session.delete(row)
    else:
        row = row or NetworkLoad(network_id=network.id, answer=int(answer))
        row.answer = int(answer)
        session.add(row)
    session.flush()


def read_load(library: Library, step_id: int, participant_id: int) -> Load | None:
    """What a participant said in the round that is entered."""
    with library.read() as session:
        network = find_network(session, step_id, participant_id)
        row = None if network is None else session.get(NetworkLoad, network.id)
        return None if row is None else Load(row.answer)


def loads(session: Session, step_id: int) -> Mapping[tuple[int, int], Load]:
    """What was said in a step, by participant and round."""
    rows = session.exec(
        select(PersonalNetwork.participant_id, PersonalNetwork.round, NetworkLoad.answer)
        .join(NetworkLoad, col(NetworkLoad.network_id) == col(PersonalNetwork.id))
        .where(PersonalNetwork.step_id == step_id)
    )
    return {(person, round_): Load(answer) for person, round_, answer in rows}


def told_to_oneself(answer: Load | None) -> str:
    """What stands on the own page and handout of whoever said so; "" for nothing."""
    if answer is None:
        return ""
    words = asked_load().answers[answer - 1]
    return tr("You said that you are asked for more than you can give: {answer}.", answer=words)


def fewest_for_load(floor: int) -> int:
    """How many must have answered, so that neither those who say so nor the others can be fewer than the floor."""
    return 2 * floor


@dataclass(frozen=True, slots=True)
class RoomLoad:
    """Which `people` have answered and how many of them say `often`; of fewer than `floor` nothing is told."""

    people: frozenset[int]
    often: int
    floor: int

    @property
    def answered(self) -> int:
        """How many have answered."""
        return len(self.people)

    @property
    def told(self) -> int | None:
        """How many say often, where that tells of nobody; None where it would."""
        is_told = self.floor <= self.often <= self.answered - self.floor
        return self.often if is_told else None

    @property
    def sentence(self) -> str:
        """What the room may read; where a number would tell of fewer than the floor, on which side of it that is."""
        if self.answered < fewest_for_load(self.floor):
            return trn(
                "{count} person has said whether they are asked for more than they can give. How many are is told "
                "from {fewest} people on.",
                "{count} people have said whether they are asked for more than they can give. How many are is told "
                "from {fewest} people on.",
                self.answered,
                fewest=fewest_for_load(self.floor),
            )
        if self.told is not None:
            return tr(
                "{often} of {n} people are often asked for more than they can give.", often=self.told, n=self.answered
            )
        if self.often < self.floor:
            return tr(
                "Fewer than {floor} of {n} people are often asked for more than they can give.",
                floor=self.floor,
                n=self.answered,
            )
        return tr(
            "More than {most} of {n} people are often asked for more than they can give.",
            most=self.answered - self.floor,
            n=self.answered,
        )


def room_load(library: Library, step_id: int, among: Collection[int] | None = None) -> RoomLoad | None:
    """What the room said in the round that is entered, or some of it by their ids; None where it is not asked."""
    with library.read() as session:
        analysis, latest = read_analysis(session, step_id), current_round(session, step_id)
        said = {person: answer for (person, round_), answer in loads(session, step_id).items() if round_ == latest}
    if not analysis.asks_load:
        return None
    if among is not None:
        said = {person: answer for person, answer in said.items() if person in among}
    often = sum(answer is Load.OFTEN for answer in said.values())
    return RoomLoad(frozenset(said), often, analysis.smallest_group)
