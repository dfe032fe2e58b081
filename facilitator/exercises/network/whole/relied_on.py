"""Who is relied on, without comparing people: in the order of their names, and by how many."""

from facilitator.exercises.network.whole.graph import RoomNetwork, RoomPerson
from facilitator.workshop.names import words


def relied_on(network: RoomNetwork) -> list[tuple[RoomPerson, int]]:
    """Everybody whom somebody in the room relies on, in the order of their names, with how many those are.

    Accents are no letters of their own in this order.

    Whoever shows it to others than the person tells no number below the floor.
    """
    counts = {person.id: 0 for person in network.people}
    for _, to in network.ties:
        counts[to] += 1
    named = [person for person in network.people if counts[person.id]]
    return [(person, counts[person.id]) for person in sorted(named, key=lambda one: (words(one.name), one.id))]
