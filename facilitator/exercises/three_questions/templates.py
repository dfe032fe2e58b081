"""Wordings of the card: the bundled ones are data in `resources/three_questions`, one's own lie in the library."""

from pydantic import Field

from facilitator.errors import NotFound
from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.i18n import tr
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.find import required
from facilitator.workshop.preferences import Preference

TEMPLATE = "reflection"


class Prompt(ExerciseContent):
    """One question. `label` heads its column on the wall, `help` stands small below the question.

    What is answered to one that `looks_ahead` is looked at again next time.
    """

    label: str
    question: str
    help: str = Field(default="", min_length=0)
    looks_ahead: bool = False


class CardTemplate(ExerciseContent):
    """A wording of the card."""

    title: str
    prompts: tuple[Prompt, Prompt, Prompt]


_OWN: Preference[tuple[CardTemplate, ...]] = Preference("card_wordings", tuple[CardTemplate, ...], ())


def template_names() -> list[str]:
    """The names of the bundled wordings, the usual one first."""
    names = sorted(path.stem for path in resource("three_questions").glob("*.json"))
    return sorted(names, key=lambda name: name != TEMPLATE)


def load_template(name: str) -> CardTemplate:
    """The wording of this name. Raises NotFound, and BadFile when its file is broken."""
    if name not in template_names():
        raise NotFound(tr("There is no card called “{name}”.", name=name), name=name)
    return read_content(resource("three_questions", f"{name}.json"), CardTemplate)


def own_wordings(library: Library) -> list[CardTemplate]:
    """The wordings that the facilitator has kept, by title."""
    return sorted(_OWN.get(library), key=lambda wording: wording.title.casefold())


def keep_wording(library: Library, title: str, prompts: tuple[Prompt, Prompt, Prompt]) -> None:
    """Keep a wording for other workshops, in place of one of the same title.

    Raises Invalid without a title, a heading or a question.
    """
    named = required(title, tr("The wording needs a name."))
    for prompt in prompts:
        check_prompt(prompt)
    others = [each for each in own_wordings(library) if each.title.casefold() != named.casefold()]
    kept = CardTemplate(title=named, prompts=prompts)
    _OWN.set(library, (*others, kept))


def check_prompt(prompt: Prompt) -> None:
    """Raise Invalid, naming what is missing, for a question that can't be asked."""
    required(prompt.label, tr("Every question needs a short heading for the wall."))
    required(prompt.question, tr("A question needs its wording."))


def forget_wording(library: Library, title: str) -> None:
    """Keep a wording no longer; the workshops that use it are not touched."""
    _OWN.set(library, tuple(each for each in own_wordings(library) if each.title != title))
