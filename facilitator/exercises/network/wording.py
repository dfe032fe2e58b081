"""What the bundled sets say of their questions beyond what a workshop keeps: how a tally asks, the client's words for
teams and departments, and which answers of earlier versions mean the same.

A workshop keeps English words of a set, or its own. So everything here is found by these words: a question or an answer
that was reworded has nothing of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from string import Formatter

from facilitator.content_files import content
from facilitator.exercises.network.factors import Factor, Wording, context_of, factor_sets
from facilitator.i18n import in_all_languages, languages, speaking, tr, tr_content, trn
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line

_ARTICLES = {"der": "er", "die": "e", "das": "es"}


@cache
def _articles_by_ending() -> tuple[tuple[str, str], ...]:
    """Endings of German words for units and their articles, the longest first: "Frühschicht" is a "schicht"."""
    known = content(dict[str, tuple[str, ...]], "names", "german_units.json")
    return tuple(
        sorted(((end, article) for article, ends in known.items() for end in ends), key=lambda pair: -len(pair[0]))
    )


class Word:
    """A client's word for a unit, such as "shift" or "die Schicht", with the endings of German words before it.

    With its article, der, die or das, these endings are known, and so they are of common words without one; of others
    they are those of "das". `er` is that of an adjective ("ander" + er), `e` that of "mein" and `em` that of the third
    case ("Ihr" + em).
    """

    def __init__(self, written: str) -> None:
        first, _, rest = written.partition(" ")
        self._gender = _ARTICLES.get(first.lower(), "") if rest else ""
        self._noun = rest.strip() if self._gender else written
        if not self._gender:
            noun = written.lower()
            article = next((article for end, article in _articles_by_ending() if noun.endswith(end)), "")
            self._gender = _ARTICLES.get(article, "")

    def __str__(self) -> str:
        return self._noun

    @property
    def has_article(self) -> bool:
        """Whether its German article is known."""
        return bool(self._gender)

    @property
    def er(self) -> str:
        """The ending of an adjective without an article before it, in the first case."""
        return self._gender or "es"

    @property
    def e(self) -> str:
        """The ending of "mein" in the first case."""
        return "e" if self._gender == "e" else ""

    @property
    def em(self) -> str:
        """The ending of "mein" or "Ihr" in the third case."""
        return "er" if self._gender == "e" else "em"


@dataclass(frozen=True, slots=True)
class Words:
    """What the client calls a team and a department; "" where the usual words do."""

    team: str = ""
    department: str = ""

    def __bool__(self) -> bool:
        return bool(self.team or self.department)

    def fill(self, context: str, template: str) -> str:
        """`template`, in the language spoken, with these words or, where there is none, the usual one.

        `context` is that of the content which the template came with.
        """
        team, department = self.team or tr("team"), self.department or tr("department")
        return tr_content(context, template, team=Word(team), department=Word(department))

    def units(self) -> dict[str, Word]:
        """These words by "team" and "department", to be filled into a sentence; the usual one where there is none.

        Where a language puts endings before it, a word without its article is none that a sentence could bend: the
        usual word stands there.
        """
        return {"team": _bent(self.team, tr("team")), "department": _bent(self.department, tr("department"))}


def _bent(written: str, usual: str) -> Word:
    word = Word(written or usual)
    return Word(usual) if _puts_endings(usual) and not word.has_article else word


def _puts_endings(usual: str) -> bool:
    """Whether a language puts endings before a word: its own word for a unit comes with an article then."""
    return usual.partition(" ")[0].lower() in _ARTICLES


def without_article(words: Iterable[str]) -> list[str]:
    """The words of a client that the language spoken can't bend, since it puts endings before them."""
    if not _puts_endings(tr("team")):
        return []
    return [written for written in words if written and not Word(written).has_article]


USUAL_WORDS = Words()
"""Team and department."""


def worded(factor: Factor, stored: Sequence[str], words: Words) -> Factor:
    """A question as it is shown: with the client's words where the `stored` answers are those of a bundled set."""
    if not words:
        return factor
    templates = _templates()
    filled = []
    for label, raw in zip(factor.codes, stored, strict=True):
        template = templates.get((factor.key, raw))
        filled.append(words.fill(context_of(factor.key), template) if template else label)
    return replace(factor, codes=tuple(filled)) if len(set(filled)) == len(filled) else factor


