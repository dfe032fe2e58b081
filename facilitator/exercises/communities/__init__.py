"""Communities to start: about what, with whom, and with which first question."""
