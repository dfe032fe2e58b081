"""The people of a step and their answers, read piece by piece and not kept: a large room needs no more memory."""

from collections.abc import Iterator, Mapping

from sqlmodel import Session, col, func, select

from facilitator.exercises.network.read import NetworkView, read_views
from facilitator.exercises.network.tables import PersonalNetwork
from facilitator.workshop.roster import in_pieces
from facilitator.workshop.row_owners import ToldApart
from facilitator.workshop.tables import Participant


class People:
    """The roster in order, as often as it is asked for."""

    def __init__(self, session: Session, workshop_id: int) -> None:
        self._session = session
        self._workshop_id = workshop_id

    def __iter__(self) -> Iterator[Participant]:
        return in_pieces(self._session, self._workshop_id)


class Keys(Mapping[int, str]):
    """What everybody is called, by their ids. Held are only those who are not called by their names alone."""

    def __init__(self, session: Session, people: People) -> None:
        self._session = session
        self._people = people
        tell = ToldApart(person.name for person in people)
        told = ((person, tell(person.name)) for person in people)
        self._numbered = {person.id: key for person, key in told if key != person.name}

    def __getitem__(self, person: int) -> str:
        if person in self._numbered:
            return self._numbered[person]
        # Whoever is just being read is known to the session, so that nobody is looked for.
        found = self._session.get(Participant, person)
        if found is None:
            raise KeyError(person)
        return found.name

    def __iter__(self) -> Iterator[int]:
        return (person.id for person in self._people)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Views(Mapping[int, NetworkView]):
    """Everybody's answers in the one round of a step, each read when it is asked for."""

    def __init__(self, session: Session, step_id: int) -> None:
        self._session = session
        self._step_id = step_id
        self._begun = (
            PersonalNetwork.step_id == step_id,
            PersonalNetwork.round == 1,
            PersonalNetwork.entry != "",
        )

    def __getitem__(self, person: int) -> NetworkView:
        view = read_views(self._session, self._step_id, person, 1).get(person)
        if view is None or not view.entry:
            raise KeyError(person)
        return view

    def __iter__(self) -> Iterator[int]:
        return iter(self._session.exec(select(PersonalNetwork.participant_id).where(*self._begun)))

    def __len__(self) -> int:
        return self._session.exec(select(func.count(col(PersonalNetwork.id))).where(*self._begun)).one()
