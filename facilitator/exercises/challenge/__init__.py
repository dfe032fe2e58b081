"""The 30-Day Challenge: a small action a day, then what became of it and what one learned."""
