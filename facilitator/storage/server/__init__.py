"""Libraries on a PostgreSQL server, for several facilitators at once: all that is otherwise there than in a file."""
