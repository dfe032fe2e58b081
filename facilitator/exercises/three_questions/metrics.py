"""Everything of a wall that is counted."""

from typing import Any

from facilitator.actions.actions import STATUSES, actions_of
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.earlier import look_back
from facilitator.exercises.three_questions.participants import standings
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """Cards, themes, dots and actions as JSON values, a list with one entry. It holds no author and no card's text.

    A share is None where there is nothing to take it of.
    """
    wall = read_wall(library, step_id)
    people = standings(library, step_id)
    actions = actions_of(library, wall.setup.workshop_id, step_id)
    shown = wall.shown
    gathered = sum(card.theme_id is not None for card in shown)
    counted: dict[str, Any] = {
        "title": get_step(library, step_id).title,
        "names": wall.setup.names,
        "phase": wall.setup.phase,
        "together": wall.setup.together,
        "people": len(people),
        "sent": wall.sent,
        "drafts": wall.drafts,
        "cards": len(wall.cards),
        "hidden": len(wall.cards) - len(shown),
        "prompts": [
            {"label": prompt.label, "question": prompt.question, "cards": len(wall.of_prompt(prompt.id))}
            for prompt in wall.setup.prompts
        ],
        "gathered": gathered,
        "share_gathered": gathered / len(shown) if shown else None,
        "themes": [{"name": theme.name, "cards": len(theme.shown), "dots": theme.dots} for theme in wall.themes],
        "dots_each": wall.setup.dots,
        "dots_laid": wall.laid,
        "share_of_dots_laid": wall.laid / (wall.setup.dots * len(people)) if people else None,
        "actions": {
            "all": len(actions),
            **{status: sum(action.wording.status == status for action in actions) for status in STATUSES},
        },
    }
    promised = look_back(library, step_id)
    if promised is not None:
        counted["last_time"] = {
            "actions": len(promised.actions),
            "improvements": len(promised.improvements),
            **{
                status: sum(each.wording.status == status for each in promised.actions)
                + sum(each.status == status for each in promised.improvements)
                for status in STATUSES
            },
        }
    return {"three_questions": [counted]}
