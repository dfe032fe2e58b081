"""The one door through which every sentence a person reads goes.

English is the source language, so the text in the code is the message id. Catalogues lie in
`resources/translations/<language>/LC_MESSAGES/facilitator.mo` (GNU gettext); without one for the chosen
language the English text is shown.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from facilitator.resources import resource

_DOMAIN = "facilitator"
SOURCE = "en"
"""The language that the texts in the code are of."""
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_spoken: ContextVar[gettext.NullTranslations | None] = ContextVar("_spoken", default=None)


def set_language(language: str) -> None:
    """Choose the catalogue for all later calls; `language` is a BCP 47 tag such as "en" or "de"."""
    global _catalogue
    _catalogue = _read(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language within a block and this thread, for a document that is for somebody else; "" changes nothing."""
    token = _spoken.set(_read(language)) if language else None
    try:
        yield
    finally:
        if token is not None:
            _spoken.reset(token)


def languages() -> list[str]:
    """The languages that there are texts in, the source language first."""
    folder = resource("translations")
    found = sorted(path.parts[-3] for path in folder.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))
    return [SOURCE, *(name.replace("_", "-") for name in found if name != SOURCE)]


def tr(text: str, /, **values: object) -> str:
    """Translate `text`, then fill its `{name}` fields with `values`."""
    return _fill(_now().gettext(text), values)


def trn(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate the form that fits `count`, which is also available as the field `{count}`."""
    return _fill(_now().ngettext(singular, plural, count), {"count": count, **values})


def _now() -> gettext.NullTranslations:
    return _spoken.get() or _catalogue


def _read(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.translation(
        _DOMAIN, localedir=resource("translations"), languages=[language.replace("-", "_")], fallback=True
    )


def _fill(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text
