"""The wall as text files: Markdown for people and JSON for programs. What a step promised to hide is not in them."""

import json
from typing import Any

from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.flowables import whose
from facilitator.exercises.three_questions.wall import CardView, ThemeView, Wall, in_no_order, readable, words_of
from facilitator.i18n import short_day, tr, trn
from facilitator.storage.library import Library


def wall_as_markdown(library: Library, step_id: int) -> str:
    """Columns, themes, ranking and actions, hidden cards left out. Raises NotFound when the step is gone."""
    wall = _wall(library, step_id)
    lines: list[str] = []
    for prompt in wall.setup.prompts:
        lines += [f"## {_plain(prompt.label)}", "", f"*{_plain(prompt.question)}*", ""]
        lines += [f"- {_told(card)}" for card in wall.of_prompt(prompt.id)] or ["- " + tr("Nothing written")]
        lines.append("")
    if wall.themes:
        lines += ["## " + tr("Themes"), ""]
        for theme in wall.themes:
            lines += [f"### {_plain(theme.name)}", ""]
            lines += [f"- {_told(card)}" for card in theme.shown]
            lines.append("")
    if wall.laid:
        lines += ["## " + tr("Votes"), ""]
        lines += [f"1. {_plain(words_of(thing))} – {_dots(thing)}" for thing in wall.ranking if thing.dots]
        lines.append("")
    actions = actions_of(library, wall.setup.workshop_id, step_id)
    if actions:
        lines += ["## " + tr("Actions"), ""]
        lines += [f"- {_plain(_action(action))}" for action in actions]
        lines.append("")
    return "\n".join(lines)


def wall_as_json(library: Library, step_id: int) -> str:
    """The same and the hidden cards too, as one object. Raises NotFound when the step is gone."""
    wall = _wall(library, step_id)
    actions = actions_of(library, wall.setup.workshop_id, step_id)
    content: dict[str, Any] = {
        "names": wall.setup.names,
        "phase": wall.setup.phase,
        "questions": [{"label": p.label, "question": p.question, "help": p.help} for p in wall.setup.prompts],
        "cards": [_card(card, wall) for card in wall.cards],
        "themes": [
            {"name": theme.name, "dots": theme.dots, "cards": [card.text for card in theme.cards]}
            for theme in wall.themes
        ],
        "actions": [
            {
                "what": action.wording.what,
                "owner": action.owner,
                "partner": action.partner,
                "due": action.wording.due.isoformat() if action.wording.due else None,
                "sign": action.wording.sign,
                "status": action.wording.status,
                "seen": action.wording.seen,
            }
            for action in actions
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _wall(library: Library, step_id: int) -> Wall:
    """The wall as it is; cards that are nobody's have no order either."""
    wall = readable(library, step_id)
    return in_no_order(wall) if wall.setup.anonymous else wall


def _card(card: CardView, wall: Wall) -> dict[str, Any]:
    labels = {prompt.id: prompt.label for prompt in wall.setup.prompts}
    themes = {theme.id: theme.name for theme in wall.themes}
    return {
        "question": labels[card.prompt_id],
        "text": card.text,
        "signature": card.signature,
        "theme": themes.get(card.theme_id or 0),
        "dots": card.dots,
        "hidden": card.hidden,
    }


def _told(card: CardView) -> str:
    return _plain(f"{card.text} ({card.signature})" if card.signature else card.text)


def _dots(thing: ThemeView | CardView) -> str:
    return trn("{count} dot", "{count} dots", thing.dots)


def _action(action: ActionView) -> str:
    due = action.wording.due
    until = tr("until {day}", day=short_day(due)) if due else ""
    return " – ".join(part for part in (action.wording.what, whose(action), until, action.wording.sign) if part)


def _plain(text: str) -> str:
    """`text` with what Markdown would take for a sign of its own."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|~" else letter for letter in text)
