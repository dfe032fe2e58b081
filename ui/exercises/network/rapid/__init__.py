"""Rapid entry: the facilitator types in worksheets from paper, participant after participant, without a mouse."""
