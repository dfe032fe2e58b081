"""Rapid entry: the facilitator types in worksheets from paper, participant after participant, without a mouse."""

from ui.exercises.network.paper.window import paper_dialog

__all__ = ["paper_dialog"]
