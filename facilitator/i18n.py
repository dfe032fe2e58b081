"""The one door through which every sentence, date and number that a person reads goes.

English is the source language, so the text in the code is the message id. Catalogues lie in
`resources/translations/<language>/LC_MESSAGES/facilitator.mo` (GNU gettext), made from the `.po` beside them by
`packaging/translations.py`; without one for the chosen language the English text is shown. Dates and numbers are
written as the Unicode Common Locale Data Repository says for the language.
"""

import gettext
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache

from facilitator.resources import resource
from facilitator.rounding import hundredths, rounded

_DOMAIN = "facilitator"
SOURCE = "en"
"""The language that the texts in the code are of."""
AGENDA = "agenda"
"""The context of the titles and notes of steps, and of the titles of exercises, which are those of their steps."""
INDICATORS = "indicators"
"""The context of the indicators that come with the program."""
SAMPLES = "samples"
"""The context of what invented people answer, and of who they are."""
_LOCALES = {SOURCE: "en_001"}
"""Whose habits of dates and numbers a language has, where they are not those of its name: English of no one country."""
_BEHIND_CONTEXT = "\x04"
"""What a catalogue has between the context of a text and the text."""
_MINUS = str.maketrans("−–", "--")
_spoken: ContextVar[str] = ContextVar("_spoken", default="")
_program = SOURCE


def speak(language: str) -> None:
    """The language of the program itself from here on, in every thread: what is said outside of `speaking`."""
    global _program
    _program = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language within a block and this thread, for a paper that is for somebody else; "" changes nothing."""
    token = _spoken.set(language) if language else None
    try:
        yield
    finally:
        if token is not None:
            _spoken.reset(token)


def asked_for() -> str:
    """The language that the innermost `speaking` asks for here, "" where the program's own is spoken."""
    return _spoken.get()


@contextmanager
def as_asked_for(language: str) -> Iterator[None]:
    """Speak within a block as it was spoken where `asked_for` told this: "" is the program's own language."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def languages() -> list[str]:
    """The languages that there are texts in, the source language first."""
    return list(_languages())


@cache
def _languages() -> tuple[str, ...]:
    found = sorted(path.parts[-3] for path in resource("translations").glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))
    return (SOURCE, *(name.replace("_", "-") for name in found if name != SOURCE))


def language_name(language: str) -> str:
    """What its own speakers call a language, such as "Deutsch" for "de"; its tag where nothing is known of it."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = language
    return f"{name[0].upper()}{name[1:]}" if name else language


def tr(text: str, /, **values: object) -> str:
    """Translate `text`, then fill its `{name}` fields with `values`."""
    # What gettext has for no text is the head of the catalogue.
    return _fill(_now().gettext(text) if text else text, values)


