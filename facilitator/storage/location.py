"""Which file is the library when nobody says so."""

import os
from pathlib import Path

ENVIRONMENT = "FACILITATOR_LIBRARY"


def library_path(chosen: Path | None = None) -> Path:
    """`chosen`, else the file that FACILITATOR_LIBRARY names, else `library.sqlite` in the user's data folder."""
    if chosen is not None:
        return chosen
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    # Imported here: the start-up path asks for it once and most commands name their library.
    from platformdirs import user_data_path

    return user_data_path("Facilitator", appauthor=False) / "library.sqlite"
