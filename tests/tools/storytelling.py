"""A workshop whose people tell stories, for tests of what becomes of them."""

from collections.abc import Sequence
from datetime import date

from prepared import prepared

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.stories.board import agree, plan
from facilitator.exercises.stories.tables import StoryRow
from facilitator.exercises.stories.told import read_stories
from facilitator.questionnaires.answer_rows import run
from facilitator.questionnaires.answers import put, send, write_answer
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.partner_choice import begun
from facilitator.questionnaires.reading import Who, read_given
from facilitator.questionnaires.setup import new_round, read_setup
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop

KIND = "stories"
CAST = (
    Person("Ada Moor", "ada@example.org", "North"),
    Person("Ben Ruiz", "ben@example.org", "North"),
    Person("Cem Aksoy", "cem@example.org", "South"),
    Person("Dora Lind", "dora@example.org", "South"),
    Person("Edo Vink", "edo@example.org", "West"),
)


class House:
    """A step of stories and those who tell them."""

    def __init__(self, library: Library, cast: Sequence[Person] = CAST) -> None:
        self.library = library
        self.workshop = new_workshop(library, "Stories of the house").value
        self.people = list(add_people(library, self.workshop, cast).value)
        self.step = add_exercise(library, self.workshop, KIND).value

    @classmethod
    def of_a_year(cls, library: Library) -> "House":
        """A house of 26 people who have told 52 stories, all of them planned."""

        def make() -> tuple[int, list[int], int]:
            house = cls(library, [Person(f"Teller {number:02}", f"teller{number}@example.org") for number in range(26)])
            house.tell(0, headline="Headline 1", where="client")
            with library.change("the others tell as much") as change:
                setup = read_setup(change.session, house.step)
                first = read_given(library, house.who(0))
                for number in range(1, 52):
                    if number == 26:
                        house.anew()
                        setup = read_setup(change.session, house.step)
                    response = begun(change.session, setup, house.people[number % 26], ())
                    run(change.session, "UPDATE response SET sent = 1 WHERE id = ?", response)
                    for each in first:
                        value = Value(word=f"Headline {number + 1}") if each.question == "headline" else each.value
                        answer = each._replace(value=value)
                        write_answer(change.session, house.step, setup.questionnaire, response, answer)
            with library.change("all of them agreed and planned") as change:
                for week, each in enumerate(read_stories(library, house.step), start=1):
                    row = StoryRow(response_id=each.id, step_id=house.step, agreed_text=each.text, week=week)
                    change.session.add(row)
            return house.workshop, house.people, house.step

        house = cls.__new__(cls)
        house.library = library
        house.workshop, house.people, house.step = prepared(library, "a year of stories", make)
        return house

    def who(self, person: int) -> Who:
        return Who(self.step, self.people[person])

    def answer(self, person: int, key: str, *values: Value) -> None:
        put(self.library, self.who(person), key, values)

    def tell(
        self,
        person: int,
        did: str = "I asked the night shift first.",
        *,
        headline: str = "Asking first",
        where: str = "house",
        agrees: bool = True,
        named: Sequence[int] = (),
        elsewhere: bool = False,
        reads: bool | None = None,
    ) -> int:
        """Tell a story from the first question to the sending; return its id."""
        texts = {"work": "I plan maintenance.", "hard": "The plan looked right.", "did": did, "learned": "Ask first."}
        self.answer(person, "tells", Value("myself"))
        for key, words in {**texts, "headline": headline}.items():
            self.answer(person, key, Value(word=words))
        self.answer(person, "meant", Value("both" if named and elsewhere else "here" if named else
                                           "elsewhere" if elsewhere else "nobody"))  # fmt: skip
        self.answer(person, "named", *(Value(person=self.people[each]) for each in named))
        self.answer(person, "where", Value(where))
        self.answer(person, "agree", Value(day=date.today()) if agrees else Value(missing="declined"))
        if reads is not None:
            self.read(person, reads)
        send(self.library, self.who(person))
        return self.id_of(person)

    def read(self, person: int, yes: bool = True) -> None:
        """Ask for the mails, or for none."""
        if not yes:
            self.answer(person, "tells", Value("not_today"))
        self.answer(person, "reads", Value(day=date.today()) if yes else Value(missing="declined"))

    def wants(self, person: int) -> None:
        """Tell nothing, and ask for the mails."""
        self.answer(person, "tells", Value("not_today"))
        self.answer(person, "reads", Value(day=date.today()))
        send(self.library, self.who(person))

    def planned(self, person: int, **told: object) -> int:
        """Tell a story that is agreed and planned."""
        story = self.tell(person, **told)  # type: ignore[arg-type]  # what `tell` takes
        agree(self.library, self.step, story)
        plan(self.library, self.step, story)
        return story

    def anew(self) -> None:
        """Let everybody tell another story."""
        new_round(self.library, self.step)

    def id_of(self, person: int) -> int:
        """The story that somebody tells in the present round."""
        own = [each for each in read_stories(self.library, self.step) if each.teller_id == self.people[person]]
        return max(own, key=lambda each: each.round).id
