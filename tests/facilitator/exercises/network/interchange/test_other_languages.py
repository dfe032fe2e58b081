"""A table may use the words of a paper in another language than that of the program and of the workshop."""

from pathlib import Path

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import in_all_languages, languages, speaking
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library


def network(library: Library, workshop: int) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")


def test_every_question_and_answer_in_every_language(library: Library, tmp_path: Path) -> None:
    for language in languages():
        for heading in ("label", "question"):
            workshop = start_workshop(library, f"{language} {heading}").value
            step = network(library, workshop)
            with speaking(language):
                said = get_setup(library, step).factors
            asked = {each.key: AnswerWords(each) for each in get_setup(library, step).factors}
            heads, cells = ["Participant", "Contact"], ["Anna", "Xu"]
            for each in said:
                # The last answer, so that no answer is right by its place alone. What is private is no contact's.
                if not each.private:
                    heads.append(getattr(each, heading))
                    cells.append(each.codes[-1])
                for code, word in enumerate(each.codes, start=1):
                    assert asked[each.key].read(word) == code
                if each.not_comparable:
                    assert asked[each.key].read(each.not_comparable) == Missing.NOT_COMPARABLE
            path = tmp_path / "contacts.csv"
            rows = ['"' + '","'.join(cell.replace('"', '""') for cell in row) + '"' for row in (heads, cells)]
            path.write_text("\n".join(rows), encoding="utf-8")
            outcome = import_files(library, workshop, [path])
            assert not outcome.failed and outcome.left_out == ""
            (view,) = read_networks(library, step).values()
            assert dict(view.contacts[0].ratings) == {each.key: len(each.codes) for each in said if not each.private}


def test_words_of_people_are_in_one_language() -> None:
    assert in_all_languages("factor:group", "Wie gerne ich hingehe") == ("Wie gerne ich hingehe",)
    assert in_all_languages("factor:group", "") == ("",)
