"""A workshop of six people with a challenge."""

import pytest
from challenged import Room, challenged

from facilitator.storage.library import Library


@pytest.fixture
def room(library: Library) -> Room:
    """The first person has counted their network."""
    return challenged(library)
