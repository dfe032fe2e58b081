"""Learning in a real piece of work: ideas in four fields, weighed by effort and benefit, one chosen in each."""
