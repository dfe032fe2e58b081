"""The station's settings."""

from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.station import StationSettings, change_station, station_settings


def test_they_are_kept_and_changed_one_by_one(library: Library) -> None:
    assert station_settings(library) == StationSettings()
    change_station(library, text=1.5)
    change_station(library, late_arrivals=True, screen={"name": "HDMI-1"})
    assert station_settings(library) == StationSettings(text=1.5, late_arrivals=True, screen={"name": "HDMI-1"})


def test_nonsense_is_as_usual_and_a_time_has_to_be_one(library: Library) -> None:
    for nonsense in ([], "left", {"text": "huge"}, {"colour": "red"}):
        Preference("station", Any, None).set(library, nonsense)
        assert station_settings(library) == StationSettings()
    with pytest.raises(Invalid):
        change_station(library, idle_seconds=0)
