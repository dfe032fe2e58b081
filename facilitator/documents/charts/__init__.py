"""The charts of `facilitator.charts` on pages: as vectors, tagged with their words."""

from facilitator.documents.charts.drawn import Figure, GroupsTable

__all__ = ["Figure", "GroupsTable"]
