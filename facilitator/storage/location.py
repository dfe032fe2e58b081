"""Which file is the library when nobody says so."""

import os
from pathlib import Path

from facilitator.storage.server.address import ServerAddress, is_address

ENVIRONMENT = "FACILITATOR_LIBRARY"


Place = Path | ServerAddress
"""Where a library is: a file, or a database of a server."""


def library_path(chosen: Place | None = None) -> Place:
    """`chosen`, else what FACILITATOR_LIBRARY names, else `library.sqlite` in the user's data folder.

    Raises Invalid where FACILITATOR_LIBRARY names a server by what is no address.
    """
    if chosen is not None:
        return chosen
    named = os.environ.get(ENVIRONMENT)
    if named:
        return ServerAddress.parse(named) if is_address(named) else Path(named)
    return usual_path()


def usual_path() -> Path:
    """`library.sqlite` in the user's data folder."""
    # Imported here: most commands name their library.
    from platformdirs import user_data_path

    return user_data_path("Facilitator", appauthor=False) / "library.sqlite"
