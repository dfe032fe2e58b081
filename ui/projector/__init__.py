"""The window that the room sees: one idea at a time, readable from the back, never the name of a contact."""
