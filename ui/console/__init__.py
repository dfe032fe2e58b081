"""The facilitator's window: the agenda, the step being run, and what the room sees."""