def axis_label(factor: Factor, shape: str) -> str:
    """What an axis of a shape, "diversity" or "strength", is called.

    Both shapes have the same axes. Answers without an order are neither strong nor weak: at that axis the outline of
    strength is always open, and its name is marked for it, see `without_strength`.
    """
    return f"{factor.label} (–)" if shape == "strength" and not factor.has_strength else factor.label


def without_strength(axes: Iterable[Factor], shape: str) -> str:
    """What the mark of `axis_label` says; empty where no axis has it."""
    if shape != "strength" or all(factor.has_strength for factor in axes):
        return ""
    return tr("(–): its answers are neither strong nor weak")


def tally_question(factor: Factor, count: int | str) -> str:
    """How a question is asked of a list of `count` people at once: the words of a set, or the question with a lead.

    `count` may be what stands for a number that is not known yet. Of one person nobody asks how many.
    """
    if count == 1:
        return tr_content(context_of(factor.key), factor.question)
    for asked in _tallies().get(factor.key, ()):
        if factor.question in (asked.factor.question, tr_content(context_of(factor.key), asked.factor.question)):
            return tr_content(context_of(factor.key), asked.tally, n=count)
    return tr("{question} Of your {n} people, how many?", question=factor.question, n=count)


def too_many(total: int, size: int) -> str:
    """Why counts can't stand that make more people than are on the list."""
    return trn(
        "for {size} people, not {total}: one too many",
        "for {size} people, not {total}: {count} too many",
        total - size,
        size=size,
        total=total,
    )


def same_words(factor: Factor, label: str) -> frozenset[str]:
    """Other words for an answer to this question, in all languages: of a set, of earlier ones, with anybody's words."""
    line, groups = one_line(label), _groups().get(factor.key, ())
    found = [group.words for group in groups if line in group.words]
    if not found:
        # Anybody's words: the longest template that fits, since "another department" fits whatever begins so.
        fitting = [(pattern, group) for group in groups for pattern in group.patterns if _may_be_made(pattern, line)]
        found = [group.words for _, group in sorted(fitting, key=lambda each: -len(each[0].pattern))[:1]]
    return frozenset().union(*found)


def in_words_of(factor: Factor, label: str) -> frozenset[str]:
    """The words for the answer in which, in any language, those words of the client stand that `factor` has."""
    patterns = [(pattern, group) for group in _groups().get(factor.key, ()) for pattern in group.patterns]
    own = {pair for code in factor.codes for pattern, _ in patterns for pair in _filled_in(pattern, code)}
    fitting = (group.words for pattern, group in patterns if len(_filled_in(pattern, label)) > 0 and
               _filled_in(pattern, label) <= own | _usual_words())  # fmt: skip
    return frozenset().union(*fitting)


def _filled_in(pattern: re.Pattern[str], label: str) -> frozenset[tuple[str, str]]:
    """What stands in the places of a template in an answer, none where it is not made by it."""
    found = pattern.fullmatch(one_line(label))
    return frozenset((name, caseless(word)) for name, word in found.groupdict().items()) if found else frozenset()


def _may_be_made(pattern: re.Pattern[str], label: str) -> bool:
    """Whether a template can make an answer: “another team” is no department that is called so."""
    filled = _filled_in(pattern, label)
    taken = {word: name for name, word in _usual_words()}
    return bool(filled) and all(taken.get(word, name) == name for name, word in filled)


@cache
def _usual_words() -> frozenset[tuple[str, str]]:
    """What teams and departments are called where the client says nothing else, in all languages."""
    found = set()
    for language in languages():
        with speaking(language):
            found |= {("team", caseless(str(Word(tr("team"))))), ("department", caseless(str(Word(tr("department")))))}
    return frozenset(found)


@cache
def names_of(key: str) -> tuple[str, ...]:
    """What the sets call a question and how they ask it, earlier ones too and in all languages."""
    asked = [each for each in _wordings() if each.factor.key == key]
    texts = (text for each in asked for text in (each.factor.label, each.factor.question, *each.names))
    return tuple(dict.fromkeys(name for text in texts for name in in_all_languages(context_of(key), text)))


