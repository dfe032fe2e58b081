"""The network exercise on a worksheet: printed or as a form, and what comes back on one."""

from facilitator.exercises.network.worksheets.edition import worksheet_edition
from facilitator.exercises.network.worksheets.returned import read_worksheets
from facilitator.exercises.network.worksheets.sheet import worksheet_sections

__all__ = ["read_worksheets", "worksheet_edition", "worksheet_sections"]
