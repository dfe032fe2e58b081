"""Questions to begin with: the examples that come with the program, and those that the facilitator keeps."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from facilitator.errors import BadFile, Invalid, NotFound
from facilitator.i18n import tr, tr_content
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.question_file import QuestionFile, read_file, write_file
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line
from facilitator.workshop.preferences import Preference

EXAMPLES = "examples"
"""The source of a step that began with an example is this, a slash and its name."""
_ORDER = ("check_in", "expectations", "retrospective", "lessons_learned", "team_pulse")


class OwnTemplate(NamedTuple):
    """Questions that the facilitator keeps, by their title."""

    title: str
    minutes: int | None
    questionnaire: Questionnaire


# Each as the text of a question file, so that one that can't be read takes none of the others along.
_OWN: Preference[Mapping[str, str]] = Preference("own_questions", dict[str, str], {})


def examples() -> list[tuple[str, str]]:
    """Names and titles of the examples, in the language that is spoken."""
    return [(name, tr_content(f"questionnaire:{EXAMPLES}", example(name).questionnaire.title)) for name in _ORDER]


@cache
def example(name: str) -> QuestionFile:
    """An example by its name, a file in `resources/questionnaires`. Raises NotFound."""
    if name not in _ORDER:
        raise NotFound(tr("There are no questions “{name}” to begin with.", name=name))
    return read_file(resource("questionnaires", f"{name}.json").read_bytes(), f"{name}.json")


def own_templates(library: Library) -> Sequence[OwnTemplate]:
    """What the facilitator keeps, in the order of the titles; what a newer version has kept is not among it."""
    found = []
    for title, text in _OWN.get(library).items():
        try:
            file = read_file(text.encode(), title)
        except BadFile:
            continue
        found.append(OwnTemplate(title, file.minutes, file.questionnaire))
    return sorted(found, key=lambda each: caseless(each.title))


def keep_template(library: Library, title: str, questionnaire: Questionnaire, minutes: int | None = None) -> None:
    """Keep questions under a title, in the place of those that are called so. Raises Invalid without a title."""
    name = one_line(title)
    if not name:
        raise Invalid(tr("A template needs a title."))
    text = write_file(questionnaire, minutes).decode()
    _OWN.set(library, {**_without(_OWN.get(library), name), name: text})


def remove_template(library: Library, title: str) -> None:
    """Keep them no longer; steps that began with them stay."""
    _OWN.set(library, _without(_OWN.get(library), title))


def _without(templates: Mapping[str, str], title: str) -> dict[str, str]:
    return {each: text for each, text in templates.items() if caseless(each) != caseless(title)}
