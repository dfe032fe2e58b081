"""How the tables of this exercise came to be, one module a step. They spell tables out: models change."""
