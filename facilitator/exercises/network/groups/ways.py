"""In which ways the people of a room are divided into groups."""

from typing import Literal

By = Literal["team", "location", "level"]
BYS: tuple[By, ...] = ("team", "location", "level")
