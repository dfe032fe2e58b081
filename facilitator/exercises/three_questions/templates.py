"""The bundled wordings of the card, as data in `resources/three_questions`."""

from facilitator.errors import NotFound
from facilitator.exercises.content_file import Form, read_content
from facilitator.i18n import tr
from facilitator.resources import resource

TEMPLATE = "reflection"


class Prompt(Form):
    """One question. `label` heads its column on the wall, `help` stands small below the question."""

    label: str
    question: str
    help: str = ""


class CardTemplate(Form):
    """A wording of the card."""

    title: str
    prompts: tuple[Prompt, Prompt, Prompt]


def template_names() -> list[str]:
    """The names of the bundled wordings, the usual one first."""
    names = sorted(path.stem for path in resource("three_questions").glob("*.json"))
    return sorted(names, key=lambda name: name != TEMPLATE)


def load_template(name: str) -> CardTemplate:
    """The wording of this name. Raises NotFound, and BadFile when its file is broken."""
    if name not in template_names():
        raise NotFound(tr("There is no card called “{name}”.", name=name), name=name)
    return read_content(resource("three_questions", f"{name}.json"), CardTemplate)
