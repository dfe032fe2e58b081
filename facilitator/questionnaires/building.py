"""Making a questionnaire step by step: each function returns another one, checked as a whole, or raises Invalid.

Keys are made of the words that a question or an option begins with, so that a file and a table can be read.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from facilitator.errors import BadFile, Invalid
from facilitator.i18n import tr
from facilitator.questionnaires import model
from facilitator.questionnaires.model import Page, Question, Questionnaire, read_record

_LONGEST_KEY = 24
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


class Kind(NamedTuple):
    """A kind of question that can be asked, by its key and what people call it."""

    key: str
    title: str


def question_kinds() -> list[Kind]:
    """The kinds that a facilitator can ask, the usual ones first."""
    return [
        Kind("one_of", tr("One of several")),
        Kind("several_of", tr("Several of them")),
        Kind("scale", tr("A scale")),
        Kind("text", tr("Words")),
        Kind("rank", tr("The best, in order")),
        Kind("number", tr("A number")),
        Kind("day", tr("A day")),
        Kind("someone", tr("People or teams")),
        Kind("consent", tr("Agreement to a sentence")),
        Kind("counts", tr("How many of each")),
    ]


def add_question(asked: Questionnaire, kind: str, page: str, after: str | None = None) -> tuple[Questionnaire, str]:
    """Ask one thing more on the page with the key `page`, after a question of it or last; returns its key too."""
    key = new_key(kind, [each.key for each in asked.questions])
    question: dict[str, Any] = {"kind": kind, "key": key, "text": tr("New question"), **_to_begin_with(kind)}
    pages = _pages(asked)
    target = next((each for each in pages if each["key"] == page), pages[-1])
    target["questions"].insert(_place(target["questions"], after), key)
    return _built(asked, questions=[*_dumped(asked), question], pages=pages), key


def copy_question(asked: Questionnaire, key: str) -> tuple[Questionnaire, str]:
    """Ask the same once more right after it, to be changed; returns the key of the copy."""
    question = asked.by_key[key]
    own = new_key(key, [each.key for each in asked.questions])
    copied = {**question.model_dump(), "key": own, "text": tr("{text} (copy)", text=question.text)}
    pages = _pages(asked)
    page = next(each for each in pages if key in each["questions"])
    page["questions"].insert(page["questions"].index(key) + 1, own)
    return _built(asked, questions=[*_dumped(asked), copied], pages=pages), own


def change_question(asked: Questionnaire, key: str, **fields: Any) -> Questionnaire:
    """Give a question other values of these fields."""
    asked.by_key[key]
    return _built(asked, questions=[{**each, **(fields if each["key"] == key else {})} for each in _dumped(asked)])


def change_kind(asked: Questionnaire, key: str, kind: str) -> Questionnaire:
    """Ask the same words as another kind of question; options and limits stay where the new kind has them."""
    old = asked.by_key[key].model_dump()
    fields = _QUESTION_TYPES[kind].model_fields
    kept = {name: value for name, value in old.items() if name in fields and value not in ((), None)}
    if not old.get("options"):
        kept.pop("options", None)
    made = {**_to_begin_with(kind), **kept, "kind": kind}
    if kind == "several_of":
        made["up_to"] = None
    elif kind == "someone":
        made["up_to"] = 1
    return _built(asked, questions=[made if each["key"] == key else each for each in _dumped(asked)])


def remove_question(asked: Questionnaire, key: str) -> Questionnaire:
    """Ask it no more; a page that is empty then goes too. Raises Invalid where another one depends on it."""
    question = asked.by_key[key]
    others = list(depending(asked, key))
    if others:
        raise Invalid(
            tr("“{other}” depends on “{question}”: change that first.", other=others[0], question=question.head)
        )
    if len(asked.questions) == 1:
        raise Invalid(tr("A step asks one question at least: change this one, or remove the step."))
    pages = [{**each, "questions": [one for one in each["questions"] if one != key]} for each in _pages(asked)]
    left = [each for each in _dumped(asked) if each["key"] != key]
    return _built(asked, questions=left, pages=[each for each in pages if each["questions"]])


def depending(asked: Questionnaire, key: str) -> Iterator[str]:
    """What others are called that are about a question, rank it, add up or agree to it, or are asked by its answer."""
    for each in asked.by_key.values():
        refers = {each.about, getattr(each, "from_ticks", None), getattr(each, "total", None)}
        refers.update(getattr(each, "covers", ()))
        if key in refers or (each.only_if is not None and each.only_if.question == key):
            yield each.head
    for page in asked.pages:
        if page.only_if is not None and page.only_if.question == key:
            yield page.title or tr("A page")


def move_question(asked: Questionnaire, key: str, by: int) -> Questionnaire:
    """Ask it so many places later, or earlier; at the end of a page it goes on to the next one."""
    pages = _pages(asked)
    at = next(number for number, each in enumerate(pages) if key in each["questions"])
    on_page = pages[at]["questions"]
    place = on_page.index(key)
    target = at + (1 if by > 0 else -1)
    if 0 <= place + by < len(on_page):
        on_page.insert(place + by, on_page.pop(place))
    elif 0 <= target < len(pages):
        on_page.remove(key)
        pages[target]["questions"].insert(0 if by > 0 else len(pages[target]["questions"]), key)
    return _built(asked, pages=[each for each in pages if each["questions"]])


def put_question(asked: Questionnaire, key: str, page: str, before: str | None = None) -> Questionnaire:
    """Ask it on the page with the key `page`, before a question of it or last."""
    pages = _pages(asked)
    for each in pages:
        each["questions"] = [one for one in each["questions"] if one != key]
    target = next(each for each in pages if each["key"] == page)
    place = target["questions"].index(before) if before in target["questions"] else len(target["questions"])
    target["questions"].insert(place, key)
    return _built(asked, pages=[each for each in pages if each["questions"]])


def split_page(asked: Questionnaire, key: str) -> tuple[Questionnaire, str]:
    """Begin a new page with this question and those after it on its page; returns the key of that page."""
    pages = _pages(asked)
    at = next(number for number, each in enumerate(pages) if key in each["questions"])
    place = pages[at]["questions"].index(key)
    if not place:
        raise Invalid(tr("A page begins with this question already."))
    own = new_key("page", [each["key"] for each in pages])
    moved = pages[at]["questions"][place:]
    pages[at]["questions"] = pages[at]["questions"][:place]
    # Both are asked under what the page was asked under.
    pages.insert(at + 1, {**pages[at], "key": own, "title": tr("New page"), "questions": moved})
    return _built(asked, pages=pages), own


def join_page(asked: Questionnaire, page: str) -> Questionnaire:
    """Put the questions of a page onto the one before it."""
    pages = _pages(asked)
    at = next(number for number, each in enumerate(pages) if each["key"] == page)
    if not at:
        raise Invalid(tr("There is no page before the first one."))
    pages[at - 1]["questions"] += pages.pop(at)["questions"]
    return _built(asked, pages=pages)


def move_page(asked: Questionnaire, page: str, by: int) -> Questionnaire:
    """Ask a page so many places later, or earlier."""
    pages = _pages(asked)
    at = next(number for number, each in enumerate(pages) if each["key"] == page)
    if 0 <= at + by < len(pages):
        pages.insert(at + by, pages.pop(at))
    return _built(asked, pages=pages)


def change_page(asked: Questionnaire, page: str, **fields: Any) -> Questionnaire:
    """Give a page another title, layout or condition."""
    return _built(asked, pages=[{**each, **(fields if each["key"] == page else {})} for each in _pages(asked)])


def can_count_words(asked: Questionnaire, texts: Sequence[Question]) -> bool:
    """Whether words of these texts, those of one page, can be counted together."""
    return bool(texts) and not asked.anonymous and all(each.about is None for each in texts)


def change_step(asked: Questionnaire, **fields: Any) -> Questionnaire:
    """Give the whole another title, notice, names or company."""
    return _built(asked, **fields)


def reworded_options(question: Question, lines: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Options by keys and labels, in this order; "" for a key is a new one. What else an option has stays."""
    before = {option.key: option.model_dump() for option in getattr(question, "options", ())}
    taken = [*before]
    found = []
    for key, label in lines:
        own = key or new_key(label, taken)
        taken.append(own)
        found.append({**before.get(own, {}), "key": own, "label": label})
    return found


