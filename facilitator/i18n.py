"""The one door through which every sentence a person reads goes.

English is the source language, so the text in the code is the message id. Catalogues lie in
`resources/translations/<language>/LC_MESSAGES/facilitator.mo` (GNU gettext); without one for the chosen
language the English text is shown.
"""

import gettext

from facilitator.resources import resource

_DOMAIN = "facilitator"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def set_language(language: str) -> None:
    """Choose the catalogue for all later calls; `language` is a BCP 47 tag such as "en" or "de"."""
    global _catalogue
    _catalogue = gettext.translation(
        _DOMAIN, localedir=resource("translations"), languages=[language.replace("-", "_")], fallback=True
    )


def tr(text: str, /, **values: object) -> str:
    """Translate `text`, then fill its `{name}` fields with `values`."""
    return _fill(_catalogue.gettext(text), values)


def trn(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate the form that fits `count`, which is also available as the field `{count}`."""
    return _fill(_catalogue.ngettext(singular, plural, count), {"count": count, **values})


def _fill(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text
