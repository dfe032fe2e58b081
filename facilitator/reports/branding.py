"""The facilitator's colour, logo and contact line, kept in the library for all their documents."""

from dataclasses import dataclass

from pydantic import Base64Bytes

from facilitator.documents.brand import HOUSE, Brand, read_logo, readable_accent
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line
from facilitator.workshop.preferences import Preference


@dataclass(frozen=True, slots=True)
class _StoredBranding:
    """A look as JSON can hold it."""

    accent: str
    logo: Base64Bytes
    contact: str


_BRAND: Preference[_StoredBranding | None] = Preference("brand", _StoredBranding, None)


def branding(library: Library) -> Brand:
    """The look that was chosen, else the house's."""
    kept = _BRAND.get(library)
    return HOUSE if kept is None else Brand(kept.accent, kept.logo, kept.contact)


def change_branding(library: Library, brand: Brand) -> Brand:
    """Keep a look and return it as it is kept: the colour dark enough for white words, the logo reduced.

    Raises Invalid for what is no colour, BadFile for a logo that is no picture.
    """
    accent, _ = readable_accent(brand.accent)
    logo = read_logo(brand.logo) if brand.logo else b""
    kept = Brand(accent, logo, one_line(brand.contact))
    _BRAND.set(library, _StoredBranding(kept.accent, kept.logo, kept.contact))
    return kept
