"""Windows for the documents: what they hold, how they look, and a live preview."""
