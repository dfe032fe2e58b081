"""Keeps the catalogues in `resources/translations` in step with the texts: for maintainers and translators.

`update` gathers every text that goes through the translation function, in the code of the core and of the windows and
in the content files, and brings each language's `facilitator.po` up to date; what is new there waits for its
translation. `compile` makes the `facilitator.mo` beside it, which is what the program reads. Texts of the command line
are not gathered: those are English.
"""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
KEYWORDS = {"tr": None, "trn": (1, 2), "tr_as": ((1, "c"), 2), "tr_later": None}
CONTENT = {
    "agendas/*.json": ("title", "notes", "cue", "what", "sign"),
    "challenge/*.json": ("title", "label", "text"),
    "factor_sets/*.json": ("label", "question", "tally", "codes", "worded", "not_comparable"),
    "guide/*.json": ("say", "ask", "watch", "if", "words"),
    "insights/steps/*.json": ("people", "meeting", "structure"),
    "indicators/*.json": ("what", "unit", "source"),
    "help/*.json": ("title", "paragraphs"),
    "insights/*.json": (
        *("contacts", "contacts_rated", "observation", "observation_all", "observation_one", "observation_none"),
        *(
            "question",
            "questions",
            "step",
            "text",
            "room",
            "room_step",
            "list_only",
            "list_question",
            "varied",
            "varied_step",
            "ours",
        ),
    ),
    "mail/*.json": ("subject", "body"),
    "method/network.json": (
        *("title", "lead", "symbols", "name", "sentence", "formula", "small", "source", "differences", "credits"),
    ),
    "method/three_questions.json": ("title", "text"),
    "notices/*.json": (
        *(
            "title",
            "short",
            "lead",
            "text",
            "agreed",
            "server",
            "closing",
            "purpose",
            "consent",
            "others",
            "initials",
            "counted",
            "more",
            "choice",
            "actions",
            "actions_seen",
        ),
        *("responsible", "unnamed", "basis", "agreement", "roster", "roster_agreement", "reading", "facilitator"),
        *("mail", "paper", "delivered", "until", "names", "elsewhere", "rights", "limits", "machine", "kept", "seen"),
        *("facilitator_server", "elsewhere_server"),
    ),
    "protection/*.json": (
        *(
            "disclaimer",
            "title",
            "lead",
            "rows",
            "columns",
            "risks",
            "risks_title",
            "risks_columns",
            "result",
            "matched",
            "unmatched",
            "sections",
            "handouts",
            "views",
        ),
        *("risks", "risks_title", "risks_columns", "result"),
        *("measures", "tables", "own", "facilitator", "raw", "no_floor", "none", "end", "signed", "roster", "notice"),
        *("read", "unread", "consents", "counted", "named", "no_consents", "mails", "answers", "handout", "actions"),
        *(
            "nothing",
            "console",
            "single",
            "title_of_whole",
            "view_names",
            "agreement_on",
            "agreement_off",
            "by_consent",
            "ruled_out",
            "always_empty",
            "noted",
            "digits",
        ),
        *("encrypted", "plain", "where", "erased", "processed", "runs", "readers", "connects", "copies", "copies_of"),
    ),
    "prompts/*.json": ("goal", "lead", "short", "text", "worded", "initials", "again", "many"),
    "samples/cards.json": ("text", "theme", "what", "sign"),
    "samples/networks.json": ("what", "partner", "sign"),
    "samples/people.json": ("team", "location", "level", "teams", "locations", "levels"),
    "samples/workshop.json": ("title", "client", "place"),
    "three_questions/*.json": ("title", "label", "question", "help"),
}
"""Which files in `resources` have texts for papers, and by which keys those are found."""
OWN_CONTENT = {
    "exercise.json": ("title",),
    "questionnaire.json": ("title", "notice", "text", "label", "help", "group", "labels", "unit", "not_applicable"),
}
"""The same for the files that lie in the folders of the exercises."""
CONTEXTS = {
    "agendas": "agenda",
    "cards.json": "samples",
    "challenge": "challenge",
    "exercise.json": "agenda",
    "factor_sets": "factor:{key}",
    "indicators": "indicators",
    "networks.json": "samples",
    "people.json": "samples",
    "prompts": "prompts",
    "questionnaire.json": "questionnaire:{folder}",
    "questionnaires": "questionnaire:examples",
    "samples.json": "samples",
    "three_questions": "questionnaire:three_questions",
}
"""What a workshop keeps and a facilitator may put into own words has a context by its folder or file, so that a word of
theirs is never taken for a bundled one; `key` is that of the question around the text, `folder` the exercise's."""
QUESTION_FILES = "questionnaires"
"""The folder in `resources` of the examples to begin with: question files, with texts of the same names."""

_LISTED = 100
"""How many texts that wait are named: as many as an exercise has, and not all of a language that is begun."""


