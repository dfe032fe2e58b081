"""A wall of cards, themes and rows for the projector: knows no exercise, no window and no library."""
