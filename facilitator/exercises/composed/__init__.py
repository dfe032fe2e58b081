"""Own questions: a step that a facilitator makes from questions. It is described whole, and built in the app."""
