"""Teams, places and levels side by side, none so small that it would give a person away."""
