"""The facilitator's colour, logo and contact line, kept in the library for all their documents."""

from base64 import b64decode, b64encode

from facilitator.documents.brand import HOUSE, Brand, read_logo, readable_accent
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line
from facilitator.workshop.preferences import preference, set_preference

_KEY = "brand"


def branding(library: Library) -> Brand:
    """The look that was chosen, else the house's."""
    stored = preference(library, _KEY)
    if stored is None:
        return HOUSE
    return Brand(stored["accent"], b64decode(stored["logo"]), stored["contact"])


def change_branding(library: Library, brand: Brand) -> Brand:
    """Keep a look and return it as it is kept: the colour dark enough for white words, the logo reduced.

    Raises Invalid for what is no colour, BadFile for a logo that is no picture.
    """
    accent, _ = readable_accent(brand.accent)
    logo = read_logo(brand.logo) if brand.logo else b""
    kept = Brand(accent, logo, one_line(brand.contact))
    set_preference(
        library, _KEY, {"accent": kept.accent, "logo": b64encode(kept.logo).decode(), "contact": kept.contact}
    )
    return kept
