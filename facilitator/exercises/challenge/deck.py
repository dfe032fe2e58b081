"""Decks of cards: small actions to choose from, as a file, as they come with the program, and the facilitator's own."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from facilitator.errors import BadFile, Invalid
from facilitator.files import beginning_of
from facilitator.i18n import SOURCE, languages, speaking, tr, tr_content
from facilitator.json_files import json_in
from facilitator.questionnaires.model import Key, TidyRecord, read_record
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line
from facilitator.workshop.preferences import Preference

FORMAT = "facilitator-deck"
LONGEST = 90
"""Letters of a card: what a box of the month page holds in any language."""
FEWEST, FEWEST_ALONE = 12, 8
"""Cards of a deck, and those of them that need nobody else: a week of seven days has that many of these."""
_MOST_BYTES = 500_000

Theme = Literal["connect", "ask", "try", "share", "reflect"]
THEMES: tuple[Theme, ...] = ("connect", "ask", "try", "share", "reflect")
Tag = Literal["alone", "somebody", "no_pc", "on_shift", "returns"]
TAGS: tuple[Tag, ...] = ("alone", "somebody", "no_pc", "on_shift", "returns")

DECKS = "challenge"
"""The gettext context of what stands in the bundled decks."""


class Gap(TidyRecord):
    """What a card is to bring somebody nearer to; `found` are the patterns of a network that speak of its lack."""

    key: Key
    label: Annotated[str, Field(min_length=1, max_length=60)]
    found: tuple[str, ...] = ()


class Card(TidyRecord):
    """One small action. It takes `minutes`, fewer than ten; a card is either for oneself or needs somebody else.

    `returns` marks one that is worth doing every week.
    """

    key: Key
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    theme: Theme
    gap: Key
    minutes: Annotated[int, Field(ge=1, le=9)] = 5
    tags: tuple[Tag, ...] = ("alone",)

    @property
    def needs_somebody(self) -> bool:
        """Whether it can't be done by oneself."""
        return "somebody" in self.tags

    @model_validator(mode="after")
    def _is_one_of_two(self) -> "Card":
        if ("somebody" in self.tags) == ("alone" in self.tags):
            raise ValueError(tr("A card is either “alone” or “somebody”."))
        return self


class Deck(TidyRecord):
    """Cards to make plans of, with where they come from."""

    format: Literal["facilitator-deck"] = "facilitator-deck"
    version: Literal[1] = 1
    title: Annotated[str, Field(min_length=1, max_length=80)]
    language: str = SOURCE
    source: str = ""
    licence: str = ""
    credit: str = ""
    gaps: tuple[Gap, ...] = Field(min_length=1, max_length=20)
    cards: tuple[Card, ...] = Field(min_length=1, max_length=300)

    def card(self, key: str) -> Card:
        """The card of this key. Raises KeyError."""
        return {each.key: each for each in self.cards}[key]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all cards."""
        return frozenset(each.key for each in self.cards)

    def gap_of(self, pattern: str) -> str:
        """The key of the gap that a pattern of a network speaks of; "" for one that this deck has no cards for."""
        filled = {card.gap for card in self.cards}
        return next((gap.key for gap in self.gaps if pattern in gap.found and gap.key in filled), "")

    def label(self, gap: str) -> str:
        """What a gap is called."""
        return next((each.label for each in self.gaps if each.key == gap), gap)

    def only(self, *, without_pc: bool, on_shift: bool) -> "Deck":
        """The deck with the cards that can be done so. Raises Invalid where these are too few."""
        wanted = {*(["no_pc"] if without_pc else []), *(["on_shift"] if on_shift else [])}
        chosen = tuple(card for card in self.cards if wanted <= set(card.tags))
        deck = self.model_copy(update={"cards": chosen})
        if lack := lacks(deck):
            raise Invalid(lack)
        return deck

    @model_validator(mode="after")
    def _holds_together(self) -> "Deck":
        gaps = [each.key for each in self.gaps]
        keys = [each.key for each in self.cards]
        for names, what in ((gaps, tr("Two gaps")), (keys, tr("Two cards"))):
            twice = next((each for each in names if names.count(each) > 1), None)
            if twice is not None:
                raise ValueError(tr("{what} are both called “{key}”.", what=what, key=twice))
        texts = [caseless(each.text) for each in self.cards]
        for card in self.cards:
            if card.gap not in gaps:
                raise ValueError(
                    tr("The card “{card}” names the gap “{gap}”, which is not there.", card=card.text, gap=card.gap)
                )
            if texts.count(caseless(card.text)) > 1:
                raise ValueError(tr("The card “{card}” is there twice.", card=card.text))
        return self


def lacks(deck: Deck) -> str:
    """What a deck lacks for plans to be made of it, in a sentence; "" for one that will do."""
    alone = sum(not card.needs_somebody for card in deck.cards)
    missing = [each for each in THEMES if not any(card.theme == each for card in deck.cards)]
    if len(deck.cards) < FEWEST:
        return tr(
            "A plan needs a deck of at least {least} cards; this one has {count}.", least=FEWEST, count=len(deck.cards)
        )
    if alone < FEWEST_ALONE:
        return tr("At least {least} cards have to need nobody else; here {count} do.", least=FEWEST_ALONE, count=alone)
    if missing:
        names = ", ".join(theme_name(each) for each in missing)
        return tr("There is no card of these themes: {themes}.", themes=names)
    return ""


def theme_name(theme: Theme) -> str:
    """What people call a theme."""
    names: Mapping[Theme, str] = {
        "connect": tr("Connect"),
        "ask": tr("Ask"),
        "try": tr("Try"),
        "share": tr("Pass on"),
        "reflect": tr("Reflect"),
    }
    return names[theme]


def tag_name(tag: Tag) -> str:
    """What people call a tag."""
    names: Mapping[Tag, str] = {
        "alone": tr("alone"),
        "somebody": tr("with others"),
        "no_pc": tr("no PC"),
        "on_shift": tr("on shift"),
        "returns": tr("every week"),
    }
    return names[tag]


def spoken(deck: Deck) -> Deck:
    """The deck in the language that is spoken, as far as it came with the program; other words stay as they are."""
    return deck.model_copy(
        update={
            "title": tr_content(DECKS, deck.title),
            "gaps": tuple(gap.model_copy(update={"label": tr_content(DECKS, gap.label)}) for gap in deck.gaps),
            "cards": tuple(card.model_copy(update={"text": tr_content(DECKS, card.text)}) for card in deck.cards),
        }
    )


@cache
def bundled(language: str = SOURCE) -> Deck:
    """The deck that comes with the program, in a language that there are texts in."""
    deck = read_deck(resource("challenge", "deck.json").read_bytes(), "deck.json")
    if language == SOURCE:
        return deck
    with speaking(language):
        return spoken(deck).model_copy(update={"language": language})


# Own decks: each as the text of its file, so that one that can't be read takes none of the others along.
_OWN: Preference[Mapping[str, str]] = Preference("own_decks", dict[str, str], {})


def decks(library: Library) -> list[Deck]:
    """What plans can be made of: the bundled deck in every language, then the facilitator's own by title."""
    return [*(bundled(each) for each in languages()), *own_decks(library)]


