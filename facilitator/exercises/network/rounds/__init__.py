"""Before and after: the rounds of a step, lists carried from one to the next, and what changed between them."""
