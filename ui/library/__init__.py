"""The window that opens first: all workshops as cards."""