def main(arguments: list[str]) -> int:
    """Run the command on every catalogue there is; with `update de`, also begin one in that language."""
    if arguments[:1] == ["update"]:
        for language in arguments[1:]:
            (FOLDER / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        template = gathered()
        for folder in sorted(FOLDER.glob("*/LC_MESSAGES")):
            waiting = update(folder, template)
            for place, text in waiting[:_LISTED]:
                print(f"{place}: {text}")
            if len(waiting) > _LISTED:
                print(f"and {len(waiting) - _LISTED} more")
            print(f"{folder.parent.name}: {len(waiting)} texts without a translation")
        return 0
    if arguments == ["compile"]:
        for path in sorted(FOLDER.glob("*/LC_MESSAGES/facilitator.po")):
            path.with_suffix(".mo").write_bytes(compiled(path))
        return 0
    print("usage: python packaging/translations.py update [language ...] | compile", file=sys.stderr)
    return 2


def gathered() -> Catalog:
    """All texts, each with the file that it comes from."""
    catalog = Catalog(project="Facilitator", fuzzy=False)
    for name, text, context in _texts():
        catalog.add(text, locations=[(name, 0)], context=context)
    return catalog


def update(folder: Path, template: Catalog) -> list[tuple[str, str]]:
    """Bring the catalogue in a folder up to date; returns its texts without a translation, each with its file."""
    path = folder / "facilitator.po"
    language = folder.parent.name
    catalog = _read(path) if path.exists() else Catalog(locale=language, project="Facilitator", fuzzy=False)
    # Without guesses: a translation of something alike is wrong more often than it helps.
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.header_comment = (
        "# Texts of the program and its papers, kept in step by packaging/translations.py; MIT, as the program is."
    )
    catalog.project, catalog.version, catalog.msgid_bugs_address = "Facilitator", "", ""
    catalog.last_translator, catalog.language_team = "", ""
    catalog.obsolete.clear()
    content = BytesIO()
    write_po(content, catalog, width=110, omit_header=False, include_lineno=False, sort_by_file=True)
    path.write_bytes(content.getvalue())
    return [
        (message.locations[0][0], forms(message.id)[0])
        for message in catalog
        if message.id and not all(forms(message.string))
    ]


def compiled(path: Path) -> bytes:
    """The catalogue as the program reads it."""
    content = BytesIO()
    write_mo(content, _read(path))
    return content.getvalue()


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A text, or its forms for one and for many, "" where there is none."""
    return tuple(text) if isinstance(text, (tuple, list)) else (text or "",)


def _texts() -> Iterator[tuple[str, Any, str | None]]:
    code = [("cli/**", "ignore"), ("cli.py", "ignore"), ("commands.py", "ignore"), ("**.py", "python")]
    for side in ("facilitator", "ui"):
        for name, _, text, _, sense in extract_from_dir(ROOT / side, code, keywords=KEYWORDS):
            yield f"{side}/{name}", text, sense
    content = [(path, keys) for pattern, keys in CONTENT.items() for path in (ROOT / "resources").glob(pattern)]
    exercises = ROOT / "facilitator" / "exercises"
    content += [(path, keys) for name, keys in OWN_CONTENT.items() for path in exercises.glob(f"*/{name}")]
    asked = OWN_CONTENT["questionnaire.json"]
    content += [(path, asked) for path in (ROOT / "resources" / QUESTION_FILES).glob("*.json")]
    content += [(path, _written(path.parent)) for path in exercises.glob("*/samples.json")]
    for path, keys in sorted(content):
        context = CONTEXTS.get(path.name) or CONTEXTS.get(path.parent.name)
        for text, key in _below(json.loads(path.read_text(encoding="utf-8")), keys):
            here = context and context.format(key=key, folder=path.parent.name)
            yield path.relative_to(ROOT).as_posix(), text, here


def _written(folder: Path) -> tuple[str, ...]:
    """The questions of an exercise that are answered by writing: the others' samples name options by their keys.

    One whose questions are built has those of the examples to begin with.
    """
    paths = [folder / "questionnaire.json", *(ROOT / "resources" / QUESTION_FILES).glob("*.json")]
    asked = [json.loads(path.read_text(encoding="utf-8")) for path in paths[: 1 if _asks_its_own(folder) else None]]
    return tuple(sorted({each["key"] for one in asked for each in _questions(one) if each["kind"] == "text"}))


def _asks_its_own(folder: Path) -> bool:
    return "questions" not in json.loads((folder / "exercise.json").read_text(encoding="utf-8"))


def _questions(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "kind" in value and "key" in value:
            yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from _questions(each)


def _below(value: Any, keys: tuple[str, ...], around: str = "", *, wanted: bool = False) -> Iterator[tuple[str, str]]:
    """The texts with the `key` of what they stand in, "" for none."""
    if isinstance(value, dict):
        around = str(value.get("key", around))
        for key, each in value.items():
            yield from _below(each, keys, around, wanted=key in keys)
    elif isinstance(value, list):
        for each in value:
            yield from _below(each, keys, around, wanted=wanted)
    elif isinstance(value, str) and value and wanted:
        yield value, around


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