def trn(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate the form that fits `count`, which is also available as the field `{count}`."""
    return _fill(_now().ngettext(singular, plural, count), {"count": count, **values})


def tr_as(sense: str, text: str, /, **values: object) -> str:
    """Translate `text` in one of its senses, then fill its `{name}` fields with `values`.

    For a text that another language says in different words by what is meant: `tr_as("column", "Next")` is the head of
    a column, `tr("Next")` a button. `sense`, the gettext context, is written out where it is called, in few words
    that tell a translator which one it is; the commonest sense has none and goes through `tr`.
    """
    return _fill(_now().pgettext(sense, text), values)


def tr_later(text: str, /) -> str:
    """`text` as it is: gathered where it stands in the code as a name, and said by `tr` where somebody reads it."""
    return text


def tr_content(context: str, text: str, /, **values: object) -> str:
    """Translate `text` as one of the texts that came with one kind of content, then fill its `{name}` fields.

    `context` is the gettext context under which that content is gathered, such as `AGENDA` or "factor:hierarchy". A
    workshop keeps the English of such a text, or what the facilitator wrote in its place: the same word that somebody
    wrote in another context stays as it is.
    """
    return _fill(_now().pgettext(context, text) if text else text, values)


@lru_cache(maxsize=2_000)
def in_all_languages(context: str, text: str, /) -> tuple[str, ...]:
    """`text` and, where it came with the content of this context, what it is in every other language, each once."""
    return tuple(dict.fromkeys((text, *(_catalogue(each).pgettext(context, text) for each in _languages() if text))))


@lru_cache(maxsize=2_000)
def _everywhere(text: str, language: str) -> tuple[str, ...]:
    sense, _, source = _sources(language).get(text, text).rpartition(_BEHIND_CONTEXT)
    others = [_catalogue(each) for each in _languages()]
    said = [each.pgettext(sense, source) if sense else each.gettext(source) for each in others]
    return tuple(dict.fromkeys((text, source, *said)))


def said_everywhere(text: str) -> tuple[str, ...]:
    """`text`, which the program says in the language that is spoken, and what it says in its place in the others."""
    return _everywhere(text, spoken()) if text else ()


@cache
def _sources(language: str) -> dict[str, str]:
    """The texts of a language with those of the code that they stand for; of two alike the first."""
    known: dict[object, str] = getattr(_catalogue(language), "_catalog", {})
    return {said: source for source, said in reversed(known.items()) if isinstance(source, str) and said and source}


def said_again(text: str, *around: str) -> str:
    """A text that the program said and kept, in whichever of its languages, in the one that is spoken now.

    `around` are texts of the code with the field `{label}`, in which it may stand. What the program never says, and
    what has fields filled in otherwise, stays as it is.
    """
    for template in around:
        for language in languages():
            before, after = _catalogue(language).gettext(template).split("{label}")
            if text.startswith(before) and text.endswith(after):
                inner = text.removeprefix(before).removesuffix(after)
                return tr(template, label=said_again(inner, *around))
    for language in languages():
        source = _sources(language).get(text)
        if source is not None:
            sense, _, plain = source.rpartition(_BEHIND_CONTEXT)
            return tr_content(sense, plain) if sense else tr(plain)
    return tr(text)


def short_day(day: date) -> str:
    """A date as it stands in tables and lists, such as "4 Mar 2026"."""
    return _day(day, "medium")


def short_moment(moment: datetime, *, seconds: bool = False) -> str:
    """A day and a time as they stand in tables and lists, such as "4 Mar 2026, 14:05", on this computer's clock."""
    here = moment.astimezone()
    return f"{short_day(here.date())}, {here:%H:%M:%S}" if seconds else f"{short_day(here.date())}, {here:%H:%M}"


def day_pattern() -> str:
    """How a field has dates typed and shown, in the letters of Unicode's date patterns, such as "d MMM yyyy"."""
    from babel.dates import get_date_format

    pattern: str = get_date_format("medium", locale=locale_name()).pattern
    return re.sub("y+", "yyyy", pattern)


def month_named(name: str) -> int | None:
    """The number of the month that is called so, whole or shortened, in any language; None where none is."""
    return _months().get(name.casefold().rstrip("."))


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    return {
        name.casefold().rstrip("."): month
        for language in languages()
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for month, name in get_month_names(width, context, _LOCALES.get(language, language.replace("-", "_"))).items()
    }


def long_day(day: date) -> str:
    """A date as it stands in a sentence, such as "4 March 2026"."""
    return _day(day, "long")


def day_of_week(day: date) -> str:
    """A date with its day of the week and without a year, such as "Mon, 4 May"."""
    from babel.dates import format_skeleton

    found: str = format_skeleton("EdMMM", day, locale=locale_name())
    return found


def percent(share: float) -> str:
    """A share in [0, 1] in whole per cent, such as "12%"."""
    from babel.numbers import format_percent

    # Rounded here: halves go as they do in every other figure.
    return format_percent(hundredths(share) / 100, locale=locale_name())


def decimal(value: float, digits: int, *, signed: bool = False) -> str:
    """A number with so many digits behind the point, with a true minus sign; `signed` shows a plus as well."""
    # Nought below nought would be kept for nought.
    return _decimal(value or 0.0, digits, signed, locale_name())


@lru_cache(maxsize=4_000)
def _decimal(value: float, digits: int, signed: bool, locale: str) -> str:
    # Kept, since charts that are made anew with each answer say the same few numbers.
    from babel.numbers import format_decimal

    whole = f"0.{'0' * digits}" if digits else "0"
    found: str = format_decimal(rounded(value, digits), f"{'+' if signed else ''}{whole};-{whole}", locale=locale)
    return found.replace("-", "−")


def number(value: float) -> str:
    """A number as it was written, with the digits behind the point that it has, six at most, and without groups."""
    digits = len(f"{rounded(value, 6):f}".rstrip("0").partition(".")[2])
    return decimal(value, digits)


def number_in(text: str, point: str = "") -> float | None:
    """The number that somebody wrote by the habits of the language; None where it is none.

    The decimal sign of another language is taken too, unless the three digits behind it make it a sign between
    thousands here: "12,5" is 12.5 in English, "1,234" is 1234. The `point` counts where it is known which was written.
    """
    from babel.numbers import get_decimal_symbol, get_group_symbol

    if point:
        between = "," if point == "." else "."
    else:
        point, between = get_decimal_symbol(locale_name()), get_group_symbol(locale_name())
    plain = " ".join(text.translate(_MINUS).split())
    sign, digits = (-1, plain[1:].lstrip()) if plain[:1] == "-" else (1, plain.removeprefix("+"))
    whole, mark, rest = digits.partition(point)
    for apart in {" ", between} - {point}:
        # Signs between thousands are taken out where they stand between thousands, and nowhere else.
        if re.fullmatch(rf"[0-9]{{1,3}}({re.escape(apart)}[0-9]{{3}})+", whole):
            whole = whole.replace(apart, "")
    digits = f"{whole}{mark.replace(point, '.')}{rest}".replace(",", ".", 1)
    return sign * float(digits) if re.fullmatch(r"[0-9]{1,15}(\.[0-9]*)?|\.[0-9]+", digits) else None


def half(value: float) -> str:
    """A number with a digit behind the point where it needs one, such as a median of counts: "12" or "12.5"."""
    return decimal(value, 0 if rounded(value, 1) == rounded(value) else 1)


def in_quotes(text: object) -> str:
    """A name or what somebody wrote, in the quotation marks of the language."""
    return tr("“{text}”", text=text)


def first_of(names: Sequence[str], most: int, between: str = ", ") -> str:
    """The first `most` of these, and how many more there are: "A, B and 3 more". All of them where they are no more."""
    shown = between.join(names[:most])
    more = len(names) - most
    return shown if more <= 0 else trn("{names} and {count} more", "{names} and {count} more", more, names=shown)


def _day(day: date, form: str) -> str:
    # Imported where it is used: the library window must not wait for it.
    from babel.dates import format_date

    found: str = format_date(day, form, locale=locale_name())
    return found


def spoken() -> str:
    """The language that texts are said in now, such as "en"."""
    return _spoken.get() or _program


def locale_name() -> str:
    """The name of the rules for dates and numbers, such as "de" or "en_001"; English ones where a language has none."""
    name = spoken().replace("-", "_")
    if name in _LOCALES:
        return _LOCALES[name]
    from babel.localedata import exists

    return name if exists(name) else _LOCALES[SOURCE]


def _now() -> gettext.NullTranslations:
    return _catalogue(spoken())


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The texts in a language; those of the code where there are none."""
    if language == SOURCE:
        return gettext.NullTranslations()
    folder = resource("translations")
    return gettext.translation(_DOMAIN, localedir=folder, languages=[language.replace("-", "_")], fallback=True)


def _fill(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text