def own_decks(library: Library) -> Sequence[Deck]:
    """The facilitator's decks by title; what a newer version has kept is not among them."""
    found = []
    for title, text in _OWN.get(library).items():
        try:
            found.append(read_deck(text.encode(), title))
        except BadFile:
            continue
    return sorted(found, key=lambda each: caseless(each.title))


def keep_deck(library: Library, deck: Deck) -> None:
    """Keep a deck under its title, in the place of an own one that is called so.

    Raises Invalid for one that no plan can be made of, and for the title of a bundled one.
    """
    if lack := lacks(deck):
        raise Invalid(lack)
    if caseless(deck.title) in {caseless(bundled(each).title) for each in languages()}:
        raise Invalid(tr("“{title}” came with the program: give yours another title.", title=deck.title))
    named = deck.model_copy(update={"title": one_line(deck.title)})
    _OWN.set(library, {**_without(_OWN.get(library), named.title), named.title: write_deck(named).decode()})


def remove_deck(library: Library, title: str) -> None:
    """Keep an own deck no longer; plans that were made of it stay."""
    _OWN.set(library, _without(_OWN.get(library), title))


def schema() -> dict[str, Any]:
    """The JSON Schema of a deck's file."""
    found = Deck.model_json_schema()
    found["required"] = ["format", "version", "title", "gaps", "cards"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": FORMAT}


def write_deck(deck: Deck) -> bytes:
    """The content of a file that `read_deck` reads."""
    return f"{json.dumps(deck.model_dump(mode='json'), ensure_ascii=False, indent=2)}\n".encode()


def read_deck(content: bytes, name: str) -> Deck:
    """Read a deck; raises BadFile with a sentence that names the place where it is none."""
    if len(content) > _MOST_BYTES:
        raise BadFile(tr("{file} can’t be used: it is too large to hold a deck.", file=name))
    values = json_in(content, name)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise BadFile(tr("{file} holds no deck: “format” has to be “{format}”.", file=name, format=FORMAT))
    if values.get("version") != 1:
        raise BadFile(tr("{file} is of a newer version of Facilitator.", file=name))
    return read_record(Deck, values, name)


def read_path(path: Path) -> Deck:
    """Read a deck by the path of its file; raises BadFile for one that can't be read, too."""
    try:
        content = beginning_of(path, _MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadFile(tr("{file} can’t be read: {reason}", file=path.name, reason=reason)) from error
    return read_deck(content, path.name)


def _without(decks: Mapping[str, str], title: str) -> dict[str, str]:
    return {each: text for each, text in decks.items() if caseless(each) != caseless(title)}
