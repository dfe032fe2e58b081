"""Real data that lies beside the repository, where there is any: it keeps its own licences and is not shipped."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared data, or a skip that says where it was looked for."""
    beside = Path(__file__).resolve().parents[3].parent / "shared" / "data"
    folder = Path(os.environ.get("FACILITATOR_SHARED_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"there is no shared data at {folder}; FACILITATOR_SHARED_DATA names another place")
    return folder