def earlier_questions(known: Iterable[str]) -> tuple[Factor, ...]:
    """The questions of all sets, as they are now or were last, whose keys are not among `known`; none is private."""
    keys = set(known)
    found: dict[str, Factor] = {}
    for factor in (each.factor for each in _wordings()):
        if factor.key not in keys and not factor.private:
            found.setdefault(factor.key, replace(factor, active=True))
    return tuple(found.values())


def codes_between(then: Factor, now: Factor) -> dict[int, int]:
    """Which answers of one question are which of another version of it, by their numbers.

    By their words where these tell; the others by their place, as long as no word says that the places differ. Empty
    where the two are not the same question.
    """
    if (then.key, then.kind) != (now.key, now.kind):
        return {}
    told = {code: found for code, label in enumerate(then.codes, 1) if (found := _code_of(now, label)) is not None}
    if any(code != found for code, found in told.items()):
        return told
    if len(then.codes) != len(now.codes):
        return {}
    return {code: code for code in range(1, len(now.codes) + 1)}


def means_the_same(then: Factor, now: Factor) -> bool:
    """Whether two versions of a question can be compared: each answer is the one at the same place."""
    places = {code: code for code in range(1, len(now.codes) + 1)}
    return len(then.codes) == len(now.codes) and codes_between(then, now) == places


def _code_of(factor: Factor, label: str) -> int | None:
    """The one answer that these words, or other words for the same, are."""
    context = context_of(factor.key)
    wanted = {label, *in_all_languages(context, label)}
    exact = [code for code, each in enumerate(factor.codes, 1) if wanted & set(in_all_languages(context, each))]
    if not exact:
        exact = [code for code, each in enumerate(factor.codes, 1) if wanted & same_words(factor, each)]
    return exact[0] if len(exact) == 1 else None


@dataclass(frozen=True, slots=True)
class _Group:
    """One answer in all its words; `patterns` take those in which a client's words stand."""

    words: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


@cache
def _groups() -> dict[str, tuple[_Group, ...]]:
    found: dict[str, list[_Group]] = {}
    for each in _wordings():
        context = context_of(each.factor.key)
        extra = each.factor.not_comparable
        every = [*_with(each.factor.codes, each.aliases, each.worded)]
        if extra:
            every.append((extra, each.not_comparable_aliases, None))
        for label, aliases, template in every:
            words = frozenset(text for word in (label, *aliases) for text in in_all_languages(context, word))
            patterns = tuple(_pattern(text) for text in (in_all_languages(context, template) if template else ()))
            found.setdefault(each.factor.key, []).append(_Group(words, patterns))
    return {key: tuple(groups) for key, groups in found.items()}


def _with(
    codes: Sequence[str], aliases: Sequence[tuple[str, ...]], templates: Sequence[str | None]
) -> Iterable[tuple[str, tuple[str, ...], str | None]]:
    for place, label in enumerate(codes):
        yield label, aliases[place] if aliases else (), templates[place] if templates else None


def _pattern(template: str) -> re.Pattern[str]:
    """What a template makes, whatever the words are; an ending is a few letters."""
    parts = []
    for text, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(text))
        if name:
            parts.append(r"\w{0,3}" if "." in name else f"(?P<{name}>.+)")
    return re.compile("".join(parts), re.IGNORECASE)


@cache
def _templates() -> dict[tuple[str, str], str]:
    return {
        (each.factor.key, label): template
        for each in _wordings()
        for label, template in zip(each.factor.codes, each.worded, strict=False)
        if template
    }


@cache
def _tallies() -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for each in _wordings():
        if each.tally:
            found.setdefault(each.factor.key, []).append(each)
    return found


@cache
def _wordings() -> tuple[Wording, ...]:
    return tuple(wording for each in factor_sets() for wording in each.wordings)


def as_written(raw: str, shown: str, words: Words, key: str) -> bool:
    """Whether `shown` is what `raw` looks like with the client's words, so that it was not reworded."""
    template = _templates().get((key, raw))
    return template is not None and shown == words.fill(context_of(key), template)
