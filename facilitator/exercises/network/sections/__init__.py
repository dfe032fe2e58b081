"""The network exercise on paper: its part of the room's summary and of each participant's handout."""

from facilitator.exercises.network.sections.handout import handout_sections
from facilitator.exercises.network.sections.summary import summary_sections

__all__ = ["handout_sections", "summary_sections"]
