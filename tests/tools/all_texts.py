"""All texts of the program, gathered once in a process: finding them in all of its code takes seconds."""

from functools import cache

import translations
from babel.messages.catalog import Catalog


@cache
def all_texts() -> Catalog:
    """What `packaging/translations.py` gathers. It is shared: nobody changes it."""
    return translations.gathered()
