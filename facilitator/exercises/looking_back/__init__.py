"""Looking back on what was agreed: what became of the actions, and what can be seen of it in figures."""