def new_key(words: str, taken: Collection[str]) -> str:
    """A key for these words that is not taken."""
    plain = unicodedata.normalize("NFKD", words.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    stem = _NO_LETTERS.sub("_", plain).strip("_")[:_LONGEST_KEY].strip("_")
    if not stem or not stem[0].isalpha():
        stem = f"o_{stem}".strip("_")
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


_QUESTION_TYPES: Mapping[str, type[Question]] = {
    "text": model.Text,
    "one_of": model.OneOf,
    "several_of": model.SeveralOf,
    "rank": model.Rank,
    "scale": model.Scale,
    "number": model.Number,
    "day": model.Day,
    "someone": model.Someone,
    "consent": model.Consent,
    "counts": model.Counts,
}


def _to_begin_with(kind: str) -> dict[str, Any]:
    """What a new question of a kind has, so that it can be asked as it is."""
    if kind in ("one_of", "several_of", "rank", "counts"):
        labels = [tr("First answer"), tr("Second answer"), tr("Third answer")]
        made: dict[str, Any] = {"options": [{"key": f"o_{at}", "label": each} for at, each in enumerate(labels, 1)]}
        return {**made, "best": 3} if kind == "rank" else made
    if kind == "scale":
        return {"labels": [tr("Not at all"), tr("A little"), tr("Partly"), tr("Mostly"), tr("Fully")]}
    return {"least": 0} if kind == "number" else {}


def _dumped(asked: Questionnaire) -> list[dict[str, Any]]:
    return [each.model_dump() for each in asked.questions]


def _pages(asked: Questionnaire) -> list[dict[str, Any]]:
    return [{**each.model_dump(), "questions": list(each.questions)} for each in asked.paged]


def _place(keys: Sequence[str], after: str | None) -> int:
    return keys.index(after) + 1 if after is not None and after in keys else len(keys)


def _built(asked: Questionnaire, **fields: Any) -> Questionnaire:
    made: dict[str, Any] = {"questions": _dumped(asked), "pages": _pages(asked) if asked.pages else (), **fields}
    texts = {each["key"] for each in made["questions"] if each["kind"] == "text"}
    for each in made["pages"]:
        # Where nothing is written any more there are no words to count.
        each["words_most"] = each["words_most"] if texts & set(each["questions"]) else None
    pages = [Page.model_validate(each) for each in made["pages"]]
    if len(pages) == 1 and pages[0] == Page(key=pages[0].key, questions=pages[0].questions):
        # One page without a name is none.
        made["pages"] = ()
        order = {key: place for place, key in enumerate(pages[0].questions)}
        made["questions"] = sorted(made["questions"], key=lambda each: order[each["key"]])
    whole = {name: getattr(asked, name) for name in Questionnaire.model_fields}
    try:
        return read_record(Questionnaire, {**whole, **made})
    except BadFile as error:
        raise Invalid(error.sentence) from error
