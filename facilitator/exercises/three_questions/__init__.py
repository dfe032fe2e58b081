"""The Three Question Card: a team writes cards, makes sense of them together and promises what to do."""
