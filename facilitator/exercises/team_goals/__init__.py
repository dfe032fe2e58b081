"""Goals of a team: what it will achieve, and what it will learn for it."""
